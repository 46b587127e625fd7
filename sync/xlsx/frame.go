package xlsx

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"rasoat/rules"
)

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
