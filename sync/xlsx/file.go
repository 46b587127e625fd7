package xlsx

import (
	"context"
	"errors"
	"fmt"

	"rasoat/rules"
)

// file is an opened workbook: its parts, and its sheets as they were read.
type file struct {
	data   []byte
	box    *container
	index  *index
	shared *shared
	sheets []sheet
}

// sheet is one tab, and where things stand in its XML.
type sheet struct {
	sheetPart
	tab     rules.Tab
	layout  layout
	pending []pendingCell
}

// open reads a whole file. Formulas that were saved without a value have none.
func open(ctx context.Context, data []byte) (*file, error) {
	box, err := newContainer(data)
	if err != nil {
		return nil, err
	}
	f := &file{data: data, box: box, shared: &shared{}}
	if f.index, err = newIndex(ctx, box); err != nil {
		return nil, err
	}
	f.shared.date1904 = f.index.date1904
	if f.shared.strings, err = readStrings(ctx, box, f.index.strings); err != nil {
		return nil, err
	}
	if f.shared.formats, err = readFormats(ctx, box, f.index.styles); err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	for _, part := range f.index.sheets {
		if part.id == "" || ids[part.id] {
			return nil, damaged(f.index.book, errors.New("two sheets have the same number"))
		}
		ids[part.id] = true
		src, err := box.read(ctx, part.part)
		if err != nil {
			return nil, err
		}
		s, err := f.sheet(part, src)
		if err != nil {
			return nil, err
		}
		f.sheets = append(f.sheets, s)
	}
	return f, nil
}

// sheet reads one sheet's XML.
func (f *file) sheet(part sheetPart, src []byte) (sheet, error) {
	r, err := readSheet(src, f.shared)
	var known *reason
	if err != nil && !errors.As(err, &known) {
		err = damaged(fmt.Sprintf("%s (%s)", part.part, part.title), err)
	}
	if err != nil {
		return sheet{}, err
	}
	r.tab.ID, r.tab.Title, r.tab.Hidden, r.tab.Summary = part.id, part.title, part.hidden, part.summary
	return sheet{sheetPart: part, tab: r.tab, layout: r.layout, pending: r.pending}, nil
}
