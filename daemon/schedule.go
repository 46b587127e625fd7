package daemon

import (
	"errors"
	"fmt"
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/jonboulle/clockwork"
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

// timers are the schedule at work. Each channel has room for one wish, with the
// moment at which it came up: what comes up while a step is on its way isn't done
// twice after it.
type timers struct {
	check, morning, look chan time.Time
	cron                 gocron.Scheduler
}

// clock is the computer's, but for what time it is.
type clock struct {
	clockwork.Clock
	now func() time.Time
}

// Now is the moment that the daemon is told.
func (c clock) Now() time.Time { return c.now() }

// begin sets the timers.
func (s Schedule) begin(now func() time.Time, tick time.Duration) (*timers, error) {
	cron, err := gocron.NewScheduler(gocron.WithLocation(s.Zone), gocron.WithClock(clock{clockwork.NewRealClock(), now}))
	if err != nil {
		return nil, fmt.Errorf("schedule: %w", err)
	}
	t := &timers{check: make(chan time.Time, 1), morning: make(chan time.Time, 1), look: make(chan time.Time, 1), cron: cron}
	for _, j := range []struct {
		when gocron.JobDefinition
		wish chan time.Time
	}{{s.job(), t.check}, {s.morning(), t.morning}, {gocron.DurationJob(tick), t.look}} {
		if _, err := cron.NewJob(j.when, gocron.NewTask(func() { put(j.wish, now()) })); err != nil {
			return nil, errors.Join(fmt.Errorf("schedule: %w", err), cron.Shutdown())
		}
	}
	cron.Start()
	return t, nil
}

// put leaves a wish in place of the one that may wait already.
func put(wish chan time.Time, at time.Time) {
	select {
	case <-wish:
	default:
	}
	select {
	case wish <- at:
	default:
	}
}

// end stops the timers.
func (t *timers) end() { _ = t.cron.Shutdown() } // its jobs only put wishes

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
