package config

import (
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// Schedule says when rasoat run does what, in the plan's zone.
type Schedule struct {
	Every    time.Duration // how often the sheets are checked, 1m to 24h; default 15m; 0 where Cron is set
	Cron     string        // instead: minute, hour, day, month, weekday
	From, To time.Duration // since midnight: checks only then, both included; default 06:00 and 20:00; at most 24:00
	Weekends bool          // checks on Saturdays and Sundays too; the default
	Mail     time.Duration // since midnight: when mails are made; default 07:00
	Weekly   time.Weekday  // of the mail that always comes; default Monday
	Full     time.Duration // with Google.AskChange: how often everything is read all the same, 1m to 24h; default 30m
}

// schedule settles when things are done.
func (b *serviceBuilder) schedule() {
	f, s := &b.form.schedule, &b.service.Schedule
	*s = Schedule{
		Every: f.check.or(15 * time.Minute), Cron: f.cron.s,
		Weekends: f.weekends.or(true), Mail: f.mail.or(7 * time.Hour), Weekly: weekday(f.weekly.or("monday")),
		Full: f.full.or(30 * time.Minute),
	}
	s.From, s.To = f.hours.or(6*time.Hour, 20*time.Hour)
	if f.full.given() && !b.form.google.drive.v {
		b.problem(f.full.n, "google: {drive: true}; or leave it out: everything is read each time", "this is only for google: {drive: true}")
	}
	if f.cron.given() {
		s.Every = 0
		b.cron(f.cron)
	}
	if f.cron.given() && f.check.given() {
		b.problem(f.check.n, "keep one of them", "check and cron both say when to check")
	}
}

// weekdays are the days in a service file, Sunday first as in package time.
func weekdays() []string {
	return []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
}

func weekday(word string) time.Weekday {
	for i, w := range weekdays() {
		if w == word {
			return time.Weekday(i)
		}
	}
	return time.Monday
}

// cron checks that the line can be read, and that a check ever comes of it.
func (b *serviceBuilder) cron(t text) {
	const hint = "minute hour day month weekday, as in: 0,30 7-18 * * 1-5"
	if t.s == "" {
		return
	}
	if strings.Contains(t.s, "TZ=") {
		b.problem(t.n, hint, "%s names a zone, but the plan's counts", quote(t.s))
		return
	}
	if len(strings.Fields(t.s)) != 5 {
		b.problem(t.n, hint, "%s isn't five fields", quote(t.s))
		return
	}
	line, err := cron.ParseStandard(t.s)
	if err != nil {
		b.problem(t.n, hint, "%s can't be read: %v", quote(t.s), err)
		return
	}
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC) // any year will do; this one has a 29 February
	switch {
	case line.Next(start.Add(-time.Second)).IsZero():
		b.problem(t.n, "days that its months have", "%s never comes", quote(t.s))
	case b.service.Schedule.From < b.service.Schedule.To && !b.service.Schedule.comes(line, start):
		b.problem(t.n, "hours and weekends say when checks may be", "%s never comes within the schedule's hours and days", quote(t.s))
	}
}

// comes reports whether the line ever falls into the hours and days of checks.
func (s Schedule) comes(line cron.Schedule, start time.Time) bool {
	at := start.Add(-time.Second)
	for end := start.AddDate(28, 0, 0); ; { // weekdays come back on their dates after 28 years
		at = line.Next(at)
		if at.IsZero() || at.After(end) {
			return false
		}
		day := at.Truncate(24 * time.Hour)
		rest := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		switch {
		case rest && !s.Weekends, at.After(day.Add(s.To)):
			at = day.Add(24*time.Hour - time.Second)
		case at.Before(day.Add(s.From)):
			at = day.Add(s.From - time.Second)
		default:
			return true
		}
	}
}
