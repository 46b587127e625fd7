package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestRead reads the workbooks of testdata/read/*.txt. Each file has tabs
// ("-- tab: title", written as grid has it; "-- book: name" begins another
// workbook, "-- own: unit" a unit's own, "-- plan: words" changes the plan) and what
// is read of them: "-- read: table", "-- units", "-- rows: table", "-- decisions".
// Defects and problems stand in the last of these.
func TestRead(t *testing.T) {
	files, _ := filepath.Glob("testdata/read/*.case")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range strings.Split("\n"+string(text), "\n=== ")[1:] {
			name, body, _ := strings.Cut(one, "\n")
			t.Run(strings.TrimSuffix(filepath.Base(file), ".case")+"/"+name, func(t *testing.T) { readCase(t, body) })
		}
	}
}

// readCase is one case of a file.
func readCase(t *testing.T, body string) {
	p := testPlan()
	books := []Book{{ID: "b", Name: "so-lieu.xlsx"}}
	var wants [][2]string
	for _, section := range strings.Split("\n"+body, "\n-- ")[1:] {
		head, text, _ := strings.Cut(section, "\n")
		what, arg, _ := strings.Cut(head, ": ")
		book := &books[len(books)-1]
		switch what {
		case "plan":
			changePlan(p, arg)
		case "book":
			books = append(books, Book{ID: arg, Name: arg})
		case "own":
			books = append(books, Book{ID: arg, Name: arg + ".xlsx", Unit: arg})
		case "unread":
			book.Unread, book.Tabs = arg, nil
		case "tab":
			book.Tabs = append(book.Tabs, grid(arg, text))
		case "hidden":
			tab := grid(arg, text)
			tab.Hidden = true
			book.Tabs = append(book.Tabs, tab)
		default:
			wants = append(wants, [2]string{head, text})
		}
	}
	onlyTables(p, body)
	if !strings.Contains(body, "-- tab: Đơn vị\n") && !strings.Contains(body, "-- plan: register") {
		books[0].Tabs = append([]Tab{grid("Đơn vị", testUnits)}, books[0].Tabs...)
	}
	d := Read(p, books)
	for i, w := range wants {
		got := caseOutput(p, d, w[0])
		if i == len(wants)-1 {
			got += showFaults(d)
		}
		same(t, got, w[1])
	}
}

// onlyTables switches off the tables that the case doesn't ask for.
func onlyTables(p *Plan, body string) {
	for _, t := range p.Tables {
		asked := t == p.Register.Table
		for _, word := range []string{"-- read: ", "-- rows: ", "-- unread of: ", "-- table: "} {
			asked = asked || strings.Contains(body, word+t.Name+"\n")
		}
		t.Disabled = !asked
	}
}

// changePlan sets what a case is about.
func changePlan(p *Plan, words string) {
	what, arg, _ := strings.Cut(words, " ")
	switch what {
	case "alias":
		from, to, _ := strings.Cut(arg, " = ")
		p.Names.Aliases[from] = to
	case "drop":
		p.Names.Drop = strings.Split(arg, ", ")
	case "nogroups":
		p.Levels.Groups, p.Register.Groups = nil, nil
	case "or":
		c := p.Tables[1].Columns
		c[2].Optional = false
		p.Rules = append(p.Rules, &Rule{ID: "share", Clause: "II.1", Every: Year, Index: len(p.Rules), Enabled: true,
			Reach: &Reach{Value: c[1], Of: c[0], Or: c[2]}})
	case "quarters":
		p.Rules = append(p.Rules, &Rule{ID: "report-quarter", Clause: "IV.3", Every: Quarter, Index: len(p.Rules), Enabled: true,
			Done: &Done{On: p.Rules[2].Done.On}})
	case "off":
		for _, r := range p.Rules {
			r.Enabled = r.Enabled && r.ID != arg
		}
	case "only":
		id, period, _ := strings.Cut(arg, " ")
		for _, r := range p.Rules {
			if q, ok := ParsePeriod(period, nil, p.Year); ok && r.ID == id {
				r.Only = append(r.Only, q)
			}
		}
	}
}

func caseOutput(p *Plan, d *Data, what string) string {
	head, table, _ := strings.Cut(what, ": ")
	var t *Table
	for _, o := range p.Tables {
		if o.Name == table {
			t = o
		}
	}
	switch head {
	case "read":
		return showValues(p, d, t)
	case "rows":
		return showRows(d, t)
	case "units":
		return showUnits(d)
	case "decisions":
		return showDecisions(p, d)
	case "unread of":
		var b strings.Builder
		for u, unread := range d.Tables[t.Index].Unread {
			if unread {
				b.WriteString(d.Units[u].Name + "\n")
			}
		}
		return b.String()
	case "links":
		var b strings.Builder
		for _, l := range Links(p, d) {
			fmt.Fprintf(&b, "%s -> %s\n", l.Name, l.Target)
		}
		return b.String()
	}
	return ""
}

func showValues(p *Plan, d *Data, t *Table) string {
	all := *d
	all.Defects, all.Problems = nil, nil
	return show(p, &all, t.Name)
}

func showFaults(d *Data) string {
	return show(&Plan{}, &Data{Defects: d.Defects, Problems: d.Problems, Tabs: d.Tabs}, "")
}

func showRows(d *Data, t *Table) string {
	var b strings.Builder
	for _, s := range d.Tables[t.Index].Sheets {
		fmt.Fprintf(&b, "%s, header %d, key %s\n", d.Tabs[s.Tab].Title, s.Header+1, keyName(s.Key))
		for _, r := range s.Rows {
			line := fmt.Sprintf("%d %s", r.Index+1, [...]string{"other", "unit", "duplicate", "unknown", "group", "total"}[r.Kind])
			if r.Unit >= 0 {
				line += " " + d.Units[r.Unit].Name
			}
			b.WriteString(strings.TrimSpace(line+" "+r.Period.String()) + "\n")
		}
	}
	return b.String()
}

func keyName(col int) string {
	if col < 0 {
		return "none"
	}
	return ColumnName(col)
}

func showUnits(d *Data) string {
	var b strings.Builder
	for i := range d.Units {
		u := &d.Units[i]
		line := []string{u.Name, strings.Join(u.Groups, "/"), u.Sector, u.Email, u.Workbook, u.Opened.String(), u.Closed.String(), u.Successor}
		line = slices.DeleteFunc(line, func(s string) bool { return s == "" })
		b.WriteString(strings.Join(line, "; ") + "\n")
	}
	return b.String()
}

func showDecisions(p *Plan, d *Data) string {
	var b, lines strings.Builder
	for _, x := range d.Decisions {
		fmt.Fprintf(&b, "%s:", [...]string{"due", "exempt", "extend", "figure"}[x.Kind])
		if x.Unit >= 0 {
			b.WriteString(" " + d.Units[x.Unit].Name)
		}
		for _, r := range x.Rules {
			b.WriteString(" " + p.Rules[r].ID)
		}
		if x.Column != nil {
			b.WriteString(" " + x.Column.Name + "=" + x.Figure.String())
		}
		fmt.Fprintf(&b, " %s %s %s", x.Period, x.Date, x.Reason)
		lines.WriteString(strings.Join(strings.Fields(b.String()), " ") + "\n")
		b.Reset()
	}
	return lines.String()
}
