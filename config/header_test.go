package config

import "testing"

func TestHeaderWithoutItsPeriod(t *testing.T) {
	cases := map[string]string{
		"{period} / Ngày gửi":   "Ngày gửi",
		"Ngày gửi / {quarter}":  "Ngày gửi",
		"Ngày / {period} / gửi": "Ngày / gửi",
		"{period}":              "",
		"Ngày tổ chức 27/7":     "Ngày tổ chức 27/7",
	}
	for header, want := range cases {
		if got := joinHeader(header); got != want {
			t.Errorf("%q: got %q, want %q", header, got, want)
		}
	}
}
