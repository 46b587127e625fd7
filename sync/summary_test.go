package sync_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"rasoat/rules"
	"rasoat/sync"
)

// summarised is a cycle that keeps the summary.
func summarised(t *testing.T, day string, books ...*memory) sync.Cycle {
	c := cycle(t, day, books...)
	c.Summary = true
	return c
}

// ours is the workbook's summary; nil for none.
func (m *memory) ours() *rules.Tab {
	for i := range m.tabs {
		if m.tabs[i].Summary != "" {
			return &m.tabs[i]
		}
	}
	return nil
}

// TestSummary: it is made once, then changes only when something does; the day's
// heartbeat is one cell.
func TestSummary(t *testing.T) {
	m := workbook()
	first := run(t, summarised(t, "2022-10-17", m))
	if first.Failed || len(m.applied) != 1 || m.ours() == nil {
		t.Fatalf("%d writes, problems %v", len(m.applied), first.Problems)
	}
	if got := lines(first); got[len(got)-1] != "Tổng hợp (tự động): trang mới, "+rowsOf(m)+" dòng" {
		t.Errorf("told as %q", got[len(got)-1])
	}
	if r := run(t, summarised(t, "2022-10-17", m)); r.Changed() != 0 {
		t.Errorf("the second cycle changed %q", lines(r))
	}
	if r := run(t, summarised(t, "2022-10-18", m)); r.Changed() != 1 || !strings.Contains(lines(r)[0], "!B2: Kiểm tra gần nhất: 08:00 ngày 17/10/2022.") {
		t.Errorf("the next day changed %q", lines(r))
	}
	set(m.tab("Rà soát quý"), 5, 2, rules.Cell{Kind: rules.Text, Text: "06/04/2022"})
	if r := run(t, summarised(t, "2022-10-18", m)); r.Changed() < 3 || r.Changed() > 30 {
		t.Errorf("a date that was filed changed %q", lines(r))
	}
	last := m.ours().Rows
	m.tabs = append(m.tabs, rules.Tab{ID: "copy", Title: "Bản sao của Tổng hợp (tự động)", Rows: last})
	if r := run(t, summarised(t, "2022-10-18", m)); r.Changed() != 0 || len(r.Problems) > 0 {
		t.Errorf("a copy of the summary changed %q, problems %v", lines(r), r.Problems)
	}
}

func rowsOf(m *memory) string {
	n := len(m.ours().Rows)
	return string([]byte{byte('0' + n/10), byte('0' + n%10)})
}

// TestWatchWritesTheSummaryOnly: and a dry run not even that.
func TestWatchWritesTheSummaryOnly(t *testing.T) {
	m := workbook()
	before := theirs(m.book())
	c := summarised(t, "2022-10-20", m)
	c.Watch, c.DryRun = true, true
	dry := run(t, c)
	if len(m.applied) != 0 || len(lines(dry)) != 1 {
		t.Fatalf("a dry run wrote, or told %q", lines(dry))
	}
	c.DryRun = false
	if wet := run(t, c); !slices.Equal(lines(dry), lines(wet)) {
		t.Errorf("the dry run promised %q, written was %q", lines(dry), lines(wet))
	}
	if m.ours() == nil || len(m.ours().Rows) == 0 {
		t.Error("no summary was written")
	}
	if after := theirs(m.book()); after != before {
		t.Errorf("people's tabs changed:\n%s", after)
	}
}

// TestSummaryOfRefusedReadings: what isn't known for sure isn't summed up anew.
func TestSummaryOfRefusedReadings(t *testing.T) {
	for name, spoil := range map[string]func(*memory){
		"the register was emptied": func(m *memory) { m.tab("Đơn vị").Rows = nil },
		"the register was cut":     func(m *memory) { m.tab("Đơn vị").Rows = m.tab("Đơn vị").Rows[:5] },
	} {
		m := workbook()
		run(t, summarised(t, "2022-10-20", m))
		before := m.ours().Rows
		spoil(m)
		if r := run(t, summarised(t, "2022-10-21", m)); !r.Refused {
			t.Fatalf("%s: not refused", name)
		}
		if !slices.EqualFunc(before, m.ours().Rows, slices.Equal) {
			t.Errorf("%s: the summary changed", name)
		}
	}
}

