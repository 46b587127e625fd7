package web

import (
	"fmt"
	"net/http"

	"rasoat/rules"
)

// ruleLine is a rule in the list of rules, and how its last period stands.
type ruleLine struct {
	Href, Title, Clause, Period string
	Counts                      []statusCount
	Units                       bool // of units, of which there are many
}

// statusCount is how many findings have a status.
type statusCount struct {
	Mark  mark
	N     int
	Names []link // whose they are
}

// rulePage is a rule.
type rulePage struct {
	Facts    []fact
	Heads    []mark // the statuses that occur
	Periods  []periodLine
	Period   string // of the units below
	Statuses []statusCount
	Above    []item // findings of groups and of all
	Subjects []string
	Listed   []link // a rule that only lists units
	Lists    bool
}

// periodLine is how many units have which status in a period.
type periodLine struct {
	Href, Name, Due string
	Current         bool
	Counts          []statusCount // by rulePage.Heads
}

// rules is the page of all rules.
func (s *site) rules(r *http.Request, v *view) *content {
	var lines []ruleLine
	t := &table{name: "noi-dung", status: []int{4}, columns: []field{{"rule", "Nội dung"}, {"title", "Tên nội dung"}, {"clause", "Mục"},
		{"period", "Kỳ"}, {"status", "Trạng thái"}, {"count", "Số lượng"}}}
	for _, rule := range v.Verdict.Plan.Rules {
		if !rule.Enabled {
			continue
		}
		l := ruleLine{Href: ruleLink(rule.ID), Title: rule.Name(), Clause: rule.Clause, Units: rule.For == rules.ForUnit}
		if p, ok := v.lastPeriod(rule); ok {
			l.Period, l.Counts = p.Short(), v.statuses(rule, p)
			for _, c := range l.Counts {
				t.rows = append(t.rows, []string{rule.ID, rule.Name(), rule.Clause, p.String(), c.Mark.status.String(), fmt.Sprint(c.N)})
			}
		}
		lines = append(lines, l)
	}
	return &content{name: "rules.html", title: "Nội dung kiểm tra", data: lines, table: t}
}

// rule is the page of a rule, with its units in one period.
func (s *site) rule(r *http.Request, v *view) *content {
	var rule *rules.Rule
	for _, known := range v.Verdict.Plan.Rules {
		if known.Enabled && known.ID == r.PathValue("rule") {
			rule = known
		}
	}
	if rule == nil {
		return nil
	}
	data := &rulePage{Lists: rule.List != nil, Facts: []fact{{"Mục", rule.Clause}}}
	period, _ := v.lastPeriod(rule)
	for _, c := range v.instances(rule) {
		if c.String() == r.FormValue("ky") {
			period = c
		}
	}
	data.Period = period.Short()
	if rule.For == rules.ForUnit {
		data.count(v, rule, period)
		data.Statuses = v.statuses(rule, period)
	}
	found := v.findings(func(f *rules.Finding) bool { return f.Rule == rule })
	for _, f := range found {
		if f.Level != rules.ForUnit {
			data.Above, data.Subjects = append(data.Above, v.item(f)), append(data.Subjects, v.Verdict.Subject(f))
		}
	}
	data.Listed = v.listed(rule)
	return &content{name: "rule.html", title: rule.Name(), data: data, table: v.findingTable("noi-dung-"+rules.Bare(rule.ID), found)}
}

// instances are the rule's periods, the first of the year first.
func (v *view) instances(rule *rules.Rule) []rules.Period {
	seen := map[rules.Period]bool{}
	var out []rules.Period
	for i := range v.Verdict.Findings {
		if f := &v.Verdict.Findings[i]; f.Rule == rule && !seen[f.Period] {
			seen[f.Period] = true
			out = append(out, f.Period)
		}
	}
	return out
}

// lastPeriod is the rule's period that was due last, or its first when none was
// due yet; false for a rule without findings.
func (v *view) lastPeriod(rule *rules.Rule) (rules.Period, bool) {
	var first, last *rules.Finding
	for i := range v.Verdict.Findings {
		f := &v.Verdict.Findings[i]
		switch {
		case f.Rule != rule:
		case f.Due <= v.Verdict.Today && (last == nil || f.Due > last.Due):
			last = f
		case first == nil || f.Due < first.Due:
			first = f
		}
	}
	switch {
	case last != nil:
		return last.Period, true
	case first != nil:
		return first.Period, true
	}
	return rules.Period{}, false
}

// statuses is who has which status in a period of a rule, worst first.
func (v *view) statuses(rule *rules.Rule, p rules.Period) []statusCount {
	counts := map[rules.Status]*statusCount{}
	add := func(m mark, name link) {
		if m.status == rules.NoStatus {
			return
		}
		c := counts[m.status]
		if c == nil {
			c = &statusCount{Mark: mark{status: m.status, past: m.past}}
			counts[m.status] = c
		}
		c.N++
		c.Names = append(c.Names, name)
	}
	for i, c := range v.columns {
		if c.rule != rule || c.period != p {
			continue
		}
		for _, l := range v.lines {
			add(l.cells[i], link{Href: unitLink(l.id), Text: l.name})
		}
	}
	for i := range v.Verdict.Findings {
		if f := &v.Verdict.Findings[i]; f.Rule == rule && f.Period == p && f.Level != rules.ForUnit {
			add(markOf(f), link{Text: v.Verdict.Subject(f)})
		}
	}
	var out []statusCount
	for _, s := range rules.Statuses() {
		if c := counts[s]; c != nil {
			out = append(out, *c)
		}
	}
	return out
}

// count fills in the table of periods and statuses.
func (p *rulePage) count(v *view, rule *rules.Rule, chosen rules.Period) {
	instances := v.instances(rule)
	by := make([]map[rules.Status]statusCount, len(instances))
	occurs := map[rules.Status]bool{}
	for i, instance := range instances {
		by[i] = map[rules.Status]statusCount{}
		for _, c := range v.statuses(rule, instance) {
			by[i][c.Mark.status], occurs[c.Mark.status] = c, true
		}
	}
	for _, s := range rules.Statuses() {
		if occurs[s] {
			p.Heads = append(p.Heads, mark{status: s})
		}
	}
	for i, instance := range instances {
		l := periodLine{Href: "?ky=" + instance.String(), Name: instance.Label(), Current: instance == chosen, Due: v.due(rule, instance)}
		for _, h := range p.Heads {
			l.Counts = append(l.Counts, by[i][h.status])
		}
		p.Periods = append(p.Periods, l)
	}
}

// due is when an instance is due, for a unit whose sector has no due date of its
// own; "" when nobody set one.
func (v *view) due(rule *rules.Rule, p rules.Period) string {
	if len(rule.Due) == 0 {
		return ""
	}
	for i := range v.Verdict.Findings {
		f := &v.Verdict.Findings[i]
		if _, own := rule.Due[v.Verdict.Sector(f)]; f.Rule == rule && f.Period == p && !own {
			return f.Due.String()
		}
	}
	return ""
}

// listed are the units of a rule that only lists them.
func (v *view) listed(rule *rules.Rule) []link {
	var out []link
	for _, l := range v.Verdict.Lists {
		if l.Rule != rule {
			continue
		}
		for _, u := range l.Units {
			name := v.Verdict.Data.Units[u].Name
			out = append(out, link{Href: unitLink(unitID(name)), Text: name})
		}
	}
	return out
}
