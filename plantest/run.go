package plantest

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rasoat/rules"
)

// Result is one test's outcome.
type Result struct {
	File  string // the file's base name
	Line  int    // where the test begins
	Name  string
	Wrong []Difference // empty: it passed
	Shows []Shown      // what it names and finds so, in the order of finding
}

// Shown is a rule in a status that a test names.
type Shown struct {
	Rule   string
	Status rules.Status
}

// Difference is one thing that isn't as expected.
type Difference struct {
	Line      int    // of what was expected, or of the test
	What      string // "quarterly-review / Đoàn xã Xuân Phú / Quý III/2022 on 20/10/2022"
	Want, Got string
}

// Passed reports whether all was as expected.
func (r Result) Passed() bool { return len(r.Wrong) == 0 }

// String is the test with what differs, one line for each expected and got.
func (r Result) String() string {
	if r.Passed() {
		return "ok    " + r.Name
	}
	var b strings.Builder
	fmt.Fprintf(&b, "FAIL  %s (%s:%d)", r.Name, r.File, r.Line)
	for _, d := range r.Wrong {
		fmt.Fprintf(&b, "\n  line %d: %s\n    expected: %s\n    got:      %s", d.Line, d.What, d.Want, d.Got)
	}
	return b.String()
}

// Run runs the tests of a file against a plan. Its error says, with line and
// column, what in the file isn't a test; tests that fail are results.
func Run(plan *rules.Plan, path string) ([]Result, error) {
	f, err := load(path)
	if err != nil {
		return nil, err
	}
	return f.run(plan, filepath.Base(path))
}

// run runs the tests of a file that was read.
func (f *file) run(plan *rules.Plan, name string) ([]Result, error) {
	var results []Result
	for i := range f.Tests {
		t := &f.Tests[i]
		r, err := newRun(plan, f, t)
		if err != nil {
			return nil, fmt.Errorf("%s:%d:1: %w", name, t.line, err)
		}
		if err := r.all(); err != nil {
			return nil, fmt.Errorf("%s:%w", name, err)
		}
		results = append(results, Result{name, t.line, t.Name, r.wrong, r.shows})
	}
	return results, nil
}

// run is one test being run.
type run struct {
	plan  *rules.Plan
	data  *rules.Data
	test  *test
	looks scope // what the test looks at
	wrong []Difference
	shows []Shown
}

func newRun(plan *rules.Plan, f *file, t *test) (*run, error) {
	plan, err := enable(plan, t.Enable)
	if err != nil {
		return nil, err
	}
	r := &run{plan: plan, test: t}
	r.looks, err = r.scope(slices.Concat(t.Rule, t.Rules), slices.Concat(t.Unit, t.Units), slices.Concat(t.Period, t.Periods))
	if err != nil {
		return nil, err
	}
	book := rules.Book{ID: "test", Name: "test", Tabs: f.Given.over(t.Given)}
	r.data = rules.Read(plan, []rules.Book{book})
	return r, nil
}

// rule finds a rule that is switched on.
func (r *run) rule(id string) (*rules.Rule, error) {
	for _, rule := range r.plan.Rules {
		if rule.ID != id {
			continue
		}
		if !rule.Enabled {
			return nil, fmt.Errorf("the rule %q is switched off; add enable: [%s] to the test", id, id)
		}
		return rule, nil
	}
	return nil, fmt.Errorf("the plan has no rule %q", id)
}

// period reads a period as people write it.
func (r *run) period(text string) (rules.Period, error) {
	p, ok := rules.ParsePeriod(text, []rules.Every{rules.Month, rules.Quarter, rules.Half, rules.Year}, r.plan.Year)
	if !ok {
		return p, fmt.Errorf("%q is no period of %d; write tháng 9, Quý III, 6 tháng đầu năm or năm %[2]d", text, r.plan.Year)
	}
	return p, nil
}

// all compares every day of the test. Its error begins with line and column.
func (r *run) all() error {
	all := r.test.Days
	if r.test.Day != "" {
		one := dayWant{day: r.test.Day}
		if r.test.Expect != nil {
			one.want = *r.test.Expect
		} else {
			one.want = want{line: r.test.line, every: ""}
		}
		all = days{one}
	}
	for _, d := range all {
		day, ok := parseDay(d.day)
		if !ok {
			return fmt.Errorf("%d:1: %q is no day; write 20/10/2022", r.test.line, d.day)
		}
		t := day.Time()
		noon := time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, r.plan.Location)
		v := rules.Judge(r.plan, r.data, noon)
		if err := r.compare(v, d.want, day); err != nil {
			return err
		}
	}
	return nil
}
