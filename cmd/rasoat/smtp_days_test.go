package main

import (
	"context"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"rasoat/daemon"
	"rasoat/internal/mailtest"
	"rasoat/mailer"
	"rasoat/store"
)

const operator = "truc@example.vn"

// days lets days go by, with a round each hour and a look at the outbox each quarter.
func (d *desk) days(t *testing.T, n int) {
	t.Helper()
	for range n * 24 {
		d.pass(t, time.Hour, 15*time.Minute)
		d.round(t)
	}
}

// told is the texts of the mails to the operator that the server took.
func (d *desk) told(t *testing.T) []string {
	t.Helper()
	d.server.mu.Lock()
	defer d.server.mu.Unlock()
	var out []string
	for _, raw := range d.server.mails {
		m, err := netmail.ReadMessage(strings.NewReader(raw))
		check(t, err)
		to, err := m.Header.AddressList("To")
		check(t, err)
		if to[0].Address == operator {
			text, _, err := mailer.Content([]byte(raw))
			check(t, err)
			out = append(out, text)
		}
	}
	return out
}

// A certificate that isn't the server's name's: nothing is said to it, all wait, and
// the operator hears once that it lasts and once that it is over.
func TestWrongCertificate(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "another.example")
	d.days(t, 2)
	if l := d.letter(t, firstTo); l.Error != "tls" || l.State != store.Waiting {
		t.Errorf("%s, %q", l.State, l.Error)
	}
	if talks, ended, _ := d.server.counts(firstTo); ended != 0 || talks > 60 {
		t.Errorf("%d conversations in two days, %d mails", talks, ended)
	}
	d.quiet(t)
}

// A server that is out of reach for three days: it isn't pestered, everything goes out
// within an hour once it is back, and the operator hears once that it was.
func TestServerDown(t *testing.T) {
	t.Parallel()
	d := newDesk(t, mailtest.Host)
	d.server.misbehave(map[string]string{"greeting": "drop"})
	for range 3 {
		d.days(t, 1)
		d.start(t) // that the program was started again isn't the end of the trouble
		d.round(t)
	}
	talks, _, _ := d.server.counts(firstTo)
	if talks < 20 || talks > 90 {
		t.Errorf("%d conversations in three days", talks)
	}
	d.server.misbehave(nil)
	d.pass(t, time.Hour+15*time.Minute, 15*time.Minute)
	if l := d.letter(t, firstTo); l.State != store.Sent {
		t.Errorf("an hour after it came back: %s", l.State)
	}
	d.days(t, 2)
	told := strings.Join(d.told(t), "\n----\n")
	if n := strings.Count(told, "Không gửi được thư: không kết nối được máy chủ thư"); n != 2 || len(d.told(t)) != 2 {
		t.Errorf("told %d times in %d mails:\n%s", n, len(d.told(t)), told)
	}
	d.quiet(t)
}

// A refusal is for good: the letter is set aside, the others go, the operator hears of it
// once.
func TestRefusedIsToldOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t, mailtest.Host)
	d.server.misbehave(map[string]string{"RCPT " + firstTo: "550 No such user"})
	d.days(t, 3)
	first := d.letter(t, firstTo)
	if first.State != store.Aside || first.Tries != 1 {
		t.Errorf("%s after %d tries", first.State, first.Tries)
	}
	told := d.told(t)
	if len(told) != 1 || !strings.Contains(told[0], "không gửi được") || strings.Contains(told[0], firstTo) {
		t.Errorf("told %d times: %s", len(told), told)
	}
	d.quiet(t)
}

// A server that wants the mail later is asked for five days, less and less often; then
// the letter is set aside, and the operator hears of it once.
func TestLaterForDays(t *testing.T) {
	t.Parallel()
	d := newDesk(t, mailtest.Host)
	d.server.misbehave(map[string]string{"RCPT " + firstTo: "450 Greylisted"})
	d.days(t, 5)
	if l := d.letter(t, firstTo); l.State != store.Waiting || l.Tries < 20 || l.Tries > 40 {
		t.Errorf("after five days: %s after %d tries", l.State, l.Tries)
	}
	d.days(t, 2)
	if l := d.letter(t, firstTo); l.State != store.Aside {
		t.Errorf("after seven days: %s after %d tries", l.State, l.Tries)
	}
	if told := d.told(t); len(told) != 1 {
		t.Errorf("told %d times: %s", len(told), told)
	}
	d.quiet(t)
}

