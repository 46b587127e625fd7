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
	if len(c.First) > 0 {
		w.gap()
	}
	for _, line := range c.First {
		w.para("* ", line)
	}
	for _, p := range c.Parts {
		if p.Title != "" {
			w.gap()
			w.para("", strings.ToUpper(p.Title))
			w.line(strings.Repeat("=", width))
		}
		for _, s := range p.Sections {
			w.gap()
			w.para(s.mark(), s.Title)
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

// mark is what stands before a section's title.
func (s section) mark() string {
	if s.Number == 0 {
		return ""
	}
	return fmt.Sprintf("%d. ", s.Number)
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
	indent := utf8.RuneCountInString(mark)
	for i, line := range folded(text, width-indent) {
		if i > 0 {
			mark = strings.Repeat(" ", indent)
		}
		w.line(mark + line)
	}
}

func (w *writer) block(b block) {
	switch {
	case b.Table != nil && b.Table.Numbers:
		w.figures(b.Table)
	case b.Table != nil:
		w.entries(b.Table)
	case b.Chart != nil: // the lists beside it say the same
	case b.Strip != nil:
		w.strip(b.Strip)
	case b.Items != nil:
		for i, item := range b.Items {
			mark := "   - "
			if b.From > 0 {
				mark = fmt.Sprintf("   %d. ", b.From+i)
			}
			w.para(mark, item)
		}
	case b.Lines != nil:
		for _, line := range b.Lines {
			w.line("   " + line)
		}
	default:
		w.para("   ", b.Text)
	}
}

// nameWidth is how wide the first column of a table of figures may be.
const nameWidth = 36

// figures writes a table of short figures in columns. A long name in the first
// goes on in the lines below it.
func (w *writer) figures(t *table) {
	if t.Caption != "" {
		w.para("   ", t.Caption)
	}
	wide := make([]int, len(t.Head))
	rows := append([][]string{t.Head}, t.Rows...)
	for _, row := range rows {
		for i, cell := range row {
			wide[i] = max(wide[i], utf8.RuneCountInString(cell))
		}
	}
	wide[0] = min(wide[0], nameWidth)
	for _, row := range rows {
		names := folded(row[0], nameWidth)
		line := "   " + names[0] + strings.Repeat(" ", max(0, wide[0]-utf8.RuneCountInString(names[0])))
		for i, cell := range row[1:] {
			line += "   " + strings.Repeat(" ", wide[i+1]-utf8.RuneCountInString(cell)) + cell
		}
		w.line(line)
		for _, more := range names[1:] {
			w.line("     " + more)
		}
	}
}

// folded is text over several lines of at most n characters, if its words are
// short enough.
func folded(text string, n int) []string {
	lines := []string{""}
	for _, word := range strings.Fields(text) {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = word
		case utf8.RuneCountInString(*last)+1+utf8.RuneCountInString(word) <= n:
			*last += " " + word
		default:
			lines = append(lines, word)
		}
	}
	return lines
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
		name, more := row[0], strings.Join(about, "; ")
		if more != "" && t.Lead != "" {
			more = t.Lead + " " + more
		}
		switch {
		case name == nobody && more != "":
			name = upper(more)
		case more != "":
			name += " (" + more + ")"
		}
		w.para("   - ", name+": "+row[last])
	}
}
