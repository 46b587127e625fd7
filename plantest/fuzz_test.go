package plantest

import (
	"testing"

	"rasoat/config"
)

// FuzzTests holds that no test file, however odd, makes the program panic.
func FuzzTests(f *testing.F) {
	plan, err := config.LoadPlan("../plans/doan-xa.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{
		"tests: [{test: a, day: 20/10/2022, expect: []}]",
		"given: {Danh sách chi đoàn: [[Tên chi đoàn], [Thôn 1, 5, true, {date: 1/1/2022}, =#REF!]]}\ntests: [{test: a, days: {20/10/2022: {Thôn 1: {status: met, say: b}}}}]",
		"tests: [{test: a, rule: [meeting], period: T5, enable: units, day: 1/1/2022, expect: met, defects: [], lists: {a: [b]}}]",
		"a: &a [*a]",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := parse("a.test.yaml", text)
		if err != nil {
			return
		}
		_, _ = file.run(plan, "a.test.yaml")
	})
}
