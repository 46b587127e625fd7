package daemon

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"rasoat/ledger"
	"rasoat/mailer"
	"rasoat/post"
	"rasoat/rules"
	"rasoat/store"
	"rasoat/sync"
)

// Sender takes one mail for one recipient. last is called right before the mail's
// end goes out: until then it can't have been delivered. Its error is a
// [*mailer.SendError].
type Sender interface {
	Deliver(ctx context.Context, m mailer.Mail, last func() error) error
}

// Patience is how long a round or a command waits for another program that works with
// the same ledger just now.
const Patience = 2 * time.Minute

// Office is one plan with its sheets, its ledger and its mail. It is for one goroutine
// at a time.
type Office struct {
	Plan   *rules.Plan
	Cycle  func(at time.Time) sync.Cycle // over the plan's workbooks; a dry run where statuses aren't to be written
	Mail   bool                          // mails are made and sent
	Post   post.Settings
	Sender Sender                               // nil: mails wait in the outbox
	Attach func(*rules.Verdict) ([]byte, error) // the workbook of all findings; nil: none

	Ledger string // path of the ledger's file
	Keep   int    // whole years that it keeps after the plan's
	Log    *slog.Logger
	Now    func() time.Time

	store   *store.Store
	file    os.FileInfo // of the ledger when it was opened
	memory  *ledger.Ledger
	version int64
	down    error        // why the ledger can't be used
	alert   *mailer.Item // the ledger's trouble that the operator was told of directly
	asked   bool         // the round is for a digest that somebody asked for
	unmade  error        // why a mail couldn't be made in the last round
	mailing mailState
}

// Open opens the ledger. Where it can't be used the office works on without it: it
// writes statuses, holds mail back and tells the operator; the error says why.
func (o *Office) Open(ctx context.Context) error {
	if o.store != nil {
		return nil
	}
	o.store, o.down = store.Open(ctx, o.Ledger)
	o.file, _ = os.Stat(o.Ledger) // nil where it can't be told; see moved
	o.memory = nil
	return o.down
}

// moved reports whether the ledger's file was deleted or replaced while it is open:
// what is written to it then would be lost with the program's end.
func (o *Office) moved() bool {
	now, err := os.Stat(o.Ledger)
	return o.file != nil && (errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(o.file, now))
}

// Store is the office's ledger; nil where it can't be used.
func (o *Office) Store() *store.Store { return o.store }

// paused reports whether somebody paused the program.
func (o *Office) paused(ctx context.Context) bool {
	if o.store == nil {
		return false
	}
	_, paused, err := o.store.Paused(ctx)
	return err == nil && paused
}

// Close closes the ledger.
func (o *Office) Close() error {
	if o.store == nil {
		return nil
	}
	err := o.store.Close()
	o.store, o.memory = nil, nil
	return err
}

// remember gives what the ledger holds now: read once, and again when another
// program (a command beside the daemon) changed it.
func (o *Office) remember(ctx context.Context) (*ledger.Ledger, error) {
	if o.store != nil && o.moved() {
		o.Log.Warn("the ledger's file was deleted or replaced; what is there now is opened")
		o.lost(nil)
		_ = o.Close() // nothing of it can be kept
	}
	if err := o.Open(ctx); err != nil {
		return nil, err
	}
	version, err := o.store.Version(ctx)
	if err != nil {
		return nil, err
	}
	if o.memory != nil && version == o.version {
		return o.memory, nil
	}
	l, err := o.store.Load(ctx)
	if err != nil {
		return nil, err
	}
	o.memory, o.version = &l, version
	return o.memory, nil
}

// lost forgets what was read of the ledger, and where it is no ledger any more, the
// file: it is tried afresh in the next round.
func (o *Office) lost(err error) {
	o.memory, o.down = nil, err
	var t *store.Trouble
	if errors.As(err, &t) && t.Kind != store.Busy && o.store != nil {
		_ = o.store.Close() // what is wrong with it is told already
		o.store = nil
	}
}
