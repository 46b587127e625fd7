package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"rasoat/ledger"
	"rasoat/rules"
	"rasoat/store"
)

// TestMain is a child process too, when a test starts it as one: its work and the
// ledger's path come in the environment.
func TestMain(m *testing.M) {
	work, path := os.Getenv("RASOAT_TEST_WORK"), os.Getenv("RASOAT_TEST_LEDGER")
	if work == "" {
		os.Exit(m.Run())
	}
	if err := children()[work](context.Background(), path); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// children is what child processes do.
func children() map[string]func(ctx context.Context, path string) error {
	return map[string]func(context.Context, string) error{
		"rounds": rounds, "hold": hold, "fifty": fifty, "limited": limited, "locked": locked,
	}
}

// child starts a child process; its output comes line by line.
func child(t *testing.T, work, path string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "RASOAT_TEST_WORK="+work, "RASOAT_TEST_LEDGER="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	return cmd, bufio.NewScanner(out)
}

func line(t *testing.T, out *bufio.Scanner) string {
	t.Helper()
	if !out.Scan() {
		t.Fatal("the child ended")
	}
	return out.Text()
}

// round is the n-th: all that it keeps says n.
func round(n int) store.Round {
	at := day(1).Add(time.Duration(n) * time.Minute)
	r := store.Round{Cycle: store.Cycle{At: at, Findings: n, Written: 1}, Step: ledger.Step{At: at, Books: []string{"sổ"}}}
	for i := range 300 {
		e := entry(fmt.Sprint("Đoàn xã số ", i), "2022-Q3", at)
		e.Said = fmt.Sprint(n)
		r.Step.Entries = append(r.Step.Entries, e)
		r.Step.Figures = append(r.Step.Figures, rules.Figure{Book: "sổ", Unit: e.Subject, Num: rules.Int(int64(n))})
	}
	r.Step.Changes = []ledger.Change{change(r.Step.Entries[0])}
	l := letter(1)
	l.Key = fmt.Sprint(n)
	r.Letters = []store.Letter{l}
	return r
}

// rounds records rounds until it is killed, from the one after the last on, and says
// each that is recorded.
func rounds(ctx context.Context, path string) error {
	s, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	last, err := s.Cycles(ctx, 1)
	if err != nil {
		return err
	}
	n := 0
	if len(last) > 0 {
		n = last[0].Findings
	}
	for {
		n++
		if _, err := s.Record(ctx, round(n)); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// TestKill kills a process with SIGKILL while it records: what it said is recorded is
// there, and each round as a whole or not at all.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rasoat.db")
	said, torn := 0, 0
	for kill := range 20 {
		cmd, out := child(t, "rounds", path)
		for range 1 + kill%3 {
			said = number(t, line(t, out))
		}
		time.Sleep(time.Duration(kill*7%20) * time.Millisecond)
		must(t, cmd.Process.Kill())
		for out.Scan() {
			said = number(t, out.Text())
		}
		cmd.Wait()
		if is := whole(t, path); is != said {
			torn++
			if is != said+1 { // recorded, and killed before it could say so
				t.Fatalf("round %d was recorded, %d is there", said, is)
			}
		}
	}
	t.Logf("%d rounds, %d killed between the record and the word", said, torn)
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	must(t, err)
	return n
}

// whole checks that everything in a ledger is of the same round, and says which.
func whole(t *testing.T, path string) int {
	t.Helper()
	s := open(t, path)
	defer s.Close()
	cycles, err := s.Cycles(t.Context(), 1)
	must(t, err)
	n := cycles[0].Findings
	l := load(t, s)
	if want := round(n); !l.Last.Equal(want.Step.At) {
		t.Fatalf("round %d ended at %v", n, l.Last)
	}
	for _, e := range l.Entries {
		if e.Said != fmt.Sprint(n) {
			t.Fatalf("round %d has an entry of %s", n, e.Said)
		}
	}
	for _, f := range l.Figures {
		if f.Num.Cmp(rules.Int(int64(n))) != 0 {
			t.Fatalf("round %d has a figure of %v", n, f.Num)
		}
	}
	letters, err := s.Letters(t.Context(), store.LetterFilter{})
	must(t, err)
	changes, err := s.History(t.Context(), store.ChangeFilter{})
	must(t, err)
	if len(l.Entries) != 300 || len(l.Figures) != 300 || len(letters) != n || len(changes) != n {
		t.Fatalf("round %d: %d entries, %d figures, %d letters, %d changes", n, len(l.Entries), len(l.Figures), len(letters), len(changes))
	}
	return n
}

// fifty records fifty letters of its own.
func fifty(ctx context.Context, path string) error {
	s, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	for i := range 50 {
		at := day(1).Add(time.Duration(i) * time.Second)
		l := letter(1)
		l.Key = fmt.Sprint(os.Getpid(), " ", i)
		if _, err := s.Record(ctx, store.Round{Letters: []store.Letter{l}, Step: ledger.Step{At: at}}); err != nil {
			return err
		}
	}
	fmt.Println("done")
	return s.Close()
}

// TestTogether: processes that make a ledger and write into it at the same time lose
// nothing, and each sees that another wrote.
func TestTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rasoat.db")
	var outs []*bufio.Scanner
	for range 3 {
		_, out := child(t, "fifty", path)
		outs = append(outs, out)
	}
	s := open(t, path)
	for i := range 50 {
		put(t, s, letter(i+1))
	}
	for _, out := range outs {
		if word := line(t, out); word != "done" {
			t.Fatal(word)
		}
	}
	letters, err := s.Letters(t.Context(), store.LetterFilter{})
	must(t, err)
	if len(letters) != 200 {
		t.Errorf("%d letters", len(letters))
	}
}

// TestVersion: it changes when somebody else wrote, and only then.
func TestVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rasoat.db")
	s, other := open(t, path), open(t, path)
	version := func() int64 {
		v, err := s.Version(t.Context())
		must(t, err)
		return v
	}
	v := version()
	record(t, s, round(1))
	put(t, other, letter(1))
	if version() != v {
		t.Error("changed by its own round, or a letter")
	}
	record(t, other, round(2))
	if version() == v {
		t.Error("another's round isn't seen")
	}
	v = version()
	_, err := s.Purge(t.Context(), store.PurgeFilter{Unit: "Đoàn xã số 1"})
	must(t, err)
	if version() == v {
		t.Error("a purge isn't seen")
	}
}

