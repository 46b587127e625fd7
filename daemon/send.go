package daemon

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"rasoat/mailer"
	"rasoat/store"
)

// The waits before a mail is tried again, and how long it is tried at all.
const (
	firstWait = time.Minute
	longWait  = 6 * time.Hour      // of one mail
	downWait  = time.Hour          // of all, where the next one would fare no better
	tryFor    = 5 * 24 * time.Hour // and at least tryMost times: a computer may have slept that long
	tryMost   = 10

	batch      = 50              // mails in one go: rounds must get their turn
	mostLater  = 3               // in a row: a server that asks for patience isn't asked by all that wait
	answerTime = 5 * time.Second // how long an order to stop waits for the server's word on a mail that is out
)

// mailState is how sending goes.
type mailState struct {
	tries int       // that met a trouble which the next mail would meet too, in a row
	until time.Time // nothing is tried before
}

// fail notes such a trouble, and gives when to try again.
func (m *mailState) fail(now time.Time) time.Time {
	m.until = now.Add(min(wait(m.tries), downWait))
	m.tries++
	return m.until
}

// Send sends what waits in the outbox and is due, the oldest first. A mail server that
// can't be reached, or loses a mail at its end, stops it: the rest waits too, and
// nothing is tried for a while. more says that some mails wait still. The error is that
// of the ledger, of the context, or that another program is sending just now.
func (o *Office) Send(ctx context.Context) (more bool, err error) {
	if o.Sender == nil || o.store == nil {
		return false, nil
	}
	if left := o.mailing.until.Sub(o.Now()); left > 0 && left <= downWait { // more: the clock was set back
		return true, nil
	}
	lock, err := store.Hold(ctx, o.Ledger, store.CycleLock, Patience, store.Holder{Doing: "send", Since: o.Now()})
	if err != nil {
		return true, err
	}
	defer lock.Release()
	if err := o.recover(ctx); err != nil {
		return true, err
	}
	due, err := o.store.Due(ctx, o.Now())
	if err != nil {
		return true, err
	}
	if done, err := o.sendAll(ctx, due); !done {
		return true, err
	}
	waiting, err := o.store.Letters(ctx, store.LetterFilter{State: store.Waiting, Limit: 1})
	return len(waiting) > 0, err
}

// sendAll tries the mails one after the other; false where it stopped before the end.
func (o *Office) sendAll(ctx context.Context, due []store.Letter) (done bool, err error) {
	later := 0
	for i, l := range due {
		if i == batch || later == mostLater {
			return false, nil
		}
		trouble, err := o.send(ctx, l.ID)
		switch {
		case err != nil:
			return false, err
		case trouble == down:
			return false, nil
		case trouble == waits:
			later++
		default:
			later = 0
		}
	}
	return true, nil
}

// recover takes up the mails on which an earlier run of the program broke off, and those
// that a wrong clock put off for too long.
func (o *Office) recover(ctx context.Context) error {
	now := o.Now()
	repeat, aside, err := o.store.Recover(ctx, now)
	for _, l := range repeat {
		o.Log.Warn("a mail may have been delivered; one more copy goes out under the same Message-ID", "letter", l.ID, "kind", l.Kind)
	}
	for _, l := range aside {
		o.Log.Warn("a mail was set aside: it may have been delivered twice already", "letter", l.ID, "kind", l.Kind)
	}
	if err != nil {
		return err
	}
	waiting, err := o.store.Letters(ctx, store.LetterFilter{State: store.Waiting})
	for _, l := range waiting {
		if err == nil && l.Next.Sub(now) > 2*longWait { // the clock was set back: no wait is that long
			err = o.store.Retry(ctx, l.ID, now)
		}
	}
	return err
}

// result is what a try says about the next one.
type result uint8

const (
	settled result = iota // the mail went, or never will: nothing is known of the next one
	waits                 // the server wants this one later
	down                  // the next one would fare no better, or be lost like this one
)

