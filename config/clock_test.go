package config

import (
	"testing"
	"time"

	"github.com/robfig/cron/v3"
	"go.yaml.in/yaml/v4"
)

// TestCronComes: whether a check ever comes of a line, between 06:00 and 20:00.
func TestCronComes(t *testing.T) {
	for _, c := range []struct {
		line     string
		weekends bool
		want     bool
	}{
		{"*/15 * * * *", true, true},
		{"0 6 * * *", true, true},   // its first minute
		{"0 20 * * *", true, true},  // and its last
		{"1 20 * * *", true, false}, // a minute later
		{"* 0-5,21-23 * * *", true, false},
		{"0 8 * * 0,6", true, true},
		{"0 8 * * 0,6", false, false},
		{"0 8 29 2 *", false, true},
		{"* * 1,2 1 *", false, true}, // in other years than those in which they are a weekend
		{"0 8 29 2 6", false, true},  // the day or the weekday
	} {
		line, err := cron.ParseStandard(c.line)
		if err != nil {
			t.Fatal(err)
		}
		s := Schedule{From: 6 * time.Hour, To: 20 * time.Hour, Weekends: c.weekends}
		for year := 2020; year < 2024; year++ {
			if got := s.comes(line, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)); got != c.want {
				t.Errorf("%s from %d on: %v, want %v", c.line, year, got, c.want)
			}
		}
	}
}

// TestClocks: how times may be written, and how they may not.
func TestClocks(t *testing.T) {
	day := 24 * time.Hour
	for text, want := range map[string]time.Duration{
		"15m": 15 * time.Minute, "1h30m": 90 * time.Minute, "7d": 7 * day, "60d": 60 * day, "45s": 45 * time.Second,
	} {
		if got, ok := parseSpan(text); !ok || got != want {
			t.Errorf("%q: %v %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "7", "7 d", "-1h", "1.5h", "1d12h", "1w", "∞", "99999999h", "m", "5ms"} {
		if got, ok := parseSpan(text); ok {
			t.Errorf("%q is taken for %v", text, got)
		}
	}
	for text, want := range map[string][2]time.Duration{
		"06:00-20:00": {6 * time.Hour, 20 * time.Hour}, "6:30-7:00": {6*time.Hour + 30*time.Minute, 7 * time.Hour}, "00:00-24:00": {0, day},
		"20:00-06:00": {}, "06:00-06:00": {}, "06:00": {}, "6-20": {}, "06:00 - 20:00": {}, "06:60-20:00": {}, "06:00-24:30": {}, "25:00-26:00": {},
	} {
		src := newSource("x.yaml", []byte(text))
		var h hours
		h.read(&walker{source: src}, &yaml.Node{Kind: yaml.ScalarNode, Value: text, Line: 1, Column: 1})
		if good := want != [2]time.Duration{}; good != (len(src.problems) == 0) || good && want != [2]time.Duration{h.from, h.to} {
			t.Errorf("%q: %v-%v %v", text, h.from, h.to, src.problems)
		}
	}
}
