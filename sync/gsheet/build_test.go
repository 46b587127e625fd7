package gsheet_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/plans"
	"rasoat/rules"
	"rasoat/setup"
	"rasoat/sync"
	"rasoat/sync/gsheet"
	"rasoat/sync/gsheet/gsheettest"
)

func readyPlan(t *testing.T, name string) *rules.Plan {
	t.Helper()
	text, err := plans.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := config.ParsePlan(name, text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func newUnits(p *rules.Plan) []setup.Unit {
	var out []setup.Unit
	for i := range p.Units {
		u := setup.Unit{Name: fmt.Sprintf("Chi đoàn Thôn %d", i+1), Groups: []string{fmt.Sprintf("Vùng thi đua số %d", i%6+1)}}
		if c := p.Register.Sector; c != nil {
			u.Sector = c.Of[i%len(c.Of)]
		}
		out = append(out, u)
	}
	return out
}

// buildInto is a stand-in server with a spreadsheet of these tabs, and a client of it.
func buildInto(t *testing.T, tabs ...*gsheettest.Grid) (*gsheettest.Server, *gsheet.Client) {
	t.Helper()
	s := gsheettest.New()
	s.Add(&gsheettest.Spreadsheet{ID: "one", Title: "Theo dõi 2022", Locale: "en_US", Sheets: tabs})
	return s, client(t, s)
}

// What is built reads back without a defect; the first cycle writes statuses into
// the columns that stand ready, the second changes nothing.
func TestBuilt(t *testing.T) {
	for _, name := range []string{"chi-thi-05.yaml", "doan-xa.yaml"} {
		t.Run(name, func(t *testing.T) {
			p := readyPlan(t, name)
			units := newUnits(p)
			s, c := buildInto(t, gsheettest.NewGrid(0, "Trang tính1", 1000, 26))
			notes, err := c.Build(context.Background(), "one", setup.Sheets(p, units), "Asia/Ho_Chi_Minh")
			if err != nil || len(notes) > 0 {
				t.Fatal(notes, err)
			}
			first := runOver(t, p, c)
			if n := len(first.Verdict.Data.Units); n != len(units) {
				t.Errorf("%d units, want %d", n, len(units))
			}
			for _, d := range first.Verdict.Defects {
				t.Errorf("defect: %+v", d)
			}
			for _, x := range first.Problems {
				t.Errorf("problem: %+v", x)
			}
			if ch := first.Books[0].Changes; len(ch.Setup) != 0 || len(ch.Text) == 0 {
				t.Errorf("first cycle: %d setups, %d texts; want none, some", len(ch.Setup), len(ch.Text))
			}
			if second := runOver(t, p, c); second.Changed() != 0 {
				t.Error("the second cycle changes something")
			}
			s.Look("one", func(b *gsheettest.Spreadsheet) {
				if b.Locale != "vi_VN" || b.Sheets[0].Title != p.Register.Table.Tabs[0] {
					t.Errorf("locale %s, first tab %s", b.Locale, b.Sheets[0].Title)
				}
			})
		})
	}
}

func runOver(t *testing.T, p *rules.Plan, c *gsheet.Client) sync.Report {
	t.Helper()
	at := time.Date(p.Year, 5, 20, 8, 0, 0, 0, p.Location)
	cycle := sync.Cycle{Plan: p, At: at, Books: []sync.Source{{ID: "one", Name: "one", Workbook: c.Workbook("one")}}}
	r, err := cycle.Run(context.Background())
	if err != nil || r.Failed {
		t.Fatalf("cycle: %v, %+v", err, r.Problems)
	}
	return r
}

func TestBuildTouchesNoContent(t *testing.T) {
	p := readyPlan(t, "doan-xa.yaml")
	sheets := setup.Sheets(p, newUnits(p))
	t.Run("a tab of ours has content", func(t *testing.T) {
		taken := gsheettest.NewGrid(7, strings.ToUpper(sheets[1].Title), 50, 5)
		taken.Put(3, 2, gsheettest.Cell{Value: "của ai đó"})
		s, c := buildInto(t, gsheettest.NewGrid(0, "Trang tính1", 1000, 26), taken)
		_, err := c.Build(context.Background(), "one", sheets, "Asia/Ho_Chi_Minh")
		if !errors.Is(err, setup.ErrContent) || len(s.Journal()) > 0 {
			t.Errorf("got %v and %d changes; want ErrContent, none", err, len(s.Journal()))
		}
	})
	t.Run("somebody else's tab stays, and its locale", func(t *testing.T) {
		other := gsheettest.NewGrid(0, "Danh bạ", 50, 5)
		other.Put(0, 0, gsheettest.Cell{Value: "của ai đó"})
		s, c := buildInto(t, other)
		notes, err := c.Build(context.Background(), "one", sheets, "Asia/Ho_Chi_Minh")
		if err != nil || len(notes) != 1 {
			t.Fatalf("%v, %q; want a note on the locale", err, notes)
		}
		for _, ch := range s.Journal() {
			if ch.Sheet == 0 {
				t.Fatalf("changed %+v", ch)
			}
		}
	})
	t.Run("somebody types into the empty tab at that moment", func(t *testing.T) {
		s, c := buildInto(t, gsheettest.NewGrid(0, "Trang tính1", 30, 4))
		s.Before = func(_ int, r gsheettest.Request) {
			if r.Kind == "write" {
				s.Edit("one", func(b *gsheettest.Spreadsheet) { b.Sheets[0].Put(1, 1, gsheettest.Cell{Value: "ghi chú của tôi"}) })
			}
		}
		if _, err := c.Build(context.Background(), "one", sheets, "Asia/Ho_Chi_Minh"); err != nil {
			t.Fatal(err)
		}
		s.Look("one", func(b *gsheettest.Spreadsheet) {
			if got := b.Sheets[0].At(sheets[0].Height()+1, 1).Value; got != "ghi chú của tôi" {
				t.Errorf("what was typed is lost: %v", got)
			}
		})
	})
}

// A lost answer doesn't build twice, nor stop at half.
func TestBuildFaults(t *testing.T) {
	p := readyPlan(t, "doan-xa.yaml")
	sheets := setup.Sheets(p, newUnits(p))
	for _, applied := range []bool{true, false} {
		s, c := buildInto(t, gsheettest.NewGrid(0, "Trang tính1", 1000, 26))
		spoilt := false
		s.Fault = func(_ int, r gsheettest.Request) *gsheettest.Fault {
			if r.Kind != "write" || spoilt {
				return nil
			}
			spoilt = true
			return &gsheettest.Fault{Status: 503, Applied: applied}
		}
		if _, err := c.Build(context.Background(), "one", sheets, "Asia/Ho_Chi_Minh"); err != nil {
			t.Fatalf("applied %v: %v", applied, err)
		}
		s.Look("one", func(b *gsheettest.Spreadsheet) {
			if len(b.Sheets) != len(sheets) {
				t.Errorf("applied %v: %d tabs, want %d", applied, len(b.Sheets), len(sheets))
			}
			if b.Locale != "vi_VN" {
				t.Errorf("applied %v: locale %s", applied, b.Locale)
			}
		})
	}
}

// An account without a Drive of its own is told what to do instead.
func TestCreateRefused(t *testing.T) {
	s, c := buildInto(t)
	s.Fault = func(int, gsheettest.Request) *gsheettest.Fault {
		return &gsheettest.Fault{Status: 403, Message: "The caller does not have permission"}
	}
	_, err := c.Create(context.Background(), "Theo dõi", "Asia/Ho_Chi_Minh")
	var trouble *sync.Trouble
	if !errors.As(err, &trouble) || !strings.Contains(trouble.Hint, gsheettest.Account) || !strings.Contains(trouble.Hint, "sheets.new") {
		t.Errorf("%v", err)
	}
}
