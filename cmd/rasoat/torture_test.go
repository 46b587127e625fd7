package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	gosync "sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"rasoat/internal/mailtest"
	"rasoat/store"
)

// What scripts/torture says.
const (
	tortureFor  = "RASOAT_TORTURE"      // how long: 5m
	tortureWhat = "RASOAT_TORTURE_WHAT" // the program
)

// torture is a long trial of the built program under kill -9.
type torture struct {
	binary string
	random *rand.Rand
	server *mailtest.Server

	mu     gosync.Mutex // guards moods, which the server asks at any time
	moods  *rand.Rand
	moody  bool
	counts map[string]int
}

// TestTorture plays winters of an office, day after day, and kills the program in each
// round some times, also two at once, while people type and the mail server is moody.
// In between it starts and kills the daemon. Then the same winter is played in peace:
// statuses, history and mails must be the same, and no mail may have gone out twice but
// where the ledger knows that it may have.
func TestTorture(t *testing.T) {
	length, err := time.ParseDuration(os.Getenv(tortureFor))
	if err != nil {
		t.Skip("a long trial: scripts/torture")
	}
	seed := uint64(time.Now().UnixNano())
	server, err := mailtest.New()
	check(t, err)
	defer server.Close()
	o := &torture{binary: os.Getenv(tortureWhat), server: server, counts: map[string]int{},
		random: rand.New(rand.NewPCG(seed, 1)), moods: rand.New(rand.NewPCG(seed, 2))}
	server.Hook = o.mood
	t.Logf("seed %d", seed)
	for end, n := time.Now().Add(length), 0; time.Now().Before(end) && !t.Failed(); n++ {
		t.Run(fmt.Sprintf("winter-%d", n), o.winter)
		t.Run(fmt.Sprintf("daemon-%d", n), o.daemons)
	}
	t.Logf("%v", o.counts)
}

// mood refuses, hangs up and dawdles now and then.
func (o *torture) mood(_ string, step mailtest.Step) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.moody {
		return nil
	}
	switch n := o.moods.IntN(100); {
	case n < 3 && step != mailtest.Taken: // that would be a lie
		return &smtp.SMTPError{Code: 451, Message: "Later"}
	case n < 5 || step == mailtest.Taken && n < 8:
		return mailtest.ErrHangUp
	case n < 30:
		time.Sleep(time.Duration(n) * time.Millisecond)
	}
	return nil
}

func (o *torture) be(moody bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.moody = moody
}

// office makes a folder for a user of the mail server.
func (o *torture) office(t *testing.T, user string) *installed {
	p := install(t, o.server.Port, o.server.PEM())
	newCrashDir(t, p.dir, o.server.Port, user)
	return p
}

// start starts the program in a folder.
func (o *torture) start(t *testing.T, p *installed, args ...string) (*exec.Cmd, *loud) {
	c, out := exec.Command(o.binary, args...), &loud{}
	c.Dir, c.Env, c.Stdout, c.Stderr = p.dir, p.env, out, out
	check(t, c.Start())
	o.counts["started"]++
	return c, out
}

// kill lets the program run for a while, now and then two of them, and kills it.
func (o *torture) kill(t *testing.T, p *installed, most time.Duration, args ...string) {
	running := []*exec.Cmd{}
	for range 1 + o.random.IntN(3)/2 {
		c, _ := o.start(t, p, args...)
		running = append(running, c)
	}
	for _, c := range running {
		o.killOne(c, most)
	}
}

func (o *torture) killOne(c *exec.Cmd, most time.Duration) {
	time.Sleep(time.Duration(o.random.Int64N(int64(most))))
	_ = c.Process.Kill() // it may be done
	if c.Wait() != nil {
		o.counts["killed"]++
	}
}

// winter plays days from October to January, in torture and in peace.
func (o *torture) winter(t *testing.T) {
	user := t.Name()
	hurt, calm := o.office(t, user), o.office(t, user+" calm")
	const days = 120
	first := time.Date(2022, 10, 3, 7, 0, 0, 0, ict())
	for day := range days {
		at := first.AddDate(0, 0, day)
		if o.random.IntN(3) > 0 {
			o.typeBoth(t, at, hurt, calm)
		}
		once := []string{"run", "--once", "--at", at.Format(time.RFC3339)}
		o.be(true)
		for range o.random.IntN(4) {
			o.kill(t, hurt, 150*time.Millisecond, once...)
		}
		o.be(day%10 > 0)
		for _, p := range []*installed{hurt, hurt, calm, calm} { // twice: what is seen twice counts
			if p == calm {
				o.be(false)
			}
			if c, out := o.start(t, p, once...); c.Wait() != nil {
				t.Fatalf("%s: %s", at, out)
			}
		}
		o.counts["days"]++
	}
	last := first.AddDate(0, 0, days-1)
	hurt.retry(t, last) // what the last day left
	if c, out := o.start(t, hurt, "run", "--once", "--at", last.Format(time.RFC3339)); c.Wait() != nil {
		t.Fatal(out)
	}
	o.compare(t, hurt, calm)
	o.account(t, hurt, user)
	o.account(t, calm, user+" calm")
}

