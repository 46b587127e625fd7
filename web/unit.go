package web

import (
	"net/http"
	"sort"
	"strings"

	"rasoat/ledger"
	"rasoat/rules"
)

// unitPage is a unit.
type unitPage struct {
	Facts      []fact
	Overall    mark
	Unread     bool   // something about it couldn't be read
	Gone       string // why the unit isn't judged any more
	Open, Rest []item
	Defects    []defectItem
	History    history
}

// fact is something that is known of a subject.
type fact struct{ Name, Value string }

// item is a finding.
type item struct {
	Mark              mark
	Href, Title       string
	Clause, Due       string
	Why, Clear, Since string
	On                string // when it was done
	Cells             []string
}

// unit is the page of a unit.
func (s *site) unit(r *http.Request, v *view) *content {
	u, ok := v.byID[r.PathValue("id")]
	if !ok {
		return nil
	}
	unit := &v.Verdict.Data.Units[u]
	data := &unitPage{Unread: v.Verdict.Held[u], Overall: mark{status: v.Verdict.Overall[u], held: v.Verdict.Held[u]}, Facts: v.facts(unit), Gone: gone(unit, v.Verdict.Today)}
	found := v.findings(func(f *rules.Finding) bool { return f.Level == rules.ForUnit && f.Unit == u })
	for _, f := range found {
		if i := v.item(f); f.Status.Open() && !f.Closed {
			data.Open = append(data.Open, i)
		} else {
			data.Rest = append(data.Rest, i)
		}
	}
	for _, i := range v.heldItems(u) {
		if i.Mark.status.Open() && !i.Mark.past {
			data.Open = append(data.Open, i)
		} else {
			data.Rest = append(data.Rest, i)
		}
	}
	for i := range v.Verdict.Defects {
		if d := &v.Verdict.Defects[i]; d.Unit == unit.Name {
			data.Defects = append(data.Defects, v.defect(d))
		}
	}
	data.History, ok = s.history(r, v, ChangeFilter{Level: rules.ForUnit.String(), Subject: unit.Name, Limit: mostChanges})
	return &content{name: "unit.html", title: unit.Name, data: data, table: v.findingTable("don-vi", found), busy: !ok}
}

// facts are what the register says of a unit.
func (v *view) facts(u *rules.Unit) []fact {
	levels := v.Verdict.Plan.Levels
	var out []fact
	for i, name := range levels.Groups {
		if i < len(u.Groups) && u.Groups[i] != "" {
			out = append(out, fact{name, u.Groups[i]})
		}
	}
	if u.Sector != "" {
		out = append(out, fact{levels.Sector, u.Sector})
	}
	return out
}

// gone says why a unit isn't judged; "" when it is.
func gone(u *rules.Unit, today rules.Date) string {
	switch {
	case u.ExistsOn(today):
		return ""
	case u.Opened > today:
		return "Đơn vị hoạt động từ ngày " + u.Opened.String() + "."
	case u.Successor != "":
		return "Đơn vị đã sáp nhập vào " + u.Successor + " từ ngày " + u.Closed.String() + "."
	}
	return "Đơn vị thôi hoạt động từ ngày " + u.Closed.String() + "."
}

// findings are those that keep lets through, the worst first and then by due date.
func (v *view) findings(keep func(*rules.Finding) bool) []*rules.Finding {
	var out []*rules.Finding
	for i := range v.Verdict.Findings {
		if f := &v.Verdict.Findings[i]; keep(f) {
			out = append(out, f)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		switch {
		case a.Closed != b.Closed:
			return b.Closed
		case a.Status != b.Status:
			return a.Status < b.Status
		}
		return a.Due < b.Due
	})
	return out
}

// item is a finding as the page shows it.
func (v *view) item(f *rules.Finding) item {
	i := item{Mark: markOf(f), Href: ruleLink(f.Rule.ID), Title: f.Rule.NameIn(f.Period), Clause: f.Rule.Clause,
		Why: v.Verdict.Why(f), Clear: sentence(v.Verdict.Clear(f)), On: f.On.String(), Cells: v.cells(f)}
	if len(f.Rule.Due) > 0 {
		i.Due = f.Due.String()
	}
	if e, ok := v.Ledger.Entries[ledger.KeyOf(v.Verdict, f)]; ok && e.Status == f.Status && e.Since.After(v.Ledger.First) {
		i.Since = v.day(e.Since)
	}
	return i
}

// heldItems are what the ledger remembers of a unit where nothing could be judged.
func (v *view) heldItems(u int) []item {
	var out []item
	for _, l := range v.lines {
		for i, m := range l.cells {
			if l.unit != u || !m.held {
				continue
			}
			c := v.columns[i]
			e := v.Ledger.Entries[ledger.Key{Rule: c.rule.ID, Level: rules.ForUnit, Subject: l.name, Period: c.period.String()}]
			out = append(out, item{Mark: m, Href: ruleLink(c.rule.ID), Title: c.rule.NameIn(c.period), Clause: c.rule.Clause,
				Due: e.Due.String(), Why: e.Said, Since: v.day(e.Since)})
		}
	}
	return out
}

// cells are the addresses of the finding's evidence.
func (v *view) cells(f *rules.Finding) []string {
	var out []string
	for _, at := range f.Cells {
		out = with(out, place(v.Verdict.Data, at))
	}
	return out
}

// sentence is an instruction as a sentence of its own.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	letters := []rune(s)
	return strings.ToUpper(string(letters[:1])) + string(letters[1:]) + "."
}

// findingTable is findings for programs.
func (v *view) findingTable(name string, found []*rules.Finding) *table {
	t := &table{name: name, status: []int{5}, columns: []field{{"subject", "Đơn vị"}, {"rule", "Nội dung"}, {"title", "Tên nội dung"}, {"clause", "Mục"},
		{"period", "Kỳ"}, {"status", "Trạng thái"}, {"due", "Hạn"}, {"why", "Vì sao"}, {"clear", "Cách xử lý"}, {"cells", "Ô"}}}
	for _, f := range found {
		t.rows = append(t.rows, []string{v.Verdict.Subject(f), f.Rule.ID, f.Rule.Name(), f.Rule.Clause, f.Period.String(),
			f.Status.String(), f.Due.ISO(), v.Verdict.Why(f), v.Verdict.Clear(f), strings.Join(v.cells(f), "; ")})
	}
	return t
}
