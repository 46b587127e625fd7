package mailer

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"rasoat/rules"
)

// The list of overdue work keeps to one page in part A: so many characters, and
// at least so many units.
const (
	pageLength = 2400
	pageLeast  = 3
)

// partA is what may be forwarded.
func (r *report) partA() []section {
	levels := r.v.Plan.Levels
	sections := []section{
		{Title: "Kết quả " + lower(levels.All), Blocks: r.results()},
		{Title: fmt.Sprintf("Việc %s theo đơn vị", r.owing()), Blocks: r.overdueTop()},
		{Title: "Việc sắp đến hạn", Blocks: r.dueSoon()},
	}
	for i, label := range levels.Groups {
		sections = append(sections, section{Title: "Theo " + label, Blocks: r.byGroup(i, label)})
	}
	if levels.Sector != "" {
		sections = append(sections, section{Title: "Theo " + lower(levels.Sector), Blocks: r.bySector()})
	}
	return sections
}

// set says once which days and marks the plan leaves open, and who set them.
func (r *report) set() string {
	desk := r.v.Plan.Office.Desk
	text := fmt.Sprintf("Kế hoạch không ghi ngày cụ thể; hạn trong thư do %s đặt.", desk)
	if r.paced() {
		text += fmt.Sprintf(" Mốc tiến độ từng quý do %s đặt để theo dõi, Kế hoạch không quy định.", desk)
	}
	return text
}

// paced reports whether a milepost is in use.
func (r *report) paced() bool {
	for _, rule := range r.v.Plan.Rules {
		if rule.Enabled && rule.Reach != nil && len(rule.Reach.Milepost) > 0 {
			return true
		}
	}
	return false
}

// results is a line for each target of all units together, then one for each
// obligation of units, and the chart.
func (r *report) results() []block {
	var lines []string
	var without []string
	for i := range r.v.Findings {
		f := &r.v.Findings[i]
		if f.Level != rules.ForAll {
			continue
		}
		lines = append(lines, strings.TrimSpace(r.v.Why(f)+" "+r.pace(f)))
		if f.Without > 0 {
			without = append(without, fmt.Sprintf("%s – %d đơn vị", lower(titled(f.Rule, f.Period)), f.Without))
		}
	}
	if len(without) > 0 {
		lines = append(lines, "Chưa tính, vì số liệu còn thiếu hoặc cần xác nhận: "+strings.Join(without, "; ")+".")
	}
	lines = append(lines, r.obligations()...)
	if n := r.held(); n > 0 {
		lines = append(lines, fmt.Sprintf("Chưa xét đủ %d đơn vị vì có bảng hoặc trang chưa đọc được.", n))
	}
	blocks := []block{{Items: lines}}
	if c := r.chart(); c != nil {
		blocks = append(blocks, block{Chart: c})
	}
	return blocks
}

// held is how many units couldn't be judged whole.
func (r *report) held() int {
	n := 0
	for _, held := range r.v.Held {
		if held {
			n++
		}
	}
	return n
}

// obligations is one line for each rule that units are judged by.
func (r *report) obligations() []string {
	var lines []string
	for i := 0; i < len(r.tally); {
		j := i
		for j < len(r.tally) && r.tally[j].rule == r.tally[i].rule {
			j++
		}
		if line := r.obligation(r.tally[i:j]); line != "" {
			lines = append(lines, line)
		}
		i = j
	}
	return lines
}

// obligation says how one rule stands; cs are its periods.
func (r *report) obligation(cs []count) string {
	rule := cs[0].rule
	if rule.Check != nil {
		if n := cs[0].of - cs[0].done; n > 0 {
			return fmt.Sprintf("%s%s: %d đơn vị cần bổ sung hoặc sửa số liệu.", titled(rule, cs[0].period), clause(rule), n)
		}
		return ""
	}
	if len(cs) == 1 {
		return r.single(cs[0])
	}
	return r.periods(cs)
}

// single is the line of a rule with one period.
func (r *report) single(c count) string {
	word := "đã thực hiện"
	if c.rule.Reach != nil {
		word = "đạt"
	}
	line := fmt.Sprintf("%s%s: %d/%d đơn vị %s", titled(c.rule, c.period), clause(c.rule), c.done, c.of, word)
	more := func(n int, what string) {
		if n > 0 {
			line += fmt.Sprintf(", %d %s", n, what)
		}
	}
	over := "quá hạn"
	if c.rule.Reach != nil {
		over = "chưa đạt"
	}
	more(c.over, over)
	more(c.behind, "chậm tiến độ")
	more(c.fix, "thiếu hoặc cần sửa số liệu")
	if c.due >= r.v.Today {
		line += "; hạn " + c.due.String()
	}
	return line + "."
}

