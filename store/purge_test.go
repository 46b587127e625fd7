package store_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rasoat/ledger"
	"rasoat/rules"
	"rasoat/store"
)

const gone, stays = "Đoàn xã Xuân Phú", "Đoàn xã Thọ Lộc"

// told is a ledger that names two units wherever it can, in two years.
func told(t *testing.T, s *store.Store) {
	t.Helper()
	for i, year := range []int{2021, 2022} {
		at := time.Date(year, 11, 1, 8, 0, 0, 0, time.UTC)
		period := fmt.Sprint(year, "-Q3")
		r := store.Round{
			Cycle: store.Cycle{At: at, Problems: []string{"Không đọc được bảng của " + gone}},
			Step: ledger.Step{At: at, Books: []string{"sổ chung", gone + ".xlsx"}, Told: &ledger.Told{
				Units: map[string]ledger.Reminded{}, Closed: map[string]time.Time{period: at},
				Troubles: map[string]ledger.Trouble{"book " + gone + ".xlsx": {Key: "book " + gone + ".xlsx"}, "smtp": {Key: "smtp"}},
			}},
		}
		for _, unit := range []string{gone, stays} {
			e := entry(unit, period, at)
			e.Said += unit
			none := entry(unit, "", at)
			none.Due = 0
			none.Rule = fmt.Sprint("member-order-", year)
			r.Step.Entries = append(r.Step.Entries, e, none)
			r.Step.Changes = append(r.Step.Changes, change(e), change(none))
			r.Step.Figures = append(r.Step.Figures, rules.Figure{Book: "sổ chung", Unit: unit}, rules.Figure{Book: gone + ".xlsx", Unit: unit})
			r.Step.Told.Units[unit] = ledger.Reminded{Unit: unit, At: at, Keys: []ledger.Key{e.Key}}
			l := letter(1)
			l.Key, l.About, l.Subject, l.Made = fmt.Sprint("reminder ", unit, year), unit, "Nhắc: "+unit, at
			r.Letters = append(r.Letters, l)
		}
		all := entry("", fmt.Sprint(year), at)
		all.Level, all.Rule, all.Said = rules.ForAll, "introduced-all", "Chưa tính "+gone
		r.Step.Entries = append(r.Step.Entries, all)
		r.Step.Changes = append(r.Step.Changes, change(all))
		digest := letter(1)
		digest.Key, digest.Made, digest.Subject, digest.Raw = fmt.Sprint("digest ", year), at, gone+" quá hạn", []byte(gone)
		r.Letters = append(r.Letters, digest)
		for _, l := range record(t, s, r) {
			must(t, s.Try(t.Context(), l.ID, at))
			must(t, s.Finish(t.Context(), l.ID))
			must(t, s.Sent(t.Context(), l.ID, at))
		}
		body := fmt.Sprintf(`{"at":1.50,"findings":[{"subject":%q,"status":"met"},{"subject":%q}],"units":[%[1]q,%q]}`, gone, stays, stays)
		must(t, s.Keep(t.Context(), store.Snapshot{Period: period, At: at, Body: []byte(body)}, false))
		must(t, s.Keep(t.Context(), store.Snapshot{Period: fmt.Sprint(year, "-H", i+1), At: at, Body: []byte("<p>" + gone)}, false))
	}
}

// TestPurgeUnit: of a unit that is purged the file holds no byte; of others all.
func TestPurgeUnit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rasoat.db")
	s := open(t, path)
	told(t, s)
	if !holds(t, path, gone) {
		t.Fatal("the test is wrong: nothing names the unit")
	}
	got, err := s.Purge(t.Context(), store.PurgeFilter{Unit: gone})
	must(t, err)
	same(t, got, store.Purged{Entries: 4, Changes: 4, Figures: 2, Letters: 2, Snapshots: 4})
	if holds(t, path, gone) {
		t.Error("the file still names the unit")
	}
	l := load(t, s)
	if len(l.Entries) != 6 || len(l.Told.Units) != 1 || len(l.Told.Troubles) != 1 {
		t.Errorf("%d entries, %d reminded, %d troubles", len(l.Entries), len(l.Told.Units), len(l.Told.Troubles))
	}
	snap, err := s.Snapshot(t.Context(), "2022-Q3")
	must(t, err)
	if want := fmt.Sprintf(`{"at":1.50,"findings":[{"subject":%q}],"units":[%[1]q]}`+"\n", stays); string(snap.Body) != want {
		t.Errorf("snapshot %s", snap.Body)
	}
	letters, err := s.Letters(t.Context(), store.LetterFilter{})
	must(t, err)
	if len(letters) != 4 || letters[1].Subject != "… quá hạn" || get(t, s, letters[1].ID).Raw != nil {
		t.Errorf("letters %v", letters)
	}
}

