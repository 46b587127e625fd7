package sync_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"rasoat/internal/golden"
	"rasoat/rules"
	"rasoat/sync"
)

func TestCycle(t *testing.T) {
	m := workbook()
	before := theirs(m.book())
	first := run(t, cycle(t, "2022-10-20", m))
	if first.Failed || first.Refused || len(first.Problems) > 0 {
		t.Fatalf("problems: %v", first.Problems)
	}
	golden.Check(t, "first.golden", strings.Join(lines(first), "\n")+"\n")
	if got := theirs(m.book()); got != before {
		t.Errorf("people's cells changed:\n%s", got)
	}
	second := run(t, cycle(t, "2022-10-20", m))
	if second.Changed() != 0 || len(m.applied) != 1 {
		t.Errorf("the second cycle changed %q in %d writes", lines(second), len(m.applied))
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	m := workbook()
	c := cycle(t, "2022-10-20", m)
	c.DryRun = true
	dry := run(t, c)
	if len(m.applied) != 0 {
		t.Fatal("a dry run wrote")
	}
	c.DryRun = false
	if wet := run(t, c); !slices.Equal(lines(dry), lines(wet)) {
		t.Errorf("the dry run promised\n%q, written was\n%q", lines(dry), lines(wet))
	}
}

func TestRowsOnTopChangeNothing(t *testing.T) {
	for _, row := range []string{"", "BẢNG THEO DÕI NĂM 2022"} {
		m := workbook()
		run(t, cycle(t, "2022-10-20", m))
		for i := range m.tabs {
			m.tabs[i].Rows = slices.Insert(m.tabs[i].Rows, 0, tab("", row, "").Rows...)
			m.tabs[i].Rows = slices.Insert(m.tabs[i].Rows, 0, []rules.Cell{})
		}
		if r := run(t, cycle(t, "2022-10-20", m)); r.Changed() != 0 {
			t.Errorf("row %q on top changed %q", row, lines(r))
		}
	}
}

func TestNoColoursWanted(t *testing.T) {
	m := workbook()
	c := cycle(t, "2022-10-20", m)
	c.Plain = true
	run(t, c)
	if r := run(t, c); r.Changed() != 0 || m.coloured["Đơn vị"] {
		t.Errorf("coloured %v, then %q", m.coloured, lines(r))
	}
	c.Plain = false
	if r := run(t, c); r.Changed() != 4 || !m.coloured["Đơn vị"] {
		t.Errorf("colours were wanted later, and got %q", lines(r))
	}
}

func TestRemove(t *testing.T) {
	m := workbook()
	m.tabs = append(m.tabs, tab("Trang cũ", "Tên|"+rules.StatusHeader+"|"+rules.TodoHeader, "x|✗ Quá hạn|x: y"))
	before := workbook()
	run(t, cycle(t, "2022-10-20", m))
	c := cycle(t, "2022-10-20", m)
	c.DryRun = true
	if r, _ := c.Remove(context.Background()); r.Changed() != 5 {
		t.Errorf("would remove %q", lines(r))
	}
	c.DryRun = false
	r, err := c.Remove(context.Background())
	if err != nil || r.Changed() != 5 || r.Failed {
		t.Fatalf("removed %q: %v %v", lines(r), r.Problems, err)
	}
	if got := theirs(m.book()); got != theirs(before.book())+"== Trang cũ\nTên\nx\n" {
		t.Errorf("left behind:\n%s", got)
	}
	if r, _ := c.Remove(context.Background()); r.Changed() != 0 {
		t.Errorf("removed twice: %q", lines(r))
	}
}

// TestRemoveFromBrokenTables: what is wrong with people's tables is no reason to
// leave our columns there.
func TestRemoveFromBrokenTables(t *testing.T) {
	m := workbook()
	run(t, cycle(t, "2022-10-20", m))
	set(m.tab("Đơn vị"), 1, 1, rules.Cell{Kind: rules.Text, Text: "?"})
	set(m.tab("Rà soát quý"), 0, 2, rules.Cell{})
	r, err := cycle(t, "2022-10-20", m).Remove(context.Background())
	if err != nil || r.Failed || len(r.Problems) > 0 || r.Changed() != 4 {
		t.Errorf("removed %q: %+v %v", lines(r), r.Problems, err)
	}
	m.readErr = errors.New("EIO")
	if r, _ := cycle(t, "2022-10-20", m).Remove(context.Background()); !r.Failed || len(r.Problems) != 1 {
		t.Errorf("problems %+v", r.Problems)
	}
}

// TestFaults: one workbook's trouble stops nothing but itself, and is told.
func TestFaults(t *testing.T) {
	locked := &sync.Trouble{Sentence: "Tệp đang mở ở máy khác.", Err: errors.New("locked")}
	tests := []struct {
		name    string
		do      func(first, second *memory)
		problem string // in one of the problems
		first   bool   // the first workbook (with the register) is written
		second  bool   // the second one is
		refused bool
	}{
		{name: "nothing", do: func(_, _ *memory) {}, first: true, second: true},
		{name: "one can't be read", do: func(_, m *memory) { m.readErr = locked },
			problem: locked.Sentence, first: true},
		{name: "one can't be read, no sentence", do: func(_, m *memory) { m.readErr = errors.New("EIO") },
			problem: "Không đọc được bảng 'bao-cao.xlsx'", first: true},
		{name: "the register can't be read", do: func(m, _ *memory) { m.readErr = locked },
			problem: locked.Sentence, refused: true},
		{name: "one can't be written", do: func(m, _ *memory) { m.applyErr = locked },
			problem: locked.Sentence, second: true},
		{name: "changed once", do: func(_, m *memory) { m.busy = 1 }, first: true, second: true},
		{name: "changed again and again", do: func(_, m *memory) { m.busy = -1 },
			problem: "đang có người sửa liên tục", first: true},
		{name: "unreadable after it changed", do: func(_, m *memory) {
			m.busy = 1
			m.onApply = func(m *memory) { m.readErr = locked }
		}, problem: locked.Sentence, first: true},
		{name: "register emptied", do: func(m, _ *memory) { m.tab("Đơn vị").Rows = nil },
			problem: "Đơn vị", refused: true},
		{name: "register without its header", do: func(m, _ *memory) { m.tab("Đơn vị").Rows[1] = nil },
			problem: "Đơn vị", refused: true},
		{name: "register with its header only", do: func(m, _ *memory) { m.tab("Đơn vị").Rows = m.tab("Đơn vị").Rows[:2] },
			problem: "Không đọc được đơn vị nào", refused: true},
		{name: "register shrank", do: func(m, _ *memory) { m.tab("Đơn vị").Rows = m.tab("Đơn vị").Rows[:7] },
			problem: "Số đơn vị đọc được (4) ít hơn nhiều so với kế hoạch (6)", refused: true},
		{name: "a tab without its header", do: func(_, m *memory) { m.tabs[0].Rows[0] = nil },
			problem: "Báo cáo tháng", first: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			first, second := workbook(), workbook()
			second.name = "bao-cao.xlsx"
			second.tabs, first.tabs = first.tabs[3:4], first.tabs[:3]
			tt.do(first, second)
			r := run(t, cycle(t, "2022-10-20", first, second))
			if (len(first.applied) > 0) != tt.first || (len(second.applied) > 0) != tt.second {
				t.Errorf("written: %v, %v", len(first.applied) > 0, len(second.applied) > 0)
			}
			if r.Refused != tt.refused || r.Failed != (tt.problem != "") {
				t.Errorf("refused %v, failed %v", r.Refused, r.Failed)
			}
			if !says(r.Problems, tt.problem) {
				t.Errorf("problems: %+v", r.Problems)
			}
		})
	}
}

