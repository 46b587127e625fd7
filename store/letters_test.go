package store_test

import (
	"testing"
	"time"

	"rasoat/store"
)

// TestTransitions is every step from every state: the state after it, or "" where it
// is refused and changes nothing.
func TestTransitions(t *testing.T) {
	type step func(s *store.Store, id int64) error
	ctx := t.Context()
	steps := map[string]step{
		"try":    func(s *store.Store, id int64) error { return s.Try(ctx, id, day(2)) },
		"finish": func(s *store.Store, id int64) error { return s.Finish(ctx, id) },
		"sent":   func(s *store.Store, id int64) error { return s.Sent(ctx, id, day(3)) },
		"later":  func(s *store.Store, id int64) error { return s.Later(ctx, id, day(4), "bận") },
		"aside":  func(s *store.Store, id int64) error { return s.Aside(ctx, id, day(4), "từ chối") },
		"retry":  func(s *store.Store, id int64) error { return s.Retry(ctx, id, day(5)) },
		"drop":   func(s *store.Store, id int64) error { return s.Drop(ctx, id) },
		"unsure": func(s *store.Store, id int64) error { _, err := s.Unsure(ctx, id, day(4), day(5), "mất"); return err },
	}
	states := []store.State{store.Waiting, store.Trying, store.Finishing, store.Sent, store.Aside, store.Dropped}
	way := map[store.State][]string{
		store.Trying: {"try"}, store.Finishing: {"try", "finish"}, store.Sent: {"try", "finish", "sent"},
		store.Aside: {"aside"}, store.Dropped: {"drop"},
	}
	for name, want := range map[string][6]store.State{
		//         waiting         trying           finishing      sent  aside          dropped
		"try":    {store.Trying, "", "", "", "", ""},
		"finish": {"", store.Finishing, "", "", "", ""},
		"sent":   {"", "", store.Sent, "", "", ""},
		"later":  {"", store.Waiting, store.Waiting, "", "", ""},
		"unsure": {"", "", store.Waiting, "", "", ""},
		"aside":  {store.Aside, store.Aside, store.Aside, "", "", ""},
		"retry":  {store.Waiting, "", "", "", store.Waiting, store.Waiting},
		"drop":   {store.Dropped, "", "", "", store.Dropped, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			for i, from := range states {
				id := put(t, s, letter(i+1))
				for _, before := range way[from] {
					must(t, steps[before](s, id))
				}
				was := get(t, s, id)
				err := steps[name](s, id)
				is := get(t, s, id)
				switch {
				case want[i] == "":
					wantKind(t, err, store.Refused)
					same(t, is, was)
				case err != nil || is.State != want[i]:
					t.Errorf("from %s: %s, want %s (%v)", from, is.State, want[i], err)
				}
			}
		})
	}
}

// TestCounts is what a letter's way leaves in it.
func TestCounts(t *testing.T) {
	ctx := t.Context()
	s := fresh(t)
	id := put(t, s, letter(1))
	want := letter(1)
	want.ID, want.State = id, store.Waiting
	same(t, get(t, s, id), want)

	must(t, s.Try(ctx, id, day(2)))
	must(t, s.Later(ctx, id, day(3), "máy chủ bận"))
	want.Tries, want.Next, want.Error = 1, day(3), "máy chủ bận"
	same(t, get(t, s, id), want)

	must(t, s.Try(ctx, id, day(3)))
	must(t, s.Finish(ctx, id))
	must(t, s.Later(ctx, id, day(4), "không nhận")) // said at the very end: surely not taken
	want.Tries, want.Next, want.Error = 2, day(4), "không nhận"
	same(t, get(t, s, id), want)

	must(t, s.Try(ctx, id, day(4)))
	must(t, s.Finish(ctx, id))
	aside, err := s.Unsure(ctx, id, day(4), day(5), "mất kết nối")
	must(t, err)
	want.Tries, want.Copies, want.Next, want.Error = 3, 1, day(5), "mất kết nối"
	same(t, get(t, s, id), want)
	if aside {
		t.Error("set aside after one copy")
	}

	must(t, s.Try(ctx, id, day(5)))
	must(t, s.Finish(ctx, id))
	must(t, s.Sent(ctx, id, day(6)))
	want.State, want.Tries, want.Copies, want.Sent, want.Error = store.Sent, 4, 2, day(6), ""
	same(t, get(t, s, id), want)
}

