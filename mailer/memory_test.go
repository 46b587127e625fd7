package mailer

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"rasoat/internal/golden"
	"rasoat/rules"
)

// before is what the digest of Monday 17/10 knew of the sample: the same, but
// for what edit makes of it.
func before17(v *rules.Verdict, edit func(f *rules.Finding, p *Past)) Options {
	o := options
	o.Since = time.Date(2022, 10, 17, 7, 0, 0, 0, v.At.Location())
	o.Past = make([]Past, len(v.Findings))
	for i := range v.Findings {
		f := &v.Findings[i]
		o.Past[i] = Past{Told: f.Status, Since: (f.Due + 1).Time()}
		if edit != nil {
			edit(f, &o.Past[i])
		}
	}
	return o
}

// aWeek is what a week may bring: units 1 and 2 held their reviews, 3 and 9 are
// newly behind with theirs, 5 lost its report, 4 mistyped a figure, 12 mended one.
func aWeek(f *rules.Finding, p *Past) {
	review := f.Rule.ID == "quarterly-review" && f.Period == quarter(3)
	switch {
	case review && (f.Unit == 1 || f.Unit == 2):
		p.Told = rules.DueSoon
	case review && (f.Unit == 3 || f.Unit == 9):
		p.Told = rules.InProgress
	case f.Rule.ID == "report-month" && f.Period == month(9) && f.Unit == 8:
		p.Told = rules.Met
	case f.Rule.ID == "meeting" && f.Unit == 4:
		p.Told = rules.InProgress
	case f.Rule.ID == "meeting" && f.Unit == 12:
		p.Told = rules.Missing
	case f.Level == rules.ForAll:
		p.Told = rules.InProgress
	}
}

func TestDigestWithMemory(t *testing.T) {
	v := sample()
	v.Findings[len(v.Findings)-1].Recalled = true
	m, err := Digest(v, before17(v, aWeek))
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "memory.txt", "Subject: "+m.Subject+"\n\n"+m.Text)
}

// Without changes it says so, in the subject, first and in part B; it goes out
// all the same.
func TestDigestWithoutChanges(t *testing.T) {
	v := sample()
	m, err := Digest(v, before17(v, nil))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(m.Subject, " đến 20/10/2022: không thay đổi so với 17/10") {
		t.Errorf("subject %q", m.Subject)
	}
	for _, want := range []string{"* So với 17/10: không có việc nào đổi trạng thái. Đến 20/10/2022: 8/16 đơn vị", "Thay đổi từ bản trước Không có việc nào đổi trạng thái so với 17/10."} {
		if !strings.Contains(strings.Join(strings.Fields(m.Text), " "), want) {
			t.Errorf("the digest doesn't say %q:\n%s", want, m.Text)
		}
	}
}

// A first digest, or one of which nothing is known, compares nothing.
func TestDigestFirst(t *testing.T) {
	want, _ := Digest(sample(), options)
	v := sample()
	first := before17(v, aWeek)
	first.Since = time.Time{}
	other := before17(v, aWeek)
	other.Past = other.Past[1:] // of another verdict
	for _, o := range []Options{first, other} {
		if got, _ := Digest(v, o); got.Subject != want.Subject || got.Text != want.Text {
			t.Errorf("it compares:\n%s", got.Text)
		}
	}
}

