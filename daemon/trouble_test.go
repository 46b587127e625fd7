package daemon_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rasoat/daemon"
	"rasoat/post"
	"rasoat/store"
	"rasoat/sync"
)

// remove takes the ledger's files away.
func (d *desk) remove() {
	d.t.Helper()
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.RemoveAll(d.ledger + end); err != nil {
			d.t.Fatal(err)
		}
	}
}

// TestLedgerDeleted: while the program runs the ledger goes, and one of the workbooks
// can't be read either. What can be read keeps its statuses, what can't is held as it
// is; the office gets one mail of how things stand, in which nothing is new.
func TestLedgerDeleted(t *testing.T) {
	t.Parallel()
	for name, unread := range map[string]bool{"and all can be read": false, "while a workbook can't be read": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t, "2022-03-07 08:00")
				d.start()
				d.until("2022-03-08 09:30")
				before := d.mails.take()
				reports, targets := d.books[0].book(), d.books[1].book()
				if unread {
					d.books[1].edit(func(s *sheet) { s.trouble = errors.New("locked") })
				}
				d.remove()
				d.until("2022-03-10 12:00")
				if unread {
					d.books[1].edit(func(s *sheet) { s.trouble = nil })
				}
				d.until("2022-03-11 12:00")
				if now := d.books[0].book(); !equal(reports, now) {
					t.Error("the statuses of the readable workbook changed")
				}
				if now := d.books[1].book(); !equal(targets, now) {
					t.Error("the statuses of the other workbook changed")
				}
				got := d.mails.take("vp@example.vn")
				if len(before) != 1 || len(got) != 1 || !strings.Contains(got[0], "quá hạn") || strings.Contains(got[0], "mới") {
					t.Errorf("first %q, then %q", before, got)
				}
				if !strings.Contains(d.said(), "the ledger's file was deleted or replaced") {
					t.Errorf("log: %s", d.said())
				}
			})
		})
	}
}

// TestLockDeleted: who deletes all files of the ledger deletes the lock too. The daemon
// takes it anew, so that no second one can begin; where one has, it ends.
func TestLockDeleted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-07 08:00")
		d.start()
		d.until("2022-03-07 09:30")
		d.remove()
		if err := os.Remove(d.ledger + ".daemon.lock"); err != nil {
			t.Fatal(err)
		}
		d.until("2022-03-07 10:30")
		if who, held, err := store.HeldBy(d.ledger, store.DaemonLock); !held || err != nil || who.Doing != "rasoat run" {
			t.Errorf("held %v by %+v: %v", held, who, err)
		}
		if !strings.Contains(d.said(), "it is held anew") {
			t.Errorf("log: %s", d.said())
		}
	})
}

// TestLedgerUnusable: statuses are written all the same, mail is held back, and the
// operator hears of it once, and once that it is over.
func TestLedgerUnusable(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*desk) error{
		"overwritten": func(d *desk) error { return os.WriteFile(d.ledger, []byte(strings.Repeat("rác ", 5000)), 0o600) },
		"a folder":    func(d *desk) error { return os.Mkdir(d.ledger, 0o700) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t, "2022-03-12 08:00")
				d.start()
				d.until("2022-03-12 09:30")
				d.mails.take()
				kept, err := os.ReadFile(d.ledger)
				if err != nil {
					t.Fatal(err)
				}
				wal, err := os.ReadFile(d.ledger + "-wal")
				if err != nil {
					t.Fatal(err)
				}
				d.remove()
				if err := spoil(d); err != nil {
					t.Fatal(err)
				}
				d.books[0].typed("Báo cáo tháng", "Thọ Lộc", "T1", "20/01/2022")
				d.books[0].typed("Báo cáo tháng", "Thọ Lộc", "T2", "20/02/2022")
				d.until("2022-03-15 09:30")
				if status := d.books[0].status("Báo cáo tháng", "Thọ Lộc"); status != "Đang thực hiện" {
					t.Errorf("the sheet says %q", status)
				}
				got := d.mails.take()
				if len(got) != 1 || !strings.HasPrefix(got[0], "2022-03-12 10:00 truc@example.vn: ") {
					t.Errorf("mails %q", got)
				}
				if log := d.said(); !strings.Contains(log, `level=WARN msg=round`) || !strings.Contains(log, "because=\"the ledger can't be used\"") {
					t.Errorf("log: %s", log)
				}
				d.remove()
				if err := errors.Join(os.WriteFile(d.ledger, kept, 0o600), os.WriteFile(d.ledger+"-wal", wal, 0o600)); err != nil {
					t.Fatal(err)
				}
				d.until("2022-03-16 12:00")
				got = d.mails.take()
				if len(got) != 2 || !strings.HasPrefix(got[0], "2022-03-15 10:00 truc@example.vn: ") || !strings.HasPrefix(got[1], "2022-03-15 10:00 vp@example.vn: ") {
					t.Errorf("when it is over: mails %q", got)
				}
			})
		})
	}
}

