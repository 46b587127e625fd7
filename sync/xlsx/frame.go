package xlsx

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"rasoat/rules"
)

// The widths of our columns, in characters. They tell our <col> from others.
const (
	statusWidth = 24.7109375
	todoWidth   = 60.7109375
)

// colXML is the width of one of our columns.
func (k *ink) colXML(col int) string {
	width := statusWidth
	if col == k.own.Todo {
		width = todoWidth
	}
	n := strconv.Itoa(col + 1)
	return "<" + k.layout.prefix + `col min="` + n + `" max="` + n + `" width="` +
		strconv.FormatFloat(width, 'f', -1, 64) + `" customWidth="1"/>`
}

// widen gives our new columns a width where nothing says any.
func (k *ink) widen() {
	l := &k.layout
	text := ""
	for _, col := range k.widths {
		at, covered := -1, false
		if l.cols != nil {
			at = l.cols.inner
			for i := len(l.cols.list) - 1; i >= 0; i-- {
				c := l.cols.list[i]
				covered = covered || c.first <= col && col <= c.last
				if c.first > col {
					at = c.from
				}
			}
		}
		switch {
		case covered:
		case at < 0 || l.cols.inner == l.cols.to: // none, or <cols/>
			text += k.colXML(col)
		default:
			k.put(span{at, at}, k.colXML(col))
		}
	}
	if text == "" {
		return
	}
	at := span{l.sheetAt, l.sheetAt}
	if l.cols != nil {
		at = l.cols.span
	}
	k.put(at, "<"+l.prefix+"cols>"+text+"</"+l.prefix+"cols>")
}

// narrow takes the widths of our columns out again.
func (k *ink) narrow(cols ...int) {
	l := &k.layout
	if l.cols == nil {
		return
	}
	left, gone := len(l.cols.list), []span(nil)
	for _, c := range l.cols.list {
		for _, col := range cols {
			if col >= 0 && c.first == col && c.last == col && ourWidth(c.text) {
				gone = append(gone, c.span)
				left--
			}
		}
	}
	if left == 0 && len(gone) > 0 {
		k.put(l.cols.span, "")
		return
	}
	for _, at := range gone {
		k.put(at, "")
	}
}

// ourWidth reports whether a <col> is as we write them, also when another
// program has written it again.
func ourWidth(text string) bool {
	t, err := newScanner([]byte(text)).next()
	if err != nil {
		return false
	}
	width, err := strconv.ParseFloat(attrText([]byte(text), t, "width"), 64)
	same := func(ours float64) bool { return err == nil && width > ours-0.1 && width < ours+0.1 }
	return !isStyled([]byte(text), t) && !attrBool([]byte(text), t, "hidden") && (same(statusWidth) || same(todoWidth))
}

// isStyled reports whether a tag names a style other than the plain one.
func isStyled(src []byte, t token) bool {
	style := attrText(src, t, "style")
	return style != "" && style != "0"
}

// measure puts right the note of which cells the sheet uses. One of a single
// cell is a note of programs that don't keep it.
func (k *ink) measure() {
	at := k.layout.dimension
	rect, ok := parseRect(string(k.layout.src[at.from:at.to]))
	if !ok || rect.Row == rect.LastRow && rect.Col == rect.LastCol {
		return
	}
	was := rect
	for p, text := range k.want {
		if text != "" {
			rect.Row, rect.LastRow = min(rect.Row, p.row), max(rect.LastRow, p.row)
			rect.Col, rect.LastCol = min(rect.Col, p.col), max(rect.LastCol, p.col)
		}
	}
	if rect != was {
		k.put(at, rectText(rect))
	}
}

// colour puts our colour rules on the status column, in place of what was there
// of them; formats are the numbers of the labels' formats.
func (k *ink) colour(formats map[string]int) {
	k.bleach(k.own.Status)
	l := &k.layout
	priority := max(l.priority, largestPriority(l.src[l.dataEnd:]))
	col := rules.ColumnName(k.own.Status)
	var b strings.Builder
	fmt.Fprintf(&b, `<%sconditionalFormatting sqref="%s1:%s%d">`, l.prefix, col, col, maxRows)
	for _, label := range rules.Labels() {
		if label.Fill() == "" {
			continue
		}
		priority++
		fmt.Fprintf(&b, `<%[1]scfRule type="cellIs" dxfId="%[2]d" priority="%[3]d" operator="equal"><%[1]sformula>%[4]s</%[1]sformula></%[1]scfRule>`,
			l.prefix, formats[label.Fill()], priority, escape(quoted(string(label))))
	}
	fmt.Fprintf(&b, "</%sconditionalFormatting>", l.prefix)
	k.put(span{l.rulesAt, l.rulesAt}, b.String())
}

// largestPriority looks for the priorities of all rules, also those in extensions.
func largestPriority(src []byte) int {
	largest, mark := 0, []byte("priority=")
	for {
		i := bytes.Index(src, mark)
		if i < 0 {
			return largest
		}
		src = src[i+len(mark):]
		n := 1
		for n < len(src) && src[n] >= '0' && src[n] <= '9' {
			n++
		}
		if v, err := strconv.Atoi(string(src[min(1, len(src)):n])); err == nil && v < 1<<30 {
			largest = max(largest, v)
		}
	}
}

// bleach takes our colour rules out. A block in which nothing is left goes too.
func (k *ink) bleach(status int) {
	parts := k.layout.rules
	for i := 0; i < len(parts); {
		n := i + 1
		for n < len(parts) && parts[n].block == parts[i].block {
			n++
		}
		k.bleachBlock(parts[i:n], status)
		i = n
	}
}

// bleachBlock is bleach for one block of rules.
func (k *ink) bleachBlock(block []rulePart, status int) {
	all := true
	for _, p := range block {
		all = all && p.ours(status)
	}
	if all {
		k.put(block[0].block, "")
		return
	}
	for _, p := range block {
		if p.ours(status) {
			k.put(p.span, "")
		}
	}
}
