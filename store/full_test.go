package store_test

import (
	"fmt"
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
