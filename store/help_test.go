package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rasoat/ledger"
	"rasoat/rules"
	"rasoat/store"
)

// day is the morning of a day of October 2022.
func day(n int) time.Time { return time.Date(2022, 10, n, 8, 0, 0, 0, time.UTC) }

// open opens a ledger for the length of the test.
func open(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func fresh(t testing.TB) *store.Store {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "rasoat.db"))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func record(t testing.TB, s *store.Store, r store.Round) []store.Letter {
	t.Helper()
	made, err := s.Record(t.Context(), r)
	must(t, err)
	return made
}

func load(t testing.TB, s *store.Store) ledger.Ledger {
	t.Helper()
	l, err := s.Load(t.Context())
	must(t, err)
	return l
}

// same compares, numbers by value, an empty list or map with none.
func same(t testing.TB, got, want any) {
	t.Helper()
	num := cmp.Comparer(func(a, b rules.Num) bool { return a.Cmp(b) == 0 })
	if diff := cmp.Diff(want, got, num, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("(-want +got)\n%s", diff)
	}
}

// wantKind checks what kind of trouble an error is.
func wantKind(t testing.TB, err error, kind store.Kind) *store.Trouble {
	t.Helper()
	var trouble *store.Trouble
	if !errors.As(err, &trouble) {
		t.Fatalf("error %v is no *Trouble", err)
	}
	if trouble.Kind != kind {
		t.Fatalf("kind %d, want %d: %v", trouble.Kind, kind, err)
	}
	if trouble.Sentence == "" {
		t.Fatal("no sentence")
	}
	return trouble
}

// entry is an open finding of a unit.
func entry(unit, period string, at time.Time) ledger.Entry {
	return ledger.Entry{
		Key:    ledger.Key{Rule: "quarterly-review", Subject: unit, Period: period},
		Status: rules.Overdue, Since: at, First: at, Due: rules.NewDate(2022, 10, 10),
		Said: "Chưa rà soát, đánh giá Quý III/2022; hạn 10/10/2022, quá 10 ngày (III.4 đoạn 2).",
	}
}

func change(e ledger.Entry) ledger.Change {
	return ledger.Change{Key: e.Key, At: e.Since, Is: e.Status, Said: e.Said}
}

func letter(n int) store.Letter {
	return store.Letter{
		Key: fmt.Sprintf("digest %d", n), Kind: "digest", From: "rasoat@example.vn", To: "vanphong@example.vn",
		Subject: "Chỉ thị 05-CT/TU", MessageID: fmt.Sprintf("%d@example.vn", n), Raw: []byte("Subject: x\r\n\r\n"), Made: day(n), Next: day(n),
	}
}

// put records a letter and gives its id.
func put(t testing.TB, s *store.Store, l store.Letter) int64 {
	t.Helper()
	made := record(t, s, store.Round{Letters: []store.Letter{l}})
	if len(made) != 1 {
		t.Fatalf("%d letters were made", len(made))
	}
	return made[0].ID
}

func get(t testing.TB, s *store.Store, id int64) store.Letter {
	t.Helper()
	l, err := s.Letter(context.Background(), id)
	must(t, err)
	return l
}
