package setup

import (
	"fmt"
	"slices"

	"rasoat/rules"
)

// decisionRows is how many lines stand ready in the settings tab.
const decisionRows = 40

// The columns of the settings tab, and after a gap its lists.
const (
	matter = iota
	what
	period
	whom
	until
	figure
	reason
	gap
	listWhat
	listPeriod
)

// settings makes the office's own tab. Its lists stand at the right, since they
// are too long for a drop-down of their own.
func (b *builder) settings() {
	topics, periods := b.topics(), b.askedPeriods()
	s := Sheet{Title: tabTitle(b.plan.Decisions), Columns: make([]Column, listPeriod+1)}
	s.Lines = append(b.settingsHelp(), b.example(periods))
	first := len(s.Lines) + 2
	lines := max(decisionRows, len(topics), len(periods))
	list := func(col, n int) *Range {
		return &Range{Sheet: s.Title, Col: col, Row: first, LastRow: first + max(n, 1) - 1}
	}
	s.Columns[matter] = Column{Header: "Việc", Width: 16, Choices: Matters()}
	s.Columns[what] = Column{Header: "Nội dung", Width: 34, From: list(listWhat, len(topics))}
	s.Columns[period] = Column{Header: "Kỳ", Kind: Short, Width: 16, From: list(listPeriod, len(periods))}
	s.Columns[whom] = Column{Header: "Đơn vị", Width: 30, From: &b.names}
	s.Columns[until] = Column{Header: "Ngày", Kind: Date, Width: 13}
	s.Columns[figure] = Column{Header: "Giá trị", Width: 22}
	s.Columns[reason] = Column{Header: "Lý do", Width: 40}
	s.Columns[gap] = Column{Kind: Gap, Width: 3}
	s.Columns[listWhat] = Column{Header: "Danh mục nội dung", Width: 34}
	s.Columns[listPeriod] = Column{Header: "Danh mục kỳ", Kind: Short, Width: 16}
	for i := range lines {
		row := make([]rules.Cell, len(s.Columns))
		if i < len(topics) {
			row[listWhat] = text(topics[i])
		}
		if i < len(periods) {
			row[listPeriod] = text(periods[i])
		}
		s.Rows = append(s.Rows, row)
	}
	b.sheets = append(b.sheets, s)
}

// Matters are the things that an office decides in its settings tab.
func Matters() []string {
	return []string{"Đổi hạn", "Miễn", "Gia hạn", "Thành lập", "Giải thể", "Sáp nhập", "Số xác nhận"}
}

func (b *builder) settingsHelp() []string {
	return []string{
		b.heading(b.plan.Decisions),
		"Chỉ Văn phòng ghi ở trang này: mỗi quyết định một dòng, chọn việc ở cột đầu. Dòng chưa chọn việc thì chưa có hiệu lực.",
		"Đổi hạn: Nội dung, Ngày (hạn mới cho mọi đơn vị). Gia hạn: Đơn vị, Nội dung, Ngày. Miễn: Đơn vị, Nội dung, Lý do; Ngày là hết ngày nào (để trống: cả năm).",
		"Thành lập, Giải thể: Đơn vị, Ngày. Sáp nhập: Đơn vị, Ngày, Giá trị là tên đơn vị mới. Số xác nhận: Nội dung là tiêu đề cột số liệu, Giá trị là số của " + b.plan.Levels.All + ".",
	}
}

// example explains one line in words, above the table, where it decides nothing.
func (b *builder) example(periods []string) string {
	topic, when := "…", ""
	for _, r := range b.plan.Rules {
		if r.Enabled && r.For == rules.ForUnit && r.Done != nil {
			topic = r.Title
			if r.Every != rules.Year {
				when = fmt.Sprintf(", Kỳ '%s'", periodName(rules.NewPeriod(r.Every, 1, b.plan.Year)))
			}
			break
		}
	}
	return fmt.Sprintf("Ví dụ gia hạn cho một đơn vị: Việc 'Gia hạn', Nội dung '%s'%s, Đơn vị chọn trong danh sách, Ngày 30/06/%d, Lý do 'Văn phòng đồng ý'.",
		topic, when, b.plan.Year)
}

// topics are what a decision may be about: a rule by its title, a column of
// numbers by its header.
func (b *builder) topics() []string {
	out := []string{"Tất cả"}
	add := func(s string) {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, r := range b.plan.Rules {
		if r.Enabled && r.List == nil {
			add(r.Title)
		}
	}
	for _, r := range b.plan.Rules {
		if r.Enabled && r.Reach != nil && r.For != rules.ForUnit {
			for _, c := range []*rules.Column{r.Reach.Value, r.Reach.Of} {
				if c != nil {
					add(c.Header())
				}
			}
		}
	}
	return out
}

// askedPeriods are the periods of rules that are on.
func (b *builder) askedPeriods() []string {
	var out []string
	for e := rules.Month; e <= rules.Year; e++ {
		for n := 1; n <= e.Count(); n++ {
			p := rules.NewPeriod(e, n, b.plan.Year)
			if slices.ContainsFunc(b.plan.Rules, func(r *rules.Rule) bool {
				return r.Enabled && r.Every == e && (len(r.Only) == 0 || slices.Contains(r.Only, p))
			}) {
				out = append(out, periodName(p))
			}
		}
	}
	return out
}
