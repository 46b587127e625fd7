package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"rasoat/store"
)

// TestFull: when the disk is full a round isn't recorded, the error says so, and what
// was there stays; with space again all goes on.
func TestFull(t *testing.T) {
	s := fresh(t)
	s.DB().SetMaxOpenConns(1)
	record(t, s, round(1))
	before := load(t, s)
	var pages, was int
	must(t, s.DB().QueryRow("PRAGMA page_count").Scan(&pages))
	must(t, s.DB().QueryRow("PRAGMA max_page_count").Scan(&was))
	must(t, s.DB().QueryRow(fmt.Sprintf("PRAGMA max_page_count = %d", pages+1)).Scan(new(int)))
	_, err := s.Record(t.Context(), store.Round{Step: firstStep(2000), Letters: []store.Letter{letter(2)}})
	wantKind(t, err, store.Full)
	same(t, load(t, s), before)
	must(t, s.DB().QueryRow(fmt.Sprintf("PRAGMA max_page_count = %d", was)).Scan(new(int)))
	record(t, s, round(2))
}

// TestLockUnsigned: a lock is held as well where nobody can note who has it, as on a full
// disk: the round goes on and writes statuses.
func TestLockUnsigned(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rasoat.db")
	must(t, os.Mkdir(path+".cycle.json", 0o700)) // no file can be written here
	lock, err := store.Hold(t.Context(), path, store.CycleLock, 0, store.Holder{Doing: "rasoat sync"})
	must(t, err)
	var held *store.Held
	if _, err := store.Hold(t.Context(), path, store.CycleLock, 0, store.Holder{}); !errors.As(err, &held) {
		t.Errorf("%v", err)
	}
	must(t, lock.Release())
}