// A computer that slept for a week has tried once: that isn't enough to give up.
func TestSleptForDays(t *testing.T) {
	t.Parallel()
	d := newDesk(t, mailtest.Host)
	d.server.misbehave(map[string]string{"greeting": "drop"})
	d.send(t)
	d.now = d.now.AddDate(0, 0, 7)
	d.send(t) // the network isn't up yet
	d.server.misbehave(nil)
	d.pass(t, 2*time.Hour, time.Minute)
	if states := d.states(t); states != "4 sent" {
		t.Error(states)
	}
}

// A server that takes every mail and hangs up without a word gets no more than two
// copies of any, and one letter at a time; then they are set aside.
func TestAlwaysDropped(t *testing.T) {
	t.Parallel()
	d := newDesk(t, mailtest.Host)
	d.server.misbehave(map[string]string{"end": "drop"})
	d.send(t)
	if _, ended, _ := d.server.counts("thuongtruc@example.vn"); ended != 0 {
		t.Error("the next one was tried at once")
	}
	d.days(t, 3)
	for _, to := range []string{firstTo, "thuongtruc@example.vn", "vung1@example.vn", "vung2@example.vn"} {
		if _, ended, _ := d.server.counts(to); ended != 2 || d.letter(t, to).State != store.Aside {
			t.Errorf("%s: %d copies, %s", to, ended, d.letter(t, to).State)
		}
	}
	d.server.misbehave(nil)
	d.days(t, 1)
	d.quiet(t)
}

// A clock that ran years ahead put mails off by years: once it is right they go.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t, mailtest.Host)
	d.server.misbehave(map[string]string{"greeting": "drop"})
	right := d.now
	d.now = right.AddDate(8, 0, 0)
	d.send(t)
	d.server.misbehave(nil)
	d.now = right
	d.send(t)
	if states := d.states(t); states != "4 sent" {
		t.Error(states)
	}
}

// stopping tells the program to end as soon as a mail's end goes out.
type stopping struct {
	daemon.Sender
	stop context.CancelFunc
	when string // "last": with the mail's end; "deliver": before
}

func (s stopping) Deliver(ctx context.Context, m mailer.Mail, last func() error) error {
	if s.when == "deliver" {
		time.AfterFunc(50*time.Millisecond, s.stop)
	}
	return s.Sender.Deliver(ctx, m, func() error {
		defer s.stop()
		return last()
	})
}

// An order to stop waits for the server's word on a mail that is out, so that it needn't
// go out twice; a mail that isn't out yet is broken off at once, and tried at the next
// start.
func TestStopWhileSending(t *testing.T) {
	for _, tc := range []struct {
		when, step, act string
		state           store.State
		taken           int // in the end
	}{
		{"last", "end", "slow", store.Sent, 1},
		{"deliver", "RCPT", "slow", store.Waiting, 1},
	} {
		t.Run(tc.when, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, mailtest.Host)
			d.server.misbehave(map[string]string{tc.step: tc.act})
			ctx, stop := context.WithCancel(t.Context())
			sender := d.office.Sender.(mailer.SMTP)
			sender.Timeout = 5 * time.Second
			d.office.Sender = stopping{sender, stop, tc.when}
			_, _ = d.office.Send(ctx) // that it was told to stop is no news
			if l := d.letter(t, firstTo); l.State != tc.state {
				t.Errorf("%s, %q", l.State, l.Error)
			}
			d.server.misbehave(nil)
			d.office.Sender = sender
			d.send(t)
			if _, _, taken := d.server.counts(firstTo); taken != tc.taken || d.states(t) != "4 sent" {
				t.Errorf("taken %d times; %s", taken, d.states(t))
			}
		})
	}
}
