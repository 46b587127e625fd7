package config

import (
	"fmt"
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

// times reads due, warn, ask and closes.
func (b *builder) times(r *rules.Rule, f *ruleForm) {
	r.Warn, r.Closes = b.warn, b.closes
	ok := true
	if f.due.one.s != "" {
		r.Due[""], ok = b.due(f.due.one)
	}
	for _, p := range f.due.by.all {
		key := p.key.s
		if key == "default" {
			key = ""
		} else {
			b.sector(p.key)
		}
		if p.val.s != "" {
			var fine bool
			r.Due[key], fine = b.due(p.val)
			ok = ok && fine
		}
	}
	b.dueForAll(r, f)
	set := func(o *rules.Offset, t text, fromEnd bool, example string) {
		if t.s == "" {
			return
		}
		read, fine := b.offset(t, fromEnd, example)
		if *o = read; !fine {
			ok = false
		}
	}
	set(&r.Warn, f.warn, false, "5d (before due), or from a date on: 1/12")
	set(&r.Ask, f.ask, false, "from a date on, 1/10; or 90d (before due)")
	set(&r.Closes, f.closes, true, "60d (after due); end + 31d; or a date: 31/1/2023")
	if f.ask.s != "" && r.Ask == (rules.Offset{}) && ok {
		b.problem(f.ask.n, "from a date on, 1/10; or 90d (before due)", "%s says no time", quote(f.ask.s))
	}
	if ok && r.Every != rules.NoPeriod && b.dated {
		b.instances(r, f)
	}
}

// dueForAll checks that due dates by sector leave no unit out.
func (b *builder) dueForAll(r *rules.Rule, f *ruleForm) {
	if !f.due.by.given() || len(f.due.by.all) == 0 {
		return
	}
	if r.For != rules.ForUnit {
		b.problem(f.due.n, "write one due date", "a rule for: %s has no sector to choose its due date by", r.For)
		return
	}
	if _, has := r.Due[""]; has || b.plan.Register.Sector == nil {
		return
	}
	all := r.Sectors
	if len(all) == 0 {
		all = append(slices.Clone(b.plan.Register.Sector.Of), "")
	}
	for _, s := range all {
		if _, has := r.Due[s]; !has {
			who := "the sector " + quote(s)
			if s == "" {
				who = "units whose sector isn't known"
			}
			b.problem(f.due.n, "add default: and a due date for all others", "there is no due date for %s", who)
			return
		}
	}
}

// words reads say and do.
func (b *builder) words(r *rules.Rule, f *ruleForm) {
	b.sentence(f.do)
	for _, p := range []string{"{hạn}", "{quá}", "{còn}", "{mục}", "{ngày}"} {
		if strings.Contains(f.do.s, p) {
			b.problem(f.do.n, "say what to do; due date and clause are added, and a count of days would change the sheet every day", "%s can't stand in do", p)
		}
	}
	for i := range f.say.all {
		p := &f.say.all[i]
		b.sentence(p.val.one)
		b.sentence(p.val.many)
		status, ok := rules.ParseStatus(p.key.s)
		if !ok {
			b.problem(p.key.n, mean(p.key.s, statusWords(rules.Statuses()), "statuses"), "there is no status %s", quote(p.key.s))
			continue
		}
		if can := statuses(r, f); len(can) > 0 && !slices.Contains(can, status) {
			b.problem(p.key.n, "possible: "+strings.Join(statusWords(can), ", "), "this rule is never %s", status)
		}
		r.Say[status] = rules.Sentence{One: p.val.one.s, Many: p.val.many.s}
	}
}

// statuses is what the rule can be.
func statuses(r *rules.Rule, f *ruleForm) []rules.Status {
	var can []rules.Status
	for _, s := range rules.Statuses() {
		never := false
		switch {
		case f.done.given():
			never = s == rules.Behind
		case f.reach.given():
			never = s == rules.Overdue || s == rules.Late || s == rules.Behind && !f.reach.pace.given()
		case f.check.given():
			never = s == rules.Overdue || s == rules.Late || s == rules.Behind || s == rules.DueSoon
		case f.list.given():
			never = true
		}
		if !never {
			can = append(can, s)
		}
	}
	return can
}

func statusWords(all []rules.Status) []string {
	var words []string
	for _, s := range all {
		words = append(words, s.String())
	}
	return words
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

// instances checks each due date of the rule: not before its period, warned of
// before it comes, closed after it.
func (b *builder) instances(r *rules.Rule, f *ruleForm) {
	sectors := []string{""}
	for s := range r.Due {
		if s != "" {
			sectors = append(sectors, s)
		}
	}
	judged := false
	for _, p := range periodsOf(r, b.plan.Year) {
		for _, sector := range sorted(sectors) {
			d, has := r.Due[sector]
			if !has && len(sectors) > 1 {
				continue
			}
			due := dueIn(d, p)
			judged = judged || due+longestRest >= b.plan.InForce
			at := dueNode(f, sector)
			if !b.instance(r, f, p, due, at) {
				return
			}
		}
	}
	if !judged && r.Enabled && r.List == nil && r.Check == nil {
		b.problem(f.n, "move due or in_force, or write enabled: false", "this rule can never be judged: all of it was due before in_force (%s)", b.plan.InForce)
	}
}

// longestRest is more days than weekends and holidays can move a due date by.
const longestRest = 14

// instance checks one due date; false after a problem.
func (b *builder) instance(r *rules.Rule, f *ruleForm, p rules.Period, due rules.Date, at *yaml.Node) bool {
	name := periodWord(p)
	switch {
	case due < p.Start():
		b.problem(at, fmt.Sprintf("%s is from %s to %s", name, p.Start(), p.End()), "what is due on %s is due before %s begins", due, name)
	case due > p.End()+366:
		b.problem(at, fmt.Sprintf("%s is from %s to %s", name, p.Start(), p.End()), "what is due on %s is due more than a year after %s", due, name)
	case r.Warn.On > due:
		b.problem(f.warn.n, "a date before due; or 5d", "due soon from %s, but due on %s already (%s)", r.Warn.On, due, name)
	case r.Ask.On > due:
		b.problem(f.ask.n, "a date before due; or 90d", "asked from %s, but due on %s already (%s)", r.Ask.On, due, name)
	case r.Closes.On != 0 && r.Closes.On < due:
		b.problem(f.closes.n, "a date after due; or 60d", "closed after %s, but due on %s only (%s)", r.Closes.On, due, name)
	case r.Closes.FromEnd && p.End()+rules.Date(r.Closes.Days) < due:
		b.problem(f.closes.n, "a time after due; or 60d", "closed after %s, but due on %s only (%s)", p.End()+rules.Date(r.Closes.Days), due, name)
	default:
		return true
	}
	return false
}

// dueNode is where the due date of a sector stands.
func dueNode(f *ruleForm, sector string) *yaml.Node {
	for _, p := range f.due.by.all {
		if p.key.s == sector || p.key.s == "default" && sector == "" {
			return p.val.n
		}
	}
	if f.due.given() {
		return f.due.n
	}
	return f.n
}

// periodsOf is the periods that the rule asks for.
func periodsOf(r *rules.Rule, year int) []rules.Period {
	if len(r.Only) > 0 {
		return r.Only
	}
	var all []rules.Period
	for n := 1; n <= r.Every.Count(); n++ {
		all = append(all, rules.NewPeriod(r.Every, n, year))
	}
	return all
}

// periodWord is the period in the plan language: M3, Q1, H2, 2022.
func periodWord(p rules.Period) string {
	if p.Every == rules.Year {
		return fmt.Sprint(p.Year)
	}
	return fmt.Sprintf("%s%d", map[rules.Every]string{rules.Month: "M", rules.Quarter: "Q", rules.Half: "H"}[p.Every], p.N)
}

// dueIn is the due date of a period, before weekends and holidays move it.
func dueIn(d rules.Due, p rules.Period) rules.Date {
	end := p.End()
	switch {
	case d.On != 0:
		return d.On
	case d.Day > 0:
		first := rules.NewDate(end.Year(), end.Time().Month(), 1)
		return min(first+rules.Date(d.Day)-1, end)
	case d.FromStart:
		return p.Start() + rules.Date(d.Days)
	}
	return end + rules.Date(d.Days)
}