// typeBoth types something into both workbooks.
func (o *torture) typeBoth(t *testing.T, at time.Time, both ...*installed) {
	cell := fmt.Sprintf("%c%d", "BCD"[o.random.IntN(3)], 2+o.random.IntN(3))
	texts := [...]string{"", at.AddDate(0, 0, -1).Format("02/01/2006"), at.Format("2/1/2006"), "chưa", "32/13", fmt.Sprint(o.random.IntN(9))}
	text := texts[o.random.IntN(len(texts))]
	for _, p := range both {
		typeIn(t, filepath.Join(p.dir, "so.xlsx"), "Báo cáo tháng", cell, text)
	}
}

// compare compares what the two left.
func (o *torture) compare(t *testing.T, hurt, calm *installed) {
	d := &day{}
	got, want := left(t, d, hurt.dir), left(t, d, calm.dir)
	got.Ledger.Told.Troubles, want.Ledger.Told.Troubles = nil, nil // only one had a moody server
	for _, out := range []outcomeOf{got, want} {
		for key, l := range out.Letters {
			if l.Kind == "operator" {
				delete(out.Letters, key)
				continue
			}
			l.State = store.Sent // what became of them: see account
			out.Letters[key] = l
		}
	}
	if diff := got.differs(want); diff != "" {
		t.Errorf("not as in peace (-calm +hurt):\n%s", diff)
	}
	for key, l := range got.Letters {
		if want.Letters[key].ID != l.ID {
			t.Errorf("%s says something else: %s, in peace %s", key, l.ID, want.Letters[key].ID)
		}
	}
}

// daemons starts and kills daemons, and digests that somebody asks for beside them.
func (o *torture) daemons(t *testing.T) {
	user := t.Name()
	p := o.office(t, user)
	o.be(true)
	for range 20 {
		c, _ := o.start(t, p, "run")
		o.kill(t, p, 200*time.Millisecond, "digest", "--send")
		o.killOne(c, 200*time.Millisecond)
		o.counts["daemons"]++
	}
	o.be(false)
	p.retry(t, time.Now())
	if c, out := o.start(t, p, "run", "--once"); c.Wait() != nil {
		t.Fatal(out)
	}
	o.account(t, p, user)
}

// retry lets all that waits be tried at once.
func (p *installed) retry(t *testing.T, now time.Time) {
	t.Helper()
	st, err := store.Open(t.Context(), filepath.Join(p.dir, "rasoat.db"))
	check(t, err)
	defer st.Close()
	_, _, err = st.Recover(t.Context(), now)
	check(t, err)
	waiting, err := st.Letters(t.Context(), store.LetterFilter{State: store.Waiting})
	check(t, err)
	for _, l := range waiting {
		check(t, st.Retry(t.Context(), l.ID, now))
	}
}

// account compares the outbox with the server's journal.
func (o *torture) account(t *testing.T, p *installed, user string) {
	o.server.Settle(user)
	taken := map[string]int{}
	for _, e := range o.server.Taken(user) {
		taken[e.ID]++
	}
	for _, l := range p.letters(t) {
		n := taken[l.MessageID]
		delete(taken, l.MessageID)
		o.counts["letters "+string(l.State)]++
		o.counts[fmt.Sprintf("taken %d times", n)]++
		switch {
		case n > 2 || n > l.Copies:
			t.Errorf("%s was taken %d times, and the ledger knows of %d", l.Key, n, l.Copies)
		case l.State == store.Sent && n == 0:
			t.Errorf("%s was never taken", l.Key)
		case l.State == store.Aside && l.Copies < 2, l.State != store.Sent && l.State != store.Aside:
			t.Errorf("%s is %s after %d tries, perhaps taken %d times (%s)", l.Key, l.State, l.Tries, l.Copies, l.Error)
		}
	}
	if len(taken) > 0 {
		t.Errorf("mails that aren't in the outbox: %s", cmp.Diff(nil, taken))
	}
}
