package xlsx

import (
	"context"
	"io"
	"regexp"
	"strings"
)

// askToCalculate asks the program that opens the file next to work out formulas,
// when one of them looks at a column that was written: a count of our statuses
// would show the count of yesterday. Programs keep saved results otherwise.
func (f *file) askToCalculate(ctx context.Context, changed map[string][]byte, written map[int]bool) error {
	refs := newRefs()
	return f.askWhere(ctx, changed, func(formula string) bool { return refs.in(formula, written) })
}

// askWhere does so when a formula fits.
func (f *file) askWhere(ctx context.Context, changed map[string][]byte, fits func(formula string) bool) error {
	named := false
	for i := range f.sheets {
		l := &f.sheets[i].layout
		for _, at := range l.formulas {
			text := string(l.src[at.from:at.to])
			if named = fits(text[:strings.LastIndexByte(text, '<')]); named {
				break
			}
		}
		if named {
			break
		}
	}
	if !named {
		return nil
	}
	src, err := f.current(ctx, changed, f.index.book)
	if err != nil {
		return err
	}
	e, err := calculateOnLoad(src)
	if err != nil {
		return damaged(f.index.book, err)
	}
	if e != nil {
		changed[f.index.book], err = edited(src, []edit{*e})
	}
	return err
}

// beforeCalc are the elements that stand before calcPr.
const beforeCalc = " fileVersion fileSharing workbookPr alternateUrls workbookProtection bookViews sheets functionGroups" +
	" externalReferences definedNames "

// calculateOnLoad is the change of the workbook's part that asks for it; nil when
// it asks already.
func calculateOnLoad(src []byte) (*edit, error) {
	const name, on = "fullCalcOnLoad", ` fullCalcOnLoad="1"`
	s := newScanner(src)
	at, prefix := 0, ""
	for {
		t, err := s.next()
		switch {
		case err == io.EOF:
			return &edit{span{at, at}, "<" + prefix + "calcPr" + on + "/>"}, nil
		case err != nil:
			return nil, err
		case t.kind != startTag:
		case t.is("workbook"):
			at = t.to
			if p := prefixOf(t.name); len(p) > 0 {
				prefix = string(p) + ":"
			}
		case t.is("calcPr") && attrBool(src, t, name):
			return nil, nil
		case t.is("calcPr"):
			if value, ok := attr(src, t, name); ok {
				return &edit{value, "1"}, nil
			}
			return &edit{span{t.attrs.from, t.attrs.from}, on}, nil
		default:
			if err := s.pass(t); err != nil {
				return nil, err
			}
			if t.main && strings.Contains(beforeCalc, " "+string(localName(t.name))+" ") {
				at = s.pos
			}
		}
	}
}

// refs finds the columns that formulas look at.
type refs struct{ cells, rows, blocks *regexp.Regexp }

func newRefs() refs {
	return refs{
		cells:  regexp.MustCompile(`\$?\b([A-Za-z]{1,3})\$?([0-9]*)(?::\$?([A-Za-z]{1,3})\$?[0-9]*)?\b`),
		blocks: regexp.MustCompile(`\$?[A-Za-z]{1,3}\$?[0-9]+:\$?[A-Za-z]{1,3}\$?[0-9]+`),
		rows:   regexp.MustCompile(`\$?\b[0-9]+:\$?[0-9]+\b`),
	}
}

// in reports whether the formula names a cell in one of the columns. It may
// take a name or a text for an address: that only costs a calculation.
func (r refs) in(formula string, cols map[int]bool) bool {
	if r.rows.MatchString(formula) {
		return true
	}
	for _, m := range r.cells.FindAllStringSubmatch(formula, -1) {
		if m[2] == "" && m[3] == "" {
			continue
		}
		_, first, ok := parseA1(m[1] + "1")
		last := first
		if m[3] != "" {
			_, last, _ = parseA1(m[3] + "1")
		}
		for col := range cols {
			if ok && col >= min(first, last) && col <= max(first, last) {
				return true
			}
		}
	}
	return false
}

// widest is how many cells the largest range of a formula has.
func (r refs) widest(formula string) int {
	largest := 0
	for _, m := range r.blocks.FindAllString(formula, -1) {
		if rect, ok := parseRect(m); ok {
			largest = max(largest, (rect.LastRow-rect.Row+1)*(rect.LastCol-rect.Col+1))
		}
	}
	return largest
}
