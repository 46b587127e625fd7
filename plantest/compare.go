package plantest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rasoat/rules"
)

// compare notes what in the verdict isn't as wanted on a day. Its error begins
// with line and column: what is wanted can't be looked for.
func (r *run) compare(v *rules.Verdict, w want, day rules.Date) error {
	var seen []*rules.Finding
	for i := range v.Findings {
		if f := &v.Findings[i]; r.looks.has(v, f) {
			seen = append(seen, f)
		}
	}
	c := &comparison{run: r, v: v, day: day, seen: seen, named: map[*rules.Finding]bool{}}
	for _, name := range r.looks.units {
		if !c.known(name) {
			return fmt.Errorf("%d:1: there is no %q in this test's tabs", r.test.line, name)
		}
	}
	switch {
	case w.every != "":
		c.every(w)
	default:
		for i := range w.items {
			if err := c.item(&w.items[i]); err != nil {
				return fmt.Errorf("%d:1: %w", w.items[i].line, err)
			}
		}
		if r.test.Expect != nil || len(r.test.Days) > 0 {
			c.silence(w.line)
		}
	}
	c.defects()
	c.lists()
	return nil
}

// scope is some findings: of one of the rules, about one of the subjects, for
// one of the periods. What is empty leaves all in.
type scope struct {
	rules   []*rules.Rule
	units   []string
	periods []rules.Period
}

// has reports whether the finding is one of them.
func (s *scope) has(v *rules.Verdict, f *rules.Finding) bool {
	return (len(s.rules) == 0 || slices.Contains(s.rules, f.Rule)) &&
		(len(s.units) == 0 || slices.Contains(s.units, v.Subject(f))) &&
		(len(s.periods) == 0 || slices.Contains(s.periods, f.Period))
}

// scope looks names up. A rule must be switched on.
func (r *run) scope(ids, units, periods []string) (scope, error) {
	s := scope{units: units}
	for _, id := range ids {
		rule, err := r.rule(id)
		if err != nil {
			return s, err
		}
		s.rules = append(s.rules, rule)
	}
	for _, text := range periods {
		p, err := r.period(text)
		if err != nil {
			return s, err
		}
		s.periods = append(s.periods, p)
	}
	return s, nil
}

// comparison is one day of a test.
type comparison struct {
	run   *run
	v     *rules.Verdict
	day   rules.Date
	seen  []*rules.Finding
	named map[*rules.Finding]bool // expected by name
}

func (c *comparison) differ(line int, what, want, got string) {
	what += " on " + c.day.String()
	c.run.wrong = append(c.run.wrong, Difference{line, what, want, got})
}

// title names a finding.
func (c *comparison) title(f *rules.Finding) string {
	return strings.Join([]string{f.Rule.ID, c.v.Subject(f), f.Period.Label()}, " / ")
}

// told is a finding as it is.
func (c *comparison) told(f *rules.Finding) string {
	return f.Status.String() + ": " + c.v.Why(f)
}

// status compares a finding's status.
func (c *comparison) status(line int, f *rules.Finding, want string) {
	if f.Status.String() != want {
		c.differ(line, c.title(f), want, c.told(f))
		return
	}
	if s := (Shown{f.Rule.ID, f.Status}); !slices.Contains(c.run.shows, s) {
		c.run.shows = append(c.run.shows, s)
	}
}

func (c *comparison) every(w want) {
	if w.every == none {
		for _, f := range c.seen {
			c.differ(w.line, c.title(f), none, c.told(f))
		}
		return
	}
	for _, f := range c.seen {
		c.status(w.line, f, w.every)
	}
	if len(c.seen) == 0 {
		c.differ(w.line, "what the test looks at", w.every, c.nothing())
	}
}

// nothing says why there may be no finding: what couldn't be read.
func (c *comparison) nothing() string {
	text := "no such finding"
	for _, p := range c.v.Problems {
		text += "; " + p.Message
	}
	return text
}

