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
	pageLength = 1500
	pageLeast  = 3
)

// partA is what may be forwarded.
func (r *report) partA() []section {
	levels := r.v.Plan.Levels
	sections := append(r.reports(), []section{
		{Title: "Kết quả " + lower(levels.All), Blocks: r.results()},
		{Title: fmt.Sprintf("Việc %s theo đơn vị", r.owing()), Blocks: r.overdueTop()},
		{Title: "Việc sắp đến hạn", Blocks: r.dueSoon()},
	}...)
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
	office := r.v.Plan.Office
	var text []string
	if !office.OwnDates {
		text = append(text, fmt.Sprintf("Kế hoạch không ghi ngày cụ thể; hạn trong thư do %s đặt.", office.Desk))
	}
	if r.paced() {
		text = append(text, fmt.Sprintf("Mốc tiến độ từng quý do %s đặt để theo dõi, Kế hoạch không quy định.", office.Desk))
	}
	return strings.Join(text, " ")
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

// results is the chart, a sentence for each target of all units together, the
// table of units' obligations, and the year's strip.
func (r *report) results() []block {
	var lines []string
	var without []string
	for i := range r.v.Findings {
		f := &r.v.Findings[i]
		if f.Level != rules.ForAll {
			continue
		}
		lines = append(lines, strings.TrimSpace(recalled(f, r.v.Why(f))+" "+r.pace(f)))
		if f.Without > 0 {
			without = append(without, fmt.Sprintf("%s – %d đơn vị", lower(f.Rule.NameIn(f.Period)), f.Without))
		}
	}
	if len(without) > 0 {
		lines = append(lines, "Chưa tính, vì số liệu còn thiếu hoặc cần xác nhận: "+strings.Join(without, "; ")+".")
	}
	if r.unread() {
		lines = append(lines, r.doubt()+" vì có bảng hoặc trang chưa đọc được.")
	}
	var blocks []block
	if c := r.chart(); c != nil {
		blocks = append(blocks, block{Chart: c})
	}
	if len(lines) > 0 {
		blocks = append(blocks, block{Items: lines})
	}
	if t := r.obligations(); len(t.Rows) > 0 {
		blocks = append(blocks, block{Table: t})
	}
	if s := r.strip(); s != nil {
		blocks = append(blocks, block{Strip: s})
	}
	return blocks
}

// obligations is a line for each rule that units are judged by: its last period
// that was due, and earlier ones in which somebody is still behind. What agrees
// or doesn't within the data stands in part B.
func (r *report) obligations() *table {
	t := &table{Head: []string{"Nội dung", "Hạn", "Đã xong", "Quá hạn", "Thiếu, sai"}, Numbers: true}
	for i, c := range r.tally {
		last := i+1 == len(r.tally) || r.tally[i+1].rule != c.rule || r.tally[i+1].due >= r.v.Today
		begun := c.due < r.v.Today || c.done+c.over+c.fix > 0
		if c.rule.Check != nil || !begun || c.live == 0 || !(last && c.due < r.v.Today || c.over > 0 || c.period.Every == rules.Year) {
			continue
		}
		due := c.due.Short()
		if c.due.Year() != r.v.Plan.Year {
			due = c.due.String()
		}
		t.Rows = append(t.Rows, []string{c.rule.NameIn(c.period) + clause(c.rule), due,
			fmt.Sprintf("%d/%d", c.done, c.of), fmt.Sprint(c.over), fmt.Sprint(c.fix)})
	}
	return t
}

// overdueTop is the list of overdue work, as long as part A has room.
func (r *report) overdueTop() []block {
	if len(r.owed) == 0 {
		return []block{{Text: r.none()}}
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
	for i, d := range r.owed {
		room -= utf8.RuneCountInString(r.name(d.unit)) + utf8.RuneCountInString(phrases(d.findings))
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
		t.Rows = append(t.Rows, append(row, phrases(d.findings)))
	}
	return t
}

// phrases is findings in few words: "Kế hoạch năm; Báo cáo tháng 8, 9".
func phrases(fs []*rules.Finding) string {
	var out []string
	for _, same := range byRule(fs) {
		words := same[0].Rule.NameIn(same[0].Period)
		for _, f := range same[1:] {
			short := f.Period.Short()
			if f.Period.Every == rules.Month || f.Period.Every == rules.Quarter {
				_, short, _ = strings.Cut(short, " ")
			}
			words += ", " + short
		}
		out = append(out, words)
	}
	return strings.Join(out, "; ") + "."
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
		return []block{{Text: r.none()}}
	}
	sort.SliceStable(soon, func(i, j int) bool { return soon[i].due < soon[j].due })
	var items []string
	for _, c := range soon {
		item := c.rule.NameIn(c.period) + clause(c.rule) + ", hạn " + c.due.String()
		word := "chưa ghi nhận"
		if c.rule.Reach != nil {
			word = "chưa đạt"
		}
		item += fmt.Sprintf(": %d đơn vị %s", len(c.soon), word)
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
