package web

import (
	"strings"
	"time"

	"rasoat/rules"
)

// The drawing's size and margins, in its own units.
const (
	chartWide, chartHigh                         = 520, 240
	chartLeft, chartRight, chartTop, chartBottom = 44, 12, 30, 26
)

// chart is a line over a period, against its target.
type chart struct {
	ID             string
	Wide, High     int
	Says           string // the whole in one sentence, for who can't see it
	Line           string // points
	Last           spot
	LastText       string
	Target         float64 // height of the target's line
	TargetText     string
	Aimed          bool
	Mileposts      []spot
	Months         []axisMark
	Values         []axisMark
	Left, Right    float64
	Bottom, LabelY float64
}

// spot is a place in the drawing.
type spot struct{ X, Y float64 }

// axisMark is a mark at an axis.
type axisMark struct {
	At   float64
	Text string
}

// scale turns a day and a value into a place.
type scale struct {
	from, to time.Time
	most     float64
}

func (s scale) x(t time.Time) float64 {
	part := float64(t.Sub(s.from)) / float64(s.to.Sub(s.from))
	return chartLeft + min(1, max(0, part))*(chartWide-chartLeft-chartRight)
}

func (s scale) y(value float64) float64 {
	return chartTop + (1-min(1, max(0, value/s.most)))*(chartHigh-chartTop-chartBottom)
}

// newChart draws points, of which there is at least one, against the finding's
// target and mileposts.
func newChart(v *view, f *rules.Finding, points []Point) *chart {
	zone := v.Verdict.Plan.Location
	s := scale{from: midnight(f.Period.Start(), zone), to: midnight(f.Period.End()+1, zone), most: ceiling(f, points)}
	last := points[len(points)-1]
	unit := unitOf(f)
	c := &chart{ID: "c-" + f.Rule.ID, Wide: chartWide, High: chartHigh, Left: chartLeft, Right: chartWide - chartRight, Bottom: s.y(0), LabelY: chartHigh - 8,
		Last: spot{s.x(last.At), s.y(last.Value)}, LastText: shown(last.Value) + unit, Aimed: f.Aimed, Says: v.Verdict.Why(f)}
	var line []string
	for _, p := range points {
		line = append(line, point(s.x(p.At), s.y(p.Value)))
	}
	c.Line = strings.Join(line, " ")
	if f.Aimed {
		c.Target, c.TargetText = s.y(aim(f)), "Chỉ tiêu "+f.Target.String()+unit
		for _, m := range f.Rule.Reach.Milepost {
			percent, _ := m.Percent.Rat().Float64()
			c.Mileposts = append(c.Mileposts, spot{s.x(midnight(m.By.End()+1, zone)), s.y(float64(int64(aim(f) * percent / 100)))})
		}
	}
	c.axes(s, f.Period, zone, unit)
	return c
}

// axes marks the months, and four values.
func (c *chart) axes(s scale, p rules.Period, zone *time.Location, unit string) {
	for day := p.Start().Time(); rules.DateOf(day) <= p.End(); day = day.AddDate(0, 1, 0) {
		c.Months = append(c.Months, axisMark{s.x(midnight(rules.DateOf(day), zone)), "T" + day.Format("1")})
	}
	for i := range 5 {
		value := s.most * float64(i) / 4
		c.Values = append(c.Values, axisMark{s.y(value), shown(value) + unit})
	}
}

// midnight is the start of a day in a zone.
func midnight(d rules.Date, zone *time.Location) time.Time {
	y, m, day := d.Time().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, zone)
}

// ceiling is the highest value of the axis: a number that four parts divide well.
func ceiling(f *rules.Finding, points []Point) float64 {
	if unitOf(f) == "%" {
		return 100
	}
	most := aim(f)
	for _, p := range points {
		most = max(most, p.Value)
	}
	for step := 4.0; ; step *= 10 {
		for _, nice := range []float64{1, 1.5, 2, 2.5, 3, 4, 5, 6, 8} {
			if step*nice >= most {
				return step * nice
			}
		}
	}
}
