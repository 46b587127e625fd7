package demo_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/demo"
	"rasoat/plans"
	"rasoat/rules"
	"rasoat/sync/xlsx"
)

// verdict judges the example workbook by its plan on its day.
func verdict(t *testing.T) *rules.Verdict {
	t.Helper()
	text, err := plans.Files.ReadFile("chi-thi-05.yaml")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := config.ParsePlan("chi-thi-05.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	file, err := demo.Workbook()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "demo.xlsx")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	book, err := xlsx.New(path).Read(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	day, err := time.ParseInLocation("2006-01-02", demo.Day, plan.Location)
	if err != nil {
		t.Fatal(err)
	}
	return rules.Judge(plan, rules.Read(plan, []rules.Book{book}), day.Add(8*time.Hour))
}

// Every oddity that is a mistake is reported at its own cell, as what it is; the
// others, and all other cells, are not.
func TestOdditiesAreReportedWhereTheyStand(t *testing.T) {
	v := verdict(t)
	odd, err := demo.Oddities()
	if err != nil {
		t.Fatal(err)
	}
	if len(odd) < 60 {
		t.Errorf("%d oddities, want at least 60", len(odd))
	}
	wanted := map[string]demo.Oddity{}
	for _, o := range odd {
		if o.Severity != "" {
			wanted[o.Tab+"!"+o.Cell] = o
		}
	}
	for _, d := range v.Defects {
		at := v.Data.Tabs[d.At.Tab].Title + "!" + rules.A1(int(d.At.Row), int(d.At.Col))
		o, ok := wanted[at]
		delete(wanted, at)
		switch {
		case !ok:
			t.Errorf("%s: nothing is odd there, but: %s (%s: %q)", at, d.Message, d.Column, d.Value)
		case d.Severity.String() != o.Severity || !strings.Contains(d.Message, o.Message):
			t.Errorf("%s (%s): %s: %s, want %s: … %s …", at, o.Why, d.Severity, d.Message, o.Severity, o.Message)
		}
	}
	for at, o := range wanted {
		t.Errorf("%s (%s): not reported, want %s: … %s …", at, o.Why, o.Severity, o.Message)
	}
	for _, p := range v.Problems {
		t.Errorf("problem %s %s: %s", p.Book, p.Tab, p.Message)
	}
	if n := len(v.Data.Units); n != 55 {
		t.Errorf("%d units, want 55", n)
	}
}

// What reads well counts to the last unit: the samples' own sums (210; 115 of
// 165) less the units whose cells are wrong.
func TestTotalsAreExact(t *testing.T) {
	v := verdict(t)
	want := map[string][2]int64{"introduced-all": {210 - 41, 0}, "share-all": {115 - 1, 165 - 3}}
	for i := range v.Findings {
		f := &v.Findings[i]
		sums, ok := want[f.Rule.ID]
		delete(want, f.Rule.ID)
		if value, whole := rules.Int(sums[0]), rules.Int(sums[1]); ok && (f.Value != value || f.Whole != whole) {
			t.Errorf("%s: %s of %s, want %s of %s", f.Rule.ID, f.Value, f.Whole, value, whole)
		}
	}
	if len(want) > 0 {
		t.Errorf("no finding for %v", want)
	}
}
