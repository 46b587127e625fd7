package gsheet

import (
	"strconv"

	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
	"rasoat/sync"
)

// builder makes the requests of one tab's setup.
type builder struct {
	tab     tab
	setup   sync.Setup
	marks   map[int64]bool // ids that are taken
	protect bool           // warn who edits the new columns
	out     []*sheets.Request
}

// columns makes each absent column: inserted, so that it is empty and ours
// whatever people did meanwhile; marked; filled. The further left is made first,
// so that the other's place is still right then.
func (b *builder) columns(texts []sync.Text) {
	order := [2]sync.Column{sync.Status, sync.Todo}
	at := [2]int{sync.Status: b.setup.Status, sync.Todo: b.setup.Todo}
	if at[sync.Todo] < at[sync.Status] {
		order = [2]sync.Column{sync.Todo, sync.Status}
	}
	for _, column := range order {
		if b.tab.ids[column] == 0 {
			b.insert(at[column])
			b.mark(column, at[column])
			b.fill(column, at[column], texts)
			if b.protect {
				b.warn(at[column])
			}
		} else {
			at[column] = [...]int{sync.Status: b.tab.own.Status, sync.Todo: b.tab.own.Todo}[column]
		}
	}
	if b.setup.Colours && !b.tab.own.Coloured {
		b.colours(at[sync.Status])
	}
}

// insert makes a new column at the index. Where the grid ends before it, it grows
// first: a column that is appended stands where the grid ends by then, which needn't
// be the index, but one that is inserted does.
func (b *builder) insert(col int) {
	if missing := col - b.tab.cols + 1; missing > 0 {
		b.out = append(b.out, &sheets.Request{AppendDimension: &sheets.AppendDimensionRequest{
			SheetId: b.tab.sheet, Dimension: "COLUMNS", Length: int64(missing), ForceSendFields: []string{"SheetId"}}})
		b.tab.cols += missing
	}
	b.out = append(b.out, &sheets.Request{InsertDimension: &sheets.InsertDimensionRequest{
		Range: b.span(col), ForceSendFields: []string{"InheritFromBefore"}}}) // not the format of people's last column
	b.tab.cols++
}

func (b *builder) span(at int) *sheets.DimensionRange {
	return &sheets.DimensionRange{SheetId: b.tab.sheet, Dimension: "COLUMNS", StartIndex: int64(at), EndIndex: int64(at + 1), ForceSendFields: []string{"SheetId", "StartIndex"}}
}

// mark makes the column ours.
func (b *builder) mark(column sync.Column, col int) {
	b.out = append(b.out, b.marking(freeID(b.marks, b.tab.sheet, column), markOf[column], col))
}

// marking puts a mark on a column.
func (b *builder) marking(id int64, value string, col int) *sheets.Request {
	return &sheets.Request{CreateDeveloperMetadata: &sheets.CreateDeveloperMetadataRequest{DeveloperMetadata: &sheets.DeveloperMetadata{
		MetadataId: id, MetadataKey: markKey, MetadataValue: value, Visibility: "DOCUMENT",
		Location: &sheets.DeveloperMetadataLocation{DimensionRange: b.span(col)},
	}}}
}

// freeID is the id of a column's mark, and takes it. It is always the same for the
// same column of the same tab, as long as it is free: a batch that is carried out
// twice after all is refused the second time, since the id is taken then.
func freeID(taken map[int64]bool, sheet int64, column sync.Column) int64 {
	id := markID(sheet, column)
	for taken[id] {
		id = id%maxID + 1
	}
	taken[id] = true
	return id
}

// maxID is the greatest id of metadata.
const maxID = 1<<31 - 1

func markID(sheet int64, column sync.Column) int64 {
	return hashed(markKey + "/" + markOf[column] + "/" + strconv.FormatInt(sheet, 10))
}

// warning is what Google shows who edits a column of ours; by it ours are known.
const warning = "Cột tự động của rasoat: chương trình sẽ ghi lại."

// warn puts a warning on the column. Protection that keeps people out would keep
// them from inserting rows too, so it only warns, and names no editors.
func (b *builder) warn(col int) {
	whole := &sheets.GridRange{SheetId: b.tab.sheet, StartColumnIndex: int64(col), EndColumnIndex: int64(col + 1), ForceSendFields: []string{"SheetId", "StartColumnIndex"}}
	b.out = append(b.out, &sheets.Request{AddProtectedRange: &sheets.AddProtectedRangeRequest{
		ProtectedRange: &sheets.ProtectedRange{Range: whole, WarningOnly: true, Description: warning}}})
}

// fill writes header and text into the column that the same batch makes.
func (b *builder) fill(column sync.Column, col int, texts []sync.Text) {
	rows := map[int]string{b.setup.Header: headers[column]}
	first, last := b.setup.Header, b.setup.Header
	for _, t := range texts {
		if t.Tab == b.setup.Tab && t.Column == column && t.Now != "" {
			rows[t.Row] = t.Now
			first, last = min(first, t.Row), max(last, t.Row)
		}
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

// colours adds a rule for each label that has a colour. On a column that stood
// before, a person may have moved it meanwhile: the rules then lie on another column,
// where they colour nothing but our own words, and the next cycle adds them to ours.
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
