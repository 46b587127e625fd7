package mailer

import (
	"strings"
	"testing"
	"time"

	"rasoat/internal/golden"
	"rasoat/rules"
)

// commune is a verdict of another organisation, without groups or sectors.
func commune() *rules.Verdict {
	p := district()
	p.Title, p.Short = "Kế hoạch công tác Đoàn và phong trào thanh thiếu nhi", "Kế hoạch công tác Đoàn"
	p.Office = rules.Office{Name: "Đoàn xã Xuân Phú", Desk: "Ban Thường vụ Đoàn xã Xuân Phú", Decides: "BCH Đoàn xã", Email: "doanxa@example.vn"}
	p.Levels = rules.Levels{Unit: "chi đoàn", All: "Toàn xã"}
	p.Rules = p.Rules[1:3]
	for i, r := range p.Rules {
		r.Index = i
	}
	v := &rules.Verdict{Plan: p, At: time.Date(2022, 10, 20, 0, 0, 0, 0, p.Location)}
	v.Today = rules.DateOf(v.At)
	v.Data = &rules.Data{Tabs: []rules.TabRef{{}}, Tables: make([]rules.Facts, len(p.Tables)), Units: []rules.Unit{{Name: "Chi đoàn Thôn 1"}, {Name: "Chi đoàn Thôn 2"}}}
	for u := range v.Data.Units {
		v.Findings = append(v.Findings, rules.Finding{Rule: p.Rules[0], Unit: u, Period: quarter(3), Due: rules.NewDate(2022, 10, 10),
			Closes: rules.NewDate(2022, 12, 9), Status: []rules.Status{rules.Overdue, rules.Late}[u], Column: p.Rules[0].Done.On[0]})
	}
	v.Overall, v.Held = make([]rules.Status, 2), make([]bool, 2)
	return v
}

// Another organisation's digest has its names only, and no section that its
// plan has nothing for.
func TestCommune(t *testing.T) {
	m, err := Digest(commune(), Options{From: "doanxa@example.vn", To: []string{"doanxa@example.vn"}})
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "commune.txt", "Subject: "+m.Subject+"\n\n"+m.Text)
	for _, word := range []string{"Huyện", "huyện", "Vùng", "Khu vực", "khu vực"} {
		if strings.Contains(m.Subject+m.Text+m.HTML, word) {
			t.Errorf("the digest says %q", word)
		}
	}
	if got := Brief(commune(), ""); strings.Contains(got, "uyện") || !strings.HasPrefix(got, "TOÀN XÃ – việc cần làm đến 20/10\n- ") {
		t.Errorf("brief:\n%s", got)
	}
}

// A plan that names its own due dates isn't said to leave them open.
func TestOwnDates(t *testing.T) {
	v := commune()
	v.Plan.Office.OwnDates = true
	m, err := Digest(v, Options{From: "doanxa@example.vn", To: []string{"doanxa@example.vn"}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Reminder(v, 0, of(v, 0), toUnits)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(m.Text+r.Text, "không ghi ngày cụ thể") || !strings.Contains(m.Text, "Hạn theo Kế hoạch: ") {
		t.Errorf("%s\n%s", m.Text, r.Text)
	}
}
