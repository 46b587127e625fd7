package config

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"rasoat/rules"
)

// buildRules makes the rules in the order of the file.
func (b *builder) buildRules() {
	byID := map[string]*rules.Rule{}
	lines := map[string]int{}
	for i := range b.form.rules.all {
		f := &b.form.rules.all[i]
		r := &rules.Rule{
			ID: f.id.s, Clause: f.clause.s, Title: f.title.s, Index: i, Soft: f.soft.v, Enabled: f.enabled.or(true),
			Do: f.do.s, Say: map[rules.Status]rules.Sentence{}, Due: map[string]rules.Due{},
		}
		b.plan.Rules = append(b.plan.Rules, r)
		if r.ID != "" {
			b.wantName(f.id, "rule", "quarterly-review")
			if lines[r.ID] > 0 {
				b.problem(f.id.n, "each rule has an id of its own", "the id %s stands twice, first in line %d", quote(r.ID), lines[r.ID])
			} else {
				byID[r.ID], lines[r.ID] = r, f.id.n.Line
			}
		}
		b.buildRule(r, f)
	}
	if f := b.form.rules; f.given() && len(f.all) == 0 && f.n.Kind == yaml.SequenceNode {
		b.problem(f.n, "{id: …, clause: …, title: …, every: …, done: {…}}", "there are no rules")
	}
	b.settles(byID)
}

func (b *builder) buildRule(r *rules.Rule, f *ruleForm) {
	r.Every, _ = parseEvery(f.every.s)
	r.For = map[string]rules.Level{"": rules.ForUnit, "unit": rules.ForUnit, "group": rules.ForGroup, "all": rules.ForAll}[f.level.s]
	if r.For == rules.ForGroup && !b.form.levels.groups.given() {
		b.problem(f.level.n, "levels: {groups: [Vùng …]} names them, register: {groups: [column]} says who belongs where", "the plan has no groups")
	}
	kinds := 0
	for _, k := range []*spot{&f.done.spot, &f.reach.spot, &f.check.spot, &f.list.spot} {
		if k.given() {
			kinds++
		}
	}
	if kinds != 1 && f.n.Kind == yaml.MappingNode {
		b.problem(f.n, "done: something is done; reach: a number reaches a target; check: data agree; list: units are listed", "a rule has one of done, reach, check and list; this one has %d", kinds)
	}
	b.every(r, f)
	b.only(r, f)
	b.sectors(r, f)
	switch {
	case f.done.given():
		b.done(r, f)
	case f.reach.given():
		b.reach(r, f)
	case f.check.given():
		b.check(r, f)
	case f.list.given():
		b.list(r, f)
	}
	b.times(r, f)
	b.words(r, f)
	if f.ask.given() && !f.reach.given() && !f.list.given() {
		b.problem(f.ask.n, "leave it out", "ask has no effect here: it is for the numbers of reach")
	}
}

// every settles how often the rule asks.
func (b *builder) every(r *rules.Rule, f *ruleForm) {
	switch {
	case f.every.given():
	case f.check.given(), f.list.given():
		r.Every = rules.Year
	case f.n.Kind == yaml.MappingNode:
		b.problem(f.n, "every: month, quarter, half or year", "\"every\" is missing here")
	}
}

// only reads the periods to which the rule is limited.
func (b *builder) only(r *rules.Rule, f *ruleForm) {
	for _, t := range f.only.all {
		p, looks := parsePeriod(t.s, b.plan.Year)
		switch {
		case !looks:
			b.problem(t.n, "months M1 to M12, quarters Q1 to Q4, halves H1 and H2", "%s is no period", quote(t.s))
		case p.Every == rules.NoPeriod:
			b.problem(t.n, "months M1 to M12, quarters Q1 to Q4, halves H1 and H2", "a year has no %s", t.s)
		case r.Every != rules.NoPeriod && p.Every != r.Every:
			b.problem(t.n, only(r.Every), "%s doesn't fit every: %s", t.s, r.Every)
		case slices.Contains(r.Only, p):
			b.problem(t.n, "keep one of them", "%s stands twice", t.s)
		default:
			r.Only = append(r.Only, p)
		}
	}
}

// only is the hint for periods of a length.
func only(e rules.Every) string {
	return map[rules.Every]string{
		rules.Month: "months are M1 to M12", rules.Quarter: "quarters are Q1 to Q4",
		rules.Half: "halves are H1 and H2", rules.Year: "leave only out: there is one year",
	}[e]
}

// sectors reads to which units the rule is limited.
func (b *builder) sectors(r *rules.Rule, f *ruleForm) {
	r.Sectors = f.sectors.strings()
	b.twice(f.sectors.all, "the sector")
	for _, s := range f.sectors.all {
		b.sector(s)
	}
}

// sector checks that the register knows the sector.
func (b *builder) sector(s text) {
	c := b.plan.Register.Sector
	switch {
	case c == nil && b.form.register.sector.s == "":
		b.problem(s.n, "register: {sector: column with the sector}", "the register has no sectors")
	case c != nil && !slices.Contains(c.Of, s.s):
		b.problem(s.n, mean(s.s, c.Of, "sectors"), "there is no sector %s", quote(s.s))
	}
}

// settles links rules that do others' work, and refuses circles.
func (b *builder) settles(byID map[string]*rules.Rule) {
	for i, r := range b.plan.Rules {
		f := &b.form.rules.all[i]
		for _, t := range f.settles.all {
			other := byID[t.s]
			switch {
			case other == nil:
				b.problem(t.n, mean(t.s, ids(b.plan.Rules), "rules"), "there is no rule %s", quote(t.s))
			case other == r:
				b.problem(t.n, "name other rules", "the rule %s can't settle itself", quote(t.s))
			case r.Done == nil || other.Done == nil:
				b.problem(t.n, "both must be of the kind done", "only what is done can settle what is to be done")
			case slices.Contains(r.Settles, other):
				b.problem(t.n, "keep one of them", "%s stands twice", quote(t.s))
			default:
				r.Settles = append(r.Settles, other)
			}
		}
	}
	for i, r := range b.plan.Rules {
		if way := circle(r, r, nil); way != nil {
			b.problem(b.form.rules.all[i].settles.n, "take one of them out", "these rules settle each other in a circle: %s", strings.Join(way, ", "))
			return
		}
	}
}

// circle is the way along settles from r back to goal, nil when there is none.
func circle(r, goal *rules.Rule, way []*rules.Rule) []string {
	if slices.Contains(way, r) {
		return nil
	}
	way = append(way, r)
	for _, next := range r.Settles {
		if next == goal {
			return append(ids(way), goal.ID)
		}
		if found := circle(next, goal, way); found != nil {
			return found
		}
	}
	return nil
}

func ids(all []*rules.Rule) []string {
	var words []string
	for _, r := range all {
		words = append(words, r.ID)
	}
	return words
}
