package setup

import (
	"fmt"

	"rasoat/rules"
)

// Check reads the sheets as the program will and says everything that it would
// find wrong: a name that isn't taken for a unit, a sector that isn't among the
// plan's, columns that the plan's words make ambiguous. Without units it looks at
// the headers alone.
func Check(p *rules.Plan, sheets []Sheet, units []Unit) []string {
	if len(units) == 0 {
		units = []Unit{{Name: "Đơn vị thử"}}
		sheets = Sheets(p, units)
	}
	d := rules.Read(p, []rules.Book{Book(sheets)})
	var out []string
	for _, x := range d.Problems {
		out = append(out, x.Message)
	}
	for _, x := range d.Defects {
		ref := d.Tabs[x.At.Tab]
		out = append(out, fmt.Sprintf("trang '%s', ô %s: %s", ref.Title, rules.A1(int(x.At.Row), int(x.At.Col)), x.Message))
	}
	have := map[string]bool{}
	for i := range d.Units {
		have[d.Units[i].Name] = true
	}
	for _, u := range units {
		if !have[u.Name] {
			out = append(out, fmt.Sprintf("%q can't be told from a heading, a total or a note; a unit needs another name", u.Name))
		}
	}
	for _, t := range p.Tables {
		if n := len(d.Tables[t.Index].Sheets); n == 0 && hasSheet(p, t, sheets) {
			out = append(out, fmt.Sprintf("trang '%s' isn't recognised: another table of the plan has the same columns", t.Tabs[0]))
		}
	}
	return out
}

// hasSheet reports whether the table's tab is among the sheets.
func hasSheet(p *rules.Plan, t *rules.Table, sheets []Sheet) bool {
	for i := range sheets {
		if len(t.Tabs) > 0 && sheets[i].Title == tabTitle(t.Tabs...) && !t.Disabled && !t.Own {
			return true
		}
	}
	return false
}
