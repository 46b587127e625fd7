package gsheet

import (
	"context"
	"errors"
	"strconv"

	"google.golang.org/api/googleapi"
	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
	"rasoat/sync"
)

// wanted is the mask of a spreadsheet: leaf paths only.
const wanted = "spreadsheetId,properties.title,sheets(properties(sheetId,title,hidden,sheetType,gridProperties(rowCount,columnCount))," +
	"merges,conditionalFormats(ranges,booleanRule.condition)," +
	"data(startRow,startColumn,columnMetadata.developerMetadata(metadataId,metadataKey,metadataValue)," +
	"rowData.values(effectiveValue,userEnteredValue.formulaValue,effectiveFormat.numberFormat.type)))"

// metaKey marks our columns; the value says which of the two it is.
const metaKey = "rasoat"

var metaValues = [...]string{sync.Status: "status", sync.Todo: "todo"}

// own notes where one of our columns stands; of two, the first.
func own(o *rules.Owned, m *sheets.DeveloperMetadata, col int) {
	if m.MetadataKey != metaKey {
		return
	}
	switch {
	case m.MetadataValue == metaValues[sync.Status] && o.Status < 0:
		o.Status = col
	case m.MetadataValue == metaValues[sync.Todo] && o.Todo < 0:
		o.Todo = col
	}
}

// Workbook is one spreadsheet.
type Workbook struct {
	client *Client
	id     string
	tabs   map[string]tab // as last seen
}

// tab is what writing needs to know of a tab beyond the book.
type tab struct {
	sheet      int64
	rows, cols int
	ids        [2]int64 // metadata ids of our columns; 0: absent
}

// Read brings the spreadsheet in one request.
func (w *Workbook) Read(ctx context.Context) (rules.Book, error) {
	s, err := repeat(ctx, w.client, w.client.reads, func() (*sheets.Spreadsheet, error) {
		return w.client.sheets.Spreadsheets.Get(w.id).Fields(googleapi.Field(wanted)).Context(ctx).Do()
	})
	if err != nil {
		return rules.Book{}, w.client.trouble(w.id, "đọc", err)
	}
	return w.keep(s), nil
}

// keep remembers what writing needs, and gives the book.
func (w *Workbook) keep(s *sheets.Spreadsheet) rules.Book {
	w.tabs = map[string]tab{}
	for _, sheet := range s.Sheets {
		if sheet.Properties == nil {
			continue
		}
		t := tab{sheet: sheet.Properties.SheetId}
		if g := sheet.Properties.GridProperties; g != nil {
			t.rows, t.cols = int(g.RowCount), int(g.ColumnCount)
		}
		for _, d := range sheet.Data {
			for _, c := range d.ColumnMetadata {
				for _, m := range c.DeveloperMetadata {
					t.mark(m)
				}
			}
		}
		w.tabs[strconv.FormatInt(t.sheet, 10)] = t
	}
	b := bookOf(s)
	b.ID = w.id
	return b
}

func (t *tab) mark(m *sheets.DeveloperMetadata) {
	for column, value := range metaValues {
		if m.MetadataKey == metaKey && m.MetadataValue == value && t.ids[column] == 0 {
			t.ids[column] = m.MetadataId
		}
	}
}

// Apply writes the changes and gives the state after them. People's edits since
// the last reading don't stop it, since no write can touch their cells; what
// ended up beside the wrong row shows in the state after it.
func (w *Workbook) Apply(ctx context.Context, _ rules.Book, c sync.Changes) (rules.Book, error) {
	setup, rest := w.split(c)
	if len(setup) > 0 {
		after, err := w.batch(ctx, setup, false)
		if err != nil || len(rest) == 0 && len(c.Remove) == 0 {
			return after, err
		}
	}
	if len(c.Remove) > 0 {
		return w.remove(ctx, c.Remove)
	}
	if err := w.text(ctx, rest); err != nil {
		return rules.Book{}, err
	}
	return w.batch(ctx, w.touch(rest), true)
}

// text writes owned cells, each column addressed by its metadata.
func (w *Workbook) text(ctx context.Context, texts []sync.Text) error {
	q := &sheets.BatchUpdateValuesByDataFilterRequest{ValueInputOption: "RAW", Data: w.values(texts)}
	_, err := repeat(ctx, w.client, w.client.writes, func() (*sheets.BatchUpdateValuesByDataFilterResponse, error) {
		return w.client.sheets.Spreadsheets.Values.BatchUpdateByDataFilter(w.id, q).Fields("totalUpdatedCells").Context(ctx).Do()
	})
	return w.client.trouble(w.id, "ghi", err)
}

// values is one column of values for each owned column that changes: null where
// a cell stays as it is. (By metadata, RAW and null as the reference documents
// them; no recorded traffic shows the combination: unverified against Google.)
func (w *Workbook) values(texts []sync.Text) []*sheets.DataFilterValueRange {
	var out []*sheets.DataFilterValueRange
	at := map[int64]int{}
	for _, t := range texts {
		id := w.tabs[t.Tab].ids[t.Column]
		i, ok := at[id]
		if !ok {
			i = len(out)
			at[id] = i
			out = append(out, &sheets.DataFilterValueRange{MajorDimension: "COLUMNS", Values: [][]any{nil},
				DataFilter: &sheets.DataFilter{DeveloperMetadataLookup: &sheets.DeveloperMetadataLookup{MetadataId: id}}})
		}
		column := out[i].Values[0]
		for len(column) <= t.Row {
			column = append(column, nil)
		}
		column[t.Row] = t.Now
		out[i].Values[0] = column
	}
	return out
}

// touch is a request that changes nothing but brings the state back: our own
// metadata get the value that they have.
func (w *Workbook) touch(texts []sync.Text) []*sheets.Request {
	t := w.tabs[texts[0].Tab]
	return []*sheets.Request{{UpdateDeveloperMetadata: &sheets.UpdateDeveloperMetadataRequest{
		DataFilters:       []*sheets.DataFilter{{DeveloperMetadataLookup: &sheets.DeveloperMetadataLookup{MetadataId: t.ids[texts[0].Column]}}},
		DeveloperMetadata: &sheets.DeveloperMetadata{MetadataValue: metaValues[texts[0].Column]},
		Fields:            "metadataValue",
	}}}
}

// batch sends requests of which all or none take effect, and brings the state
// after them. One that mustn't be repeated and whose outcome is unknown is
// ErrStale: what stands there must be read.
func (w *Workbook) batch(ctx context.Context, requests []*sheets.Request, harmless bool) (rules.Book, error) {
	q := &sheets.BatchUpdateSpreadsheetRequest{Requests: requests, IncludeSpreadsheetInResponse: true}
	send := func() (*sheets.BatchUpdateSpreadsheetResponse, error) {
		return w.client.sheets.Spreadsheets.BatchUpdate(w.id, q).Fields("updatedSpreadsheet(" + wanted + ")").Context(ctx).Do()
	}
	var answer *sheets.BatchUpdateSpreadsheetResponse
	var err error
	if harmless {
		answer, err = repeat(ctx, w.client, w.client.writes, send)
	} else {
		answer, err = once(ctx, w.client.writes, send)
	}
	switch {
	case err == nil:
		return w.keep(answer.UpdatedSpreadsheet), nil
	case !harmless && passing(err):
		return rules.Book{}, errors.Join(sync.ErrStale, err)
	}
	return rules.Book{}, w.client.trouble(w.id, "ghi", err)
}
