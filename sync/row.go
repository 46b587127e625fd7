package sync

import (
	"strconv"
	"strings"
	"unicode"

	"rasoat/rules"
)

// placer places the texts of one tab.
type placer struct {
	v       *rules.Verdict
	tab     *rules.Tab
	table   *rules.Table
	sheet   *rules.Sheet
	own     rules.Owned  // where our columns stand, or will
	merges  []rules.Rect // those that touch them
	twice   map[one]int  // how many rows there are where one should be
	partial bool
	marked  bool // our columns are known without their headers
}

// one is what a row should be the only one of.
type one struct {
	unit   int
	period rules.Period
}

func newPlacer(v *rules.Verdict, t *rules.Tab, table *rules.Table, sheet *rules.Sheet) *placer {
	p := &placer{v: v, tab: t, table: table, sheet: sheet, own: ourColumns(t, sheet.Header), twice: map[one]int{}}
	for _, r := range sheet.Rows {
		if r.Kind == rules.DuplicateRow {
			p.twice[one{r.Unit, r.Period}]++
		}
	}
	for _, m := range t.Merges {
		if m.Has(m.Row, p.own.Status) || m.Has(m.Row, p.own.Todo) {
			p.merges = append(p.merges, m)
		}
	}
	return p
}

// pair is what the two owned cells of a row should hold.
type pair struct{ status, todo string }

// texts is every owned cell of the tab that should change, by row and column.
func (p *placer) texts() []Text {
	var out []Text
	rows := map[int]*rules.Row{}
	for i := range p.sheet.Rows {
		rows[p.sheet.Rows[i].Index] = &p.sheet.Rows[i]
	}
	for row := range p.tab.Rows {
		want, leave := p.want(row, rows[row])
		if leave {
			continue
		}
		first, second := Status, Todo
		if p.own.Todo < p.own.Status {
			first, second = Todo, Status
		}
		for _, column := range []Column{first, second} {
			if t, ok := p.text(row, column, want); ok {
				out = append(out, t)
			}
		}
	}
	return out
}

// want is what should stand in the row's owned cells; leave says: as it is.
func (p *placer) want(row int, r *rules.Row) (want pair, leave bool) {
	if row <= p.sheet.Header {
		return pair{}, !isLabel(p.held(row, Status).Text)
	}
	if r == nil {
		return pair{}, p.perhaps(row)
	}
	switch r.Kind {
	case rules.UnknownRow, rules.OtherRow:
		return pair{}, p.perhaps(row)
	case rules.DuplicateRow:
		return p.duplicate(r), false
	case rules.UnitRow:
		if p.frozen(r.Unit) {
			return pair{}, p.speaksOf(row, r.Unit)
		}
		var label rules.Label
		if p.table == p.v.Plan.Register.Table {
			label, want.todo = p.v.UnitText(r.Unit)
		} else {
			label, want.todo = p.v.RowText(p.table, r.Unit, r.Period)
		}
		want.status, want.todo = string(label), plain(want.todo)
	}
	return want, false
}

// perhaps reports whether a row that isn't a unit's may be one all the same,
// because some of the register is unread, and what stands in it is about it.
func (p *placer) perhaps(row int) bool {
	name := cellText(p.tab.At(row, p.sheet.Key))
	return p.partial && (name == "" || strings.HasPrefix(p.held(row, Todo).Text, plain(name)+":"))
}

// text is the change of one owned cell, and false when it needs none.
func (p *placer) text(row int, column Column, want pair) (Text, bool) {
	col, now := p.own.Status, want.status
	if column == Todo {
		col, now = p.own.Todo, want.todo
	}
	switch p.merged(row, col) {
	case inside: // it would be written into another cell
		return Text{}, false
	case across: // one cell for several rows can't speak for any of them
		now = ""
	}
	cell := p.held(row, column)
	was := cellText(cell)
	if now == "" && (was == "" && !cell.Formula || isHeader(was) && !p.astray(row)) {
		return Text{}, false // also a header that people repeat further down
	}
	if was == now && !cell.Formula && cell.Kind == rules.Text {
		return Text{}, false
	}
	return Text{Tab: p.tab.ID, Title: p.tab.Title, Column: column, Row: row, Col: col, Was: was, Now: now}, true
}

// held is what an owned cell holds now; columns that don't exist yet are empty.
func (p *placer) held(row int, column Column) rules.Cell {
	col := p.tab.Own.Status
	if column == Todo {
		col = p.tab.Own.Todo
	}
	return p.tab.At(row, col)
}

// How a cell lies in merged cells.
const (
	single = iota
	inside // not the corner that holds the value
	across // the corner of several rows
)

func (p *placer) merged(row, col int) int {
	for _, m := range p.merges {
		if !m.Has(row, col) {
			continue
		}
		if m.Row != row || m.Col != col {
			return inside
		}
		if m.LastRow > m.Row {
			return across
		}
	}
	return single
}

// duplicate asks for one row of a unit to be kept.
func (p *placer) duplicate(r *rules.Row) pair {
	label, todo := p.v.DuplicateText(r.Unit, p.twice[one{r.Unit, r.Period}])
	return pair{string(label), plain(todo)}
}

// isHeader reports whether the text is one of our headers, however written.
func isHeader(text string) bool {
	if !strings.Contains(text, "(") {
		return false
	}
	folded := rules.Fold(text)
	return folded == rules.Fold(rules.StatusHeader) || folded == rules.Fold(rules.TodoHeader)
}

// isLabel reports whether the text is one of our statuses.
func isLabel(text string) bool {
	for _, l := range rules.Labels() {
		if text == string(l) {
			return true
		}
	}
	return false
}

// cellText is a cell's value as text, whatever somebody typed over ours.
func cellText(c rules.Cell) string {
	switch c.Kind {
	case rules.Number:
		return strconv.FormatFloat(c.Num, 'f', -1, 64)
	case rules.Bool:
		return strings.ToUpper(strconv.FormatBool(c.Num != 0))
	}
	return c.Text
}

// plain is text that every workbook gives back as it was written: one line,
// nothing that XML can't hold.
func plain(s string) string {
	s = strings.ToValidUTF8(s, " ")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufffe' || r == '\uffff' {
			return ' '
		}
		return r
	}, s))
}
