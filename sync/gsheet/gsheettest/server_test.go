package gsheettest_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/google"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/option"
	"google.golang.org/api/sheets/v4"

	"rasoat/sync/gsheet/gsheettest"
)

// start serves one spreadsheet with one tab and gives Google's own client for it.
func start(t *testing.T) (*gsheettest.Server, *sheets.Service) {
	t.Helper()
	s := gsheettest.Start()
	t.Cleanup(s.Close)
	g := gsheettest.NewGrid(0, "Đơn vị", 10, 5)
	for i, name := range []string{"Tên đơn vị", "Đoàn xã A", "Đoàn xã B"} {
		g.Put(i, 0, gsheettest.Cell{Value: name})
	}
	s.Add(&gsheettest.Spreadsheet{ID: "one", Title: "Bảng", Sheets: []*gsheettest.Grid{g}})
	return s, client(t, s)
}

func client(t *testing.T, s *gsheettest.Server) *sheets.Service {
	t.Helper()
	key, err := s.Key()
	if err != nil {
		t.Fatal(err)
	}
	account, err := google.JWTConfigFromJSON(key, sheets.SpreadsheetsScope)
	if err != nil {
		t.Fatal(err)
	}
	service, err := sheets.NewService(context.Background(), option.WithEndpoint(s.URL()+"/"),
		option.WithHTTPClient(oauth2.NewClient(context.Background(), account.TokenSource(context.Background()))))
	if err != nil {
		t.Fatal(err)
	}
	return service
}

// refusal is the code and message of Google's error.
func refusal(t *testing.T, err error) (int, string) {
	t.Helper()
	var e *googleapi.Error
	if !errors.As(err, &e) {
		t.Fatalf("not an API error: %v", err)
	}
	return e.Code, e.Message
}

func mark(sheet, col int64, value string) *sheets.Request {
	return &sheets.Request{CreateDeveloperMetadata: &sheets.CreateDeveloperMetadataRequest{DeveloperMetadata: &sheets.DeveloperMetadata{
		MetadataKey: "ours", MetadataValue: value, Visibility: "DOCUMENT", Location: &sheets.DeveloperMetadataLocation{
			DimensionRange: &sheets.DimensionRange{SheetId: sheet, Dimension: "COLUMNS", StartIndex: col, EndIndex: col + 1}}}}}
}

func TestMetadataMovesWithItsColumn(t *testing.T) {
	s, c := start(t)
	r, err := c.Spreadsheets.BatchUpdate("one", &sheets.BatchUpdateSpreadsheetRequest{Requests: []*sheets.Request{mark(0, 3, "x")}}).Do()
	if err != nil {
		t.Fatal(err)
	}
	id := r.Replies[0].CreateDeveloperMetadata.DeveloperMetadata.MetadataId
	s.Edit("one", func(b *gsheettest.Spreadsheet) { b.Sheets[0].InsertCols(1, 2) })
	_, err = c.Spreadsheets.Values.BatchUpdateByDataFilter("one", &sheets.BatchUpdateValuesByDataFilterRequest{ValueInputOption: "RAW",
		Data: []*sheets.DataFilterValueRange{{MajorDimension: "COLUMNS", Values: [][]any{{nil, "=1+1"}},
			DataFilter: &sheets.DataFilter{DeveloperMetadataLookup: &sheets.DeveloperMetadataLookup{MetadataId: id}}}}}).Do()
	if err != nil {
		t.Fatal(err)
	}
	s.Look("one", func(b *gsheettest.Spreadsheet) {
		if got := b.Sheets[0].At(1, 5); got.Value != "=1+1" || got.Formula != "" {
			t.Errorf("F2 is %+v, want the text as it is", got)
		}
	})
	if j := s.Journal(); len(j) != 1 || j[0].Row != 1 || j[0].Col != 5 || j[0].Keys[0] != "ours" {
		t.Errorf("journal: %+v", j)
	}
}

func TestBatchIsAtomic(t *testing.T) {
	s, c := start(t)
	_, err := c.Spreadsheets.BatchUpdate("one", &sheets.BatchUpdateSpreadsheetRequest{Requests: []*sheets.Request{
		{AppendDimension: &sheets.AppendDimensionRequest{Dimension: "COLUMNS", Length: 1}},
		{AppendDimension: &sheets.AppendDimensionRequest{SheetId: 77, Dimension: "COLUMNS", Length: 1}},
	}}).Do()
	code, message := refusal(t, err)
	if code != 400 || message != "Invalid requests[1].appendDimension: No grid with id: 77" {
		t.Errorf("got %d %q", code, message)
	}
	s.Look("one", func(b *gsheettest.Spreadsheet) {
		if _, cols := b.Sheets[0].Size(); cols != 5 {
			t.Errorf("%d columns: half of the batch was applied", cols)
		}
	})
}