// send tries one mail.
func (o *Office) send(ctx context.Context, id int64) (result, error) {
	if err := ctx.Err(); err != nil {
		return down, err
	}
	l, err := o.store.Letter(ctx, id)
	if err != nil {
		return down, err
	}
	if err := o.store.Try(ctx, id, o.Now()); err != nil {
		return down, err
	}
	var ended atomic.Bool                // the mail's end was let go out
	noting := context.WithoutCancel(ctx) // what became of the mail is noted even where the program is told to end
	patient, stop := patience(ctx, &ended)
	defer stop()
	err = o.Sender.Deliver(patient, mailer.Mail{From: l.From, To: l.To, ID: l.MessageID, Raw: l.Raw}, func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		ended.Store(true)
		return o.store.Finish(noting, id)
	})
	if err != nil && ctx.Err() != nil && !ended.Load() {
		return down, o.store.Later(noting, id, o.Now(), "stopped") // the next start tries at once
	}
	return o.sent(noting, l, ended.Load(), err)
}

// patience is a context that ends with ctx or, once the mail's end is out, a while
// after it: without the server's word the mail would have to go out once more.
func patience(ctx context.Context, ended *atomic.Bool) (context.Context, context.CancelFunc) {
	patient, cancel := context.WithCancel(context.WithoutCancel(ctx))
	forget := context.AfterFunc(ctx, func() {
		if ended.Load() {
			over, stop := context.WithTimeout(patient, answerTime)
			defer stop()
			<-over.Done()
		}
		cancel()
	})
	return patient, func() { forget(); cancel() }
}

// sent notes what became of a try.
func (o *Office) sent(ctx context.Context, l store.Letter, ended bool, err error) (result, error) {
	now := o.Now()
	if err == nil {
		o.mailing = mailState{}
		o.Log.Info("mail sent", "letter", l.ID, "kind", l.Kind, "tries", l.Tries+1)
		return settled, o.store.Sent(ctx, l.ID, now)
	}
	trouble, words, next := kindOf(err), words(err), now.Add(wait(l.Tries))
	lost := trouble == mailer.Unsure || ended && trouble.Temporary() && trouble != mailer.Later
	is := settled
	switch {
	case lost:
		is = down
		o.mailing.fail(now)
	case trouble.General():
		is, next = down, o.mailing.fail(now)
	case trouble.Temporary():
		is = waits
	}
	switch {
	case lost:
		aside, noted := o.store.Unsure(ctx, l.ID, now, next, words)
		o.Log.Warn("the mail server's answer was lost", "letter", l.ID, "kind", l.Kind, "aside", aside)
		return is, noted
	case trouble == mailer.Refused, now.Sub(l.Made) > tryFor && l.Tries >= tryMost:
		o.Log.Error("a mail was set aside", "letter", l.ID, "kind", l.Kind, "trouble", words)
		return is, o.store.Aside(ctx, l.ID, now, words)
	}
	o.Log.Warn("a mail waits", "letter", l.ID, "kind", l.Kind, "trouble", words, "next", next.UTC().Format(time.RFC3339))
	return is, o.store.Later(ctx, l.ID, next, words)
}

// wait is how long after so many tries the next one comes.
func wait(tries int) time.Duration {
	w := firstWait
	for range min(tries, 20) {
		w = min(2*w, longWait)
	}
	return w
}

// kindOf is why a mail didn't go. What isn't told by the sender is a trouble of this
// computer, and passes.
func kindOf(err error) mailer.Trouble {
	var e *mailer.SendError
	if errors.As(err, &e) {
		return e.Trouble
	}
	return mailer.Later
}

// words is an error without addresses, for the outbox and the log: [mailer.TroubleOf]
// reads it.
func words(err error) string {
	var e *mailer.SendError
	if errors.As(err, &e) {
		return strings.TrimSpace(e.Trouble.String() + " " + e.Code())
	}
	return fmt.Sprintf("%T", err)
}

// veiled is an error for the log, without the addresses that it may hold.
func veiled(err error) string {
	fields := strings.Fields(err.Error())
	for i, f := range fields {
		if strings.Contains(f, "@") {
			fields[i] = "(address)"
		}
	}
	return strings.Join(fields, " ")
}
