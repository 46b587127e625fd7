package setup

import (
	"fmt"
	"slices"
	"strings"

	"rasoat/rules"
)

// Unit is one line of the register to be.
type Unit struct {
	Name                    string
	Groups                  []string // one for each of the plan's group levels, or fewer
	Sector, Email, Workbook string
	Aliases                 string // other names, separated by ";"
	Opened, Closed          rules.Date
}

const (
	spareRows = 10  // ready for units that come later
	manyRows  = 200 // of a table with many rows for each unit
	emptyRows = 20  // of a register whose size nobody knows
)

// Sheets are the tabs that an office needs for the plan: the register, a tab for
// each table that something looks at, the office's settings. Without units the
// register has numbered rows to be filled in. A table that stands in each unit's
// own workbook isn't among them.
func Sheets(p *rules.Plan, units []Unit) []Sheet {
	b := builder{plan: p, units: units}
	b.register()
	for _, t := range p.Tables {
		if t != p.Register.Table && !t.Disabled && !t.Own && len(t.Key) > 0 {
			b.table(t)
		}
	}
	if p.Decisions != "" {
		b.settings()
	}
	return b.sheets
}

// builder makes the tabs of a plan.
type builder struct {
	plan   *rules.Plan
	units  []Unit
	sheets []Sheet
	names  Range // where the register's names stand
}

// rows is how many rows stand ready for units.
func (b *builder) rows() int {
	switch {
	case len(b.units) > 0:
		return len(b.units)
	case b.plan.Units > 0:
		return b.plan.Units
	}
	return emptyRows
}

// register makes the list of units.
func (b *builder) register() {
	t := b.plan.Register.Table
	l := newLayout(b.plan, t)
	s := b.sheet(t, l.columns())
	s.Lines = append(s.Lines, b.plan.Title+". Mỗi đơn vị một dòng; tên ở các trang khác viết đúng như ở trang này.")
	for i := range b.rows() {
		row := make([]rules.Cell, len(s.Columns))
		row[0] = number(i + 1)
		if i < len(b.units) {
			b.unit(&s, row, &b.units[i])
		}
		s.Rows = append(s.Rows, row)
	}
	b.offerGroups(&s)
	b.names = Range{Sheet: s.Title, Col: 1, Row: s.First(), LastRow: s.Height() - 1}
	b.sheets = append(b.sheets, s)
}

// unit fills in what is known of a unit.
func (b *builder) unit(s *Sheet, row []rules.Cell, u *Unit) {
	r := &b.plan.Register
	row[1] = text(u.Name)
	put := func(c *rules.Column, cell rules.Cell) {
		if c != nil {
			if at := s.find(header(c)); at >= 0 {
				row[at] = cell
			}
		}
	}
	for i, c := range r.Groups {
		if i < len(u.Groups) {
			put(c, text(u.Groups[i]))
		}
	}
	put(r.Sector, text(u.Sector))
	put(r.Email, text(u.Email))
	put(r.Workbook, text(u.Workbook))
	put(r.Aliases, text(u.Aliases))
	put(r.Opened, day(u.Opened))
	put(r.Closed, day(u.Closed))
}

// find is the column with the header; -1 for none.
func (s *Sheet) find(header string) int {
	return slices.IndexFunc(s.Columns, func(c Column) bool { return c.Header == header && c.Parent == "" })
}

// offerGroups makes drop-downs of the groups that units are in.
func (b *builder) offerGroups(s *Sheet) {
	for i, c := range b.plan.Register.Groups {
		at := s.find(header(c))
		for _, u := range b.units {
			if at >= 0 && i < len(u.Groups) && u.Groups[i] != "" && !slices.Contains(s.Columns[at].Choices, u.Groups[i]) {
				s.Columns[at].Choices = append(s.Columns[at].Choices, u.Groups[i])
			}
		}
	}
}

