package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rasoat/ledger"
	"rasoat/rules"
	"rasoat/store"
	"rasoat/sync"
	"rasoat/sync/xlsx"
)

// outcomeOf is all that a day leaves behind, in a form in which two days can be
// compared: every moment of the day itself is its beginning.
type outcomeOf struct {
	Tabs    []rules.Tab
	Ledger  ledger.Ledger
	History []ledger.Change
	Letters map[string]letterOf
	Files   []string
}

type letterOf struct {
	ID    string // its Message-ID: it names the minute, so it isn't compared
	State store.State
	Kind  string
	To    string
}

// left reads what a day left in a folder.
func left(t *testing.T, d *day, dir string) outcomeOf {
	t.Helper()
	out := outcomeOf{Letters: map[string]letterOf{}, Files: files(t, dir)}
	book, err := xlsx.New(filepath.Join(dir, "so.xlsx")).Read(t.Context())
	check(t, err)
	out.Tabs = withoutMinute(book.Tabs)
	st, err := store.Open(t.Context(), filepath.Join(dir, "rasoat.db"))
	check(t, err)
	defer st.Close()
	l, err := st.Load(t.Context())
	check(t, err)
	out.Ledger = sameMoments(l, d.at, dir)
	out.History, err = st.History(t.Context(), store.ChangeFilter{})
	check(t, err)
	for i := range out.History {
		flatten(&out.History[i].At, d.at)
	}
	letters, err := st.Letters(t.Context(), store.LetterFilter{})
	check(t, err)
	for _, l := range letters {
		if !l.Made.Before(d.at) {
			out.Letters[l.Key] = letterOf{ID: l.MessageID, State: l.State, Kind: l.Kind, To: l.To}
		}
	}
	return out
}

// withoutMinute is the tabs without the time at which the summary was looked over last:
// after a crash that is later.
func withoutMinute(tabs []rules.Tab) []rules.Tab {
	for i := range tabs {
		for _, row := range tabs[i].Rows {
			for k := range row {
				if words, _, found := strings.Cut(row[k].Text, "Kiểm tra gần nhất: "); found && words == "" {
					row[k].Text = ""
				}
			}
		}
	}
	return tabs
}

// differs is how a day differs from the calm one; "" when it doesn't.
func (o outcomeOf) differs(calm outcomeOf) string {
	return cmp.Diff(calm, o, cmpopts.IgnoreFields(letterOf{}, "ID"), cmpopts.EquateEmpty(),
		cmp.Comparer(func(a, b rules.Num) bool { return a.Cmp(b) == 0 }),
		cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }))
}

// flatten makes every moment of the day its beginning.
func flatten(t *time.Time, from time.Time) {
	if !t.Before(from) {
		*t = from
	}
}

// sameMoments is a ledger whose moments of the day are its beginning, and in which the
// workbook isn't named by its folder.
func sameMoments(l ledger.Ledger, from time.Time, dir string) ledger.Ledger {
	flatten(&l.First, from)
	flatten(&l.Last, from)
	for _, mark := range []*time.Time{&l.Told.Slot, &l.Told.Daily, &l.Told.Digest} {
		flatten(mark, from)
	}
	for key, e := range l.Entries {
		flatten(&e.Since, from)
		flatten(&e.First, from)
		l.Entries[key] = e
	}
	for name, r := range l.Told.Units {
		flatten(&r.At, from)
		l.Told.Units[name] = r
	}
	for key, at := range l.Told.Closed {
		flatten(&at, from)
		l.Told.Closed[key] = at
	}
	books := map[string]time.Time{}
	for id, at := range l.Books {
		flatten(&at, from)
		books[strings.TrimPrefix(id, dir)] = at
	}
	l.Books = books
	for i := range l.Figures {
		l.Figures[i].Book = strings.TrimPrefix(l.Figures[i].Book, dir)
	}
	return l
}

// files is what lies in a folder. What saving left behind when it was killed is made
// old: the next time somebody writes it must go away, whatever it was.
func files(t *testing.T, dir string) []string {
	t.Helper()
	if makeOld(t, dir) {
		b := xlsx.New(filepath.Join(dir, "so.xlsx"))
		seen, err := b.Read(t.Context())
		check(t, err)
		_, err = b.Apply(t.Context(), seen, sync.Changes{})
		check(t, err)
	}
	entries, err := os.ReadDir(dir)
	check(t, err)
	var names []string
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasSuffix(name, ".lock"), strings.HasSuffix(name, ".json"): // of a ledger's locks: two of each
		case strings.HasSuffix(name, ".db-wal"), strings.HasSuffix(name, ".db-shm"): // the ledger's own
		default:
			names = append(names, name)
		}
	}
	return names
}

// makeOld makes what saving left behind an hour older; false when there is nothing.
func makeOld(t *testing.T, dir string) bool {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, ".rasoat-*"))
	check(t, err)
	for _, name := range names {
		parts := strings.Split(filepath.Base(name), "-")
		if len(parts) != 5 {
			continue
		}
		parts[2] = "1000000000"
		check(t, os.Rename(name, filepath.Join(dir, strings.Join(parts, "-"))))
	}
	return len(names) > 0
}

// finishing is the Message-IDs of the letters whose end was on the line when the
// program died, as a copy of its ledger tells. The ledger itself is left as it is.
func finishing(t *testing.T, dir string) map[string]bool {
	t.Helper()
	copied := t.TempDir()
	for _, name := range []string{"rasoat.db", "rasoat.db-wal"} {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		if os.IsNotExist(err) {
			continue
		}
		check(t, err)
		check(t, os.WriteFile(filepath.Join(copied, name), raw, 0o600))
	}
	out := map[string]bool{}
	st, err := store.Open(context.Background(), filepath.Join(copied, "rasoat.db"))
	check(t, err)
	defer st.Close()
	letters, err := st.Letters(t.Context(), store.LetterFilter{State: store.Finishing})
	check(t, err)
	for _, l := range letters {
		out[l.MessageID] = true
	}
	return out
}
