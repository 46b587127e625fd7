package workbooktest

import (
	"errors"
	"strings"

	"rasoat/rules"
	"rasoat/sync"
)

// reads: every cell comes back with its kind, and what a tab is too.
func (x *trial) reads() {
	want := Sample()
	if x.seen.ID == "" || x.seen.Name == "" || x.seen.Unread != "" {
		x.Errorf("the book is %q, named %q, unread %q", x.seen.ID, x.seen.Name, x.seen.Unread)
	}
	ids := map[string]bool{}
	for i := range want.Tabs {
		w, got := &want.Tabs[i], x.tab(want.Tabs[i].Title)
		x.sameContent("as read", w, got)
		if got.Hidden != w.Hidden || got.Own != rules.None() || got.ID == "" || ids[got.ID] {
			x.Errorf("%s: %s", w.Title, outline(got))
		}
		ids[got.ID] = true
		for row := range got.Rows {
			if got.Width < len(got.Rows[row]) {
				x.Errorf("%s: width %d, but row %d has %d cells", w.Title, got.Width, row+1, len(got.Rows[row]))
			}
		}
	}
}

func (x *trial) readsTwice() { x.same("a second reading", x.seen, x.read()) }

func (x *trial) nothing() {
	before := x.seen
	x.same("after no changes", before, x.apply(sync.Changes{}))
}

// setsUp: our headers stand where they were wanted, and nothing else changed.
func (x *trial) setsUp() {
	for _, title := range []string{Reviews, Targets} {
		before, s := x.tab(title), x.setup(title)
		x.apply(sync.Changes{Setup: []sync.Setup{s}})
		own := rules.Owned{Status: s.Status, Todo: s.Todo, Coloured: true}
		if x.tab(title).Own != own {
			x.Errorf("ours are at %+v, want %+v", x.tab(title).Own, own)
		}
		x.sameContent("after the setup", with(before, map[[2]int]rules.Cell{
			{s.Header, s.Status}: text(rules.StatusHeader), {s.Header, s.Todo}: text(rules.TodoHeader),
		}), x.tab(title))
	}
}

func (x *trial) setsUpTwice() {
	s := x.setup(Reviews)
	first := x.apply(sync.Changes{Setup: []sync.Setup{s}})
	x.same("after a second setup", first, x.apply(sync.Changes{Setup: []sync.Setup{s}}))
	s.Status, s.Todo = s.Status+5, s.Todo+5
	x.same("after a setup elsewhere", first, x.apply(sync.Changes{Setup: []sync.Setup{s}}))
}

// setsUpHalf: a person deleted one of our headers.
func (x *trial) setsUpHalf() {
	s := x.setup(Targets)
	x.apply(sync.Changes{Setup: []sync.Setup{s}})
	x.Edit(x.T, Targets, s.Header, s.Todo, rules.Cell{})
	x.seen = x.read()
	wanted := sync.Changes{Setup: []sync.Setup{s}}
	lost := -1
	if x.seen.Marked { // the column is still known, only its header is wanted
		lost = s.Todo
		wanted = sync.Changes{Text: []sync.Text{x.text(Targets, sync.Todo, s.Header, rules.TodoHeader)}}
	}
	if own := x.tab(Targets).Own; own.Status != s.Status || own.Todo != lost {
		x.Fatalf("ours are at %+v", own)
	}
	x.apply(wanted)
	if got := x.tab(Targets).At(s.Header, s.Todo); got != text(rules.TodoHeader) {
		x.Errorf("our header is %+v", got)
	}
	if own := x.tab(Targets).Own; own != (rules.Owned{Status: s.Status, Todo: s.Todo, Coloured: true}) {
		x.Errorf("ours are at %+v", own)
	}
}

func (x *trial) oneTab() {
	before := x.seen
	x.apply(sync.Changes{Setup: []sync.Setup{x.setup(Reviews)}})
	for i := range before.Tabs {
		if b := &before.Tabs[i]; b.Title != Reviews {
			x.sameContent("the other tab", b, x.tab(b.Title))
			if x.tab(b.Title).Own != rules.None() {
				x.Errorf("%s got our columns too", b.Title)
			}
		}
	}
}

