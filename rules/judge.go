package rules

import "time"

// Judge goes over the plan's rules and gives one finding for each subject and
// period. It changes neither plan nor data, and asks for no clock: at is the
// moment of judging.
func Judge(p *Plan, d *Data, at time.Time) *Verdict {
	if p.Location != nil {
		at = at.In(p.Location)
	}
	j := newJudging(p, d, at)
	for u := range d.Units {
		j.unit(u)
	}
	j.above()
	j.idle()
	j.v.Overall = j.v.overall()
	j.v.Lists = j.lists()
	j.v.Defects = j.mergedDefects()
	j.v.Problems = append(j.v.Problems, d.Problems...)
	return j.v
}

// judging is one run of Judge.
type judging struct {
	p     *Plan
	d     *Data
	v     *Verdict
	today Date

	rulings  []ruling
	sectors  map[string]int // index into ruling.bySector
	personal [][]int        // by unit: its own decisions, in Data.Decisions; mostly none
	shared   []int          // decisions for all units

	cells   []Ref  // arena of evidence
	start   int    // where the evidence of the finding at hand begins
	dates   []Date // scratch of done
	first   []int  // by ruling: where the unit's findings of it begin
	made    []Defect
	settled []settlement
	blank   Value // what stands where the unit has no row
}

// newJudging works out all that units share.
func newJudging(p *Plan, d *Data, at time.Time) *judging {
	v := &Verdict{Plan: p, Data: d, At: at, Today: DateOf(at), Held: make([]bool, len(d.Units))}
	j := &judging{p: p, d: d, v: v, today: v.Today, sectors: map[string]int{"": 0}}
	names := []string{""}
	for i := range d.Units {
		if _, ok := j.sectors[d.Units[i].Sector]; !ok {
			j.sectors[d.Units[i].Sector] = len(names)
			names = append(names, d.Units[i].Sector)
		}
	}
	j.sortDecisions()
	for _, r := range p.Rules {
		if r.judged() {
			j.rulings = append(j.rulings, j.prepare(r, names))
		}
	}
	j.first = make([]int, len(j.rulings)+1)
	findings, cells := j.expected()
	j.v.Findings, j.cells = make([]Finding, 0, findings), make([]Ref, 0, cells)
	return j
}

// expected is how many findings and cells of evidence there can be, so that they
// are allocated once. Groups come on top of it; they are few.
func (j *judging) expected() (findings, cells int) {
	members := make([]int, len(j.sectors))
	for u := range j.d.Units {
		members[j.sectors[j.d.Units[u].Sector]]++
	}
	for i := range j.rulings {
		r := &j.rulings[i]
		for s, units := range members {
			switch n := units * len(r.bySector[s]); {
			case r.off || r.holds || !r.applies[s]:
			case r.rule.For == ForUnit:
				findings += n
				cells += n * r.width
			default:
				cells += n * r.width
			}
		}
		if r.rule.For == ForAll {
			findings += len(r.bySector[0])
		}
	}
	return findings, cells
}

// unit judges all rules of one unit.
func (j *judging) unit(u int) {
	sector := j.sectors[j.d.Units[u].Sector]
	for i := range j.rulings {
		j.first[i] = len(j.v.Findings)
		r := &j.rulings[i]
		if r.rule.For != ForUnit || !r.applies[sector] {
			continue
		}
		if r.holds || j.unread(r, u) {
			j.v.Held[u] = true
			continue
		}
		if r.off {
			continue
		}
		for k := range r.bySector[sector] {
			j.judgeUnit(r, u, &r.bySector[sector][k])
		}
	}
	j.first[len(j.rulings)] = len(j.v.Findings)
	j.settle(sector)
}

// judgeUnit makes one finding of a unit, unless the instance doesn't concern it.
func (j *judging) judgeUnit(r *ruling, u int, in *instance) {
	unit := &j.d.Units[u]
	var own instance
	if len(j.personal[u]) > 0 {
		own = *in
		own.setDue(r.rule, j.extended(r.rule, u, in))
		in = &own
	}
	if in.due < j.p.InForce || !unit.ExistsOn(in.due) {
		return
	}
	f := j.add(r.rule, in)
	f.Unit, f.Group = u, unit.Group()
	j.start = len(j.cells)
	a := asking{judging: j, r: r, in: in, unit: u}
	switch {
	case j.exempt(r.rule, u, in):
		f.Status, f.Reason = Exempt, OfficeAgreed
	case r.rule.Done != nil:
		a.done(f)
	case r.rule.Reach != nil:
		a.reach(f)
	case r.rule.Check != nil:
		a.check(f)
	}
	j.finish(f)
}

// add makes a new finding at the end of the list. The pointer is good until the
// next one.
func (j *judging) add(r *Rule, in *instance) *Finding {
	j.v.Findings = append(j.v.Findings, Finding{})
	f := &j.v.Findings[len(j.v.Findings)-1]
	f.Rule, f.Level, f.Unit, f.Period = r, r.For, -1, in.period
	f.Due, f.Closes = in.due, in.closes
	return f
}

// finish closes what is history, and hands the finding its evidence.
func (j *judging) finish(f *Finding) {
	f.Closed = j.today > f.Closes
	if f.Closed && f.Status.Open() {
		f.Status = Unmet
	}
	if end := len(j.cells); end > j.start {
		f.Cells = j.cells[j.start:end:end]
	}
}

// waiting is the status of an instance of which nothing is carried out yet.
func (j *judging) waiting(in *instance) Status {
	switch {
	case j.today > in.due:
		return Overdue
	case j.today >= in.warn:
		return DueSoon
	}
	return InProgress
}

// early reports whether the instance's time hasn't begun.
func (j *judging) early(in *instance) bool { return in.start > j.today && j.today <= in.due }
