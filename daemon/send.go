package daemon

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rasoat/mailer"
	"rasoat/store"
)

// The waits before a mail is tried again, and how long it is tried at all.
const (
	firstWait = time.Minute
	longWait  = 6 * time.Hour
	tryFor    = 5 * 24 * time.Hour
)

// mailState is how sending goes.
type mailState struct {
	since time.Time // when the mail server couldn't be reached first, in a row; zero: it could
	err   error     // the last such trouble
}

// batch is how many mails are sent in one go: rounds must get their turn.
const batch = 50

// Send sends what waits in the outbox and is due, the oldest first. A mail server that
// can't be reached stops it: the rest waits too. more says that some mails wait still.
// The error is that of the ledger, of the context, or that another program is sending
// just now.
func (o *Office) Send(ctx context.Context) (more bool, err error) {
	if o.Sender == nil || o.store == nil {
		return false, nil
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
	for i, l := range due {
		if i == batch {
			break
		}
		general, err := o.send(ctx, l.ID)
		if err != nil || general {
			return true, err
		}
	}
	waiting, err := o.store.Letters(ctx, store.LetterFilter{State: store.Waiting, Limit: 1})
	return len(waiting) > 0, err
}

// recover takes up the mails on which an earlier run of the program broke off.
func (o *Office) recover(ctx context.Context) error {
	repeat, aside, err := o.store.Recover(ctx, o.Now())
	for _, l := range repeat {
		o.Log.Warn("a mail may have been delivered; one more copy goes out under the same Message-ID", "letter", l.ID, "kind", l.Kind)
	}
	for _, l := range aside {
		o.Log.Warn("a mail was set aside: it may have been delivered twice already", "letter", l.ID, "kind", l.Kind)
	}
	return err
}

// send tries one mail. general says that the next one would fare no better.
func (o *Office) send(ctx context.Context, id int64) (general bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	l, err := o.store.Letter(ctx, id)
	if err != nil {
		return false, err
	}
	if err := o.store.Try(ctx, id, o.Now()); err != nil {
		return false, err
	}
	ended := false // the mail's end was let go out
	sending := o.Sender.Deliver(ctx, mailer.Mail{From: l.From, To: l.To, ID: l.MessageID, Raw: l.Raw}, func() error {
		ended = true
		return o.store.Finish(ctx, id)
	})
	// What became of the mail is noted even where the program is told to end.
	return o.sent(context.WithoutCancel(ctx), l, ended, sending)
}

// sent notes what became of a try.
func (o *Office) sent(ctx context.Context, l store.Letter, ended bool, err error) (general bool, noted error) {
	now := o.Now()
	if err == nil {
		o.mailing = mailState{}
		o.Log.Info("mail sent", "letter", l.ID, "kind", l.Kind, "tries", l.Tries+1)
		return false, o.store.Sent(ctx, l.ID, now)
	}
	trouble, word, said := kindOf(err), words(err), said(err)
	next := now.Add(wait(l.Tries))
	switch {
	case trouble == mailer.Unsure || ended && trouble.Temporary() && trouble != mailer.Later:
		aside, noted := o.store.Unsure(ctx, l.ID, now, next, said)
		o.Log.Warn("the mail server's answer was lost", "letter", l.ID, "kind", l.Kind, "aside", aside)
		return false, noted
	case trouble == mailer.Refused, now.Sub(l.Made) > tryFor:
		o.Log.Error("a mail was set aside", "letter", l.ID, "kind", l.Kind, "trouble", word)
		return false, o.store.Aside(ctx, l.ID, now, said)
	}
	if trouble.General() {
		general = true
		if o.mailing.since.IsZero() {
			o.mailing.since = now
		}
		o.mailing.err = err
	}
	o.Log.Warn("a mail waits", "letter", l.ID, "kind", l.Kind, "trouble", word, "next", next.UTC().Format(time.RFC3339))
	return general, o.store.Later(ctx, l.ID, next, said)
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

// words is an error without addresses, for the log.
func words(err error) string {
	var e *mailer.SendError
	if errors.As(err, &e) {
		return e.Trouble.String()
	}
	return fmt.Sprintf("%T", err)
}

// said is an error as the outbox keeps it for people.
func said(err error) string {
	var e *mailer.SendError
	if errors.As(err, &e) {
		return e.Trouble.Sentence()
	}
	return "máy này chưa gửi được"
}
