package rules

import (
	"strings"
	"unicode"
)

// isNumbered reports a row that numbers the columns, the key's among them.
func (s *sheetIn) isNumbered(row int, k *keyOf) bool {
	if !isNumbering(s.tab.Rows[row]) {
		return false
	}
	if s.l.key < 0 {
		return row <= s.l.last+2
	}
	_, ok := columnNumber(Cell{Kind: Text, Text: k.text})
	return ok
}

// heading finds total rows, group rows, notes and signatures.
func (s *sheetIn) heading(row *Row, k *keyOf, st *rowState) bool {
	text := s.label(row.Index, k)
	if text == "" {
		return false
	}
	folded := Fold(text)
	plain := bareFold(folded)
	switch {
	case s.r.isTotal(plain) && !s.isNear(k):
		row.Kind = TotalRow
		st.unit, st.unknown, st.gap = -1, false, true
		if st.since {
			st.group = ""
		}
	case s.r.groups.isHeading(folded):
		row.Kind = GroupRow
		st.unit, st.unknown, st.since = -1, false, false
		st.group = text
	case s.isRoman(row.Index), s.r.isSector(plain) && !s.hasData(row.Index):
		row.Kind = GroupRow
		st.unit, st.unknown, st.since = -1, false, false
		st.group = ""
	case isSignature(plain) && !s.hasValues(row.Index):
		st.tail = st.tail || row.Index > s.lastUnit
		st.unit, st.unknown = -1, false
	case isNote(plain) || isTitle(plain) && !s.hasData(row.Index):
		st.unit, st.unknown = -1, false
	default:
		return false
	}
	return true
}

// isRoman reports a row numbered I, II or A, B among rows numbered 1, 2.
func (s *sheetIn) isRoman(row int) bool {
	if !s.numbered || s.l.number < 0 {
		return false
	}
	c := s.tab.At(row, s.l.number)
	return c.Kind == Text && isRomanNumber(c.Text)
}

func isRomanNumber(text string) bool {
	text = strings.Trim(Fold(text), " .)")
	_, ok := roman(text)
	return ok || len(text) == 1 && text[0] >= 'a' && text[0] <= 'h'
}

// isInstruction reports a row that says how to fill the columns in: units of
// measure, words in brackets.
func (s *sheetIn) isInstruction(row int) bool {
	seen := 0
	for col, c := range s.tab.Rows[row] {
		if isBlankCell(c) || col == s.tab.Own.Status || col == s.tab.Own.Todo {
			continue
		}
		if c.Kind != Text || len(c.Text) > 200 {
			return false
		}
		text := oneLine(c.Text)
		if !(strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")")) && !isHeaderNote(Bare(text)) || isNothing(text) || isYesWord(Bare(text)) {
			return false
		}
		seen++
	}
	return seen >= 1
}

// isKeyHeader reports the header of the key column.
func (s *sheetIn) isKeyHeader(text string) bool {
	if text == "" || len(text) > 100 || s.owner >= 0 && s.l.key < 0 || len(s.table.Key) == 0 {
		return false
	}
	h := s.r.heads[s.table.Index]
	form := headerForm(text)
	return h.key[form] || h.loose.key[bareFold(form)]
}

// isNear reports a key that looks like a unit's name gone wrong.
func (s *sheetIn) isNear(k *keyOf) bool {
	return k.text != "" && len(s.r.names.near(k.text)) > 0
}

// label is the text that says what a row is: the key's own, or where there is
// none a text left of it. Sums may say so left of a key that says something else.
func (s *sheetIn) label(row int, k *keyOf) string {
	before := s.beforeKey(row)
	switch {
	case k.text != "" && !k.down:
		if before != "" && s.r.isTotal(Bare(before)) {
			return before
		}
		return k.text
	case before != "":
		return before
	case s.l.key < 0:
		return s.firstText(row)
	}
	if text := s.firstText(row); isSignature(Bare(text)) {
		return text
	}
	return ""
}

// beforeKey is a text with letters left of the key column.
func (s *sheetIn) beforeKey(row int) string {
	for col := 0; col < s.l.key; col++ {
		c := s.tab.At(row, col)
		if c.Kind != Text {
			continue
		}
		text := oneLine(c.Text)
		if len(text) > 4 && strings.ContainsFunc(text, unicode.IsLetter) {
			return text
		}
	}
	return ""
}

// firstText is the row's first text.
func (s *sheetIn) firstText(row int) string {
	for _, c := range s.tab.Rows[row] {
		if c.Kind == Text && !isBlankCell(c) {
			return oneLine(c.Text)
		}
	}
	return ""
}

