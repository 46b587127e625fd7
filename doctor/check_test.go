package doctor_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"rasoat/doctor"
	"rasoat/sync"
	"rasoat/sync/gsheet"
)

func TestClock(t *testing.T) {
	now := time.Date(2022, 10, 20, 8, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		skew time.Duration
		want doctor.Level
		says string
	}{
		{0, doctor.OK, "as Google says"},
		{5 * time.Minute, doctor.OK, ""},
		{-5*time.Minute - time.Second, doctor.Problem, "5m1s behind Google"},
		{26 * time.Hour, doctor.Problem, "26h0m0s ahead of Google"},
	} {
		got := doctor.Clock(now.Add(c.skew), now, "Google")
		if got.Level != c.want || !strings.Contains(got.Found, c.says) || (got.Do == "") != (c.want == doctor.OK) {
			t.Errorf("%s: %+v", c.skew, got)
		}
	}
}

func TestSpreadsheet(t *testing.T) {
	now := time.Now()
	fine := gsheet.Inspection{Title: "Theo dõi", Locale: "vi_VN", Date: now, Link: ""}
	for _, c := range []struct {
		name string
		edit func(*gsheet.Inspection)
		want doctor.Level
		says string
	}{
		{"fine", func(*gsheet.Inspection) {}, doctor.OK, "may read and write"},
		{"read only", func(x *gsheet.Inspection) { x.Write = &sync.Trouble{Sentence: "Không ghi được", Hint: "share it"} }, doctor.Problem, "acc@x > Editor"},
		{"public", func(x *gsheet.Inspection) { x.Link = "writer" }, doctor.Warning, "can change"},
		{"link reads", func(x *gsheet.Inspection) { x.Link = "reader" }, doctor.Warning, "can read"},
		{"Drive not asked", func(x *gsheet.Inspection) { x.Unasked = errors.New("scope") }, doctor.OK, "not checked"},
		{"protected", func(x *gsheet.Inspection) {
			x.Guarded = []gsheet.Guarded{{Tab: "Trang", Range: "C:D", Description: "của Văn phòng"}}
		}, doctor.Warning, "(của Văn phòng)"},
		{"clock", func(x *gsheet.Inspection) { x.Date = now.Add(time.Hour) }, doctor.Problem, "behind Google"},
	} {
		x := fine
		c.edit(&x)
		checks := doctor.Spreadsheet("id", "acc@x", x, now)
		text := ""
		for _, k := range checks {
			text += k.Lines()
		}
		if doctor.Worst(checks) != c.want || !strings.Contains(text, c.says) {
			t.Errorf("%s: want %s and %q in\n%s", c.name, c.want, c.says, text)
		}
	}
}
