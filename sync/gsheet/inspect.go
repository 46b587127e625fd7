package gsheet

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"google.golang.org/api/googleapi"
	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
)

// Inspection is what can be said of a spreadsheet before working on it.
type Inspection struct {
	Title, Locale string
	Date          time.Time // Google's clock when it answered; zero where it didn't say
	Write         error     // why it can't be written to, a *sync.Trouble; nil when it can
	Guarded       []Guarded // ranges that are protected from the program's account
	Link          string    // role of anyone who has the link: "reader", "writer", "commenter"; "" for nobody
	Unasked       error     // why Drive didn't say who has the link; nil when it did
}

// Guarded is a protected range that the program's account can't edit.
type Guarded struct{ Tab, Range, Description string }

// Account is the address to share spreadsheets with; "" when the credentials
// don't say.
func (c *Client) Account() string { return c.account }

// Inspect looks at a spreadsheet: one read, one question to Drive where the
// credentials allow it, and a batch that changes nothing, to see whether writing is
// allowed. Its error is a *sync.Trouble: it can't be read at all.
func (c *Client) Inspect(ctx context.Context, id string) (Inspection, error) {
	const mask = "properties(title,locale),sheets(properties(sheetId,title),protectedRanges(range,warningOnly,description,requestingUserCanEdit))"
	s, err := repeat(ctx, c, c.reads, func() (*sheets.Spreadsheet, error) {
		return c.sheets.Spreadsheets.Get(id).Fields(googleapi.Field(mask)).Context(ctx).Do()
	})
	if err != nil {
		return Inspection{}, c.Workbook(id).trouble("đọc", err)
	}
	out := Inspection{}
	if s.Properties != nil {
		out.Title, out.Locale = s.Properties.Title, s.Properties.Locale
	}
	out.Date, _ = http.ParseTime(s.ServerResponse.Header.Get("Date"))
	for _, sheet := range s.Sheets {
		for _, p := range sheet.ProtectedRanges {
			if !p.WarningOnly && !p.RequestingUserCanEdit {
				out.Guarded = append(out.Guarded, Guarded{sheet.Properties.Title, area(p.Range), p.Description})
			}
		}
	}
	out.Link, out.Unasked = c.link(ctx, id)
	out.Write = c.Workbook(id).trouble("ghi", c.tryWriting(ctx, id))
	return out, nil
}

// area is a range as people say it: "C5:D60", "cột C:D", "cả trang".
func area(r *sheets.GridRange) string {
	switch {
	case r == nil || r.EndColumnIndex == 0 && r.EndRowIndex == 0:
		return "cả trang"
	case r.EndRowIndex == 0:
		return "cột " + rules.ColumnName(int(r.StartColumnIndex)) + ":" + rules.ColumnName(int(r.EndColumnIndex)-1)
	case r.EndColumnIndex == 0:
		return "dòng " + strconv.FormatInt(r.StartRowIndex+1, 10) + ":" + strconv.FormatInt(r.EndRowIndex, 10)
	}
	return rules.A1(int(r.StartRowIndex), int(r.StartColumnIndex)) + ":" + rules.A1(int(r.EndRowIndex)-1, int(r.EndColumnIndex)-1)
}

// link asks Drive what somebody who only has the link may do.
func (c *Client) link(ctx context.Context, id string) (role string, err error) {
	f, err := c.drive.Files.Get(id).SupportsAllDrives(true).Fields("permissions(type,role)").Context(ctx).Do()
	if err != nil {
		return "", err
	}
	if len(f.Permissions) == 0 {
		return "", fmt.Errorf("Drive doesn't show the account who else has access")
	}
	for _, p := range f.Permissions {
		if p.Type == "anyone" || p.Type == "domain" && role == "" {
			role = p.Role
		}
	}
	return role, nil
}

// probe marks the spreadsheet for the moment of trying.
const probe = "rasoat-doctor"

// tryWriting makes a mark on the spreadsheet and takes it away in one batch: no
// cell, no format, nothing that anybody sees.
func (c *Client) tryWriting(ctx context.Context, id string) error {
	const mark = maxID - 1
	q := &sheets.BatchUpdateSpreadsheetRequest{Requests: []*sheets.Request{
		{CreateDeveloperMetadata: &sheets.CreateDeveloperMetadataRequest{DeveloperMetadata: &sheets.DeveloperMetadata{
			MetadataId: mark, MetadataKey: probe, MetadataValue: "1", Visibility: "DOCUMENT", Location: &sheets.DeveloperMetadataLocation{Spreadsheet: true}}}},
		{DeleteDeveloperMetadata: &sheets.DeleteDeveloperMetadataRequest{DataFilter: &sheets.DataFilter{
			DeveloperMetadataLookup: &sheets.DeveloperMetadataLookup{MetadataId: mark}}}},
	}}
	_, err := repeat(ctx, c, c.writes, func() (*sheets.BatchUpdateSpreadsheetResponse, error) {
		return c.sheets.Spreadsheets.BatchUpdate(id, q).Fields("spreadsheetId").Context(ctx).Do()
	})
	return err
}
