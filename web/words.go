package web

import (
	"strconv"
	"strings"
	"time"

	"rasoat/rules"
)

// head is a period as the head of a narrow column.
func head(p rules.Period) string {
	switch p.Every {
	case rules.Month:
		return "T" + strconv.Itoa(int(p.N))
	case rules.Quarter:
		return [...]string{"I", "II", "III", "IV"}[p.N-1]
	case rules.Half:
		return [...]string{"6T đầu", "6T cuối"}[p.N-1]
	}
	return "Năm"
}

// moment is a time in the plan's zone: "07:00 ngày 20/10/2022"; "" for none.
func (v *view) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(v.Verdict.Plan.Location).Format("15:04 ngày 02/01/2006")
}

// stamp is a time in the plan's zone for programs; "" for none.
func (v *view) stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(v.Verdict.Plan.Location).Format(time.RFC3339)
}

// day is the day of a time in the plan's zone; "" for none.
func (v *view) day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(v.Verdict.Plan.Location).Format("02/01/2006")
}

// took is how long something took: "0,8 giây", "3 phút 05 giây"; "" when that
// isn't known.
func took(d time.Duration) string {
	switch {
	case d == 0:
		return ""
	case d < time.Minute:
		return strings.Replace(strconv.FormatFloat(d.Seconds(), 'f', 1, 64), ".", ",", 1) + " giây"
	}
	d = d.Round(time.Second)
	s := strconv.Itoa(int(d/time.Second) % 60)
	if len(s) < 2 {
		s = "0" + s
	}
	return strconv.Itoa(int(d/time.Minute)) + " phút " + s + " giây"
}

// place is where a cell stands: the tab and the cell's address; "" for nowhere.
func place(d *rules.Data, at rules.Ref) string {
	if at.Tab <= 0 || int(at.Tab) >= len(d.Tabs) {
		return ""
	}
	return "trang '" + d.Tabs[at.Tab].Title + "', ô " + rules.A1(int(at.Row), int(at.Col))
}
