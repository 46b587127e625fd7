package rules

import (
	"slices"
	"strings"
)

// headerDepth is how many rows are looked through for a header; headerRows how
// many rows a header may have.
const (
	headerDepth = 60
	headerRows  = 3
)

// layout says where a table's columns stand in a tab.
type layout struct {
	first, last int // header rows
	key, period int // columns; -1 for none
	number      int // the column of running numbers; -1 for none
	long        bool
	cols        []placed
	other       []int // columns that the plan doesn't know, but with a header
	headless    []int // columns without a header
	texts       []string
	doubles     [][2]placed // the same column twice: the one read, the one not
}

// placed is a column of the plan (for a period) in a column of the tab.
type placed struct {
	at     int
	column *Column
	period Period
	slot   int     // of a wide layout; -1 when the row says the period
	name   string  // the header as people see it, with its period
	seen   *Column // the column under that header, for sentences
	exact  bool
}

// findLayout looks for the table's header in the tab: the block of one to three
// rows in which most columns are recognised, the key among them (but for a unit's
// own workbook).
func findLayout(h *headers, tab *Tab, own bool) (layout, bool) {
	s := headerSearch{h: h, tab: tab, own: own}
	for _, m := range tab.Merges {
		if m.Row < headerDepth {
			s.merges = append(s.merges, m)
		}
	}
	depth := min(len(tab.Rows), headerDepth)
	for row := 0; row < depth; row++ {
		s.row(row, depth)
	}
	if s.score == 0 {
		return layout{}, false
	}
	if m, ok := s.merge(s.best.last, max(s.best.key, 0)); ok && s.best.key >= 0 && m.LastCol > m.Col {
		widestKey(&s.best, tab, m)
	}
	return s.best, true
}

type headerSearch struct {
	h      *headers
	tab    *Tab
	own    bool
	merges []Rect
	best   layout
	score  int
}

// row tries the blocks that begin at the row.
func (s *headerSearch) row(first, depth int) {
	for last := first; last < min(first+headerRows, depth); last++ {
		l, score := s.block(first, last)
		if score > s.score {
			s.best, s.score = l, score
		}
	}
}

// block reads the rows as one header. The score is the number of columns
// recognised; 0 when it can't be a header.
func (s *headerSearch) block(first, last int) (layout, int) {
	l := layout{first: first, last: last, key: -1, period: -1, number: -1}
	width := 0
	for r := first; r <= last; r++ {
		width = max(width, len(s.tab.Rows[r]))
	}
	if !s.own && !s.keyStands(first, last, width) {
		return l, 0
	}
	l.texts = make([]string, width)
	for col := 0; col < width; col++ {
		if col == s.tab.Own.Status || col == s.tab.Own.Todo {
			continue
		}
		path := s.path(first, last, col)
		if len(path) > 0 {
			l.texts[col] = oneLine(path[len(path)-1])
		}
		l.place(s.h, col, path)
	}
	if !s.keyFits(&l) {
		return l, 0
	}
	l.settle(s.h.table)
	score := len(l.cols) * 2
	if l.key >= 0 {
		score++
	}
	if l.period >= 0 {
		score += 2
	}
	if len(l.cols) == 0 && s.own {
		return l, 0
	}
	return l, score
}

// keyStands reports whether some column of the block has the key's header and nothing
// else. Rows of data mostly don't pass, without a look at their other columns.
func (s *headerSearch) keyStands(first, last, width int) bool {
	for col := range width {
		if col == s.tab.Own.Status || col == s.tab.Own.Todo || !s.keyAlone(first, last, col) {
			continue
		}
		if s.h.recognise(s.path(first, last, col)).what == foundKey {
			return true
		}
	}
	return false
}

func (s *headerSearch) isKey(text string) bool {
	if len(text) > 300 {
		return false
	}
	for _, form := range s.h.text(text).forms {
		if s.h.key[form] || s.h.loose.key[bareFold(form)] {
			return true
		}
	}
	return false
}

