package daemon_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"mime"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	gosync "sync"
	"testing"
	"testing/synctest"
	"time"

	"rasoat/config"
	"rasoat/daemon"
	"rasoat/mailer"
	"rasoat/post"
	"rasoat/rules"
	"rasoat/sync"
)

// desk is an office at work in a test: its sheets, its ledger, who gets its mail, and
// the clock on its wall.
type desk struct {
	t      *testing.T
	zone   *time.Location
	plan   *rules.Plan
	books  []*sheet
	mails  *mails
	post   post.Settings
	when   daemon.Schedule
	ledger string
	tick   time.Duration
	load   func() error  // what loading the settings fails with; nil: nothing
	stamp  func() string // nil: files aren't watched
	reload chan struct{} //
	seen   func(daemon.Outcome)

	mu     gosync.Mutex
	wrong  time.Duration // what the clock on the wall is ahead of the time that passes
	rounds []string      // when rounds began, on the clock on the wall
	faults []error       // of rounds
	log    bytes.Buffer
}

// newDesk is an office of three units on a day, with checks every hour.
func newDesk(t *testing.T, day string, edits ...string) *desk {
	t.Helper()
	text, err := os.ReadFile("testdata/plan.yaml")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := config.ParsePlan("plan.yaml", []byte(strings.NewReplacer(edits...).Replace(string(text))))
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, zone: plan.Location, plan: plan, mails: &mails{}, ledger: filepath.Join(t.TempDir(), "ledger.db"), reload: make(chan struct{})}
	d.mails.now = d.now
	d.books = []*sheet{
		newSheet("don-vi.xlsx",
			newTab("Đơn vị", "Tên đơn vị|Cụm|Email", "Thọ Lộc|Cụm 1|tholoc@example.vn", "Xuân Hòa|Cụm 1|xuanhoa@example.vn", "Xuân Phú|Cụm 2|xuanphu@example.vn"),
			newTab("Báo cáo tháng", "Tên đơn vị|T1|T2|T3|T4|T5|T6|T7|T8|T9|T10|T11|T12", "Thọ Lộc", "Xuân Hòa", "Xuân Phú")),
		newSheet("chi-tieu.xlsx",
			newTab("Chỉ tiêu năm", "Tên đơn vị|Đã giới thiệu", "Thọ Lộc|5", "Xuân Hòa|4", "Xuân Phú|3")),
	}
	d.post = post.Settings{From: "rasoat@example.vn", Office: []string{"vp@example.vn"}, Operator: []string{"truc@example.vn"},
		Morning: 7 * time.Hour, Weekly: time.Monday, Lasting: 30 * time.Minute,
		Reports: []rules.Every{rules.Month, rules.Quarter, rules.Half, rules.Year}}
	d.when = daemon.Schedule{Zone: plan.Location, Every: time.Hour, From: 6 * time.Hour, To: 20 * time.Hour, Weekends: true, Morning: 7 * time.Hour}
	d.until(day)
	return d
}

// now is the time by the clock on the office's wall.
func (d *desk) now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return time.Now().Round(0).Add(d.wrong).In(d.zone)
}

// jump sets the clock, or lets the computer sleep: timers don't notice.
func (d *desk) jump(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.wrong += by
}

// moment reads "2022-03-21 07:00", in the office's zone.
func (d *desk) moment(text string) time.Time {
	d.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, d.zone)
	if err != nil {
		d.t.Fatal(err)
	}
	return at
}

// until lets time pass until the clock on the wall shows a moment.
func (d *desk) until(text string) {
	d.t.Helper()
	d.wait(d.moment(text).Sub(d.now()))
}

// wait lets time pass.
func (d *desk) wait(by time.Duration) {
	time.Sleep(by)
	synctest.Wait()
}

// office is the office as the daemon loads it.
func (d *desk) office() *daemon.Office {
	return &daemon.Office{Plan: d.plan, Mail: true, Post: d.post, Sender: d.mails, Ledger: d.ledger, Keep: 1,
		Log: d.logger(), Now: d.now,
		Cycle: func(at time.Time) sync.Cycle {
			c := sync.Cycle{Plan: d.plan, At: at}
			for _, b := range d.books {
				c.Books = append(c.Books, sync.Source{ID: b.id, Name: b.id, Workbook: b})
			}
			return c
		}}
}

func (d *desk) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(locked{d}, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
}

// locked writes into the desk's log.
type locked struct{ *desk }

func (w locked) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.log.Write(p)
}