// hold takes the daemon's lock and keeps it until its input ends.
func hold(ctx context.Context, path string) error {
	_, err := store.Hold(ctx, path, store.DaemonLock, 0, store.Holder{Since: day(1), Doing: "rasoat run"})
	if err != nil {
		return err
	}
	fmt.Println("held")
	_, err = io.Copy(io.Discard, os.Stdin)
	time.Sleep(time.Minute)
	return err
}

// TestLock: one process at a time; the error says who; it is gone with its process,
// however that ends.
func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mới", "rasoat.db")
	cmd, out := child(t, "hold", path)
	line(t, out)
	_, err := store.Hold(t.Context(), path, store.DaemonLock, 0, store.Holder{})
	var held *store.Held
	if !errors.As(err, &held) || held.PID != cmd.Process.Pid || held.Doing != "rasoat run" || !held.Since.Equal(day(1)) || held.Host == "" {
		t.Fatalf("error %v", err)
	}
	if !strings.Contains(err.Error(), fmt.Sprintf("rasoat run (process %d on ", cmd.Process.Pid)) || !strings.Contains(err.Error(), "\nhint: ") {
		t.Errorf("error %v", err)
	}
	if who, is, err := store.HeldBy(path, store.DaemonLock); !is || who.PID != cmd.Process.Pid || err != nil {
		t.Errorf("held by %v, %v, %v", who, is, err)
	}
	cycle, err := store.Hold(t.Context(), path, store.CycleLock, 0, store.Holder{})
	must(t, err) // another lock
	must(t, cycle.Release())

	must(t, cmd.Process.Kill())
	lock, err := store.Hold(t.Context(), path, store.DaemonLock, 10*time.Second, store.Holder{Doing: "rasoat run"})
	must(t, err)
	if who, is, err := store.HeldBy(path, store.DaemonLock); !is || who.PID != os.Getpid() || err != nil {
		t.Errorf("held by %v, %v, %v", who, is, err)
	}
	must(t, lock.Release())
	if _, is, err := store.HeldBy(path, store.DaemonLock); is || err != nil {
		t.Errorf("released, but held: %v", err)
	}
}

// TestLockEnds: who waits for a lock may be called off.
func TestLockEnds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rasoat.db")
	lock, err := store.Hold(t.Context(), path, store.CycleLock, 0, store.Holder{})
	must(t, err)
	defer lock.Release()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := store.Hold(ctx, path, store.CycleLock, time.Hour, store.Holder{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestLockUnsigned: a lock is held also where nobody can write down who holds it.
func TestLockUnsigned(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rasoat.db")
	must(t, os.MkdirAll(filepath.Join(path+".cycle.json", "in the way"), 0o700))
	lock, err := store.Hold(t.Context(), path, store.CycleLock, 0, store.Holder{Doing: "rasoat sync"})
	must(t, err)
	_, err = store.Hold(t.Context(), path, store.CycleLock, 0, store.Holder{})
	if held := (*store.Held)(nil); !errors.As(err, &held) || !strings.Contains(err.Error(), "another program holds its cycle lock") {
		t.Errorf("error %v", err)
	}
	must(t, lock.Release())
}
