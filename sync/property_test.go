package sync_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rasoat/rules"
	"rasoat/sync"
)

// TestMain keeps the everyday run short; -rapid.checks=1000 is for those who
// change how rows are placed.
func TestMain(m *testing.M) {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if !given {
		_ = flag.Set("rapid.checks", "40")
	}
	os.Exit(m.Run())
}

// TestPeopleEdit: whatever people do to a workbook between any two of our calls,
// after the cycle no status stands on another unit's row, nothing is left to do,
// and no cell of theirs has changed.
func TestPeopleEdit(t *testing.T) {
	plan := testPlan(t)
	rapid.Check(t, func(rt *rapid.T) {
		m := workbook()
		summed := rapid.Bool().Draw(rt, "with a summary")
		for _, day := range []string{"2022-04-05", "2022-07-08", "2022-10-20"} {
			for range rapid.IntRange(0, 4).Draw(rt, "edits") {
				edit(rt, m)
			}
			want := ""
			m.meanwhile = func(m *memory) { // between our reading and our writing
				for range rapid.IntRange(0, 2).Draw(rt, "edits meanwhile") {
					edit(rt, m)
				}
				want = theirs(m.book())
			}
			if want == "" {
				want = theirs(m.book())
			}
			c := cycle(t, day, m)
			c.Plan, c.At, c.Summary = plan, at(plan, day), summed
			r, err := c.Run(t.Context())
			if err != nil || len(m.stray) > 0 {
				rt.Fatal(err, m.stray)
			}
			if m.meanwhile != nil { // nothing was to be written
				m.meanwhile = nil
				want = theirs(m.book())
			}
			if got := theirs(m.book()); got != want {
				rt.Fatalf("people's cells changed:\n%s\nwere\n%s", got, want)
			}
			ownRows(rt, m, r)
			written := len(m.applied)
			if again := run(t, c); again.Changed() != 0 || len(m.applied) != written {
				rt.Fatalf("a second cycle changed %q", lines(again))
			}
		}
	})
}

// TestRowsMoveUnderTheWrite is the same where the workbook doesn't notice that
// rows were moved just before the write: the state after it shows it, and the
// cycle mends it.
func TestRowsMoveUnderTheWrite(t *testing.T) {
	plan := testPlan(t)
	rapid.Check(t, func(rt *rapid.T) {
		m := workbook()
		run(t, cycle(t, "2022-04-05", m))
		m.blind = true
		m.meanwhile = func(m *memory) {
			for range rapid.IntRange(1, 3).Draw(rt, "edits") {
				sortRows(rt, &m.tabs[rapid.IntRange(0, 3).Draw(rt, "tab")])
			}
		}
		c := cycle(t, "2022-10-20", m)
		c.Plan = plan
		r := run(t, c)
		ownRows(rt, m, r)
		if again := run(t, c); again.Changed() != 0 {
			rt.Fatalf("a second cycle changed %q", lines(again))
		}
	})
}

// ownRows checks that each text of ours names the unit of its row, as a plain
// look at the row finds it. Where a problem forbade writing, nothing is checked.
func ownRows(rt *rapid.T, m *memory, r sync.Report) {
	if r.Refused {
		return
	}
	for _, t := range m.book().Tabs {
		if slices.ContainsFunc(r.Problems, func(p rules.Problem) bool { return p.Blocking && (p.Tab == t.Title || p.Tab == "") }) {
			continue
		}
		key := keyColumn(t)
		for row := range t.Rows {
			status, todo := t.At(row, t.Own.Status).Text, t.At(row, t.Own.Todo).Text
			if row < below(&t) {
				if slices.Contains(rules.Labels(), rules.Label(status)) {
					rt.Fatalf("%s, row %d above the header holds %q", t.Title, row+1, status)
				}
				continue
			}
			if status == rules.StatusHeader || todo == rules.TodoHeader || status+todo == "" {
				continue
			}
			if name := t.At(row, key).Text; !strings.HasPrefix(todo, name+":") || name == "" {
				// a blank key below the first of many rows of a unit stands for it
				if above := nameAbove(t, row, key); name != "" || !strings.HasPrefix(todo, above+":") {
					rt.Fatalf("%s, row %d of %q holds %q, %q; problems %+v", t.Title, row+1, name, status, todo, r.Problems)
				}
			}
		}
	}
}

func keyColumn(t rules.Tab) int {
	for _, row := range t.Rows {
		for col, c := range row {
			if c.Text == "Tên đơn vị" {
				return col
			}
		}
	}
	return -1
}

func nameAbove(t rules.Tab, row, key int) string {
	for ; row >= 0; row-- {
		if text := t.At(row, key).Text; text != "" {
			return text
		}
	}
	return ""
}

