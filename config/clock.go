package config

import (
	"regexp"
	"strconv"
	"time"

	"go.yaml.in/yaml/v4"
)

// How times are written: of the day, from one to another, and how long. The schema
// uses them too, so they are what both Go and editors understand.
const (
	timeOfDay = `([01]?\d|2[0-3]):([0-5]\d)`
	fromTo    = `^` + timeOfDay + `-(?:` + timeOfDay + `|24:00)$`
	howLong   = `^(?:\d{1,4}d|(?:\d{1,5}h)?(?:\d{1,5}m)?(?:\d{1,5}s)?)$`
)

var (
	clockText = regexp.MustCompile(`^` + timeOfDay + `$`)
	hoursText = regexp.MustCompile(fromTo)
	spanText  = regexp.MustCompile(howLong)
)

// clock is a time of the day: 07:00.
type clock struct {
	spot
	v time.Duration // since midnight
}

func (t *clock) read(w *walker, n *yaml.Node) {
	m := clockText.FindStringSubmatch(n.Value)
	if n.Kind != yaml.ScalarNode || m == nil {
		w.wrong(n, "a time of the day is wanted, as 07:00")
		return
	}
	t.v = sinceMidnight(m[1], m[2])
}

// or is the time, or the default where it isn't given.
func (t *clock) or(def time.Duration) time.Duration {
	if t.given() {
		return t.v
	}
	return def
}

func (t *clock) schema() shape {
	return orSetting(shape{"type": "string", "pattern": `^` + timeOfDay + `$`})
}

// hours is a part of the day: 06:00-20:00. It ends after it begins, at 24:00 at
// the latest.
type hours struct {
	spot
	from, to time.Duration // since midnight
}

func (t *hours) read(w *walker, n *yaml.Node) {
	m := hoursText.FindStringSubmatch(n.Value)
	if n.Kind != yaml.ScalarNode || m == nil {
		w.wrong(n, "hours are wanted, as 06:00-20:00")
		return
	}
	t.from, t.to = sinceMidnight(m[1], m[2]), 24*time.Hour
	if m[3] != "" {
		t.to = sinceMidnight(m[3], m[4])
	}
	if t.from >= t.to {
		w.problem(n, "the earlier time first, both on the same day: 06:00-20:00", "the hours end before they begin")
	}
}

// or is the hours, or the defaults where they aren't given.
func (t *hours) or(from, to time.Duration) (time.Duration, time.Duration) {
	if t.given() {
		return t.from, t.to
	}
	return from, to
}

func (t *hours) schema() shape { return orSetting(shape{"type": "string", "pattern": fromTo}) }

func sinceMidnight(hour, minute string) time.Duration {
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
}

// span is how long something takes or lasts: 15m, 1h30m, 7d.
type span struct {
	spot
	v        time.Duration
	min, max string
}

func (t *span) within(min, max string) *span {
	t.min, t.max = min, max
	return t
}

func (t *span) read(w *walker, n *yaml.Node) {
	v, ok := parseSpan(n.Value)
	least, _ := parseSpan(t.min)
	most, _ := parseSpan(t.max)
	switch {
	case n.Kind != yaml.ScalarNode || !ok:
		w.wrong(n, "a time is wanted, from "+t.min+" to "+t.max)
	case v < least || v > most:
		w.problem(n, "from "+t.min+" to "+t.max, "%s is out of bounds", n.Value)
	default:
		t.v = v
	}
}

// or is the time, or the default where it isn't given.
func (t *span) or(def time.Duration) time.Duration {
	if t.given() {
		return t.v
	}
	return def
}

func (t *span) schema() shape { return orSetting(shape{"type": "string", "pattern": howLong}) }

// parseSpan reads 7d, and what package time reads.
func parseSpan(s string) (time.Duration, bool) {
	if s == "" || !spanText.MatchString(s) {
		return 0, false
	}
	if days, ok := cutDays(s); ok {
		return time.Duration(days) * 24 * time.Hour, true
	}
	v, err := time.ParseDuration(s)
	return v, err == nil
}

func cutDays(s string) (int, bool) {
	if s[len(s)-1] != 'd' {
		return 0, false
	}
	days, err := strconv.Atoi(s[:len(s)-1])
	return days, err == nil
}

// length is a length of a period.
type length struct{ word }

func (t *length) read(w *walker, n *yaml.Node) {
	t.among("month", "quarter", "half", "year").read(w, n)
}
func (t *length) schema() shape { return t.among("month", "quarter", "half", "year").schema() }
