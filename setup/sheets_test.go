package setup_test

import (
	"fmt"
	"strings"
	"testing"

	"rasoat/config"
	"rasoat/plans"
	"rasoat/rules"
	"rasoat/setup"
)

// loadPlan is one of the ready plans.
func loadPlan(t *testing.T, name string) *rules.Plan {
	t.Helper()
	text, err := plans.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := config.ParsePlan(name, text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// someUnits are as many units as the plan speaks of, in groups and sectors.
func someUnits(p *rules.Plan) []setup.Unit {
	var out []setup.Unit
	for i := range p.Units {
		u := setup.Unit{Name: fmt.Sprintf("Đoàn xã Xuân %c%c", 'A'+i/20, 'A'+i%20)}
		if len(p.Levels.Groups) > 0 {
			u.Groups = []string{fmt.Sprintf("Vùng thi đua số %d", i%6+1)}
		}
		if c := p.Register.Sector; c != nil {
			u.Sector = c.Of[i%len(c.Of)]
		}
		if p.Register.Email != nil {
			u.Email = fmt.Sprintf("dv%d@example.vn", i)
		}
		out = append(out, u)
	}
	return out
}

func readyPlans() []string { return []string{"chi-thi-05.yaml", "doan-xa.yaml"} }

func TestWhatIsBuiltReadsBack(t *testing.T) {
	for _, name := range readyPlans() {
		p := loadPlan(t, name)
		units := someUnits(p)
		sheets := setup.Sheets(p, units)
		for _, wrong := range setup.Check(p, sheets, units) {
			t.Errorf("%s: %s", name, wrong)
		}
		d := rules.Read(p, []rules.Book{setup.Book(sheets)})
		if len(d.Units) != len(units) {
			t.Errorf("%s: %d units, want %d", name, len(d.Units), len(units))
		}
	}
}

// With everything switched on that a plan offers, the sheets still read back.
func TestEverythingOn(t *testing.T) {
	for _, name := range readyPlans() {
		text, err := plans.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p := parse(t, strings.ReplaceAll(string(text), "enabled: false", "enabled: true"))
		units := someUnits(p)
		for _, wrong := range setup.Check(p, setup.Sheets(p, units), units) {
			t.Errorf("%s: %s", name, wrong)
		}
		if wrong := setup.Check(p, setup.Sheets(p, nil), nil); len(wrong) > 0 {
			t.Errorf("%s, without units: %q", name, wrong)
		}
	}
}
