package post

import (
	"fmt"
	"strings"
	"time"

	"rasoat/ledger"
	"rasoat/mailer"
	"rasoat/rules"
)

// Letter is a mail for the outbox, for one recipient or several.
type Letter struct {
	Key     string // what it is, for which day: the same thing is never made twice
	Kind    string
	About   string // the unit or group that it is about; "" for the office's and the operator's
	Message mailer.Message
}

// The kinds of letters.
const (
	KindDigest   = "digest"
	KindUnread   = "unread"
	KindGroup    = "group"
	KindReminder = "reminder"
	KindThanks   = "thanks"
	KindOperator = "operator"
)

// Letters is the mails that were decided on. What can't be made is left out, and told
// in the error beside those that can.
func (s Settings) Letters(o *Orders, l *ledger.Ledger, now Now, attach []mailer.Part) ([]Letter, error) {
	w := writing{Settings: s, l: l, now: now}
	if o.Digest != nil {
		w.digest(o.Digest, attach)
	}
	if o.Unread != nil {
		w.unread(o.Unread)
	}
	for _, g := range o.Groups {
		w.group(g)
	}
	for _, u := range o.Reminded {
		w.reminder(u)
	}
	for _, u := range o.Thanked {
		w.thanks(u)
	}
	if len(o.Began)+len(o.Over) > 0 {
		w.operator(o.Began, o.Over)
	}
	return w.letters, w.err
}

// writing is letters on their way.
type writing struct {
	Settings
	l       *ledger.Ledger
	now     Now
	letters []Letter
	err     error // the first one
}

// put takes a message, unless it couldn't be made.
func (w *writing) put(key, kind, about string, m mailer.Message, err error) {
	if err != nil {
		if w.err == nil {
			w.err = fmt.Errorf("%s: %w", kind, err)
		}
		return
	}
	w.letters = append(w.letters, Letter{Key: key, Kind: kind, About: about, Message: m})
}

// past is what the ledger knows of each finding. What only one cycle saw is no news.
func (w *writing) past() []mailer.Past {
	v := w.now.Verdict
	past := make([]mailer.Past, len(v.Findings))
	for i := range v.Findings {
		f := &v.Findings[i]
		e, known := w.l.Entries[ledger.KeyOf(v, f)]
		if !known {
			continue
		}
		past[i] = mailer.Past{Told: e.Told, Since: e.Since, Held: e.Held}
		if e.Doubt != rules.NoStatus || e.Told == rules.NoStatus {
			past[i].Told = f.Status
		}
		if e.Old {
			past[i].Since = time.Time{} // nobody knows since when
		}
	}
	return past
}

func (w *writing) digest(d *Digest, attach []mailer.Part) {
	m, err := mailer.Digest(w.now.Verdict, mailer.Options{From: w.From, To: w.Office, Link: w.Link,
		Since: d.Since, Past: w.past(), Reports: d.Reports, Attach: attach})
	key := KindDigest + " " + d.Day.ISO()
	if d.Asked {
		key = KindDigest + " asked " + w.now.At.Format("2006-01-02T15:04")
	}
	w.put(key, KindDigest, "", m, err)
}

func (w *writing) unread(u *Unread) {
	m, err := mailer.Unreadable(w.now.Plan, w.now.Problems, w.now.At, mailer.UnreadableOptions{
		From: w.From, To: w.Office, Link: w.Link, Last: w.last()})
	w.put(KindUnread+" "+u.Day.ISO(), KindUnread, "", m, err)
}

// last is what the last digest said, in a sentence; "" when there was none.
func (w *writing) last() string {
	if w.l.Told.Digest.IsZero() {
		return ""
	}
	behind := map[string]bool{}
	for key, e := range w.l.Entries {
		if key.Level == rules.ForUnit && e.Told == rules.Overdue && !e.Closed {
			behind[key.Subject] = true
		}
	}
	state := "không có đơn vị nào có việc quá hạn"
	if len(behind) > 0 {
		state = fmt.Sprintf("%d đơn vị có việc quá hạn", len(behind))
	}
	when := w.l.Told.Digest.In(w.now.At.Location())
	return fmt.Sprintf("Bản tổng hợp gần nhất, theo số liệu đọc lúc %s: %s.", when.Format("15:04 ngày 02/01/2006"), state)
}

func (w *writing) group(g Group) {
	m, err := mailer.GroupDigest(w.now.Verdict, g.Group, mailer.GroupOptions{
		From: w.From, To: []string{g.To}, Salute: g.Salute, Link: w.Link, Since: g.Since, Past: w.past()})
	w.put(fmt.Sprintf("%s %s %s", KindGroup, g.Day.ISO(), g.Group), KindGroup, g.Group, m, err)
}

func (w *writing) reminder(u Unit) {
	o := w.unitOptions(u)
	o.Doubt = w.doubt(u.Unit)
	m, err := mailer.Reminder(w.now.Verdict, u.Unit, u.Findings, o)
	name := w.now.Verdict.Data.Units[u.Unit].Name
	w.put(fmt.Sprintf("%s %s %s", KindReminder, u.Day.ISO(), name), KindReminder, name, m, err)
}

// doubt is the cells of a unit's findings that only one look found worse: somebody may
// be typing there.
func (w *writing) doubt(unit int) []rules.Ref {
	var cells []rules.Ref
	v := w.now.Verdict
	for i := range v.Findings {
		if f := &v.Findings[i]; f.Level == rules.ForUnit && f.Unit == unit && w.l.Entries[ledger.KeyOf(v, f)].Doubt != rules.NoStatus {
			cells = append(cells, f.Cells...)
		}
	}
	return cells
}

func (w *writing) thanks(u Unit) {
	m, err := mailer.Thanks(w.now.Verdict, u.Unit, w.unitOptions(u))
	name := w.now.Verdict.Data.Units[u.Unit].Name
	w.put(fmt.Sprintf("%s %s %s", KindThanks, u.Day.ISO(), name), KindThanks, name, m, err)
}

func (w *writing) unitOptions(u Unit) mailer.ReminderOptions {
	return mailer.ReminderOptions{From: w.From, To: []string{u.To}, Link: w.Link, Times: u.Times, Salute: w.Reminders.Salute}
}

func (w *writing) operator(began, over []ledger.Trouble) {
	m, err := mailer.Alarm(mailer.AlarmOptions{From: w.From, To: w.Operator, At: w.now.At,
		Office: w.now.Plan.Office.Name, Began: items(began), Over: items(over)})
	var key strings.Builder
	key.WriteString(KindOperator)
	for _, t := range began {
		fmt.Fprintf(&key, " +%s@%d", t.Key, t.Since.Unix())
	}
	for _, t := range over {
		fmt.Fprintf(&key, " -%s@%d", t.Key, t.Since.Unix())
	}
	w.put(key.String(), KindOperator, "", m, err)
}

func items(list []ledger.Trouble) []mailer.Item {
	out := make([]mailer.Item, len(list))
	for i, t := range list {
		out[i] = mailer.Item{Sentence: t.Message, Hint: t.Hint, Since: t.Since}
	}
	return out
}
