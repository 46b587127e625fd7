package gsheet

import (
	"google.golang.org/api/sheets/v4"

	"rasoat/rules"
	"rasoat/summary"
)

// widths sets the widths of the columns.
func (b *painter) widths() {
	widths := summary.Widths()
	for i, w := range widths {
		last := i + 1
		if last == len(widths) {
			last = b.tab.cols
		}
		span := b.span(i)
		span.EndIndex = int64(last)
		b.add(&sheets.Request{UpdateDimensionProperties: &sheets.UpdateDimensionPropertiesRequest{Range: span, Fields: "pixelSize",
			Properties: &sheets.DimensionProperties{PixelSize: int64(w*7 + 12)}}})
	}
}

// clear takes away all looks of cells, before they are given anew.
func (b *painter) clear() {
	b.add(&sheets.Request{RepeatCell: &sheets.RepeatCellRequest{Range: b.all(), Cell: &sheets.CellData{}, Fields: "userEnteredFormat"}})
}

// looks gives rows of the same look theirs, all at once.
func (b *painter) looks() {
	for row := 0; row < len(b.page.Rows); {
		first, look, width := row, b.page.Rows[row].Look, b.page.Framed(row)
		for row < len(b.page.Rows) && b.page.Rows[row].Look == look && b.page.Framed(row) == width {
			row++
		}
		b.run(look, first, row-1, width)
	}
}

// run gives a run of rows its look, in so many columns.
func (b *painter) run(look summary.Look, first, last, width int) {
	area := func(col, lastCol int) *sheets.GridRange { return b.area(first, col, last, lastCol) }
	switch look {
	case summary.Title:
		b.format(area(0, 0), &sheets.CellFormat{TextFormat: &sheets.TextFormat{Bold: true, FontSize: 14}}, "textFormat.bold", "textFormat.fontSize")
	case summary.Note:
		b.format(area(0, 0), &sheets.CellFormat{TextFormat: &sheets.TextFormat{Italic: true, FontSize: 9}}, "textFormat.italic", "textFormat.fontSize")
	case summary.Section:
		b.format(area(0, 0), &sheets.CellFormat{TextFormat: &sheets.TextFormat{Bold: true, FontSize: 12}}, "textFormat.bold", "textFormat.fontSize")
	case summary.Head:
		b.format(area(0, width-1), &sheets.CellFormat{TextFormat: &sheets.TextFormat{Bold: true, FontSize: 8}, HorizontalAlignment: "CENTER",
			VerticalAlignment: "MIDDLE", WrapStrategy: "WRAP", BackgroundColorStyle: &sheets.ColorStyle{RgbColor: rgb("DCE6F1")}, Borders: lines()},
			"textFormat.bold", "textFormat.fontSize", "horizontalAlignment", "verticalAlignment", "wrapStrategy", "backgroundColorStyle", "borders")
	case summary.Group:
		b.format(area(0, width-1), &sheets.CellFormat{TextFormat: &sheets.TextFormat{Bold: true}, Borders: lines(),
			BackgroundColorStyle: &sheets.ColorStyle{RgbColor: rgb("F2F2F2")}}, "textFormat.bold", "backgroundColorStyle", "borders")
	case summary.Body:
		b.body(area, width)
	}
}

// body frames a run of rows.
func (b *painter) body(area func(col, lastCol int) *sheets.GridRange, width int) {
	f := sheets.CellFormat{VerticalAlignment: "MIDDLE", WrapStrategy: "WRAP", Borders: lines()}
	fields := []string{"verticalAlignment", "wrapStrategy", "borders"}
	left := f
	b.format(area(summary.Name, min(summary.Overall, width-1)), &left, fields...)
	if width > summary.Press {
		small := f
		small.TextFormat = &sheets.TextFormat{FontSize: 9}
		b.format(area(summary.Press, summary.Press), &small, append(fields, "textFormat.fontSize")...)
	}
	if width > summary.Marks {
		centred := f
		centred.HorizontalAlignment = "CENTER"
		b.format(area(summary.Marks, width-1), &centred, append(fields, "horizontalAlignment")...)
	}
}

