package daemon

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"rasoat/ledger"
	"rasoat/mailer"
	"rasoat/post"
	"rasoat/rules"
	"rasoat/store"
	"rasoat/sync"
)

// Outcome is what a round did.
type Outcome struct {
	At     time.Time
	Took   time.Duration
	Report sync.Report
	Ledger *ledger.Ledger // after it; nil where the ledger can't be used
	Made   []store.Letter // mails put into the outbox
	Down   error          // why the ledger can't be used; nil where it can
	Paused bool           // nothing was done: somebody paused the program
}

// Failed reports whether something could not be read, written or remembered.
func (r Outcome) Failed() bool { return r.Report.Failed || r.Down != nil }

// Round is one round as of a moment: the sheets are read, judged and written to; what
// was found and the mails that are due are recorded together. The error is only that
// of the context, or that another program holds the sheets for too long; everything
// else is in the outcome.
func (o *Office) Round(ctx context.Context, at time.Time, kind string) (Outcome, error) {
	out := Outcome{At: at}
	lock, err := store.Hold(ctx, o.Ledger, store.CycleLock, Patience, store.Holder{Doing: kind, Since: o.Now()})
	var held *store.Held
	if errors.As(err, &held) {
		return out, err
	}
	began := o.Now()
	var memory *ledger.Ledger
	if err == nil { // else the round goes on without: what it writes is right whoever else writes
		defer lock.Release()
		memory, out.Paused, err = o.remember(ctx)
	}
	switch {
	case ctx.Err() != nil:
		return out, ctx.Err()
	case err != nil:
		out.Down = err
		o.lost(err)
	case out.Paused:
		return out, nil
	}
	cycle := o.Cycle(at)
	if memory != nil {
		cycle.Memory = memory
	}
	out.Report, err = cycle.Run(ctx)
	out.Took = o.Now().Sub(began)
	if err != nil {
		return out, err
	}
	if memory != nil {
		out.Ledger, out.Down = o.recorded(ctx, memory, kind, &out)
	}
	o.logRound(kind, &out)
	return out, ctx.Err()
}

// logRound logs how a round went; of one that failed, what sort of thing went wrong. The
// sentences name tabs and files, which don't belong into the log.
func (o *Office) logRound(kind string, out *Outcome) {
	log := o.Log.With("kind", kind, "units", units(out.Report.Verdict), "changed", out.Report.Changed(),
		"letters", len(out.Made), "failed", out.Failed(), "took", out.Took.Round(time.Millisecond))
	if !out.Failed() {
		log.Info("round")
		return
	}
	log.Warn("round", "because", out.because(), "hint", "rasoat status and rasoat doctor say more")
}

// because is what sort of thing went wrong in a round.
func (r *Outcome) because() string {
	var what []string
	if r.Down != nil {
		what = append(what, "the ledger can't be used")
	}
	if len(bookTroubles(r.Report)) > 0 {
		what = append(what, "a workbook can't be read or written")
	}
	if r.Report.Refused {
		what = append(what, "too little was read, so nothing is written or mailed")
	}
	if len(what) == 0 {
		what = append(what, "a tab or a column can't be found")
	}
	return strings.Join(what, "; ")
}

func units(v *rules.Verdict) int {
	if v == nil {
		return 0
	}
	return len(v.Data.Units)
}

// Digest makes the office's digest that somebody asked for, as of a moment: the sheets
// are read, not written to, and the mail is put into the outbox.
func (o *Office) Digest(ctx context.Context, at time.Time) (Outcome, error) {
	write := o.Cycle
	defer func() { o.Cycle, o.asked = write, false }()
	o.Cycle = func(at time.Time) sync.Cycle {
		c := write(at)
		c.DryRun = true
		return c
	}
	o.asked = true
	return o.Round(ctx, at, "digest")
}

// recorded is the ledger with what the round found, or why that can't be kept. down is
// also nil where the program is told to end: that says nothing of the ledger.
func (o *Office) recorded(ctx context.Context, l *ledger.Ledger, kind string, out *Outcome) (after *ledger.Ledger, down error) {
	err := o.record(ctx, l, kind, out)
	switch {
	case err == nil:
		return l, nil
	case ctx.Err() != nil:
		o.memory = nil
		return nil, nil
	}
	o.lost(err)
	return nil, err
}

// record remembers what the round found, with the mails that are due, in one
// transaction. On an error the memory isn't what the ledger holds any more.
func (o *Office) record(ctx context.Context, l *ledger.Ledger, kind string, out *Outcome) error {
	v := out.Report.Verdict
	step := ledger.Step{At: out.At}
	if v != nil && !out.Report.Refused {
		books := read(out.Report)
		step = l.Next(v, o.then(l, v, books), books)
	}
	l.Apply(step)
	letters, err := o.letters(ctx, l, &step, out)
	if err != nil {
		return err
	}
	made, err := o.store.Record(ctx, store.Round{Cycle: cycleOf(kind, out), Step: step, Letters: letters})
	if err != nil {
		return err
	}
	out.Made = made
	l.Apply(step)
	return o.expire(ctx, out.At)
}