// TestSummaryOfUnreadWorkbooks: what stood there stays, and is said to.
func TestSummaryOfUnreadWorkbooks(t *testing.T) {
	first, second := workbook(), workbook()
	second.name = "bao-cao.xlsx"
	second.tabs = slices.Clone(second.tabs[3:4])
	first.tabs = append(first.tabs[:3:3], first.tabs[4])
	run(t, summarised(t, "2022-10-20", first, second))
	before := slices.Clone(first.ours().Rows)
	second.readErr = errors.New("EIO")
	run(t, summarised(t, "2022-10-20", first, second))
	for row, cells := range first.ours().Rows {
		if !slices.Equal(cells, before[row]) && row != 7 {
			t.Errorf("row %d changed: %v, was %v", row+1, cells, before[row])
		}
	}
	if note := first.ours().At(7, 0).Text; !strings.Contains(note, "Chưa đọc được hết số liệu của 6 chi đoàn") {
		t.Errorf("the note says %q", note)
	}
	if second.ours() != nil {
		t.Error("the other workbook got a summary, too")
	}
}

func TestSummaryIsRemoved(t *testing.T) {
	m := workbook()
	m.tabs = append(m.tabs, rules.Tab{ID: "riêng", Title: "Tổng hợp (tự động)", Own: rules.None()})
	before := theirs(m.book())
	run(t, summarised(t, "2022-10-20", m))
	if got := m.ours().Title; got != "Tổng hợp (tự động) (2)" {
		t.Fatalf("the summary is %q", got)
	}
	r, err := summarised(t, "2022-10-20", m).Remove(context.Background())
	if err != nil || r.Failed || !slices.Contains(lines(r), "Tổng hợp (tự động) (2): bỏ cả trang") {
		t.Errorf("removed %q: %v %v", lines(r), r.Problems, err)
	}
	if after := theirs(m.book()); after != before {
		t.Errorf("left behind:\n%s", after)
	}
}

// TestSummaryRace: a person changes or deletes the summary just before it is written.
func TestSummaryRace(t *testing.T) {
	for name, edit := range map[string]func(*memory){
		"typed":   func(m *memory) { set(m.ours(), 3, 0, rules.Cell{Kind: rules.Text, Text: "tự gõ"}) },
		"renamed": func(m *memory) { m.ours().Title = "Chung" },
		"deleted": func(m *memory) {
			m.tabs = slices.DeleteFunc(m.tabs, func(t rules.Tab) bool { return t.Summary != "" })
		},
	} {
		m := workbook()
		run(t, summarised(t, "2022-10-18", m))
		m.meanwhile = edit
		if r := run(t, summarised(t, "2022-10-21", m)); r.Failed {
			t.Errorf("%s: %v", name, r.Problems)
		}
		if r := run(t, summarised(t, "2022-10-21", m)); r.Changed() != 0 || m.ours() == nil {
			t.Errorf("%s: left to change %q", name, lines(r))
		}
	}
}

// TestNoSummaryPossible: where the summary can't be made, statuses are written all the
// same, and it is told.
func TestNoSummaryPossible(t *testing.T) {
	m := workbook()
	m.noSummary = &sync.Trouble{Sentence: "Tệp khóa cấu trúc.", Err: errors.New("locked")}
	r := run(t, summarised(t, "2022-10-20", m))
	if !r.Failed || len(r.Problems) != 1 || r.Problems[0].Message != "Tệp khóa cấu trúc." || r.Books[0].Err == nil {
		t.Errorf("failed %v, problems %v", r.Failed, r.Problems)
	}
	if len(m.applied) != 1 || m.ours() != nil || m.own("Đơn vị") == rules.None() {
		t.Errorf("%d writes, ours at %+v", len(m.applied), m.own("Đơn vị"))
	}
	r = run(t, summarised(t, "2022-10-20", m)) // now nothing else is wanted
	if !r.Failed || r.Changed() != 0 || len(r.Problems) != 1 {
		t.Errorf("failed %v, changed %q, problems %v", r.Failed, lines(r), r.Problems)
	}
}
