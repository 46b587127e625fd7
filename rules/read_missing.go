package rules

import (
	"slices"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// needs reports whether a tab must have the column: a rule that is on looks at
// it, or the register does, and it isn't optional.
func (p *Plan) needs(c *Column) bool { return !c.Optional && p.Uses(c) }

// spared reports a column of percentages that every rule that is on can do
// without: the tab has the numbers themselves.
func (r *reader) spared(c *Column, have []bool) bool {
	in := func(o *Column) bool { return o == nil || o.Table != c.Table || have[o.Index] }
	used := false
	for _, rule := range r.plan.Rules {
		if !rule.Enabled || !rule.looksAt(c) {
			continue
		}
		used = true
		reach := rule.Reach
		if reach == nil || reach.Or != c || reach.Value == c || reach.Of == c || !in(reach.Value) || !in(reach.Of) {
			return false
		}
	}
	return used
}

// wanted reports whether a table is asked for at all.
func (r *reader) wanted(t *Table) bool {
	return t == r.plan.Register.Table || slices.ContainsFunc(t.Columns, r.plan.Uses)
}

// lacking are the headers of required columns that a layout doesn't have.
func (r *reader) lacking(t *Table, l *layout) []string {
	var out []string
	have := make([]bool, len(t.Columns))
	for _, c := range l.cols {
		have[c.column.Index] = true
	}
	missingPeriods := false
	for _, c := range t.Columns {
		if have[c.Index] || !r.plan.needs(c) || r.spared(c, have) {
			continue
		}
		missingPeriods = missingPeriods || c.Periodic && len(t.Period) > 0 && !l.long
		out = append(out, c.Header())
	}
	if missingPeriods && l.period < 0 {
		out = append([]string{t.Period[0]}, out...)
	}
	for _, c := range r.gaps(t, l) {
		out = append(out, c.Header()+" "+firstGap(c, l, r.plan).Short())
	}
	return out
}

// gaps are the required columns of which a period in the middle has no header
// while later ones do, or while a column without a header holds their values. A
// tab that grows period by period has no gap.
func (r *reader) gaps(t *Table, l *layout) []*Column {
	if l.long {
		return nil
	}
	var out []*Column
	for _, c := range t.Columns {
		if c.Periodic && r.plan.needs(c) && firstGap(c, l, r.plan) != (Period{}) {
			out = append(out, c)
		}
	}
	return out
}

// firstGap is the first period without a header before one that has it.
func firstGap(c *Column, l *layout, p *Plan) Period {
	var have [Slots]bool
	var last [Year + 1]int
	for _, o := range l.cols {
		if o.column == c {
			have[o.period.Slot()] = true
			last[o.period.Every] = max(last[o.period.Every], int(o.period.N))
		}
	}
	for e := Month; e <= Year; e++ {
		for n := 1; n < last[e]; n++ {
			if q := NewPeriod(e, n, p.Year); !have[q.Slot()] && p.UsesIn(c, q) {
				return q
			}
		}
	}
	return Period{}
}

// clausesOf are the clauses of the rules that are on and look at any of the
// columns, in the plan's order: "II.1; III.4 đoạn 2".
func (p *Plan) clausesOf(columns []*Column) string {
	var out []string
	seen := map[string]bool{}
	for _, rule := range p.Rules {
		if !rule.Enabled || rule.Clause == "" || seen[rule.Clause] {
			continue
		}
		for _, c := range columns {
			if rule.looksAt(c) {
				seen[rule.Clause] = true
				out = append(out, rule.Clause)
				break
			}
		}
	}
	return strings.Join(out, "; ")
}

// missingColumns says which required headers a tab lacks, one problem for each.
func (r *reader) missingColumns(t *Table, in *tabIn, missing []string) {
	for _, header := range missing {
		var columns []*Column
		for _, c := range t.Columns {
			if header == c.Header() || strings.HasPrefix(header, c.Header()+" ") || c.Periodic && len(t.Period) > 0 && header == t.Period[0] {
				columns = append(columns, c)
			}
		}
		r.problem(Problem{Book: in.book.Name, Tab: in.tab.Title, Blocking: true,
			Message: missingText(in.tab.Title, header, r.plan.clausesOf(columns))})
	}
}

func missingText(tab, header, clauses string) string {
	if clauses == "" {
		return fill("Trang '%s' thiếu cột '%s'. Đề nghị khôi phục tiêu đề cột.", tab, header)
	}
	return fill("Trang '%s' thiếu cột '%s'; không xét các nội dung %s. Đề nghị khôi phục tiêu đề cột.", tab, header, clauses)
}

// noHeader says that a tab with the right title has no header.
func (r *reader) noHeader(t *Table, in *tabIn) {
	header := ""
	if len(t.Key) > 0 {
		header = t.Key[0]
	}
	r.problem(Problem{Book: in.book.Name, Tab: in.tab.Title, Blocking: true,
		Message: missingText(in.tab.Title, header, r.plan.clausesOf(t.Columns))})
}

// noTab says that no workbook has the table, unless nothing needs it.
func (r *reader) noTab(t *Table) {
	if !r.wanted(t) {
		return
	}
	title := t.Name
	if len(t.Tabs) > 0 {
		title = t.Tabs[0]
	}
	book := ""
	for _, in := range r.tabs {
		if in.book.Unit == "" {
			book = in.book.Name
			break
		}
	}
	message := fill("Không tìm thấy trang '%s'. Đề nghị khôi phục tên trang và tiêu đề cột.", title)
	if clauses := r.plan.clausesOf(t.Columns); clauses != "" {
		message = fill("Không tìm thấy trang '%s'; không xét các nội dung %s. Đề nghị khôi phục tên trang và tiêu đề cột.", title, clauses)
	}
	r.problem(Problem{Book: book, Tab: title, Message: message, Blocking: true})
}

// noPlace finds lengths of periods that a wide tab has no column for at all, says
// so once, and notes that nothing is known of them.
func (r *reader) noPlace(t *Table, in *tabIn, l *layout, lacks *[5]bool, has *[5]bool) {
	if l.long {
		*has = [5]bool{true, true, true, true, true}
		return
	}
	any := false
	for _, c := range l.cols {
		has[c.period.Every] = true
		any = any || c.period.Every != NoPeriod
	}
	if !any {
		return
	}
	for e := Month; e <= Year; e++ {
		if has[e] || lacks[e] {
			continue
		}
		if clauses := r.plan.clausesEvery(t, e); clauses != "" {
			lacks[e] = true
			r.problem(Problem{Book: in.book.Name, Tab: in.tab.Title,
				Message: fill("Trang '%s' không có cột nào cho %s; không xét các nội dung %s.", in.tab.Title, everyText(e), clauses)})
		}
	}
}

func everyText(e Every) string {
	return [...]string{"", "các tháng", "các quý", "kỳ 6 tháng", "cả năm"}[e]
}

// clausesEvery are the clauses of the rules that are on and look at a periodic
// column of the table in periods of the length.
func (p *Plan) clausesEvery(t *Table, e Every) string {
	var out []string
	for _, rule := range p.Rules {
		if !rule.Enabled || rule.Every != e {
			continue
		}
		for _, c := range t.Columns {
			if c.Periodic && rule.looksAt(c) {
				out = append(out, rule.Clause)
				break
			}
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), "; ")
}

// doubleColumns says that a column stands twice, unless the second is empty.
func (r *reader) doubleColumns(s *sheetIn) {
	for _, d := range s.l.doubles {
		if !s.columnFilled(d[1].at) {
			continue
		}
		r.problem(Problem{Book: s.in.book.Name, Tab: s.tab.Title,
			Message: fill("Trang '%s' có hai cột '%s' (cột %s và cột %s); chỉ đọc cột %s.", s.tab.Title, d[0].name,
				ColumnName(min(d[0].at, d[1].at)), ColumnName(max(d[0].at, d[1].at)), ColumnName(d[0].at))})
	}
}

// headlessColumns says that values stand under no header, where several units
// have some: somebody may have deleted it.
func (r *reader) headlessColumns(s *sheetIn, rows []Row) {
	units := 0
	for i := range rows {
		if rows[i].Kind == UnitRow {
			units++
		}
	}
	var names []string
	for col := 0; col < s.tab.Width || col < len(s.l.texts); col++ {
		ours := col == s.tab.Own.Status || col == s.tab.Own.Todo
		if n := s.headless[col]; !ours && n >= 3 && n*5 >= units {
			names = append(names, ColumnName(col))
		}
	}
	if len(names) > 0 {
		r.problem(Problem{Book: s.in.book.Name, Tab: s.tab.Title,
			Message: fill("Trang '%s' có số liệu ở cột %s nhưng cột chưa có tiêu đề; chưa đọc cột đó.", s.tab.Title, strings.Join(names, ", "))})
	}
}

// columnFilled reports a value under the header in a row of a unit.
func (s *sheetIn) columnFilled(col int) bool {
	for i := range s.keys {
		c := s.tab.At(s.l.last+1+i, col)
		if s.keys[i].match.unit >= 0 && !isBlankCell(c) && !(c.Kind == Text && isNothing(tidy(c.Text))) {
			return true
		}
	}
	return false
}
