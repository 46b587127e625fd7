package gsheet_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/gsheet"
	"rasoat/sync/gsheet/gsheettest"
)

// TestRefusedWrites: what Google refuses to write leaves the spreadsheet as it is,
// is told in one sentence, and doesn't stop the others.
func TestRefusedWrites(t *testing.T) {
	plan := testPlan(t)
	answer := func(message string) func(s *gsheettest.Server) {
		return func(s *gsheettest.Server) {
			s.Fault = func(_ int, r gsheettest.Request) *gsheettest.Fault {
				if r.Book != "c" || r.Kind != "write" {
					return nil
				}
				return &gsheettest.Fault{Status: 400, Reason: "INVALID_ARGUMENT", Message: message}
			}
		}
	}
	guard := edit(func(b *gsheettest.Spreadsheet) { b.Sheet("Báo cáo tháng").Protect(0, 0, 100, 100, "chu@example.vn") })
	for _, tt := range []struct {
		name      string
		do        func(s *gsheettest.Server)
		say, hint string
	}{
		{"protected", guard, "vùng được bảo vệ", "'Báo cáo tháng': let " + gsheettest.Account},
		{"protected, localised", func(s *gsheettest.Server) {
			guard(s)
			answer("Estás intentando editar una celda o un objeto protegidos.")(s)
		}, "vùng được bảo vệ", "'Báo cáo tháng': let " + gsheettest.Account},
		{"too many cells", answer("Invalid requests[0].insertDimension: This action would increase the number of cells in the workbook above the limit of 10000000 cells."),
			"đã đầy", "delete unused"},
		{"something new", answer("Something that nobody has seen."), "Google không nhận trạng thái", "nobody has seen"},
	} {
		for _, first := range []bool{true, false} {
			t.Run(fmt.Sprint(tt.name, " first ", first), func(t *testing.T) {
				s := gsheettest.New()
				two(s)
				if !first {
					run(t, cycle(t, plan, "2022-04-05", s, "b", "c"))
				}
				tt.do(s)
				before := text(s, "c")
				r := run(t, cycle(t, plan, "2022-10-20", s, "b", "c"))
				var trouble *sync.Trouble
				if !errors.As(r.Books[1].Err, &trouble) || !strings.Contains(trouble.Sentence, tt.say) || !strings.Contains(trouble.Hint, tt.hint) {
					t.Errorf("%+v; want %q, %q", r.Books[1].Err, tt.say, tt.hint)
				}
				if text(s, "c") != before || r.Books[0].Err != nil || r.Books[0].Changes.Empty() {
					t.Errorf("cells changed, or the other wasn't written: %v", r.Books[0].Err)
				}
			})
		}
	}
}

// many is a register that links to a workbook of its own for each unit.
func many(t testing.TB, n int) (*rules.Plan, *gsheettest.Server) {
	t.Helper()
	plan := testPlan(t)
	plan.Units = n
	for _, table := range plan.Tables {
		if len(table.Tabs) > 0 && table.Tabs[0] == "Báo cáo tháng" {
			table.Own, table.Key = true, nil
		}
	}
	register := []string{"STT|Tên đơn vị|Cụm|Bảng riêng"}
	reviews := []string{"Tên đơn vị|Quý|Ngày rà soát"}
	targets := []string{"STT|Tên đơn vị|Số, ngày kế hoạch"}
	s := gsheettest.New()
	for i := range n {
		unit, id := fmt.Sprintf("Chi đoàn Thôn %d", i+1), fmt.Sprintf("rieng-%02d", i+1)
		register = append(register, fmt.Sprintf("%d|%s|Cụm 1|https://docs.google.com/spreadsheets/d/%s/edit", i+1, unit, id))
		targets = append(targets, fmt.Sprintf("%d|%s|%02d-KH/ĐTN, 11/01/2022", i+1, unit, i+1))
		for q, day := range []string{"05/04/2022", "05/07/2022", "06/10/2022"} {
			reviews = append(reviews, fmt.Sprintf("%s|Quý %d|%s", unit, q+1, day))
		}
		s.Add(&gsheettest.Spreadsheet{ID: id, Title: unit, Sheets: []*gsheettest.Grid{typed(0, "Báo cáo tháng",
			"Tên đơn vị|T1|T2|T3|T4|T5|T6|T7|T8|T9|T10|T11|T12",
			unit+"|15/01/2022|15/02/2022|15/03/2022|15/04/2022|15/05/2022|15/06/2022|15/07/2022|15/08/2022|15/09/2022")}})
	}
	s.Add(&gsheettest.Spreadsheet{ID: "b", Title: "Đăng ký", Sheets: []*gsheettest.Grid{
		typed(0, "Đơn vị", register...), typed(11, "Rà soát quý", reviews...), typed(22, "Chỉ tiêu năm", targets...)}})
	return plan, s
}

// linked is a cycle over the register and the workbooks that it links to.
func linked(plan *rules.Plan, day string, c *gsheet.Client) sync.Cycle {
	books := map[string]*gsheet.Workbook{}
	return sync.Cycle{Plan: plan, At: at(plan, day), Books: []sync.Source{{ID: "b", Name: "b", Workbook: c.Workbook("b")}},
		Open: func(_ rules.Book, target string) (sync.Source, error) {
			id := strings.TrimSuffix(strings.TrimPrefix(target, "https://docs.google.com/spreadsheets/d/"), "/edit")
			if books[id] == nil {
				books[id] = c.Workbook(id)
			}
			return sync.Source{ID: id, Name: id, Workbook: books[id]}, nil
		}}
}

