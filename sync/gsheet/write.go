package gsheet

import (
	"context"
	"net/http"

	"google.golang.org/api/googleapi"
	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
	"rasoat/sync"
)

// write writes owned cells, each column addressed by its metadata.
func (w *Workbook) write(ctx context.Context, texts []sync.Text) error {
	q := &sheets.BatchUpdateValuesByDataFilterRequest{ValueInputOption: "RAW", Data: w.values(texts)}
	_, err := repeat(ctx, w.client, w.client.writes, func() (*sheets.BatchUpdateValuesByDataFilterResponse, error) {
		return w.client.sheets.Spreadsheets.Values.BatchUpdateByDataFilter(w.id, q).Fields("totalUpdatedCells").Context(ctx).Do()
	})
	return err
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
			out = append(out, &sheets.DataFilterValueRange{MajorDimension: "COLUMNS", Values: [][]any{nil}, DataFilter: byID(id)})
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

func byID(id int64) *sheets.DataFilter {
	return &sheets.DataFilter{DeveloperMetadataLookup: &sheets.DeveloperMetadataLookup{MetadataId: id}}
}

// after brings the state back by a request that changes nothing: one of our
// metadata gets the value that it has. It costs no read. Where the metadata went
// with its column meanwhile, it is a read.
func (w *Workbook) after(ctx context.Context, texts []sync.Text) (rules.Book, error) {
	first := texts[0]
	touch := setValue(w.tabs[first.Tab].ids[first.Column], markOf[first.Column])
	b, err := w.batch(ctx, []*sheets.Request{touch}, repeat)
	switch {
	case err == nil:
		return b, nil
	case status(err) == http.StatusBadRequest:
		return w.Read(ctx)
	}
	return rules.Book{}, w.trouble(checking, err)
}

// send is a way to send a batch; see [repeat] and [careful].
type send func(context.Context, *Client, *limiter, func() (*sheets.BatchUpdateSpreadsheetResponse, error)) (*sheets.BatchUpdateSpreadsheetResponse, error)

// batch sends requests of which all or none take effect, and brings the state
// after them.
func (w *Workbook) batch(ctx context.Context, requests []*sheets.Request, by send) (rules.Book, error) {
	q := &sheets.BatchUpdateSpreadsheetRequest{Requests: requests, IncludeSpreadsheetInResponse: true}
	answer, err := by(ctx, w.client, w.client.writes, func() (*sheets.BatchUpdateSpreadsheetResponse, error) {
		return w.client.sheets.Spreadsheets.BatchUpdate(w.id, q).Fields(googleapi.Field("updatedSpreadsheet(" + wanted + ")")).Context(ctx).Do()
	})
	switch {
	case err != nil:
		return rules.Book{}, err
	case answer.UpdatedSpreadsheet == nil:
		return w.Read(ctx)
	}
	return w.keep(answer.UpdatedSpreadsheet), nil
}

// remove empties our columns of a tab, found by their metadata, and takes the
// metadata away. The columns themselves stay, blank: deleting one is by index, and
// a column that somebody moves at that moment would be lost. Colour rules have no
// id either; on a blank column they do nothing.
func (w *Workbook) remove(id string) (blank []sync.Text, unmark []*sheets.Request) {
	t := w.tabs[id]
	for column, meta := range t.ids {
		if meta == 0 {
			continue
		}
		for row := range t.rows {
			blank = append(blank, sync.Text{Tab: id, Column: sync.Column(column), Row: row})
		}
		unmark = append(unmark, &sheets.Request{DeleteDeveloperMetadata: &sheets.DeleteDeveloperMetadataRequest{DataFilter: byID(meta)}})
	}
	for _, warning := range t.warnings {
		unmark = append(unmark, &sheets.Request{DeleteProtectedRange: &sheets.DeleteProtectedRangeRequest{ProtectedRangeId: warning}})
	}
	return blank, unmark
}
