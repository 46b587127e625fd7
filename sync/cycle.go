package sync

import (
	"context"
	"errors"
	"time"

	"rasoat/rules"
)

// rounds is how often a cycle writes to a workbook that people keep changing
// before it leaves the rest to the next cycle.
const rounds = 3

// errUnsettled says that a workbook didn't come to rest within the rounds.
var errUnsettled = errors.New("the workbook kept changing; the rest is left to the next cycle")

// Source is one workbook of a cycle.
type Source struct {
	ID, Name string // as in [rules.Book], but known even when it can't be read; the name may tell the folder too. "": the name that reading gives, for a unit's own workbook the unit's
	Workbook Workbook
}

// Cycle is one pass over all workbooks of a plan: read, judge, place, apply.
// The zero value of each optional field is the usual way.
type Cycle struct {
	Plan  *rules.Plan
	At    time.Time // the moment to judge at
	Books []Source  // the workbooks that the service file names

	// Open gives the workbook to which a link in the register's book leads, for
	// units that have one of their own; see [Beside] for files. An error is told
	// to people as its sentence if it is a [Trouble]. Nil: such links can't be opened.
	Open func(register rules.Book, target string) (Source, error)

	Memory Memory // what is remembered of earlier cycles; nil: nothing

	Least   int  // refuse to write when fewer than so many percent of the units are found; 0: 80
	Plain   bool // no colour rules
	Summary bool // keep the summary tab, in the first main workbook that has the register
	Watch   bool // write nothing but the summary tab
	DryRun  bool // stop before the first write; the report says what would change
}

// Memory is what is remembered of earlier cycles. It matters while a workbook can't
// be read.
type Memory interface {
	// Recall gives units that couldn't be read the figures that they had, for sums
	// over several units.
	Recall(p *rules.Plan, books []rules.Book, d *rules.Data)
	// Hold keeps what was judged by such figures from looking worse than it did.
	Hold(v *rules.Verdict)
}

// Run carries out the cycle. What fails in one workbook is a problem in the
// report and doesn't stop the others; the error is only ever that of the
// context, and the report then tells what was done until then.
//
// Each round judges all workbooks as they were last seen and places the verdict
// on that same reading, until nothing is left to change: that is also the
// check of what was written. A workbook that somebody changed meanwhile is read
// again, and all are judged again. After three rounds the rest is left to the
// next cycle, and what stands wrong is blanked, again in at most three rounds.
func (c Cycle) Run(ctx context.Context) (Report, error) {
	r := newRun(c)
	err := r.loop(ctx, r.place)
	return r.report(), err
}

// Remove takes out all that is ours, columns and colours, from every tab of
// every workbook that Run would read, whether or not the plan still names the
// tab, and the summary tab as a whole. The report is like Run's.
func (c Cycle) Remove(ctx context.Context) (Report, error) {
	r := newRun(c)
	r.removing = true
	err := r.loop(ctx, r.remove)
	return r.report(), err
}

// part is one workbook within a run.
type part struct {
	Source
	unit     string // whose own workbook it is
	register *part  // the workbook that links to it
	book     rules.Book
	seen     bool // it was read, or tried to
	err      error
	stale    bool // the last try to write found it changed
	done     Changes
	wanted   Changes // what the last round wanted
	gone     bool    // no link leads to it any more

	unsettled bool  // it kept changing; the rest is left to the next cycle
	plain     error // why it goes without a summary this time
}

// run is the state of one cycle.
type run struct {
	Cycle
	parts    []*part // the main ones, then the units' own
	verdict  *rules.Verdict
	refusals []rules.Problem // of the last round
	refused  bool            // the last round refused to write somewhere
	removing bool            // ours is taken out: what is wrong with people's tables doesn't matter
	problems []rules.Problem // found on the way, whatever round
}

func newRun(c Cycle) *run {
	if c.Least == 0 {
		c.Least = 80
	}
	r := &run{Cycle: c}
	for _, s := range c.Books {
		if r.find(s.ID) == nil {
			r.parts = append(r.parts, &part{Source: s})
		}
	}
	return r
}

// find is the part of an id, its own or that of the book it gave.
func (r *run) find(id string) *part {
	for _, p := range r.parts {
		if p.ID == id || p.book.ID == id {
			return p
		}
	}
	return nil
}

