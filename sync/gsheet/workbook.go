package gsheet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"google.golang.org/api/googleapi"
	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
	"rasoat/sync"
)

// wanted is the mask of a spreadsheet: leaf paths only.
const wanted = "spreadsheetId,properties.title,sheets(properties(sheetId,title,hidden,sheetType,gridProperties(rowCount,columnCount))," +
	"merges,conditionalFormats(ranges,booleanRule.condition),protectedRanges(protectedRangeId,description,warningOnly,requestingUserCanEdit)," +
	"developerMetadata(metadataId,metadataKey,metadataValue),charts.chartId," +
	"data(startRow,startColumn,columnMetadata.developerMetadata(metadataId,metadataKey,metadataValue)," +
	"rowData.values(effectiveValue,userEnteredValue.formulaValue,effectiveFormat.numberFormat.type)))"

// Workbook is one spreadsheet. It is used by one cycle at a time.
type Workbook struct {
	client    *Client
	id        string
	tabs      map[string]tab  // as last seen; nil: never
	marks     map[int64]bool  // ids of all developer metadata on columns and sheets
	sheets    map[int64]bool  // ids of all sheets, those without cells too
	titles    map[string]bool // theirs, folded
	confirmed map[int64]bool  // pending marks that lie on a column with our header
	doubts    int             // how many writes in a row were refused or have no known outcome
	stale     bool            // the last write led to ErrStale
}

// tab is what writing needs to know of a tab beyond the book.
type tab struct {
	sheet      int64
	title      string
	rows, cols int
	ids        [2]int64 // metadata ids of our columns; 0: absent
	own        rules.Owned
	ours       map[int]bool // columns with a mark of ours, copies too
	seen       *rules.Tab
	guarded    bool    // people protected a range from us
	warnings   []int64 // ids of our own warnings
	summary    int64   // metadata id of the summary's mark; 0: it isn't the summary
	chart      bool    // the summary's chart is there
}

// Read brings the spreadsheet in one request.
func (w *Workbook) Read(ctx context.Context) (rules.Book, error) {
	s, err := repeat(ctx, w.client, w.client.reads, func() (*sheets.Spreadsheet, error) {
		return w.client.sheets.Spreadsheets.Get(w.id).Fields(googleapi.Field(wanted)).Context(ctx).Do()
	})
	if err != nil {
		return rules.Book{}, w.trouble("đọc", err)
	}
	if !w.stale {
		w.doubts = 0 // those were of an earlier cycle
	}
	w.stale = false
	return w.keep(s), nil
}

// keep remembers what writing needs, and gives the book.
func (w *Workbook) keep(s *sheets.Spreadsheet) rules.Book {
	w.tabs, w.marks, w.confirmed = map[string]tab{}, map[int64]bool{}, map[int64]bool{}
	w.sheets, w.titles = map[int64]bool{}, map[string]bool{}
	b := bookOf(s)
	b.ID = w.id
	at := 0
	for _, sheet := range s.Sheets {
		w.sheets[sheet.Properties.SheetId], w.titles[rules.Fold(sheet.Properties.Title)] = true, true
		for _, m := range sheet.DeveloperMetadata {
			w.marks[m.MetadataId] = true
		}
		if !isGrid(sheet) {
			continue
		}
		seen := &b.Tabs[at]
		at++
		t := tab{sheet: sheet.Properties.SheetId, title: sheet.Properties.Title, own: seen.Own, seen: seen, ours: map[int]bool{}}
		if g := sheet.Properties.GridProperties; g != nil {
			t.rows, t.cols = int(g.RowCount), int(g.ColumnCount)
		}
		for _, p := range sheet.ProtectedRanges {
			t.guarded = t.guarded || !p.WarningOnly && !p.RequestingUserCanEdit
			if p.WarningOnly && p.Description == warning {
				t.warnings = append(t.warnings, p.ProtectedRangeId)
			}
		}
		eachMark(sheet, func(m *sheets.DeveloperMetadata, col int) {
			w.marks[m.MetadataId] = true
			if column, ok := columnOf(m); ok {
				t.ours[col] = true
				t.ids[column] = cmp.Or(t.ids[column], m.MetadataId)
			}
		})
		t.noteSummary(sheet)
		w.confirm(sheet, &t)
		w.tabs[strconv.FormatInt(t.sheet, 10)] = t
	}
	return b
}