// keyFits holds the key column of a block to its header and nothing else: a row
// of data or of running numbers is no part of a header.
func (s *headerSearch) keyFits(l *layout) bool {
	col := l.key
	if col < 0 {
		return s.own && !s.numbered(l)
	}
	return s.keyAlone(l.first, l.last, col)
}

// keyAlone reports whether nothing but the key's header stands in a column of the block.
func (s *headerSearch) keyAlone(first, last, col int) bool {
	for r := first; r <= last; r++ {
		c := s.tab.At(r, col)
		if isBlankCell(c) || c.Kind == Text && s.isKey(c.Text) {
			continue
		}
		if r == last || !s.spans(r, col) {
			return false
		}
	}
	return true
}

// spans reports that the cell is the parent of several columns.
func (s *headerSearch) spans(row, col int) bool {
	m, ok := s.merge(row, col)
	return ok && m.LastCol > m.Col
}

// numbered reports that the block's last row only numbers the columns.
func (s *headerSearch) numbered(l *layout) bool {
	return l.last > l.first && isNumbering(s.tab.Rows[l.last])
}

// merge is the merged block that holds the cell.
func (s *headerSearch) merge(row, col int) (Rect, bool) {
	for _, m := range s.merges {
		if m.Has(row, col) {
			return m, true
		}
	}
	return Rect{}, false
}

// path are the texts over a column, from the top: its parents and its leaf, each
// once.
func (s *headerSearch) path(first, last, col int) []string {
	var path []string
	leaf := s.textIn(last, col, first)
	for r := first; r <= last; r++ {
		text := s.textIn(r, col, first)
		if text == "" && r < last && leaf != "" {
			text = s.fromLeft(r, last, col, first)
		}
		if text != "" && (len(path) == 0 || path[len(path)-1] != text) {
			path = append(path, text)
		}
	}
	return path
}

// textIn is the cell's text, or that of the merged block that holds it when it
// begins inside the header.
func (s *headerSearch) textIn(row, col, first int) string {
	c := s.tab.At(row, col)
	if m, ok := s.merge(row, col); ok && m.Row >= first {
		c = s.tab.At(m.Row, m.Col)
	}
	if c.Kind == Empty || c.Kind == Error || c.Kind == Bool {
		return ""
	}
	return cellText(c)
}

// fromLeft is the parent of a blank cell that wasn't merged: the next text to the
// left in its row, if that one has a leaf of its own.
func (s *headerSearch) fromLeft(row, last, col, first int) string {
	for left := col - 1; left >= 0; left-- {
		if _, merged := s.merge(row, left); merged {
			return ""
		}
		c := s.tab.At(row, left)
		if isBlankCell(c) {
			if s.textIn(last, left, first) == "" {
				return ""
			}
			continue
		}
		if below := s.tab.At(last, left); isBlankCell(below) {
			return ""
		}
		return cellText(c)
	}
	return ""
}

// place notes what the column is.
func (l *layout) place(h *headers, col int, path []string) {
	if len(path) == 0 {
		l.headless = append(l.headless, col)
		return
	}
	f := h.recognise(path)
	switch f.what {
	case foundKey:
		if l.key < 0 {
			l.key = col
			return
		}
		l.other = append(l.other, col)
	case foundPeriod:
		if l.period < 0 {
			l.period = col
			return
		}
		l.other = append(l.other, col)
	case foundColumn:
		name := f.text
		if name == "" && !f.column.Periodic {
			name = strings.Trim(l.texts[col], " *:")
		}
		l.cols = append(l.cols, placedAt(col, f, name))
	case foundNothing:
		if l.number < 0 && isNumberHeader(l.texts[col]) {
			l.number = col
		}
		l.other = append(l.other, col)
	}
}

