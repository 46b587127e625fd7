package gsheettest

import (
	"slices"

	"google.golang.org/api/sheets/v4"
)

// chart is a chart over the cells of a sheet.
type chart struct {
	id   int64
	spec *sheets.ChartSpec
	at   *sheets.EmbeddedObjectPosition
}

// addChart adds a chart over cells, of the basic kinds only.
func (b *batch) addChart(q *sheets.AddChartRequest) (any, error) {
	c := q.Chart
	if c == nil || c.Spec == nil || c.Position == nil || c.Position.OverlayPosition == nil || c.Position.OverlayPosition.AnchorCell == nil {
		return nil, bad("chart must have a spec and a position with an anchor cell.")
	}
	at := c.Position.OverlayPosition.AnchorCell
	g, err := b.grid(at.SheetId)
	if err != nil {
		return nil, err
	}
	if int(at.RowIndex) >= len(g.rows) || int(at.ColumnIndex) >= len(g.cols) {
		return nil, bad("chart.position.overlayPosition.anchorCell is outside the grid.")
	}
	if err := b.chartSpec(c.Spec); err != nil {
		return nil, err
	}
	id := c.ChartId
	if id == 0 {
		b.server.nextID++
		id = b.server.nextID
	} else if other, _ := b.book.chart(id); other != nil {
		return nil, bad("An object with id %d already exists.", id)
	}
	g.charts = append(g.charts, &chart{id, c.Spec, c.Position})
	return object{"addChart": object{"chart": object{"chartId": id}}}, nil
}

// chartSpec checks that a chart has a kind, and that its ranges lie in their grids.
func (b *batch) chartSpec(s *sheets.ChartSpec) error {
	if s == nil || s.BasicChart == nil {
		return unimplemented("charts that aren't basic")
	}
	kinds := []string{"BAR", "LINE", "AREA", "COLUMN", "SCATTER", "COMBO", "STEPPED_AREA"}
	if !slices.Contains(kinds, s.BasicChart.ChartType) {
		return bad("Invalid value at 'chart.spec.basic_chart.chart_type', %q", s.BasicChart.ChartType)
	}
	var data []*sheets.ChartData
	for _, d := range s.BasicChart.Domains {
		data = append(data, d.Domain)
	}
	for _, x := range s.BasicChart.Series {
		axis := map[bool]string{true: "BOTTOM_AXIS"}[s.BasicChart.ChartType == "BAR"]
		if axis != "" && x.TargetAxis != "" && x.TargetAxis != axis {
			return bad("Series in bar charts must target the bottom axis.")
		}
		data = append(data, x.Series)
	}
	if len(s.BasicChart.Series) == 0 {
		return bad("A chart must have at least one series.")
	}
	for _, d := range data {
		if d == nil || d.SourceRange == nil || len(d.SourceRange.Sources) == 0 {
			return bad("A chart's data must have a source range.")
		}
		for _, r := range d.SourceRange.Sources {
			_, area, err := b.book.gridRange(r)
			if err != nil {
				return err
			}
			if area.r1-area.r0 > 1 && area.c1-area.c0 > 1 {
				return bad("A source range must be one row or one column.")
			}
		}
	}
	return nil
}

func (b *batch) updateChart(q *sheets.UpdateChartSpecRequest) error {
	g, i := b.book.chart(q.ChartId)
	if g == nil {
		return bad("No chart with id: %d", q.ChartId)
	}
	if err := b.chartSpec(q.Spec); err != nil {
		return err
	}
	g.charts[i].spec = q.Spec
	return nil
}

func (b *batch) deleteObject(q *sheets.DeleteEmbeddedObjectRequest) error {
	g, i := b.book.chart(q.ObjectId)
	if g == nil {
		return bad("No embedded object with id: %d", q.ObjectId)
	}
	g.charts = slices.Delete(g.charts, i, i+1)
	return nil
}

// chart is the sheet with a chart, and the chart's index there; nil for none.
func (b *Spreadsheet) chart(id int64) (*Grid, int) {
	for _, g := range b.Sheets {
		if i := slices.IndexFunc(g.charts, func(c *chart) bool { return c.id == id }); i >= 0 {
			return g, i
		}
	}
	return nil, -1
}

// Charts is how many charts the sheet has.
func (g *Grid) Charts() int { return len(g.charts) }

// DeleteCharts takes them away, as a person does.
func (g *Grid) DeleteCharts() { g.charts = nil }