func TestRefusals(t *testing.T) {
	_, c := start(t)
	column := func(values ...any) *sheets.BatchUpdateValuesByDataFilterRequest {
		return &sheets.BatchUpdateValuesByDataFilterRequest{ValueInputOption: "RAW", Data: []*sheets.DataFilterValueRange{{
			MajorDimension: "COLUMNS", Values: [][]any{values}, DataFilter: &sheets.DataFilter{GridRange: &sheets.GridRange{EndColumnIndex: 1}}}}}
	}
	long := make([]any, 11)
	long[10] = "x"
	cases := []struct {
		name string
		do   func() error
		code int
		text string
	}{
		{"unknown spreadsheet", func() error { _, err := c.Spreadsheets.Get("none").Do(); return err }, 404, "Requested entity was not found."},
		{"bad mask", func() error { _, err := c.Spreadsheets.Get("one").Fields("sheets.propertys").Do(); return err }, 400,
			"Error expanding 'fields' parameter. Cannot find matching fields for path 'sheets.propertys'."},
		{"mask with a space", func() error {
			_, err := c.Spreadsheets.Get("one").Fields("spreadsheetId, sheets.properties").Do()
			return err
		}, 400,
			"Error expanding 'fields' parameter. Cannot find matching fields for path ' sheets'."},
		{"empty batch", func() error {
			_, err := c.Spreadsheets.BatchUpdate("one", &sheets.BatchUpdateSpreadsheetRequest{}).Do()
			return err
		}, 400, "Must specify at least one request."},
		{"past the grid", func() error {
			_, err := c.Spreadsheets.Values.BatchUpdateByDataFilter("one", column(long...)).Do()
			return err
		}, 400,
			"Invalid data[0]: Requested writing within range ['Đơn vị'!A1:A10], but tried writing to row [11]"},
		{"too long", func() error {
			_, err := c.Spreadsheets.Values.BatchUpdateByDataFilter("one", column(strings.Repeat("x", 50001))).Do()
			return err
		}, 400, "Invalid data[0]: Your input contains more than the maximum of 50000 characters in a single cell."},
		{"warningOnly with editors", func() error {
			_, err := c.Spreadsheets.BatchUpdate("one", &sheets.BatchUpdateSpreadsheetRequest{Requests: []*sheets.Request{{AddProtectedRange: &sheets.AddProtectedRangeRequest{
				ProtectedRange: &sheets.ProtectedRange{Range: &sheets.GridRange{}, WarningOnly: true, Editors: &sheets.Editors{}}}}}}).Do()
			return err
		}, 400, "Invalid requests[0].addProtectedRange: ProtectedRange is warningOnly. Editors cannot be set on it."},
		{"not implemented", func() error {
			_, err := c.Spreadsheets.BatchUpdate("one", &sheets.BatchUpdateSpreadsheetRequest{Requests: []*sheets.Request{{SortRange: &sheets.SortRangeRequest{}}}}).Do()
			return err
		}, 501, "gsheettest does not implement sortRange"},
	}
	for _, tt := range cases {
		code, text := refusal(t, tt.do())
		if code != tt.code || text != tt.text {
			t.Errorf("%s: got %d %q, want %d %q", tt.name, code, text, tt.code, tt.text)
		}
	}
}

func TestQuotaAndAccess(t *testing.T) {
	s, c := start(t)
	now := time.Date(2022, 10, 20, 8, 0, 0, 0, time.UTC)
	s.Now, s.Quota = func() time.Time { return now }, 2
	read := func() error { _, err := c.Spreadsheets.Get("one").Do(); return err }
	for i := range 2 {
		if err := read(); err != nil {
			t.Fatalf("read %d: %v", i, err)
		}
	}
	if code, text := refusal(t, read()); code != 429 || !strings.HasPrefix(text, "Quota exceeded for quota metric 'Read requests'") {
		t.Errorf("third read: %d %q", code, text)
	}
	now = now.Add(time.Minute)
	if err := read(); err != nil {
		t.Errorf("a minute later: %v", err)
	}
	s.Edit("one", func(b *gsheettest.Spreadsheet) { b.Shared = gsheettest.NotShared })
	if code, text := refusal(t, read()); code != 403 || text != "The caller does not have permission" {
		t.Errorf("not shared: %d %q", code, text)
	}
	r, err := http.Get(s.URL() + "/v4/spreadsheets/one")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != 403 {
		t.Errorf("without a token: %d, want 403", r.StatusCode)
	}
}

func TestRepliesLeaveOutWhatGoogleLeavesOut(t *testing.T) {
	s, c := start(t)
	s.Edit("one", func(b *gsheettest.Spreadsheet) { b.Sheets[0].Merge(0, 0, 1, 2) })
	b, err := c.Spreadsheets.Get("one").Fields("sheets(properties(sheetId,index),merges,data(rowData.values.effectiveValue))").Do()
	if err != nil {
		t.Fatal(err)
	}
	text, _ := json.Marshal(b.Sheets[0])
	want := `{"data":[{"rowData":[{"values":[{"effectiveValue":{"stringValue":"Tên đơn vị"}}]},{"values":[{"effectiveValue":{"stringValue":"Đoàn xã A"}}]},{"values":[{"effectiveValue":{"stringValue":"Đoàn xã B"}}]}]}],` +
		`"merges":[{"endColumnIndex":2,"endRowIndex":1}],"properties":{}}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}