// item compares one expectation.
func (c *comparison) item(i *item) error {
	found, err := c.find(i)
	if err != nil {
		return err
	}
	what := strings.Join(filled(i.Rule, i.Unit, i.Period, strings.Join(i.Periods, ", ")), " / ")
	if i.Status == none {
		for _, f := range found {
			c.differ(i.line, c.title(f), none, c.told(f))
		}
		return nil
	}
	if len(found) == 0 {
		c.differ(i.line, what, i.Status, c.nothing())
		return nil
	}
	if n := max(len(i.Periods), 1); len(found) > n {
		return fmt.Errorf("%q fits %d findings; name the rule and the period", what, len(found))
	}
	for _, f := range found {
		c.named[f] = true
		c.status(i.line, f, i.Status)
	}
	c.sentences(i, what, found)
	return nil
}

func (c *comparison) sentences(i *item, what string, found []*rules.Finding) {
	if i.Say != "" {
		got := c.v.Why(found[0])
		if len(found) > 1 {
			got = c.v.Many(found)
		}
		if got != i.Say {
			c.differ(i.line, what+" says", i.Say, got)
		}
	}
	if i.Do == "" {
		return
	}
	if got := c.v.Clear(found[0]); got != i.Do {
		c.differ(i.line, what+" is cleared by", i.Do, got)
	}
}

// find is the findings that an expectation names.
func (c *comparison) find(i *item) ([]*rules.Finding, error) {
	s, err := c.run.scope(filled(i.Rule), filled(i.Unit), slices.Concat(filled(i.Period), i.Periods))
	if err != nil {
		return nil, err
	}
	var found []*rules.Finding
	for _, f := range c.seen {
		if s.has(c.v, f) {
			found = append(found, f)
		}
	}
	if len(found) == 0 && i.Unit != "" && !c.known(i.Unit) {
		return nil, fmt.Errorf("there is no %q in this test's tabs", i.Unit)
	}
	return found, nil
}

// filled is the texts that aren't empty; nil when all are.
func filled(texts ...string) []string {
	var some []string
	for _, text := range texts {
		if text != "" {
			some = append(some, text)
		}
	}
	return some
}

// known reports whether anybody who is judged has the name.
func (c *comparison) known(name string) bool {
	if name == c.v.Plan.Levels.All {
		return true
	}
	for _, u := range c.v.Data.Units {
		if u.Name == name || slices.Contains(u.Groups, name) {
			return true
		}
	}
	return false
}

// silence notes findings that somebody would hear of, though nobody expects
// them. Where nothing is judged, silence says nothing.
func (c *comparison) silence(line int) {
	if len(c.seen) == 0 {
		c.differ(line, "what the test looks at", "something to be silent about", c.nothing())
	}
	for _, f := range c.seen {
		if f.Status.Open() && f.Status != rules.InProgress && !c.named[f] {
			c.differ(line, c.title(f), "silence", c.told(f))
		}
	}
}

// defects compares the addresses of defects, where the test names them.
func (c *comparison) defects() {
	if c.run.test.Defects == nil {
		return
	}
	var got []string
	for _, d := range c.v.Defects {
		got = append(got, c.v.Data.Tabs[d.At.Tab].Title+"!"+rules.A1(int(d.At.Row), int(d.At.Col)))
	}
	want := slices.Sorted(slices.Values(*c.run.test.Defects))
	slices.Sort(got)
	if !slices.Equal(want, got) {
		c.differ(c.run.test.line, "cells with defects", listed(want), listed(got))
	}
}

// lists compares the lists that the test names.
func (c *comparison) lists() {
	for _, id := range slices.Sorted(maps.Keys(c.run.test.Lists)) {
		var got []string
		for _, l := range c.v.Lists {
			if l.Rule.ID != id {
				continue
			}
			for _, u := range l.Units {
				got = append(got, c.v.Data.Units[u].Name)
			}
		}
		if want := c.run.test.Lists[id]; !slices.Equal(want, got) {
			c.differ(c.run.test.line, "the list "+id, listed(want), listed(got))
		}
	}
}

func listed(all []string) string {
	if len(all) == 0 {
		return "none"
	}
	return strings.Join(all, ", ")
}
