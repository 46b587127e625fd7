package mailer

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rasoat/internal/golden"
	"rasoat/rules"
)

// shown is a message for a golden file.
func shown(m Message) string { return "Subject: " + m.Subject + "\n\n" + m.Text }

// made fails the test when a mail can't be made, or not be sent.
func made(t *testing.T) func(Message, error) Message {
	return func(m Message, err error) Message {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Bytes(); err != nil {
			t.Fatal(err)
		}
		if n := utf8.RuneCountInString(m.Subject); n > subjectLength {
			t.Errorf("a subject of %d characters: %q", n, m.Subject)
		}
		return m
	}
}

var toHead = GroupOptions{From: "rasoat@example.vn", To: []string{"vung1@example.vn"}, Salute: "Đồng chí UV BTV Huyện Đoàn, trưởng Vùng thi đua số 1"}

func TestGroupDigest(t *testing.T) {
	v := sample()
	o := toHead
	known := before17(v, aWeek)
	o.Since, o.Past, o.Link = known.Since, known.Past, options.Link
	m := made(t)(GroupDigest(v, "Vùng thi đua số 1", o))
	golden.Check(t, "group.txt", shown(m))
	golden.Check(t, "group.html", m.HTML)
	for u, unit := range v.Data.Units {
		if name := shortNames(v)[u]; u > 5 && strings.Contains(m.Text+m.HTML, name+" ") || u > 5 && strings.Contains(m.Text+m.HTML, unit.Name+":") {
			t.Errorf("it names %s, of another group", unit.Name)
		}
	}
	for _, never := range []string{"163", "250", "4/5", "D29", "%)"} {
		if strings.Contains(m.Text, never) {
			t.Errorf("it says %q", never)
		}
	}
	first := made(t)(GroupDigest(v, "Vùng thi đua số 1", toHead))
	if !strings.HasSuffix(first.Subject, "] Chỉ thị 05-CT/TU đến 20/10/2022: 3 đơn vị có việc quá hạn") || strings.Contains(first.Text, "So với") {
		t.Errorf("the first one: %s", shown(first))
	}
	for _, none := range []string{"", "Vùng thi đua số 9"} {
		if _, err := GroupDigest(v, none, toHead); err == nil {
			t.Errorf("a digest of group %q", none)
		}
	}
}

// of is the unit's findings that somebody would be reminded of.
func of(v *rules.Verdict, unit int) []*rules.Finding {
	var out []*rules.Finding
	for i := range v.Findings {
		if f := &v.Findings[i]; f.Level == rules.ForUnit && f.Unit == unit && f.Status.Open() && f.Status != rules.InProgress {
			out = append(out, f)
		}
	}
	return out
}

var toUnits = ReminderOptions{From: "rasoat@example.vn", To: []string{"donvi@example.vn"}, Salute: "BCH {đơn vị}", Link: "https://bang.example.vn/a"}

func TestReminder(t *testing.T) {
	v := sample()
	v.Defects = append(v.Defects, rules.Defect{At: rules.Ref{Tab: 2, Row: 20, Col: 7}, Unit: "Đoàn xã Thọ Lộc", Column: "Ngày rà soát",
		Value: "chị Lan báo sau", Message: "Ngày ghi 'chị Lan báo sau'; đề nghị ghi đủ ngày/tháng/năm."})
	o := toUnits
	o.Times = 2
	m := made(t)(Reminder(v, 4, of(v, 4), o))
	golden.Check(t, "reminder.txt", shown(m))
	golden.Check(t, "reminder.html", m.HTML)
	if m.ReplyTo != "vanphong@example.vn" {
		t.Errorf("answers go to %q", m.ReplyTo)
	}
	if strings.Contains(m.Text+m.HTML, "Lan") {
		t.Error("it repeats what somebody typed")
	}
}

