package xlsx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"rasoat/rules"
	"rasoat/sync"
)

// Apply writes the changes into the file and gives the state after it. Nothing
// is written, and the file stays as it is, where it is open in another program,
// signed, not understood, or changed since it was read.
func (w *Workbook) Apply(ctx context.Context, seen rules.Book, c sync.Changes) (rules.Book, error) {
	after, err := w.apply(ctx, seen, c)
	if err != nil {
		return rules.Book{}, trouble(writing, w.path, err)
	}
	after.Unit = seen.Unit
	return after, nil
}

func (w *Workbook) apply(ctx context.Context, seen rules.Book, c sync.Changes) (rules.Book, error) {
	path, err := w.target()
	if err != nil {
		return rules.Book{}, err
	}
	w.tidy(path)
	data, err := readFile(path)
	if err != nil {
		return rules.Book{}, err
	}
	f, err := open(ctx, data)
	if err != nil {
		return rules.Book{}, err
	}
	f.adopt(seen.Tabs)
	if !sameTabs(seen.Tabs, w.book(path, f).Tabs) {
		return rules.Book{}, sync.ErrStale
	}
	changed, err := f.changeAll(ctx, c)
	if err != nil || len(changed) == 0 {
		return w.book(path, f), err
	}
	if err := w.mayWrite(path); err != nil {
		return rules.Book{}, err
	}
	fresh, err := f.rewritten(ctx, changed)
	if err != nil {
		return rules.Book{}, err
	}
	if err := ctx.Err(); err != nil {
		return rules.Book{}, err
	}
	return w.book(path, f), w.save(path, data, fresh)
}

// adopt takes the values of formulas that were saved without one from what was
// seen: worked out again, a formula with today's date may give something else.
func (f *file) adopt(seen []rules.Tab) {
	for i := range min(len(f.sheets), len(seen)) {
		for _, p := range f.sheets[i].pending {
			if c := seen[i].At(p.row, p.col); c.Formula {
				f.sheets[i].tab.Rows[p.row][p.col] = c
			}
		}
	}
}

// sameTabs reports whether two readings of a workbook are the same.
func sameTabs(a, b []rules.Tab) bool {
	return slices.EqualFunc(a, b, func(a, b rules.Tab) bool {
		return a.ID == b.ID && a.Title == b.Title && a.Hidden == b.Hidden && a.Own == b.Own && a.Width == b.Width && a.Summary == b.Summary &&
			slices.Equal(a.Merges, b.Merges) &&
			slices.EqualFunc(a.Rows, b.Rows, func(a, b []rules.Cell) bool { return slices.Equal(a, b) })
	})
}

// changeAll makes the changed parts, by normal name, each checked by reading it
// again; f's tabs are then as they will be.
func (f *file) changeAll(ctx context.Context, c sync.Changes) (map[string][]byte, error) {
	tabs, err := f.byTab(c)
	if err != nil {
		return nil, err
	}
	changed := map[string][]byte{}
	goes := c.Summary != nil && c.Summary.Page == nil
	if goes {
		if err := f.dropSummary(ctx, changed, c.Summary); err != nil {
			return nil, err
		}
		tabs, _ = f.byTab(c)
	}
	if err := f.change(ctx, changed, tabs, goes); err != nil {
		return nil, err
	}
	if !goes {
		if err := f.summarise(ctx, changed, c.Summary); err != nil {
			return nil, err
		}
	}
	if len(changed) > 0 {
		return changed, f.signed()
	}
	return nil, nil
}

// change makes the parts of the tabs that people share with us; removed says that
// something of ours went already.
func (f *file) change(ctx context.Context, changed map[string][]byte, tabs []tabChanges, removed bool) error {
	touched := len(changed)
	styles := &colours{file: f}
	calc, written := false, map[int]bool{}
	for i := range f.sheets {
		k := newInk(&f.sheets[i])
		fresh, err := f.changeSheet(ctx, k, tabs[i], styles)
		if err != nil {
			return err
		}
		if fresh == nil {
			continue
		}
		changed[k.part] = fresh
		for p := range k.want {
			written[p.col] = true
		}
		calc, removed = calc || k.calc, removed || tabs[i].remove
	}
	if len(changed) == touched && !removed {
		return nil
	}
	if err := styles.into(ctx, changed); err != nil {
		return err
	}
	return f.follow(ctx, changed, removed && styles.text == nil, calc, written)
}

// follow changes what hangs on the changed sheets: formats that no cell uses any
// more, the chain of calculations, formulas that look at the columns written.
func (f *file) follow(ctx context.Context, changed map[string][]byte, unused, calc bool, written map[int]bool) error {
	if unused {
		if err := f.clean(ctx, changed); err != nil {
			return err
		}
	}
	if calc {
		if err := f.dropChain(ctx, changed); err != nil {
			return err
		}
	}
	return f.askToCalculate(ctx, changed, written)
}

