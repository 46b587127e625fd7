package xlsx

import (
	"slices"
	"strconv"
)

// The widths of our columns, in characters. They tell our <col> from others.
const (
	statusWidth = 24.7109375
	todoWidth   = 96.7109375
)

// cutMark ends a <col> of ours that was cut out of a wider one. It says nothing
// to other programs, and to us that the neighbours grow together again.
const cutMark = ` collapsed="0"/>`

// colXML is the width of one of our columns.
func (k *ink) colXML(col int, end string) string {
	n := strconv.Itoa(col + 1)
	return "<" + k.layout.prefix + `col min="` + n + `" max="` + n + `" width="` +
		strconv.FormatFloat(k.widthOf(col), 'f', -1, 64) + `" customWidth="1"` + end
}

func (k *ink) widthOf(col int) float64 {
	if col == k.own.Todo {
		return todoWidth
	}
	return statusWidth
}

// widen gives our new columns a width, where they haven't got a larger one.
func (k *ink) widen() {
	l := &k.layout
	cols := slices.Sorted(slices.Values(k.widths))
	if l.cols == nil || l.cols.inner == l.cols.to { // none, or <cols/>
		text := ""
		for _, col := range cols {
			text += k.colXML(col, "/>")
		}
		if text == "" {
			return
		}
		at := span{l.sheetAt, l.sheetAt}
		if l.cols != nil {
			at = l.cols.span
		}
		k.put(at, "<"+l.prefix+"cols>"+text+"</"+l.prefix+"cols>")
		return
	}
	for _, c := range l.cols.list {
		inside := slices.DeleteFunc(slices.Clone(cols), func(col int) bool { return col < c.first || col > c.last })
		cols = slices.DeleteFunc(cols, func(col int) bool { return col >= c.first && col <= c.last })
		if slices.ContainsFunc(inside, func(col int) bool { return c.hidden || c.width < k.widthOf(col) }) {
			k.put(c.span, k.cut(c, inside))
		}
	}
	for _, col := range cols {
		at := l.cols.inner
		if i := slices.IndexFunc(l.cols.list, func(c colPart) bool { return c.first > col }); i >= 0 {
			at = l.cols.list[i].from
		}
		k.put(span{at, at}, k.colXML(col, "/>"))
	}
}

// cut is a <col> of several columns without ours, and ours in between.
func (k *ink) cut(c colPart, ours []int) string {
	text, from := "", c.first
	for _, col := range ours {
		text += k.piece(c, from, col-1) + k.colXML(col, cutMark)
		from = col + 1
	}
	return text + k.piece(c, from, c.last)
}

// piece is a <col> with other columns; "" for none.
func (k *ink) piece(c colPart, first, last int) string {
	if first > last {
		return ""
	}
	src := k.layout.src[c.from:c.to]
	for name, col := range map[string]int{"min": first, "max": last} {
		t, err := newScanner(src).next()
		if err != nil {
			return ""
		}
		at, _ := attr(src, t, name)
		src = slices.Concat(src[:at.from], []byte(strconv.Itoa(col+1)), src[at.to:])
	}
	return string(src)
}

// narrow takes the widths of our columns out again, and lets grow together what
// they were cut from.
func (k *ink) narrow(cols ...int) {
	l := &k.layout
	if l.cols == nil {
		return
	}
	list := l.cols.list
	var ours []int // indexes in the list
	for i, c := range list {
		if slices.Contains(cols, c.first) && c.isOurs() {
			ours = append(ours, i)
		}
	}
	if len(ours) > 0 && len(ours) == len(list) && !list[ours[0]].cut {
		k.put(l.cols.span, "")
		return
	}
	for len(ours) > 0 {
		n := 1
		for n < len(ours) && ours[n] == ours[0]+n && list[ours[n]].first == list[ours[0]].first+n {
			n++
		}
		k.heal(ours[0], ours[0]+n)
		ours = ours[n:]
	}
}

// heal takes a run of our columns out of the list: those from one index up to,
// without, another.
func (k *ink) heal(from, to int) {
	list := k.layout.cols.list
	run := span{list[from].from, list[to-1].to}
	first, last := list[from].first, list[to-1].last
	var left, right *colPart
	if from > 0 && list[from-1].last == first-1 {
		left = &list[from-1]
	}
	if to < len(list) && list[to].first == last+1 {
		right = &list[to]
	}
	switch {
	case !list[from].cut || left == nil && right == nil:
		k.put(run, "")
	case left != nil && right != nil && k.piece(*left, 0, 0) == k.piece(*right, 0, 0):
		k.put(span{left.from, right.to}, k.piece(*left, left.first, right.last))
	case right != nil:
		k.put(span{run.from, right.to}, k.piece(*right, first, right.last))
	default:
		k.put(span{left.from, run.to}, k.piece(*left, left.first, last))
	}
}

// isOurs reports whether a <col> is as we write them, also when another program
// has written it again.
func (c colPart) isOurs() bool {
	same := func(width float64) bool { return c.width > width-0.1 && c.width < width+0.1 }
	return c.plain && !c.hidden && c.first == c.last && (same(statusWidth) || same(todoWidth))
}