// TestTwoCopies: after two copies that may have been taken, a person decides.
func TestTwoCopies(t *testing.T) {
	ctx := t.Context()
	s := fresh(t)
	id := put(t, s, letter(1))
	for copies := 1; copies <= 2; copies++ {
		must(t, s.Try(ctx, id, day(1)))
		must(t, s.Finish(ctx, id))
		aside, err := s.Unsure(ctx, id, day(1), day(1), "mất kết nối")
		must(t, err)
		if aside != (copies == 2) {
			t.Errorf("after %d copies: aside %v", copies, aside)
		}
	}
	if l := get(t, s, id); l.State != store.Aside || l.Copies != 2 {
		t.Errorf("%s, %d copies", l.State, l.Copies)
	}
	must(t, s.Retry(ctx, id, day(2)))
	if l := get(t, s, id); l.State != store.Waiting || l.Tries != 0 || l.Copies != 2 {
		t.Errorf("after a retry: %s, %d tries, %d copies", l.State, l.Tries, l.Copies)
	}
}

// TestRecover is what a start makes of what a crash left.
func TestRecover(t *testing.T) {
	ctx := t.Context()
	s := fresh(t)
	ids := make([]int64, 6)
	for i := range ids {
		ids[i] = put(t, s, letter(i+1))
	}
	sending := func(id int64) { must(t, s.Try(ctx, id, day(7))); must(t, s.Finish(ctx, id)) }
	must(t, s.Try(ctx, ids[1], day(7)))
	sending(ids[2])
	sending(ids[3])
	_, err := s.Unsure(ctx, ids[3], day(7), day(7), "mất kết nối")
	must(t, err)
	sending(ids[3])
	sending(ids[4])
	must(t, s.Sent(ctx, ids[4], day(7)))
	must(t, s.Drop(ctx, ids[5]))

	repeat, aside, err := s.Recover(ctx, day(8))
	must(t, err)
	if len(repeat) != 1 || repeat[0].ID != ids[2] || len(aside) != 1 || aside[0].ID != ids[3] {
		t.Errorf("repeat %v, aside %v", repeat, aside)
	}
	for i, want := range []store.State{store.Waiting, store.Waiting, store.Waiting, store.Aside, store.Sent, store.Dropped} {
		if l := get(t, s, ids[i]); l.State != want {
			t.Errorf("letter %d: %s, want %s", i, l.State, want)
		}
	}
	if l := get(t, s, ids[1]); !l.Next.Equal(day(8)) {
		t.Errorf("the one that was being tried waits until %v", l.Next)
	}
	repeat, aside, err = s.Recover(ctx, day(9))
	if len(repeat)+len(aside) != 0 || err != nil {
		t.Errorf("a second time: %v, %v, %v", repeat, aside, err)
	}
}

// TestKeys: a key that stands is never mailed again, whatever became of its letter.
func TestKeys(t *testing.T) {
	s := fresh(t)
	first := put(t, s, letter(1))
	must(t, s.Drop(t.Context(), first))
	other := letter(2)
	made := record(t, s, store.Round{Letters: []store.Letter{letter(1), other, other}})
	if len(made) != 1 || made[0].Key != other.Key || made[0].State != store.Waiting || made[0].Raw != nil {
		t.Errorf("made %v", made)
	}
}

// TestDue: waiting, and their time has come; the oldest first.
func TestDue(t *testing.T) {
	ctx := t.Context()
	s := fresh(t)
	for i := range 5 {
		put(t, s, letter(i+1))
	}
	must(t, s.Try(ctx, 2, day(2)))
	must(t, s.Try(ctx, 3, day(3)))
	must(t, s.Later(ctx, 3, day(9), "bận"))
	for now, want := range map[int][]int64{0: nil, 1: {1}, 4: {1, 4}, 9: {1, 3, 4, 5}} {
		got, err := s.Due(ctx, day(now))
		must(t, err)
		var ids []int64
		for _, l := range got {
			ids = append(ids, l.ID)
		}
		same(t, ids, want)
	}
}

