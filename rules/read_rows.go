package rules

import (
	"strings"
	"unicode"
)

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
		s.keyDefect(row.Index, k.text, SevWarning, fill("Không tìm thấy đơn vị '%s' trong danh sách; có phải '%s'?",
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
		if !(strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")")) && !isHeaderNote(bare(text)) || isNothing(text) || isYesWord(bare(text)) {
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
		if before != "" && s.r.isTotal(bare(before)) {
			return before
		}
		return k.text
	case before != "":
		return before
	case s.l.key < 0:
		return s.firstText(row)
	}
	if text := s.firstText(row); isSignature(bare(text)) {
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

// hasData reports a value of the table in the row, beside its key and period.
// What a formula or an unticked box says isn't one: people copy those down.
func (s *sheetIn) hasData(row int) bool {
	for i := range s.l.cols {
		c := s.tab.At(row, s.l.cols[i].at)
		switch {
		case c.Kind == Empty || c.Formula || c.Kind == Error || c.Kind == Bool && c.Num == 0:
		case c.Kind == Text && isNothing(tidy(c.Text)):
		default:
			return true
		}
	}
	return false
}

// hasNumbers reports a number, date or tick in the table's columns.
func (s *sheetIn) hasNumbers(row int) bool {
	for i := range s.l.cols {
		c := s.tab.At(row, s.l.cols[i].at)
		if c.Kind == Number && !c.Formula || c.Kind == Bool && c.Num != 0 {
			return true
		}
	}
	return false
}

// hasValues reports a cell that reads as a number, a day or a tick.
func (s *sheetIn) hasValues(row int) bool {
	for i := range s.l.cols {
		c := &s.l.cols[i]
		if c.at < 0 || c.column.Type == TypeText {
			continue
		}
		cell := s.tab.At(row, c.at)
		if cell.Kind == Text && len(cell.Text) < 200 {
			if plain := bare(cell.Text); isPlaceDate(plain) || isSignature(plain) {
				continue
			}
		}
		if !cell.Formula {
			if v, _ := ReadValue(c.column, cell); v.State == Good || v.State == Yes {
				return true
			}
		}
	}
	return false
}

func (s *sheetIn) keyDefect(row int, text string, sev Severity, message string) {
	s.defect(row, max(s.l.key, 0), -1, s.keyHeader(), text, sev, message)
}

func (s *sheetIn) keyHeader() string {
	if len(s.table.Key) == 0 {
		return ""
	}
	return s.table.Key[0]
}

// defect notes a defect at a cell of the tab.
func (s *sheetIn) defect(row, col, unit int, column, value string, sev Severity, message string) {
	d := Defect{At: s.ref(row, col), Column: column, Value: Shown(value), Severity: sev, Message: message}
	if unit >= 0 {
		d.Unit = s.r.data.Units[unit].Name
	}
	s.r.data.Defects = append(s.r.data.Defects, d)
}

func (s *sheetIn) ref(row, col int) Ref { return Ref{Tab: s.in.ref, Row: int32(row), Col: int32(col)} }
