package daemon

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	gosync "sync"
	"time"

	"github.com/go-co-op/gocron/v2"

	"rasoat/store"
)

// The daemon's own times.
const (
	roundTime = 20 * time.Minute // a round that takes longer is broken off; the next one goes on
	stopTime  = 8 * time.Second  // how long the step at hand may take when the program is told to end
	asleep    = 3 * time.Minute  // a longer gap between two ticks: the computer slept, or its clock was set
)

// Daemon runs rounds on schedule until it is told to end.
type Daemon struct {
	// Load reads the settings, at the beginning and when they changed. The office it
	// gives is closed by the daemon.
	Load func() (*Office, Schedule, error)
	// Stamp changes when a file that Load reads was changed; nil: only Reload counts.
	Stamp func() string
	// Reload asks for the settings to be read again.
	Reload <-chan struct{}
	// After is told of each round, and of a round that panicked (with its error); nil: nobody.
	After func(*Office, Schedule, Outcome, error)

	Log    *slog.Logger
	Now    func() time.Time
	Tick   time.Duration // between two looks at the outbox and at the settings; 0: a minute
	Ledger string        // path of the ledger: one daemon may have it

	busy     gosync.Mutex // one round or sending at a time; guards the rest
	office   *Office
	schedule Schedule
	stamp    string
	last     time.Time // when the last round began
	tick     time.Time // when the last tick was
	sending  bool      // mails may wait that are to be tried again
}

// Run runs until the context ends. It makes one round at once. Its error is that the
// settings can't be used at the beginning, or that another daemon has the ledger.
func (d *Daemon) Run(ctx context.Context) error {
	lock, err := store.Hold(ctx, d.Ledger, store.DaemonLock, 2*time.Second, store.Holder{Doing: "rasoat run", Since: d.Now()})
	if err != nil {
		return err
	}
	defer lock.Release()
	d.stamp = d.stamped()
	if d.office, d.schedule, err = d.Load(); err != nil {
		return err
	}
	defer d.close()
	d.Log.Info("begins", "plan", d.office.Plan.Short, "mail", d.office.Mail)
	d.round(ctx, "start")
	for ctx.Err() == nil {
		if err := d.serve(ctx); err != nil {
			return err
		}
	}
	d.Log.Info("ends")
	return nil
}

// serve keeps the schedule until the context ends or there are new settings.
func (d *Daemon) serve(ctx context.Context) error {
	running, stop := context.WithCancel(ctx)
	defer stop()
	s, err := gocron.NewScheduler(gocron.WithLocation(d.schedule.Zone), gocron.WithStopTimeout(stopTime),
		gocron.WithGlobalJobOptions(gocron.WithSingletonMode(gocron.LimitModeReschedule)))
	if err != nil {
		return fmt.Errorf("schedule: %w", err)
	}
	fresh := make(chan struct{}, 1)
	tick := d.Tick
	if tick <= 0 {
		tick = time.Minute
	}
	d.tick = d.Now()
	for _, j := range []struct {
		when gocron.JobDefinition
		what func()
	}{
		{d.schedule.job(), func() { d.check(running) }},
		{d.schedule.morning(), func() { d.round(running, "morning") }},
		{gocron.DurationJob(tick), func() { d.look(running, fresh) }},
	} {
		if _, err := s.NewJob(j.when, gocron.NewTask(j.what)); err != nil {
			return errors.Join(fmt.Errorf("schedule: %w", err), s.Shutdown())
		}
	}
	s.Start()
	select {
	case <-ctx.Done():
	case <-fresh:
	case <-d.Reload:
	}
	stop()
	if err := s.Shutdown(); err != nil { // what didn't end in time is waited for, or left to the next start
		d.Log.Warn("the step at hand takes long", "error", err)
	}
	if ctx.Err() == nil {
		d.reload(ctx)
	}
	return nil
}

// close closes the ledger, unless a step that won't end still has it: then it is as
// after a power cut, which the ledger survives.
func (d *Daemon) close() {
	for range 10 {
		if d.busy.TryLock() {
			defer d.busy.Unlock()
			if err := d.office.Close(); err != nil {
				d.Log.Error("the ledger didn't close well", "error", err)
			}
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// check makes a round within the hours.
func (d *Daemon) check(ctx context.Context) {
	if d.schedule.open(d.Now()) {
		d.round(ctx, "check")
	}
}

// round makes one round and sends what is due, unless one began in this same minute.
func (d *Daemon) round(ctx context.Context, why string) {
	d.busy.Lock()
	defer d.busy.Unlock()
	at := d.Now()
	if ctx.Err() != nil || at.Truncate(time.Minute).Equal(d.last.Truncate(time.Minute)) {
		return
	}
	d.last = at
	var out Outcome
	err := guard(func() (err error) {
		limited, stop := context.WithTimeout(ctx, roundTime)
		defer stop()
		out, err = d.office.Round(limited, at.In(d.schedule.Zone), "daemon")
		return err
	})
	if err != nil && ctx.Err() == nil {
		d.Log.Error("round", "why", why, "error", err)
		d.office.memory = nil
	}
	d.office.Alert(ctx, out.Down)
	if !out.Paused {
		d.send(ctx)
	}
	if d.After != nil && ctx.Err() == nil {
		d.After(d.office, d.schedule, out, err)
	}
}

// send sends what is due. It has d.busy.
func (d *Daemon) send(ctx context.Context) {
	more := false
	err := guard(func() (err error) {
		more, err = d.office.Send(ctx)
		return err
	})
	d.sending = more || err != nil
	if err != nil && ctx.Err() == nil {
		d.Log.Error("send", "error", err)
	}
}

// look is what is done each minute: mails that wait are tried again, changed settings
// are seen, and a computer that slept catches up.
func (d *Daemon) look(ctx context.Context, fresh chan<- struct{}) {
	now := d.Now()
	d.busy.Lock()
	gap := now.Sub(d.tick)
	d.tick = now
	if d.sending {
		d.send(ctx)
	}
	changed := d.stamped() != d.stamp
	d.busy.Unlock()
	if changed {
		select {
		case fresh <- struct{}{}:
		default:
		}
	}
	if gap > asleep || gap < -asleep {
		d.Log.Warn("the clock jumped: the computer slept, or its clock was set", "gap", gap.Round(time.Second))
		d.check(ctx)
	}
}

// guard turns a panic into an error: one bad round must not end the daemon.
func guard(step func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return step()
}
