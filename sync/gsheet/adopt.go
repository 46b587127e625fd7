package gsheet

import (
	"context"

	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
	"rasoat/sync"
)

// pending marks a column that looks like ours until that was seen once more.
const pending = "adopt-"

// adoption is a column with our header but without our mark, as a file has it that
// was uploaded, or a copied sheet.
type adoption struct {
	tab    tab
	column sync.Column
	col    int
	id     int64
}

// adoptions is the columns that are taken over instead of being made.
func (w *Workbook) adoptions(setups []sync.Setup) []adoption {
	var out []adoption
	for _, s := range setups {
		t := w.tabs[s.Tab]
		for column := range markOf {
			if col := t.headed(s.Header, headers[column]); t.ids[column] == 0 && col >= 0 {
				out = append(out, adoption{tab: t, column: sync.Column(column), col: col, id: freeID(w.marks, t.sheet, sync.Column(column))})
			}
		}
	}
	return out
}

// adopt takes columns over in two steps, since a person may move them just before:
// a mark that doesn't count yet is put on each; where it really lies on a column with
// our header then, it is made to count, else it is taken away. Nothing is written
// before. What they should hold shows in the state after it.
func (w *Workbook) adopt(ctx context.Context, found []adoption) (rules.Book, error) {
	var marks, settle []*sheets.Request
	for _, a := range found {
		b := builder{tab: a.tab}
		marks = append(marks, b.marking(a.id, pending+markOf[a.column], a.col))
	}
	if _, err := w.batch(ctx, marks, careful); err != nil {
		return rules.Book{}, err
	}
	for _, a := range found {
		if w.confirmed[a.id] {
			settle = append(settle, setValue(a.id, markOf[a.column]))
		} else if w.marks[a.id] {
			settle = append(settle, &sheets.Request{DeleteDeveloperMetadata: &sheets.DeleteDeveloperMetadataRequest{DataFilter: byID(a.id)}})
		}
	}
	if len(settle) == 0 {
		return w.Read(ctx)
	}
	return w.batch(ctx, settle, careful)
}

// setValue gives a mark its value.
func setValue(id int64, value string) *sheets.Request {
	return &sheets.Request{UpdateDeveloperMetadata: &sheets.UpdateDeveloperMetadataRequest{
		DataFilters:       []*sheets.DataFilter{byID(id)},
		DeveloperMetadata: &sheets.DeveloperMetadata{MetadataValue: value},
		Fields:            "metadataValue",
	}}
}

// headed is the first column whose header is the text and that isn't ours yet; -1
// when there is none.
func (t *tab) headed(row int, header string) int {
	if row < len(t.seen.Rows) {
		for col, c := range t.seen.Rows[row] {
			if c.Kind == rules.Text && c.Text == header && !t.ours[col] {
				return col
			}
		}
	}
	return -1
}

// confirm notes the pending marks that lie on a column with the header they are for,
// and that isn't ours by another mark.
func (w *Workbook) confirm(s *sheets.Sheet, t *tab) {
	eachMark(s, func(m *sheets.DeveloperMetadata, col int) {
		for column, value := range markOf {
			if m.MetadataKey != markKey || m.MetadataValue != pending+value || t.ours[col] {
				continue
			}
			for row := range t.seen.Rows {
				if c := t.seen.At(row, col); c.Kind == rules.Text && c.Text == headers[column] {
					w.confirmed[m.MetadataId] = true
				}
			}
		}
	})
}
