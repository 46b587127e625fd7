package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"rasoat/rules"
)

// layout is where things stand in a sheet's XML: what writing needs to know.
type layout struct {
	src       []byte
	prefix    string // with which the sheet's elements are written: "" or "x:"
	dimension span   // the value of its ref; zero when there is none
	cols      *colsPart
	sheetAt   int   // where a <cols> would go: before sheetData
	data      token // the start tag of sheetData
	dataEnd   int   // where its end tag begins; the tag's own end when it is empty
	rows      []rowPart
	rulesAt   int // where a conditional formatting would go
	rules     []rulePart
	formulas  []span // in the cells, each with its end tag
	priority  int    // the largest among colour rules
	odd       string // why nothing may be written; "" when all is understood
}

// rowPart is a row in the XML.
type rowPart struct {
	row  int
	tag  token
	end  int  // where its end tag begins; the start tag's end when it is empty
	bare bool // without r: its number follows from the one before
}

// colsPart is the <cols> element.
type colsPart struct {
	span
	inner int // where its content ends
	list  []colPart
}

// colPart is the width and style of some columns.
type colPart struct {
	span
	first, last int // 0-based
	width       float64
	hidden      bool
	plain       bool // it has no style
	cut         bool // we cut it out of a wider one
}

// rulePart is one rule of a conditional formatting.
type rulePart struct {
	span
	block   span   // the whole conditionalFormatting
	alone   bool   // it is the only rule of its block
	where   string // sqref
	label   string // of a rule "equals this text"; "" of any other
	formats int    // dxfId; -1 when there is none
}

// sheetReader reads one sheet into a tab and a layout.
type sheetReader struct {
	*scanner
	shared  *shared
	tab     rules.Tab
	layout  layout
	scratch []rules.Cell
	pending []pendingCell
}

// shared is what the sheets of a file have in common.
type shared struct {
	strings  []string
	formats  []rules.Format
	date1904 bool
	taken    int // bytes of memory that the cells of all sheets take, about
}

// pendingCell is a formula that was saved without its value.
type pendingCell struct{ row, col, style int }

// maxTaken bounds the memory that the cells of a file take.
const maxTaken = 512 << 20

var errNotSheet = errors.New("the part isn't a worksheet")

// readSheet reads a worksheet's XML.
func readSheet(src []byte, sh *shared) (*sheetReader, error) {
	r := &sheetReader{scanner: newScanner(src), shared: sh, layout: layout{src: src}}
	for {
		t, err := r.next()
		switch {
		case err == io.EOF && r.layout.data.name == nil:
			return nil, errNotSheet
		case err == io.EOF:
			r.finish()
			return r, nil
		case err != nil:
			return nil, err
		case t.kind == startTag:
			if err := r.element(t); err != nil {
				return nil, err
			}
		}
	}
}

// finish fills in what is known only in the end.
func (r *sheetReader) finish() {
	if r.rebound {
		r.layout.oddly("a namespace is bound again inside the sheet")
	}
	r.tab.Own = adopt(&r.tab, findOwn(&r.tab), r.layout.rules)
	r.tab.Own.Coloured = coloured(&r.tab, r.layout.rules)
	for _, row := range r.tab.Rows {
		r.tab.Width = max(r.tab.Width, len(row))
	}
}

// oddly notes why nothing may be written into the sheet.
func (l *layout) oddly(why string) {
	if l.odd == "" {
		l.odd = why
	}
}

// element reads an element of the worksheet.
func (r *sheetReader) element(t token) error {
	depth := len(r.open)
	if t.empty {
		depth++
	}
	if depth == 1 {
		if !t.is("worksheet") || t.empty {
			return errNotSheet
		}
		if p := prefixOf(t.name); len(p) > 0 {
			r.layout.prefix = string(p) + ":"
		}
		return nil
	}
	if !t.main {
		return r.pass(t)
	}
	if err := r.child(t); err != nil {
		return err
	}
	if strings.Contains(beforeRules, " "+string(localName(t.name))+" ") {
		r.layout.rulesAt = r.pos
	}
	return nil
}

// beforeRules are the elements that stand before our colour rules.
const beforeRules = " sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection" +
	" protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr" +
	" conditionalFormatting "

// child reads one child of the worksheet, up to its end.
func (r *sheetReader) child(t token) error {
	switch string(localName(t.name)) {
	case "dimension":
		r.layout.dimension, _ = attr(r.src, t, "ref")
	case "cols":
		return r.readCols(t)
	case "sheetData":
		return r.readData(t)
	case "mergeCells":
		return r.readMerges(t)
	case "conditionalFormatting":
		return r.readRules(t)
	}
	return r.pass(t)
}

// readCols reads the widths and styles of columns.
func (r *sheetReader) readCols(open token) error {
	if r.layout.cols != nil {
		r.layout.oddly("cols stands twice")
	}
	c := &colsPart{span: open.span, inner: open.to}
	r.layout.cols = c
	if open.empty {
		return nil
	}
	for depth := len(r.open); ; {
		t, err := r.next()
		if err != nil {
			return early(err)
		}
		switch {
		case t.kind == endTag && len(r.open) < depth:
			c.inner, c.to = t.from, t.to
			return nil
		case t.kind == startTag && t.is("col"):
			r.readCol(c, t)
		}
	}
}

// farColumn is from where on a formatted column is taken to be everything to
// the right, not part of people's table.
const farColumn = 1000

// readCol takes up one <col>. Its columns are in use when they are styled or
// hidden.
func (r *sheetReader) readCol(c *colsPart, t token) {
	first, ok := attrInt(r.src, t, "min", 0)
	last, ok2 := attrInt(r.src, t, "max", 0)
	if !ok || !ok2 || first < 1 || last < first {
		r.layout.oddly("a col without its columns")
		return
	}
	if err := r.pass(t); err != nil {
		r.layout.oddly("a col that isn't closed")
		return
	}
	p := colPart{span: span{t.from, r.pos}, first: first - 1, last: last - 1}
	p.width, _ = strconv.ParseFloat(attrText(r.src, t, "width"), 64)
	p.hidden = attrBool(r.src, t, "hidden")
	style := attrText(r.src, t, "style")
	p.plain = style == "" || style == "0"
	p.cut = bytes.HasSuffix(r.src[:p.to], []byte(cutMark))
	c.list = append(c.list, p)
	if (!p.plain || p.hidden) && last < farColumn {
		r.tab.Width = max(r.tab.Width, last)
	}
}

// readMerges reads the merged blocks.
func (r *sheetReader) readMerges(open token) error {
	if open.empty {
		return nil
	}
	for depth := len(r.open); ; {
		t, err := r.next()
		if err != nil {
			return early(err)
		}
		switch {
		case t.kind == endTag && len(r.open) < depth:
			return nil
		case t.kind == startTag && t.is("mergeCell"):
			if rect, ok := parseRect(attrText(r.src, t, "ref")); ok {
				r.tab.Merges = append(r.tab.Merges, rect)
			}
		}
	}
}

// badRef is a cell or row that stands where it can't.
func badRef(what string, t token, src []byte) error {
	return fmt.Errorf("%s %q at byte %d", what, attrText(src, t, "r"), t.from)
}