// marks colours cells by the mark with which they begin, wherever they stand below
// the rows that stay in view; what to press for isn't looked at.
func (b *painter) marks() {
	from := func(col, end int) *sheets.GridRange {
		return &sheets.GridRange{SheetId: b.tab.sheet, StartRowIndex: summary.FrozenRows, StartColumnIndex: int64(col), EndColumnIndex: int64(end)}
	}
	seen := map[string]bool{}
	for _, label := range rules.Labels() {
		mark, fill := label.Mark(), label.Fill()
		if fill == "" || seen[mark] {
			continue
		}
		seen[mark] = true
		b.add(&sheets.Request{AddConditionalFormatRule: &sheets.AddConditionalFormatRuleRequest{Index: 0, ForceSendFields: []string{"Index"},
			Rule: &sheets.ConditionalFormatRule{Ranges: []*sheets.GridRange{from(summary.Overall, summary.Overall+1), from(summary.Marks, 0)},
				BooleanRule: &sheets.BooleanRule{
					Condition: &sheets.BooleanCondition{Type: "TEXT_STARTS_WITH", Values: []*sheets.ConditionValue{{UserEnteredValue: mark}}},
					Format:    &sheets.CellFormat{BackgroundColorStyle: &sheets.ColorStyle{RgbColor: rgb(fill)}},
				}}}})
	}
}

// rechart makes the chart, or shows in it what it should show now. Its id is the
// sheet's, so that it is known, and never made twice. People may delete it: it comes
// back only when what it shows is laid out anew.
func (b *painter) rechart() {
	switch c := b.page.Chart; {
	case c == nil && b.tab.chart:
		b.add(&sheets.Request{DeleteEmbeddedObject: &sheets.DeleteEmbeddedObjectRequest{ObjectId: b.tab.sheet}})
	case c == nil || b.tab.seen != nil && summary.SameChart(b.tab.seen.Summary, b.page.Layout()):
	case b.tab.chart:
		b.add(&sheets.Request{UpdateChartSpec: &sheets.UpdateChartSpecRequest{ChartId: b.tab.sheet, Spec: b.chart(c)}})
	default:
		b.add(&sheets.Request{AddChart: &sheets.AddChartRequest{Chart: &sheets.EmbeddedChart{ChartId: b.tab.sheet, Spec: b.chart(c),
			Position: &sheets.EmbeddedObjectPosition{OverlayPosition: &sheets.OverlayPosition{
				AnchorCell:  &sheets.GridCoordinate{SheetId: b.tab.sheet, RowIndex: summary.ChartRow, ForceSendFields: []string{"ColumnIndex"}},
				WidthPixels: 480, HeightPixels: summary.ChartRows * 21,
			}}}}})
	}
}

// chart is horizontal bars over the page's own cells.
func (b *painter) chart(c *summary.Chart) *sheets.ChartSpec {
	column := func(col int) *sheets.ChartData {
		return &sheets.ChartData{SourceRange: &sheets.ChartSourceRange{Sources: []*sheets.GridRange{b.area(c.First-1, col, c.Last, col)}}}
	}
	series := func(col int, colour string) *sheets.BasicChartSeries {
		return &sheets.BasicChartSeries{Series: column(col), TargetAxis: "BOTTOM_AXIS", ColorStyle: &sheets.ColorStyle{RgbColor: rgb(colour)}}
	}
	return &sheets.ChartSpec{Title: c.Title, BasicChart: &sheets.BasicChartSpec{ChartType: "BAR", LegendPosition: "BOTTOM_LEGEND", HeaderCount: 1,
		Domains: []*sheets.BasicChartDomain{{Domain: column(summary.Name)}},
		Series:  []*sheets.BasicChartSeries{series(c.Done, "2E75B6"), series(c.Due, "BFBFBF")},
		Axis: []*sheets.BasicChartAxis{{Position: "BOTTOM_AXIS", ViewWindowOptions: &sheets.ChartAxisViewWindowOptions{
			ViewWindowMode: "EXPLICIT", ViewWindowMax: 100, ForceSendFields: []string{"ViewWindowMin"}}}},
	}}
}
