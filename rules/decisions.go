package rules

import "strings"

// deciding is the office's settings tab being read.
type deciding struct {
	r    *reader
	s    *sheetIn // for places and defects
	cols [decisionColumns]int

	events []unitEvent
}

// The columns of the settings tab.
const (
	colMatter = iota // Việc
	colWhat          // Nội dung
	colPeriod        // Kỳ
	colUnit          // Đơn vị
	colDate          // Ngày
	colValue         // Giá trị
	colReason        // Lý do
	decisionColumns
)

// decisionHeaders are their headers, folded without diacritics.
func decisionHeader(plain string) (int, bool) {
	switch strings.Trim(withoutNote(plain), " .:*") {
	case "viec", "loai viec", "quyet dinh":
		return colMatter, true
	case "noi dung", "noi dung kiem tra":
		return colWhat, true
	case "ky":
		return colPeriod, true
	case "don vi", "ten don vi":
		return colUnit, true
	case "ngay", "den ngay", "han", "den het ngay", "tu ngay":
		return colDate, true
	case "gia tri", "so", "gia tri moi":
		return colValue, true
	case "ly do", "ghi chu":
		return colReason, true
	}
	return 0, false
}

func headerOfDecision(col int) string {
	return [...]string{"Việc", "Nội dung", "Kỳ", "Đơn vị", "Ngày", "Giá trị", "Lý do"}[col]
}

// readDecisions reads the settings tab, if there is one: due dates, exemptions,
// extensions and confirmed figures become decisions; openings, closings and
// mergers change the units.
func (r *reader) readDecisions() {
	if r.plan.Decisions == "" || len(r.data.Units) == 0 {
		return
	}
	want := Fold(r.plan.Decisions)
	var read *tabIn
	for _, in := range r.tabs {
		if in.book.Unit != "" || in.table != nil || in.title != want {
			continue
		}
		if read != nil {
			r.twoTabs(read, in)
			continue
		}
		read = in
	}
	if read == nil {
		read = r.renamedDecisions()
	}
	if read == nil {
		r.data.Undecided = r.unread // it may stand in the workbook that wasn't read
		r.data.NoDecisions = !r.unread
		return
	}
	r.leaveCopies(read)
	r.decisionsOf(read)
}

// renamedDecisions is the only tab that has most of the headers of the settings
// tab, when none has its title.
func (r *reader) renamedDecisions() *tabIn {
	var fits []*tabIn
	for _, in := range r.tabs {
		if in.book.Unit != "" || in.table != nil || in.ignore {
			continue
		}
		d := deciding{r: r, s: &sheetIn{r: r, in: in, tab: in.tab, table: &Table{}, owner: -1}}
		if _, ok := d.findHeader(); !ok {
			continue
		}
		if d.cols[colWhat] >= 0 && d.cols[colUnit] >= 0 {
			fits = append(fits, in)
		}
	}
	if fits = withoutCopies(fits); len(fits) != 1 {
		return nil
	}
	return fits[0]
}

func (r *reader) decisionsOf(in *tabIn) {
	d := deciding{r: r, s: &sheetIn{r: r, in: in, tab: in.tab, table: &Table{}, owner: -1}}
	header, ok := d.findHeader()
	if !ok {
		for _, cells := range in.tab.Rows {
			for _, c := range cells {
				if !isBlankCell(c) {
					r.data.Undecided = true
					r.problem(Problem{Book: in.book.Name, Tab: in.tab.Title, Blocking: true,
						Message: fill("Trang '%s' thiếu cột '%s'. Đề nghị khôi phục tiêu đề cột.", in.tab.Title, headerOfDecision(colMatter))})
					return
				}
			}
		}
		return
	}
	for row := header + 1; row < len(in.tab.Rows); row++ {
		d.line(row)
	}
	d.contradictions()
	d.unitEvents()
}

func (d *deciding) findHeader() (int, bool) {
	for row := 0; row < min(len(d.s.tab.Rows), headerDepth); row++ {
		for i := range d.cols {
			d.cols[i] = -1
		}
		n := 0
		for col, c := range d.s.tab.Rows[row] {
			if c.Kind != Text {
				continue
			}
			if i, ok := decisionHeader(Bare(c.Text)); ok && d.cols[i] < 0 {
				d.cols[i] = col
				n++
			}
		}
		if d.cols[colMatter] >= 0 && n >= 2 {
			return row, true
		}
	}
	return 0, false
}

// at is a cell of the line; blank where the tab has no such column.
func (d *deciding) at(row, col int) Cell {
	if d.cols[col] < 0 {
		return Cell{}
	}
	return d.s.tab.At(row, d.cols[col])
}

func (d *deciding) text(row, col int) string { return oneLine(cellText(d.at(row, col))) }

// blank reports nothing, or a dash, in the cell.
func (d *deciding) blank(row, col int) bool { return isNothing(d.text(row, col)) }

// fault notes an error at a cell of the line; the line isn't used.
func (d *deciding) fault(row, col int, message string) {
	d.note(row, col, SevError, message)
}

func (d *deciding) note(row, col int, severity Severity, message string) {
	at := d.cols[col]
	if at < 0 {
		at = d.cols[colMatter]
	}
	d.s.defect(row, at, -1, headerOfDecision(col), d.text(row, col), severity, message)
}