// An operator who can't be reached when the trouble begins is told as soon as mail
// goes out again.
func TestOperatorToldLater(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-12 08:00")
		if err := os.Mkdir(d.ledger, 0o700); err != nil {
			t.Fatal(err)
		}
		d.mails.set(0, errors.New("no connection"))
		d.start()
		d.until("2022-03-12 10:30")
		d.mails.set(0, nil)
		d.until("2022-03-12 18:30")
		if got := d.mails.take(); len(got) != 1 || !strings.HasPrefix(got[0], "2022-03-12 11:00 truc@example.vn: ") {
			t.Errorf("mails %q", got)
		}
	})
}

// A workbook that can't be read for three days: what was summed up doesn't look worse,
// nobody but the operator hears of it, once when it lasts and once when it is over.
func TestUnreadableForDays(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-08 08:00")
		var totals []string
		d.seen = func(out daemon.Outcome) {
			for _, f := range out.Report.Verdict.Findings {
				if f.Rule.ID == "introduced-all" {
					totals = append(totals, f.Status.String()+" "+f.Value.String())
				}
			}
		}
		d.start()
		d.until("2022-03-08 09:30")
		d.mails.take()
		targets := d.books[1].book()
		d.books[1].edit(func(s *sheet) {
			s.trouble = &sync.Trouble{Sentence: "Không mở được bảng chi-tieu.xlsx.", Hint: "close it"}
		})
		d.until("2022-03-11 09:30")
		d.books[1].edit(func(s *sheet) { s.trouble = nil })
		d.until("2022-03-12 09:30")
		if now := d.books[1].book(); !equal(targets, now) {
			t.Error("its statuses changed")
		}
		if slices.ContainsFunc(totals, func(s string) bool { return s != totals[0] }) {
			t.Errorf("totals %q", totals)
		}
		got := d.mails.take()
		if len(got) != 2 || !strings.HasPrefix(got[0], "2022-03-08 11:00 truc@example.vn: ") || !strings.HasPrefix(got[1], "2022-03-11 10:00 truc@example.vn: ") {
			t.Errorf("mails %q", got)
		}
	})
}

// A workbook that can't be read once is nobody's business.
func TestUnreadableOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-08 08:00")
		d.start()
		d.until("2022-03-08 09:30")
		d.mails.take()
		d.books[1].edit(func(s *sheet) { s.trouble = errors.New("locked") })
		d.until("2022-03-08 10:10")
		d.books[1].edit(func(s *sheet) { s.trouble = nil })
		d.until("2022-03-08 20:30")
		if got := d.mails.take(); len(got) > 0 {
			t.Errorf("mails %q", got)
		}
	})
}

// A mail server that is out of reach for a day: all of it comes when it is back, once,
// and the operator hears that it lasted.
func TestMailServerDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-13 08:00")
		d.start()
		d.mails.take()
		d.until("2022-03-14 06:30")
		d.mails.set(0, noConnection())
		d.until("2022-03-15 06:30")
		d.mails.set(0, nil)
		d.until("2022-03-15 18:30")
		office, operator := 0, 0
		for _, line := range d.mails.take() {
			if strings.Contains(line, "vp@") {
				office++
			} else {
				operator++
			}
		}
		if office != 1 || operator != 2 {
			t.Errorf("%d mails to the office, %d to the operator", office, operator)
		}
	})
}