// expire deletes, once a year begins, what the ledger has kept for long enough; never
// what is of the plan's own year.
func (o *Office) expire(ctx context.Context, at time.Time) error {
	before := min(at.In(o.Plan.Location).Year()-o.Keep, o.Plan.Year)
	if before <= o.expired {
		return nil
	}
	gone, err := o.store.Expire(ctx, before)
	if err != nil {
		return err
	}
	if o.expired = before; gone.Any() {
		o.Log.Info("the ledger forgets what is older", "before", before, "entries", gone.Entries, "changes", gone.Changes, "letters", gone.Letters)
	}
	return nil
}

// then is the same data judged at the time of the cycle before; nil where that was on
// the same day. What couldn't be read in between was judged earlier: what the days since
// then did to it isn't anybody's edit.
func (o *Office) then(l *ledger.Ledger, v *rules.Verdict, books []string) *rules.Verdict {
	before := l.Last
	for _, id := range books {
		if at, known := l.Books[id]; known && at.Before(before) {
			before = at
		}
	}
	before = before.In(v.At.Location())
	if l.Last.IsZero() || rules.DateOf(before) == v.Today {
		return nil
	}
	then := rules.Judge(v.Plan, v.Data, before)
	l.Hold(then)
	return then
}

// read is the ids of the workbooks that could be read.
func read(r sync.Report) []string {
	var ids []string
	for _, w := range r.Books {
		if w.Read {
			ids = append(ids, w.ID)
		}
	}
	return ids
}

// letters decides what is to be told now and makes the mails. The step takes what the
// ledger has to remember of them. The error is that of the ledger; what can't be made is
// logged.
func (o *Office) letters(ctx context.Context, l *ledger.Ledger, step *ledger.Step, out *Outcome) ([]store.Letter, error) {
	if !o.Mail && !o.asked {
		return nil, nil
	}
	now, err := o.now(ctx, out)
	if err != nil {
		return nil, err
	}
	now.Asked = o.asked
	orders := o.Post.Due(l, now)
	var attach []mailer.Part
	if orders.Digest != nil && o.Post.Attach && o.Attach != nil {
		attach = o.attachment(now.Verdict)
	}
	written, err := o.Post.Letters(&orders, l, now, attach)
	made := func(kind string) bool {
		return slices.ContainsFunc(written, func(w post.Letter) bool { return w.Kind == kind })
	}
	if orders.Digest != nil && !made(post.KindDigest) { // it is decided on again in the next round
		orders.Entries = nil
		orders.Told.Slot, orders.Told.Digest, orders.Told.Closed = l.Told.Slot, l.Told.Digest, l.Told.Closed
	}
	step.Entries = append(step.Entries, orders.Entries...)
	if !reflect.DeepEqual(orders.Told, l.Told) {
		step.Told = &orders.Told
	}
	letters, failed := outbox(written, out.At)
	if err = errors.Join(err, failed); err != nil {
		o.unmade = out.At
		o.Log.Error("a mail couldn't be made", "error", veiled(err))
	}
	return letters, nil
}

// attachment is the workbook of all findings; none where it can't be made: the digest
// goes without.
func (o *Office) attachment(v *rules.Verdict) []mailer.Part {
	body, err := o.Attach(v)
	if err != nil {
		o.Log.Error("the attachment couldn't be made", "error", err)
		return nil
	}
	return []mailer.Part{{Name: "ket-qua-" + v.Today.ISO() + ".xlsx", Data: body,
		Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}}
}

// now is what the decision looks at.
func (o *Office) now(ctx context.Context, out *Outcome) (post.Now, error) {
	at := out.At.In(o.Plan.Location)
	midnight := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
	all, made, err := o.store.Made(ctx, midnight)
	if err != nil {
		return post.Now{}, err
	}
	troubles, err := o.troubles(ctx, out)
	by := map[string]int{}
	for to, n := range made {
		by[strings.ToLower(to)] += n
	}
	return post.Now{At: at, Plan: o.Plan, Verdict: out.Report.Verdict, Refused: out.Report.Refused,
		Problems: out.Report.Problems, Troubles: troubles, Made: all, MadeTo: by}, err
}

// outbox is the letters as the outbox keeps them: whole, one for each recipient.
func outbox(letters []post.Letter, at time.Time) ([]store.Letter, error) {
	var out []store.Letter
	var failed []error
	for _, l := range letters {
		mails, err := l.Message.Mails()
		if err != nil { // who can't be written to; the others are among mails
			failed = append(failed, fmt.Errorf("%s: what should be a recipient's address is none", l.Kind)) // which one isn't for the log
		}
		for _, m := range mails {
			out = append(out, store.Letter{Key: l.Key + " " + m.To, Kind: l.Kind, About: l.About, From: m.From, To: m.To,
				Subject: l.Message.Subject, MessageID: m.ID, Raw: m.Raw, Made: at, Next: at})
		}
	}
	return out, errors.Join(failed...)
}

// cycleOf is what the ledger keeps of the round itself.
func cycleOf(kind string, out *Outcome) store.Cycle {
	c := store.Cycle{At: out.At, Took: out.Took, Kind: kind, Failed: out.Report.Failed}
	if !out.Report.DryRun {
		c.Written = out.Report.Changed()
	}
	for _, w := range out.Report.Books {
		if w.Read {
			c.Read++
		} else {
			c.Unread++
		}
	}
	if v := out.Report.Verdict; v != nil {
		c.Units, c.Findings, c.Defects = len(v.Data.Units), len(v.Findings), len(v.Defects)
	}
	for _, p := range out.Report.Problems {
		c.Problems = append(c.Problems, p.Message)
	}
	return c
}
