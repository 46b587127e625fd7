package gsheet_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"
	gosync "sync"
	"testing"

	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/gsheet/gsheettest"
)

// TestPeopleEditMeanwhile: whatever people do between any two of our requests, no
// request of ours ever changes a cell outside our columns; what the last check
// of a cycle saw has no status on another unit's row; and a quiet cycle leaves none
// at all, and nothing to do for the next. In every fifth one the summary is kept, and
// people edit, move, copy and delete it like any other tab.
func TestPeopleEditMeanwhile(t *testing.T) {
	plan, n := smaller(testPlan(t)), 2000
	if testing.Short() {
		n = 300
	}
	if raceDetector {
		n = 100
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	begun := starts(t, plan)
	var mu gosync.Mutex
	total := tally{}
	t.Run("seeds", func(t *testing.T) {
		for worker := range 2 {
			t.Run(fmt.Sprint(worker), func(t *testing.T) {
				t.Parallel()
				for seed := worker; seed < n; seed += 2 {
					one := interleave(t, plan, begun, uint64(seed))
					mu.Lock()
					total.add(one)
					mu.Unlock()
				}
			})
		}
	})
	t.Logf("%d interleavings: %+v", n, total)
	if total.Checked < n/2 || total.Repaired < n/10 || total.Unsettled == 0 {
		t.Errorf("the edits don't try enough: %+v", total)
	}
}

// smaller is the plan without its table of targets: the edits want tries, not size.
func smaller(p *rules.Plan) *rules.Plan {
	for _, t := range p.Tables {
		t.Disabled = t.Disabled || t.Tabs[0] == "Chỉ tiêu năm"
	}
	for _, r := range p.Rules {
		r.Enabled = r.Enabled && r.ID != "year-plan"
	}
	return p
}

// small is the spreadsheet for it.
func small() *gsheettest.Spreadsheet {
	b := spreadsheet("b")
	b.DeleteSheet(22)
	return b
}

// starts is what the cycles under edits start from: a spreadsheet without our
// columns, and two with what earlier cycles wrote.
func starts(t *testing.T, plan *rules.Plan) []*gsheettest.Spreadsheet {
	full := small() // grids without room at the right
	for _, g := range full.Sheets {
		_, used := g.Used()
		_, cols := g.Size()
		g.DeleteCols(used, cols-used)
	}
	out := []*gsheettest.Spreadsheet{full}
	for _, day := range []string{"2022-04-05", "2022-07-08"} {
		b, s := small(), gsheettest.New()
		s.Add(b)
		run(t, cycle(t, plan, day, s, "b"))
		out = append(out, b)
	}
	return out
}

// tally counts what the interleavings came to.
type tally struct{ Edits, Requests, Checked, Repaired, Unsettled, Blocked, Tabs int }

func (t *tally) add(o tally) {
	t.Edits, t.Requests, t.Checked, t.Repaired = t.Edits+o.Edits, t.Requests+o.Requests, t.Checked+o.Checked, t.Repaired+o.Repaired
	t.Unsettled, t.Blocked, t.Tabs = t.Unsettled+o.Unsettled, t.Blocked+o.Blocked, t.Tabs+o.Tabs
}

// editor is a person who edits between our requests.
type editor struct {
	*testing.T
	*rand.Rand
	server *gsheettest.Server
	seed   uint64
	left   int // edits that are left
	done   []string
	before []part // what isn't ours, before the request that is being served
	seen   rules.Book

	summaries map[int64]bool // sheets that are or were the summary
}

// cycle is the cycle that is tried.
func (e *editor) cycle(plan *rules.Plan) sync.Cycle {
	c := cycle(e.T, plan, "2022-10-20", e.server, "b")
	c.Summary = e.seed%5 == 2
	return c
}

// interleave runs one cycle under edits, and checks.
func interleave(t *testing.T, plan *rules.Plan, begun []*gsheettest.Spreadsheet, seed uint64) tally {
	s := gsheettest.New()
	e := &editor{T: t, Rand: rand.New(rand.NewPCG(seed, 5)), seed: seed, server: s, summaries: map[int64]bool{}}
	s.Add(begun[[]int{0, 1, 2, 2}[e.IntN(4)]].Clone())
	e.left = []int{1, 2, 3, 6, 100}[e.IntN(5)]
	s.Before = func(int, gsheettest.Request) { e.act(); e.before = e.theirs() }
	s.After = func(n int, r gsheettest.Request) { e.check(r); e.act() }
	s.Fault = e.fault
	r, err := e.cycle(plan).Run(context.Background())
	if err != nil {
		e.fail("%v", err)
	}
	unsettled := slices.ContainsFunc(r.Books, func(w sync.Written) bool { return w.Err != nil })
	blocked := len(r.Verdict.Problems) > 0 || r.Refused
	out := tally{Edits: len(e.done), Requests: len(s.Requests()), Unsettled: truth(unsettled), Blocked: truth(blocked), Repaired: truth(len(s.Requests()) > 3)}
	if !unsettled {
		out.Checked++
		out.Tabs += e.rows("what the last check saw", e.seen, r)
	}
	e.quiet(plan)
	e.once()
	return out
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// fault spoils every fifth request of every eighth interleaving, mostly after it
// took effect.
func (e *editor) fault(int, gsheettest.Request) *gsheettest.Fault {
	if e.seed%8 > 0 || e.left == 0 || e.IntN(5) > 0 {
		return nil
	}
	return &gsheettest.Fault{Status: 503, Applied: e.IntN(3) > 0, Cut: e.IntN(2) == 0}
}

// once checks that no tab has two columns with the same mark of ours.
func (e *editor) once() {
	e.server.Look("b", func(b *gsheettest.Spreadsheet) {
		for _, g := range b.Sheets {
			if marks(g) > 2 {
				e.fail("%s has %d of our columns", g.Title, marks(g))
			}
		}
		if n := summariesOf(b); n > 1 {
			e.fail("%d tabs are the summary", n)
		}
	})
}

// quiet runs a cycle without edits and one more.
func (e *editor) quiet(plan *rules.Plan) {
	e.left = 0
	c := e.cycle(plan)
	r, err := c.Run(context.Background())
	if err != nil || slices.ContainsFunc(r.Books, func(w sync.Written) bool { return w.Err != nil }) {
		e.fail("a quiet cycle: %v, %+v", err, r.Problems)
	}
	e.rows("after a quiet cycle", e.seen, r)
	for _, j := range e.server.Journal() {
		if !slices.Contains(j.Keys, "rasoat") && !e.summaries[j.Sheet] {
			e.fail("wrote outside our columns: %+v", j)
		}
	}
	if e.seed%4 > 0 {
		return // the rest costs as much again
	}
	e.server.Forget()
	again := run(e.T, c)
	if again.Changed() != 0 || len(e.server.Requests()) != 1 {
		e.fail("a second quiet cycle made %d requests and changed %q", len(e.server.Requests()), lines(again))
	}
}

func (e *editor) fail(format string, args ...any) {
	e.Helper()
	e.Fatalf("seed %d: %s\nedits:\n%s", e.seed, fmt.Sprintf(format, args...), strings.Join(e.done, "\n"))
}

// check compares what isn't ours with what stood there before the request, and
// keeps the state in which the request left the spreadsheet.
func (e *editor) check(r gsheettest.Request) {
	if after := e.theirs(); !slices.EqualFunc(e.before, after, same) {
		e.fail("%s %s changed people's cells:\n%v\nwere\n%v", r.Method, r.Path, after, e.before)
	}
	if r.Kind == "write" && !strings.Contains(r.Path, ":batchUpdate?") {
		return // brings nothing back
	}
	e.seen = rules.Book{}
	e.server.Look("b", func(b *gsheettest.Spreadsheet) { e.seen = look(b) })
	e.done = append(e.done, fmt.Sprintf("  -- %s %.60s", r.Method, r.Path))
}

// part is a tab's title and its columns without a mark of ours.
type part struct {
	id      int64
	title   string
	columns [][]gsheettest.Cell
}

func same(a, b part) bool {
	return a.id == b.id && a.title == b.title && slices.EqualFunc(a.columns, b.columns, slices.Equal)
}

// theirs is all that isn't ours.
func (e *editor) theirs() []part {
	var out []part
	e.server.Look("b", func(b *gsheettest.Spreadsheet) {
		for _, g := range b.Sheets {
			if isSummary(g) {
				e.summaries[g.ID] = true
				continue
			}
			out = append(out, part{g.ID, g.Title, g.Columns(func(col int) bool { return ours(g, col) })})
		}
	})
	return out
}

// ours reports whether a column carries our mark, or our header without one: such a
// column is taken over.
func ours(g *gsheettest.Grid, col int) bool {
	if value, _ := g.Mark(col, "rasoat"); value == "status" || value == "todo" {
		return true
	}
	rows, _ := g.Used()
	for r := range rows {
		if v := g.At(r, col).Value; v == rules.StatusHeader || v == rules.TodoHeader {
			return true
		}
	}
	return false
}

// look is the spreadsheet as a book, found by marks, without our own code.
func look(s *gsheettest.Spreadsheet) rules.Book {
	var b rules.Book
	for _, g := range s.Sheets {
		t := rules.Tab{ID: fmt.Sprint(g.ID), Title: g.Title, Own: rules.None()}
		_, cols := g.Size()
		for c := range cols {
			switch value, _ := g.Mark(c, "rasoat"); {
			case value == "status" && t.Own.Status < 0:
				t.Own.Status = c
			case value == "todo" && t.Own.Todo < 0:
				t.Own.Todo = c
			}
		}
		rows, used := g.Used()
		for r := range rows {
			line := make([]rules.Cell, used)
			for c := range used {
				if text, ok := g.At(r, c).Value.(string); ok {
					line[c] = rules.Cell{Kind: rules.Text, Text: text}
				}
			}
			t.Rows = append(t.Rows, line)
		}
		b.Tabs = append(b.Tabs, t)
	}
	return b
}

// rows checks that each status stands beside the unit that its text names, in the
// tabs into which the cycle could write. It gives their number.
func (e *editor) rows(when string, b rules.Book, r sync.Report) int {
	n := 0
	for _, t := range b.Tabs {
		if r.Refused || !read(r, t) {
			continue
		}
		n++
		key, head := place(t, "Tên đơn vị")
		name := ""
		for row := range t.Rows {
			status, todo := t.At(row, t.Own.Status).Text, t.At(row, t.Own.Todo).Text
			if row <= head || status == rules.StatusHeader || todo == rules.TodoHeader {
				continue
			}
			if text := t.At(row, key).Text; text != "" {
				name = text // a blank one below the first of many rows of a unit stands for it
			}
			if status+todo != "" && !strings.HasPrefix(todo, name+":") {
				e.fail("%s: %s row %d of %q holds %q, %q; problems %+v", when, t.Title, row+1, name, status, todo, r.Problems)
			}
		}
	}
	return n
}

// read reports whether the cycle's last reading found a table in the tab and no
// problem that forbids writing.
func read(r sync.Report, t rules.Tab) bool {
	if slices.ContainsFunc(r.Problems, func(p rules.Problem) bool { return p.Blocking && (p.Tab == t.Title || p.Tab == "") }) {
		return false
	}
	for _, table := range r.Verdict.Data.Tables {
		for _, s := range table.Sheets {
			if r.Verdict.Data.Tabs[s.Tab].ID == t.ID && len(s.Missing) == 0 {
				return true
			}
		}
	}
	return false
}

// place is where a text stands first; -1, -1 when nowhere.
func place(t rules.Tab, text string) (col, row int) {
	for r := range t.Rows {
		for c := range t.Rows[r] {
			if t.Rows[r][c].Text == text {
				return c, r
			}
		}
	}
	return -1, -1
}
