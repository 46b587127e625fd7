package summary

import (
	"fmt"
	"hash/fnv"
	"strings"

	"rasoat/rules"
)

// Page is what the tab should hold. It is never changed after [Build] made it.
type Page struct {
	Rows  []Row
	Width int    // columns in use
	Chart *Chart // nil: the plan has nothing to chart
}

// Row is one row. Trailing empty cells may be absent.
type Row struct {
	Look  Look
	Cells []rules.Cell
	keep  bool // what it says couldn't be found out now: what stands there stays
}

// Look is how a row looks.
type Look uint8

// The looks of rows.
const (
	Plain   Look = iota // text that runs on over the cells at its right
	Title               // large
	Note                // small: what explains
	Section             // heads a section
	Head                // heads columns
	Group               // heads a group's units in the board
	Body                // cells in a frame
)

// The columns that every page has; marks stand in those behind them.
const (
	Name    = iota // of whom the row is about
	Overall        // its label, or how it stands
	Press          // what to press for
	Marks          // the first column of marks
)

// Where things stand on every page. Rows and columns are 0-based.
const (
	FrozenRows    = 7 // so many rows stay in view
	FrozenColumns = 1
	ChartRow      = 8 // the first row that the chart covers
	ChartRows     = 15
	statusRow     = 1 // since when the statuses stand, and the heartbeat
	storyRow      = 2
	headRow       = 6
	noteRow       = 7
)

// Widths are the widths of the columns in characters; all further ones are as wide
// as the last.
func Widths() []int { return []int{26, 17, 42, 4} }

// Chart is the native chart: horizontal bars, for each of some rows of the page the
// share that is reached and the one that should be.
type Chart struct {
	Title       string
	First, Last int // the rows with its figures; the row above them heads the columns
	Done, Due   int // the columns of the two series, in percent; [Name] says what each row is
}

// Change is one cell that should hold something else than it does.
type Change struct {
	Row, Col int
	Was, Now rules.Cell
}

// String is the change as people read it: "B12: … Sắp đến hạn -> ✗ Quá hạn".
func (c Change) String() string {
	return fmt.Sprintf("%s: %s -> %s", rules.A1(c.Row, c.Col), shown(c.Was), shown(c.Now))
}

// shown is a cell in a list of changes.
func shown(c rules.Cell) string {
	switch {
	case c.Kind == rules.Empty:
		return "(trống)"
	case c.Kind == rules.Number:
		return rules.Shown(fmt.Sprint(c.Num))
	case c.Kind == rules.Bool:
		return fmt.Sprint(c.Num != 0)
	}
	return clean(c.Text)
}

// At is what a cell of the page should hold.
func (p *Page) At(row, col int) rules.Cell {
	if row < 0 || row >= len(p.Rows) || col < 0 || col >= len(p.Rows[row].Cells) {
		return rules.Cell{}
	}
	return p.Rows[row].Cells[col]
}

// Changes is the cells of the tab that differ from the page, by row and column. The
// tab is ours as a whole: what people wrote into it goes.
func (p *Page) Changes(t *rules.Tab) []Change {
	var out []Change
	for row := range max(len(p.Rows), len(t.Rows)) {
		width := 0
		if row < len(t.Rows) {
			width = len(t.Rows[row])
		}
		if row < len(p.Rows) {
			width = max(width, len(p.Rows[row].Cells))
		}
		for col := range width {
			if was, now := t.At(row, col), p.At(row, col); !same(was, now) {
				out = append(out, Change{row, col, was, now})
			}
		}
	}
	return out
}

// same reports whether the cells hold the same; formats are people's to choose.
func same(a, b rules.Cell) bool {
	return a.Kind == b.Kind && a.Text == b.Text && a.Num == b.Num && !a.Formula
}

// Framed is how many columns of the row show its look; text that runs on isn't cut
// by it.
func (p *Page) Framed(row int) int {
	switch r := &p.Rows[row]; r.Look {
	case Group:
		return p.Width
	case Head, Body:
		return len(r.Cells)
	}
	return 1
}

// Layout tells pages apart that look different, whatever their cells hold: which
// look each row has, how many columns are in use, and behind a dash what the chart
// shows. The tab keeps it, so that looks are given only when they change.
func (p *Page) Layout() string {
	rows, chart := fnv.New32a(), fnv.New32a()
	fmt.Fprint(rows, p.Width)
	for i := range p.Rows {
		fmt.Fprint(rows, p.Rows[i].Look, p.Framed(i), " ")
	}
	if c := p.Chart; c != nil {
		fmt.Fprint(chart, *c)
	}
	return fmt.Sprintf("%08x-%08x", rows.Sum32(), chart.Sum32())
}

// SameChart reports whether two layouts have the same chart.
func SameChart(a, b string) bool {
	_, first, ok := strings.Cut(a, "-")
	_, second, _ := strings.Cut(b, "-")
	return ok && first == second
}

// FreeTitle is the title for a new tab: the usual one, or with a number behind it
// where that is taken, be it by a person's own tab.
func FreeTitle(taken func(title string) bool) string {
	title := rules.SummaryTitle
	for n := 2; taken(title); n++ {
		title = fmt.Sprintf("%s (%d)", rules.SummaryTitle, n)
	}
	return title
}
