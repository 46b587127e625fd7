package config

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"

	"rasoat/rules"
)

// times reads due, warn, ask and closes.
func (b *builder) times(r *rules.Rule, f *ruleForm) {
	r.Warn, r.Closes = b.warn, b.closes
	ok := b.dues(r, f)
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

// dues reads due: one date, or one for each sector. False when one can't be read.
func (b *builder) dues(r *rules.Rule, f *ruleForm) (ok bool) {
	ok = true
	if f.due.one.s != "" {
		r.Due[""], ok = b.due(f.due.one)
	}
	for _, p := range f.due.by.all {
		key := p.key.s
		if key == "default" {
			key = ""
		} else {
			b.sector(p.key)
			if len(r.Sectors) > 0 && !slices.Contains(r.Sectors, key) {
				b.problem(p.key.n, "add it to sectors, or take it out here", "the rule isn't for the sector %s", quote(key))
			}
		}
		if p.val.s != "" {
			var fine bool
			r.Due[key], fine = b.due(p.val)
			ok = ok && fine
		}
	}
	return ok
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
			due := d.In(p)
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