// loop reads and judges, and writes what want asks for, until it asks for
// nothing more.
func (r *run) loop(ctx context.Context, want func()) error {
	for round := 0; ; round++ {
		if err := r.judge(ctx); err != nil {
			return err
		}
		want()
		if r.DryRun || !r.pending() {
			return nil
		}
		if round >= rounds {
			r.giveUp()
		}
		if round == 2*rounds || !r.pending() {
			return nil
		}
		for _, p := range r.parts {
			if p.wanted.Empty() {
				continue
			}
			if err := r.apply(ctx, p); err != nil {
				return err
			}
		}
	}
}

// pending reports whether anything is left to write.
func (r *run) pending() bool {
	for _, p := range r.parts {
		if !p.wanted.Empty() {
			return true
		}
	}
	return false
}

// apply writes what the part wants. Its error is only the context's.
func (r *run) apply(ctx context.Context, p *part) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	after, err := p.Workbook.Apply(ctx, p.book, p.wanted)
	p.stale = errors.Is(err, ErrStale)
	if err != nil && !p.stale && ctx.Err() == nil && p.wanted.Summary != nil {
		after, err = r.without(ctx, p, err)
	}
	switch {
	case err == nil:
		p.done = p.done.and(p.wanted)
		p.keep(after)
	case p.stale:
		p.seen = false // the next round reads it again
	case ctx.Err() != nil:
		return ctx.Err()
	default:
		p.err = err
		r.problems = append(r.problems, rules.Problem{Book: p.Name, Blocking: true, Message: sentence(err,
			"Không ghi được bảng '"+plain(p.Name)+"'; trạng thái cũ được giữ nguyên.")})
	}
	return nil
}

// giveUp tells which workbooks are left to the next cycle. All that is wanted in
// them from now on is that what stands wrong goes: no status is better than one that
// may be another unit's.
func (r *run) giveUp() {
	for _, p := range r.parts {
		if p.wanted.Empty() {
			continue
		}
		p.wanted = blanks(p.wanted)
		if p.unsettled {
			continue
		}
		p.unsettled = true
		message := "Bảng '" + plain(p.Name) + "' chưa hiện đúng những gì đã ghi; lần kiểm tra sau sẽ ghi lại."
		if p.stale {
			message = "Bảng '" + plain(p.Name) + "' đang có người sửa liên tục; trạng thái sẽ được ghi ở lần kiểm tra sau."
		}
		r.problems = append(r.problems, rules.Problem{Book: p.Name, Message: message})
	}
}

// blanks is the changes that take out texts of ours which should be others.
func blanks(c Changes) Changes {
	wrong := Changes{Remove: c.Remove}
	for _, t := range c.Text {
		if t.Was != "" && !isHeader(t.Was) && !isHeader(t.Now) {
			t.Now = ""
			wrong.Text = append(wrong.Text, t)
		}
	}
	return wrong
}

// place decides what to write into each workbook.
func (r *run) place() {
	refusals, all := shrunk(r.verdict, r.books(), r.Least)
	r.refusals, r.refused = refusals, all || len(refusals) > 0
	partial := r.partial()
	for _, p := range r.parts {
		p.wanted = Changes{}
		if r.Watch || all || p.err != nil || p.gone || p.book.Unread != "" || refused(refusals, p.book.Name) {
			continue
		}
		p.wanted = place(r.verdict, p.book, partial)
		if r.Plain {
			p.wanted.Setup = withoutColours(p.wanted.Setup, p.book)
		}
	}
	r.summarise()
}

// partial reports whether a workbook in which units may be listed is unread.
func (r *run) partial() bool {
	for _, p := range r.parts {
		if p.unit == "" && p.book.Unread != "" {
			return true
		}
	}
	return false
}

// withoutColours drops the colour rules, and setups that wanted nothing else.
func withoutColours(setups []Setup, b rules.Book) []Setup {
	var out []Setup
	for _, s := range setups {
		for i := range b.Tabs {
			if b.Tabs[i].ID == s.Tab && (b.Tabs[i].Own.Status < 0 || b.Tabs[i].Own.Todo < 0) {
				s.Colours = false
				out = append(out, s)
			}
		}
	}
	return out
}

// remove decides from which tabs our columns go: every tab that has one of
// them. Nobody else writes such a header. The summary goes by its mark.
func (r *run) remove() {
	for _, p := range r.parts {
		p.wanted = Changes{}
		if p.err != nil || p.gone {
			continue
		}
		for _, t := range p.book.Tabs {
			if t.Own.Status >= 0 || t.Own.Todo >= 0 {
				p.wanted.Remove = append(p.wanted.Remove, t.ID)
			}
		}
		if t := summaryTab(p.book); t != nil {
			p.wanted.Summary = &Summary{Tab: t.ID, Title: t.Title}
		}
	}
}
