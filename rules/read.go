package rules

import (
	"sort"
	"strings"
)

// Read finds the plan's tables in people's workbooks and reads every cell of
// every unit as what its column holds. It never fails: what can't be read is a
// Defect at its cell, what can't be found a Problem.
func Read(p *Plan, books []Book) *Data {
	r := &reader{plan: p, data: &Data{Tabs: make([]TabRef, 1)}, names: newNames(p), groups: newGroupNames(p)}
	r.openBooks(books)
	r.data.Tables = make([]Facts, len(p.Tables))
	r.heads = make([]*headers, len(p.Tables))
	for i, t := range p.Tables {
		r.heads[i] = newHeaders(t, p.Year)
	}
	r.claimTabs()
	r.readRegister()
	r.readDecisions()
	for _, t := range p.Tables {
		if t != p.Register.Table && !t.Disabled {
			r.readTable(t)
		}
	}
	r.finish()
	return r.data
}

// reader is one Read.
type reader struct {
	plan   *Plan
	data   *Data
	names  *names
	groups *groupNames
	heads  []*headers
	tabs   []*tabIn
	unread bool     // a shared workbook couldn't be read
	closed []string // units whose own workbook couldn't be read
	asked  []askedCell
}

// tabIn is a tab of a workbook on its way to being read.
type tabIn struct {
	tab    *Tab
	book   *Book
	ref    int32
	title  string // folded
	table  *Table // that reads it
	ignore bool   // a copy, the settings tab, or our summary
}

// Link leads to a unit's own workbook.
type Link struct {
	Unit         int // in Data.Units
	Name, Target string
}

// Links lists the units' own workbooks to open: none when no table stands in one.
func Links(p *Plan, d *Data) []Link {
	var links []Link
	wanted := false
	for _, t := range p.Tables {
		wanted = wanted || t.Own && !t.Disabled
	}
	for i := range d.Units {
		if wanted && d.Units[i].Workbook != "" {
			links = append(links, Link{Unit: i, Name: d.Units[i].Name, Target: d.Units[i].Workbook})
		}
	}
	return links
}

func (r *reader) openBooks(books []Book) {
	for i := range books {
		b := &books[i]
		if b.Unread != "" {
			r.problem(Problem{Book: b.Name, Message: b.Unread, Blocking: true})
			if b.Unit == "" {
				r.unread = true
			} else {
				r.closed = append(r.closed, b.Unit)
			}
			continue
		}
		for j := range b.Tabs {
			t := &b.Tabs[j]
			r.tabs = append(r.tabs, &tabIn{tab: t, book: b, ref: int32(len(r.data.Tabs)), title: Fold(t.Title)})
			r.data.Tabs = append(r.data.Tabs, TabRef{Book: b.ID, BookName: b.Name, ID: t.ID, Title: t.Title})
		}
	}
}

// claimTabs gives each table the tab it is read from, by title, else by headers.
func (r *reader) claimTabs() {
	for _, in := range r.tabs {
		if in.tab.summarises() {
			in.ignore = true
		}
		if r.plan.Decisions != "" && in.title == Fold(r.plan.Decisions) && in.book.Unit == "" {
			in.ignore = true
		}
	}
	for _, t := range r.plan.Tables {
		if !t.Disabled && !t.Own {
			r.claimByTitle(t)
		}
	}
	r.claimByHeaders()
	r.claimOwn()
}

// claimByTitle takes the tab with one of the table's titles, the usual one first.
// Further ones in the same workbook are copies.
func (r *reader) claimByTitle(t *Table) {
	first := map[*Book]*tabIn{}
	for _, title := range t.Tabs {
		want := Fold(title)
		for _, in := range r.tabs {
			if in.title != want || in.book.Unit != "" || in.ignore || in.table != nil {
				continue
			}
			if other := first[in.book]; other != nil {
				in.ignore = true
				r.twoTabs(other, in)
				continue
			}
			first[in.book] = in
			in.table = t
		}
	}
	for _, in := range r.tabs {
		if first[in.book] == in {
			r.leaveCopies(in)
		}
	}
}

// leaveCopies passes over the copies of a tab in its workbook, and says so.
func (r *reader) leaveCopies(of *tabIn) {
	for _, in := range r.tabs {
		if in.table == nil && !in.ignore && in.book == of.book && isCopyOf(in.title, of.title) {
			in.ignore = true
			r.twoTabs(of, in)
		}
	}
}

// twoTabs says that of two tabs with the same content only one is read.
func (r *reader) twoTabs(read, copied *tabIn) {
	r.problem(Problem{Book: copied.book.Name, Tab: copied.tab.Title,
		Message: fill("Có hai trang cùng nội dung ('%s', '%s'); chỉ đọc trang đầu.", read.tab.Title, copied.tab.Title)})
}

