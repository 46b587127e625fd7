package main

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"rasoat/rules"
	"rasoat/sync/gsheet/gsheettest"
)

// asked is what a request asks the page for.
type asked struct {
	tab, cell string // the tab's id, "H9"; "" for the first tab, for no cell
	saved     bool   // the cell was just written
	typed     string // what was typed, where it was refused
	wrong     string // why it was refused
}

// pageData is what the page shows.
type pageData struct {
	Book, Day, Tab, TabID   string
	Tabs                    []tabLink
	Round                   roundData
	Cell, Text, Wrong       string // the cell that is edited
	Saved                   bool
	At                      int    // its row, from 1
	Row                     string // whose row it is
	Label, LabelClass, Todo string // what our columns say in its row
	Columns                 []string
	Rows                    []rowData
}

type tabLink struct {
	ID, Title string
	Current   bool
}

type roundData struct {
	N               int
	When, Said      string
	Problems, Lines []string
}

type rowData struct {
	N     int
	Cells []cellData
}

type cellData struct {
	Name, Text, Class string
	Across, Down      int // columns and rows that it spans
}

// mostLines is how many of the last changes the page lists.
const mostLines = 200

func newRoundData(last, news round) roundData {
	out := roundData{N: last.n, When: last.when.Format("15:04:05"), Said: last.said()}
	for _, p := range last.report.Problems {
		out.Problems = append(out.Problems, located(p))
	}
	if news.n == 1 {
		return out // everything was new
	}
	for _, b := range news.report.Books {
		out.Lines = append(out.Lines, b.Lines()...)
	}
	if len(out.Lines) > mostLines {
		out.Lines = append(out.Lines[:mostLines:mostLines], "…")
	}
	return out
}

// newPage is the page for what is asked; nil when there is no such tab.
func newPage(b *gsheettest.Spreadsheet, q asked) *pageData {
	g := sheetOf(b, q.tab)
	if g == nil {
		return nil
	}
	p := &pageData{Book: b.Title, Tab: g.Title, TabID: strconv.FormatInt(g.ID, 10)}
	for _, other := range b.Sheets {
		if !other.Hidden {
			p.Tabs = append(p.Tabs, tabLink{strconv.FormatInt(other.ID, 10), other.Title, other == g})
		}
	}
	row, col, ok := fromA1(q.cell)
	if rows, cols := g.Size(); ok && row < rows && col < cols {
		p.edit(g, row, col, q)
	} else {
		row, col = -1, -1
	}
	p.grid(g, row, col)
	return p
}

// edit fills in what the form shows.
func (p *pageData) edit(g *gsheettest.Grid, row, col int, q asked) {
	p.Cell, p.At, p.Saved, p.Wrong = rules.A1(row, col), row+1, q.saved, q.wrong
	p.Text = g.At(row, col).Shown()
	if q.wrong != "" {
		p.Text = q.typed
	}
	_, cols := g.Size()
	var ours []string
	for c := range cols {
		text := g.At(row, c).Shown()
		switch {
		case g.Marked(c):
			ours = append(ours, text)
			if len(ours) == 1 {
				p.LabelClass = fillClass(g, row, c)
			}
		case p.Row == "" && len([]rune(text)) > 3: // past the number of the line
			p.Row = text
		}
	}
	if len(ours) == 2 {
		p.Label, p.Todo = ours[0], ours[1]
	}
}

// grid fills in the table: what is used, and a little more below for new rows.
func (p *pageData) grid(g *gsheettest.Grid, atRow, atCol int) {
	rows, cols := g.Used()
	limit, _ := g.Size()
	rows = min(rows+3, limit)
	for c := range cols {
		p.Columns = append(p.Columns, rules.ColumnName(c))
	}
	spans, covered := spansOf(g, rows, cols)
	for r := range rows {
		line := rowData{N: r + 1}
		for c := range cols {
			if covered[[2]int{r, c}] {
				continue
			}
			cell := cellData{Name: rules.A1(r, c), Text: g.At(r, c).Shown(), Class: classOf(g, r, c), Across: 1, Down: 1}
			if s, ok := spans[[2]int{r, c}]; ok {
				cell.Across, cell.Down = s[1], s[0]
			}
			if r == atRow && c == atCol {
				cell.Class = strings.TrimSpace(cell.Class + " here")
			}
			line.Cells = append(line.Cells, cell)
		}
		p.Rows = append(p.Rows, line)
	}
}

// spansOf is how many rows and columns merged cells span within the table, and
// the cells that they cover.
func spansOf(g *gsheettest.Grid, rows, cols int) (spans map[[2]int][2]int, covered map[[2]int]bool) {
	spans, covered = map[[2]int][2]int{}, map[[2]int]bool{}
	for _, m := range g.Merges() {
		lastRow, lastCol := min(m.LastRow, rows-1), min(m.LastCol, cols-1)
		for r := m.Row; r <= lastRow; r++ {
			for c := m.Col; c <= lastCol; c++ {
				covered[[2]int{r, c}] = r != m.Row || c != m.Col
			}
		}
		spans[[2]int{m.Row, m.Col}] = [2]int{lastRow - m.Row + 1, lastCol - m.Col + 1}
	}
	return spans, covered
}

// classOf is the classes of a cell: its colour, a number or long text, ours.
func classOf(g *gsheettest.Grid, row, col int) string {
	var classes []string
	if fill := fillClass(g, row, col); fill != "" {
		classes = append(classes, fill)
	}
	switch v := g.At(row, col).Value.(type) {
	case float64:
		classes = append(classes, "number")
	case string:
		if len([]rune(v)) > 12 {
			classes = append(classes, "long")
		}
	}
	if g.Marked(col) {
		classes = append(classes, "own")
	}
	return strings.Join(classes, " ")
}

// fillClass is the class of the colour that the sheet's rules give a cell.
func fillClass(g *gsheettest.Grid, row, col int) string {
	if fill := g.Fill(row, col); fill != "" {
		return "f" + fill
	}
	return ""
}

// sheetOf is the tab with this id, the first for "".
func sheetOf(b *gsheettest.Spreadsheet, id string) *gsheettest.Grid {
	for _, g := range b.Sheets {
		if !g.Hidden && (id == "" || strconv.FormatInt(g.ID, 10) == id) {
			return g
		}
	}
	return nil
}

// link leads to a cell of a tab.
func link(tab, cell string) string {
	return fmt.Sprintf("/?tab=%s&cell=%s", url.QueryEscape(tab), url.QueryEscape(cell))
}

var addressA1 = regexp.MustCompile(`^([A-Z]{1,3})([1-9][0-9]{0,6})$`)

// fromA1 is the 0-based row and column of an address.
func fromA1(name string) (row, col int, ok bool) {
	m := addressA1.FindStringSubmatch(name)
	if m == nil {
		return 0, 0, false
	}
	for _, letter := range m[1] {
		col = col*26 + int(letter-'A') + 1
	}
	row, err := strconv.Atoi(m[2])
	return row - 1, col - 1, err == nil
}