// edit does one thing to the workbook that people do.
func edit(rt *rapid.T, m *memory) {
	t := &m.tabs[rapid.IntRange(0, 3).Draw(rt, "tab")]
	if len(t.Rows) < 2 {
		return
	}
	row := rapid.IntRange(0, len(t.Rows)-1).Draw(rt, "row")
	switch what := rapid.SampledFrom([]string{"insert", "delete", "move", "sort", "sort part", "copy", "columns", "name",
		"value", "ours"}).Draw(rt, "edit"); what {
	case "insert":
		t.Rows = slices.Insert(t.Rows, row, []rules.Cell{})
	case "delete":
		t.Rows = slices.Delete(t.Rows, row, row+1)
	case "move":
		to := rapid.IntRange(0, len(t.Rows)-1).Draw(rt, "to")
		t.Rows[row], t.Rows[to] = t.Rows[to], t.Rows[row]
	case "copy":
		t.Rows = slices.Insert(t.Rows, row, slices.Clone(t.Rows[row]))
	case "sort":
		sortRows(rt, t)
	case "sort part":
		sortPart(rt, t)
	case "columns":
		swapColumns(t, rapid.IntRange(0, 5).Draw(rt, "column"), rapid.IntRange(0, 5).Draw(rt, "other"))
	case "name":
		set(t, row, keyColumnOr(*t), word(rapid.SampledFrom(append(units(), "", "Chi đoàn Lạ")).Draw(rt, "unit")))
	case "value":
		col := rapid.IntRange(0, 8).Draw(rt, "column")
		set(t, row, col, word(rapid.SampledFrom([]string{"", "x", "01/04/2022", "31/06/2022", "Chưa", "3"}).Draw(rt, "value")))
	case "ours":
		col := t.Own.Status
		for _, b := range m.book().Tabs {
			if b.ID == t.ID {
				col = b.Own.Status + rapid.IntRange(0, 1).Draw(rt, "which")
			}
		}
		if col >= 0 {
			set(t, row, col, word(rapid.SampledFrom([]string{"", "✓ Đạt", "ghi nhầm"}).Draw(rt, "text")))
		}
	}
	trim(t)
}

func word(s string) rules.Cell {
	if s == "" {
		return rules.Cell{}
	}
	return rules.Cell{Kind: rules.Text, Text: s}
}

func keyColumnOr(t rules.Tab) int { return max(0, keyColumn(t)) }

// below is the first row under the header.
func below(t *rules.Tab) int {
	for i, row := range t.Rows {
		for _, c := range row {
			if c.Text == "Tên đơn vị" {
				return i + 1
			}
		}
	}
	return len(t.Rows)
}

// sortRows sorts whole rows by a column.
func sortRows(rt *rapid.T, t *rules.Tab) {
	col := rapid.IntRange(0, 3).Draw(rt, "by")
	up := rapid.Bool().Draw(rt, "up")
	rows := t.Rows[below(t):]
	text := func(i int) string {
		if col < len(rows[i]) {
			return rows[i][col].Text
		}
		return ""
	}
	sort.SliceStable(rows, func(i, j int) bool { return up == (text(i) < text(j)) && text(i) != text(j) })
}

// sortPart turns the first columns of the rows upside down, without the others.
func sortPart(rt *rapid.T, t *rules.Tab) {
	n := rapid.IntRange(1, 4).Draw(rt, "columns")
	rows := t.Rows[below(t):]
	for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
		for col := range n {
			a, b := cellOf(rows[i], col), cellOf(rows[j], col)
			rows[i], rows[j] = with(rows[i], col, b), with(rows[j], col, a)
		}
	}
}

func cellOf(row []rules.Cell, col int) rules.Cell {
	if col < len(row) {
		return row[col]
	}
	return rules.Cell{}
}

func with(row []rules.Cell, col int, c rules.Cell) []rules.Cell {
	row = slices.Clone(row)
	for len(row) <= col {
		row = append(row, rules.Cell{})
	}
	row[col] = c
	return row
}

func swapColumns(t *rules.Tab, a, b int) {
	for i := range t.Rows {
		x, y := cellOf(t.Rows[i], a), cellOf(t.Rows[i], b)
		t.Rows[i] = with(with(t.Rows[i], a, y), b, x)
	}
}

// TestChangesPrintThemselves shows each kind of change as people read it.
func TestChangesPrintThemselves(t *testing.T) {
	m := workbook()
	r := run(t, cycle(t, "2022-10-20", m))
	c := r.Books[0].Changes
	if got := fmt.Sprint(c.Setup[1]); got != "Rà soát quý!E1, F1: cột 'Trạng thái (tự động)', 'Việc cần làm (tự động)', có tô màu" {
		t.Error(got)
	}
	x := c.Text[0]
	x.Title, x.Row, x.Col, x.Was, x.Now = "Rà soát quý", 11, 15, "… Sắp đến hạn", "✗ Quá hạn"
	if got := x.String(); got != "Rà soát quý!P12: … Sắp đến hạn -> ✗ Quá hạn" {
		t.Error(got)
	}
	x.Was = ""
	if got := x.String(); got != "Rà soát quý!P12: (trống) -> ✗ Quá hạn" {
		t.Error(got)
	}
}
