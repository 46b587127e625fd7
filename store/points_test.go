package store_test

import (
	"strings"
	"testing"

	"rasoat/ledger"
	"rasoat/rules"
	"rasoat/store"
)

// TestPoints: what was counted is kept where it changed, and goes with its year.
func TestPoints(t *testing.T) {
	s := fresh(t)
	whole := ledger.Key{Rule: "introduced", Level: rules.ForAll, Period: "2022"}
	group := ledger.Key{Rule: "introduced", Level: rules.ForGroup, Subject: "Vùng 1", Period: "2022"}
	for i, value := range []int64{10, 10, 12, 10} {
		record(t, s, store.Round{Step: ledger.Step{At: day(i + 1), Points: []ledger.Point{
			{Key: whole, At: day(i + 1), Value: rules.Int(value)}, {Key: group, At: day(i + 1), Value: rules.Int(5)}}}})
	}
	for key, want := range map[ledger.Key]string{whole: "01 10; 03 12; 04 10", group: "01 5", {Rule: "other"}: ""} {
		if got := pointsText(t, s, key); got != want {
			t.Errorf("%v: %q, want %q", key, got, want)
		}
	}
	if _, err := s.Expire(t.Context(), 2022); err != nil || pointsText(t, s, group) == "" {
		t.Errorf("the year itself went: %v", err)
	}
	record(t, s, store.Round{Step: ledger.Step{At: day(5), Entries: []ledger.Entry{entry("x", "", day(1))}}})
	if _, err := s.Purge(t.Context(), store.PurgeFilter{Year: 2022}); err != nil || pointsText(t, s, whole) != "" {
		t.Errorf("after the year is purged %q is left: %v", pointsText(t, s, whole), err)
	}
}

func pointsText(t *testing.T, s *store.Store, k ledger.Key) string {
	t.Helper()
	points, err := s.Points(t.Context(), k)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range points {
		out = append(out, p.At.Format("02 ")+p.Value.String())
	}
	return strings.Join(out, "; ")
}
