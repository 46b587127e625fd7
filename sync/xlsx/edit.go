package xlsx

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rasoat/rules"
)

// edit puts text in place of some bytes of a part.
type edit struct {
	span
	text string
}

// edited is the part with the edits made; they may come in any order, but not
// overlap. Those at one place stand in the order given.
func edited(src []byte, edits []edit) ([]byte, error) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b edit) int { return a.from - b.from })
	size, at := len(src), 0
	for _, e := range edits {
		if e.from < at || e.to < e.from || e.to > len(src) {
			return nil, fmt.Errorf("two changes overlap at byte %d", e.from)
		}
		size += len(e.text) - (e.to - e.from)
		at = e.to
	}
	out, at := make([]byte, 0, size), 0
	for _, e := range edits {
		out = append(append(out, src[at:e.from]...), e.text...)
		at = e.to
	}
	return append(out, src[at:]...), nil
}

// cellPart is a cell of a row's XML.
type cellPart struct {
	span
	col     int
	style   string // its s as written; "" when it has none
	bare    bool   // without r: it stands behind the one before
	blank   bool   // it holds nothing
	formula *formulaPart
}

// formulaPart is the f of a cell.
type formulaPart struct{ kind, ref string }

// cellsOf reads a row's cells again, for where they stand.
func (l *layout) cellsOf(p rowPart) ([]cellPart, error) {
	if p.tag.empty {
		return nil, nil
	}
	s := &scanner{src: l.src[:p.end], pos: p.tag.to, open: [][]byte{p.tag.name}, rooted: true,
		bindings: []binding{{prefix: strings.TrimSuffix(l.prefix, ":"), main: true}}}
	var all []cellPart
	for col := -1; s.pos < p.end; {
		t, err := s.next()
		if err != nil {
			return nil, early(err)
		}
		if t.kind != startTag {
			continue
		}
		c := cellPart{style: attrText(l.src, t, "s"), col: col + 1, bare: true, blank: t.empty}
		if at, ok := attr(l.src, t, "r"); ok {
			_, c.col, _ = parseA1(string(l.src[at.from:at.to]))
			c.bare = false
		}
		if c.formula, err = formulaOf(s, t); err != nil {
			return nil, err
		}
		col, c.span = c.col, span{t.from, s.pos}
		all = append(all, c)
	}
	return all, nil
}

// formulaOf goes to the cell's end and gives its formula; nil when it has none.
func formulaOf(s *scanner, open token) (*formulaPart, error) {
	if open.empty {
		return nil, nil
	}
	var f *formulaPart
	for depth := len(s.open); len(s.open) >= depth; {
		t, err := s.next()
		if err != nil {
			return nil, early(err)
		}
		if t.kind == startTag && t.is("f") {
			f = &formulaPart{attrText(s.src, t, "t"), attrText(s.src, t, "ref")}
		}
	}
	return f, nil
}

// cellXML is a cell of ours. Its text is stored as text: never as a formula,
// never as a number.
func (l *layout) cellXML(row, col int, style, text string) string {
	p := l.prefix
	return "<" + p + `c r="` + rules.A1(row, col) + `"` + styleAttr(style) + ` t="inlineStr"><` + p + "is><" + p +
		`t xml:space="preserve">` + escape(text) + "</" + p + "t></" + p + "is></" + p + "c>"
}

// blankXML is a cell that only has a style, or only a place.
func (l *layout) blankXML(row, col int, style string) string {
	return "<" + l.prefix + `c r="` + rules.A1(row, col) + `"` + styleAttr(style) + "/>"
}

func styleAttr(style string) string {
	if style == "" {
		return ""
	}
	return ` s="` + escape(style) + `"`
}

// tagWith is a start tag with one attribute's value replaced; the attribute must
// be there.
func tagWith(src []byte, t token, name, value string) string {
	at, _ := attr(src, t, name)
	return string(src[t.from:at.from]) + value + string(src[at.to:t.to])
}

// parseSpans reads a row's "1:20" as 1-based first and last column.
func parseSpans(text string) (first, last int, ok bool) {
	a, b, found := strings.Cut(strings.TrimSpace(text), ":")
	first, err := strconv.Atoi(a)
	last, err2 := strconv.Atoi(b)
	return first, last, found && err == nil && err2 == nil && first <= last
}
