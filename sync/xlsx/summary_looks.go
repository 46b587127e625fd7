package xlsx

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"rasoat/summary"
)

// lookStyles are the numbers of the summary's cell styles, and of the formats of its
// colour rules. A file whose styles lack a list that they need goes without.
type lookStyles struct {
	ids   map[string]string // by a style's own XML
	fills map[string]int    // by background
}

// of is the style of a cell; "" for none.
func (s *lookStyles) of(look summary.Look, col int) string { return s.ids[xfOf(look, col).name()] }

// xf is what a style is made of.
type xf struct{ font, fill, border, align string }

func (x xf) name() string { return x.font + "|" + x.fill + "|" + x.border + "|" + x.align }

// The parts of styles, without prefixes.
const (
	thinBorder = `<border><left style="thin"><color rgb="FFBFBFBF"/></left><right style="thin"><color rgb="FFBFBFBF"/></right>` +
		`<top style="thin"><color rgb="FFBFBFBF"/></top><bottom style="thin"><color rgb="FFBFBFBF"/></bottom><diagonal/></border>`
	centred = `<alignment horizontal="center" vertical="center" wrapText="1"/>`
	wrapped = `<alignment vertical="center" wrapText="1"/>`
	middle  = `<alignment vertical="center"/>`
)

func fontXML(size int, marks string) string {
	return fmt.Sprintf(`<font>%s<sz val="%d"/><name val="Times New Roman"/><family val="1"/></font>`, marks, size)
}

func fillXML(rgb string) string {
	return `<fill><patternFill patternType="solid"><fgColor rgb="FF` + rgb + `"/><bgColor indexed="64"/></patternFill></fill>`
}

// xfOf is the style of a cell in a row of this look.
func xfOf(look summary.Look, col int) xf {
	switch look {
	case summary.Title:
		return xf{fontXML(14, "<b/>"), "", "", middle}
	case summary.Note:
		return xf{fontXML(9, "<i/>"), "", "", middle}
	case summary.Section:
		return xf{fontXML(12, "<b/>"), "", "", middle}
	case summary.Head:
		return xf{fontXML(9, "<b/>"), fillXML("DCE6F1"), thinBorder, centred}
	case summary.Group:
		return xf{fontXML(11, "<b/>"), fillXML("F2F2F2"), thinBorder, middle}
	case summary.Body:
		switch {
		case col == summary.Press:
			return xf{fontXML(9, ""), "", thinBorder, wrapped}
		case col >= summary.Marks:
			return xf{fontXML(11, ""), "", thinBorder, centred}
		}
		return xf{fontXML(11, ""), "", thinBorder, wrapped}
	}
	return xf{fontXML(11, ""), "", "", middle}
}

// allXfs is every style of the summary, each once, always in the same order.
func allXfs() []xf {
	var all []xf
	for look := summary.Plain; look <= summary.Body; look++ {
		for _, col := range []int{summary.Name, summary.Press, summary.Marks} {
			if x := xfOf(look, col); !slices.Contains(all, x) {
				all = append(all, x)
			}
		}
	}
	return all
}

// looks adds the summary's styles to the file's where they are absent.
func (f *file) looks(ctx context.Context, changed map[string][]byte) (*lookStyles, error) {
	src, had := []byte(noStyles), f.index.styles != ""
	if had {
		var err error
		if src, err = f.current(ctx, changed, f.index.styles); err != nil {
			return nil, err
		}
	}
	before := len(src)
	p, err := newStyles(src)
	if err != nil {
		return nil, damaged(f.index.styles, err)
	}
	st := &lookStyles{ids: map[string]string{}}
	if src, st.fills, err = p.withFormats(); err != nil {
		return nil, damaged(f.index.styles, err)
	}
	for _, x := range allXfs() {
		var id int
		if src, id, err = addXf(src, x); err != nil {
			return nil, damaged(f.index.styles, err)
		}
		if id >= 0 {
			st.ids[x.name()] = strconv.Itoa(id)
		}
	}
	switch {
	case !had:
		return st, f.addStyles(ctx, changed, src)
	case len(src) != before:
		changed[f.index.styles] = src
	}
	return st, nil
}

// addXf makes sure that a style is there, and gives its number; -1 when a list that
// it needs is absent.
func addXf(src []byte, x xf) ([]byte, int, error) {
	numbers := [3]int{}
	for i, part := range []struct{ list, text string }{{"fonts", x.font}, {"fills", x.fill}, {"borders", x.border}} {
		if part.text == "" {
			continue
		}
		var err error
		if src, numbers[i], err = addTo(src, part.list, part.text); err != nil || numbers[i] < 0 {
			return src, -1, err
		}
	}
	return addTo(src, "cellXfs", xfXML(numbers, x.align))
}

func xfXML(n [3]int, align string) string {
	return fmt.Sprintf(`<xf numFmtId="0" fontId="%d" fillId="%d" borderId="%d" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">%s</xf>`,
		n[0], n[1], n[2], align)
}

// styleList is one list of the styles: its start tag and its members.
type styleList struct {
	open    token
	members []span
	prefix  string
}

