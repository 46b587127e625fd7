package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/daemon"
	"rasoat/internal/mailtest"
	"rasoat/mailer"
	"rasoat/store"
)

// desk is an office whose mail server misbehaves, on a clock that the test moves.
type desk struct {
	office *daemon.Office
	server *scripted
	file   string // the service file
	now    time.Time
	log    bytes.Buffer
}

// firstTo is to whom the first letter goes.
const firstTo = "vanphong@example.vn"

// newDesk makes an office of which four letters wait, two to the office and one to each
// of two groups. The server's certificate is for the host.
func newDesk(t *testing.T, host string) *desk {
	t.Helper()
	d := &desk{server: newScripted(t, host), now: time.Date(2022, 10, 13, 8, 0, 0, 0, ict())}
	dir := t.TempDir()
	newCrashDir(t, dir, d.server.port, "rasoat")
	d.file = filepath.Join(dir, "rasoat.yaml")
	d.start(t)
	if out := d.round(t); len(out.Made) != 4 {
		t.Fatalf("%d letters", len(out.Made))
	}
	return d
}

// start starts the office, anew where it runs already.
func (d *desk) start(t *testing.T) {
	t.Helper()
	if d.office != nil {
		check(t, d.office.Close())
	}
	s, err := config.Load(d.file)
	check(t, err)
	a := &app{ctx: t.Context(), now: func() time.Time { return d.now }, log: slog.New(slog.NewTextHandler(&d.log, nil))}
	d.office, err = a.office(s)
	check(t, err)
	office := d.office
	t.Cleanup(func() { office.Close() })
	sender := d.office.Sender.(mailer.SMTP)
	sender.Roots, sender.Timeout = d.server.roots, 100*time.Millisecond
	sender.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, fmt.Sprintf("127.0.0.1:%d", d.server.port))
	}
	d.office.Sender = sender
}

func (d *desk) round(t *testing.T) daemon.Outcome {
	t.Helper()
	out, err := d.office.Round(t.Context(), d.now, "daemon")
	check(t, err)
	return out
}

func (d *desk) send(t *testing.T) (more bool) {
	t.Helper()
	more, err := d.office.Send(t.Context())
	check(t, err)
	return more
}

// pass lets time go by in steps, with a try after each as the daemon makes it.
func (d *desk) pass(t *testing.T, whole, step time.Duration) {
	t.Helper()
	for end := d.now.Add(whole); d.now.Before(end); {
		d.now = d.now.Add(step)
		d.send(t)
	}
}

// letter is the first that is to somebody.
func (d *desk) letter(t *testing.T, to string) store.Letter {
	t.Helper()
	all, err := d.office.Store().Letters(t.Context(), store.LetterFilter{To: to})
	check(t, err)
	if len(all) == 0 {
		t.Fatalf("no letter to %s", to)
	}
	return all[0]
}

// states counts the letters by state.
func (d *desk) states(t *testing.T) string {
	t.Helper()
	var out []string
	for _, state := range []store.State{store.Waiting, store.Trying, store.Finishing, store.Sent, store.Aside} {
		all, err := d.office.Store().Letters(t.Context(), store.LetterFilter{State: state})
		check(t, err)
		if len(all) > 0 {
			out = append(out, fmt.Sprintf("%d %s", len(all), state))
		}
	}
	return strings.Join(out, ", ")
}

// quiet checks that the log names nobody and holds no secret.
func (d *desk) quiet(t *testing.T) {
	t.Helper()
	for _, secret := range []string{"@", "example.vn", mailtest.Password, "Xuân", "báo cáo"} {
		if strings.Contains(d.log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, d.log.String())
		}
	}
}

