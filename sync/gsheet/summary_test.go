package gsheet_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/gsheet/gsheettest"
)

// summarised is a cycle that keeps the summary.
func summarised(t testing.TB, plan *rules.Plan, day string, s *gsheettest.Server) sync.Cycle {
	c := cycle(t, plan, day, s, "b")
	c.Summary = true
	return c
}

// isSummary reports whether the sheet has the summary's mark, which tells its own id.
func isSummary(g *gsheettest.Grid) bool {
	return strings.HasPrefix(g.SheetMark("rasoat"), fmt.Sprintf("summary %d ", g.ID))
}

// summaryOf is the summary; nil for none.
func summaryOf(b *gsheettest.Spreadsheet) *gsheettest.Grid {
	for _, g := range b.Sheets {
		if isSummary(g) {
			return g
		}
	}
	return nil
}

// summariesOf is how many sheets are the summary.
func summariesOf(b *gsheettest.Spreadsheet) int {
	n := 0
	for _, g := range b.Sheets {
		if isSummary(g) {
			n++
		}
	}
	return n
}

// TestSummaryRequests: the summary costs no request more than the columns do.
func TestSummaryRequests(t *testing.T) {
	plan, s := testPlan(t), gsheettest.New()
	s.Add(spreadsheet("b"))
	steps := []struct {
		name          string
		day           string
		edit          func(*gsheettest.Spreadsheet)
		reads, writes int
	}{
		{"made, with the columns", "2022-10-17", nil, 1, 1},
		{"unchanged", "2022-10-17", nil, 1, 0},
		{"the next day's heartbeat", "2022-10-18", nil, 1, 1},
		{"a date was filed", "2022-10-18", func(b *gsheettest.Spreadsheet) {
			b.Sheet("Rà soát quý").Put(3, 2, gsheettest.Cell{Value: "06/04/2022"})
		}, 1, 2},
		{"a person wrote into it", "2022-10-18", func(b *gsheettest.Spreadsheet) {
			summaryOf(b).Put(2, 0, gsheettest.Cell{Value: "tự gõ"})
		}, 1, 1},
		{"renamed and moved", "2022-10-18", func(b *gsheettest.Spreadsheet) {
			summaryOf(b).Title = "Chung"
			b.MoveSheet(len(b.Sheets)-1, 0)
		}, 1, 0},
		{"copied", "2022-10-18", func(b *gsheettest.Spreadsheet) {
			b.DuplicateSheet(summaryOf(b).ID, 4711, "Bản sao của Chung", true)
			b.MoveSheet(len(b.Sheets)-1, 0)
		}, 1, 0},
		{"merged and written into", "2022-10-18", func(b *gsheettest.Spreadsheet) {
			b.Sheet("Chung").Merge(2, 0, 4, 3)
			b.Sheet("Chung").Put(2, 0, gsheettest.Cell{})
		}, 1, 1},
		{"its chart deleted", "2022-10-18", func(b *gsheettest.Spreadsheet) {
			if n := len(b.Sheet("Chung").Merges()); n > 0 {
				t.Errorf("%d merges are left", n)
			}
			b.Sheet("Chung").DeleteCharts()
		}, 1, 0},
		{"deleted", "2022-10-18", func(b *gsheettest.Spreadsheet) { b.DeleteSheet(b.Sheet("Chung").ID) }, 1, 1},
	}
	for _, step := range steps {
		if step.edit != nil {
			s.Edit("b", step.edit)
		}
		s.Forget()
		r := run(t, summarised(t, plan, step.day, s))
		if n := count(s); n["read"] != step.reads || n["write"] != step.writes || r.Failed {
			t.Errorf("%s: %d reads, %d writes, want %d and %d: %q %v", step.name, n["read"], n["write"], step.reads, step.writes, lines(r), r.Problems)
		}
	}
}

// TestSummarySheet: it stands last, headers in view, with one chart and its colours;
// a person's widths, colours and chart stay when cells change.
func TestSummarySheet(t *testing.T) {
	plan, s := testPlan(t), gsheettest.New()
	s.Add(spreadsheet("b"))
	run(t, summarised(t, plan, "2022-10-17", s))
	s.Look("b", func(b *gsheettest.Spreadsheet) {
		g := b.Sheets[len(b.Sheets)-1]
		if g != summaryOf(b) || g.Title != rules.SummaryTitle || g.FrozenRows != 7 || g.FrozenCols != 1 || g.Charts() != 1 {
			t.Errorf("%q: frozen %d, %d; %d charts", g.Title, g.FrozenRows, g.FrozenCols, g.Charts())
		}
	})
	s.Forget()
	run(t, summarised(t, plan, "2022-12-01", s))
	for _, r := range s.Requests() {
		for _, word := range []string{"addSheet", "addChart", "addConditionalFormatRule", "updateDimensionProperties", "formulaValue"} {
			if strings.Contains(r.Body, word) {
				t.Errorf("a changed summary sends %s", word)
			}
		}
	}
}

// TestSummaryIsRemoved: the sheet goes, a person's copy stays.
func TestSummaryIsRemoved(t *testing.T) {
	plan, s := testPlan(t), gsheettest.New()
	s.Add(spreadsheet("b"))
	c := summarised(t, plan, "2022-10-17", s)
	run(t, c)
	s.Edit("b", func(b *gsheettest.Spreadsheet) { b.DuplicateSheet(summaryOf(b).ID, 4711, "Bản của tôi", true) })
	r, err := c.Remove(t.Context())
	if err != nil || r.Failed {
		t.Fatalf("%v %v", err, r.Problems)
	}
	s.Look("b", func(b *gsheettest.Spreadsheet) {
		titles := []string{}
		for _, g := range b.Sheets {
			titles = append(titles, g.Title)
		}
		if slices.Contains(titles, rules.SummaryTitle) || !slices.Contains(titles, "Bản của tôi") {
			t.Errorf("left are %q", titles)
		}
	})
}

// TestSummaryTwice: a batch that was carried out although no answer came isn't
// carried out again.
func TestSummaryTwice(t *testing.T) {
	plan, s := testPlan(t), gsheettest.New()
	s.Add(spreadsheet("b"))
	first := true
	s.Fault = func(_ int, r gsheettest.Request) *gsheettest.Fault {
		if r.Kind == "write" && first {
			first = false
			return &gsheettest.Fault{Status: 503, Applied: true}
		}
		return nil
	}
	if r := run(t, summarised(t, plan, "2022-10-17", s)); r.Failed {
		t.Fatal(r.Problems)
	}
	s.Look("b", func(b *gsheettest.Spreadsheet) {
		if n := len(b.Sheets); n != 6 {
			t.Errorf("%d sheets", n)
		}
	})
}
