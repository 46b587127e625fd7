package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rasoat/ledger"
	"rasoat/rules"
	"rasoat/store"
)

// firstStep is a first cycle that judges n findings.
func firstStep(n int) ledger.Step {
	step := ledger.Step{At: day(1), Books: []string{"sổ"}}
	for i := range n {
		e := entry(fmt.Sprintf("Đoàn xã số %d", i%55), "2022-09", day(1))
		e.Rule = fmt.Sprintf("rule-%d", i/55)
		step.Entries = append(step.Entries, e)
		step.Changes = append(step.Changes, change(e))
		step.Figures = append(step.Figures, rules.Figure{Book: "sổ", Unit: e.Subject, Table: "targets", Column: e.Rule, State: rules.Good, Num: rules.Int(int64(i))})
	}
	return step
}

// BenchmarkRecordIdle is a cycle in which nothing changed.
func BenchmarkRecordIdle(b *testing.B) {
	s := fresh(b)
	step := firstStep(2000)
	record(b, s, store.Round{Step: step})
	step.Entries, step.Changes = nil, nil
	at := day(2)
	for b.Loop() {
		at = at.Add(15 * time.Minute)
		step.At = at
		record(b, s, store.Round{Step: step, Cycle: store.Cycle{At: at, Kind: "daemon", Units: 55}})
	}
}

// BenchmarkRecordFirst is the first cycle of 55 units.
func BenchmarkRecordFirst(b *testing.B) {
	dir, n := b.TempDir(), 0
	step := firstStep(2000)
	for b.Loop() {
		b.StopTimer()
		n++
		s := open(b, filepath.Join(dir, fmt.Sprint(n)))
		b.StartTimer()
		record(b, s, store.Round{Step: step})
		b.StopTimer()
		must(b, s.Close())
		b.StartTimer()
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{2000, 200_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "rasoat.db")
			s := open(b, path)
			step := firstStep(n)
			step.Changes, step.Figures = nil, step.Figures[:2000]
			record(b, s, store.Round{Step: step})
			for b.Loop() {
				load(b, s)
			}
		})
	}
}

// BenchmarkOpen is a start with a ledger of 2,000 findings.
func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "rasoat.db")
	s := open(b, path)
	record(b, s, store.Round{Step: firstStep(2000)})
	must(b, s.Close())
	for b.Loop() {
		s, err := store.Open(b.Context(), path)
		must(b, err)
		must(b, s.Close())
	}
}

// BenchmarkYear is a year of 55 units, looked at every quarter of an hour: 2,000
// findings that each change four times, a digest a week, a reminder a month to each
// unit. It says how large the file is in the end.
func BenchmarkYear(b *testing.B) {
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "rasoat.db")
		s := open(b, path)
		// what is asked here is the size, not how often the disk is waited for
		s.DB().SetMaxOpenConns(1)
		_, err := s.DB().Exec("PRAGMA synchronous = OFF")
		must(b, err)
		year(b, s)
		must(b, s.Close())
		info, err := os.Stat(path)
		must(b, err)
		b.ReportMetric(float64(info.Size())/1e6, "MB")
	}
}

func year(b *testing.B, s *store.Store) {
	const cycles = 365 * 96
	first := firstStep(2000)
	record(b, s, store.Round{Step: first})
	for i := range cycles {
		at := day(1).Add(time.Duration(i+1) * 15 * time.Minute)
		r := store.Round{Cycle: store.Cycle{At: at, Kind: "daemon", Read: 1, Units: 55, Findings: 2000}, Step: ledger.Step{At: at, Books: first.Books, Figures: first.Figures}}
		if i%32 == 0 {
			for n := range 8 {
				e := first.Entries[(i/32*8+n)%2000]
				e.Since = at
				r.Step.Entries, r.Step.Changes = append(r.Step.Entries, e), append(r.Step.Changes, change(e))
			}
			r.Cycle.Written = 8
		}
		if i%(7*96) == 0 {
			r.Letters = append(r.Letters, big(fmt.Sprintf("digest %d", i), 60_000, at))
		}
		if i%(30*96) == 0 {
			for n := range 55 {
				r.Letters = append(r.Letters, big(fmt.Sprintf("reminder %d %d", i, n), 6_000, at))
			}
		}
		for _, l := range record(b, s, r) {
			must(b, s.Try(b.Context(), l.ID, at))
			must(b, s.Finish(b.Context(), l.ID))
			must(b, s.Sent(b.Context(), l.ID, at))
		}
	}
}

// big is a letter of so many bytes.
func big(key string, size int, at time.Time) store.Letter {
	l := letter(1)
	l.Key, l.Raw, l.Made, l.Next = key, make([]byte, size), at, at
	return l
}
