package gsheettest

import (
	"strings"

	"google.golang.org/api/sheets/v4"
)

// look serves what changes only how a spreadsheet looks or how people's typing is
// understood; the rest answers 501.
func (b *batch) look(name string, q *sheets.Request) (string, any, error) {
	switch {
	case q.UpdateSpreadsheetProperties != nil:
		return name, object{}, b.bookProperties(q.UpdateSpreadsheetProperties)
	case q.UnmergeCells != nil:
		return name, object{}, b.unmerge(q.UnmergeCells)
	case q.AddChart != nil:
		reply, err := b.addChart(q.AddChart)
		return name, reply, err
	case q.UpdateChartSpec != nil:
		return name, object{}, b.updateChart(q.UpdateChartSpec)
	case q.DeleteEmbeddedObject != nil:
		return name, object{}, b.deleteObject(q.DeleteEmbeddedObject)
	}
	return name, nil, unimplemented(name)
}

// bookProperties sets locale, time zone and title.
func (b *batch) bookProperties(q *sheets.UpdateSpreadsheetPropertiesRequest) error {
	if q.Fields == "" {
		return bad("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
	}
	if q.Properties == nil {
		return bad("properties is required.")
	}
	for _, f := range strings.Split(q.Fields, ",") {
		switch strings.TrimSpace(f) {
		case "locale":
			if !strings.Contains(q.Properties.Locale, "_") && len(q.Properties.Locale) != 2 {
				return bad("Unsupported locale: %s", q.Properties.Locale)
			}
			b.book.Locale = q.Properties.Locale
		case "timeZone":
			b.book.Zone = q.Properties.TimeZone
		case "title":
			b.book.Title = q.Properties.Title
		default:
			return unimplemented("updateSpreadsheetProperties of " + f)
		}
	}
	return nil
}

// unmerge takes merges apart; one that the range only touches is refused.
func (b *batch) unmerge(q *sheets.UnmergeCellsRequest) error {
	if q.Range == nil {
		return bad("range is required.")
	}
	g, area, err := b.book.gridRange(q.Range)
	if err != nil {
		return err
	}
	var left []rect
	for _, m := range g.merges {
		inside := m.r0 >= area.r0 && m.r1 <= area.r1 && m.c0 >= area.c0 && m.c1 <= area.c1
		switch {
		case !m.overlaps(area):
			left = append(left, m)
		case !inside:
			return bad("You must select all cells in a merged range to merge or unmerge them.")
		}
	}
	g.merges = left
	return nil
}