// isTitle reports a text merged over several columns: a heading of its own kind.
func (s *sheetIn) isTitle(row int) bool {
	m, ok := s.merged[row]
	return ok && m.LastCol-m.Col >= 2 && m.LastCol-m.Col > s.keySpan
}

// isEmpty reports a row in which nothing stands but what we wrote.
func (s *sheetIn) isEmpty(row int) bool {
	for col, c := range s.tab.Rows[row] {
		if !isBlankCell(c) && col != s.tab.Own.Status && col != s.tab.Own.Todo {
			return false
		}
	}
	_, merged := s.merged[row]
	return !merged
}

// isHeader reports a repeated header: every text in the row stands in the header.
func (s *sheetIn) isHeader(row int) bool {
	seen := 0
	for col, c := range s.tab.Rows[row] {
		if isBlankCell(c) || col == s.tab.Own.Status || col == s.tab.Own.Todo {
			continue
		}
		if c.Kind != Text || len(c.Text) > 300 || !s.heads[Fold(c.Text)] {
			return false
		}
		seen++
	}
	return seen >= 1
}

// cutOther stops before a header that is repeated with its columns in another
// order, and gives the units below it, of which nothing is read.
func (s *sheetIn) cutOther() map[int]bool {
	for row := s.l.last + 1; s.l.key >= 0 && row < len(s.tab.Rows); row++ {
		c := s.tab.At(row, s.l.key)
		if c.Kind != Text || len(c.Text) > 200 || !s.heads[Fold(c.Text)] && !s.isKeyHeader(c.Text) || s.sameOrder(row) {
			continue
		}
		s.end = row
		s.r.problem(Problem{Book: s.in.book.Name, Tab: s.tab.Title, Blocking: true,
			Message: fill("Trang '%s' lặp lại tiêu đề ở dòng %s với thứ tự cột khác; chưa đọc các dòng từ đó. Đề nghị xếp cột như ở trên.",
				s.tab.Title, itoa(row+1))})
		return s.unitsFrom(row)
	}
	return map[int]bool{}
}

// aboveHeader says that units stand above the header, where nothing is read, and
// gives them.
func (s *sheetIn) aboveHeader() map[int]bool {
	above := map[int]bool{}
	for row := 0; row < s.l.first && s.l.key >= 0; row++ {
		if c := s.tab.At(row, s.l.key); c.Kind == Text && len(c.Text) < 200 {
			if m := s.r.names.find(c.Text); m.unit >= 0 && !m.dropped && s.others(row) > 0 {
				above[m.unit] = true
			}
		}
	}
	if len(above) > 0 {
		s.r.problem(Problem{Book: s.in.book.Name, Tab: s.tab.Title, Blocking: true,
			Message: fill("Trang '%s' có đơn vị đứng trên dòng tiêu đề (dòng %s); chưa đọc các dòng đó. Đề nghị đưa tiêu đề lên trên.",
				s.tab.Title, itoa(s.l.last+1))})
	}
	return above
}

// unitsFrom are the units named anywhere from a row on.
func (s *sheetIn) unitsFrom(row int) map[int]bool {
	below := map[int]bool{}
	for _, cells := range s.tab.Rows[row:] {
		for _, c := range cells {
			if c.Kind != Text || len(c.Text) > 200 {
				continue
			}
			if m := s.r.names.find(c.Text); m.unit >= 0 {
				below[m.unit] = true
			}
		}
	}
	return below
}

// sameOrder reports that no column of a repeated header stands where the header
// has it not. Other words, and columns left out, don't matter.
func (s *sheetIn) sameOrder(row int) bool {
	h := s.r.heads[s.table.Index]
	for col, c := range s.tab.Rows[row] {
		if c.Kind != Text || isBlankCell(c) || s.inHeader(col, c.Text) {
			continue
		}
		switch f := h.recognise([]string{c.Text}); {
		case f.what == foundKey && col != s.l.key:
			return false
		case f.what == foundColumn && f.period == Period{} && s.placedElsewhere(f.column, col):
			return false
		}
	}
	return true
}

// inHeader reports that the header has the text in this column.
func (s *sheetIn) inHeader(col int, text string) bool {
	for row := s.l.first; row <= s.l.last; row++ {
		if h := s.tab.At(row, col); h.Kind == Text && Fold(h.Text) == Fold(text) {
			return true
		}
	}
	return false
}

func (s *sheetIn) placedElsewhere(c *Column, col int) bool {
	elsewhere := false
	for i := range s.l.cols {
		if s.l.cols[i].column == c {
			if s.l.cols[i].at == col {
				return false
			}
			elsewhere = true
		}
	}
	return elsewhere
}
