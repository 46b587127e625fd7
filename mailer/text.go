package mailer

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// width is where lines of plain text end, in characters.
const width = 78

// plain writes the content as plain text.
func (c *content) plain() string {
	var w writer
	w.para("", c.Title)
	w.gap()
	w.para("", c.Intro)
	w.gap()
	for _, line := range c.First {
		w.para("* ", line)
	}
	for _, p := range c.Parts {
		w.gap()
		w.para("", strings.ToUpper(p.Title))
		w.line(strings.Repeat("=", width))
		for _, s := range p.Sections {
			w.gap()
			w.para(fmt.Sprintf("%d. ", s.Number), s.Title)
			for _, b := range s.Blocks {
				w.block(b)
			}
		}
		if p.Note != "" {
			w.gap()
			w.para("", p.Note)
		}
	}
	w.gap()
	for _, line := range c.Closing {
		w.para("", line)
	}
	if c.Link != "" {
		w.line("Bảng theo dõi: " + c.Link)
	}
	return w.String()
}

// writer puts lines together.
type writer struct{ strings.Builder }

func (w *writer) line(s string) {
	w.WriteString(strings.TrimRightFunc(s, unicode.IsSpace))
	w.WriteByte('\n')
}

// gap is an empty line.
func (w *writer) gap() { w.WriteByte('\n') }

// para writes text over as many lines as it needs; what follows the first is
// indented as far as the mark is wide.
func (w *writer) para(mark, text string) {
	indent := strings.Repeat(" ", utf8.RuneCountInString(mark))
	line, used := mark, utf8.RuneCountInString(mark)
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if i > 0 && used+1+n > width {
			w.line(line)
			line, used = indent+word, len(indent)+n
			continue
		}
		if i > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+n
	}
	w.line(line)
}

func (w *writer) block(b block) {
	switch {
	case b.Table != nil && b.Table.Numbers:
		w.figures(b.Table)
	case b.Table != nil:
		w.entries(b.Table)
	case b.Chart != nil: // the lists beside it say the same
	case b.Items != nil:
		for _, item := range b.Items {
			w.para("   - ", item)
		}
	default:
		w.para("   ", b.Text)
	}
}

// figures writes a table of short figures in columns.
func (w *writer) figures(t *table) {
	if t.Caption != "" {
		w.para("   ", t.Caption)
	}
	wide := make([]int, len(t.Head))
	for _, row := range append([][]string{t.Head}, t.Rows...) {
		for i, cell := range row {
			wide[i] = max(wide[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range append([][]string{t.Head}, t.Rows...) {
		line := "   "
		for i, cell := range row {
			blank := strings.Repeat(" ", wide[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				line += cell + blank
			} else {
				line += "   " + blank + cell
			}
		}
		w.line(line)
	}
}

// entries writes a table of sentences as a list: the row's name, what belongs
// to it in brackets, and the last column's sentence.
func (w *writer) entries(t *table) {
	if t.Caption != "" {
		w.para("   ", t.Caption)
	}
	for _, row := range t.Rows {
		last := len(row) - 1
		var about []string
		for _, cell := range row[1:last] {
			if cell != "" {
				about = append(about, cell)
			}
		}
		name := row[0]
		if len(about) > 0 {
			name += " (" + strings.TrimSpace(t.Lead+" "+strings.Join(about, "; ")) + ")"
		}
		w.para("   - ", name+": "+row[last])
	}
}
