package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rasoat/ledger"
	"rasoat/rules"
	"rasoat/store"
)

// TestLoadIsApply: whatever steps are recorded, what Load gives afterwards is what
// ledger.Apply makes of them in memory, field by field; by another Store, too.
func TestLoadIsApply(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		path := filepath.Join(dir, fmt.Sprint(n))
		s := open(t, path)
		defer s.Close()
		var want ledger.Ledger
		for i := range rapid.IntRange(0, 4).Draw(r, "steps") {
			step := drawStep(r, day(1).Add(time.Duration(i)*time.Hour))
			record(t, s, store.Round{Step: step})
			want.Apply(step)
		}
		same(t, load(t, s), want)
		again := open(t, path)
		defer again.Close()
		same(t, load(t, again), want)
	})
}

var (
	texts  = rapid.StringOf(rapid.RuneFrom([]rune("aĐộ 'xà\x00\"%;\n…"))) // what SQL, JSON and C trip over
	times  = rapid.Custom(func(r *rapid.T) time.Time { return drawTime(r) })
	status = rapid.Map(rapid.IntRange(0, int(rules.Exempt)), func(n int) rules.Status { return rules.Status(n) })
	key    = rapid.Custom(func(r *rapid.T) ledger.Key {
		return ledger.Key{
			Rule: texts.Draw(r, "rule"), Level: rules.Level(rapid.IntRange(0, 2).Draw(r, "level")), Subject: texts.Draw(r, "subject"),
			Period: rapid.SampledFrom([]string{"", "2022", "2022-H1", "2022-Q3", "2022-09"}).Draw(r, "period"),
		}
	})
	entries = rapid.Custom(func(r *rapid.T) ledger.Entry {
		return ledger.Entry{
			Key: key.Draw(r, "key"), Status: status.Draw(r, "status"), Since: drawTime(r), First: drawTime(r),
			Due: rules.Date(rapid.IntRange(0, 60000).Draw(r, "due")), Closed: rapid.Bool().Draw(r, "closed"),
			Said: texts.Draw(r, "said"), Value: texts.Draw(r, "value"), Target: texts.Draw(r, "target"),
			Doubt: status.Draw(r, "doubt"), Told: status.Draw(r, "told"), Reopened: rapid.IntRange(0, 9).Draw(r, "reopened"),
			Old: rapid.Bool().Draw(r, "old"), Held: rapid.Bool().Draw(r, "held"),
		}
	})
	changes = rapid.Custom(func(r *rapid.T) ledger.Change {
		return ledger.Change{
			Key: key.Draw(r, "key"), At: drawTime(r), Was: status.Draw(r, "was"), Is: status.Draw(r, "is"),
			Cause: ledger.Cause(rapid.IntRange(0, 2).Draw(r, "cause")), Said: texts.Draw(r, "said"),
		}
	})
	books   = rapid.SampledFrom([]string{"", "a", "b", "/sổ/c.xlsx"})
	figures = rapid.Custom(func(r *rapid.T) rules.Figure {
		return rules.Figure{
			Book: books.Draw(r, "book"), Unit: texts.Draw(r, "unit"), Table: texts.Draw(r, "table"), Column: texts.Draw(r, "column"),
			Slot: rapid.IntRange(0, 18).Draw(r, "slot"), State: rules.State(rapid.IntRange(0, int(rules.Bad)).Draw(r, "state")),
			Num: rules.Decimal(rapid.Int64Range(-1e14, 1e14).Draw(r, "num"), rapid.IntRange(0, 9).Draw(r, "digits")),
		}
	})
)

