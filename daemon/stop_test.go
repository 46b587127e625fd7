package daemon_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"rasoat/daemon"
	"rasoat/store"
)

// TestStop: wherever it stands, the program ends soon after it is told to, and the
// next start takes up what is left.
func TestStop(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		set   func(*desk)
		wait  time.Duration // until it is told to end
		most  time.Duration // that ending takes
		mails int           // that the office has in the end, after the next start
	}{
		"while nothing happens":              {func(*desk) {}, time.Hour / 2, 0, 1},
		"in the first reading":               {func(d *desk) { d.books[0].slow = time.Hour }, time.Second, 0, 1},
		"in a reading that doesn't heed it":  {func(d *desk) { d.books[0].slow, d.books[0].deaf = time.Hour, true }, time.Second, 8 * time.Second, 1},
		"while a mail is being sent":         {func(d *desk) { d.mails.slow = time.Hour }, time.Second, 0, 1},
		"while a mail server doesn't answer": {func(d *desk) { d.mails.err = errors.New("no connection") }, 90 * time.Second, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t, "2022-03-07 08:00")
				c.set(d)
				stop := d.start()
				d.wait(c.wait)
				if took := stop(); took > c.most {
					t.Errorf("it took %v to end", took)
				}
				d.books[0].edit(func(s *sheet) { s.slow = 0 })
				d.mails.set(0, nil)
				d.wait(2 * time.Hour) // a reading that was left alone has ended by now
				d.start()
				d.wait(2 * time.Hour)
				if got := d.mails.take("vp@example.vn"); len(got) != c.mails {
					t.Errorf("mails %q", got)
				}
			})
		})
	}
}

// Nothing runs on when the daemon has ended.
func TestNoLeaks(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-07 08:00")
		stop := d.start()
		d.wait(3 * time.Hour)
		stop()
	})
}

// A second daemon on the same ledger doesn't run, and says who has it.
func TestSecondDaemon(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-07 08:00")
		stop := d.start()
		d.wait(time.Hour)
		err := d.daemon().Run(t.Context())
		var held *store.Held
		if !errors.As(err, &held) || held.Name != store.DaemonLock || !strings.Contains(err.Error(), "rasoat run (process ") || !strings.Contains(err.Error(), "\nhint: ") {
			t.Errorf("the second one: %v", err)
		}
		stop()
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if err := d.daemon().Run(ctx); err != nil {
			t.Errorf("once the first has ended: %v", err)
		}
	})
}

// Settings that can't be used at the beginning end the program at once.
func TestBadSettingsAtStart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-07 08:00")
		bad := errors.New("plan.yaml:3: no year")
		d.load = func() error { return bad }
		if err := d.daemon().Run(t.Context()); !errors.Is(err, bad) {
			t.Errorf("%v", err)
		}
	})
}

// misplaced is settings with a mistake whose words don't belong into a log.
type misplaced struct{}

func (misplaced) Error() string  { return "secret@example.vn is no address" }
func (misplaced) Places() string { return "rasoat.yaml:4:7" }

// TestReload: new settings hold once somebody asks for it, or once a file changed; bad
// ones leave the old.
func TestReload(t *testing.T) {
	t.Parallel()
	for name, ask := range map[string]func(d *desk, changed func()){
		"asked for":      func(d *desk, _ func()) { d.reload <- struct{}{} },
		"a file changed": func(d *desk, changed func()) { changed(); d.wait(time.Minute) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t, "2022-03-08 08:00")
				version := "1"
				d.stamp = func() string { d.mu.Lock(); defer d.mu.Unlock(); return version }
				changed := func() { d.mu.Lock(); defer d.mu.Unlock(); version += "+" }
				d.start()
				d.until("2022-03-08 09:29")
				d.load = func() error { return misplaced{} }
				ask(d, changed)
				d.until("2022-03-08 09:50")
				d.expect("2022-03-08 08:00", "2022-03-08 09:00") // the old ones stay
				if said := d.said(); !strings.Contains(said, "the new settings can't be used") || !strings.Contains(said, "where=rasoat.yaml:4:7") || strings.Contains(said, "secret@") {
					t.Errorf("log: %s", said)
				}
				d.load = nil
				d.when.Every, d.when.Morning = 3*time.Hour, 10*time.Hour
				d.post.Office = []string{"moi@example.vn"}
				d.until("2022-03-08 10:14")
				ask(d, changed)
				d.until("2022-03-08 10:15")
				d.made()
				d.until("2022-03-09 10:05")
				got := strings.Join(d.made(), ", ")
				if !strings.HasPrefix(got, "2022-03-08 13:1") || !strings.HasSuffix(got, "2022-03-09 10:00") {
					t.Errorf("rounds by the new settings: %s", got)
				}
				d.until("2022-03-14 10:15")
				if got := d.mails.take("moi@example.vn"); len(got) != 1 {
					t.Errorf("mails to the new address: %q", got)
				}
			})
		})
	}
}

// TestPause: a paused program does nothing, sends nothing that waits, and goes on when
// it is resumed.
func TestPause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-12 08:00")
		d.mails.set(0, errors.New("no connection"))
		d.start()
		beside := open(t, d)
		if err := beside.Store().Pause(t.Context(), store.Pause{Who: "truc", At: d.now()}); err != nil {
			t.Fatal(err)
		}
		d.mails.set(0, nil)
		d.books[0].typed("Báo cáo tháng", "Thọ Lộc", "T1", "20/01/2022")
		d.until("2022-03-15 09:10")
		if got, status := d.mails.take(), d.books[0].status("Báo cáo tháng", "Thọ Lộc"); len(got) > 0 || status != "✗ Quá hạn" {
			t.Errorf("while paused: mails %q, status %q", got, status)
		}
		if err := beside.Store().Resume(t.Context()); err != nil {
			t.Fatal(err)
		}
		d.until("2022-03-15 10:10")
		if got := d.mails.take("vp@example.vn"); len(got) != 2 { // Saturday's, and Monday's late
			t.Errorf("mails %q", got)
		}
	})
}

// open is another program that works with the office's ledger.
func open(t *testing.T, d *desk) *daemon.Office {
	t.Helper()
	o := d.office()
	if err := o.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	return o
}

// A digest that somebody asks for beside the daemon: it tells how things stand,
// changes no sheet, and takes nothing from the next Monday's.
func TestAskedBeside(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-07 08:00")
		d.when.Every, d.tick = 6*time.Hour, 10*time.Minute
		d.start()
		d.mails.take()
		d.until("2022-03-09 09:30")
		d.books[0].typed("Báo cáo tháng", "Thọ Lộc", "T1", "20/01/2022")
		beside := open(t, d)
		out, err := beside.Digest(t.Context(), d.now())
		if err != nil || len(out.Made) != 1 || !out.Report.DryRun {
			t.Fatalf("%v, made %v", err, out.Made)
		}
		if _, err := beside.Send(t.Context()); err != nil {
			t.Fatal(err)
		}
		if status := d.books[0].status("Báo cáo tháng", "Thọ Lộc"); status != "✗ Quá hạn" {
			t.Errorf("the sheet says %q", status)
		}
		d.until("2022-03-14 09:00")
		if got := d.mails.take("vp@example.vn"); len(got) != 2 || !strings.HasPrefix(got[0], "2022-03-09 09:30") ||
			!strings.HasPrefix(got[1], "2022-03-14 07:00") || !strings.Contains(got[0], "1 việc đã xong") || !strings.Contains(got[1], "không thay đổi so với 09/03") {
			t.Errorf("mails %q", got)
		}
	})
}