// line reads one line. Everything in it must be understood.
func (d *deciding) line(row int) {
	matter := strings.Trim(Bare(d.text(row, colMatter)), " .:")
	if matter == "" {
		d.lostLine(row)
		return
	}
	switch withoutNumber(matter) {
	case "doi han", "han moi", "han":
		d.due(row, DecideDue)
	case "gia han":
		d.due(row, DecideExtend)
	case "mien", "khong ap dung", "mien, khong ap dung", "mien/khong ap dung", "kad":
		d.exempt(row)
	case "thanh lap", "lap moi":
		d.unitDay(row, true)
	case "giai the", "ket thuc hoat dong":
		d.unitDay(row, false)
	case "sap nhap", "hop nhat":
		d.merger(row)
	case "so xac nhan", "xac nhan so lieu", "so lieu xac nhan":
		d.figure(row)
	default:
		if isNote(matter) || isSignature(matter) || strings.HasPrefix(matter, "vi du") {
			return
		}
		d.fault(row, colMatter, fill("Không rõ việc '%s'; đề nghị ghi: Đổi hạn, Miễn, Gia hạn, Thành lập, Giải thể, Sáp nhập hoặc Số xác nhận.",
			Shown(d.text(row, colMatter))))
	}
}

// lostLine is a line that says what and who, but not which matter.
func (d *deciding) lostLine(row int) {
	for _, col := range []int{colWhat, colUnit, colDate, colValue} {
		if text := d.text(row, col); !isNothing(text) && !isSignature(Bare(text)) && d.cols[colMatter] >= 0 {
			if filledIn := d.others(row); filledIn < 2 {
				return
			}
			d.fault(row, colMatter, "Dòng chưa ghi việc; đề nghị ghi: Đổi hạn, Miễn, Gia hạn, Thành lập, Giải thể, Sáp nhập hoặc Số xác nhận.")
			return
		}
	}
}

func (d *deciding) others(row int) int {
	n := 0
	for col := colWhat; col < decisionColumns; col++ {
		if !d.blank(row, col) {
			n++
		}
	}
	return n
}

// due reads "Đổi hạn" (for all) and "Gia hạn" (for a unit).
func (d *deciding) due(row int, kind DecisionKind) {
	x := Decision{Kind: kind, Unit: -1, Reason: d.text(row, colReason), At: d.s.ref(row, d.cols[colMatter])}
	ok := d.rules(row, &x)
	ok = d.period(row, &x) && ok
	ok = d.unit(row, &x, kind == DecideExtend) && ok
	ok = d.date(row, &x, true) && ok && d.inTime(row, &x)
	if kind == DecideDue && x.Unit >= 0 {
		x.Kind = DecideExtend // a new date for one unit is an extension
	}
	d.keep(x, ok)
}

func (d *deciding) exempt(row int) {
	x := Decision{Kind: DecideExempt, Unit: -1, Reason: d.text(row, colReason), At: d.s.ref(row, d.cols[colMatter])}
	ok := d.rules(row, &x)
	ok = d.period(row, &x) && ok
	ok = d.unit(row, &x, true) && ok
	ok = d.date(row, &x, false) && ok
	if ok && isNothing(x.Reason) {
		d.note(row, colReason, SevWarning, "Chưa ghi lý do miễn; đề nghị Văn phòng bổ sung.")
	}
	d.keep(x, ok)
}

func (d *deciding) keep(x Decision, ok bool) {
	if ok {
		d.r.data.Decisions = append(d.r.data.Decisions, x)
	}
}

// figure reads a number that the office confirms for a column, for all.
func (d *deciding) figure(row int) {
	x := Decision{Kind: DecideFigure, Unit: -1, Reason: d.text(row, colReason), At: d.s.ref(row, d.cols[colMatter])}
	what := d.text(row, colWhat)
	x.Column = d.r.plan.columnNamed(what)
	if x.Column == nil {
		d.fault(row, colWhat, fill("Không có cột số liệu '%s' trong Kế hoạch; đề nghị ghi đúng tiêu đề cột.", Shown(what)))
		return
	}
	v, fault := ReadValue(x.Column, d.at(row, colValue))
	switch {
	case fault != nil:
		d.fault(row, colValue, fault.Message)
		return
	case v.State != Good:
		d.fault(row, colValue, fill("%s phải là số (đang ghi '%s').", x.Column.Header(), Shown(d.text(row, colValue))))
		return
	}
	x.Figure = v.Num
	d.keep(x, d.period(row, &x))
}

// askedCell is a cell in which a unit says that it need not.
type askedCell struct {
	at     Ref
	unit   int
	column *Column
	name   string
	text   string
}

// askedDefects says of each such cell that the office has to decide, until it
// did.
func (r *reader) askedDefects() {
	desk := r.plan.Office.Desk
	if desk == "" {
		desk = r.plan.Office.Name
	}
	for _, a := range r.asked {
		if r.isExempted(a.unit, a.column) {
			continue
		}
		r.data.Defects = append(r.data.Defects, Defect{At: a.at, Unit: r.data.Units[a.unit].Name, Column: a.name,
			Value: Shown(a.text), Severity: SevWarning,
			Message: fill("Đơn vị đề nghị 'Không áp dụng'; chờ %s xác nhận.", desk)})
	}
}

// isExempted reports that the office agreed, for a rule that looks at the column.
func (r *reader) isExempted(unit int, c *Column) bool {
	for _, d := range r.data.Decisions {
		if d.Kind != DecideExempt || d.Unit != unit {
			continue
		}
		if len(d.Rules) == 0 {
			return true
		}
		for _, i := range d.Rules {
			if r.plan.Rules[i].looksAt(c) {
				return true
			}
		}
	}
	return false
}