// TestMailTroubles: the server misbehaves at one step, with every letter. What becomes of
// the four at once, in how many conversations; and once it behaves again.
func TestMailTroubles(t *testing.T) {
	for _, tc := range []struct {
		step, act string
		trouble   string // of the first letter
		talks     int
		then      string // a day later, after the server behaved again
		taken     int    // the first letter in the end
	}{
		// before it lets us in: nothing is wrong with the mail, and the next fares no better
		{"greeting", "drop", "connect", 1, "4 sent", 1},
		{"greeting", "stall", "time", 1, "4 sent", 1},
		{"greeting", "421 Busy", "later", 3, "4 sent", 1},
		{"greeting", "554 No service for you", "login", 1, "4 sent", 1},
		{"EHLO", "drop", "connect", 1, "4 sent", 1},
		{"EHLO", "stall", "time", 1, "4 sent", 1},
		{"STARTTLS", "silent", "tls", 1, "4 sent", 1},
		{"STARTTLS", "454 Not now", "later", 3, "4 sent", 1},
		{"STARTTLS", "drop", "connect", 1, "4 sent", 1},
		{"STARTTLS", "stall", "time", 1, "4 sent", 1},
		{"tls", "drop", "connect", 1, "4 sent", 1},
		{"tls", "stall", "connect", 1, "4 sent", 1},
		{"AUTH", "535 Wrong password", "login", 1, "4 sent", 1},
		{"AUTH", "454 Ask me later", "later", 3, "4 sent", 1},
		{"AUTH", "drop", "login", 1, "4 sent", 1},
		{"AUTH", "stall", "time", 1, "4 sent", 1},
		// about this mail: a refusal is for good, and others go on
		{"MAIL", "451 Later", "later", 3, "4 sent", 1},
		{"MAIL", "550 Not from you", "refused", 4, "4 aside", 0},
		{"MAIL", "drop", "connect", 1, "4 sent", 1},
		{"MAIL", "stall", "time", 1, "4 sent", 1},
		{"RCPT", "450 Greylisted", "later", 3, "4 sent", 1},
		{"RCPT", "550 Unknown", "refused", 4, "4 aside", 0},
		{"RCPT", "drop", "connect", 1, "4 sent", 1},
		{"RCPT", "stall", "time", 1, "4 sent", 1},
		{"DATA", "451 Later", "later", 3, "4 sent", 1},
		{"DATA", "554 Never", "refused", 4, "4 aside", 0},
		{"DATA", "drop", "connect", 1, "4 sent", 1},
		{"DATA", "stall", "time", 1, "4 sent", 1},
		// after the mail's end went out
		{"body", "drop", "connect or unsure", 1, "4 sent", 1}, // it hung up before; we may see that only after
		{"end", "451 Later", "later", 3, "4 sent", 1},
		{"end", "554 Spam", "refused", 4, "4 aside", 0},
		{"end", "drop", "unsure", 1, "4 sent", 2}, // the gap: it was taken, and nobody knows
		{"end", "stall", "unsure", 1, "4 sent", 2},
		{"end", "twice", "none", 4, "4 sent", 1},
		{"QUIT", "drop", "none", 4, "4 sent", 1},
		{"QUIT", "stall", "none", 4, "4 sent", 1},
	} {
		t.Run(tc.step+" "+tc.act, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, mailtest.Host)
			d.server.misbehave(map[string]string{tc.step: tc.act})
			d.send(t)
			talks, _, _ := d.server.counts(firstTo)
			l := d.letter(t, firstTo)
			if word, _, _ := strings.Cut(cmp.Or(l.Error, "none"), " "); !strings.Contains(tc.trouble, word) || talks != tc.talks {
				t.Errorf("trouble %q after %d conversations, want %q after %d", l.Error, talks, tc.trouble, tc.talks)
			}
			d.server.misbehave(nil)
			d.pass(t, 24*time.Hour, time.Hour)
			_, _, taken := d.server.counts(firstTo)
			if states := d.states(t); states != tc.then || taken != tc.taken {
				t.Errorf("a day later: %s, the first taken %d times; want %s, %d times", states, taken, tc.then, tc.taken)
			}
			d.quiet(t)
		})
	}
}
