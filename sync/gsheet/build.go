package gsheet

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"google.golang.org/api/googleapi"
	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
	"rasoat/setup"
	"rasoat/sync"
)

// Create makes an empty spreadsheet in the account's own Drive, in Vietnamese and
// with the time zone given ("Asia/Ho_Chi_Minh"). Nobody else can open it until it
// is shared. A service account may have no Drive to put it in: then the error says so.
func (c *Client) Create(ctx context.Context, title, zone string) (id string, err error) {
	s, err := once(ctx, c, c.writes, func() (*sheets.Spreadsheet, error) {
		return c.sheets.Spreadsheets.Create(&sheets.Spreadsheet{Properties: &sheets.SpreadsheetProperties{Title: title, Locale: locale, TimeZone: zone}}).
			Fields("spreadsheetId").Context(ctx).Do()
	})
	if status(err) == http.StatusForbidden {
		who := "the program's account"
		if c.account != "" {
			who = c.account
		}
		return "", &sync.Trouble{Err: err, Sentence: "Google không cho tài khoản của chương trình tạo bảng tính mới.",
			Hint: "the account may have no Drive of its own, or the API is off: make an empty spreadsheet yourself (sheets.new), share it with " + who + " as an editor, and give its link to --google"}
	}
	if err != nil {
		return "", c.Workbook("").trouble("tạo", err)
	}
	return s.SpreadsheetId, nil
}

// locale is what dates are typed in: day before month.
const locale = "vi_VN"

// attempts is how often building begins anew when nobody knows what became of it.
const attempts = 3

// Build puts the sheets into the spreadsheet, all of them or none. It never
// touches a tab that has content: where one has a wanted title the error is
// [setup.ErrContent]. An empty tab with a wanted title, or an empty first tab, is
// used; even there rows are inserted above whatever somebody types meanwhile.
// Notes say in English what the office should know.
func (c *Client) Build(ctx context.Context, id string, built []setup.Sheet, zone string) (notes []string, err error) {
	var unknown error
	var requests []*sheets.Request
	empty := false
	for range attempts {
		s, err := c.look(ctx, id)
		if err != nil {
			return nil, err
		}
		if unknown != nil && stands(s, built) { // the answer got lost, but not the sheets
			return c.settle(ctx, id, s, empty, zone), nil
		}
		if requests, empty, err = arrange(s, built); err != nil {
			return nil, err
		}
		q := &sheets.BatchUpdateSpreadsheetRequest{Requests: requests}
		_, unknown = careful(ctx, c, c.writes, func() (*sheets.BatchUpdateSpreadsheetResponse, error) {
			return c.sheets.Spreadsheets.BatchUpdate(id, q).Fields("spreadsheetId").Context(ctx).Do()
		})
		if unknown == nil {
			return c.settle(ctx, id, s, empty, zone), nil
		}
		if !passing(unknown) {
			break
		}
	}
	return nil, c.Workbook(id).trouble("ghi", unknown)
}

// look brings the tabs, and what stands in them.
func (c *Client) look(ctx context.Context, id string) (*sheets.Spreadsheet, error) {
	const mask = "properties(locale,timeZone),sheets(properties(sheetId,title,sheetType,gridProperties(rowCount,columnCount)),data(rowData.values.userEnteredValue,columnMetadata.developerMetadata(metadataId,metadataKey)))"
	s, err := repeat(ctx, c, c.reads, func() (*sheets.Spreadsheet, error) {
		return c.sheets.Spreadsheets.Get(id).Fields(googleapi.Field(mask)).Context(ctx).Do()
	})
	return s, c.Workbook(id).trouble("đọc", err)
}

// filled reports whether anything stands in the tab, or a column of it is marked.
func filled(s *sheets.Sheet) bool {
	if t := s.Properties.SheetType; t != "" && t != "GRID" {
		return true
	}
	for _, d := range s.Data {
		for _, row := range d.RowData {
			if row != nil && slices.ContainsFunc(row.Values, func(v *sheets.CellData) bool { return v != nil && v.UserEnteredValue != nil }) {
				return true
			}
		}
		if slices.ContainsFunc(d.ColumnMetadata, func(c *sheets.DimensionProperties) bool { return c != nil && len(c.DeveloperMetadata) > 0 }) {
			return true
		}
	}
	return false
}

// titled is the tab with the title, as Google compares titles; nil for none.
func titled(s *sheets.Spreadsheet, title string) *sheets.Sheet {
	for _, sheet := range s.Sheets {
		if strings.EqualFold(sheet.Properties.Title, title) {
			return sheet
		}
	}
	return nil
}

