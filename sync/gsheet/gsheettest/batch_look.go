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
