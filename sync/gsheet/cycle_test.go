package gsheet_test

import (
	"slices"
	"testing"

	"rasoat/rules"
	"rasoat/sync/gsheet/gsheettest"
)

// TestRequests: what a cycle costs in the quiet case.
func TestRequests(t *testing.T) {
	plan, s := testPlan(t), gsheettest.New()
	s.Add(spreadsheet("so-lieu"))
	for _, tt := range []struct {
		name, day     string
		reads, writes int
	}{
		{"first, columns are made", "2022-04-05", 1, 1},
		{"nothing changed", "2022-04-05", 1, 0},
		{"statuses changed", "2022-10-20", 1, 2},
		{"nothing changed again", "2022-10-20", 1, 0},
	} {
		r := run(t, cycle(t, plan, tt.day, s, "so-lieu"))
		if got := count(s); got["read"] != tt.reads || got["write"] != tt.writes || r.Failed {
			t.Errorf("%s: %v requests, want %d reads, %d writes; problems %v", tt.name, got, tt.reads, tt.writes, r.Problems)
		}
	}
	s.Edit("so-lieu", func(b *gsheettest.Spreadsheet) { // one column is gone, in a tab, and a date is new in another
		b.Sheet("Đơn vị").DeleteCols(column(b.Sheet("Đơn vị"), rules.TodoHeader), 1)
		b.Sheet("Chỉ tiêu năm").Put(3, 2, gsheettest.Cell{Value: "06-KH/ĐTN, 12/01/2022"})
	})
	run(t, cycle(t, plan, "2022-10-20", s, "so-lieu"))
	if got := count(s); got["read"] != 1 || got["write"] != 2 {
		t.Errorf("a column is gone and a status changed: %v requests", got)
	}
}

// column is the first column that holds the text.
func column(g *gsheettest.Grid, text string) int {
	rows, cols := g.Used()
	for c := range cols {
		for r := range rows {
			if g.At(r, c).Value == text {
				return c
			}
		}
	}
	return -1
}

// row is the first row that holds the text.
func row(g *gsheettest.Grid, text string) int {
	rows, cols := g.Used()
	for r := range rows {
		for c := range cols {
			if g.At(r, c).Value == text {
				return r
			}
		}
	}
	return -1
}

// TestHeaders: our headers come back where they belong.
func TestHeaders(t *testing.T) {
	plan := testPlan(t)
	for _, tt := range []struct {
		name string
		edit func(g *gsheettest.Grid, col int)
	}{
		{"renamed", func(g *gsheettest.Grid, col int) { g.Put(2, col, gsheettest.Cell{Value: "Số, ngày kế hoạch"}) }},
		{"deleted", func(g *gsheettest.Grid, col int) { g.Put(2, col, gsheettest.Cell{}) }},
		{"other column moved first", func(g *gsheettest.Grid, col int) { g.MoveCol(col, 0) }},
		{"rows inserted above", func(g *gsheettest.Grid, _ int) { g.InsertRows(0, 2) }},
		{"a stray one above", func(g *gsheettest.Grid, col int) { g.Put(0, col, gsheettest.Cell{Value: rules.StatusHeader}) }},
		{"a stray one below", func(g *gsheettest.Grid, col int) { g.Put(12, col, gsheettest.Cell{Value: rules.StatusHeader}) }},
		{"header row moved away from ours", func(g *gsheettest.Grid, col int) {
			g.InsertRows(3, 1)
			for c := range col {
				g.Put(3, c, g.At(2, c))
				g.Put(2, c, gsheettest.Cell{})
			}
		}},
	} {
		s := gsheettest.New()
		s.Add(spreadsheet("so-lieu"))
		run(t, cycle(t, plan, "2022-04-05", s, "so-lieu"))
		s.Edit("so-lieu", func(b *gsheettest.Spreadsheet) {
			g := b.Sheet("Chỉ tiêu năm")
			tt.edit(g, column(g, rules.StatusHeader))
		})
		run(t, cycle(t, plan, "2022-04-05", s, "so-lieu"))
		s.Look("so-lieu", func(b *gsheettest.Spreadsheet) {
			g := b.Sheet("Chỉ tiêu năm")
			header, n := row(g, "STT"), 0
			rows, cols := g.Used()
			for r := range rows {
				for c := range cols {
					if g.At(r, c).Value == rules.StatusHeader {
						n++
						if r != header || !g.HasMark(c, "rasoat") {
							t.Errorf("%s: a header of ours in row %d, column %d", tt.name, r+1, c+1)
						}
					}
				}
			}
			if n != 1 || header < 0 {
				t.Errorf("%s: %d headers of ours, theirs in row %d", tt.name, n, header+1)
			}
		})
		count(s)
		if again := run(t, cycle(t, plan, "2022-04-05", s, "so-lieu")); again.Changed() != 0 || count(s)["write"] != 0 {
			t.Errorf("%s: a second cycle changed %q", tt.name, lines(again))
		}
	}
}