// stands reports whether all sheets are there, with content.
func stands(s *sheets.Spreadsheet, built []setup.Sheet) bool {
	for i := range built {
		if t := titled(s, built[i].Title); t == nil || !filled(t) {
			return false
		}
	}
	return true
}

// settle gives a spreadsheet that was empty the locale in which the day comes
// before the month, and the time zone; of any other it only tells.
func (c *Client) settle(ctx context.Context, id string, s *sheets.Spreadsheet, empty bool, zone string) (notes []string) {
	if s.Properties == nil || strings.HasPrefix(s.Properties.Locale, "vi") {
		return nil
	}
	if empty {
		q := &sheets.BatchUpdateSpreadsheetRequest{Requests: []*sheets.Request{{UpdateSpreadsheetProperties: &sheets.UpdateSpreadsheetPropertiesRequest{
			Properties: &sheets.SpreadsheetProperties{Locale: locale, TimeZone: zone}, Fields: "locale,timeZone"}}}}
		_, err := repeat(ctx, c, c.writes, func() (*sheets.BatchUpdateSpreadsheetResponse, error) {
			return c.sheets.Spreadsheets.BatchUpdate(id, q).Fields("spreadsheetId").Context(ctx).Do()
		})
		if err == nil {
			return nil
		}
	}
	return []string{"the spreadsheet's locale is " + s.Properties.Locale + ", where 5/4 may be 4 May: File > Settings > Locale: Vietnam (Tệp > Cài đặt > Ngôn ngữ: Việt Nam)"}
}

// arrange makes the batch: first every tab, since drop-downs point from one to
// another, then what stands in each. empty says that nothing stood in any tab.
func arrange(s *sheets.Spreadsheet, built []setup.Sheet) (out []*sheets.Request, empty bool, err error) {
	var taken []string
	empty = true
	for _, sheet := range s.Sheets {
		full := filled(sheet)
		empty = empty && !full
		if full && slices.ContainsFunc(built, func(b setup.Sheet) bool { return strings.EqualFold(b.Title, sheet.Properties.Title) }) {
			taken = append(taken, "'"+sheet.Properties.Title+"'")
		}
	}
	if len(taken) > 0 {
		return nil, false, fmt.Errorf("tabs with content: %s: %w", strings.Join(taken, ", "), setup.ErrContent)
	}
	var tabs []builder
	marks := marksOf(s)
	for i := range built {
		b := builder{tab: place(s, built, i), marks: marks}
		b.stand(&built[i])
		out, b.out = append(out, b.out...), nil
		tabs = append(tabs, b)
	}
	for i := range built {
		tabs[i].furnish(&built[i])
		out = append(out, tabs[i].out...)
	}
	return out, empty, nil
}

// marksOf are the ids of metadata that are taken.
func marksOf(s *sheets.Spreadsheet) map[int64]bool {
	out := map[int64]bool{}
	for _, sheet := range s.Sheets {
		for _, d := range sheet.Data {
			for _, c := range d.ColumnMetadata {
				for _, m := range c.DeveloperMetadata {
					out[m.MetadataId] = true
				}
			}
		}
	}
	return out
}

// place is the tab that a sheet goes into: an empty one with its title, for the
// first sheet an empty first tab, else a new one (rows 0) with an id of its own.
func place(s *sheets.Spreadsheet, built []setup.Sheet, i int) tab {
	use := titled(s, built[i].Title)
	wanted := func(t *sheets.Sheet) bool {
		return slices.ContainsFunc(built, func(b setup.Sheet) bool { return strings.EqualFold(b.Title, t.Properties.Title) })
	}
	if use == nil && i == 0 && len(s.Sheets) > 0 && !filled(s.Sheets[0]) && !wanted(s.Sheets[0]) {
		use = s.Sheets[0]
	}
	if use != nil {
		t := tab{sheet: use.Properties.SheetId}
		if g := use.Properties.GridProperties; g != nil {
			t.rows, t.cols = int(g.RowCount), int(g.ColumnCount)
		}
		return t
	}
	id := int64(700_000_000 + i)
	for slices.ContainsFunc(s.Sheets, func(t *sheets.Sheet) bool { return t.Properties.SheetId == id }) {
		id += 1000
	}
	return tab{sheet: id}
}

// spareColumns are beside the table, for what people want to note.
const spareColumns = 3