// Every move that a finding can make.
func TestMoved(t *testing.T) {
	work, check := &rules.Rule{Done: &rules.Done{}}, &rules.Rule{Check: &rules.Check{}}
	for _, tc := range []struct {
		told, is rules.Status
		reason   rules.Reason
		closed   bool
		held     bool
		rule     *rules.Rule
		want     move
	}{
		{told: rules.InProgress, is: rules.Met, want: gotDone},
		{told: rules.Overdue, is: rules.Late, want: gotDone},
		{told: rules.Unmet, is: rules.Late, closed: true, want: gotDone}, // late, but done
		{told: rules.NoStatus, is: rules.Met, want: stayed},
		{told: rules.Met, is: rules.Late, want: stayed}, // the office moved a date
		{told: rules.DueSoon, is: rules.Overdue, want: gotOver},
		{told: rules.NoStatus, is: rules.Overdue, want: gotOver},
		{told: rules.Behind, is: rules.Unmet, want: gotOver},
		{told: rules.Overdue, is: rules.Unmet, want: stayed},
		{told: rules.Overdue, is: rules.Unmet, closed: true, want: stayed}, // history isn't news
		{told: rules.Met, is: rules.Overdue, want: reopened},
		{told: rules.Late, is: rules.Invalid, want: reopened},
		{told: rules.InProgress, is: rules.Invalid, want: gotWrong},
		{told: rules.Overdue, is: rules.Unconfirmed, want: gotWrong}, // ticked, but no date
		{told: rules.Missing, is: rules.Invalid, want: stayed},
		{told: rules.InProgress, is: rules.Unconfirmed, reason: rules.AskedOffice, want: asked},
		{told: rules.Missing, is: rules.Unconfirmed, reason: rules.AskedOffice, want: asked},
		{told: rules.Unconfirmed, is: rules.Exempt, want: exempted},
		{told: rules.NoStatus, is: rules.Exempt, want: stayed},
		{told: rules.Invalid, is: rules.InProgress, want: mended},
		{told: rules.Invalid, is: rules.Met, rule: check, want: mended},
		{told: rules.Invalid, is: rules.Overdue, want: gotOver},
		{told: rules.InProgress, is: rules.Behind, want: gotBehind},
		{told: rules.Overdue, is: rules.InProgress, want: extended},
		{told: rules.NotDue, is: rules.InProgress, want: stayed}, // the calendar's, and no news
		{told: rules.InProgress, is: rules.DueSoon, want: stayed},
		{told: rules.DueSoon, is: rules.Overdue, held: true, want: stayed},
	} {
		rule := tc.rule
		if rule == nil {
			rule = work
		}
		f := &rules.Finding{Rule: rule, Status: tc.is, Reason: tc.reason, Closed: tc.closed}
		if got := (Past{Told: tc.told, Held: tc.held}).moved(f); got != tc.want {
			t.Errorf("%s, now %s (closed %v, held %v): move %d, want %d", tc.told, tc.is, tc.closed, tc.held, got, tc.want)
		}
	}
}

// Of ten units with old work, each is named within two weeks; who is newly
// behind comes first, and the same week names the same.
func TestTalksGoRound(t *testing.T) {
	rule := &rules.Rule{Title: "Rà soát quý", Enabled: true, Every: rules.Quarter, Done: &rules.Done{}}
	v := &rules.Verdict{Plan: district(), Data: &rules.Data{}}
	for u := range 11 {
		v.Data.Units = append(v.Data.Units, rules.Unit{Name: fmt.Sprintf("Số %d", u)})
		v.Findings = append(v.Findings, rules.Finding{Rule: rule, Unit: u, Period: quarter(2), Status: rules.Overdue, Due: rules.NewDate(2022, 7, 10)})
	}
	named := func(day rules.Date, fresh int) string {
		v.Today, v.At = day, day.Time()
		past := make([]Past, len(v.Findings))
		for i := range past {
			past[i].Told = rules.Overdue
		}
		for i := range fresh {
			past[10-i].Told = rules.DueSoon
		}
		r := newReport(v, nil)
		r.remember((day - 7).Time(), past)
		var out []string
		for _, d := range r.talks() {
			out = append(out, strings.TrimPrefix(v.Data.Units[d.unit].Name, "Số "))
		}
		return strings.Join(out, " ")
	}
	monday := rules.NewDate(2022, 10, 17)
	seen := map[string]int{}
	for w := range 11 {
		for _, u := range strings.Fields(named(monday+rules.Date(7*w), 0)) {
			seen[u]++
		}
	}
	for u := range 11 {
		if n := seen[fmt.Sprint(u)]; n != 5 {
			t.Errorf("unit %d is named %d times in 11 weeks", u, n)
		}
	}
	if a, b := named(monday, 0), named(monday+6, 0); a != b {
		t.Errorf("on Monday %s, on Sunday %s", a, b)
	}
	if got := named(monday, 2); !strings.HasPrefix(got, "9 10 ") || len(strings.Fields(got)) != 5 {
		t.Errorf("with two newly behind: %s", got)
	}
	if got := named(monday, 7); got != "4 5 6 7 8" {
		t.Errorf("with seven newly behind: %s", got)
	}
}

