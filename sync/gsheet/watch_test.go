package gsheet_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"rasoat/sync/gsheet"
	"rasoat/sync/gsheet/gsheettest"
)

// TestWatch: what people change is told after a while, our own writes aren't, and
// from time to time everything is asked for.
func TestWatch(t *testing.T) {
	plan := testPlan(t)
	synctest.Test(t, func(t *testing.T) {
		s := gsheettest.New()
		two(s)
		c, err := gsheet.New(context.Background(), gsheet.Options{Tokens: s.Token(), Endpoint: s.URL(), Transport: s})
		if err != nil {
			t.Fatal(err)
		}
		w, ids := c.Watch(30*time.Minute, true), []string{"b", "c"}
		expect := func(when string, want ...string) {
			t.Helper()
			got, err := w.Changed(t.Context(), ids)
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: %q, %v; want %q", when, got, err, want)
			}
			for _, id := range got {
				w.Read(id)
			}
		}
		expect("at first", "b", "c")
		expect("then")
		s.Edit("c", func(*gsheettest.Spreadsheet) {})
		expect("at once: Drive doesn't know yet")
		time.Sleep(4 * time.Minute)
		expect("after a person's edit", "c")
		run(t, cycle(t, plan, "2022-10-20", s, "b", "c"))
		time.Sleep(4 * time.Minute)
		expect("after our own writes")
		run(t, cycle(t, plan, "2022-12-25", s, "b", "c"))
		s.Edit("b", func(*gsheettest.Spreadsheet) {})
		time.Sleep(4 * time.Minute)
		expect("a person's edit after our own", "b")
		time.Sleep(20 * time.Minute)
		expect("when it is time", "b", "c")
		s.Fault = func(int, gsheettest.Request) *gsheettest.Fault { return &gsheettest.Fault{Status: 503} }
		if got, err := w.Changed(t.Context(), ids); err == nil || len(got) != 2 {
			t.Errorf("Drive is down: %q, %v", got, err)
		}
		s.Fault = nil
		expect("what wasn't read yet stays", "b", "c")
		s.Edit("b", func(b *gsheettest.Spreadsheet) { b.Shared = gsheettest.NotShared })
		time.Sleep(4 * time.Minute)
		expect("no longer shared", "b")
	})
}