// stand makes the tab, or makes room in an empty one: rows are inserted, so that
// what somebody types there at this moment moves down instead of being lost.
func (b *builder) stand(s *setup.Sheet) {
	frozen := &sheets.GridProperties{FrozenRowCount: int64(s.First()), FrozenColumnCount: int64(s.Frozen), ForceSendFields: []string{"FrozenColumnCount"}}
	if b.tab.rows == 0 {
		b.tab.rows, b.tab.cols = s.Height(), len(s.Columns)+spareColumns
		frozen.RowCount, frozen.ColumnCount = int64(b.tab.rows), int64(b.tab.cols)
		b.add(&sheets.Request{AddSheet: &sheets.AddSheetRequest{Properties: &sheets.SheetProperties{SheetId: b.tab.sheet, Title: s.Title, GridProperties: frozen}}})
		return
	}
	b.add(&sheets.Request{InsertDimension: &sheets.InsertDimensionRequest{Range: &sheets.DimensionRange{SheetId: b.tab.sheet, Dimension: "ROWS",
		EndIndex: int64(s.Height()), ForceSendFields: []string{"SheetId", "StartIndex"}}}})
	if missing := len(s.Columns) - b.tab.cols; missing > 0 {
		b.add(&sheets.Request{AppendDimension: &sheets.AppendDimensionRequest{SheetId: b.tab.sheet, Dimension: "COLUMNS", Length: int64(missing), ForceSendFields: []string{"SheetId"}}})
		b.tab.cols = len(s.Columns)
	}
	b.add(&sheets.Request{UpdateSheetProperties: &sheets.UpdateSheetPropertiesRequest{
		Properties: &sheets.SheetProperties{SheetId: b.tab.sheet, Title: s.Title, GridProperties: frozen, ForceSendFields: []string{"SheetId"}},
		Fields:     "title,gridProperties.frozenRowCount,gridProperties.frozenColumnCount"}})
}

func (b *builder) add(r *sheets.Request) { b.out = append(b.out, r) }

// furnish fills a tab.
func (b *builder) furnish(s *setup.Sheet) {
	b.texts(s)
	for _, m := range s.Merges() {
		b.add(&sheets.Request{MergeCells: &sheets.MergeCellsRequest{MergeType: "MERGE_ALL", Range: b.area(m.Row, m.Col, m.LastRow, m.LastCol)}})
	}
	b.looks(s)
	for i := range s.Columns {
		c := &s.Columns[i]
		width := b.span(i)
		b.add(&sheets.Request{UpdateDimensionProperties: &sheets.UpdateDimensionPropertiesRequest{Range: width, Fields: "pixelSize",
			Properties: &sheets.DimensionProperties{PixelSize: int64(c.Width*7 + 8)}}})
		if rule := validation(c); rule != nil {
			b.add(&sheets.Request{SetDataValidation: &sheets.SetDataValidationRequest{Rule: rule, Range: b.area(s.First(), i, s.Height()-1, i)}})
		}
	}
	if own := s.Own(); own.Status >= 0 {
		b.mark(sync.Status, own.Status)
		b.mark(sync.Todo, own.Todo)
		b.colours(own.Status)
	}
}

// area is cells of the tab; all ends are inside it.
func (b *builder) area(row, col, lastRow, lastCol int) *sheets.GridRange {
	return &sheets.GridRange{SheetId: b.tab.sheet, StartRowIndex: int64(row), EndRowIndex: int64(lastRow + 1), StartColumnIndex: int64(col), EndColumnIndex: int64(lastCol + 1),
		ForceSendFields: []string{"SheetId", "StartRowIndex", "StartColumnIndex"}}
}

// texts writes what stands in the tab.
func (b *builder) texts(s *setup.Sheet) {
	var rows []*sheets.RowData
	for _, cells := range s.Cells() {
		row := &sheets.RowData{}
		for _, c := range cells {
			cell := &sheets.CellData{}
			switch c.Kind {
			case rules.Text:
				cell.UserEnteredValue = &sheets.ExtendedValue{StringValue: &c.Text}
			case rules.Number:
				cell.UserEnteredValue = &sheets.ExtendedValue{NumberValue: &c.Num}
			}
			row.Values = append(row.Values, cell)
		}
		rows = append(rows, row)
	}
	b.add(&sheets.Request{UpdateCells: &sheets.UpdateCellsRequest{Rows: rows, Fields: "userEnteredValue",
		Start: &sheets.GridCoordinate{SheetId: b.tab.sheet, ForceSendFields: []string{"SheetId", "RowIndex", "ColumnIndex"}}}})
}