// The subject names the worst, and never grows too long.
func TestReminderSubjects(t *testing.T) {
	v := sample()
	only := func(unit int, statuses ...rules.Status) []*rules.Finding {
		return slices.DeleteFunc(of(v, unit), func(f *rules.Finding) bool { return !slices.Contains(statuses, f.Status) })
	}
	for _, tc := range []struct {
		unit int
		fs   []*rules.Finding
		want string
	}{
		{0, only(0, rules.Overdue, rules.DueSoon), "[Huyện Đoàn Thọ Xuân] Nhắc thực hiện Chỉ thị 05-CT/TU – Đoàn xã Xuân Phú: 3 việc quá hạn"},
		{0, only(0, rules.DueSoon), "[Huyện Đoàn Thọ Xuân] Sắp đến hạn 20/10/2022: báo cáo tháng 10/2022 – Đoàn xã Xuân Phú"},
		{4, nil, "[Huyện Đoàn Thọ Xuân] Đề nghị sửa số liệu – Đoàn xã Thọ Lộc: 1 ô"},
		{2, only(2, rules.Unconfirmed), "[Huyện Đoàn Thọ Xuân] Đề nghị bổ sung số liệu – Đoàn xã Xuân Hưng: 1 việc"},
	} {
		if m := made(t)(Reminder(v, tc.unit, tc.fs, toUnits)); m.Subject != tc.want {
			t.Errorf("%q, want %q", m.Subject, tc.want)
		}
	}
	office := v.Plan.Office.Name
	v.Plan.Office.Name = "Đoàn Thanh niên Cộng sản Hồ Chí Minh huyện Thọ"
	if m := made(t)(Reminder(v, 0, only(0, rules.DueSoon), toUnits)); !strings.HasSuffix(m.Subject, "Sắp đến hạn 20/10/2022: 1 việc – Đoàn xã Xuân Phú") {
		t.Errorf("no room for the name: %q", m.Subject)
	}
	v.Plan.Office.Name = office
	v.Data.Units[0].Name = strings.Repeat("Đoàn xã rất dài ", 9)
	made(t)(Reminder(v, 0, of(v, 0), toUnits))
	made(t)(Reminder(v, 0, only(0, rules.DueSoon), toUnits))
	v.Data.Units[0].Name = "Đoàn trường THPT Nguyễn Minh Khai" // where all doesn't fit, rather without the year
	if m := made(t)(Reminder(v, 0, only(0, rules.DueSoon), toUnits)); m.Subject != "[Huyện Đoàn Thọ Xuân] Sắp đến hạn 20/10/2022: báo cáo tháng 10 – Đoàn trường THPT Nguyễn Minh Khai" {
		t.Errorf("subject %q", m.Subject)
	}
}

// A cell that only one look found wrong isn't told: somebody may be typing there.
func TestReminderInDoubt(t *testing.T) {
	v, o := sample(), toUnits
	told := made(t)(Reminder(v, 4, nil, o))
	for _, d := range v.Defects {
		if d.Unit == v.Data.Units[4].Name {
			o.Doubt = append(o.Doubt, d.At)
		}
	}
	if _, err := Reminder(v, 4, nil, o); err == nil || !strings.Contains(told.Subject, "1 ô") {
		t.Errorf("%q, then %v", told.Subject, err)
	}
}

// No unit ever sees anything of another's, whatever it is asked to tell.
func TestReminderIsAboutOneUnit(t *testing.T) {
	v := sample()
	var all []*rules.Finding
	for i := range v.Findings {
		all = append(all, &v.Findings[i])
	}
	for u := range v.Data.Units {
		v.Data.Units[u].Name = fmt.Sprintf("Đơn vị số %c", 'A'+u)
	}
	v.Defects = nil
	for u, unit := range v.Data.Units {
		v.Defects = append(v.Defects, rules.Defect{At: rules.Ref{Tab: 2, Row: int32(100 + u)}, Unit: unit.Name, Value: fmt.Sprint(9000 + u), Message: fmt.Sprintf("Ghi '%d'.", 9000+u)})
	}
	v.Defects = append(v.Defects, rules.Defect{At: rules.Ref{Tab: 2, Row: 99}, Value: "8888", Message: "Ghi '8888'."})
	for u := range v.Data.Units {
		m := made(t)(Reminder(v, u, all, toUnits))
		for other := range v.Data.Units {
			if other != u && (strings.Contains(m.Text+m.HTML+m.Subject, v.Data.Units[other].Name) || strings.Contains(m.Text+m.HTML, fmt.Sprint(9000+other))) {
				t.Errorf("unit %d sees something of unit %d:\n%s", u, other, m.Text)
			}
		}
		if !strings.Contains(m.Text, fmt.Sprint(9000+u)) || strings.Contains(m.Text, "8888") || strings.Contains(m.Text, "163/250") {
			t.Errorf("unit %d:\n%s", u, m.Text)
		}
	}
	// A row of somebody else's under this unit's name isn't its own.
	v.Data.Tables[0].Sheets = []rules.Sheet{{Tab: 2, Rows: []rules.Row{{Index: 100, Kind: rules.UnitRow, Unit: 1}}}}
	if m := made(t)(Reminder(v, 0, all, toUnits)); strings.Contains(m.Text, "9000") {
		t.Errorf("another's row:\n%s", m.Text)
	}
}