// says reports whether a problem holds the text; with none wanted, whether there is none.
func says(problems []rules.Problem, text string) bool {
	if text == "" {
		return len(problems) == 0
	}
	return slices.ContainsFunc(problems, func(p rules.Problem) bool {
		return strings.Contains(p.Message, text) || p.Tab != "" && p.Tab == text
	})
}

// TestUnitsLost: names overwritten in a tab that carries our statuses stop the
// writing there, but not elsewhere.
func TestUnitsLost(t *testing.T) {
	first, second := workbook(), workbook()
	second.name = "bao-cao.xlsx"
	second.tabs, first.tabs = first.tabs[3:4], first.tabs[:3]
	run(t, cycle(t, "2022-10-20", first, second))
	written := len(first.applied)
	for i := 1; i <= 4; i++ {
		set(&second.tabs[0], i, 0, rules.Cell{Kind: rules.Text, Text: "#"})
	}
	set(first.tab("Rà soát quý"), 6, 2, rules.Cell{Kind: rules.Text, Text: "08/07/2022"})
	r := run(t, cycle(t, "2022-10-20", first, second))
	if !says(r.Problems, "Số đơn vị đọc được (2) giảm mạnh so với lần trước (6)") || !r.Refused {
		t.Errorf("problems: %+v", r.Problems)
	}
	if len(second.applied) != 1 || len(first.applied) == written {
		t.Errorf("writes: first %d, second %d", len(first.applied), len(second.applied))
	}
	c := cycle(t, "2022-10-20", first, second)
	c.Least = 30
	if r := run(t, c); r.Refused || len(second.applied) != 2 {
		t.Errorf("with a lower bound: refused %v, problems %+v", r.Refused, r.Problems)
	}
}

