package workbooktest

import (
	"rasoat/rules"
	"rasoat/sync"
)

// summarise writes what the verdict wants in the summary, and checks that it stands
// there: nothing is left to change, and no other tab changed.
func (x *trial) summarise(v *rules.Verdict) *rules.Tab {
	x.Helper()
	before := x.seen
	s := sync.PlaceSummary(v, x.seen)
	if s == nil {
		x.Fatal("nothing to write")
	}
	x.apply(sync.Changes{Summary: s})
	x.settled(v)
	for i := range before.Tabs {
		if b := &before.Tabs[i]; b.Summary == "" {
			x.sameContent("after the summary", b, x.tab(b.Title))
		}
	}
	return x.ours()
}

// settled checks that nothing is left to change, also after reading again.
func (x *trial) settled(v *rules.Verdict) {
	x.Helper()
	x.seen = x.read()
	if left := sync.PlaceSummary(v, x.seen); left != nil {
		x.Errorf("left to change: %v", sync.Changes{Summary: left})
	}
}

// ours is the summary in what was seen last; there must be one.
func (x *trial) ours() *rules.Tab {
	x.Helper()
	var found *rules.Tab
	for i := range x.seen.Tabs {
		if x.seen.Tabs[i].Summary == "" {
			continue
		}
		if found != nil {
			x.Fatal("two tabs are the summary")
		}
		found = &x.seen.Tabs[i]
	}
	if found == nil {
		x.Fatal("no tab is the summary")
	}
	return found
}

func (x *trial) summaryMade() {
	before := x.seen
	t := x.summarise(verdict(7, morning()))
	if t.Title != rules.SummaryTitle || t.Hidden {
		x.Errorf("the summary is %s", outline(t))
	}
	if n := len(x.seen.Tabs); n != len(before.Tabs)+1 || &x.seen.Tabs[n-1] != t {
		x.Errorf("the summary isn't the last of %d tabs", n)
	}
}

func (x *trial) summaryWithColumns() {
	v := verdict(4, morning())
	x.apply(sync.Changes{Setup: []sync.Setup{x.setup(Reviews)}})
	x.apply(sync.Changes{
		Setup:   []sync.Setup{x.setup(Targets)},
		Text:    []sync.Text{x.text(Reviews, sync.Status, 4, "✓ Đạt")},
		Summary: sync.PlaceSummary(v, x.seen),
	})
	x.settled(v)
	own := x.tab(Reviews).Own
	if got := x.tab(Reviews).At(4, own.Status); got != text("✓ Đạt") {
		x.Errorf("our cell holds %+v", got)
	}
	if x.tab(Targets).Own == rules.None() {
		x.Error("our columns weren't made")
	}
}

func (x *trial) summaryChanged() {
	x.summarise(verdict(7, morning()))
	v := verdict(7, morning())
	v.Findings[2].Status = rules.Met
	if n := len(sync.PlaceSummary(v, x.seen).Cells); n == 0 || n > 20 {
		x.Errorf("one status changes %d cells", n)
	}
	x.summarise(v)
	later := verdict(7, morning().AddDate(0, 0, 1))
	later.Findings[2].Status = rules.Met
	if n := len(sync.PlaceSummary(later, x.seen).Cells); n != 1 {
		x.Errorf("a day that passes changes %d cells", n)
	}
	x.summarise(later)
}

func (x *trial) summaryGrows() {
	for _, units := range []int{3, 5, 60, 4} {
		x.summarise(verdict(units, morning()))
	}
	more := verdict(4, morning()) // another rule: another column
	for u := range 4 {
		more.Findings[3*u].Period = rules.NewPeriod(rules.Month, 1, 2022)
	}
	x.summarise(more)
}

func (x *trial) summaryRenamed() {
	x.summarise(verdict(3, morning()))
	id := x.ours().ID
	x.Rename(x.T, rules.SummaryTitle, "Bảng chung")
	x.settled(verdict(3, morning()))
	if t := x.summarise(verdict(4, morning())); t.Title != "Bảng chung" || t.ID != id {
		x.Errorf("the summary is %s", outline(t))
	}
}

func (x *trial) summaryTheirs() {
	x.Add(x.T, rules.SummaryTitle)
	x.Edit(x.T, rules.SummaryTitle, 0, 0, text("việc riêng"))
	x.seen = x.read()
	if t := x.summarise(verdict(3, morning())); t.Title != rules.SummaryTitle+" (2)" {
		x.Errorf("the summary is %s", outline(t))
	}
	if t := x.tab(rules.SummaryTitle); t.Summary != "" || t.At(0, 0) != text("việc riêng") {
		x.Errorf("the person's tab is %s", outline(t))
	}
	x.apply(sync.Changes{Summary: &sync.Summary{Tab: x.ours().ID, Title: x.ours().Title}})
	if t := x.tab(rules.SummaryTitle); t.At(0, 0) != text("việc riêng") {
		x.Error("the person's tab changed")
	}
}

func (x *trial) summaryTyped() {
	v := verdict(7, morning())
	title := x.summarise(v).Title
	x.Edit(x.T, title, 2, 0, text("tự gõ"))
	x.Edit(x.T, title, 30, 1, number(5, rules.AsDate))
	x.Edit(x.T, title, 90, 30, text("dưới và bên phải"))
	x.Edit(x.T, title, 6, 2, rules.Cell{})
	x.seen = x.read()
	x.summarise(v)
}

func (x *trial) summaryDeleted() {
	v := verdict(3, morning())
	title := x.summarise(v).Title
	x.Delete(x.T, title)
	x.seen = x.read()
	if got := x.summarise(v).Title; got != title {
		x.Errorf("made again as %q", got)
	}
}

func (x *trial) summaryHostile() {
	v := verdict(6, morning())
	for u, name := range []string{"=1+1", "+84", "'đơn", "<b>&amp;]]>", "0012", "20/10/2022"} {
		v.Data.Units[u].Name = name
	}
	v.Plan.Levels.All = "=HYPERLINK(\"http://x\")"
	t := x.summarise(v)
	for row := range t.Rows {
		for col, c := range t.Rows[row] {
			if c.Formula || c.Kind == rules.Bool || c.Kind == rules.Error || c.Kind == rules.Number && c.Format != rules.General {
				x.Errorf("%s is %+v", rules.A1(row, col), c)
			}
		}
	}
}

func (x *trial) summaryForeign() {
	v := verdict(3, morning())
	s := sync.PlaceSummary(v, x.seen)
	for _, id := range []string{x.tab(Reviews).ID, "không có"} {
		other := *s
		other.Tab = id
		for _, c := range []*sync.Summary{&other, {Tab: id}} {
			if _, err := x.Workbook.Apply(x.Context(), x.seen, sync.Changes{Summary: c}); err == nil {
				x.Errorf("wrote a summary into %q", id)
			}
			x.same("after a refusal", x.seen, x.read())
		}
	}
}

func (x *trial) summaryRemoved() {
	before := x.seen
	t := x.summarise(verdict(3, morning()))
	x.apply(sync.Changes{Summary: &sync.Summary{Tab: t.ID, Title: t.Title}})
	x.same("after the summary went", before, x.seen)
	t = x.summarise(verdict(3, morning()))
	x.apply(sync.Changes{Setup: []sync.Setup{x.setup(Reviews)}})
	x.apply(sync.Changes{Remove: []string{x.tab(Reviews).ID}, Summary: &sync.Summary{Tab: t.ID, Title: t.Title}})
	x.same("after all of ours went", before, x.seen)
}
