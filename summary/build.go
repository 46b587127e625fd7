package summary

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rasoat/rules"
)

// Build makes the page of a verdict. old is the tab as it is now, nil when there is
// none: what couldn't be read stays as it stands there, and so do the two cells that
// tell days, unless something else changes (both are set) or the day is another one
// than that of the last look (that one is).
func Build(v *rules.Verdict, old *rules.Tab) *Page {
	b := newBuilder(v)
	b.story()
	b.progress()
	b.counts()
	b.board()
	b.key()
	if old == nil {
		old = &rules.Tab{}
	}
	b.keepOld(old)
	b.settle(old)
	return &b.page
}

// builder makes a page row by row.
type builder struct {
	v       *rules.Verdict
	tally   rules.Tallies
	columns []column
	names   []string // of the units, short
	page    Page

	inColumn *regexp.Regexp // the part of an action that names the column
}

func newBuilder(v *rules.Verdict) *builder {
	b := &builder{v: v, tally: v.Tallies(), columns: columnsOf(v), names: v.ShortNames(),
		inColumn: regexp.MustCompile(` (vào|ở) cột '[^']*'`)}
	for u := range b.names {
		b.names[u] = oneLine(b.names[u])
	}
	b.page.Width = max(Marks+len(b.columns), Marks+len(countHeads()))
	return b
}

// text is a cell of text; "" is an empty one.
func text(s string) rules.Cell {
	if s = clean(s); s == "" {
		return rules.Cell{}
	}
	return rules.Cell{Kind: rules.Text, Text: s}
}

func number(n float64) rules.Cell { return rules.Cell{Kind: rules.Number, Num: n} }

// add puts a row of texts at the end, and gives it to be filled further.
func (b *builder) add(look Look, texts ...string) *Row {
	r := Row{Look: look, Cells: make([]rules.Cell, len(texts))}
	for i, s := range texts {
		r.Cells[i] = text(s)
	}
	b.page.Rows = append(b.page.Rows, r)
	return &b.page.Rows[len(b.page.Rows)-1]
}

// section puts a blank row and a heading at the end.
func (b *builder) section(heading string) {
	b.add(Plain)
	b.add(Section, heading)
}

// held reports whether one of the units couldn't be judged in full.
func (b *builder) held(is func(*rules.Unit) bool) bool {
	for u := range b.v.Data.Units {
		if u < len(b.v.Held) && b.v.Held[u] && is(&b.v.Data.Units[u]) {
			return true
		}
	}
	return false
}

func everybody(*rules.Unit) bool { return true }

// keepOld gives rows that tell of units which couldn't be read what stands in the
// tab: a unit's row wherever it stands there, any other where it is.
func (b *builder) keepOld(old *rules.Tab) {
	if !b.held(everybody) || !b.sameHeads(old) {
		return
	}
	units := map[string]int{}
	for row := range old.Rows {
		if old.At(row, Press).Kind != rules.Empty {
			units[old.At(row, Name).Text] = row // the board is the last that names units
		}
	}
	board := b.boardRow()
	for i := range b.page.Rows {
		r := &b.page.Rows[i]
		if !r.keep {
			continue
		}
		at, still := i, same(old.At(i, Name), r.Cells[Name])
		switch {
		case r.Look == Plain || b.page.Chart != nil && i >= b.page.Chart.First && i <= b.page.Chart.Last:
			still = true // always there, whatever they are called
		case i > board:
			at = units[r.Cells[Name].Text]
			still = at > 0
		}
		if still && at < len(old.Rows) {
			r.Cells = textsOnly(old.Rows[at])
		}
	}
}

// textsOnly is a row without what a person typed as a formula.
func textsOnly(cells []rules.Cell) []rules.Cell {
	out := make([]rules.Cell, len(cells))
	for i, c := range cells {
		if !c.Formula && (c.Kind == rules.Text || c.Kind == rules.Number) {
			out[i] = c
		}
	}
	return out
}

// sameHeads reports whether the tab has the page's columns.
func (b *builder) sameHeads(old *rules.Tab) bool {
	if len(old.Rows) <= headRow {
		return false
	}
	for col := range max(len(old.Rows[headRow]), b.page.Width) {
		if !same(old.At(headRow, col), b.page.At(headRow, col)) {
			return false
		}
	}
	return true
}

// The two cells that tell days.
const (
	sinceWords = "Trạng thái từ ngày "
	lookWords  = "Kiểm tra gần nhất: "
)

// settle fills in the two cells that tell days, as [Build] says.
func (b *builder) settle(old *rules.Tab) {
	cells := b.page.Rows[statusRow].Cells
	since, look := old.At(statusRow, Name), old.At(statusRow, Overall)
	at := b.v.At
	fresh := text(lookWords + at.Format("15:04") + " ngày " + b.v.Today.String() + ".")
	cells[Name], cells[Overall] = since, look
	changed := len(b.page.Changes(old)) > 0
	if changed || !dated(since, sinceWords, at) {
		cells[Name] = text(sinceWords + b.v.Today.String())
	}
	if changed || !strings.HasPrefix(look.Text, lookWords) || !strings.HasSuffix(look.Text, " ngày "+b.v.Today.String()+".") {
		cells[Overall] = fresh
	}
}

// dated reports whether the cell is the words with a day that isn't ahead.
func dated(c rules.Cell, words string, now time.Time) bool {
	day, ok := strings.CutPrefix(c.Text, words)
	t, err := time.ParseInLocation("02/01/2006", day, now.Location())
	return c.Kind == rules.Text && !c.Formula && ok && err == nil && !t.After(now)
}

// clean is text as every workbook gives it back: composed, without what can't be
// seen, long numbers masked. Only line breaks that we make ourselves stay.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar || r == '\ufffe' || r == '\uffff':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	lines := strings.Split(norm.NFC.String(s), "\n")
	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}
	return rules.Masked(strings.Join(lines, "\n"))
}

// oneLine is what people wrote, on one line.
func oneLine(s string) string { return clean(strings.ReplaceAll(s, "\n", " ")) }
