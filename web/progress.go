package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"rasoat/ledger"
	"rasoat/rules"
)

// progressPage is the whole against its targets.
type progressPage struct {
	Targets []target
	Kept    bool // something is remembered
}

// target is one target of the whole.
type target struct {
	Item  item
	Chart *chart // nil: nothing was counted
	Rows  []chartRow
}

// chartRow is a line of the chart's table: the last point of a month.
type chartRow struct{ Day, Value string }

// progress is the page of the whole's targets.
func (s *site) progress(r *http.Request, v *view) *content {
	data := &progressPage{Kept: s.Past != nil}
	t := &table{name: "tien-do", columns: []field{{"rule", "Nội dung"}, {"title", "Tên nội dung"}, {"at", "Thời điểm"}, {"value", "Kết quả"}, {"target", "Chỉ tiêu"}}}
	busy := false
	for i := range v.Verdict.Findings {
		f := &v.Verdict.Findings[i]
		if f.Level != rules.ForAll || f.Rule.Reach == nil {
			continue
		}
		points, ok := s.trend(r, v, f, busy)
		busy = !ok
		one := target{Item: v.item(f)}
		if len(points) > 0 {
			one.Chart, one.Rows = newChart(v, f, points), v.monthly(points, unitOf(f))
		}
		for _, p := range points {
			t.rows = append(t.rows, []string{f.Rule.ID, f.Rule.Name(), v.stamp(p.At), number(p.Value), number(aim(f))})
		}
		data.Targets = append(data.Targets, one)
	}
	return &content{name: "progress.html", title: "Tiến độ " + v.Verdict.Plan.Levels.All, data: data, table: t, busy: busy}
}

// trend is what was counted for a finding, with what is counted now at its end. What
// didn't answer a moment ago (busy) isn't asked again.
func (s *site) trend(r *http.Request, v *view, f *rules.Finding, busy bool) (points []Point, ok bool) {
	ok = !busy
	if s.Past != nil && !busy {
		points, ok = ask(s, r, "trend", func(ctx context.Context) ([]Point, error) {
			return s.Past.Trend(ctx, ledger.KeyOf(v.Verdict, f))
		})
	}
	now, counted := f.Measured()
	if !counted {
		return points, ok
	}
	value, _ := now.Rat().Float64()
	if n := len(points); n > 0 && v.day(points[n-1].At) == v.day(v.Read) {
		points = points[:n-1]
	}
	return append(points, Point{v.Read, value}), ok
}

// aim is the finding's target, 0 when it isn't known.
func aim(f *rules.Finding) float64 {
	x, _ := f.Target.Rat().Float64()
	return x
}

// unitOf is what the finding's numbers are counted in.
func unitOf(f *rules.Finding) string {
	if f.ByShare || f.OfWhole() {
		return "%"
	}
	return ""
}

// monthly is the last point of each month, the newest first.
func (v *view) monthly(points []Point, unit string) []chartRow {
	var out []chartRow
	for i := len(points) - 1; i >= 0; i-- {
		day := v.day(points[i].At)
		if n := len(out); n > 0 && out[n-1].Day[3:] == day[3:] {
			continue
		}
		out = append(out, chartRow{day, shown(points[i].Value) + unit})
	}
	return out
}

// shown is a number as people here write it, cut to two decimals: what is below a
// threshold must not look as if it reached it.
func shown(x float64) string {
	hundredths := int64(x*100 + 1e-6)
	return rules.Decimal(hundredths, 2).String()
}

// number is a number for programs.
func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// point is a place in a drawing.
func point(x, y float64) string { return fmt.Sprintf("%.1f,%.1f", x, y) }