// TestUnreadKeepsItsStatuses: while a workbook can't be read, the register's
// rows, which need it, keep their text; other tabs go on.
func TestUnreadKeepsItsStatuses(t *testing.T) {
	first, second := workbook(), workbook()
	second.name = "bao-cao.xlsx"
	second.tabs, first.tabs = first.tabs[3:4], first.tabs[:3]
	run(t, cycle(t, "2022-04-05", first, second))
	register := first.book().Tabs[0]
	second.readErr = errors.New("gone")
	r := run(t, cycle(t, "2022-10-20", first, second))
	if got := first.book().Tabs[0]; !slices.EqualFunc(got.Rows, register.Rows, slices.Equal) {
		t.Errorf("the register changed: %q", lines(r))
	}
	if !slices.ContainsFunc(lines(r), func(l string) bool { return strings.HasPrefix(l, "Rà soát quý!") }) {
		t.Errorf("other tabs were not written: %q", lines(r))
	}
	// rows sorted without our columns: a frozen text must not stay on another's row
	rows := first.tab("Đơn vị").Rows
	rows[3][1], rows[4][1] = rows[4][1], rows[3][1]
	run(t, cycle(t, "2022-10-20", first, second))
	own := first.book().Tabs[0]
	for _, row := range []int{3, 4} {
		if got := own.At(row, own.Own.Status).Text + own.At(row, own.Own.Todo).Text; got != "" {
			t.Errorf("row %d of another unit keeps %q", row, got)
		}
	}
}

// TestRegisterUnread: while the workbook with the register can't be read and
// another has an older one, a name that isn't in that may still be a unit's, so
// its status stays.
func TestRegisterUnread(t *testing.T) {
	first, second := workbook(), workbook()
	second.name = "bao-cao.xlsx"
	first.tabs, second.tabs = first.tabs[:3], []rules.Tab{second.tabs[0], second.tabs[3]}
	second.tab("Đơn vị").Rows = second.tab("Đơn vị").Rows[:6]
	run(t, cycle(t, "2022-10-20", first, second))
	before := second.book().Tabs[1]
	first.readErr = errors.New("EIO")
	c := cycle(t, "2022-11-30", first, second)
	c.Least = 30
	r := run(t, c)
	if r.Refused || r.Changed() == 0 {
		t.Fatalf("changed %d, problems %+v", r.Changed(), r.Problems)
	}
	after := second.book().Tabs[1]
	for row := 4; row <= 6; row++ {
		was, is := before.At(row, before.Own.Todo).Text, after.At(row, after.Own.Todo).Text
		if was != is || was == "" {
			t.Errorf("row %d: %q became %q", row+1, was, is)
		}
	}
}

// TestDecisionsUnread: while nobody can read whom the office exempted, nothing is
// written: an exempted unit would be overdue.
func TestDecisionsUnread(t *testing.T) {
	for _, tt := range []struct {
		name, header string
		err          error
		refused      bool
	}{
		{"read", "Việc", nil, false},
		{"its header gone", "", nil, true},
		{"its workbook unread", "Việc", errors.New("EIO"), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			first, second := workbook(), workbook()
			second.name, second.tabs, second.readErr = "thiet-lap.xlsx", []rules.Tab{tab("Thiết lập", tt.header+"|Nội dung|Đơn vị", "Miễn||"+units()[0])}, tt.err
			c := cycle(t, "2022-10-20", first, second)
			plan := *c.Plan
			plan.Decisions = "Thiết lập"
			c.Plan = &plan
			r := run(t, c)
			if r.Refused != tt.refused || (len(first.applied) == 0) != tt.refused {
				t.Errorf("refused %v, written %d times, problems %+v", r.Refused, len(first.applied), r.Problems)
			}
		})
	}
}

// TestDecisionsGone: a settings tab that somebody deleted doesn't make a unit
// overdue that the office exempted; where nobody was exempt, none is missed.
func TestDecisionsGone(t *testing.T) {
	for _, tt := range []struct {
		name, unit string
		refused    bool
	}{{"somebody is exempt", units()[1], true}, {"nobody is", "", false}} {
		t.Run(tt.name, func(t *testing.T) {
			m := workbook()
			decisions := []string{"Việc|Nội dung|Đơn vị|Lý do"}
			if tt.unit != "" {
				decisions = append(decisions, "Miễn||"+tt.unit+"|đã họp chung")
			}
			m.tabs = append(m.tabs, tab("Thiết lập", decisions...))
			c := cycle(t, "2022-10-20", m)
			plan := *c.Plan
			plan.Decisions = "Thiết lập"
			c.Plan = &plan
			if r := run(t, c); r.Refused {
				t.Fatalf("refused at first: %+v", r.Problems)
			}
			m.tabs = m.tabs[:len(m.tabs)-1]
			writes := len(m.applied)
			if r := run(t, c); r.Refused != tt.refused || len(m.applied) != writes {
				t.Errorf("refused %v, written %d times more, problems %+v", r.Refused, len(m.applied)-writes, r.Problems)
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	first, second := workbook(), workbook()
	second.name, second.tabs, first.tabs = "bao-cao.xlsx", second.tabs[3:4], first.tabs[:3]
	ctx, cancel := context.WithCancel(context.Background())
	c := cycle(t, "2022-10-20", first, second)
	first.onApply = func(*memory) { cancel() }
	if _, err := c.Run(ctx); !errors.Is(err, context.Canceled) || len(second.applied) != 0 {
		t.Errorf("error %v, second written %d times", err, len(second.applied))
	}
}