// listIn finds a list of the styles; its start tag has no name when there is none.
func listIn(src []byte, name string) (*styleList, error) {
	l := &styleList{}
	s := newScanner(src)
	for {
		t, err := s.next()
		switch {
		case err == io.EOF:
			return l, nil
		case err != nil:
			return nil, err
		case t.kind != startTag:
			continue
		case t.is("styleSheet"):
			if p := prefixOf(t.name); len(p) > 0 {
				l.prefix = string(p) + ":"
			}
			continue
		case !t.is(name) || t.empty:
			if err := s.pass(t); err != nil {
				return nil, err
			}
			continue
		}
		l.open = t
		for depth := len(s.open); ; {
			m, err := s.next()
			if err != nil {
				return nil, early(err)
			}
			if m.kind == endTag && len(s.open) < depth {
				return l, nil
			}
			if m.kind == startTag {
				if err := s.pass(m); err != nil {
					return nil, err
				}
				l.members = append(l.members, span{m.from, s.pos})
			}
		}
	}
}

// addTo makes sure that a list of the styles has the member, and gives its number.
func addTo(src []byte, name, member string) ([]byte, int, error) {
	l, err := listIn(src, name)
	if err != nil || len(l.members) == 0 {
		return src, -1, err
	}
	member = l.prefixed(member)
	for i, m := range l.members {
		if string(src[m.from:m.to]) == member {
			return src, i, nil
		}
	}
	n := len(l.members)
	end := l.members[n-1].to
	out, err := edited(src, []edit{{l.open.span, l.counted(src, n+1)}, {span{end, end}, member}})
	return out, n, err
}

// counted is the list's start tag with another count, where it has one.
func (l *styleList) counted(src []byte, n int) string {
	if _, ok := attr(src, l.open, "count"); ok {
		return tagWith(src, l.open, "count", strconv.Itoa(n))
	}
	return string(src[l.open.from:l.open.to])
}

// prefixed is XML with the list's prefix on every element.
func (l *styleList) prefixed(text string) string {
	if l.prefix == "" {
		return text
	}
	text = strings.ReplaceAll(text, "</", "\x00")
	text = strings.ReplaceAll(text, "<", "<"+l.prefix)
	return strings.ReplaceAll(text, "\x00", "</"+l.prefix)
}

// plainStyles takes the summary's styles out again, as far as they are the last of
// their lists and no sheet uses them.
func (f *file) plainStyles(ctx context.Context, changed map[string][]byte) error {
	if f.index.styles == "" {
		return nil
	}
	src, err := f.current(ctx, changed, f.index.styles)
	if err != nil {
		return err
	}
	used := -1
	for _, s := range f.sheets {
		used = max(used, largestStyle(s.layout.src))
	}
	before := len(src)
	xfs := allXfs()
	slices.Reverse(xfs)
	for _, x := range xfs {
		if src, err = dropXf(src, x, used); err != nil {
			return damaged(f.index.styles, err)
		}
	}
	if len(src) != before {
		changed[f.index.styles] = src
	}
	return nil
}

// largestStyle is the largest number of a style that a sheet's XML names; any
// attribute of the names that are used for it counts.
func largestStyle(src []byte) int {
	largest := -1
	for _, mark := range []string{` s="`, ` style="`, ` s='`, ` style='`} {
		for rest := string(src); ; {
			_, after, found := strings.Cut(rest, mark)
			if !found {
				break
			}
			rest = after
			n := 0
			for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
				n++
			}
			if v, err := strconv.Atoi(rest[:n]); err == nil {
				largest = max(largest, v)
			}
		}
	}
	return largest
}

// dropXf takes a style out, with its parts, where each is the last of its list and
// nothing else needs it.
func dropXf(src []byte, x xf, used int) ([]byte, error) {
	numbers := [3]int{}
	parts := []struct{ list, text string }{{"fonts", x.font}, {"fills", x.fill}, {"borders", x.border}}
	for i, part := range parts {
		if part.text == "" {
			continue
		}
		var err error
		if _, numbers[i], err = addTo(src, part.list, part.text); err != nil || numbers[i] < 0 {
			return src, err
		}
	}
	src, dropped, err := dropLast(src, "cellXfs", xfXML(numbers, x.align), used)
	if err != nil || !dropped {
		return src, err
	}
	for i, part := range parts {
		if part.text == "" || strings.Contains(string(src), fmt.Sprintf(`%sId="%d"`, strings.TrimSuffix(part.list, "s"), numbers[i])) {
			continue
		}
		if src, _, err = dropLast(src, part.list, part.text, -1); err != nil {
			return src, err
		}
	}
	return src, nil
}

// dropLast takes a list's last member out if it is this one and its number is beyond
// those used.
func dropLast(src []byte, name, member string, used int) ([]byte, bool, error) {
	l, err := listIn(src, name)
	n := len(l.members)
	if err != nil || n < 2 || n-1 <= used {
		return src, false, err
	}
	last := l.members[n-1]
	if string(src[last.from:last.to]) != l.prefixed(member) {
		return src, false, nil
	}
	out, err := edited(src, []edit{{l.open.span, l.counted(src, n-1)}, {span{l.members[n-2].to, last.to}, ""}})
	return out, true, err
}
