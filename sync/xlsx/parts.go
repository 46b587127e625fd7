package xlsx

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"
)

// sheetPart is a sheet as the workbook lists it.
type sheetPart struct {
	id, title string // the number that stays with the sheet, and its name
	part      string // normal name of the part that holds it
	hidden    bool
	summary   string // how it is laid out, if it is our summary
}

// index is what the file says about itself: its sheets and what they share.
type index struct {
	sheets   []sheetPart
	book     string // normal name of the workbook's part
	date1904 bool
	strings  string // parts; "" when there is none
	styles   string
	signed   bool
	rels     map[string]relation // of the workbook, by id
}

// relation is one line of a part's relations.
type relation struct {
	kind   string // the last word of its type
	target string // normal name of a part
	strict bool
}

// eachTag calls f for every start tag of a part.
func eachTag(src []byte, f func(s *scanner, t token) error) error {
	s := newScanner(src)
	for {
		t, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if t.kind == startTag {
			if err := f(s, t); err != nil {
				return err
			}
		}
	}
}

// relations reads the relations of a part.
func (c *container) relations(ctx context.Context, part string) (map[string]relation, error) {
	name := relsOf(part)
	if !c.has(name) {
		return nil, nil
	}
	src, err := c.read(ctx, name)
	if err != nil {
		return nil, err
	}
	all := map[string]relation{}
	err = eachTag(src, func(s *scanner, t token) error {
		if string(localName(t.name)) != "Relationship" || attrText(src, t, "TargetMode") == "External" {
			return nil
		}
		kind := attrText(src, t, "Type")
		all[attrText(src, t, "Id")] = relation{
			kind: path.Base(kind), target: relatesTo(src, t, part),
			strict: strings.HasPrefix(kind, "http://purl.oclc.org/"),
		}
		return nil
	})
	if err != nil {
		return nil, damaged(name, err)
	}
	return all, nil
}

// relatesTo is the normal name of the part to which a relation of another leads.
func relatesTo(src []byte, t token, part string) string {
	target := attrText(src, t, "Target")
	if !strings.HasPrefix(target, "/") {
		target = path.Join(path.Dir(part), target)
	}
	return partName(target)
}

// relsOf is the part that holds a part's relations; "" is the package itself.
func relsOf(part string) string {
	if part == "" {
		return "_rels/.rels"
	}
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}

// newIndex finds the workbook's part and reads the list of sheets.
func newIndex(ctx context.Context, c *container) (*index, error) {
	root, err := c.relations(ctx, "")
	if err != nil {
		return nil, err
	}
	x := &index{}
	for _, r := range root {
		switch r.kind {
		case "officeDocument":
			x.book = r.target
		case "origin":
			x.signed = true
		}
	}
	for name := range c.parts {
		x.signed = x.signed || strings.HasPrefix(name, "_xmlsignatures/")
	}
	if x.book == "" || !c.has(x.book) {
		return nil, &reason{whyNotXLSX, hintSaveAs, errors.New("the package names no workbook")}
	}
	if strings.HasSuffix(x.book, ".bin") {
		return nil, &reason{"tệp ở định dạng .xlsb", hintSaveAs, nil}
	}
	if x.rels, err = c.relations(ctx, x.book); err != nil {
		return nil, err
	}
	for _, r := range x.rels {
		switch r.kind {
		case "sharedStrings":
			x.strings = r.target
		case "styles":
			x.styles = r.target
		}
	}
	return x, x.list(ctx, c)
}

// list reads the workbook's part: its sheets in order, and how it counts days.
func (x *index) list(ctx context.Context, c *container) error {
	src, err := c.read(ctx, x.book)
	if err != nil {
		return err
	}
	root := false
	err = eachTag(src, func(s *scanner, t token) error {
		root = root || t.is("workbook")
		switch {
		case t.is("workbookPr"):
			x.date1904 = attrBool(src, t, "date1904")
		case t.is("sheet"):
			x.add(src, t)
		}
		return nil
	})
	if err != nil {
		return damaged(x.book, err)
	}
	if !root {
		return &reason{whyNotXLSX, hintSaveAs, errors.New("the workbook's part isn't one")}
	}
	if bytes.Contains(src, []byte(summaryName)) {
		x.findSummary(src)
	}
	return nil
}

// findSummary tells which sheet is our summary. Names that can't be read are nobody's.
func (x *index) findSummary(src []byte) {
	l, err := listOf(src)
	if err != nil {
		return
	}
	title, layout := l.summaryOf(src)
	for i := range x.sheets {
		if x.sheets[i].title == title {
			x.sheets[i].summary = layout
		}
	}
}

// add takes up one sheet of the list, unless it is a chart's or a dialog's.
func (x *index) add(src []byte, t token) {
	id := ""
	_ = eachAttr(src, t.attrs, func(name []byte, value span) { // any prefix may mean the relations
		if len(prefixOf(name)) > 0 && string(localName(name)) == "id" {
			id = unescape(src[value.from:value.to])
		}
	})
	r, found := x.rels[id]
	if !found || r.kind != "worksheet" {
		return
	}
	state := attrText(src, t, "state")
	x.sheets = append(x.sheets, sheetPart{
		id: attrText(src, t, "sheetId"), title: unhex(attrText(src, t, "name")),
		part: r.target, hidden: state == "hidden" || state == "veryHidden",
	})
}

// readStrings reads the table of shared strings.
func readStrings(ctx context.Context, c *container, part string) ([]string, error) {
	if part == "" || !c.has(part) {
		return nil, nil
	}
	src, err := c.read(ctx, part)
	if err != nil {
		return nil, err
	}
	var all []string
	err = eachTag(src, func(s *scanner, t token) error {
		if !t.is("si") {
			return nil
		}
		text, err := richText(s, t)
		all = append(all, text)
		return err
	})
	if err != nil {
		return nil, damaged(part, err)
	}
	return all, nil
}

// richText is the text of a shared or inline string: of all its runs, without
// the readings that East Asian files put beside them.
func richText(s *scanner, open token) (string, error) {
	if open.empty {
		return "", nil
	}
	var text strings.Builder
	for depth := len(s.open); ; {
		t, err := s.next()
		if err != nil {
			return "", early(err)
		}
		switch {
		case t.kind == endTag && len(s.open) < depth:
			return unhex(text.String()), nil
		case t.kind == startTag && t.is("rPh"):
			if err := s.pass(t); err != nil {
				return "", err
			}
		case t.kind == startTag && t.is("t"):
			run, err := plainText(s, t)
			if err != nil {
				return "", err
			}
			text.WriteString(run)
		}
	}
}

// plainText is the character data of an element.
func plainText(s *scanner, open token) (string, error) {
	if open.empty {
		return "", nil
	}
	first := ""
	var more strings.Builder // what comes after the first piece
	for depth := len(s.open); ; {
		t, err := s.next()
		if err != nil {
			return "", early(err)
		}
		piece := ""
		switch {
		case t.kind == endTag && len(s.open) < depth:
			return first + more.String(), nil
		case t.kind == chars:
			piece = unescape(s.src[t.from:t.to])
		case t.kind == cdata:
			piece = strings.ToValidUTF8(string(s.src[t.from:t.to]), "\uFFFD")
		}
		if first == "" {
			first = piece
		} else {
			more.WriteString(piece)
		}
	}
}