// TestOneOfManyNotShared: of 55 workbooks one answers 403 for three days. Nobody's
// status gets worse, the unit's neither, and the others go on.
func TestOneOfManyNotShared(t *testing.T) {
	plan, s := many(t, 55)
	c := client(t, s)
	statuses := func() map[string]string {
		out := map[string]string{}
		s.Look("b", func(b *gsheettest.Spreadsheet) {
			g := b.Sheet("Đơn vị")
			for r := 1; r <= 55; r++ {
				out[fmt.Sprint(g.At(r, 1).Value)] = fmt.Sprint(g.At(r, column(g, rules.StatusHeader)).Value)
			}
		})
		return out
	}
	run(t, linked(plan, "2022-10-11", c))
	before, own := statuses(), text(s, "rieng-07")
	s.Edit("rieng-07", func(b *gsheettest.Spreadsheet) { b.Shared = gsheettest.NotShared })
	for _, day := range []string{"2022-10-12", "2022-10-13", "2022-10-14"} {
		r := run(t, linked(plan, day, c))
		failed := 0
		for _, w := range r.Books {
			if w.Err != nil {
				failed++
				if w.Unit != "Chi đoàn Thôn 7" || !strings.Contains(w.Err.Error(), "chưa được chia sẻ") {
					t.Errorf("%s: %s: %v", day, w.Unit, w.Err)
				}
			}
		}
		if failed != 1 || r.Refused || text(s, "rieng-07") != own {
			t.Errorf("%s: %d failed, refused %v, problems %+v", day, failed, r.Refused, r.Problems)
		}
		for unit, now := range statuses() {
			if now != before[unit] {
				t.Errorf("%s: %s was %q, is %q", day, unit, before[unit], now)
			}
		}
		for _, f := range r.Verdict.Findings {
			if f.Rule.For != rules.ForUnit && (f.Status == rules.Overdue || f.Status == rules.Unmet) {
				t.Errorf("%s: %s of a group is %v", day, f.Rule.ID, f.Status)
			}
		}
	}
	s.Edit("rieng-07", func(b *gsheettest.Spreadsheet) { b.Shared = gsheettest.CanWrite })
	if r := run(t, linked(plan, "2022-10-15", c)); r.Failed {
		t.Errorf("shared again: %+v", r.Problems)
	}
}

// TestQuota: 56 spreadsheets, of which all are made, changed and looked at, never
// get a 429 by a server that takes 60 reads and writes a minute, and an idle cycle
// fits into a little more than a minute.
func TestQuota(t *testing.T) {
	plan, s := many(t, 55)
	synctest.Test(t, func(t *testing.T) {
		s.Quota = 60
		c, err := gsheet.New(context.Background(), gsheet.Options{Tokens: s.Token(), Endpoint: s.URL() + "/", Transport: s})
		if err != nil {
			t.Fatal(err)
		}
		for _, day := range []string{"2022-10-11", "2022-12-25", "2022-12-25"} {
			start := time.Now()
			r := run(t, linked(plan, day, c))
			for _, q := range s.Requests() {
				if q.Status != 200 {
					t.Fatalf("%s: %s %s: %d", day, q.Method, q.Path, q.Status)
				}
			}
			t.Logf("%s: %v requests in %v, %d changes", day, count(s), time.Since(start), r.Changed())
			if r.Failed || time.Since(start) > 4*time.Minute {
				t.Errorf("%s: %v, problems %+v", day, time.Since(start), r.Problems)
			}
			time.Sleep(10 * time.Minute)
		}
	})
}

// TestOutage: when Google is down, 56 workbooks don't each wait for as long as one
// would, and the next cycle works again.
func TestOutage(t *testing.T) {
	plan, s := many(t, 55)
	synctest.Test(t, func(t *testing.T) {
		c, err := gsheet.New(context.Background(), gsheet.Options{Tokens: s.Token(), Endpoint: s.URL(), Transport: s})
		must(t, err)
		run(t, linked(plan, "2022-10-11", c))
		s.Fault = func(_ int, r gsheettest.Request) *gsheettest.Fault {
			if r.Book == "b" {
				return nil // the register can be read
			}
			return &gsheettest.Fault{Status: 503}
		}
		start := time.Now()
		r := run(t, linked(plan, "2022-10-12", c))
		if d := time.Since(start); d < time.Minute || d > 6*time.Minute || !r.Failed {
			t.Errorf("the cycle took %v", d)
		}
		s.Fault = nil
		if r := run(t, linked(plan, "2022-10-12", c)); r.Failed {
			t.Errorf("afterwards: %+v", r.Problems)
		}
	})
}

// TestTwoPrograms: two programs that make our columns at once make them once.
func TestTwoPrograms(t *testing.T) {
	plan, s := testPlan(t), gsheettest.New()
	s.Add(spreadsheet("b"))
	second, done := cycle(t, plan, "2022-10-20", s, "b"), false
	s.After = func(n int, _ gsheettest.Request) {
		if n == 1 { // the first has read and not written yet
			s.After, done = nil, true
			run(t, second)
		}
	}
	if r := run(t, cycle(t, plan, "2022-10-20", s, "b")); r.Failed || !done {
		t.Errorf("problems %+v", r.Problems)
	}
	s.Look("b", func(b *gsheettest.Spreadsheet) {
		for _, g := range b.Sheets[:4] {
			if marks(g) != 2 {
				t.Errorf("%s has %d of our columns", g.Title, marks(g))
			}
		}
	})
}
