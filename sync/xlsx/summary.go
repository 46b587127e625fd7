package xlsx

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rasoat/rules"
	"rasoat/summary"
	"rasoat/sync"
)

// The summary is a sheet of its own. It is known by a hidden name of the workbook
// that points to it, which spreadsheet programs keep right when people rename or
// move the sheet; the name's comment says how the sheet was laid out. Of the sheet
// itself only the cells are ever written again: widths, filters, page set-up and
// whatever else people change there stay.
const (
	summaryName   = "_rasoat_summary"
	unknownLayout = "?" // the comment got lost in another program
)

// summarise writes the summary into the changed parts; f's tabs are then as they
// will be.
func (f *file) summarise(ctx context.Context, changed map[string][]byte, s *sync.Summary) error {
	if s == nil {
		return nil
	}
	if s.Tab == "" {
		return f.makeSummary(ctx, changed, s.Page)
	}
	i, err := f.summarySheet(s.Tab)
	if err != nil {
		return err
	}
	old := &f.sheets[i]
	if len(s.Page.Changes(&old.tab)) == 0 && old.summary == s.Page.Layout() {
		return nil
	}
	fresh, err := f.redrawn(ctx, changed, old, s.Page)
	if err != nil {
		return err
	}
	part := old.sheetPart
	part.summary = s.Page.Layout()
	if part.summary != old.summary {
		if err := f.relay(ctx, changed, part, s.Page, old.summary); err != nil {
			return err
		}
	}
	f.index.sheets = slices.Clone(f.index.sheets)
	f.index.sheets[i] = part
	f.sheets[i], err = f.summaryRead(part, fresh, s.Page)
	changed[part.part] = fresh
	if err != nil {
		return err
	}
	return f.askWhere(ctx, changed, func(formula string) bool { return strings.Contains(unescape([]byte(formula)), part.title) })
}

// summarySheet is the index of the summary's sheet, which must be the one with the id.
func (f *file) summarySheet(id string) (int, error) {
	i := slices.IndexFunc(f.sheets, func(s sheet) bool { return s.id == id && s.summary != "" })
	if i < 0 {
		return 0, fmt.Errorf("no summary of ours has the number %q", id)
	}
	return i, nil
}

// summaryRead is the summary's sheet as its XML reads, which must be what was wanted.
func (f *file) summaryRead(part sheetPart, src []byte, page *summary.Page) (sheet, error) {
	sh := *f.shared
	sh.taken = 0
	r, err := readSheet(src, &sh)
	if err != nil {
		return sheet{}, odd(part.title, "after writing: "+err.Error())
	}
	if left := page.Changes(&r.tab); len(left) > 0 {
		return sheet{}, odd(part.title, "after writing, "+rules.A1(left[0].Row, left[0].Col)+" isn't what it should be")
	}
	r.tab.ID, r.tab.Title, r.tab.Hidden, r.tab.Summary = part.id, part.title, part.hidden, part.summary
	return sheet{sheetPart: part, tab: r.tab, layout: r.layout}, nil
}

// redrawn is the summary's sheet with the page's cells.
func (f *file) redrawn(ctx context.Context, changed map[string][]byte, s *sheet, page *summary.Page) ([]byte, error) {
	l := &s.layout
	if l.odd != "" {
		return nil, odd(s.title, l.odd)
	}
	styles, err := f.looks(ctx, changed)
	if err != nil {
		return nil, err
	}
	whole := l.data.span
	if !l.data.empty {
		whole.to = tagEnd(l.src, l.dataEnd+1) + 1
	}
	edits := []edit{{whole, dataXML(l.prefix, page, styles)}}
	if _, ok := parseRect(string(l.src[l.dimension.from:l.dimension.to])); ok {
		edits = append(edits, edit{l.dimension, rectText(rules.Rect{LastRow: len(page.Rows) - 1, LastCol: page.Width - 1})})
	}
	fresh, err := edited(l.src, edits)
	if err != nil {
		return nil, odd(s.title, err.Error())
	}
	return fresh, nil
}

// relay notes the layout, and draws the chart again where it shows other rows now
// and people have left it there.
func (f *file) relay(ctx context.Context, changed map[string][]byte, part sheetPart, page *summary.Page, was string) error {
	if err := f.nameSummary(ctx, changed, part); err != nil {
		return err
	}
	if page.Chart == nil || summary.SameChart(was, part.summary) {
		return nil
	}
	for _, p := range f.below(ctx, part.part) {
		if p.kind == "chart" {
			changed[p.target] = []byte(chartXML(part.title, page.Chart))
			return nil
		}
	}
	return nil
}

// below is the parts that a part hangs together with: what it relates to, what that
// does, and so on.
func (f *file) below(ctx context.Context, part string) []relation {
	var all []relation
	seen := map[string]bool{part: true}
	for todo := []string{part}; len(todo) > 0; todo = todo[1:] {
		rels, err := f.box.relations(ctx, todo[0])
		if err != nil {
			continue // what can't be read stays as it is
		}
		for _, r := range rels {
			if !seen[r.target] && f.box.has(r.target) {
				seen[r.target] = true
				all, todo = append(all, r), append(todo, r.target)
			}
		}
	}
	slices.SortFunc(all, func(a, b relation) int { return strings.Compare(a.target, b.target) })
	return all
}

// signed refuses to write into a file with a signature.
func (f *file) signed() error {
	if f.index.signed {
		return &reason{"tệp có chữ ký số, ghi vào sẽ làm mất hiệu lực chữ ký", "remove the digital signature, or keep the statuses in a copy", nil}
	}
	return nil
}

// inner puts XML before the end tag of a part's root.
func inner(src []byte, text string) ([]byte, error) {
	at := strings.LastIndex(string(src), "</")
	if at < 0 {
		return nil, errUnbalanced
	}
	prefix := ""
	if p := prefixOf(src[at+2:]); len(p) > 0 {
		prefix = string(p) + ":"
	}
	return edited(src, []edit{{span{at, at}, "<" + prefix + text}})
}

var errNoSheets = errors.New("the workbook has no list of sheets")