// drawTime is a moment as the ledger keeps it, or none.
func drawTime(r *rapid.T) time.Time {
	us := rapid.Int64Range(0, 4e15).Draw(r, "time")
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

func drawStep(r *rapid.T, at time.Time) ledger.Step {
	s := ledger.Step{
		At: at, Entries: rapid.SliceOf(entries).Draw(r, "entries"), Changes: rapid.SliceOf(changes).Draw(r, "changes"),
		Figures: rapid.SliceOf(figures).Draw(r, "figures"), Books: rapid.SliceOfDistinct(books, rapid.ID[string]).Draw(r, "books"),
	}
	if rapid.Bool().Draw(r, "told") {
		s.Told = drawTold(r)
	}
	return s
}

func drawTold(r *rapid.T) *ledger.Told {
	t := &ledger.Told{
		Slot: drawTime(r), Daily: drawTime(r), Digest: drawTime(r),
		Units: map[string]ledger.Reminded{}, Troubles: map[string]ledger.Trouble{}, Closed: rapid.MapOf(texts, times).Draw(r, "closed"),
	}
	for _, unit := range rapid.SliceOf(texts).Draw(r, "units") {
		t.Units[unit] = ledger.Reminded{Unit: unit, At: drawTime(r), Times: rapid.IntRange(0, 9).Draw(r, "times"), Keys: rapid.SliceOf(key).Draw(r, "keys")}
	}
	for _, key := range rapid.SliceOf(texts).Draw(r, "troubles") {
		t.Troubles[key] = ledger.Trouble{Key: key, Since: drawTime(r), Told: drawTime(r), Message: texts.Draw(r, "message"), Hint: texts.Draw(r, "hint")}
	}
	return t
}

// TestHistory: changes come back whole, in their order, by filter.
func TestHistory(t *testing.T) {
	s := fresh(t)
	a, b := entry("Đoàn xã Xuân Phú", "2022-Q3", day(11)), entry("Đoàn xã Thọ Lộc", "2022-Q2", day(12))
	all := ledger.Entry{Key: ledger.Key{Rule: "introduced-all", Level: rules.ForAll, Period: "2022"}, Status: rules.Behind, Since: day(13)}
	record(t, s, store.Round{Step: ledger.Step{At: day(11), Changes: []ledger.Change{change(a)}}})
	done := ledger.Change{Key: a.Key, At: day(14), Was: rules.Overdue, Is: rules.Late, Cause: ledger.Edited, Said: "Đã rà soát"}
	record(t, s, store.Round{Step: ledger.Step{At: day(14), Changes: []ledger.Change{change(b), change(all), done}}})
	for _, test := range []struct {
		name   string
		filter store.ChangeFilter
		want   []ledger.Change
	}{
		{"everything", store.ChangeFilter{}, []ledger.Change{change(a), change(b), change(all), done}},
		{"a rule", store.ChangeFilter{Rule: "introduced-all"}, []ledger.Change{change(all)}},
		{"levels", store.ChangeFilter{Levels: []rules.Level{rules.ForGroup, rules.ForAll}}, []ledger.Change{change(all)}},
		{"a unit", store.ChangeFilter{Levels: []rules.Level{rules.ForUnit}, Subject: "Đoàn xã Xuân Phú"}, []ledger.Change{change(a), done}},
		{"a period", store.ChangeFilter{Period: "2022-Q2"}, []ledger.Change{change(b)}},
		{"since", store.ChangeFilter{Since: day(13)}, []ledger.Change{change(all), done}},
		{"the newest", store.ChangeFilter{Limit: 1}, []ledger.Change{done}},
		{"nobody", store.ChangeFilter{Subject: "Đoàn xã Xuân Hòa"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := s.History(t.Context(), test.filter)
			must(t, err)
			same(t, got, test.want)
		})
	}
}

// TestRecordIsWhole: what fails in the middle leaves nothing of it.
func TestRecordIsWhole(t *testing.T) {
	s := fresh(t)
	_, err := s.DB().Exec("CREATE TRIGGER no BEFORE INSERT ON reported BEGIN SELECT RAISE(ABORT, 'no'); END")
	must(t, err)
	version, err := s.Version(t.Context())
	must(t, err)
	_, err = s.Record(t.Context(), store.Round{
		Letters: []store.Letter{letter(1)},
		Step:    ledger.Step{At: day(1), Entries: []ledger.Entry{entry("x", "", day(1))}, Told: &ledger.Told{Closed: map[string]time.Time{"2022": day(1)}}},
	})
	wantKind(t, err, store.Other)
	same(t, load(t, s), ledger.Ledger{})
	letters, err := s.Letters(t.Context(), store.LetterFilter{})
	must(t, err)
	if now, err := s.Version(t.Context()); len(letters) > 0 || now != version || err != nil {
		t.Errorf("%d letters, version %d, %v", len(letters), now, err)
	}
}
