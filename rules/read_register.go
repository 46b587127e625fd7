package rules

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// readRegister reads the table that says which units exist. Its rows make the
// units; all else is read like any table.
func (r *reader) readRegister() {
	t := r.plan.Register.Table
	if t == nil {
		return
	}
	in := r.tabOf(t)
	if in == nil {
		r.newFacts(t)
		if !r.unread {
			r.noTab(t)
			r.data.Problems[len(r.data.Problems)-1].Tab = "" // nothing may be written anywhere
		}
		return
	}
	l, ok := findLayout(r.heads[t.Index], in.tab, false)
	if !ok {
		r.newFacts(t)
		r.noHeader(t, in)
		return
	}
	s := newSheet(r, in, t, l)
	g := registerRows{s: s, state: rowState{unit: -1}}
	s.joinedCells()
	g.find()
	f := r.newFacts(t)
	e := newEntries(r, t, f)
	present := make([]bool, len(t.Columns))
	r.learnGroups(s)
	r.readRows(e, s, present)
	for i := range present {
		f.Absent[i] = !present[i]
	}
	r.fillUnits(f)
}

// learnGroups collects how groups are written in cells, before headings are
// compared with them.
func (r *reader) learnGroups(s *sheetIn) {
	for _, c := range s.l.cols {
		if !slices.Contains(r.plan.Register.Groups, c.column) {
			continue
		}
		for i := range s.keys {
			if cell := s.tab.At(s.l.last+1+i, c.at); s.keys[i].match.unit >= 0 && !isBlankCell(cell) {
				r.groups.learn(oneLine(cellText(cell)))
			}
		}
	}
}

// registerRows finds the names of units among the rows of the register, where
// any text could be one.
type registerRows struct {
	s     *sheetIn
	state rowState
}

// find adds the units in the order of the rows. In a list where rows hold more
// than a name, a name alone counts only above the last of them: below stand the
// people who sign.
func (g *registerRows) find() {
	s := g.s
	n := max(len(s.tab.Rows)-s.l.last-1, 0)
	s.keys = make([]keyOf, n)
	candidate := make([]bool, n)
	last, full := -1, false
	for i := range s.keys {
		s.keys[i] = s.keyAt(s.l.last + 1 + i)
		s.keys[i].match.unit = -1
		candidate[i] = g.isName(s.l.last+1+i, &s.keys[i])
		if candidate[i] && s.others(s.l.last+1+i) > 0 && !g.state.tail {
			last, full = i, true
		}
	}
	s.lastUnit = s.l.last + 1 + last
	numbers := g.runningNumbers(candidate)
	for i := range s.keys {
		k := &s.keys[i]
		if !candidate[i] || k.down {
			continue
		}
		if full && i > last {
			g.below(i, candidate[last+1:i+1])
			continue
		}
		if numbers && s.others(s.l.last+1+i) == 0 {
			s.keyDefect(s.l.last+1+i, k.text, SevWarning, fill("Dòng '%s' không có số thứ tự và số liệu nào; chưa tính là đơn vị.", Shown(k.text)))
			continue
		}
		name := withoutListNumber(k.text)
		unit, isNew := s.r.names.add(name)
		k.match.unit = unit
		if isNew {
			s.r.data.Units = append(s.r.data.Units, Unit{Name: name, Row: s.ref(s.l.last+1+i, s.l.key)})
		}
	}
	if !full {
		s.lastUnit = s.l.last + n
	}
}

// below tells of a name alone right under the list, with no other row between:
// it may be a unit whose cells are still blank, or somebody who signs.
func (g *registerRows) below(i int, names []bool) {
	if !slices.Contains(names, false) {
		text := g.s.keys[i].text
		g.s.keyDefect(g.s.l.last+1+i, text, SevWarning, fill("Dòng '%s' chỉ có tên, ở cuối danh sách; chưa tính là đơn vị.", Shown(text)))
	}
}

// withoutListNumber cuts "12. " from a name.
func withoutListNumber(name string) string {
	_, n := leadingNumber(name)
	if n == 0 || n > 3 || n+1 >= len(name) || name[n] != '.' && name[n] != ')' || name[n+1] != ' ' {
		return name
	}
	return strings.TrimSpace(name[n+1:])
}

