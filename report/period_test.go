package report_test

import (
	"strings"
	"testing"

	"rasoat/report"
	"rasoat/rules"
)

// A period that was closed is printed from what was kept, the same again; what came in
// later is told apart.
func TestPeriod(t *testing.T) {
	v := verdict(t)
	quarter := v.Findings[0].Period
	for i := range v.Findings {
		if v.Findings[i].Period.Every == rules.Quarter {
			quarter = v.Findings[i].Period
		}
	}
	p, ok := report.NewPeriod(v, quarter)
	if !ok {
		t.Fatal("nothing is judged in", quarter)
	}
	body, err := p.JSON()
	if err != nil {
		t.Fatal(err)
	}
	kept, err := report.ReadPeriod(body)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := p.Table(nil, 80), kept.Table(nil, 80); a != b || !strings.Contains(a, "KẾT QUẢ "+strings.ToUpper(quarter.Label())) {
		t.Errorf("kept:\n%s\nnow:\n%s", b, a)
	}
	if again, _ := kept.JSON(); string(again) != string(body) {
		t.Error("kept twice isn't kept once")
	}
	if late := kept.Late(p); len(late) != 0 {
		t.Errorf("nothing came later: %+v", late)
	}
	later := *p
	later.Results = append([]report.PeriodRow{}, p.Results...)
	for i, r := range later.Results {
		if r.Status != "met" && r.Status != "late" {
			later.Results[i].Status, later.Results[i].Words = "late", rules.Late.Office()
			text := kept.Table(kept.Late(&later), 80)
			if !strings.HasPrefix(text, kept.Table(nil, 80)) || !strings.Contains(text, "GHI NHẬN SAU KHI CHỐT") || !strings.Contains(text, r.Subject) {
				t.Errorf("%s", text)
			}
			return
		}
	}
	t.Fatal("everything is done in the sample")
}
