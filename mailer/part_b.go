package mailer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rasoat/rules"
)

// partB is for the office alone.
func (r *report) partB() []section {
	sections := []section{
		{Title: fmt.Sprintf("Chờ %s quyết định", r.v.Plan.Office.Desk), Blocks: r.waiting()},
		{Title: "Dữ liệu cần sửa", Blocks: r.mending()},
	}
	sections = append(sections,
		section{Title: fmt.Sprintf("Việc %s: nội dung, hạn, mục", r.owing()), Blocks: r.overdueAll()},
		section{Title: "Đơn vị cần lưu ý", Blocks: r.lists()})
	return append(sections,
		section{Title: "Thay đổi từ bản trước", Blocks: r.changes()},
		section{Title: "Cách tính", Blocks: []block{{Items: r.method()}}})
}

// overdueAll is all overdue work in full sentences, each with the units of which
// it is true: part A tells it unit by unit.
func (r *report) overdueAll() []block {
	var order []string
	who := map[string][]*rules.Finding{}
	for _, f := range r.byPeriod() {
		sentence := strings.TrimSuffix(r.v.Why(f), ".")
		if who[sentence] == nil {
			order = append(order, sentence)
		}
		who[sentence] = append(who[sentence], f)
	}
	var items []string
	for _, sentence := range order {
		items = append(items, fmt.Sprintf("%s: %s.", sentence, r.whoSince(who[sentence])))
	}
	if len(items) == 0 {
		return nil
	}
	if more := len(items) - r.room; more > 0 {
		items = append(items[:r.room], fmt.Sprintf("… và %d nội dung khác.", more))
	}
	return []block{{Items: items}}
}

// byPeriod is all overdue work, by rule and then by period.
func (r *report) byPeriod() []*rules.Finding {
	var out []*rules.Finding
	for _, f := range r.findings {
		if f.Level == rules.ForUnit && overdue(f.Finding) {
			out = append(out, f.Finding)
		}
	}
	slices.SortStableFunc(out, func(a, b *rules.Finding) int {
		if a.Rule != b.Rule {
			return a.Rule.Index - b.Rule.Index
		}
		return a.Period.Slot() - b.Period.Slot()
	})
	return out
}

// whoSince is the units of findings that say the same, those together that are
// in it since the same day.
func (r *report) whoSince(fs []*rules.Finding) string {
	var order []string
	units := map[string][]int{}
	for _, f := range fs {
		when := r.sinceWhen(f)
		if units[when] == nil {
			order = append(order, when)
		}
		units[when] = append(units[when], f.Unit)
	}
	var out []string
	for _, when := range order {
		names := named(r.shorts(units[when]), r.room)
		if when != "" {
			names += " (" + when + ")"
		}
		out = append(out, names)
	}
	return strings.Join(out, "; ")
}

// waiting is what only the office can settle.
func (r *report) waiting() []block {
	var items []string
	for _, p := range r.v.Problems {
		items = append(items, cut(p.Message, sentenceLength))
	}
	for _, f := range r.waits {
		items = append(items, fmt.Sprintf("%s đề nghị 'Không áp dụng': %s%s.",
			r.v.Subject(f), lower(f.Rule.NameIn(f.Period)), clause(f.Rule)))
	}
	for i, label := range r.v.Plan.Levels.Groups {
		var names []string
		for u := range r.v.Data.Units {
			if unit := &r.v.Data.Units[u]; i >= len(unit.Groups) || unit.Groups[i] == "" {
				names = append(names, r.names[u])
			}
		}
		if len(names) > 0 {
			items = append(items, fmt.Sprintf("Chưa được phân về %s: %s.", label, named(names, 20)))
		}
	}
	if len(items) == 0 {
		return []block{{Text: "Không có."}}
	}
	if more := len(items) - r.room; more > 0 {
		items = append(items[:r.room], fmt.Sprintf("… và %d nội dung khác.", more))
	}
	return []block{{Items: items}}
}

// sentenceLength is how much of a sentence with people's text in it is shown.
const sentenceLength = 300

// mending is cells to correct, tab by tab, then what units left blank.
func (r *report) mending() []block {
	var blocks []block
	if r.cells+len(r.v.Defects) == 0 {
		blocks = append(blocks, block{Text: "Không có ô nào ghi sai."})
	} else {
		blocks = r.cellTables()
	}
	var items []string
	for _, group := range r.blanks() {
		items = append(items, fmt.Sprintf("%s%s – %s: %s.", group.rule.NameIn(group.period), clause(group.rule),
			lower(group.status.Office()), named(r.shorts(group.units), 20)))
	}
	if len(items) > 0 {
		blocks = append(blocks, block{Text: "Đơn vị còn để trống hoặc ghi chưa đủ:"}, block{Items: items})
	}
	return blocks
}

// nobody stands for a row's name where there is none.
const nobody = "–"

// cellTables is a table of wrong cells for each tab.
func (r *report) cellTables() []block {
	var blocks []block
	var t *table
	tab := int32(-1)
	for i, d := range r.v.Defects {
		if i == r.room {
			return append(blocks, block{Text: fmt.Sprintf("… và %d ô khác, xem trong bảng kiểm tra.", len(r.v.Defects)-r.room)})
		}
		if d.At.Tab != tab {
			tab = d.At.Tab
			t = &table{Caption: r.tabName(tab), Head: []string{"Đơn vị", "Cột, ô", "Đề nghị"}}
			blocks = append(blocks, block{Table: t})
		}
		unit := cut(d.Unit, nameLength)
		if unit == "" {
			unit = nobody
		}
		message := cut(d.Message, sentenceLength)
		if d.Severity == rules.SevWarning {
			message = "(Nên xem lại) " + message
		}
		t.Rows = append(t.Rows, []string{unit, place(d), message})
	}
	return blocks
}

