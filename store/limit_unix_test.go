//go:build unix

package store_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"rasoat/store"
)

// limited records a round under a limit of the file's size, as a disk or a quota that
// is used up is one, and says what kind of trouble it had.
func limited(ctx context.Context, path string) error {
	s, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ)
	size := &syscall.Rlimit{Cur: 100_000, Max: 100_000}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, size); err != nil {
		return err
	}
	_, err = s.Record(ctx, store.Round{Step: firstStep(2000)})
	var trouble *store.Trouble
	if !errors.As(err, &trouble) || trouble.Kind != store.Full {
		return fmt.Errorf("kind: %w", err)
	}
	if _, err := s.Load(ctx); err != nil {
		return err
	}
	fmt.Println("full")
	return nil
}

// TestLimit: a disk that takes no more leaves the ledger as it was.
func TestLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rasoat.db")
	s := open(t, path)
	small := round(1)
	small.Step.Entries, small.Step.Figures = small.Step.Entries[:3], nil
	record(t, s, small)
	before := load(t, s)
	must(t, s.Close())
	_, out := child(t, "limited", path)
	if word := line(t, out); word != "full" {
		t.Fatal(word)
	}
	same(t, load(t, open(t, path)), before)
}

// locked says whether another process holds a lock on the ledger, at the bytes where
// SQLite's readers hold theirs.
func locked(_ context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: io.SeekStart, Start: 0x40000002, Len: 510}
	if err := syscall.FcntlFlock(f.Fd(), syscall.F_GETLK, &lock); err != nil {
		return err
	}
	fmt.Println(lock.Type != syscall.F_UNLCK)
	return nil
}

// TestBeside: a second Store of the same process, opened and closed, takes no lock from
// the first. A process that closes a file loses all its locks on it, and another one
// would take itself for the only one that works with the ledger.
func TestBeside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rasoat.db")
	s := open(t, path)
	put(t, s, letter(1))
	must(t, open(t, path).Close())
	_, out := child(t, "locked", path)
	if word := line(t, out); word != "true" {
		t.Error("the lock is gone: ", word)
	}
}
