package rules

// sheetIn is one tab being read as a table.
type sheetIn struct {
	r     *reader
	in    *tabIn
	tab   *Tab
	table *Table
	l     layout
	owner int // the unit whose own workbook it is; -1

	keys     []keyOf // by row under the header
	lastUnit int     // the last row that names a unit
	keySpan  int     // how many columns more than one the key's header is merged over
	end      int     // the row from which on nothing is read
	numbered bool    // running numbers are 1, 2, 3: I, II, III number headings
	merged   map[int]Rect
	joined   map[[2]int]Rect
	heads    map[string]bool // folded texts of the header, for headers repeated below
	headless map[int]int     // values of units under no header, by column
	more     []Row           // further lines of units whose name is merged over them
	group    []string        // by row: the group of the heading row above
}

// keyOf is what the key column says in one row.
type keyOf struct {
	text  string
	match match
	down  bool // the text stands above, in a merged cell
}

func newSheet(r *reader, in *tabIn, t *Table, l layout) *sheetIn {
	s := &sheetIn{r: r, in: in, tab: in.tab, table: t, l: l, owner: -1, merged: map[int]Rect{}, heads: map[string]bool{}}
	col := max(l.key, 0)
	for _, m := range in.tab.Merges {
		if m.Has(m.Row, col) && m.LastRow > l.last {
			for row := max(m.Row, l.last+1); row <= min(m.LastRow, len(in.tab.Rows)-1); row++ {
				s.merged[row] = m
			}
		}
	}
	for _, m := range in.tab.Merges {
		if m.Has(l.last, col) || m.Has(l.first, col) {
			s.keySpan = max(s.keySpan, m.LastCol-m.Col)
		}
	}
	for row := l.first; row <= l.last; row++ {
		for _, c := range in.tab.Rows[row] {
			if c.Kind == Text && len(c.Text) < 300 {
				s.heads[Fold(c.Text)] = true
			}
		}
	}
	delete(s.heads, "")
	s.end = len(s.tab.Rows)
	return s
}

// resolve reads the key column of all rows.
func (s *sheetIn) resolve() {
	n := s.end - s.l.last - 1
	s.keys = make([]keyOf, max(n, 0))
	s.lastUnit = -1
	for i := range s.keys {
		row := s.l.last + 1 + i
		k := s.keyAt(row)
		if k.text != "" {
			k.match = s.r.names.find(k.text)
		} else {
			k.match.unit = -1
		}
		if k.match.unit >= 0 {
			s.lastUnit = row
			c := s.tab.At(row, s.l.number)
			_, isNumber := columnNumber(c)
			s.numbered = s.numbered || isNumber && s.l.number >= 0
		}
		s.keys[i] = k
	}
}

// keyAt is the text of the key column in a row, also from a merged cell.
func (s *sheetIn) keyAt(row int) keyOf {
	if s.l.key < 0 {
		return keyOf{}
	}
	c := s.tab.At(row, s.l.key)
	if m, ok := s.merged[row]; ok && isBlankCell(c) {
		return keyOf{text: oneLine(cellText(s.tab.At(m.Row, m.Col))), down: m.Row < row}
	}
	return keyOf{text: oneLine(cellText(c))}
}

// classify says what each row is. Rows without a name get the name above where
// that is meant; what can't be placed is a defect.
func (s *sheetIn) classify() []Row {
	rows := make([]Row, 0, len(s.keys))
	s.group = make([]string, len(s.keys))
	st := rowState{unit: -1}
	for i := range s.keys {
		row := Row{Index: s.l.last + 1 + i, Unit: -1}
		s.kind(&row, &s.keys[i], &st)
		s.group[i] = st.group
		rows = append(rows, row)
	}
	return rows
}

// rowState is what earlier rows mean for later ones.
type rowState struct {
	unit    int // that blank keys continue; -1
	unknown bool
	tail    bool // below the signatures
	gap     bool // an empty row, or one of sums, since the last unit
	group   string
	since   bool // a unit since the last heading
}

func (s *sheetIn) kind(row *Row, k *keyOf, st *rowState) {
	switch {
	case s.isEmpty(row.Index):
		st.gap = true
	case k.match.unit >= 0:
		s.unitRow(row, k, st)
	case s.isKeyHeader(k.text) || s.isHeader(row.Index) || s.isNumbered(row.Index, k) || s.isInstruction(row.Index):
	case s.heading(row, k, st):
	case k.match.clash:
		st.unit, st.unknown = -1, true
		row.Kind = UnknownRow
		s.keyDefect(row.Index, k.text, SevError, s.r.names.clashUnits(k.text))
	case k.text == "" || isCarryMark(k.text):
		s.blankKey(row, k, st)
	default:
		s.unknownKey(row, k, st)
	}
}

func (s *sheetIn) unitRow(row *Row, k *keyOf, st *rowState) {
	st.unit, st.unknown, st.tail, st.gap, st.since = k.match.unit, false, false, false, true
	if s.owner >= 0 && k.match.unit != s.owner {
		row.Kind = UnknownRow
		st.unit, st.unknown = -1, true
		s.keyDefect(row.Index, k.text, SevError, fill("Dòng ghi đơn vị '%s' trong bảng riêng của '%s'; dòng này không được tính.",
			Shown(k.text), s.r.data.Units[s.owner].Name))
		return
	}
	if k.match.dropped && !k.down {
		s.keyDefect(row.Index, k.text, SevWarning, fill("Tên '%s' được hiểu là '%s'; nên ghi đúng tên trong danh sách.",
			Shown(k.text), s.r.data.Units[k.match.unit].Name))
	}
	row.Kind, row.Unit = UnitRow, k.match.unit
	s.setPeriod(row)
	if k.down && !s.l.long && !s.table.Many {
		s.more = append(s.more, *row) // a second line of the same merged row
		row.Kind, row.Unit = OtherRow, -1
	}
}

