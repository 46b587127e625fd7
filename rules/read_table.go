package rules

import "maps"

// readTable reads all tabs of a table of the plan, the register excepted.
func (r *reader) readTable(t *Table) {
	f := r.newFacts(t)
	if len(r.data.Units) == 0 {
		r.holdAll(f)
		return
	}
	var tabs []*tabIn
	for _, in := range r.tabs {
		if in.table == t {
			tabs = append(tabs, in)
		}
	}
	present := make([]bool, len(t.Columns))
	filed := make([]bool, len(r.data.Units)) // by unit: a tab that could hold it was read
	e := newEntries(r, t, f)
	for _, in := range tabs {
		r.readTab(e, in, present, filed)
	}
	r.unreadUnits(t, f, e, tabs, filed)
	for i := range present {
		f.Absent[i] = len(f.Sheets) > 0 && !present[i]
	}
}

func (r *reader) newFacts(t *Table) *Facts {
	f := &r.data.Tables[t.Index]
	n := len(r.data.Units)
	f.Entries = make([][]Value, n)
	f.Unread = make([]bool, n)
	f.Absent = make([]bool, len(t.Columns))
	f.Headers = make([]string, len(t.Columns))
	if t.Many {
		f.Many = make([][][]Value, n)
	}
	return f
}

func (r *reader) holdAll(f *Facts) {
	for i := range f.Unread {
		f.Unread[i] = true
	}
}

// readTab reads one tab into the table's entries.
func (r *reader) readTab(e *entries, in *tabIn, present, filed []bool) {
	l, ok := findLayout(r.heads[e.table.Index], in.tab, e.table.Own)
	if !ok {
		r.noHeader(e.table, in)
		return
	}
	s := newSheet(r, in, e.table, l)
	if in.book.Unit != "" {
		m := r.names.find(in.book.Unit)
		if m.unit < 0 {
			return
		}
		s.owner = m.unit
	}
	s.joinedCells()
	below := s.cutOther()
	maps.Copy(below, s.aboveHeader())
	s.resolve()
	if s.owner < 0 && r.isSecondCopy(e, s) {
		return
	}
	r.readRows(e, s, present)
	for u := range filed {
		filed[u] = filed[u] || (s.owner < 0 || s.owner == u) && !below[u]
	}
}

// readRows classifies the rows of a tab whose names are resolved, and reads them.
func (r *reader) readRows(e *entries, s *sheetIn, present []bool) {
	rows := s.classify()
	s.groupsFromHeadings(rows)
	sheet := Sheet{Tab: int(s.in.ref), Header: s.l.last, Key: s.l.key, Rows: rows}
	sheet.Missing = r.lacking(e.table, &s.l)
	r.missingColumns(e.table, s.in, sheet.Missing)
	r.doubleColumns(s)
	r.noPlace(e.table, s.in, &s.l, &e.facts.Lacks, &e.places)
	lacks := map[*Column]bool{}
	for _, c := range r.gaps(e.table, &s.l) {
		lacks[c] = true
	}
	for _, c := range s.l.cols {
		if !lacks[c.column] {
			present[c.column.Index] = true
		}
		if i := c.column.Index; e.facts.Headers[i] == "" {
			e.facts.Headers[i] = c.seen.Header()
		}
	}
	e.read(s, rows)
	s.checkTotals(rows, e.facts.Entries)
	r.headlessColumns(s, rows)
	e.facts.Sheets = append(e.facts.Sheets, sheet)
}

// groupsFromHeadings adds a column that no header has where headings say its
// values.
func (s *sheetIn) groupsFromHeadings(rows []Row) {
	headings := false
	for i := range rows {
		headings = headings || rows[i].Kind == UnitRow && s.group[i] != ""
	}
	if !headings {
		return
	}
	have := make([]bool, len(s.table.Columns))
	for _, c := range s.l.cols {
		have[c.column.Index] = true
	}
	for _, c := range s.table.Columns {
		if c.FromGroupRows && !have[c.Index] && !c.Periodic {
			s.l.cols = append(s.l.cols, placed{at: -1, column: c, seen: c, slot: c.First, name: c.Header()})
		}
	}
}

// isSecondCopy reports a tab of another workbook with units that were read
// already: it isn't read, and said so.
func (r *reader) isSecondCopy(e *entries, s *sheetIn) bool {
	if len(e.facts.Sheets) == 0 {
		return false
	}
	for _, k := range s.keys {
		if u := k.match.unit; u >= 0 && e.has(u) {
			r.twoTabs(r.tabAt(e.facts.Sheets[0].Tab), s.in)
			return true
		}
	}
	return false
}

func (r *reader) tabAt(ref int) *tabIn {
	for _, in := range r.tabs {
		if int(in.ref) == ref {
			return in
		}
	}
	return nil
}

// unreadUnits notes of which units nothing can be known, and says so where the
// tab isn't there at all.
func (r *reader) unreadUnits(t *Table, f *Facts, e *entries, tabs []*tabIn, filed []bool) {
	if t.Own {
		r.unreadOwn(f, filed)
		return
	}
	if len(tabs) == 0 && !r.unread {
		r.noTab(t)
	}
	for u := range f.Unread {
		f.Unread[u] = !e.has(u) && (!filed[u] || r.unread)
	}
}

// unreadOwn: a unit with a workbook of its own that wasn't given, or couldn't be
// read, is unknown; one without a workbook has nothing.
func (r *reader) unreadOwn(f *Facts, filed []bool) {
	for u := range f.Unread {
		f.Unread[u] = !filed[u] && r.data.Units[u].Workbook != ""
	}
	for _, unit := range r.closed {
		if m := r.names.find(unit); m.unit >= 0 {
			f.Unread[m.unit] = true
		}
	}
	for _, in := range r.tabs {
		if in.book.Unit == "" {
			continue
		}
		if m := r.names.find(in.book.Unit); m.unit >= 0 && !filed[m.unit] {
			f.Unread[m.unit] = true
		}
	}
}
