package sync

import "rasoat/rules"

// Report tells what a cycle found and did.
type Report struct {
	Verdict  *rules.Verdict  // of the last reading; nil when nothing was read
	Books    []Written       // in the order in which they were read
	Problems []rules.Problem // of reading, judging and writing; the operator and the office see them
	Refused  bool            // far fewer units were read than there should be: nothing was written to some workbook, and no mail should go out
	Failed   bool            // a workbook couldn't be read or written, or was refused
	DryRun   bool            // nothing was written: Books say what would be
}

// Written is what was written (in a dry run: would be) into one workbook.
type Written struct {
	Name    string
	Unit    string // whose own workbook it is; "" for a main one
	Changes Changes
	Removed []string // titles of the tabs from which our columns went
	Err     error    // why it couldn't be read or written; nil when all went well
}

// Lines is every change as people read it, one line each.
func (w Written) Lines() []string {
	c := w.Changes
	c.Remove = nil
	lines := c.Lines()
	for _, title := range w.Removed {
		lines = append(lines, plain(title)+": bỏ các cột tự động")
	}
	return lines
}

// Changed is how many cells of statuses and to-do texts, new columns and removed
// ones there are in all workbooks; 0 when nothing changed.
func (r Report) Changed() int {
	n := 0
	for _, w := range r.Books {
		n += len(w.Changes.Text) + len(w.Changes.Setup) + len(w.Removed)
	}
	return n
}

// report tells what the run found and did.
func (r *run) report() Report {
	out := Report{Verdict: r.verdict, DryRun: r.DryRun, Refused: r.refused}
	if r.verdict != nil {
		out.Problems = append(out.Problems, r.verdict.Problems...)
	}
	out.Problems = append(append(out.Problems, r.refusals...), r.problems...)
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
		w := Written{Name: p.Name, Unit: p.unit, Changes: changes, Err: p.err}
		if p.book.Name != "" {
			w.Name = p.book.Name
		}
		for _, id := range changes.Remove {
			w.Removed = append(w.Removed, title(p.book, id))
		}
		out.Books = append(out.Books, w)
		out.Failed = out.Failed || p.err != nil
	}
	return out
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