// writes: texts stand in our cells, also below the table; nothing else changed.
func (x *trial) writes() {
	x.apply(sync.Changes{Setup: []sync.Setup{x.setup(Reviews), x.setup(Targets)}})
	before := *x.tab(Reviews)
	c, want := sync.Changes{}, map[[2]int]rules.Cell{}
	for i := range 10 {
		for _, t := range []sync.Text{
			x.text(Reviews, sync.Status, 4+i, string(rules.LabelOverdue)),
			x.text(Reviews, sync.Todo, 4+i, "Đoàn xã Xuân: ghi ngày rà soát Quý III; hạn 10/10 (III.4)."),
		} {
			c.Text = append(c.Text, t)
			want[[2]int{t.Row, t.Col}] = text(t.Now)
		}
	}
	x.apply(c)
	x.sameContent("after writing", with(&before, want), x.tab(Reviews))
	again := x.seen
	x.same("after writing the same again", again, x.apply(c))
}

func (x *trial) empties() {
	x.apply(sync.Changes{Setup: []sync.Setup{x.setup(Targets)}})
	before := *x.tab(Targets)
	x.apply(sync.Changes{Text: []sync.Text{x.text(Targets, sync.Status, 1, "✓ Đạt"), x.text(Targets, sync.Todo, 2, "x")}})
	x.apply(sync.Changes{Text: []sync.Text{x.text(Targets, sync.Status, 1, ""), x.text(Targets, sync.Todo, 2, "")}})
	x.sameContent("after emptying", &before, x.tab(Targets))
}

// replaces: what a person typed into our column gives way, whatever it is.
func (x *trial) replaces() {
	x.apply(sync.Changes{Setup: []sync.Setup{x.setup(Targets)}})
	own := x.tab(Targets).Own
	x.Edit(x.T, Targets, 1, own.Status, number(44854, rules.AsDate))
	x.Edit(x.T, Targets, 2, own.Status, rules.Cell{Kind: rules.Bool, Num: 1})
	x.seen = x.read()
	x.apply(sync.Changes{Text: []sync.Text{x.text(Targets, sync.Status, 1, "✓ Đạt"), x.text(Targets, sync.Status, 2, "")}})
	if got := x.tab(Targets).At(1, own.Status); got.Kind != rules.Text || got.Text != "✓ Đạt" {
		x.Errorf("%+v", got)
	}
	if got := x.tab(Targets).At(2, own.Status); got.Kind != rules.Empty {
		x.Errorf("%+v", got)
	}
}

// hostile: no text is ever read as a formula, a number, a date or markup.
func (x *trial) hostile() {
	x.apply(sync.Changes{Setup: []sync.Setup{x.setup(Reviews)}})
	for _, s := range []string{
		"=1+1", "=HYPERLINK(\"http://x\")", "+84", "-5", "@x", "'đơn", "''hai", "1", "0012", "1.250", "85%", "20/10/2022", "TRUE",
		"<b>đậm</b>", "&amp;", "]]>", "<!-- x -->", "a_x000D_b", "_x0041_", "  hai đầu  ", "một\nhai", "tab\tgiữa", "😀🇻🇳",
		"Đoàn xã Xuân Phu\u0301", "\u200bẩn\u00a0", "\"nháy\"", `\n`, "{}", "#REF!", strings.Repeat("Đ", 4000),
	} {
		x.apply(sync.Changes{Text: []sync.Text{x.text(Reviews, sync.Todo, 5, s)}})
		if got := x.tab(Reviews).At(5, x.tab(Reviews).Own.Todo); got != text(s) {
			x.Errorf("wrote %.60q, reads back as %.200q (%+v)", s, got.Text, got.Kind)
		}
	}
	for _, s := range []string{"a\x00b", "chuông\a", "\xff\xfe", "\ufffe", strings.Repeat("a", 32*1024), strings.Repeat("😀", 20000)} {
		x.apply(sync.Changes{Text: []sync.Text{x.text(Reviews, sync.Todo, 6, s)}})
		if got := x.tab(Reviews).At(6, x.tab(Reviews).Own.Todo); got.Kind != rules.Text || got.Formula {
			x.Errorf("wrote %.40q, reads back as kind %d, formula %v", s, got.Kind, got.Formula)
		}
	}
}