// table makes the tab of a table, if something looks at it.
func (b *builder) table(t *rules.Table) {
	l := newLayout(b.plan, t)
	if l.empty() {
		return
	}
	s := b.sheet(t, l.columns())
	s.Columns[1].From = &b.names
	switch {
	case t.Many:
		s.Lines = append(s.Lines, "Mỗi đơn vị có thể ghi nhiều dòng; chọn tên đơn vị ở từng dòng.")
		s.Rows, s.Spare = nil, manyRows
	case l.long:
		b.longRows(&s, l.periods)
	default:
		for i := range b.rows() {
			s.Rows = append(s.Rows, b.named(i, i+1))
		}
	}
	for _, c := range t.Columns {
		if at := s.find(header(c)); c.Type == rules.TypeUnit && at >= 0 {
			s.Columns[at].From = &b.names
		}
	}
	b.sheets = append(b.sheets, s)
}

// named is a row with its number and its unit's name.
func (b *builder) named(unit, n int) []rules.Cell {
	row := []rules.Cell{number(n), {}}
	if unit < len(b.units) {
		row[1] = text(b.units[unit].Name)
	}
	return row
}

// longRows makes a row for each unit and period.
func (b *builder) longRows(s *Sheet, periods []rules.Period) {
	n := 0
	for i := range b.units {
		for _, p := range periods {
			n++
			row := append(b.named(i, n), rules.Cell{}, rules.Cell{}, text(periodName(p)))
			s.Rows = append(s.Rows, row)
		}
	}
	if len(b.units) == 0 {
		s.Spare = manyRows
	}
}

// sheet is a tab without its rows.
func (b *builder) sheet(t *rules.Table, columns []Column) Sheet {
	s := Sheet{Title: tabTitle(t.Tabs...), Columns: columns, Spare: spareRows, Frozen: 2}
	s.Lines = []string{b.heading(s.Title),
		"Trạng thái, Việc cần làm: Hai cột này tự cập nhật; đơn vị chỉ cần điền các cột số liệu."}
	help := ""
	if slices.ContainsFunc(columns, func(c Column) bool { return c.Kind == Date }) {
		help = fmt.Sprintf("Ngày ghi đủ ngày/tháng/năm, ví dụ 05/04/%d", b.plan.Year)
	}
	if slices.ContainsFunc(columns, func(c Column) bool { return c.Kind == Percent }) {
		help = strings.TrimPrefix(help+"; tỷ lệ ghi kèm dấu %", "; ")
		if b.spares(t) {
			help += ", đã có số lượng thì không cần ghi tỷ lệ"
		}
	}
	if help != "" {
		help = strings.ToUpper(help[:1]) + help[1:] + ". "
	}
	s.Lines = append(s.Lines, help+"Xin không ghi họ tên, số điện thoại, số định danh vào bảng.")
	return s
}

// spares reports that numbers of the table make its percentages unnecessary.
func (b *builder) spares(t *rules.Table) bool {
	return slices.ContainsFunc(b.plan.Rules, func(r *rules.Rule) bool {
		return r.Enabled && r.Reach != nil && r.Reach.Or != nil && r.Reach.Or.Table == t && r.Reach.Of != nil && r.Reach.Value != nil && r.Reach.Value.Table == t
	})
}

// longest is how many characters a tab's title may have in Excel.
const longest = 31

// tabTitle is the first of the titles that every kind of workbook takes; where
// there is none, the first is cut and mended: the tab is then known by its headers.
func tabTitle(titles ...string) string {
	const never = `:\/?*[]`
	for _, t := range titles {
		if len([]rune(t)) <= longest && !strings.ContainsAny(t, never) && strings.Trim(t, "'") == t {
			return t
		}
	}
	mended := []rune(strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(never, r) {
			return '-'
		}
		return r
	}, titles[0]), "'"))
	return strings.TrimSpace(string(mended[:min(len(mended), longest)]))
}

// heading is a tab's title in capitals, with the year.
func (b *builder) heading(title string) string {
	year := fmt.Sprint(b.plan.Year)
	switch {
	case strings.Contains(title, year):
	case strings.HasSuffix(rules.Fold(title), rules.Fold("năm")):
		title += " " + year
	default:
		title += " năm " + year
	}
	return strings.ToUpper(title)
}
