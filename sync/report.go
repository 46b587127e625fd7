package sync

import (
	"slices"

	"rasoat/rules"
)

// Report tells what a cycle found and did.
type Report struct {
	Verdict  *rules.Verdict  // of the last reading; nil when nothing was read
	Books    []Written       // in the order in which they were read
	Problems []rules.Problem // of reading, judging and writing; the operator and the office see them
	Refused  bool            // far fewer units were read than there should be, or not the office's decisions: nothing was written to some workbook, and no mail should go out
	Failed   bool            // a workbook couldn't be read or written, or was refused
	DryRun   bool            // nothing was written: Books say what would be
}

// Written is what was written (in a dry run: would be) into one workbook.
type Written struct {
	ID      string // the workbook's
	Name    string
	Read    bool   // it could be read
	Unit    string // whose own workbook it is; "" for a main one
	Changes Changes
	Removed []string // titles of the tabs from which our columns went
	Err     error    // why it couldn't be read or written; nil when all went well
}

// Lines is every change as people read it, one line each.
func (w Written) Lines() []string {
	c := w.Changes
	c.Remove, c.Summary = nil, nil
	lines := c.Lines()
	for _, title := range w.Removed {
		lines = append(lines, plain(title)+": bỏ các cột tự động")
	}
	if s := w.Changes.Summary; s != nil {
		lines = append(lines, s.Lines()...)
	}
	return lines
}

// Changed is how many cells of statuses and to-do texts, new columns and removed
// ones there are in all workbooks, and cells of the summary tab; 0 when nothing
// changed.
func (r Report) Changed() int {
	n := 0
	for _, w := range r.Books {
		n += len(w.Changes.Text) + len(w.Changes.Setup) + len(w.Removed) + w.Changes.Summary.size()
	}
	return n
}

// report tells what the run found and did.
func (r *run) report() Report {
	out := Report{Verdict: r.verdict, DryRun: r.DryRun, Refused: r.refused}
	out.Problems = append(append(r.found(), r.refusals...), r.problems...)
	out.Failed = out.Refused
	for _, p := range out.Problems {
		out.Failed = out.Failed || p.Blocking
	}
	for _, p := range r.parts {
		changes := p.done
		if r.DryRun {
			changes = p.wanted
		}
		if p.gone && changes.Empty() {
			continue
		}
		w := Written{ID: p.book.ID, Name: p.Name, Read: p.seen && p.book.Unread == "", Unit: p.unit, Changes: changes, Err: p.err}
		if p.unsettled && w.Err == nil {
			w.Err = errUnsettled
		}
		if w.Err == nil {
			w.Err = p.plain
		}
		if p.book.Name != "" {
			w.Name = p.book.Name
		}
		for _, id := range changes.Remove {
			w.Removed = append(w.Removed, title(p.book, id))
		}
		out.Books = append(out.Books, w)
		out.Failed = out.Failed || w.Err != nil
	}
	return out
}

// found is what is wrong with the workbooks, as far as it matters to the run.
func (r *run) found() []rules.Problem {
	switch {
	case r.verdict == nil:
		return nil
	case !r.removing:
		return slices.Clone(r.verdict.Problems)
	}
	var problems []rules.Problem
	for _, p := range r.parts {
		if p.book.Unread != "" && !p.gone {
			problems = append(problems, rules.Problem{Book: p.book.Name, Message: p.book.Unread, Blocking: true})
		}
	}
	own := slices.ContainsFunc(r.Plan.Tables, func(t *rules.Table) bool { return t.Own && !t.Disabled })
	if own && len(r.verdict.Data.Units) == 0 {
		problems = append(problems, rules.Problem{Blocking: true,
			Message: "Không đọc được danh sách đơn vị nên chưa bỏ được các cột tự động ở bảng riêng của đơn vị."})
	}
	return problems
}

// title is the title of a tab.
func title(b rules.Book, id string) string {
	for _, t := range b.Tabs {
		if t.ID == id {
			return t.Title
		}
	}
	return id
}
