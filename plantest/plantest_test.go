package plantest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rasoat/config"
	"rasoat/plantest"
	"rasoat/rules"
)

const planText = `
title: Thử
year: 2022
office: {name: Đoàn, desk: Văn phòng}
levels: {unit: chi đoàn, all: Toàn xã}
register: {table: units}
tables:
  units: {tab: Đơn vị, key: Tên, columns: {n: {header: Số, type: count, optional: true}}}
  reviews: {tab: Rà soát, key: Tên, columns: {on: {header: Ngày, type: date}}}
rules:
  - {id: review, clause: Mục 1, title: Rà soát, every: year, due: 31/3, done: {on: reviews.on}}
  - {id: counted, enabled: false, clause: Mục 2, title: Số, every: year, reach: {value: units.n, at_least: 5}}
`

const given = `
given:
  Đơn vị: [[Tên, Số], [Thôn 1, 5], [Thôn 2, "5.5"]]
  Rà soát: [[Tên, Ngày], [Thôn 1, 05/03/2022], [Thôn 2]]
tests:
`

func plan(t *testing.T) *rules.Plan {
	t.Helper()
	p, err := config.ParsePlan("plan.yaml", []byte(planText))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func run(t *testing.T, text string) ([]plantest.Result, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plan.test.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return plantest.Run(plan(t), path)
}

// TestDifferences: each test must pass, or differ in the words given (some of them, in order).
func TestDifferences(t *testing.T) {
	for _, c := range []struct{ name, test, wrong string }{
		{"subjects", "day: 20/04/2022, expect: {Thôn 1: met, Thôn 2: overdue}", ""},
		{"wrong status", "day: 20/04/2022, expect: {Thôn 1: late, Thôn 2: overdue}", "line 6: review / Thôn 1 / năm 2022 on 20/04/2022|expected: late|got:      met: "},
		{"silence is broken", "day: 20/04/2022, expect: {Thôn 1: met}", "review / Thôn 2 / năm 2022|expected: silence|got:      overdue: "},
		{"silence", "day: 01/03/2022, unit: Thôn 2, expect: []", ""},
		{"nothing to be silent about", "day: 20/04/2022, period: Quý I, expect: []", "expected: something to be silent about|got:      no such finding"},
		{"each finding has the status", "unit: Thôn 2, days: {01/03/2022: in-progress, 01/04/2022: overdue}", ""},
		{"not each has it", "day: 20/04/2022, expect: overdue", "Thôn 1|expected: overdue|got:      met"},
		{"none of what is", "day: 20/04/2022, unit: Thôn 2, expect: none", "expected: none|got:      overdue"},
		{"a rule that is off", "day: 20/04/2022, rule: review, period: năm 2022, unit: Thôn 2, expect: overdue, enable: counted", ""},
		{"switched on", "day: 20/04/2022, enable: counted, expect: [{rule: counted, unit: Thôn 1, status: met}, {rule: counted, unit: Thôn 2, status: invalid}, {rule: review, unit: Thôn 2, status: overdue}]", ""},
		{"another sentence", "day: 20/04/2022, expect: {Thôn 1: met, Thôn 2: {status: overdue, say: Sai}}", "Thôn 2 says on 20/04/2022|expected: Sai|got: "},
		{"defects", "day: 20/04/2022, unit: Thôn 1, expect: [], defects: []", "cells with defects on 20/04/2022|expected: none|got:      Đơn vị!B3"},
		{"a list that isn't there", "day: 20/04/2022, lists: {praise: [Thôn 1]}", "the list praise|expected: Thôn 1|got:      none"},
	} {
		results, err := run(t, given+"  - {test: "+c.name+", "+c.test+"}\n")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		text := results[0].String()
		if results[0].Passed() != (c.wrong == "") {
			t.Errorf("%s: passed is %v\n%s", c.name, results[0].Passed(), text)
		}
		for _, part := range strings.Split(c.wrong, "|") {
			at := strings.Index(text, part)
			if at < 0 {
				t.Errorf("%s: no %q in\n%s", c.name, part, results[0])
				break
			}
			text = text[at:]
		}
	}
}

// TestMistakes: what isn't a test is refused, with its place.
func TestMistakes(t *testing.T) {
	for _, c := range []struct{ test, wrong string }{
		{"{test: a, day: 20/04/2022, expct: []}", "plan.test.yaml:6:"},
		{"{test: a, day: 20/04/2022, expect: done}", `plan.test.yaml:6:40: "done" is no status`},
		{"{test: a, day: 31/04/2022, expect: []}", `plan.test.yaml:6:1: "31/04/2022" is no day`},
		{"{test: a, expect: []}", "plan.test.yaml:6:1: day: and expect: belong together"},
		{"{test: a}", "the test expects nothing"},
		{"{day: 20/04/2022, expect: []}", "the test has no name"},
		{"{test: a, day: 20/04/2022, rule: reviw, expect: []}", `the plan has no rule "reviw"`},
		{"{test: a, day: 20/04/2022, rule: counted, expect: []}", `"counted" is switched off`},
		{"{test: a, day: 20/04/2022, enable: nothing, expect: []}", `no rule or table "nothing"`},
		{"{test: a, day: 20/04/2022, expect: {Thôn 3: met}}", `there is no "Thôn 3"`},
		{"{test: a, day: 20/04/2022, unit: Thôn 3, expect: []}", `6:1: there is no "Thôn 3"`},
		{"{test: a, day: 20/04/2022, expect: [{status: met}]}", "fits 2 findings"},
		{"{test: a, day: 20/04/2022, period: tháng 13, expect: []}", `"tháng 13" is no period`},
		{"{test: a, day: 20/04/2022, expect: [], given: {Rà soát: [Tên]}}", "a row is a list of cells"},
		{"{test: a, day: 20/04/2022, expect: [], given: {Rà soát: [[Tên], [{ngày: 1}]]}}", "a cell is a text"},
		{"{test: a", "plan.test.yaml:"},
	} {
		_, err := run(t, given+"  - "+c.test+"\n")
		if err == nil || !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s\n  want %s\n  got  %v", c.test, c.wrong, err)
		}
	}
}

// TestEnableLeavesThePlan holds that a test's enable doesn't reach the next test.
func TestEnableLeavesThePlan(t *testing.T) {
	results, err := run(t, given+`
  - {test: on, enable: counted, rule: counted, unit: Thôn 1, day: 20/04/2022, expect: met}
  - {test: off, unit: Thôn 1, day: 20/04/2022, expect: met}
`)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if !r.Passed() {
			t.Error(r)
		}
	}
}
