package gsheet

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
	"rasoat/summary"
	"rasoat/sync"
)

// The summary is a sheet of its own, known by developer metadata on the sheet, so
// that a renamed or moved one is still ours. Their value tells the sheet's id besides:
// a copy of the sheet, which may have the same metadata, has another one. It tells how
// the sheet is laid out, too.
const summaryMark = "summary"

// summaryOf is how the summary is laid out, and its mark; "" when the sheet isn't it.
func summaryOf(s *sheets.Sheet) (layout string, mark int64) {
	for _, m := range s.DeveloperMetadata {
		words := strings.Fields(m.MetadataValue)
		if m.MetadataKey == markKey && len(words) == 3 && words[0] == summaryMark && words[1] == strconv.FormatInt(s.Properties.SheetId, 10) {
			return words[2], m.MetadataId
		}
	}
	return "", 0
}

// summaryValue is the value of the mark.
func summaryValue(sheet int64, page *summary.Page) string {
	return fmt.Sprintf("%s %d %s", summaryMark, sheet, page.Layout())
}

// noteSummary notes what writing the summary needs: its mark, and its chart.
func (t *tab) noteSummary(s *sheets.Sheet) {
	_, t.summary = summaryOf(s)
	t.chart = slices.ContainsFunc(s.Charts, func(c *sheets.EmbeddedChart) bool { return c.ChartId == t.sheet })
}

// checkSummary refuses a sheet that isn't ours.
func (w *Workbook) checkSummary(s *sync.Summary) error {
	if s == nil || s.Tab == "" {
		return nil
	}
	if t, ok := w.tabs[s.Tab]; !ok || t.seen.Summary == "" {
		return fmt.Errorf("not our summary: %q", s.Tab)
	}
	return nil
}

// summarise is the requests that make the summary what it should be: all of them
// in the one batch that brings back the state after it. It is addressed by its
// sheet's id and by cells, since all of it is ours; a sheet that was deleted just
// before refuses the batch.
func (w *Workbook) summarise(s *sync.Summary) []*sheets.Request {
	switch {
	case s == nil:
		return nil
	case s.Page == nil:
		return []*sheets.Request{{DeleteSheet: &sheets.DeleteSheetRequest{SheetId: w.tabs[s.Tab].sheet, ForceSendFields: []string{"SheetId"}}}}
	case s.Tab == "":
		return w.newSummary(s.Page)
	}
	b := painter{builder: builder{tab: w.tabs[s.Tab]}, page: s.Page}
	b.grow()
	if len(b.tab.seen.Merges) > 0 { // people's, over cells that couldn't show ours
		b.add(&sheets.Request{UnmergeCells: &sheets.UnmergeCellsRequest{Range: b.all()}})
	}
	b.cells(s.Cells)
	if s.Lay {
		b.clear()
		b.looks()
		b.rechart()
		b.add(setValue(b.tab.summary, summaryValue(b.tab.sheet, s.Page)))
	}
	return b.out
}

// spareRows are below the summary when it is made.
const spareRows = 50

// newSummary makes the sheet, with an id that is always the same as long as it is
// free: a batch that is carried out twice is refused the second time.
func (w *Workbook) newSummary(page *summary.Page) []*sheets.Request {
	id := hashed(markKey + "/" + summaryMark)
	for w.sheets[id] {
		id = id%maxID + 1
	}
	title := summary.FreeTitle(func(title string) bool { return w.titles[rules.Fold(title)] })
	b := painter{builder: builder{tab: tab{sheet: id, rows: len(page.Rows) + spareRows, cols: max(page.Width, 26)}}, page: page}
	b.add(&sheets.Request{AddSheet: &sheets.AddSheetRequest{Properties: &sheets.SheetProperties{SheetId: id, Title: title,
		GridProperties: &sheets.GridProperties{RowCount: int64(b.tab.rows), ColumnCount: int64(b.tab.cols),
			FrozenRowCount: summary.FrozenRows, FrozenColumnCount: summary.FrozenColumns, HideGridlines: true}}}})
	mark := hashed(markKey + "/" + summaryMark + "/" + strconv.FormatInt(id, 10))
	for w.marks[mark] {
		mark = mark%maxID + 1
	}
	b.add(&sheets.Request{CreateDeveloperMetadata: &sheets.CreateDeveloperMetadataRequest{DeveloperMetadata: &sheets.DeveloperMetadata{
		MetadataId: mark, MetadataKey: markKey, MetadataValue: summaryValue(id, page), Visibility: "DOCUMENT",
		Location: &sheets.DeveloperMetadataLocation{SheetId: id},
	}}})
	b.whole()
	b.widths()
	b.looks()
	b.marks()
	b.rechart()
	return b.out
}

// hashed is an id that follows from a text.
func hashed(text string) int64 {
	h := fnv.New32a()
	h.Write([]byte(text))
	return int64(h.Sum32()%maxID) + 1
}

// painter makes the requests of the summary.
type painter struct {
	builder
	page *summary.Page
}

// all is the whole sheet.
func (b *painter) all() *sheets.GridRange {
	return &sheets.GridRange{SheetId: b.tab.sheet, ForceSendFields: []string{"SheetId"}}
}

// grow appends what the grid lacks.
func (b *painter) grow() {
	for _, d := range []struct {
		name       string
		have, want int
	}{{"ROWS", b.tab.rows, len(b.page.Rows)}, {"COLUMNS", b.tab.cols, b.page.Width}} {
		if missing := d.want - d.have; missing > 0 {
			b.add(&sheets.Request{AppendDimension: &sheets.AppendDimensionRequest{
				SheetId: b.tab.sheet, Dimension: d.name, Length: int64(missing), ForceSendFields: []string{"SheetId"}}})
		}
	}
}

// whole writes all cells of a new sheet.
func (b *painter) whole() {
	rows := make([]*sheets.RowData, len(b.page.Rows))
	for i := range rows {
		rows[i] = &sheets.RowData{}
		for _, c := range b.page.Rows[i].Cells {
			rows[i].Values = append(rows[i].Values, cellData(c))
		}
	}
	b.write(0, 0, rows)
}

// cells writes cells that differ, those beside each other at once. Text is a string
// value: it is never parsed.
func (b *painter) cells(changes []summary.Change) {
	for i := 0; i < len(changes); {
		first, row := changes[i], &sheets.RowData{}
		for n := 0; i < len(changes) && changes[i].Row == first.Row && changes[i].Col == first.Col+n; n++ {
			row.Values = append(row.Values, cellData(changes[i].Now))
			i++
		}
		b.write(first.Row, first.Col, []*sheets.RowData{row})
	}
}

// write writes values, and nothing else.
func (b *painter) write(row, col int, rows []*sheets.RowData) {
	b.add(&sheets.Request{UpdateCells: &sheets.UpdateCellsRequest{Rows: rows, Fields: "userEnteredValue",
		Start: &sheets.GridCoordinate{SheetId: b.tab.sheet, RowIndex: int64(row), ColumnIndex: int64(col),
			ForceSendFields: []string{"SheetId", "RowIndex", "ColumnIndex"}}}})
}

func cellData(c rules.Cell) *sheets.CellData {
	switch c.Kind {
	case rules.Text:
		return &sheets.CellData{UserEnteredValue: &sheets.ExtendedValue{StringValue: &c.Text}}
	case rules.Number:
		return &sheets.CellData{UserEnteredValue: &sheets.ExtendedValue{NumberValue: &c.Num}}
	}
	return &sheets.CellData{}
}
