package daemon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"rasoat/ledger"
	"rasoat/mailer"
	"rasoat/post"
	"rasoat/rules"
	"rasoat/store"
	"rasoat/sync"
)

// mailDown is how long the mail server may be out of reach before that is a trouble.
const mailDown = time.Hour

// unmadeTold is how long it is a trouble that a mail couldn't be made: most are made
// once, so the next round has no reason to try again, and nobody would hear of it.
const unmadeTold = 24 * time.Hour

// troubles is what keeps the program from its work, as this round met it. The error is
// that of the ledger.
func (o *Office) troubles(ctx context.Context, out *Outcome) ([]ledger.Trouble, error) {
	list := bookTroubles(out.Report)
	if out.Report.Refused && len(list) == 0 { // else what couldn't be read is why
		for _, p := range out.Report.Problems {
			if p.Blocking {
				list = append(list, ledger.Trouble{Key: "refused", Message: p.Message,
					Hint: "look at the list of units in the workbook; nothing is written until it is whole again"})
				break
			}
		}
	}
	t, down, err := o.mailDown(ctx)
	if err != nil {
		return nil, err
	}
	if down {
		list = append(list, ledger.Trouble{Key: "smtp", Message: "Không gửi được thư: " + t.Sentence() + ".", Hint: t.Hint()})
	}
	if since := out.At.Sub(o.unmade); since >= 0 && since < unmadeTold {
		list = append(list, ledger.Trouble{Key: "unmade", Message: "Có thư chưa soạn được; xem nhật ký của chương trình.",
			Hint: "the log says which; please report it as a fault of the program"})
	}
	if end := rules.NewDate(o.Plan.Year+1, time.February, 15); out.Report.Verdict != nil && out.Report.Verdict.Today > end {
		list = append(list, ledger.Trouble{Key: "year", Message: fmt.Sprintf("Kế hoạch năm %d đã kết thúc; cần kế hoạch của năm sau.", o.Plan.Year),
			Hint: "rasoat new-year makes next year's plan and sheets"})
	}
	aside, err := o.asideTroubles(ctx)
	return append(list, aside...), err
}

// mailDown reports whether the mail server has been out of reach for long, and why: an
// old mail waits for it, and none that was made since has gone. The outbox tells it, so
// that a program that was started again doesn't take the trouble for over.
func (o *Office) mailDown(ctx context.Context) (t mailer.Trouble, down bool, err error) {
	waiting, err := o.store.Letters(ctx, store.LetterFilter{State: store.Waiting})
	if err != nil {
		return 0, false, err
	}
	for _, l := range waiting {
		t, known := mailer.TroubleOf(l.Error)
		if l.Tries == 0 || !known || !t.General() && t != mailer.Unsure {
			continue
		}
		sent, err := o.store.Letters(ctx, store.LetterFilter{State: store.Sent, Since: l.Made.Add(1)})
		return t, len(sent) == 0 && o.Now().Sub(l.Made) >= mailDown, err
	}
	return 0, false, nil
}

// bookTroubles is the workbooks that couldn't be read or written.
func bookTroubles(r sync.Report) []ledger.Trouble {
	var list []ledger.Trouble
	for _, w := range r.Books {
		if w.Err == nil {
			continue
		}
		t := ledger.Trouble{Key: "book " + w.ID, Message: "Không đọc hoặc không ghi được bảng '" + rules.Shown(w.Name) + "'; trạng thái cũ được giữ nguyên."}
		var known *sync.Trouble
		if errors.As(w.Err, &known) {
			t.Message, t.Hint = known.Sentence, known.Hint
		}
		list = append(list, t)
	}
	return list
}

// asideTroubles is mails that were set aside for good. Those to the operator are only
// logged: a mail about them would fare no better.
func (o *Office) asideTroubles(ctx context.Context) ([]ledger.Trouble, error) {
	letters, err := o.store.Letters(ctx, store.LetterFilter{State: store.Aside})
	if err != nil {
		return nil, err
	}
	var list []ledger.Trouble
	for _, l := range letters {
		if l.Kind != post.KindOperator {
			list = append(list, ledger.Trouble{Key: fmt.Sprintf("letter %d", l.ID),
				Message: fmt.Sprintf("Thư '%s' không gửi được.", l.Subject),
				Hint:    fmt.Sprintf("rasoat outbox show %d says why; then rasoat outbox retry %d, or drop %d", l.ID, l.ID, l.ID)})
		}
	}
	return list, nil
}

// Alert tells the operator of a ledger that can't be used (down says why), or that it
// can be used again: directly, since there is no outbox to put the mail into. A small
// file beside the ledger notes that it was told, so that it is told once, however often
// the program starts. Where mail can't be sent either, the log has to do.
func (o *Office) Alert(ctx context.Context, down error) {
	told, known := o.alarm()
	if !o.Mail || o.Sender == nil || len(o.Post.Operator) == 0 || known == (down != nil) {
		return
	}
	now := o.Now()
	m := mailer.AlarmOptions{From: o.Post.From, To: o.Post.Operator, At: now.In(o.Plan.Location), Office: o.Plan.Office.Name}
	if down == nil {
		m.Over = []mailer.Item{told}
	} else {
		m.Began = []mailer.Item{ledgerItem(down, now)}
	}
	some, err := o.deliver(ctx, m)
	if err != nil {
		o.Log.Error("the operator couldn't be told", "error", words(err))
	}
	if !some {
		return // the next round tries again
	}
	if err := o.noteAlarm(m.Began); err != nil {
		o.Log.Error("that the operator was told can't be noted", "error", err)
	}
}

// ledgerItem is a ledger that can't be used, for the operator.
func ledgerItem(down error, now time.Time) mailer.Item {
	item := mailer.Item{Sentence: "Sổ theo dõi của chương trình không dùng được; trạng thái vẫn được ghi vào bảng, thư tạm dừng.", Since: now}
	var t *store.Trouble
	if errors.As(down, &t) {
		item.Sentence, item.Hint = t.Sentence, t.Hint
	}
	return item
}

// alarm is what the operator was told of the ledger and not yet that it is over.
func (o *Office) alarm() (mailer.Item, bool) {
	if o.alert != nil {
		return *o.alert, true
	}
	var item mailer.Item
	text, err := os.ReadFile(o.alarmFile())
	if err != nil {
		return item, false
	}
	if err := json.Unmarshal(text, &item); err != nil {
		item = mailer.Item{Sentence: "Sổ theo dõi của chương trình không dùng được."}
	}
	return item, true
}

// noteAlarm notes what the operator was told; none: that it is over.
func (o *Office) noteAlarm(began []mailer.Item) error {
	o.alert = nil
	if len(began) == 0 {
		return os.Remove(o.alarmFile())
	}
	o.alert = &began[0] // also where the disk is full
	text, err := json.Marshal(began[0])
	if err != nil {
		return err
	}
	return os.WriteFile(o.alarmFile(), text, 0o600)
}

// alarmFile lies beside the ledger.
func (o *Office) alarmFile() string { return o.Ledger + ".alarm" }

// deliver sends a mail to the operator without the outbox. some says that one of its
// recipients has it, or may have.
func (o *Office) deliver(ctx context.Context, options mailer.AlarmOptions) (some bool, err error) {
	m, err := mailer.Alarm(options)
	if err != nil {
		return false, err
	}
	mails, failed := m.Mails() // those whose address is wrong are left out
	for _, one := range mails {
		err := o.Sender.Deliver(ctx, one, nil)
		failed = errors.Join(failed, err)
		some = some || err == nil || kindOf(err) == mailer.Unsure
	}
	return some, failed
}