// changeSheet makes a sheet's new XML; nil when nothing changes.
func (f *file) changeSheet(ctx context.Context, k *ink, c tabChanges, styles *colours) ([]byte, error) {
	if err := k.prepare(c); err != nil {
		return nil, err
	}
	if k.own.Coloured && !k.tab.Own.Coloured {
		formats, err := styles.numbers(ctx)
		if err != nil {
			return nil, err
		}
		k.colour(formats)
	}
	if !c.remove {
		k.widen()
		k.measure()
	}
	if err := k.draw(); err != nil || len(k.edits) == 0 {
		return nil, err
	}
	if k.layout.odd != "" {
		return nil, odd(k.title, k.layout.odd)
	}
	if err := f.inTable(ctx, k); err != nil {
		return nil, err
	}
	fresh, err := edited(k.layout.src, k.edits)
	if err != nil {
		return nil, odd(k.title, err.Error())
	}
	return fresh, f.verify(k, fresh, c.remove)
}

// clean takes formats out of the styles that no sheet uses any more.
func (f *file) clean(ctx context.Context, changed map[string][]byte) error {
	if f.index.styles == "" {
		return nil
	}
	src, err := f.current(ctx, changed, f.index.styles)
	if err != nil {
		return err
	}
	sheets := make([][]byte, 0, len(f.sheets))
	for _, s := range f.sheets {
		text, ok := changed[s.part]
		if !ok {
			text = s.layout.src
		}
		sheets = append(sheets, text)
	}
	fresh, err := f.unused(ctx, src, sheets, changed)
	if err == nil && fresh != nil {
		changed[f.index.styles] = fresh
	}
	return err
}

// rewritten is the file's bytes with the changed parts in it, and proof that it
// is still a workbook with all its other parts.
func (f *file) rewritten(ctx context.Context, changed map[string][]byte) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(len(f.data) + len(f.data)/4)
	if err := f.box.rewrite(&b, changed); err != nil {
		return nil, err
	}
	box, err := newContainer(b.Bytes())
	if err != nil {
		return nil, err
	}
	x, err := newIndex(ctx, box)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(x.sheets, f.index.sheets) || x.styles != f.index.styles {
		return nil, damaged(x.book, errors.New("the list of sheets isn't as it was"))
	}
	for name, was := range f.box.parts {
		if _, ours := changed[name]; ours {
			continue
		}
		if now := box.parts[name]; now == nil || now.CRC32 != was.CRC32 || now.UncompressedSize64 != was.UncompressedSize64 {
			return nil, damaged(name, errors.New("the part wasn't copied as it is"))
		}
	}
	return b.Bytes(), nil
}

// verify reads the new XML of a sheet and compares: our cells hold what was
// wanted, and everything else is as it was. The sheet's tab becomes the new one.
func (f *file) verify(k *ink, fresh []byte, removed bool) error {
	sh := *f.shared // with its own count of memory
	sh.taken = 0
	r, err := readSheet(fresh, &sh)
	if err != nil {
		return odd(k.title, "after writing: "+err.Error())
	}
	was, now := &k.tab, &r.tab
	for _, p := range r.pending { // no formula moves; what it gave is known
		now.Rows[p.row][p.col] = was.At(p.row, p.col)
	}
	now.ID, now.Title, now.Hidden, now.Summary = was.ID, was.Title, was.Hidden, was.Summary
	own := k.own
	own.Headless = now.Own.Headless // written back, perhaps
	if r.layout.odd != "" || !slices.Equal(was.Merges, now.Merges) || !removed && now.Own != own {
		return odd(k.title, fmt.Sprintf("after writing: %s, our columns %+v", r.layout.odd, now.Own))
	}
	for row := range max(len(was.Rows), len(now.Rows)) {
		if at, same := k.sameRow(row, now); !same {
			return odd(k.title, "after writing, "+rules.A1(row, at)+" isn't what it should be")
		}
	}
	k.tab, k.layout = *now, r.layout
	return nil
}

// sameRow compares a row as it will be with what it should be; where it differs
// it gives the column.
func (k *ink) sameRow(row int, now *rules.Tab) (col int, same bool) {
	width := 0
	for _, t := range []*rules.Tab{&k.tab, now} {
		if row < len(t.Rows) {
			width = max(width, len(t.Rows[row]))
		}
	}
	for col := range width {
		should := k.tab.At(row, col)
		if text, ours := k.want[place{row, col}]; ours {
			should = textCell(rules.Cell{}, text)
		}
		if now.At(row, col) != should {
			return col, false
		}
	}
	return 0, true
}