// foreign: a text for a cell outside our columns is refused, with all that came
// with it.
func (x *trial) foreign() {
	x.apply(sync.Changes{Setup: []sync.Setup{x.setup(Reviews)}})
	good := x.text(Reviews, sync.Status, 4, "✓ Đạt")
	for _, t := range []sync.Text{
		{Tab: good.Tab, Column: sync.Status, Row: 4, Col: 1, Now: "x"},
		{Tab: good.Tab, Column: sync.Status, Row: 4, Col: good.Col + 1, Now: "x"},
		{Tab: good.Tab, Column: sync.Status, Row: -1, Col: good.Col, Now: "x"},
		{Tab: good.Tab, Column: sync.Status, Row: 4, Col: -1, Now: "x"},
		{Tab: x.tab(Targets).ID, Column: sync.Status, Row: 1, Col: 0, Now: "x"},
		{Tab: x.tab(Targets).ID, Column: sync.Status, Row: 1, Col: 9, Now: "x"},
	} {
		if _, err := x.Workbook.Apply(x.Context(), x.seen, sync.Changes{Text: []sync.Text{good, t}}); err == nil {
			x.Errorf("wrote %+v", t)
		}
		x.same("after a refusal", x.seen, x.read())
	}
}

func (x *trial) unknownTab() {
	for _, c := range []sync.Changes{
		{Setup: []sync.Setup{{Tab: "không có", Status: 5, Todo: 6}}},
		{Text: []sync.Text{{Tab: "không có", Now: "x"}}},
		{Remove: []string{"không có"}},
	} {
		if _, err := x.Workbook.Apply(x.Context(), x.seen, c); err == nil {
			x.Errorf("took %+v", c)
		}
		x.same("after a refusal", x.seen, x.read())
	}
}

// meanwhile: a person edits between our reading and our writing.
func (x *trial) meanwhile() {
	x.apply(sync.Changes{Setup: []sync.Setup{x.setup(Reviews)}})
	typed := text("Đoàn xã Xuân 1 (đã sửa)")
	x.Edit(x.T, Reviews, 4, 1, typed)
	after, err := x.Workbook.Apply(x.Context(), x.seen, sync.Changes{Text: []sync.Text{x.text(Reviews, sync.Status, 5, "✓ Đạt")}})
	switch {
	case x.Live && err != nil:
		x.Fatalf("Apply: %v", err)
	case x.Live:
		x.same("what Apply gives and what Read gives then", x.read(), after)
	case !errors.Is(err, sync.ErrStale):
		x.Fatalf("Apply: %v, want ErrStale", err)
	}
	x.seen = x.read()
	if got := x.tab(Reviews).At(4, 1); got != typed {
		x.Errorf("the person's cell holds %+v", got)
	}
	if got := x.tab(Reviews).At(5, x.tab(Reviews).Own.Status); !x.Live && got.Kind != rules.Empty {
		x.Errorf("our cell was written all the same: %+v", got)
	}
	x.apply(sync.Changes{Text: []sync.Text{x.text(Reviews, sync.Status, 5, "✓ Đạt")}})
}

// edited: a person's edit is what the next reading gives, also in our columns.
func (x *trial) edited() {
	x.apply(sync.Changes{Setup: []sync.Setup{x.setup(Reviews)}})
	own := x.tab(Reviews).Own
	x.Edit(x.T, Reviews, 4, own.Status, text("tự gõ"))
	x.Edit(x.T, Reviews, 12, 1, text("Đoàn xã mới"))
	before := *x.tab(Reviews)
	x.seen = x.read()
	x.sameContent("after a person's edits", with(&before, map[[2]int]rules.Cell{
		{4, own.Status}: text("tự gõ"), {12, 1}: text("Đoàn xã mới"),
	}), x.tab(Reviews))
}

// removes: nothing of ours is left, and all that was there is there.
func (x *trial) removes() {
	before := x.seen
	x.apply(sync.Changes{Setup: []sync.Setup{x.setup(Reviews), x.setup(Targets)}})
	x.apply(sync.Changes{Text: []sync.Text{
		x.text(Reviews, sync.Status, 4, "✓ Đạt"), x.text(Reviews, sync.Todo, 14, "dưới bảng"), x.text(Targets, sync.Todo, 1, "x"),
	}})
	one := x.tab(Reviews).ID
	x.apply(sync.Changes{Remove: []string{one}})
	if x.tab(Reviews).Own != rules.None() || x.tab(Targets).Own == rules.None() {
		x.Errorf("ours: %+v, in the other tab %+v", x.tab(Reviews).Own, x.tab(Targets).Own)
	}
	x.apply(sync.Changes{Remove: []string{x.tab(Targets).ID}})
	x.same("after taking ours out", before, x.seen)
	x.same("after taking ours out twice", before, x.apply(sync.Changes{Remove: []string{one}}))
}
