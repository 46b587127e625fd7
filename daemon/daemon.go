package daemon

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"rasoat/store"
)

// The daemon's own times.
const (
	roundTime = 20 * time.Minute // a round that takes longer is broken off; the next one goes on
	stopTime  = 8 * time.Second  // how long the step at hand may take when the program is told to end
	lockTime  = 2 * time.Second  // how long to wait for who looks who holds the lock
	asleep    = 2 * time.Minute  // so much more between two looks at the clock: the computer slept, or its clock was set
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

	// One goroutine at a time has these: Run's own, or the step that it waits for.
	lock     *store.Lock
	since    time.Time // when Run began
	office   *Office
	schedule Schedule
	stamp    string
	last     time.Time // when the last round began
	looked   time.Time // when the clock was looked at last
	sending  bool      // mails may wait that are to be tried again
	left     bool      // a step didn't end when it was told to; it has the office
}

// Run runs until the context ends. It makes one round at once. Its error is that the
// settings can't be used at the beginning, or that another daemon has the ledger.
func (d *Daemon) Run(ctx context.Context) error {
	d.since = d.Now()
	var err error
	if d.lock, err = store.Hold(ctx, d.Ledger, store.DaemonLock, lockTime, d.holder()); err != nil {
		return err
	}
	defer func() { _ = d.lock.Release() }()
	d.stamp = d.stamped()
	if d.office, d.schedule, err = d.Load(); err != nil {
		return err
	}
	defer d.close()
	d.Log.Info("begins", "plan", d.office.Plan.Short, "mail", d.office.Mail)
	for why := "start"; ctx.Err() == nil; {
		if why, err = d.serve(ctx, why); err != nil {
			return err
		}
	}
	d.Log.Info("ends")
	return nil
}

// holder is who holds the lock.
func (d *Daemon) holder() store.Holder { return store.Holder{Doing: "rasoat run", Since: d.since} }

// alone makes sure that no other daemon can have the ledger: whoever deletes the ledger
// and all files beside it deletes the lock too. Its error is that there is another one.
func (d *Daemon) alone(ctx context.Context) error {
	anew, err := d.lock.Again(ctx, lockTime, d.holder())
	var other *store.Held
	switch {
	case errors.As(err, &other):
		return err
	case err != nil:
		d.Log.Error("the lock's file is gone and can't be made", "error", err)
	case anew:
		d.Log.Warn("the lock's file was deleted or replaced; it is held anew")
	}
	return nil
}

// close closes the office's ledger, unless a step that didn't end still works with it.
func (d *Daemon) close() {
	if d.left {
		d.Log.Warn("the step at hand doesn't end; the next start takes up what it leaves")
		return
	}
	if err := d.office.Close(); err != nil {
		d.Log.Error("the ledger didn't close well", "error", err)
	}
}

// serve makes a round at once where there is a reason, and keeps the schedule until
// the context ends, there are new settings, or the clock jumps. It gives the reason
// for which the next one begins with a round; "" for none.
func (d *Daemon) serve(ctx context.Context, why string) (next string, err error) {
	t, err := d.schedule.begin(d.now, d.tick())
	if err != nil {
		return "", err
	}
	defer t.end()
	d.looked = d.now()
	if why != "" {
		d.step(ctx, func() { d.round(ctx, why, d.looked) })
	}
	for ctx.Err() == nil {
		var do func()
		select {
		case <-ctx.Done():
			return "", nil
		case <-d.Reload:
			return d.reload(), nil
		case wish := <-t.morning:
			do = func() { d.round(ctx, "morning", wish) }
		case wish := <-t.check:
			do = func() { d.check(ctx, wish) }
		case <-t.look:
			do = func() { d.resend(ctx) }
		}
		if err := d.alone(ctx); err != nil {
			return "", err
		}
		if d.jumped() {
			return d.awake(), nil
		}
		d.step(ctx, do)
		if ctx.Err() == nil && d.stamped() != d.stamp {
			return d.reload(), nil
		}
	}
	return "", nil
}

// step does what may take long. When the program is told to end and the step doesn't
// end soon after, it is left alone: whatever it does may break off anywhere.
func (d *Daemon) step(ctx context.Context, do func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := guard(func() error { do(); return nil }); err != nil {
			d.Log.Error("step", "error", err)
		}
	}()
	select {
	case <-done:
	case <-ctx.Done():
		select {
		case <-done:
		case <-time.After(stopTime):
			d.left = true
			go func() {
				<-done
				_ = d.office.Close() // nobody hears of it any more
			}()
			return
		}
	}
	if took := d.now().Sub(d.looked); took >= 0 && took < roundTime+asleep {
		d.looked = d.now()
	}
}

// now is the time by the clock on the wall. (What time.Now gives also counts the time
// that passes, but not while the computer sleeps: the gap wouldn't be seen.)
func (d *Daemon) now() time.Time { return d.Now().Round(0) }

// tick is how long it is between two looks at the outbox.
func (d *Daemon) tick() time.Duration {
	if d.Tick > 0 {
		return d.Tick
	}
	return time.Minute
}

// jumped reports whether the computer slept, or its clock was set.
func (d *Daemon) jumped() bool {
	now := d.now()
	gap := now.Sub(d.looked)
	d.looked = now
	if gap >= -asleep && gap <= d.tick()+asleep {
		return false
	}
	d.Log.Warn("the clock jumped: the computer slept, or its clock was set", "gap", gap.Round(time.Second))
	return true
}

// awake is the reason to catch up after a jump of the clock, within the hours.
func (d *Daemon) awake() string {
	if d.schedule.open(d.now()) {
		return "awake"
	}
	return ""
}

// check makes a round within the hours.
func (d *Daemon) check(ctx context.Context, wish time.Time) {
	if d.schedule.open(wish) {
		d.round(ctx, "check", wish)
	}
}

// round makes one round that was wished for at a moment, and sends what is due. Where
// one began since, or in that same minute, this one would find nothing else.
func (d *Daemon) round(ctx context.Context, why string, wish time.Time) {
	at := d.now()
	if !d.last.Before(wish.Truncate(time.Minute)) && !d.last.After(at) {
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
	if err == nil || out.Down != nil { // else nobody knows how the ledger is
		d.office.Alert(ctx, out.Down)
	}
	d.send(ctx)
	if d.After != nil && ctx.Err() == nil {
		d.After(d.office, d.schedule, out, err)
	}
}

// resend tries mails again that wait.
func (d *Daemon) resend(ctx context.Context) {
	if d.sending {
		d.send(ctx)
	}
}

// send sends what is due, unless somebody paused the program.
func (d *Daemon) send(ctx context.Context) {
	more := false
	err := guard(func() (err error) {
		if d.office.paused(ctx) {
			return nil
		}
		more, err = d.office.Send(ctx)
		return err
	})
	d.sending = more || err != nil
	if err != nil && ctx.Err() == nil {
		d.Log.Error("send", "error", err)
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
