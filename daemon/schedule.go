package daemon

import (
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/robfig/cron/v3"

	"rasoat/rules"
)

// Schedule says when rounds are made, in Zone. Times of day are since midnight.
type Schedule struct {
	Zone     *time.Location
	Every    time.Duration // between two checks; 0 where Cron is set
	Cron     string        // five fields
	From, To time.Duration // checks only then, both included
	Weekends bool          // checks on Saturdays and Sundays too
	Morning  time.Duration // a round is made then on every day, for the mails
}

// open reports whether a check may be made at a moment.
func (s Schedule) open(at time.Time) bool {
	at = at.In(s.Zone)
	day := rules.DateOf(at).Time().Weekday()
	if !s.Weekends && (day == time.Saturday || day == time.Sunday) {
		return false
	}
	since := time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
	return since >= s.From && since <= s.To
}

// job is when checks are made, for gocron. Those outside of the hours are skipped.
func (s Schedule) job() gocron.JobDefinition {
	if s.Cron != "" {
		return gocron.CronJob(s.Cron, false)
	}
	return gocron.DurationJob(s.Every)
}

// morning is when the morning's round is made, for gocron.
func (s Schedule) morning() gocron.JobDefinition {
	minutes := uint(s.Morning / time.Minute)
	return gocron.DailyJob(1, gocron.NewAtTimes(gocron.NewAtTime(minutes/60, minutes%60, 0)))
}

// Next is the next moments after from, up to until, at which a check is made: at most
// so many. Checks by an interval are counted from from.
func (s Schedule) Next(from, until time.Time, most int) []time.Time {
	var out []time.Time
	next := func(t time.Time) time.Time { return t.Add(s.Every) }
	if s.Cron != "" {
		line, err := cron.ParseStandard(s.Cron)
		if err != nil {
			return nil // the settings were checked when they were read
		}
		next = func(t time.Time) time.Time { return line.Next(t.In(s.Zone)) }
	} else if s.Every <= 0 {
		return nil
	}
	for at := next(from); !at.IsZero() && !at.After(until) && len(out) < most; at = next(at) {
		if s.open(at) {
			out = append(out, at.In(s.Zone))
		}
	}
	return out
}
