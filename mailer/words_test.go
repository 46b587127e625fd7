package mailer

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"rasoat/rules"
)

func TestWhen(t *testing.T) {
	for _, tc := range []struct {
		every rules.Every
		due   rules.Due
		want  string
	}{
		{rules.Year, rules.Due{Day: 31}, "31/12"},
		{rules.Year, rules.Due{FromStart: true}, "01/01"},
		{rules.Month, rules.Due{Day: 20}, "ngày 20 của tháng"},
		{rules.Quarter, rules.Due{Day: 20}, "ngày 20 của tháng cuối quý"},
		{rules.Quarter, rules.Due{Days: 10}, "hết quý thêm 10 ngày"},
		{rules.Year, rules.Due{On: rules.NewDate(2022, 3, 31)}, "31/03"},
		{rules.Year, rules.Due{On: rules.NewDate(2023, 1, 31)}, "31/01/2023"},
		{rules.Half, rules.Due{}, "ngày cuối kỳ 6 tháng"},
		{rules.Quarter, rules.Due{FromStart: true, Days: 4}, "ngày thứ 5 của quý"},
		{rules.Quarter, rules.Due{Days: -5}, "5 ngày trước khi hết quý"},
		{rules.Year, rules.Due{Days: -5}, "26/12"},
	} {
		if got := when(&rules.Rule{Every: tc.every}, tc.due, 2022); got != tc.want {
			t.Errorf("%s %+v: %q, want %q", tc.every, tc.due, got, tc.want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"Đoàn xã\r\nXuân\tPhú ":         "Đoàn xã Xuân Phú",
		"số 0912345678":                 "số **********",
		"0912 345 678, 0912.345.678":    "************, ************",
		"CCCD 038-123-456-789":          "CCCD ***************",
		"20/10/2022 và 1.250 đoàn viên": "20/10/2022 và 1.250 đoàn viên",
		"Quý I 16/16, Quý II 10/16":     "Quý I 16/16, Quý II 10/16",
		"https://a.vn":                  "https: //a.vn",
		"a\u200b\u202eb":                "ab",
		"Tho\u0323 Xua\u0302n":          "Thọ Xuân",
		"A\u00ad\u0300":                 "À", // a mark behind a soft hyphen
	} {
		if got := clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// Whatever people type, cleaning twice is cleaning once, and the result is one
// line of valid text.
func TestCleanAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "in")
		once := clean(in)
		if clean(once) != once || !utf8.ValidString(once) {
			t.Fatalf("%q: %q, then %q", in, once, clean(once))
		}
	})
}