// Apply writes the changes and gives the state after them. People's edits since
// the last reading don't stop it, since no write can touch their cells; what
// ended up beside the wrong row shows in the state after it.
func (w *Workbook) Apply(ctx context.Context, _ rules.Book, c sync.Changes) (rules.Book, error) {
	if w.tabs == nil {
		return rules.Book{}, sync.ErrStale
	}
	if err := w.check(c); err != nil {
		return rules.Book{}, err
	}
	if found := w.adoptions(c.Setup); len(found) > 0 {
		after, err := w.adopt(ctx, found)
		if err != nil {
			return rules.Book{}, w.refused(ctx, err)
		}
		return after, nil // the rest shows in it
	}
	batch, texts := w.split(c)
	if len(texts) > 0 {
		if err := w.write(ctx, texts); err != nil {
			return rules.Book{}, w.refused(ctx, err)
		}
	}
	if len(c.Remove) > 0 && len(texts) > 0 {
		after, err := w.after(ctx, texts)
		if err != nil || leftover(&after, c.Remove) {
			return rules.Book{}, cmp.Or(err, sync.ErrStale)
		}
	}
	switch {
	case len(batch) > 0:
		after, err := w.batch(ctx, batch, careful)
		if err != nil {
			return rules.Book{}, w.refused(ctx, err)
		}
		w.doubts = 0
		return after, nil
	case len(texts) == 0:
		return w.Read(ctx)
	}
	w.doubts = 0
	return w.after(ctx, texts)
}

// leftover reports whether something stands in our columns of the tabs: rows that
// came while they were emptied.
func leftover(b *rules.Book, tabs []string) bool {
	for i := range b.Tabs {
		t := &b.Tabs[i]
		for row := range t.Rows {
			if slices.Contains(tabs, t.ID) && (t.At(row, t.Own.Status).Kind != rules.Empty || t.At(row, t.Own.Todo).Kind != rules.Empty) {
				return true
			}
		}
	}
	return false
}

// check refuses what isn't ours to write.
func (w *Workbook) check(c sync.Changes) error {
	owned := map[string]rules.Owned{}
	for id, t := range w.tabs {
		owned[id] = t.own
	}
	for _, s := range c.Setup {
		o, ok := owned[s.Tab]
		if !ok || s.Header < 0 || s.Status < 0 || s.Todo < 0 {
			return fmt.Errorf("no place for our columns: %+v", s)
		}
		if o.Status < 0 {
			o.Status = s.Status
		}
		if o.Todo < 0 {
			o.Todo = s.Todo
		}
		owned[s.Tab] = o
	}
	for _, t := range c.Text {
		o, ok := owned[t.Tab]
		if !ok || t.Row < 0 || t.Col < 0 || t.Column > sync.Todo || t.Col != [...]int{sync.Status: o.Status, sync.Todo: o.Todo}[t.Column] {
			return fmt.Errorf("not one of our cells: %v", t)
		}
	}
	for _, id := range c.Remove {
		if _, ok := owned[id]; !ok {
			return fmt.Errorf("no tab %q", id)
		}
	}
	return w.checkSummary(c.Summary)
}

// split says what goes into one batch: columns that are made, with their text,
// and marks that are taken away; and which text goes into columns that stand.
func (w *Workbook) split(c sync.Changes) (batch []*sheets.Request, texts []sync.Text) {
	made := map[string][2]bool{}
	for _, s := range c.Setup {
		t := w.tabs[s.Tab]
		b := builder{tab: t, setup: s, marks: w.marks, protect: w.client.protect}
		b.columns(c.Text)
		batch = append(batch, b.out...)
		made[s.Tab] = [2]bool{t.ids[sync.Status] == 0, t.ids[sync.Todo] == 0}
	}
	for _, t := range c.Text {
		if w.tabs[t.Tab].ids[t.Column] != 0 && !made[t.Tab][t.Column] {
			texts = append(texts, t)
		}
	}
	for _, id := range c.Remove {
		blank, unmark := w.remove(id)
		texts, batch = append(texts, blank...), append(batch, unmark...)
	}
	return append(batch, w.summarise(c.Summary)...), texts
}

// refused says what to do after a write that failed. A 400 may mean that a person
// deleted rows, columns or a tab just before, and no answer that it was carried out
// all the same: the spreadsheet is read again. Only when that doesn't help it is
// trouble.
func (w *Workbook) refused(ctx context.Context, err error) error {
	if status(err) != http.StatusBadRequest && !passing(err) || status(err) == http.StatusTooManyRequests {
		return w.trouble("ghi", err)
	}
	w.doubts++
	if w.doubts == 1 || w.doubts == 2 && passing(err) {
		if pause := w.client.pauses().NextBackOff(); passing(err) && sleep(ctx, pause) != nil {
			return w.trouble("ghi", err)
		}
		w.stale = true
		return errors.Join(sync.ErrStale, err)
	}
	w.doubts = 0
	return w.trouble("ghi", err)
}
