package xlsx

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// leftover is the name of a file that saving puts beside a workbook. It tells
// what the file should hold, so that one that a killed program left behind can be
// judged later: nobody's work may be thrown away.
//
//	.rasoat-<workbook>-<time>-<what was read>-<what we wrote>.swap.tmp
type leftover struct {
	dir       string
	book      string // of which workbook: the sum of its name
	at        int64  // Unix nanoseconds
	was, ours string // beginnings of sums
}

// The steps of saving at which a file has a name of its own.
const (
	stepNew  = ".new.tmp"  // our file, perhaps not written to its end
	stepSwap = ".swap.tmp" // our file, whole; after the exchange, the file that was replaced
	stepOld  = ".old.tmp"  // the file that is replaced, where two can't be exchanged
	mine     = ".rasoat-"
)

// settled is how long a program that saves may take. Files of ours that are older
// were left behind by one that was killed.
const settled = 10 * time.Minute

func newLeftover(path string, at time.Time, was, ours sum) leftover {
	return leftover{filepath.Dir(path), bookOf(path), at.UnixNano(), short(was), short(ours)}
}

func short(s sum) string { return hex.EncodeToString(s[:8]) }

func bookOf(path string) string {
	s := sha256.Sum256([]byte(filepath.Base(path)))
	return hex.EncodeToString(s[:4])
}

// name is the file's name at a step.
func (l leftover) name(step string) string {
	return filepath.Join(l.dir, mine+strings.Join([]string{l.book, strconv.FormatInt(l.at, 10), l.was, l.ours}, "-")+step)
}

// parseLeftover reads such a name; false when it isn't one.
func parseLeftover(dir, name string) (l leftover, step string, ok bool) {
	rest, found := strings.CutPrefix(name, mine)
	if !found {
		return l, "", false
	}
	for _, step = range []string{stepNew, stepSwap, stepOld} {
		fields, found := strings.CutSuffix(rest, step)
		if !found {
			continue
		}
		parts := strings.Split(fields, "-")
		if len(parts) != 4 || len(parts[2]) != 16 || len(parts[3]) != 16 {
			return l, "", false
		}
		at, err := strconv.ParseInt(parts[1], 10, 64)
		return leftover{dir, parts[0], at, parts[2], parts[3]}, step, err == nil
	}
	return l, "", false
}

// tidy clears away what a killed program left beside the workbook. A file
// that a person saved just when it was killed gets its place back, or, when the
// workbook has changed since, a name that people see.
func (w *Workbook) tidy(path string) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return
	}
	for _, e := range entries {
		l, step, ok := parseLeftover(filepath.Dir(path), e.Name())
		if !ok || l.book != bookOf(path) || !e.Type().IsRegular() || w.now().Sub(time.Unix(0, l.at)) < settled {
			continue
		}
		w.clear(path, l, step)
	}
}

// clear deals with one file that was left behind.
func (w *Workbook) clear(path string, l leftover, step string) {
	name := l.name(step)
	held, err := sumOf(name)
	switch {
	case err != nil:
	case step == stepNew, short(held) == l.was, short(held) == l.ours:
		_ = w.disk.remove(name)
	default: // a person's
		if at, err := sumOf(path); err == nil && short(at) == l.ours {
			if w.disk.rename(name, path) == nil {
				return
			}
		}
		_, _ = keepBeside(path, name)
	}
}