// few is up to how many periods are told one by one.
const few = 4

// periods is the line of a rule with several periods: those that were due.
func (r *report) periods(cs []count) string {
	var past []count
	for _, c := range cs {
		if c.due != 0 && c.due < r.v.Today || c.due == 0 && c.over+c.closed > 0 {
			past = append(past, c)
		}
	}
	if len(past) == 0 {
		return ""
	}
	rule, last := cs[0].rule, past[len(past)-1]
	if len(past) <= few {
		var each []string
		for _, c := range past {
			each = append(each, fmt.Sprintf("%s %d/%d", c.period.Short(), c.done, c.of))
		}
		return fmt.Sprintf("%s%s: đã thực hiện %s đơn vị.", title(rule), clause(rule), strings.Join(each, ", "))
	}
	line := fmt.Sprintf("%s%s: %s có %d/%d đơn vị đã thực hiện", title(rule), clause(rule), last.period.Short(), last.done, last.of)
	worst := past[0]
	for _, c := range past {
		if c.over > worst.over {
			worst = c
		}
	}
	if worst.over > 0 {
		line += fmt.Sprintf("; kỳ còn thiếu nhiều nhất là %s (%d đơn vị)", worst.period.Short(), worst.over)
	}
	return line + "."
}

// overdueTop is the list of overdue work, as long as part A has room.
func (r *report) overdueTop() []block {
	if len(r.owed) == 0 {
		return []block{{Text: "Không có."}}
	}
	top := r.page()
	blocks := []block{{Table: r.debts(r.owed[:top])}}
	if rest := len(r.owed) - top; rest > 0 {
		blocks = append(blocks, block{Text: fmt.Sprintf("… và %d đơn vị khác.", rest)})
	}
	return blocks
}

// page is how many of the units with overdue work part A has room for.
func (r *report) page() int {
	room := pageLength
	for i := range r.owed {
		for _, cell := range r.debts(r.owed[i : i+1]).Rows[0] {
			room -= utf8.RuneCountInString(cell)
		}
		if room < 0 && i >= pageLeast {
			return i
		}
	}
	return len(r.owed)
}

// debts is the table of what units are behind with.
func (r *report) debts(owed []debt) *table {
	t := &table{Head: []string{"Đơn vị"}}
	groups := len(r.v.Plan.Levels.Groups) > 0
	if groups {
		t.Lead = r.v.Plan.Levels.Groups[0]
		t.Head = append(t.Head, t.Lead)
	}
	t.Head = append(t.Head, "Việc")
	for _, d := range owed {
		row := []string{r.name(d.unit)}
		if groups {
			row = append(row, within(r.v.Plan.Levels.Groups[0], r.v.Data.Units[d.unit].Group()))
		}
		var said []string
		for _, fs := range byRule(d.findings) {
			said = append(said, r.v.Many(fs))
		}
		t.Rows = append(t.Rows, append(row, strings.Join(said, " ")))
	}
	return t
}

// dueSoon is what is due within the warning days, the nearest first.
func (r *report) dueSoon() []block {
	var soon []count
	for _, c := range r.tally {
		if len(c.soon) > 0 {
			soon = append(soon, c)
		}
	}
	if len(soon) == 0 {
		return []block{{Text: "Không có."}}
	}
	sort.SliceStable(soon, func(i, j int) bool { return soon[i].due < soon[j].due })
	var items []string
	for _, c := range soon {
		item := titled(c.rule, c.period) + clause(c.rule)
		if c.due != 0 {
			item += ", hạn " + c.due.String()
		}
		item += fmt.Sprintf(": %d đơn vị chưa ghi nhận", len(c.soon))
		if len(c.soon) <= 6 {
			item += " (" + named(r.shorts(c.soon), 6) + ")"
		}
		items = append(items, item+".")
	}
	return []block{{Items: items}}
}

// shorts is the short names of units.
func (r *report) shorts(units []int) []string {
	out := make([]string, len(units))
	for i, u := range units {
		out[i] = r.names[u]
	}
	return out
}