// A subject keeps to its length with memory too.
func TestSubjectWithMemory(t *testing.T) {
	v := sample()
	v.Held[0] = true
	v.Plan.Short = strings.Repeat("Kế hoạch rất dài ", 10)
	m, _ := Digest(v, before17(v, aWeek))
	if n := len([]rune(m.Subject)); n > subjectLength || !strings.HasSuffix(m.Subject, "3 việc đã xong, 2 việc mới quá hạn, chưa xét đủ 1 đơn vị") || strings.Contains(m.Subject, "Kế") {
		t.Errorf("%d: %q", n, m.Subject)
	}
}

// A period's report is the same digest: named after the period, its results first.
func TestDigestReports(t *testing.T) {
	v := sample()
	o := before17(v, aWeek)
	o.Reports = []rules.Period{month(9), quarter(3), quarter(3)}
	m, err := Digest(v, o)
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "report.txt", "Subject: "+m.Subject+"\n\n"+m.Text)
	o.Reports = []rules.Period{month(9)}
	if m, _ := Digest(v, o); !strings.HasSuffix(m.Subject, "] Kết quả báo cáo tháng 9/2022: 12/16 đơn vị đã thực hiện") {
		t.Errorf("subject %q", m.Subject)
	}
	o.Reports = []rules.Period{year}
	if m, _ := Digest(v, o); !strings.Contains(m.Subject, "đến 20/10/2022: ") { // nothing of the year has fallen due
		t.Errorf("subject %q", m.Subject)
	}
	v.Today = rules.NewDate(2023, 1, 3)
	m, _ = Digest(v, o)
	if !strings.HasSuffix(m.Subject, "] Kết quả làm việc với cấp ủy, chính quyền năm 2022: 6/16 đơn vị đã thực hiện") { // the year's only rule
		t.Errorf("subject %q", m.Subject)
	}
	for i := range v.Findings { // several rules due on the last day: none of them stands for the year
		if f := &v.Findings[i]; f.Level == rules.ForUnit && f.Period == quarter(3) {
			f.Period, f.Due = year, rules.NewDate(2022, 12, 31)
		}
	}
	if m, _ := Digest(v, o); !strings.Contains(m.Subject, "] Kết quả năm 2022: ") || strings.Contains(m.Subject, "đã thực hiện") {
		t.Errorf("subject %q", m.Subject)
	}
	if !strings.Contains(m.Text, "1. Kết quả năm 2022\n") || !strings.Contains(m.Text, "- Giới thiệu đoàn viên ưu tú (II.2): 163/250 (65,2%), chậm tiến độ.") {
		t.Errorf("the year's totals aren't there:\n%s", m.Text)
	}
}

// Files go with the mail, under names that mail programs read, and make it
// another mail.
func TestAttach(t *testing.T) {
	o := options
	o.Attach = []Part{{Name: "ket-qua-2022-10-20.xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Data: []byte("PK\x03\x04 …")},
		{Name: "kết quả.csv", Type: "text/csv", Data: []byte("a;b\r\n")}}
	m, err := Digest(sample(), o)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := m.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	same(t, m, raw)
	again, _ := m.Bytes()
	without, _ := Digest(sample(), options)
	if !bytes.Equal(raw, again) || m.MessageID() == without.MessageID() {
		t.Error("the attachment makes it two mails, or none")
	}
	for _, want := range []string{`filename="ket-qua-2022-10-20.xlsx"`, `filename="=?UTF-8?b?a+G6v3QgcXXhuqMuY3N2?="`, "UEsDBCDigKY="} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("the mail hasn't %s", want)
		}
	}
	m.Attach[0].Name = "a\r\nBcc: x"
	if _, err := m.Bytes(); err == nil {
		t.Error("a header in a file's name")
	}
}
