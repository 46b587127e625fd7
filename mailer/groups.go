package mailer

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"rasoat/rules"
)

// byGroup is the table of one group level, with what is judged of groups.
func (r *report) byGroup(level int, label string) []block {
	blocks := []block{{Table: tallyTable(label, r.v.Tallies().Groups[level])}}
	if level > 0 {
		return blocks
	}
	var items []string
	for i := range r.v.Findings {
		if f := &r.v.Findings[i]; f.Level == rules.ForGroup {
			items = append(items, about(f.Group, r.v.Why(f)))
		}
	}
	if len(items) > 0 {
		blocks = append(blocks, block{Items: items})
	}
	return blocks
}

// about is a sentence that names who it is about.
func about(who, sentence string) string {
	if strings.Contains(sentence, who) {
		return sentence
	}
	return who + ": " + sentence
}

// bySector is the table of sectors.
func (r *report) bySector() []block {
	return []block{{Table: tallyTable(r.v.Plan.Levels.Sector, r.v.Tallies().Sectors)}}
}

func tallyTable(label string, counts []rules.Tally) *table {
	t := &table{Head: []string{label, "Đơn vị", "Đạt hết", "Sắp đến hạn", "Quá hạn", "Lỗi dữ liệu"}, Numbers: true}
	for _, c := range counts {
		name := within(label, c.Name)
		if strings.TrimSpace(name) == "" {
			name = "(chưa rõ)"
		}
		t.Rows = append(t.Rows, []string{name, fmt.Sprint(c.Units), fmt.Sprint(c.AllDone),
			fmt.Sprint(c.DueSoon), fmt.Sprint(c.Overdue), fmt.Sprint(c.Bad)})
	}
	return t
}

// within is a group's name under the heading of its level: "số 2" rather than
// "Vùng thi đua số 2" once more.
func within(label, name string) string {
	name = cut(name, nameLength)
	lead := utf8.RuneCountInString(label) + 1
	if runes := []rune(name); len(runes) > lead && strings.EqualFold(string(runes[:lead]), label+" ") {
		return string(runes[lead:])
	}
	return name
}
