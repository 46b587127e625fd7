//go:build linux

package daemon_test

import (
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
)

// TestDiskFull: no file may grow any more. Statuses are written all the same, no mail
// goes out twice or gets lost, and the operator hears once, and once that it is over.
// The limit holds for a whole program, so it is one of its own.
func TestDiskFull(t *testing.T) {
	const child = "RASOAT_TEST_DISK_FULL"
	if os.Getenv(child) == "" {
		t.Parallel()
		c := exec.Command(os.Args[0], "-test.run=^TestDiskFull$")
		c.Env = append(os.Environ(), child+"=1")
		if said, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	t.Cleanup(func() { signal.Reset(syscall.SIGXFSZ) })
	var usual syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &usual); err != nil {
		t.Fatal(err)
	}
	limit := func(size uint64) {
		l := usual
		if size > 0 {
			l.Cur = size
		}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &l); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { limit(0) })
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, "2022-03-13 08:00")
		d.start()
		d.until("2022-03-13 09:30")
		d.mails.take()
		limit(8192)
		d.books[0].typed("Báo cáo tháng", "Thọ Lộc", "T1", "20/01/2022")
		d.books[0].typed("Báo cáo tháng", "Thọ Lộc", "T2", "20/02/2022")
		d.until("2022-03-14 09:30") // Monday's mail is due meanwhile
		if status := d.books[0].status("Báo cáo tháng", "Thọ Lộc"); status != "Đang thực hiện" {
			t.Errorf("the sheet says %q", status)
		}
		if got := d.mails.take(); len(got) != 1 || !strings.Contains(got[0], "truc@example.vn: ") {
			t.Errorf("mails %q", got)
		}
		limit(0)
		d.until("2022-03-14 18:30")
		got := strings.Join(d.mails.take(), "\n")
		if strings.Count(got, "truc@") != 1 || strings.Count(got, "vp@") != 1 || !strings.Contains(got, "2022-03-14 10:00 vp@example.vn") {
			t.Errorf("when it is over: %s", got)
		}
	})
}
