package mailer

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"sort"
	"strings"

	"github.com/go-analyze/charts"

	"rasoat/rules"
)

// chart is horizontal bars of how much is carried out.
type chart struct {
	Title string
	Note  string // what the marks mean; "" without marks
	Bars  []bar
}

// bar is one line of the chart.
type bar struct {
	Label, Figure string
	Percent       float64 // 0 to 100
	Mark          float64 // 0 to 100: what should be there; negative for none
}

// chartID is the picture's Content-ID, by which the HTML shows it.
const chartID = "tien-do@digest"

// The chart stays on one screen of a phone: so many bars of targets, and so many
// of obligations.
const (
	mostTargets     = 4
	mostObligations = 5
)

// chart shows the targets of all units together, then for each obligation of
// units the share of units that have carried out what was due last.
func (r *report) chart() *chart {
	c := &chart{Title: fmt.Sprintf("Tỷ lệ đã thực hiện đến %s", r.v.Today)}
	for i := range r.v.Findings {
		f := &r.v.Findings[i]
		if f.Level != rules.ForAll || f.Rule.Reach == nil || !f.Counted || !f.Aimed || len(c.Bars) == mostTargets {
			continue
		}
		b := targetBar(f)
		if b.Mark >= 0 {
			c.Note = "Vạch đậm: mức cần đạt hoặc mốc tiến độ đến nay."
		}
		c.Bars = append(c.Bars, b)
	}
	for _, last := range r.charted() {
		p, _ := rules.Percent(rules.Int(int64(last.done)), rules.Int(int64(last.of)))
		c.Bars = append(c.Bars, bar{Label: last.rule.NameIn(last.period), Percent: float(p), Mark: -1,
			Figure: fmt.Sprintf("%d/%d đơn vị", last.done, last.of)})
	}
	if len(c.Bars) == 0 {
		return nil
	}
	return c
}

// charted is the obligations that the chart has room for: those that come back
// within the year first, shown in the plan's order.
func (r *report) charted() []count {
	var done []count
	for _, c := range r.lastPeriods() {
		if c.rule.Done != nil && c.live > 0 {
			done = append(done, c)
		}
	}
	sort.SliceStable(done, func(i, j int) bool {
		return done[i].period.Every < rules.Year && done[j].period.Every == rules.Year
	})
	done = done[:min(mostObligations, len(done))]
	sort.Slice(done, func(i, j int) bool { return done[i].rule.Index < done[j].rule.Index })
	return done
}

// targetBar is the bar of a target: for a share of a whole the mark is the
// target itself, otherwise the milepost.
func targetBar(f *rules.Finding) bar {
	reach, _ := f.Reached()
	b := bar{Label: f.Rule.NameIn(f.Period), Figure: f.Score(), Percent: float(reach), Mark: -1}
	if m, ok := f.Expected(); ok {
		b.Mark = float(m)
	}
	return b
}

// float is the number for drawing, kept within the chart.
func float(n rules.Num) float64 {
	x, _ := n.Rat().Float64()
	return math.Min(100, math.Max(0, x))
}

// lastPeriods is, for each rule of units, its period that was due last, or its
// first when none was due yet.
func (r *report) lastPeriods() []count {
	var out []count
	for _, c := range r.tally {
		switch n := len(out); {
		case n == 0 || out[n-1].rule != c.rule:
			out = append(out, c)
		case c.due < r.v.Today:
			out[n-1] = c
		}
	}
	return out
}

func (c *chart) clean() {
	c.Title, c.Note = clean(c.Title), clean(c.Note)
	for i := range c.Bars {
		c.Bars[i].Label, c.Bars[i].Figure = clean(c.Bars[i].Label), clean(c.Bars[i].Figure)
	}
}

// alt says in words what the picture shows.
func (c *chart) alt() string {
	lines := make([]string, len(c.Bars))
	for i, b := range c.Bars {
		lines[i] = b.Label + " " + b.Figure
	}
	return c.Title + ": " + strings.Join(lines, "; ") + "."
}

