package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// LockName says what a lock is for.
type LockName string

// The locks of a ledger.
const (
	DaemonLock LockName = "daemon" // held as long as a daemon runs
	CycleLock  LockName = "cycle"  // held around each cycle, and around sending
)

// Holder says who holds a lock.
type Holder struct {
	PID   int       `json:"pid"`   // Hold fills it in
	Host  string    `json:"host"`  // Hold fills it in
	Since time.Time `json:"since"` // given by who holds
	Doing string    `json:"doing"` // given by who holds: "rasoat run"
}

// Held says that somebody else holds the lock.
type Held struct {
	Name LockName
	Holder
}

// Error says who, and on a line of its own what to do.
func (h *Held) Error() string {
	who := "another program"
	if h.PID != 0 {
		who = fmt.Sprintf("%s (process %d on %s, since %s)", h.Doing, h.PID, h.Host, h.Since.Format(time.RFC3339))
	}
	return fmt.Sprintf("the ledger is in use: %s holds its %s lock\nhint: wait until it is done, or stop it first", who, h.Name)
}

// Lock is a lock that is held.
type Lock struct {
	name LockName
	file *flock.Flock
	info string
}

// again is how often a lock that is held is asked for again.
const again = 50 * time.Millisecond

// Hold takes a lock of the ledger at a path, and waits for it as long as the wait
// says: 0 asks once. When somebody else keeps it, the error is a [*Held]. The system
// lets go of it when the process ends, however it ends.
//
// Two files beside the ledger belong to it: PATH.NAME.lock, which is locked and
// always empty, and PATH.NAME.json, which says who holds it (a file that is locked
// can't be read on Windows). Neither needs to be deleted.
func Hold(ctx context.Context, path string, name LockName, wait time.Duration, who Holder) (*Lock, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, trouble(err)
	}
	l := lock(path, name)
	got, err := l.wait(ctx, wait)
	switch {
	case err != nil:
		return nil, trouble(err)
	case !got:
		return nil, &Held{name, l.holder()}
	}
	l.sign(who)
	return l, nil
}

func lock(path string, name LockName) *Lock {
	base := path + "." + string(name)
	return &Lock{name: name, file: flock.New(base+".lock", flock.SetPermissions(0o600)), info: base + ".json"}
}

// wait asks for the lock until it has it or the time is over.
func (l *Lock) wait(ctx context.Context, wait time.Duration) (bool, error) {
	for left := wait; ; left -= again {
		if got, err := l.file.TryLock(); got || err != nil {
			return got, err
		}
		if left <= 0 {
			return false, nil
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(min(again, left)):
		}
	}
}

// sign notes who holds the lock, for people. Where that can't be written (the disk is
// full) the lock is held all the same.
func (l *Lock) sign(who Holder) {
	who.PID = os.Getpid()
	who.Host, _ = os.Hostname()
	if text, err := json.Marshal(who); err == nil {
		_ = os.WriteFile(l.info, append(text, '\n'), 0o600)
	}
}

// holder is who holds the lock; zero when nobody says.
func (l *Lock) holder() Holder {
	var who Holder
	text, err := os.ReadFile(l.info)
	if err != nil || json.Unmarshal(text, &who) != nil {
		return Holder{}
	}
	return who
}

// Again takes a lock anew whose file somebody deleted or replaced: it keeps nobody out
// any more. anew is false where the file is still there. When somebody else has the new
// one, the error is a [*Held].
func (l *Lock) Again(ctx context.Context, wait time.Duration, who Holder) (anew bool, err error) {
	if l.kept() {
		return false, nil
	}
	fresh := &Lock{name: l.name, file: flock.New(l.file.Path(), flock.SetPermissions(0o600)), info: l.info}
	got, err := fresh.wait(ctx, wait)
	switch {
	case err != nil:
		return false, trouble(err)
	case !got:
		return false, &Held{l.name, fresh.holder()}
	}
	_ = l.file.Unlock() // nobody sees this file any more
	l.file = fresh.file
	l.sign(who)
	return true, nil
}

// kept reports whether the file that is locked is the one that others see.
func (l *Lock) kept() bool {
	held, err := l.file.Stat()
	if err != nil {
		return true // it can't be told
	}
	seen, err := os.Stat(l.file.Path())
	return err == nil && os.SameFile(held, seen) || err != nil && !errors.Is(err, fs.ErrNotExist)
}

// Release lets go of the lock.
func (l *Lock) Release() error {
	_ = os.Remove(l.info) // while nobody else can have written it
	return trouble(l.file.Unlock())
}

// HeldBy is who holds a lock now; false when nobody does. It holds the lock itself for
// an instant, so who takes a lock for long should wait for it a second or two.
func HeldBy(path string, name LockName) (who Holder, held bool, err error) {
	l := lock(path, name)
	free, err := l.file.TryRLock()
	if err != nil {
		return Holder{}, false, trouble(err)
	}
	if !free {
		return l.holder(), true, nil
	}
	return Holder{}, false, trouble(l.file.Unlock())
}
