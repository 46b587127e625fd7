package mailer

import (
	"fmt"
	"sort"
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
	if items := r.groupTargets(label); len(items) > 0 {
		blocks = append(blocks, block{Items: items})
	}
	return blocks
}

// groupTargets is how groups stand with what is judged of groups, a line for
// each rule.
func (r *report) groupTargets(label string) []string {
	var items []string
	var rule *rules.Rule
	for i := range r.v.Findings {
		f := &r.v.Findings[i]
		if f.Level != rules.ForGroup || f.Status == rules.Exempt {
			continue
		}
		word := lower(f.Status.Office())
		if f.Rule.Reach != nil && f.Counted && f.Aimed {
			word = f.Score()
			if f.Status == rules.Behind || f.Status == rules.Unmet {
				word += ", " + lower(f.Status.Office())
			}
			word = recalled(f, word)
		}
		said := within(label, f.Group) + ": " + word
		if f.Rule == rule {
			items[len(items)-1] += "; " + said
			continue
		}
		rule = f.Rule
		items = append(items, f.Rule.NameIn(f.Period)+clause(f.Rule)+" – "+said)
	}
	for i := range items {
		items[i] += "."
	}
	return items
}

// bySector is the table of sectors.
func (r *report) bySector() []block {
	return []block{{Table: tallyTable(r.v.Plan.Levels.Sector, r.v.Tallies().Sectors)}}
}

func tallyTable(label string, counts []rules.Tally) *table {
	t := &table{Head: []string{label, "Đơn vị", "Đạt hết", "Sắp đến hạn", "Quá hạn", "Lỗi dữ liệu"}, Numbers: true}
	sort.SliceStable(counts, func(i, j int) bool { return counts[i].Name != "" && counts[j].Name == "" })
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