// TestLetters is the lists by filter.
func TestLetters(t *testing.T) {
	ctx := t.Context()
	s := fresh(t)
	for i := range 4 {
		l := letter(i + 1)
		if i >= 2 {
			l.To, l.About = "xuanphu@example.vn", "Đoàn xã Xuân Phú"
		}
		put(t, s, l)
	}
	must(t, s.Drop(ctx, 4))
	for _, test := range []struct {
		name   string
		filter store.LetterFilter
		want   []int64
	}{
		{"all", store.LetterFilter{}, []int64{1, 2, 3, 4}},
		{"a state", store.LetterFilter{State: store.Dropped}, []int64{4}},
		{"about", store.LetterFilter{About: "Đoàn xã Xuân Phú"}, []int64{3, 4}},
		{"to", store.LetterFilter{To: "vanphong@example.vn"}, []int64{1, 2}},
		{"since", store.LetterFilter{Since: day(3)}, []int64{3, 4}},
		{"the newest", store.LetterFilter{Limit: 3}, []int64{2, 3, 4}},
	} {
		got, err := s.Letters(ctx, test.filter)
		must(t, err)
		var ids []int64
		for _, l := range got {
			ids = append(ids, l.ID)
			if l.Raw != nil {
				t.Errorf("%s: a text in a list", test.name)
			}
		}
		same(t, ids, test.want)
	}
	all, by, err := s.Made(ctx, day(2))
	must(t, err)
	same(t, by, map[string]int{"vanphong@example.vn": 1, "xuanphu@example.vn": 1})
	if all != 2 {
		t.Errorf("%d letters", all)
	}
	_, err = s.Letter(ctx, 99)
	wantKind(t, err, store.Refused)
}

// TestRawGoes: the text of a mail goes some time after it was sent; what was told to
// whom stays, and so does a letter that still waits.
func TestRawGoes(t *testing.T) {
	ctx := t.Context()
	s := fresh(t)
	for i := range 3 {
		put(t, s, letter(i+1))
	}
	for _, id := range []int64{1, 2} {
		must(t, s.Try(ctx, id, day(3)))
		must(t, s.Finish(ctx, id))
	}
	must(t, s.Sent(ctx, 1, day(3)))
	must(t, s.Sent(ctx, 2, day(20)))
	record(t, s, store.Round{Cycle: store.Cycle{At: day(4).Add(store.RawKept)}})
	for id, kept := range map[int64]bool{1: false, 2: true, 3: true} {
		if l := get(t, s, id); (l.Raw != nil) != kept || l.Subject == "" {
			t.Errorf("letter %d: %q, %q", id, l.Raw, l.Subject)
		}
	}
	record(t, s, store.Round{Cycle: store.Cycle{At: day(30).Add(store.RawKept)}})
	if l := get(t, s, 2); l.Raw != nil {
		t.Error("the text stays")
	}
	must(t, s.Drop(ctx, 3))
	record(t, s, store.Round{Cycle: store.Cycle{At: day(30).Add(2 * store.RawKept)}})
	wantKind(t, s.Retry(ctx, 3, day(30)), store.Refused) // there is nothing left to send
	if l := get(t, s, 3); l.State != store.Dropped {
		t.Errorf("%s after a refused retry", l.State)
	}
}

// TestCycles: every cycle of a week, then those in which something changed.
func TestCycles(t *testing.T) {
	s := fresh(t)
	want := store.Cycle{ID: 1, At: day(1), Took: 1500 * time.Millisecond, Kind: "daemon", Read: 1, Unread: 2, Units: 55, Findings: 2000,
		Defects: 7, Written: 9, Failed: true, Problems: []string{"Không đọc được bảng 'x'."}}
	record(t, s, store.Round{Cycle: want})
	got, err := s.Cycles(t.Context(), 0)
	must(t, err)
	same(t, got, []store.Cycle{want})

	idle := func(n int) store.Cycle { return store.Cycle{At: day(n), Kind: "daemon"} }
	broken := func(n int) store.Cycle {
		c := idle(n)
		c.Failed, c.Problems = true, []string{"Không đọc được bảng 'y'."}
		return c
	}
	for _, c := range []store.Cycle{idle(2), idle(3), broken(4), broken(5), broken(6), idle(7), idle(8)} { // ids from 2 on
		record(t, s, store.Round{Cycle: c})
	}
	record(t, s, store.Round{Cycle: idle(9), Letters: []store.Letter{letter(9)}})
	record(t, s, store.Round{Cycle: idle(30)})
	got, err = s.Cycles(t.Context(), 10)
	must(t, err)
	var ids []int64
	for _, c := range got {
		ids = append(ids, c.ID)
	}
	// it got well (2), broke (4), got well again (7), wrote a letter (9), and the last week (10)
	same(t, ids, []int64{10, 9, 7, 4, 2, 1})
}
