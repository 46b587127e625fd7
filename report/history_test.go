package report_test

import (
	"testing"
	"time"

	"rasoat/report"
)

func events() []report.Event {
	zone := time.FixedZone("", 7*3600)
	return []report.Event{
		{Kind: "change", At: time.Date(2022, 10, 11, 8, 0, 0, 0, zone), Subject: "Đoàn xã Xuân Phú", Level: "unit", Rule: "quarterly-review", Clause: "III.4",
			Period: "2022-Q3", Was: "due-soon", Status: "overdue", Cause: "calendar", Message: "Chưa rà soát, đánh giá Quý III/2022; hạn 10/10/2022 (III.4).", Title: "Rà soát quý"},
		{Kind: "mail", At: time.Date(2022, 10, 12, 7, 0, 1, 0, zone), Subject: "Đoàn xã Xuân Phú", Message: "=1+1\x1b[2J", To: "xuanphu@example.vn",
			State: "sent", StateSay: "đã gửi", Copies: 2},
		{Kind: "change", At: time.Date(2022, 10, 12, 8, 0, 0, 0, zone), Level: "all", Rule: "introduced", Period: "2022", Status: "behind", Cause: "seen"},
	}
}

// TestEvents: changes and mails for people; what was typed can't move the cursor.
func TestEvents(t *testing.T) {
	want := `11/10/2022 08:00 Đoàn xã Xuân Phú, Rà soát quý, Quý
  III/2022: Sắp đến hạn → Quá hạn
    Chưa rà soát, đánh giá Quý III/2022; hạn 10/10/2022
      (III.4).
12/10/2022 07:00 Thư đến xuanphu@example.vn: đã gửi, có
  thể hai bản
    =1+1 [2J
12/10/2022 08:00 năm 2022: Chậm tiến độ
`
	if got := report.EventsTable(events(), 60); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestEventsCSV: no field is a formula.
func TestEventsCSV(t *testing.T) {
	want := `kind,at,subject,level,rule,clause,period,was,status,cause,message,to,state,copies
change,2022-10-11T08:00:00+07:00,Đoàn xã Xuân Phú,unit,quarterly-review,III.4,2022-Q3,due-soon,overdue,calendar,"Chưa rà soát, đánh giá Quý III/2022; hạn 10/10/2022 (III.4).",,,
mail,2022-10-12T07:00:01+07:00,Đoàn xã Xuân Phú,,,,,,,,'=1+1 [2J,xuanphu@example.vn,sent,2
change,2022-10-12T08:00:00+07:00,,all,introduced,,2022,,behind,seen,,,,
`
	got, err := report.EventsCSV(events())
	if err != nil || string(got) != want {
		t.Errorf("got\n%s\nwant\n%s%v", got, want, err)
	}
}