// Nothing to do is no mail.
func TestReminderRefuses(t *testing.T) {
	v := sample()
	for _, unit := range []int{-1, 99, 5} {
		if m, err := Reminder(v, unit, nil, toUnits); err == nil {
			t.Errorf("unit %d is reminded: %s", unit, m.Subject)
		}
	}
}

func TestThanks(t *testing.T) {
	golden.Check(t, "thanks.txt", shown(made(t)(Thanks(sample(), 0, toUnits))))
}

// Hostile text stays text in every mail.
func TestOtherMailsHostile(t *testing.T) {
	v := spoiled()
	for u := range v.Data.Units {
		m := made(t)(Reminder(v, u, of(v, u), ReminderOptions{From: "a@example.vn", To: []string{"b@example.vn"}}))
		if strings.Contains(m.HTML, "<script") || strings.Contains(m.HTML, "<img") || strings.Contains(m.HTML, "href=") || strings.Contains(m.Text, "0912 345") {
			t.Errorf("unit %d:\n%s", u, m.HTML)
		}
	}
	m := made(t)(GroupDigest(v, v.Data.Units[0].Groups[0], toHead))
	if strings.Contains(m.HTML, "<script") || strings.Contains(m.HTML, "href=") || strings.Contains(m.Text, "0912 345") {
		t.Errorf("group:\n%s", m.HTML)
	}
}

func TestUnreadable(t *testing.T) {
	v := sample()
	problems := []rules.Problem{{Book: "a.xlsx", Message: "Không đọc được bảng 'a.xlsx' lúc 08:00: hết quyền truy cập.", Blocking: true},
		{Tab: "Rà soát quý", Message: "Số đơn vị đọc được (3) giảm mạnh so với lần trước (55); đã dừng ghi trạng thái và gửi thư để kiểm tra."}}
	m := made(t)(Unreadable(v.Plan, problems, v.At.UTC(), UnreadableOptions{From: "rasoat@example.vn", To: []string{"vanphong@example.vn"},
		Last: "Bản tổng hợp gần nhất (17/10/2022): 8/16 đơn vị có việc quá hạn.", Link: options.Link}))
	golden.Check(t, "unreadable.txt", shown(m))
	made(t)(Unreadable(v.Plan, nil, v.At, UnreadableOptions{From: "rasoat@example.vn", To: []string{"vanphong@example.vn"}}))
}

func TestAlarm(t *testing.T) {
	at := sample().At
	item := Item{Sentence: "Không đọc được bảng 'a.xlsx': hết quyền truy cập.", Hint: "share the spreadsheet with the service account again", Since: at.Add(-3 * time.Hour)}
	other := Item{Sentence: "Không gửi được thư.", Since: at.Add(-50 * time.Hour)}
	o := AlarmOptions{From: "rasoat@example.vn", To: []string{"op@example.vn"}, Office: "Huyện Đoàn Thọ Xuân", At: at, Began: []Item{item}, Over: []Item{other}}
	golden.Check(t, "alarm.txt", shown(made(t)(Alarm(o))))
	o.Over = nil
	if m := made(t)(Alarm(o)); m.Subject != "[Huyện Đoàn Thọ Xuân] Sự cố: Không đọc được bảng 'a.xlsx': hết quyền truy cập" || m.HTML != "" {
		t.Errorf("subject %q", m.Subject)
	}
	o.Began = nil
	if _, err := Alarm(o); err == nil {
		t.Error("an alarm about nothing")
	}
}