// daemon is the daemon of the office.
func (d *desk) daemon() *daemon.Daemon {
	return &daemon.Daemon{Log: d.logger(), Now: d.now, Tick: d.tick, Ledger: d.ledger, Reload: d.reload, Stamp: d.stamp,
		Load: func() (*daemon.Office, daemon.Schedule, error) {
			if d.load != nil {
				if err := d.load(); err != nil {
					return nil, daemon.Schedule{}, err
				}
			}
			return d.office(), d.when, nil
		},
		After: func(_ *daemon.Office, _ daemon.Schedule, out daemon.Outcome, err error) {
			d.mu.Lock()
			defer d.mu.Unlock()
			if err != nil {
				d.faults = append(d.faults, err)
				return
			}
			d.rounds = append(d.rounds, out.At.Format("2006-01-02 15:04"))
			if d.seen != nil {
				d.seen(out)
			}
		}}
}

// start starts the daemon. stop tells it to end, and gives how long that took.
func (d *desk) start() (stop func() time.Duration) {
	d.t.Helper()
	ctx, cancel := context.WithCancel(d.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.daemon().Run(ctx) }()
	synctest.Wait()
	stop = gosync.OnceValue(func() time.Duration {
		at := time.Now()
		cancel()
		if err := <-ended; err != nil {
			d.t.Errorf("the daemon ended with %v", err)
		}
		return time.Since(at)
	})
	d.t.Cleanup(func() { stop() })
	return stop
}

// said is the log so far.
func (d *desk) said() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.log.String()
}

// made is when rounds began since it was asked last.
func (d *desk) made() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer func() { d.rounds = nil }()
	return d.rounds
}

// expect says when rounds should have begun since it was asked last.
func (d *desk) expect(want ...string) {
	d.t.Helper()
	if got := d.made(); !slices.Equal(got, want) {
		d.t.Errorf("rounds %q\nwant   %q", got, want)
	}
}

// mails takes the mails that are sent, and notes them.
type mails struct {
	now   func() time.Time
	heard func(letter) // is told of each mail; nil: nobody

	mu   gosync.Mutex
	got  []letter
	slow time.Duration // how long the server takes
	err  error         // what it answers; nil: it takes everything
}

// letter is a mail as its recipient sees it.
type letter struct {
	at      time.Time
	to, id  string
	subject string
	text    string
}

// String is when, to whom and what.
func (l letter) String() string {
	_, subject, _ := strings.Cut(l.subject, "] ")
	return fmt.Sprintf("%s %s: %s", l.at.Format("2006-01-02 15:04"), l.to, subject)
}

// Deliver takes a mail.
func (m *mails) Deliver(ctx context.Context, one mailer.Mail, last func() error) error {
	m.mu.Lock()
	slow, failed := m.slow, m.err // an error that isn't a *mailer.SendError passes, too
	m.mu.Unlock()
	if err := pause(ctx, slow); err != nil {
		return &mailer.SendError{To: one.To, Trouble: mailer.ConnectTrouble, Err: err}
	}
	if failed != nil {
		return failed
	}
	if last != nil {
		if err := last(); err != nil {
			return err
		}
	}
	subject, text, err := opened(one.Raw)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	l := letter{m.now(), one.To, one.ID, subject, text}
	m.got = append(m.got, l)
	if m.heard != nil {
		m.heard(l)
	}
	return nil
}

// set changes how the server behaves.
func (m *mails) set(slow time.Duration, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.slow, m.err = slow, err
}

// take is the mails that came since it was asked last, in lines; only those to
// somebody where that is said.
func (m *mails) take(to ...string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var lines []string
	for _, l := range m.got {
		if len(to) == 0 || slices.Contains(to, l.to) {
			lines = append(lines, l.String())
		}
	}
	m.got = nil
	return lines
}

// opened is a mail's subject and its plain text.
func opened(raw []byte) (subject, text string, err error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return "", "", err
	}
	if subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		return "", "", err
	}
	text, _, err = mailer.Content(raw)
	return subject, text, err
}

// noConnection is a mail server that can't be reached.
func noConnection() error {
	return &mailer.SendError{Trouble: mailer.ConnectTrouble, Err: errors.New("no connection")}
}

// A digest that is asked for writes nothing into the sheets, and the ledger says so.
func TestDigestWritesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-08 08:00")
		o := d.office()
		before := d.books[0].book()
		out, err := o.Digest(t.Context(), d.now())
		if err != nil || len(out.Made) != 1 {
			t.Fatalf("%d mails, %v", len(out.Made), err)
		}
		cycles, err := o.Store().Cycles(t.Context(), 1)
		if err != nil || cycles[0].Written != 0 || !equal(before, d.books[0].book()) {
			t.Errorf("%+v, %v", cycles, err)
		}
		if err := o.Close(); err != nil {
			t.Fatal(err)
		}
	})
}
