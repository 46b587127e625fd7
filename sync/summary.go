package sync

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"rasoat/rules"
	"rasoat/summary"
)

// Summary is what to do with the tab that is ours as a whole. Like columns it is
// only ever written where the mark of ours is; a person's tab with its title is
// theirs.
type Summary struct {
	Tab   string           // its id; "": it is to be made
	Title string           // the title that it has, or is to have
	Page  *summary.Page    // as it should be; nil: it goes
	Cells []summary.Change // what differs, by row and column
	Lay   bool             // rows should look otherwise than they do
}

// Lines is the change as people read it: few cells one by one, many by their number.
func (s *Summary) Lines() []string {
	const named = 12
	switch n := len(s.Cells); {
	case s.Page == nil:
		return []string{plain(s.Title) + ": bỏ cả trang"}
	case s.Tab == "":
		return []string{fmt.Sprintf("%s: trang mới, %d dòng", plain(s.Title), len(s.Page.Rows))}
	case n == 0:
		return []string{plain(s.Title) + ": trình bày lại"}
	case n > named:
		return []string{fmt.Sprintf("%s: %d ô", plain(s.Title), n)}
	}
	lines := make([]string, len(s.Cells))
	for i, c := range s.Cells {
		lines[i] = plain(s.Title) + "!" + strings.ReplaceAll(c.String(), "\n", " / ")
	}
	return lines
}

// size is how many cells change; 1 for a tab that comes, goes or only looks other.
func (s *Summary) size() int {
	switch {
	case s == nil:
		return 0
	case s.Page == nil || s.Tab == "":
		return 1
	}
	return max(len(s.Cells), 1)
}

// and is both changes of one tab as one.
func (s *Summary) and(more *Summary) *Summary {
	if s == nil || more == nil || s.Tab == "" {
		if more == nil || s != nil {
			return s
		}
		return more
	}
	both := *more
	both.Cells = append(append([]summary.Change(nil), s.Cells...), more.Cells...)
	both.Lay = s.Lay || more.Lay
	return &both
}

// PlaceSummary says what should change in the book's summary tab; nil for nothing.
// It is pure. v is the verdict on all workbooks, of which b is the one that has the
// tab, or shall have it.
func PlaceSummary(v *rules.Verdict, b rules.Book) *Summary {
	t := summaryTab(b)
	s := &Summary{Page: summary.Build(v, t)}
	if t == nil {
		s.Title = summary.FreeTitle(func(title string) bool { return titled(b, title) })
		s.Cells = s.Page.Changes(&rules.Tab{})
		return s
	}
	s.Tab, s.Title = t.ID, t.Title
	s.Cells, s.Lay = s.Page.Changes(t), t.Summary != s.Page.Layout()
	if len(s.Cells) == 0 && !s.Lay {
		return nil
	}
	return s
}

// summaryTab is the tab that is ours as a whole; nil for none.
func summaryTab(b rules.Book) *rules.Tab {
	for i := range b.Tabs {
		if b.Tabs[i].Summary != "" {
			return &b.Tabs[i]
		}
	}
	return nil
}

// titled reports whether a tab has the title, as programs compare titles.
func titled(b rules.Book, title string) bool {
	for i := range b.Tabs {
		if rules.Fold(b.Tabs[i].Title) == rules.Fold(title) {
			return true
		}
	}
	return false
}

// home is the workbook that has the summary: the first main one with a tab of the
// register; nil when there is none that was read.
func (r *run) home() *part {
	for _, p := range r.parts {
		if p.unit != "" || p.gone || p.err != nil || p.book.Unread != "" {
			continue
		}
		for _, s := range r.verdict.Data.Tables[r.Plan.Register.Table.Index].Sheets {
			if r.verdict.Data.Tabs[s.Tab].Book == p.book.ID {
				return p
			}
		}
	}
	return nil
}

// without writes what else the part wants when the summary may be what failed: the
// statuses matter more. Why there is no summary is told.
func (r *run) without(ctx context.Context, p *part, why error) (rules.Book, error) {
	rest := p.wanted
	rest.Summary = nil
	if rest.Empty() {
		return rules.Book{}, why
	}
	after, err := p.Workbook.Apply(ctx, p.book, rest)
	if p.stale = errors.Is(err, ErrStale); err != nil {
		return after, err
	}
	p.plain, p.wanted = why, rest
	r.problems = append(r.problems, rules.Problem{Book: p.Name, Message: sentence(why, "Không ghi được trang tổng hợp của bảng '"+plain(p.Name)+"'.")})
	return after, nil
}

// summarise decides what to write into the summary tab. A reading that is refused
// anywhere leaves it as it is, since it tells of all units; so does one in which
// units may be missing, because a workbook couldn't be read.
func (r *run) summarise() {
	if !r.Summary || r.refused {
		return
	}
	p := r.home()
	if p == nil || p.plain != nil {
		return
	}
	s := PlaceSummary(r.verdict, p.book)
	if t := summaryTab(p.book); s != nil && t != nil && r.partial() && len(s.Page.Rows) < len(t.Rows) {
		return
	}
	p.wanted.Summary = s
}
