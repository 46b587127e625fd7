package main

import (
	"bytes"
	"context"
	"encoding/pem"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	gosync "sync"
	"syscall"
	"testing"
	"time"

	"rasoat/internal/mailtest"
	"rasoat/store"
)

// installed is the real program in a folder of its own, with a real mail server.
type installed struct {
	dir string
	env []string
}

// install makes the folder. pem is who vouches for the mail server.
func install(t *testing.T, port int, pem []byte) *installed {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("only there SSL_CERT_FILE says whom to trust, and signals are as here")
	}
	p := &installed{dir: t.TempDir()}
	newCrashDir(t, p.dir, port, "rasoat")
	roots := filepath.Join(p.dir, "roots.pem")
	check(t, os.WriteFile(roots, pem, 0o600))
	p.env = append(os.Environ(), "SSL_CERT_FILE="+roots)
	return p
}

// command is the program with arguments, killed when a test waits too long for it.
func (p *installed) command(t *testing.T, args ...string) (*exec.Cmd, *loud) {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(stop)
	c := exec.CommandContext(ctx, "rasoat", args...)
	out := &loud{}
	c.Dir, c.Env, c.Stdout, c.Stderr = p.dir, p.env, out, out
	return c, out
}

// start starts the daemon; the test's end kills it.
func (p *installed) start(t *testing.T) (*exec.Cmd, *loud) {
	t.Helper()
	c, out := p.command(t, "run")
	check(t, c.Start())
	t.Cleanup(func() { _ = c.Process.Kill() })
	return c, out
}

// end asks the daemon to end, and waits as long as an office's computer does.
func (p *installed) end(t *testing.T, c *exec.Cmd, out *loud) {
	t.Helper()
	check(t, c.Process.Signal(syscall.SIGTERM))
	late := time.AfterFunc(10*time.Second, func() { _ = c.Process.Kill() })
	defer late.Stop()
	if err := c.Wait(); err != nil {
		t.Errorf("told to end: %v\n%s", err, out)
	}
}

// letters is the program's outbox.
func (p *installed) letters(t *testing.T) []store.Letter {
	t.Helper()
	st, err := store.Open(t.Context(), filepath.Join(p.dir, "rasoat.db"))
	check(t, err)
	defer st.Close()
	all, err := st.Letters(t.Context(), store.LetterFilter{})
	check(t, err)
	return all
}

// loud is what a program says, while it says it.
type loud struct {
	mu   gosync.Mutex
	text bytes.Buffer
}

func (l *loud) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *loud) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// until waits for something that must come.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 6000 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("waited in vain until %s", what)
}

// Ten commands at once beside the daemon, on the same workbook, ledger and mail server:
// all come through, and no mail goes out twice.
func TestTogether(t *testing.T) {
	t.Parallel()
	server, err := mailtest.New()
	check(t, err)
	t.Cleanup(func() { server.Close() })
	p := install(t, server.Port, server.PEM())
	daemon, log := p.start(t)
	until(t, "the first mails are there", func() bool { return len(server.Taken("rasoat")) == 4 })

	second, says := p.command(t, "run")
	if err := second.Run(); err == nil || !strings.Contains(says.String(), fmt.Sprintf("rasoat run (process %d on ", daemon.Process.Pid)) {
		t.Errorf("a second daemon: %v\n%s", err, says)
	}

	var all gosync.WaitGroup
	for i := range 10 {
		args := []string{"sync"}
		if i%2 == 0 {
			args = []string{"digest", "--send"}
		}
		c, out := p.command(t, args...)
		all.Go(func() {
			if err := c.Run(); err != nil {
				t.Errorf("%v: %v\n%s", args, err, out)
			}
		})
	}
	all.Wait()

	p.reloads(t, daemon, log)
	p.end(t, daemon, log)
	copies := map[string]int{}
	for _, e := range server.Taken("rasoat") {
		copies[e.ID]++
	}
	letters := p.letters(t)
	if len(letters) < 6 { // the daemon's four, and at least one digest that was asked for
		t.Errorf("%d letters", len(letters))
	}
	for _, l := range letters {
		if l.State != store.Sent || copies[l.MessageID] != 1 {
			t.Errorf("%s is %s and was taken %d times", l.Key, l.State, copies[l.MessageID])
		}
		delete(copies, l.MessageID)
	}
	if len(copies) > 0 {
		t.Errorf("mails that aren't in the outbox: %v", copies)
	}
	for _, secret := range []string{"@", mailtest.Password, "Xuân"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, log)
		}
	}
}

// reloads has the daemon read its settings again: those that can't be used change
// nothing, those that can do.
func (p *installed) reloads(t *testing.T, daemon *exec.Cmd, log *loud) {
	t.Helper()
	file := filepath.Join(p.dir, "rasoat.yaml")
	good, err := os.ReadFile(file)
	check(t, err)
	check(t, os.WriteFile(file, append([]byte("unknown: 1\n"), good...), 0o600))
	check(t, daemon.Process.Signal(syscall.SIGHUP))
	until(t, "the bad settings are told", func() bool { return strings.Contains(log.String(), "the old ones stay") })
	check(t, os.WriteFile(file, append(good, "keep: 2\n"...), 0o600))
	check(t, daemon.Process.Signal(syscall.SIGHUP))
	until(t, "the new settings are there", func() bool { return strings.Contains(log.String(), `"new settings"`) })
}

// A mail server that stalls keeps nobody from ending the daemon: before a mail's end at
// once, after it when the server had a few seconds more for its word.
func TestEndWhileServerStalls(t *testing.T) {
	t.Parallel()
	for step, want := range map[string]string{"RCPT": "waiting, perhaps taken 0 times", "end": "waiting, perhaps taken 1 times"} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			server := newScripted(t, mailtest.Host)
			server.misbehave(map[string]string{step: "stall"})
			p := install(t, server.port, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.cert.Certificate[0]}))
			daemon, log := p.start(t)
			until(t, "the server stalls", func() bool { return server.at(step) })
			p.end(t, daemon, log)
			l := p.letters(t)[0]
			if got := fmt.Sprintf("%s, perhaps taken %d times", l.State, l.Copies); got != want {
				t.Errorf("%s, want %s\n%s", got, want, log)
			}
		})
	}
}