// isName reports a row whose key can be a unit's name: not a total, a group, a
// note, a number, a repeated header. Below a signature nothing is, but for rows
// that hold numbers.
func (g *registerRows) isName(row int, k *keyOf) bool {
	s := g.s
	if s.isEmpty(row) || s.isHeader(row) || s.isNumbered(row, k) {
		return false
	}
	folded := Fold(s.label(row, k))
	plain := bareFold(folded)
	switch {
	case plain == "":
		return false
	case isSignature(plain):
		g.state.tail = true
		return false
	case isNote(plain), isTitle(plain) && s.others(row) == 0, s.r.isSector(plain) && s.others(row) == 0, s.isInstruction(row):
		return false
	case s.r.isTotal(plain), s.r.groups.isHeading(folded), s.isTitle(row):
		return false
	}
	if g.state.tail && !s.hasNumbers(row) {
		return false
	}
	return k.text != "" && !isCarryMark(k.text) && len(k.text) < 200 &&
		strings.ContainsFunc(k.text, unicode.IsLetter) && !g.isRomanHeading(row)
}

// isRomanHeading reports "II | Khối trường học": a heading numbered with a Roman
// number or letter, and nothing else in the row.
func (g *registerRows) isRomanHeading(row int) bool {
	s := g.s
	if s.l.number < 0 || s.others(row) > 1 {
		return false
	}
	c := s.tab.At(row, s.l.number)
	return c.Kind == Text && isRomanNumber(c.Text)
}

// runningNumbers reports that most rows with a name have a running number.
func (g *registerRows) runningNumbers(candidate []bool) bool {
	names, numbers := 0, 0
	for i, is := range candidate {
		if !is || g.s.l.number < 0 {
			continue
		}
		names++
		if _, ok := columnNumberAny(g.s.tab.At(g.s.l.last+1+i, g.s.l.number)); ok {
			numbers++
		}
	}
	return numbers > 0 && numbers*10 >= names*6
}

// columnNumberAny is a running number of any size.
func columnNumberAny(c Cell) (int, bool) {
	if c.Kind == Number && c.Num > 0 {
		return int(c.Num), true
	}
	if c.Kind != Text {
		return 0, false
	}
	n, digits := leadingNumber(tidy(c.Text))
	return n, digits > 0
}

// others counts what stands in the row beside the key.
func (s *sheetIn) others(row int) int {
	n := 0
	for col, c := range s.tab.Rows[row] {
		if col != s.l.key && col != s.tab.Own.Status && col != s.tab.Own.Todo && !isBlankCell(c) {
			n++
		}
	}
	return n
}

// fillUnits copies what the register's columns say of each unit.
func (r *reader) fillUnits(f *Facts) {
	reg := &r.plan.Register
	for _, c := range reg.Groups {
		for _, entry := range f.Entries {
			if c != nil && entry != nil && entry[c.First].State == Good {
				r.groups.learn(entry[c.First].Text)
			}
		}
	}
	for u := range r.data.Units {
		unit, entry := &r.data.Units[u], f.Entries[u]
		unit.Groups = make([]string, len(r.plan.Levels.Groups))
		for i, c := range reg.Groups {
			if i < len(unit.Groups) {
				unit.Groups[i] = r.groups.name(textOf(entry, c))
			}
		}
		unit.Sector, unit.Email = textOf(entry, reg.Sector), textOf(entry, reg.Email)
		unit.Workbook = textOf(entry, reg.Workbook)
		unit.Opened, unit.Closed = dateOf(entry, reg.Opened), dateOf(entry, reg.Closed)
		for _, alias := range strings.FieldsFunc(textOf(entry, reg.Aliases), func(c rune) bool { return c == ';' || c == '\n' }) {
			r.names.addAlias(alias, u)
		}
	}
	r.planAliases()
}

// planAliases adds the plan's other names, of those units that exist.
func (r *reader) planAliases() {
	aliases := r.plan.Names.Aliases
	for _, alias := range slices.Sorted(maps.Keys(aliases)) { // one may stand for another
		if m := r.names.find(aliases[alias]); m.unit >= 0 {
			r.names.addAlias(alias, m.unit)
		}
	}
}

func textOf(entry []Value, c *Column) string {
	if c == nil || entry == nil || entry[c.First].State != Good {
		return ""
	}
	return entry[c.First].Text
}

func dateOf(entry []Value, c *Column) Date {
	if c == nil || entry == nil || entry[c.First].State != Good {
		return 0
	}
	return entry[c.First].Date
}