// isCopyOf reports a title that a copied tab gets: "Bản sao của X", "Copy of X",
// "X (2)", "X - Copy". Both are folded.
func isCopyOf(title, of string) bool {
	for _, prefix := range []string{"bản sao của ", "bản sao ", "copy of ", "copy ", "sao của "} {
		if rest, ok := strings.CutPrefix(title, Fold(prefix)+" "); ok {
			return rest == of || isCopyOf(rest, of)
		}
	}
	rest, ok := strings.CutPrefix(title, of)
	if !ok || rest == "" {
		return false
	}
	rest = strings.Trim(bareFold(rest), " -_()")
	for _, word := range []string{"copy", "ban sao", "sao"} {
		rest = strings.Trim(strings.TrimPrefix(rest, word), " -_()")
	}
	_, digits := leadingNumber(rest)
	return rest == "" || digits == len(rest) && digits < 3
}

// claimByHeaders finds renamed tabs: of those that no table has by title, the
// only one that has the key and all required columns. Copies of others are left.
func (r *reader) claimByHeaders() {
	for _, t := range r.plan.Tables {
		if t.Disabled || t.Own || r.tabOf(t) != nil || !r.wanted(t) {
			continue
		}
		if fit := r.onlyFit(t); fit != nil {
			fit.table = t
			r.leaveCopies(fit)
		}
	}
}

// onlyFit is the one tab that can be the table, nil for none or several.
func (r *reader) onlyFit(t *Table) *tabIn {
	var fits []*tabIn
	for _, in := range r.tabs {
		if in.table == nil && !in.ignore && !in.tab.Hidden && in.book.Unit == "" && r.fitsWell(in, t) {
			fits = append(fits, in)
		}
	}
	fits = withoutCopies(fits)
	if len(fits) != 1 {
		return nil
	}
	return fits[0]
}

func withoutCopies(fits []*tabIn) []*tabIn {
	var kept []*tabIn
	for _, in := range fits {
		copied := false
		for _, of := range fits {
			copied = copied || of != in && isCopyOf(in.title, of.title)
		}
		if !copied {
			kept = append(kept, in)
		}
	}
	return kept
}

// fitsWell reports that the tab has the table's key and required columns, and
// that no other table without a tab has more in it.
func (r *reader) fitsWell(in *tabIn, t *Table) bool {
	l, ok := r.fit(in, t)
	if !ok {
		return false
	}
	for _, other := range r.plan.Tables {
		if other == t || other.Disabled || other.Own || r.tabOf(other) != nil {
			continue
		}
		if m, ok := r.fit(in, other); ok && len(m.cols) > len(l.cols) {
			return false
		}
	}
	return true
}

func (r *reader) fit(in *tabIn, t *Table) (layout, bool) {
	l, ok := findLayout(r.heads[t.Index], in.tab, t.Own)
	if !ok || len(l.cols) == 0 {
		return l, false
	}
	return l, len(r.lacking(t, &l)) == 0
}

// tabOf is the first tab that is read as the table.
func (r *reader) tabOf(t *Table) *tabIn {
	for _, in := range r.tabs {
		if in.table == t {
			return in
		}
	}
	return nil
}

// claimOwn looks for the tables of units' own workbooks in each of them.
func (r *reader) claimOwn() {
	for _, t := range r.plan.Tables {
		if !t.Own || t.Disabled {
			continue
		}
		byBook := map[*Book][]*tabIn{}
		for _, in := range r.tabs {
			if in.book.Unit != "" && in.table == nil && !in.ignore {
				byBook[in.book] = append(byBook[in.book], in)
			}
		}
		for _, tabs := range byBook {
			if in := r.ownTab(t, tabs); in != nil {
				in.table = t
			}
		}
	}
}

func (r *reader) ownTab(t *Table, tabs []*tabIn) *tabIn {
	for _, title := range t.Tabs {
		for _, in := range tabs {
			if in.title == Fold(title) {
				return in
			}
		}
	}
	var fits []*tabIn
	for _, in := range tabs {
		if !in.tab.Hidden && r.fitsOwn(in, t) {
			fits = append(fits, in)
		}
	}
	if fits = withoutCopies(fits); len(fits) == 1 {
		return fits[0]
	}
	return nil
}

func (r *reader) fitsOwn(in *tabIn, t *Table) bool {
	_, ok := r.fit(in, t)
	return ok
}

func (r *reader) problem(p Problem) { r.data.Problems = append(r.data.Problems, p) }

// finish sorts the defects by place and keeps one for each cell: an error before
// a warning.
func (r *reader) finish() {
	r.askedDefects()
	d := r.data.Defects
	sort.SliceStable(d, func(i, j int) bool {
		a, b := d[i], d[j]
		return a.At.compare(b.At) < 0 || a.At == b.At && a.Severity < b.Severity
	})
	kept := d[:0]
	for i, x := range d {
		if i == 0 || x.At != d[i-1].At || x.At.Tab == 0 {
			kept = append(kept, x)
		}
	}
	r.data.Defects = kept
}