// TestCopies: of two columns or tabs with the same mark the first counts.
func TestCopies(t *testing.T) {
	plan, s := testPlan(t), gsheettest.New()
	s.Add(spreadsheet("so-lieu"))
	run(t, cycle(t, plan, "2022-04-05", s, "so-lieu"))
	var before [][]gsheettest.Cell
	s.Edit("so-lieu", func(b *gsheettest.Spreadsheet) {
		b.DuplicateSheet(33, 330, "Bản sao của Báo cáo tháng", true)
		before = b.Sheet("Bản sao của Báo cáo tháng").Columns(nil)
		g := b.Sheet("Rà soát quý")
		g.CopyCol(column(g, rules.StatusHeader), 9)
	})
	run(t, cycle(t, plan, "2022-10-20", s, "so-lieu"))
	s.Look("so-lieu", func(b *gsheettest.Spreadsheet) {
		if !slices.EqualFunc(before, b.Sheet("Bản sao của Báo cáo tháng").Columns(nil), slices.Equal) {
			t.Error("the copied tab was written")
		}
		g := b.Sheet("Rà soát quý")
		if g.At(3, 4).Value == g.At(3, 9).Value || g.At(3, 9).Value == nil {
			t.Errorf("first %v, copy %v: the first should have changed, the copy not", g.At(3, 4).Value, g.At(3, 9).Value)
		}
	})
	count(s)
	if again := run(t, cycle(t, plan, "2022-10-20", s, "so-lieu")); again.Changed() != 0 || count(s)["write"] != 0 {
		t.Errorf("a second cycle changed %q", lines(again))
	}
}

// TestAdopts: columns with our headers and no mark, as an uploaded file has them,
// are taken over, unless a person moved them meanwhile.
func TestAdopts(t *testing.T) {
	plan := testPlan(t)
	for _, moved := range []bool{false, true} {
		s := gsheettest.New()
		b := spreadsheet("so-lieu")
		for _, g := range b.Sheets[:4] {
			_, cols := g.Used()
			at := row(g, "Tên đơn vị")
			g.Put(at, cols, gsheettest.Cell{Value: rules.TodoHeader})
			g.Put(at, cols+1, gsheettest.Cell{Value: rules.StatusHeader})
			g.Put(at+2, cols+1, gsheettest.Cell{Value: string(rules.LabelUnmet)})
		}
		s.Add(b)
		s.After = func(n int, _ gsheettest.Request) {
			if n == 1 && moved {
				s.Edit("so-lieu", func(b *gsheettest.Spreadsheet) { b.Sheets[0].InsertCols(2, 1) })
			}
		}
		r := run(t, cycle(t, plan, "2022-10-20", s, "so-lieu"))
		n := count(s)
		if r.Failed || !moved && (n["read"] != 1 || n["write"] != 4) {
			t.Errorf("moved %v: %v requests, problems %+v", moved, n, r.Problems)
		}
		s.Look("so-lieu", func(b *gsheettest.Spreadsheet) {
			for _, g := range b.Sheets[:4] {
				todo, status := column(g, rules.TodoHeader), column(g, rules.StatusHeader)
				if marks(g) != 2 || !g.HasMark(todo, "rasoat") || !g.HasMark(status, "rasoat") {
					t.Errorf("moved %v: %s has %d marks", moved, g.Title, marks(g))
				}
			}
		})
		if again := run(t, cycle(t, plan, "2022-10-20", s, "so-lieu")); again.Changed() != 0 || count(s)["write"] != 0 {
			t.Errorf("moved %v: a second cycle changed %q", moved, lines(again))
		}
	}
}

// TestRemove: nothing of ours is left, even where rows are added meanwhile.
func TestRemove(t *testing.T) {
	plan, s := testPlan(t), gsheettest.New()
	s.Add(spreadsheet("so-lieu"))
	run(t, cycle(t, plan, "2022-10-20", s, "so-lieu"))
	s.Forget()
	s.Before = func(n int, _ gsheettest.Request) {
		if n == 2 { // before the first write
			s.Edit("so-lieu", func(b *gsheettest.Spreadsheet) {
				g := b.Sheet("Báo cáo tháng")
				rows, _ := g.Size()
				g.InsertRows(1, rows)
			})
		}
	}
	r, err := cycle(t, plan, "2022-10-20", s, "so-lieu").Remove(t.Context())
	must(t, err)
	if len(r.Books[0].Removed) != 4 {
		t.Errorf("removed %q", r.Books[0].Removed)
	}
	s.Look("so-lieu", func(b *gsheettest.Spreadsheet) {
		for _, g := range b.Sheets {
			if column(g, rules.StatusHeader) >= 0 || column(g, string(rules.LabelOverdue)) >= 0 || marks(g) > 0 {
				t.Errorf("%s: something of ours is left", g.Title)
			}
		}
	})
}

// TestOurColumnIsNotAdopted: one of our columns with the other's header stays what
// its mark says.
func TestOurColumnIsNotAdopted(t *testing.T) {
	plan, s := testPlan(t), gsheettest.New()
	s.Add(spreadsheet("so-lieu"))
	run(t, cycle(t, plan, "2022-10-20", s, "so-lieu"))
	s.Edit("so-lieu", func(b *gsheettest.Spreadsheet) {
		g := b.Sheet("Rà soát quý")
		g.DeleteCols(column(g, rules.StatusHeader), 1)
		g.Put(0, column(g, rules.TodoHeader), gsheettest.Cell{Value: rules.StatusHeader})
	})
	if r := run(t, cycle(t, plan, "2022-10-20", s, "so-lieu")); r.Failed {
		t.Errorf("problems %+v", r.Problems)
	}
	s.Look("so-lieu", func(b *gsheettest.Spreadsheet) {
		g := b.Sheet("Rà soát quý")
		value, _ := g.Mark(column(g, rules.TodoHeader), "rasoat")
		other, _ := g.Mark(column(g, rules.StatusHeader), "rasoat")
		if value != "todo" || other != "status" || marks(g) != 2 {
			t.Errorf("marked %q and %q, %d in all", value, other, marks(g))
		}
	})
}
