package xlsx

import (
	"context"
	"slices"

	"rasoat/sync"
)

// dropSummary takes the summary out as a whole: the sheet, and the parts that hang on
// it alone.
func (f *file) dropSummary(ctx context.Context, changed map[string][]byte, s *sync.Summary) error {
	i, err := f.summarySheet(s.Tab)
	if err != nil {
		return err
	}
	if len(f.sheets) == 1 {
		return odd(s.Title, "it is the only sheet")
	}
	gone := f.sheets[i]
	src, err := f.current(ctx, changed, f.index.book)
	if err != nil {
		return err
	}
	l, err := listOf(src)
	if err != nil {
		return damaged(f.index.book, err)
	}
	if changed[f.index.book], err = l.forget(src, gone.title); err != nil {
		return damaged(f.index.book, err)
	}
	if err := f.unrelate(ctx, changed, gone.part); err != nil {
		return err
	}
	parts := []string{gone.part}
	for _, r := range f.below(ctx, gone.part) {
		if slices.Contains([]string{"drawing", "chart", "chartStyle", "chartColorStyle", "style", "colors", "printerSettings", "comments", "vmlDrawing"}, r.kind) {
			parts = append(parts, r.target)
		}
	}
	for _, p := range parts {
		changed[p] = nil
		if f.box.has(relsOf(p)) {
			changed[partName(relsOf(p))] = nil
		}
		if err := f.dropType(ctx, changed, p); err != nil {
			return err
		}
	}
	f.sheets = slices.Delete(slices.Clone(f.sheets), i, i+1)
	f.index.sheets = slices.Delete(slices.Clone(f.index.sheets), i, i+1)
	return f.plainStyles(ctx, changed)
}