// placedAt is a column of the plan under the name that it has in the tab.
func placedAt(col int, f found, name string) placed {
	c := placed{at: col, column: f.column, period: f.period, exact: f.exact, name: name, seen: f.column}
	if name == "" {
		c.name = f.column.Header()
	}
	if c.name != f.column.Header() {
		seen := *f.column
		seen.Headers = []string{c.name}
		c.seen = &seen
	}
	return c
}

// isNumberHeader reports the header of running numbers.
func isNumberHeader(text string) bool {
	switch strings.Trim(Bare(text), " .") {
	case "stt", "tt", "so tt", "so thu tu", "#", "no", "s.t.t", "t.t":
		return true
	}
	return false
}

// settle decides between one row per unit and one row per unit and period, gives
// each column its slot, and drops the second of two for the same slot.
func (l *layout) settle(t *Table) {
	l.long = l.period >= 0 && (!hasWide(l.cols) || slices.ContainsFunc(l.cols, func(c placed) bool {
		return c.column.Periodic && c.period == Period{}
	}))
	if !l.long && l.period >= 0 {
		l.other, l.period = append(l.other, l.period), -1
	}
	kept := l.cols[:0]
	taken := make(map[int]int, len(l.cols))
	for _, c := range l.cols {
		wide := c.period != (Period{})
		if c.column.Periodic && wide == l.long {
			l.other = append(l.other, c.at) // a period where rows have theirs, or none where none has
			continue
		}
		c.slot = c.column.Slot(c.period)
		id := c.slot
		if c.column.Periodic && l.long {
			c.slot, id = -1, c.column.First
		}
		if wide {
			c.name += " " + c.period.Short()
		}
		if i, ok := taken[id]; ok {
			kept[i] = l.double(kept[i], c)
			continue
		}
		taken[id] = len(kept)
		kept = append(kept, c)
	}
	l.cols = kept
}

// double chooses between two columns with the same header: the one whose header
// is the plan's, else the left one.
func (l *layout) double(a, b placed) placed {
	if b.exact && !a.exact {
		a, b = b, a
	}
	l.doubles = append(l.doubles, [2]placed{a, b})
	return a
}

func hasWide(cols []placed) bool {
	for _, c := range cols {
		if c.period != (Period{}) {
			return true
		}
	}
	return false
}

// isBlankCell reports a cell without anything to see.
func isBlankCell(c Cell) bool {
	return c.Kind == Empty || c.Kind == Text && strings.TrimSpace(c.Text) == "" || c.Kind == Text && tidy(c.Text) == ""
}

// isNumbering reports a row that numbers the columns: 1 2 3, (1) (2) (3), A B 1 2.
func isNumbering(cells []Cell) bool {
	seen, last, inOrder := 0, 0, true
	for _, c := range cells {
		if isBlankCell(c) {
			continue
		}
		n, ok := columnNumber(c)
		if !ok || n > 0 && n <= last {
			return false
		}
		if n > 0 {
			inOrder = inOrder && n == last+1
			last = n
		}
		seen++
	}
	return last >= 1 && (seen >= 3 && last <= 2*seen || seen == 2 && inOrder)
}

// columnNumber reads "3", "(3)", "3=1+2"; a letter is 0.
func columnNumber(c Cell) (int, bool) {
	if c.Kind == Number {
		n := int(c.Num)
		return n, c.Format == General && !c.Formula && float64(n) == c.Num && n > 0 && n < 200
	}
	if c.Kind != Text || len(c.Text) > 20 {
		return 0, false
	}
	s := strings.Trim(Fold(c.Text), "()[] ")
	if len(s) == 1 && s[0] >= 'a' && s[0] <= 'h' {
		return 0, true
	}
	n, digits := leadingNumber(s)
	rest := strings.TrimLeft(s[digits:], " )")
	return n, digits > 0 && n > 0 && n < 200 && (rest == "" || rest[0] == '=' && !strings.ContainsFunc(rest, func(r rune) bool {
		return !strings.ContainsRune("=+-*/()0123456789 :x%", r)
	}))
}
