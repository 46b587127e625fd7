package gsheet

import (
	"context"
	"strconv"

	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
	"rasoat/sync"
)

// split turns setups, with the text of the columns that they make, into one
// batch; the rest is text of columns that stand already.
func (w *Workbook) split(c sync.Changes) (setup []*sheets.Request, rest []sync.Text) {
	made := map[string][2]bool{}
	for _, s := range c.Setup {
		t, ok := w.tabs[s.Tab]
		if !ok {
			continue // the tab is gone; the next reading says so
		}
		b := builder{tab: t, setup: s}
		b.columns(c.Text)
		setup = append(setup, b.out...)
		made[s.Tab] = [2]bool{t.ids[sync.Status] == 0, t.ids[sync.Todo] == 0}
	}
	for _, t := range c.Text {
		if w.tabs[t.Tab].ids[t.Column] != 0 && !made[t.Tab][t.Column] {
			rest = append(rest, t)
		}
	}
	return setup, rest
}

// builder makes the requests of one tab's setup.
type builder struct {
	tab   tab
	setup sync.Setup
	out   []*sheets.Request
}

// columns makes each absent column: inserted, so that it is empty and ours
// whatever people did meanwhile; marked; filled.
func (b *builder) columns(texts []sync.Text) {
	status := -1
	for column, wanted := range []int{b.setup.Status, b.setup.Todo} {
		if b.tab.ids[column] != 0 {
			if sync.Column(column) == sync.Status {
				status = wanted
			}
			continue
		}
		b.insert(wanted)
		b.mark(sync.Column(column), wanted)
		b.fill(sync.Column(column), wanted, texts)
		if sync.Column(column) == sync.Status {
			status = wanted
		}
	}
	if b.setup.Colours && status >= 0 {
		b.colours(status)
	}
}

// insert makes room at the column, growing the grid where it ends before.
func (b *builder) insert(col int) {
	if missing := col - b.tab.cols; missing >= 0 {
		b.out = append(b.out, &sheets.Request{AppendDimension: &sheets.AppendDimensionRequest{SheetId: b.tab.sheet, Dimension: "COLUMNS", Length: int64(missing + 1),
			ForceSendFields: []string{"SheetId"}}})
		b.tab.cols = col + 1
		return
	}
	b.out = append(b.out, &sheets.Request{InsertDimension: &sheets.InsertDimensionRequest{Range: b.span("COLUMNS", col), InheritFromBefore: col > 0}})
	b.tab.cols++
}

func (b *builder) span(dimension string, at int) *sheets.DimensionRange {
	return &sheets.DimensionRange{SheetId: b.tab.sheet, Dimension: dimension, StartIndex: int64(at), EndIndex: int64(at + 1), ForceSendFields: []string{"SheetId", "StartIndex"}}
}

func (b *builder) mark(column sync.Column, col int) {
	b.out = append(b.out, &sheets.Request{CreateDeveloperMetadata: &sheets.CreateDeveloperMetadataRequest{DeveloperMetadata: &sheets.DeveloperMetadata{
		MetadataKey: metaKey, MetadataValue: metaValues[column], Visibility: "DOCUMENT",
		Location: &sheets.DeveloperMetadataLocation{DimensionRange: b.span("COLUMNS", col)},
	}}})
}

// fill writes header and text into the column that the same batch makes. The
// number format is plain text, so that a person's correction there stays text.
func (b *builder) fill(column sync.Column, col int, texts []sync.Text) {
	header := [...]string{sync.Status: rules.StatusHeader, sync.Todo: rules.TodoHeader}[column]
	rows := map[int]string{b.setup.Header: header}
	last := b.setup.Header
	for _, t := range texts {
		if t.Tab == b.setup.Tab && t.Column == column {
			rows[t.Row] = t.Now
			last = max(last, t.Row)
		}
	}
	first := b.setup.Header
	for row := range rows {
		first = min(first, row)
	}
	data := make([]*sheets.RowData, last-first+1)
	for i := range data {
		cell := &sheets.CellData{}
		if text := rows[first+i]; text != "" {
			cell.UserEnteredValue = &sheets.ExtendedValue{StringValue: &text}
		}
		data[i] = &sheets.RowData{Values: []*sheets.CellData{cell}}
	}
	b.out = append(b.out, &sheets.Request{UpdateCells: &sheets.UpdateCellsRequest{Rows: data, Fields: "userEnteredValue",
		Start: &sheets.GridCoordinate{SheetId: b.tab.sheet, RowIndex: int64(first), ColumnIndex: int64(col), ForceSendFields: []string{"SheetId", "RowIndex", "ColumnIndex"}}}})
}

// colours adds a rule for each label that has a colour.
func (b *builder) colours(col int) {
	whole := &sheets.GridRange{SheetId: b.tab.sheet, StartColumnIndex: int64(col), EndColumnIndex: int64(col + 1), ForceSendFields: []string{"SheetId", "StartColumnIndex"}}
	for _, label := range rules.Labels() {
		fill := label.Fill()
		if fill == "" {
			continue
		}
		b.out = append(b.out, &sheets.Request{AddConditionalFormatRule: &sheets.AddConditionalFormatRuleRequest{Index: 0, ForceSendFields: []string{"Index"},
			Rule: &sheets.ConditionalFormatRule{Ranges: []*sheets.GridRange{whole}, BooleanRule: &sheets.BooleanRule{
				Condition: &sheets.BooleanCondition{Type: "TEXT_EQ", Values: []*sheets.ConditionValue{{UserEnteredValue: string(label)}}},
				Format:    &sheets.CellFormat{BackgroundColorStyle: &sheets.ColorStyle{RgbColor: rgb(fill)}},
			}}}})
	}
}

// rgb is the colour of RRGGBB.
func rgb(hex string) *sheets.Color {
	n, _ := strconv.ParseUint(hex, 16, 32) // the labels' own fills; a test reads them all
	part := func(shift uint) float64 { return float64(n>>shift&0xff) / 255 }
	return &sheets.Color{Red: part(16), Green: part(8), Blue: part(0)}
}

// remove empties our columns, found by their metadata, and then takes the
// metadata away. The columns themselves stay, blank: deleting one is by index, and
// a column that somebody moves at that moment would be lost. Colour rules have no
// id either; on a blank column they do nothing.
func (w *Workbook) remove(ctx context.Context, tabs []string) (rules.Book, error) {
	var blank []sync.Text
	var unmark []*sheets.Request
	for _, id := range tabs {
		t := w.tabs[id]
		for column, meta := range t.ids {
			if meta == 0 {
				continue
			}
			for row := range t.rows {
				blank = append(blank, sync.Text{Tab: id, Column: sync.Column(column), Row: row})
			}
			unmark = append(unmark, &sheets.Request{DeleteDeveloperMetadata: &sheets.DeleteDeveloperMetadataRequest{
				DataFilter: &sheets.DataFilter{DeveloperMetadataLookup: &sheets.DeveloperMetadataLookup{MetadataId: meta}}}})
		}
	}
	if len(unmark) == 0 {
		return w.Read(ctx)
	}
	if err := w.text(ctx, blank); err != nil {
		return rules.Book{}, err
	}
	return w.batch(ctx, unmark, false)
}