// setPeriod reads the row's period. A row without one that holds nothing else is
// no row of the table.
func (s *sheetIn) setPeriod(row *Row) {
	if !s.l.long {
		return
	}
	c := s.periodCell(row.Index)
	if isBlankCell(c) || c.Kind == Text && isNothing(tidy(c.Text)) {
		unit := row.Unit
		row.Kind, row.Unit = OtherRow, -1
		if s.hasData(row.Index) {
			row.Kind = UnknownRow
			s.defect(row.Index, s.l.period, unit, s.table.Period[0], "", SevError,
				"Dòng có số liệu nhưng chưa ghi kỳ; đề nghị ghi rõ kỳ.")
		}
		return
	}
	p, how := readPeriodCell(c, s.table.Periods, s.r.plan.Year)
	if how == periodOK {
		row.Period = p
		return
	}
	s.periodDefect(row, c, how)
	row.Kind, row.Unit = UnknownRow, -1
}

// periodCell is the row's period, also from a cell merged downwards.
func (s *sheetIn) periodCell(row int) Cell {
	c := s.tab.At(row, s.l.period)
	if !isBlankCell(c) {
		return c
	}
	for _, m := range s.tab.Merges {
		if m.Has(row, s.l.period) && m.Row > s.l.last {
			return s.tab.At(m.Row, m.Col)
		}
	}
	return c
}

func (s *sheetIn) periodDefect(row *Row, c Cell, how periodHow) {
	shown := Shown(cellText(c))
	message := fill("Không rõ kỳ '%s'; đề nghị ghi rõ, ví dụ '%s'.", shown, s.examplePeriod())
	switch {
	case c.Kind == Error:
		message = fill("Ô đang báo lỗi công thức '%s'.", shown)
	case how == periodTwoWays:
		message = fill("Kỳ '%s' chưa rõ là tháng hay quý; đề nghị ghi rõ, ví dụ '%s'.", shown, s.examplePeriod())
	case how == periodElsewhen:
		message = fill("Kỳ '%s' không thuộc năm %s; dòng này không được tính.", shown, yearText(s.r.plan.Year))
	}
	s.defect(row.Index, s.l.period, row.Unit, s.table.Period[0], shown, SevError, message)
}

func (s *sheetIn) examplePeriod() string {
	e := Month
	if len(s.table.Periods) > 0 {
		e = s.table.Periods[0]
	}
	return upperFirst(NewPeriod(e, min(3, e.Count()), s.r.plan.Year).Short())
}

// blankKey is a row without a name: it continues the unit above where a table
// has several rows for one, else its values have no owner.
func (s *sheetIn) blankKey(row *Row, k *keyOf, st *rowState) {
	data := s.hasData(row.Index)
	if st.gap && row.Index > s.lastUnit && !s.hasValues(row.Index) {
		data = false // where people sign, words may stand under any header
	}
	if s.owner >= 0 {
		if data && !st.tail {
			row.Kind, row.Unit = UnitRow, s.owner
			s.setPeriod(row)
		}
		return
	}
	if !data && !s.hasPeriod(row.Index) {
		return
	}
	switch {
	case s.l.long || s.table.Many:
		if st.unit >= 0 && !st.tail {
			row.Kind, row.Unit = UnitRow, st.unit
			s.setPeriod(row)
			return
		}
		if st.unknown { // said once, at the name
			row.Kind = UnknownRow
			return
		}
	}
	if data && !(st.tail && !s.hasNumbers(row.Index)) {
		row.Kind = UnknownRow
		s.keyDefect(row.Index, k.text, SevError, "Dòng có số liệu nhưng chưa ghi tên đơn vị; đề nghị ghi tên đơn vị.")
	}
}

func (s *sheetIn) hasPeriod(row int) bool {
	if !s.l.long {
		return false
	}
	_, how := readPeriodCell(s.tab.At(row, s.l.period), s.table.Periods, s.r.plan.Year)
	return how != periodUnknown
}

// unknownKey is a row under a name that isn't in the register. Notes and names
// of people below the table are passed over.
func (s *sheetIn) unknownKey(row *Row, k *keyOf, st *rowState) {
	if s.table == s.r.plan.Register.Table {
		return // its rows are the names: what isn't one is a note or a signature
	}
	data := s.hasData(row.Index)
	near := s.isNear(k)
	switch {
	case st.tail && !near && !(data && s.hasNumbers(row.Index)):
		return
	case data, s.hasPeriod(row.Index):
		row.Kind = UnknownRow
		st.unit, st.unknown = -1, true
		if !k.down {
			s.keyDefect(row.Index, k.text, SevError, s.r.names.unknownUnit(k.text))
		}
	case near || row.Index < s.lastUnit && !s.isTitle(row.Index):
		row.Kind = UnknownRow
		st.unit, st.unknown = -1, true
		s.keyDefect(row.Index, k.text, SevWarning, s.r.names.unknownUnit(k.text))
	default:
		st.unit, st.unknown = -1, false
	}
}