// place is the cell's column and address; the sentence may name the column
// anyway.
func place(d rules.Defect) string {
	cell := "ô " + rules.A1(int(d.At.Row), int(d.At.Col))
	if d.Column == "" || strings.HasPrefix(d.Message, d.Column+" ") {
		return cell
	}
	return "cột '" + cut(d.Column, nameLength) + "', " + cell
}

// tabName is the tab's title, with its workbook's name when there are several.
func (r *report) tabName(tab int32) string {
	refs := r.v.Data.Tabs
	if tab <= 0 || int(tab) >= len(refs) {
		return "Chưa rõ trang"
	}
	name := "Trang '" + cut(refs[tab].Title, nameLength) + "'"
	for _, other := range refs[1:] {
		if other.Book != refs[tab].Book {
			return name + " (tệp " + cut(refs[tab].BookName, nameLength) + ")"
		}
	}
	return name
}

// blank is the units that one rule finds in one wanting status.
type blank struct {
	rule   *rules.Rule
	period rules.Period
	status rules.Status
	units  []int
}

// blanks is what units left out, by rule and period in the order met.
func (r *report) blanks() []*blank {
	var out []*blank
	at := map[[3]int]*blank{}
	for _, f := range r.findings {
		empty := f.Status == rules.Missing || f.Status == rules.Unconfirmed && f.Reason != rules.AskedOffice
		if f.Level != rules.ForUnit || f.Closed || !empty {
			continue
		}
		key := [3]int{f.Rule.Index, f.Period.Slot(), int(f.Status)}
		if at[key] == nil {
			at[key] = &blank{rule: f.Rule, period: f.Period, status: f.Status}
			out = append(out, at[key])
		}
		at[key].units = append(at[key].units, f.Unit)
	}
	return out
}

// lists is the units that the plan wants seen together.
func (r *report) lists() []block {
	var items []string
	for _, l := range r.v.Lists {
		if len(l.Units) > 0 {
			items = append(items, fmt.Sprintf("%s%s: %s.", l.Rule.Name(), clause(l.Rule), named(r.shorts(l.Units), 60)))
		}
	}
	if len(items) == 0 {
		return nil
	}
	return []block{{Items: items}}
}

// method is how the figures came about.
func (r *report) method() []string {
	plan := r.v.Plan
	lines := []string{fmt.Sprintf("Năm %d tính từ 01/01 đến 31/12; chỉ đọc số liệu trên bảng theo dõi, không đọc hộp thư.", plan.Year)}
	if plan.InForce != 0 {
		lines[0] = fmt.Sprintf("Năm %d tính từ 01/01 đến 31/12; không xét việc có hạn trước %s; chỉ đọc số liệu trên bảng theo dõi, không đọc hộp thư.",
			plan.Year, plan.InForce)
	}
	by := "do " + plan.Office.Desk + " đặt"
	if plan.Office.OwnDates {
		by = "theo Kế hoạch"
	}
	lines = append(lines, fmt.Sprintf("Hạn %s: %s.", by, strings.Join(r.dues(), "; ")))
	if !plan.Calendar.KeepWeekends {
		lines = append(lines, "Hạn rơi vào thứ Bảy, Chủ nhật hoặc ngày nghỉ đã khai thì lùi đến ngày làm việc kế tiếp.")
	}
	if n := r.settled(); n > 0 {
		lines = append(lines, fmt.Sprintf("Có %d việc của các kỳ đã chốt chưa được ghi nhận: giữ cho tổng kết năm, không nhắc nữa.", n))
	}
	return append(lines,
		"Tổng chỉ cộng số liệu hợp lệ; ô trống không tính là 0; không làm tròn khi so ngưỡng.",
		fmt.Sprintf("Việc xếp loại, khen thưởng do %s quyết định, hệ thống không tự xếp loại.", plan.Office.Decides))
}

// dues is when each rule is due, rules with the same words together.
func (r *report) dues() []string {
	var order []string
	rulesBy := map[string][]string{}
	for _, rule := range r.v.Plan.Rules {
		if !rule.Enabled || rule.List != nil || rule.Check != nil || rule.For != rules.ForUnit {
			continue
		}
		words := when(rule, rule.DueFor(""), r.v.Plan.Year)
		for _, sector := range slices.Sorted(maps.Keys(rule.Due)) {
			if other := when(rule, rule.Due[sector], r.v.Plan.Year); sector != "" && other != words {
				words += fmt.Sprintf(" (%s: %s)", sector, other)
			}
		}
		if rulesBy[words] == nil {
			order = append(order, words)
		}
		rulesBy[words] = append(rulesBy[words], lower(rule.Name()))
	}
	out := make([]string, len(order))
	for i, words := range order {
		out[i] = strings.Join(rulesBy[words], ", ") + " – " + words
	}
	return out
}

// settled is how much is history without being done.
func (r *report) settled() int {
	n := 0
	for i := range r.tally {
		n += r.tally[i].closed
	}
	return n
}