// holds reports whether a ledger's files have these bytes anywhere.
func holds(t *testing.T, path, text string) bool {
	t.Helper()
	for _, name := range []string{path, path + "-wal"} {
		body, err := os.ReadFile(name)
		must(t, err)
		if bytes.Contains(body, []byte(text)) {
			return true
		}
	}
	return false
}

// TestPurgeYear: a year goes, also what is older than the retention; the next stays.
func TestPurgeYear(t *testing.T) {
	want := store.Purged{Entries: 5, Changes: 5, Letters: 3, Cycles: 1, Snapshots: 2}
	for name, purge := range map[string]func(s *store.Store) (store.Purged, error){
		"purge":  func(s *store.Store) (store.Purged, error) { return s.Purge(t.Context(), store.PurgeFilter{Year: 2021}) },
		"expire": func(s *store.Store) (store.Purged, error) { return s.Expire(t.Context(), 2022) },
	} {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			told(t, s)
			got, err := purge(s)
			must(t, err)
			same(t, got, want)
			again, err := purge(s)
			must(t, err)
			same(t, again, store.Purged{})
			l := load(t, s)
			if len(l.Entries) != 5 || len(l.Figures) != 4 || len(l.Told.Closed) != 1 {
				t.Errorf("%d entries, %d figures", len(l.Entries), len(l.Figures))
			}
			changes, err := s.History(t.Context(), store.ChangeFilter{})
			must(t, err)
			for _, c := range changes {
				if c.At.Year() != 2022 {
					t.Errorf("change of %v", c.At)
				}
			}
		})
	}
}

// TestPurgeBoth: what a unit has of a year; nothing else is touched.
func TestPurgeBoth(t *testing.T) {
	s := fresh(t)
	told(t, s)
	got, err := s.Purge(t.Context(), store.PurgeFilter{Year: 2021, Unit: gone})
	must(t, err)
	same(t, got, store.Purged{Entries: 2, Changes: 2, Letters: 1, Snapshots: 2})
	_, err = s.Purge(t.Context(), store.PurgeFilter{})
	wantKind(t, err, store.Refused)
}

// TestBackup: a copy opens as the same ledger, while others work; an existing file is
// never written over.
func TestBackup(t *testing.T) {
	s := fresh(t)
	told(t, s)
	path := filepath.Join(t.TempDir(), "sao lưu?#%41.db")
	must(t, s.Backup(t.Context(), path))
	before, err := os.ReadFile(path)
	must(t, err)
	wantKind(t, s.Backup(t.Context(), path), store.Refused)
	after, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("the copy was written over")
	}
	same(t, load(t, open(t, path)), load(t, s))
	wantKind(t, s.Backup(t.Context(), filepath.Join(path, "x")), store.Other)
	must(t, s.Backup(t.Context(), filepath.Join(t.TempDir(), "thư mục", "mới", "x.db"))) // as in the command's example
}

// TestSnapshots: a period is closed once, unless it is replaced.
func TestSnapshots(t *testing.T) {
	ctx := t.Context()
	s := fresh(t)
	first := store.Snapshot{Period: "2022-Q3", At: day(11), Plan: "Kế hoạch", Body: []byte("{}")}
	second := store.Snapshot{Period: "2022-Q3", At: day(12), Plan: "Kế hoạch", Body: []byte("[]")}
	_, err := s.Snapshot(ctx, "2022-Q3")
	wantKind(t, err, store.Refused)
	must(t, s.Keep(ctx, first, false))
	wantKind(t, s.Keep(ctx, second, false), store.Refused)
	got, err := s.Snapshot(ctx, "2022-Q3")
	must(t, err)
	same(t, got, first)
	must(t, s.Keep(ctx, second, true))
	second.Body = nil
	all, err := s.Snapshots(ctx)
	must(t, err)
	same(t, all, []store.Snapshot{second})
}

// TestPause: the first who pauses it stands, until somebody resumes.
func TestPause(t *testing.T) {
	ctx := t.Context()
	s := fresh(t)
	must(t, s.Resume(ctx))
	must(t, s.Pause(ctx, store.Pause{Who: "văn phòng", At: day(1)}))
	must(t, s.Pause(ctx, store.Pause{Who: "khác", At: day(2)}))
	p, paused, err := s.Paused(ctx)
	must(t, err)
	same(t, p, store.Pause{Who: "văn phòng", At: day(1)})
	must(t, s.Resume(ctx))
	if _, again, err := s.Paused(ctx); !paused || again || err != nil {
		t.Errorf("%v, then %v, %v", paused, again, err)
	}
}
