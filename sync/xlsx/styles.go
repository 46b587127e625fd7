package xlsx

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"rasoat/rules"
)

// stylesPart is what writing needs to know of the styles: the formats of colour
// rules, and where they stand.
type stylesPart struct {
	src    []byte
	prefix string
	root   token
	open   token  // <dxfs>; its name is nil when there is none
	all    span   // the whole element
	at     int    // where <dxfs> would go
	list   []span // its formats
}

// beforeFormats are the elements that stand before the formats of colour rules.
const beforeFormats = " numFmts fonts fills borders cellStyleXfs cellXfs cellStyles "

// newStyles reads the styles' XML.
func newStyles(src []byte) (*stylesPart, error) {
	p := &stylesPart{src: src}
	s := newScanner(src)
	for {
		t, err := s.next()
		switch {
		case err == io.EOF && p.root.name == nil:
			return nil, errUnbalanced
		case err == io.EOF:
			return p, nil
		case err != nil:
			return nil, err
		case t.kind != startTag:
			continue
		}
		if p.root.name == nil {
			if !t.is("styleSheet") || t.empty {
				return nil, s.fail("not a style sheet")
			}
			p.root, p.at = t, t.to
			if prefix := prefixOf(t.name); len(prefix) > 0 {
				p.prefix = string(prefix) + ":"
			}
			continue
		}
		if err := p.child(s, t); err != nil {
			return nil, err
		}
	}
}

// child reads one child of the style sheet.
func (p *stylesPart) child(s *scanner, t token) error {
	if !t.is("dxfs") {
		if err := s.pass(t); err != nil {
			return err
		}
		if t.main && strings.Contains(beforeFormats, " "+string(localName(t.name))+" ") {
			p.at = s.pos
		}
		return nil
	}
	p.open, p.all = t, t.span
	for depth := len(s.open); !t.empty; {
		d, err := s.next()
		if err != nil {
			return early(err)
		}
		if d.kind == endTag && len(s.open) < depth {
			p.all.to = d.to
			return nil
		}
		if d.kind == startTag {
			if err := s.pass(d); err != nil {
				return err
			}
			p.list = append(p.list, span{d.from, s.pos})
		}
	}
	return nil
}

// fills is the backgrounds of all labels, each once.
func fills() []string {
	var all []string
	for _, l := range rules.Labels() {
		if f := l.Fill(); f != "" && !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	return all
}

// formatXML is the format of a colour rule that gives this background.
func formatXML(prefix, fill string) string {
	return fmt.Sprintf(`<%[1]sdxf><%[1]sfill><%[1]spatternFill patternType="solid"><%[1]sfgColor rgb="FF%[2]s"/>`+
		`<%[1]sbgColor rgb="FF%[2]s"/></%[1]spatternFill></%[1]sfill></%[1]sdxf>`, prefix, fill)
}

// withFormats adds our formats where they are absent; it gives the styles' XML
// and the number of each background's format.
func (p *stylesPart) withFormats() ([]byte, map[string]int, error) {
	numbers, added := map[string]int{}, ""
	next := len(p.list)
	for _, fill := range fills() {
		text := formatXML(p.prefix, fill)
		i := slices.IndexFunc(p.list, func(at span) bool { return string(p.src[at.from:at.to]) == text })
		if i < 0 {
			i, next, added = next, next+1, added+text
		}
		numbers[fill] = i
	}
	if added == "" {
		return p.src, numbers, nil
	}
	out, err := edited(p.src, p.grow(added, next))
	return out, numbers, err
}

// grow is the edits that add formats; n is how many there are then.
func (p *stylesPart) grow(added string, n int) []edit {
	name, end := p.prefix+"dxfs", "</"+p.prefix+"dxfs>"
	if p.open.name == nil {
		return []edit{{span{p.at, p.at}, "<" + name + ` count="` + strconv.Itoa(n) + `">` + added + end}}
	}
	head := p.counted(n)
	if p.open.empty {
		return []edit{{p.open.span, strings.TrimSuffix(head, "/>") + ">" + added + end}}
	}
	at := p.open.to
	if len(p.list) > 0 {
		at = p.list[len(p.list)-1].to
	}
	return []edit{{p.open.span, head}, {span{at, at}, added}}
}

// counted is the start tag of <dxfs> with another count.
func (p *stylesPart) counted(n int) string {
	if _, ok := attr(p.src, p.open, "count"); ok {
		return tagWith(p.src, p.open, "count", strconv.Itoa(n))
	}
	return string(p.src[p.open.from:p.open.to])
}

// trailing is how many formats at the end are exactly as we write them.
func (p *stylesPart) trailing() int {
	ours := fills()
	n := 0
	for i := len(p.list) - 1; i >= 0 && n < len(ours); i-- {
		text := string(p.src[p.list[i].from:p.list[i].to])
		if !slices.ContainsFunc(ours, func(f string) bool { return formatXML(p.prefix, f) == text }) {
			break
		}
		n++
	}
	return n
}

// withoutLast takes the last n formats out.
func (p *stylesPart) withoutLast(n int) ([]byte, error) {
	left := len(p.list) - n
	head := p.counted(left)
	if left == 0 {
		return edited(p.src, []edit{{p.all, strings.TrimSuffix(head, ">") + "/>"}})
	}
	return edited(p.src, []edit{
		{p.open.span, head},
		{span{p.list[left-1].to, p.list[len(p.list)-1].to}, ""},
	})
}

// largestUse is the largest number of a colour format that some XML names, in
// whatever attribute: dxfId, dataDxfId, headerRowDxfId. -1 when it names none.
func largestUse(src []byte) int {
	largest, mark := -1, []byte("xfId")
	for {
		i := bytes.Index(src, mark)
		if i < 0 {
			return largest
		}
		before := byte(0)
		if i > 0 {
			before = src[i-1] | 0x20
		}
		src = src[i+len(mark):]
		if before != 'd' {
			continue
		}
		rest := bytes.TrimLeft(src[:min(40, len(src))], " \t\r\n=\"'")
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}
		if v, err := strconv.Atoi(string(rest[:n])); err == nil {
			largest = max(largest, v)
		}
	}
}

// unused takes our formats out of the styles when nothing names them any more;
// nil when they stay. sheets are the sheets' XML as it will be; parts that go by
// changed aren't looked at.
func (f *file) unused(ctx context.Context, src []byte, sheets [][]byte, changed map[string][]byte) ([]byte, error) {
	p, err := newStyles(src)
	if err != nil {
		return nil, damaged(f.index.styles, err)
	}
	n := p.trailing()
	if n == 0 {
		return nil, nil
	}
	largest := largestUse(src)
	for _, s := range sheets {
		largest = max(largest, largestUse(s))
	}
	known := map[string]bool{f.index.styles: true, f.index.strings: true}
	for _, s := range f.sheets {
		known[s.part] = true
	}
	for name := range f.box.parts {
		if text, touched := changed[name]; touched && text == nil || known[name] || !strings.HasSuffix(name, ".xml") || strings.Contains(name, "/media/") {
			continue
		}
		text, err := f.box.read(ctx, name)
		if err != nil {
			return nil, err
		}
		largest = max(largest, largestUse(text))
	}
	if n = min(n, len(p.list)-1-largest); n <= 0 {
		return nil, nil
	}
	return p.withoutLast(n)
}