// Sizes of the drawing, in pixels. It is drawn as wide as a big screen shows it:
// on a phone, which shrinks it, letters stay sharp, and the mail stays small.
const (
	chartWidth = 500
	margin     = 16
	headHeight = 46
	barStep    = 58
	barHeight  = 15
	noteHeight = 30
	titleSize  = 16
	labelSize  = 13
	noteSize   = 12
)

// The colours of the drawing as 0xRRGGBB, and how many steps lead from white to
// ink.
const (
	inkRGB   = 0x202124
	trackRGB = 0xE2E6EB
	fillRGB  = 0x2F6FB7
	greys    = 4
)

func paint(rgb uint32) charts.Color {
	return charts.ColorRGB(uint8(rgb>>16), uint8(rgb>>8), uint8(rgb))
}

// png draws the chart. The same chart gives the same bytes.
func (c *chart) png() ([]byte, error) {
	height := headHeight + barStep*len(c.Bars) + margin/2
	if c.Note != "" {
		height += noteHeight
	}
	p := charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputPNG, Width: chartWidth, Height: height})
	white, ink := charts.ColorRGB(255, 255, 255), paint(inkRGB)
	p.FilledRect(0, 0, chartWidth, height, white, white, 0)
	text := func(size float64, family string) charts.FontStyle {
		return charts.FontStyle{FontSize: size, FontColor: ink, Font: charts.GetFont(family)}
	}
	p.Text(c.Title, margin, margin+titleSize, 0, text(titleSize, charts.FontFamilyNotoSansBold))
	for i, b := range c.Bars {
		drawBar(p, b, headHeight+i*barStep, text(labelSize, charts.FontFamilyNotoSans))
	}
	if c.Note != "" {
		p.Text(c.Note, margin, height-margin+4, 0, text(noteSize, charts.FontFamilyNotoSans))
	}
	drawn, err := p.Bytes()
	if err != nil {
		return nil, err
	}
	return fewColours(drawn)
}

// fewColours writes the picture with a palette of what it is drawn in: greys
// for letters, two colours for bars. That makes it a fifth of its size.
func fewColours(drawn []byte) ([]byte, error) {
	full, err := png.Decode(bytes.NewReader(drawn))
	if err != nil {
		return nil, err
	}
	palette := color.Palette{paint(trackRGB), paint(fillRGB)}
	ink := paint(inkRGB)
	for i := range greys {
		at := func(c uint8) uint8 { return uint8(255 - (255-int(c))*i/(greys-1)) }
		palette = append(palette, color.RGBA{at(ink.R), at(ink.G), at(ink.B), 255})
	}
	small := image.NewPaletted(full.Bounds(), palette)
	draw.Draw(small, small.Bounds(), full, full.Bounds().Min, draw.Src)
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	err = encoder.Encode(&out, small)
	return out.Bytes(), err
}

// drawBar draws one bar with its label above on the left and its figure above
// on the right.
func drawBar(p *charts.Painter, b bar, top int, font charts.FontStyle) {
	track, fill, ink := paint(trackRGB), paint(fillRGB), paint(inkRGB)
	left, right := margin, chartWidth-margin
	base := top + 26
	figure := p.MeasureText(b.Figure, 0, font).Width()
	p.Text(fit(p, b.Label, right-left-figure-margin, font), left, base, 0, font)
	p.Text(b.Figure, right-figure, base, 0, font)
	y := base + 8
	p.FilledRect(left, y, right, y+barHeight, track, track, 0)
	at := func(percent float64) int { return left + int(percent/100*float64(right-left)) }
	if b.Percent > 0 {
		p.FilledRect(left, y, max(at(b.Percent), left+2), y+barHeight, fill, fill, 0)
	}
	if b.Mark >= 0 {
		x := min(at(b.Mark), right-4)
		p.FilledRect(x, y-5, x+4, y+barHeight+5, ink, ink, 0)
	}
}

// fit shortens text until it is at most wide pixels wide.
func fit(p *charts.Painter, text string, wide int, font charts.FontStyle) string {
	runes := []rune(text)
	for n := len(runes); n > 0; n-- {
		if n < len(runes) {
			text = strings.TrimSpace(string(runes[:n])) + "…"
		}
		if p.MeasureText(text, 0, font).Width() <= wide {
			return text
		}
	}
	return ""
}