// The program starts anew again and again while the mail server is out of reach: that
// isn't the end of the trouble, of which the operator hears once.
func TestMailServerDownOverStarts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-13 08:00")
		stop := d.start()
		d.mails.take()
		d.until("2022-03-14 06:30")
		d.mails.set(0, noConnection())
		for _, day := range []string{"14", "15", "16"} {
			d.until("2022-03-" + day + " 18:30")
			stop()
			stop = d.start()
		}
		d.until("2022-03-16 19:30")
		d.mails.set(0, nil)
		d.until("2022-03-18 18:30")
		if got := d.mails.take("truc@example.vn"); len(got) != 2 {
			t.Errorf("to the operator %q", got)
		}
	})
}

// A round that never comes to the ledger says nothing of it: a trouble of which the
// operator was told isn't over by that.
func TestLedgerUnusableAndInUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-12 08:00")
		if err := os.Mkdir(d.ledger, 0o700); err != nil {
			t.Fatal(err)
		}
		d.start()
		d.until("2022-03-12 09:30")
		lock, err := store.Hold(t.Context(), d.ledger, store.CycleLock, 0, store.Holder{Doing: "rasoat sync"})
		if err != nil {
			t.Fatal(err)
		}
		d.until("2022-03-12 11:30")
		if err := lock.Release(); err != nil {
			t.Fatal(err)
		}
		d.until("2022-03-12 18:30")
		if got := d.mails.take(); len(got) != 1 || !strings.HasPrefix(got[0], "2022-03-12 08:00 truc@example.vn: ") {
			t.Errorf("mails %q", got)
		}
	})
}

// The ledger's folder goes while the program runs, and a file lies in its place: not even
// a lock can be taken. Statuses are written all the same.
func TestLedgerWithoutFolder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-12 08:00")
		folder := filepath.Join(t.TempDir(), "kept")
		d.ledger = filepath.Join(folder, "ledger.db")
		d.start()
		d.until("2022-03-12 09:30")
		d.mails.take()
		if err := errors.Join(os.Rename(folder, folder+".away"), os.WriteFile(folder, nil, 0o600)); err != nil {
			t.Skip("this system doesn't move a folder that is in use: ", err)
		}
		d.books[0].typed("Báo cáo tháng", "Thọ Lộc", "T1", "20/01/2022")
		d.books[0].typed("Báo cáo tháng", "Thọ Lộc", "T2", "20/02/2022")
		d.until("2022-03-15 09:30")
		if status := d.books[0].status("Báo cáo tháng", "Thọ Lộc"); status != "Đang thực hiện" {
			t.Errorf("the sheet says %q", status)
		}
		if got := d.mails.take(); len(got) != 1 || !strings.HasPrefix(got[0], "2022-03-12 10:00 truc@example.vn: ") {
			t.Errorf("mails %q", got)
		}
	})
}

// A mail that can't be made is gone, since the next round has no reason to make it. So
// the operator hears of it, though it isn't there any more by then.
func TestUnmade(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-07 08:00")
		d.post.Groups = []post.Head{{Group: "Cụm 1", To: "no address"}}
		d.start()
		d.until("2022-03-10 12:00")
		got := d.mails.take("truc@example.vn")
		if len(got) != 2 || !strings.Contains(got[0], "2022-03-07") || !strings.Contains(got[0], "chưa soạn được") || !strings.Contains(got[1], "Đã hết") {
			t.Errorf("to the operator %q", got)
		}
		if strings.Contains(d.said(), "no address") {
			t.Errorf("log: %s", d.said())
		}
	})
}

// What falls due while its workbook can't be read is new to the office once it can,
// and nobody's edit: it counts at once.
func TestDueWhileUnreadable(t *testing.T) {
	t.Parallel()
	for name, unread := range map[string][]int{"one workbook": {0}, "all of them": {0, 1}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t, "2022-03-19 08:00")
				d.when.Every, d.tick = 3*time.Hour, time.Hour
				d.start()
				d.until("2022-03-21 09:30")
				d.mails.take()
				for _, i := range unread {
					d.books[i].edit(func(s *sheet) { s.trouble = errors.New("locked") })
				}
				d.until("2022-03-23 09:30")
				d.mails.take()
				for _, i := range unread {
					d.books[i].edit(func(s *sheet) { s.trouble = nil })
				}
				d.until("2022-03-23 12:30")
				if got := d.mails.got; len(got) == 0 || !strings.Contains(got[0].text, "3 việc mới quá hạn") {
					t.Errorf("mails %q", got)
				}
			})
		})
	}
}
