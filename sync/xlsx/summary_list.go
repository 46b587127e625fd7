package xlsx

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"rasoat/rules"
)

// bookList is what the workbook's part says of sheets and names.
type bookList struct {
	prefix  string // with which its elements are written
	idName  string // how a sheet's relation is written: "r:id"
	end     int    // before the end tag of the sheets
	largest int    // of the sheets' numbers
	titles  []string
	sheets  []span // of every kind, in order
	names   token  // <definedNames>; its name is nil when there is none
	whole   span   // of it
	inside  int    // before its end tag
	namesAt int    // where it would go
	list    []definedName
	views   []token // workbookView
	locked  bool    // people don't want sheets added
}

// definedName is one name of the workbook.
type definedName struct {
	span
	tag  token
	name string
	tab  int // of one sheet: its index; -1: of the workbook
	text string
}

// beforeNames are the elements that stand before the names.
const beforeNames = " fileVersion fileSharing workbookPr alternateUrls workbookProtection bookViews sheets functionGroups externalReferences "

// listOf reads the workbook's part.
func listOf(src []byte) (*bookList, error) {
	l := &bookList{}
	s := newScanner(src)
	for {
		t, err := s.next()
		if err == nil && len(s.open) == 1 && strings.Contains(beforeNames, " "+string(localName(t.name))+" ") {
			l.namesAt = t.to // a child of the root that has ended
		}
		switch {
		case err == io.EOF && l.end == 0:
			return nil, errNoSheets
		case err == io.EOF:
			return l, nil
		case err != nil:
			return nil, err
		case t.kind == endTag && string(localName(t.name)) == "sheets" && len(s.open) == 1:
			l.end = t.from
		case t.kind != startTag:
		case t.is("workbook"):
			if p := prefixOf(t.name); len(p) > 0 {
				l.prefix = string(p) + ":"
			}
		case t.is("sheet"):
			if err := s.pass(t); err != nil {
				return nil, err
			}
			l.addSheet(src, t, s.pos)
		case t.is("workbookProtection"):
			l.locked = attrBool(src, t, "lockStructure")
		case t.is("workbookView"):
			l.views = append(l.views, t)
		case t.is("definedNames"):
			if err := l.readNames(s, t); err != nil {
				return nil, err
			}
		}
	}
}

func (l *bookList) addSheet(src []byte, t token, end int) {
	l.sheets = append(l.sheets, span{t.from, end})
	l.titles = append(l.titles, rules.Fold(unhex(attrText(src, t, "name"))))
	if n, ok := attrInt(src, t, "sheetId", 0); ok {
		l.largest = max(l.largest, n)
	}
	_ = eachAttr(src, t.attrs, func(name []byte, _ span) {
		if len(prefixOf(name)) > 0 && string(localName(name)) == "id" {
			l.idName = string(name)
		}
	})
}

// readNames reads the list of names.
func (l *bookList) readNames(s *scanner, open token) error {
	l.names, l.whole, l.inside = open, open.span, open.to
	for depth := len(s.open); !open.empty; {
		t, err := s.next()
		switch {
		case err != nil:
			return early(err)
		case t.kind == endTag && len(s.open) < depth:
			l.whole.to, l.inside = t.to, t.from
			return nil
		case t.kind != startTag:
			continue
		}
		text, err := plainText(s, t)
		if err != nil {
			return err
		}
		tab, _ := attrInt(s.src, t, "localSheetId", -1)
		l.list = append(l.list, definedName{span{t.from, s.pos}, t, attrText(s.src, t, "name"), tab, text})
	}
	return nil
}

// summaryOf is the title of the sheet that the workbook's name for the summary
// points to, and the layout in its comment; "" when there is none.
func (l *bookList) summaryOf(src []byte) (title, layout string) {
	for _, n := range l.list {
		if !strings.EqualFold(n.name, summaryName) || n.tab >= 0 {
			continue
		}
		at := strings.LastIndexByte(n.text, '!')
		if at < 0 || strings.Contains(n.text, "#REF!") {
			continue
		}
		title = n.text[:at]
		if quoted, ok := strings.CutPrefix(title, "'"); ok {
			title = strings.ReplaceAll(strings.TrimSuffix(quoted, "'"), "''", "'")
		}
		if layout = attrText(src, n.tag, "comment"); layout == "" {
			layout = unknownLayout
		}
		return title, layout
	}
	return "", ""
}

// nameSummary makes the workbook's name for the summary say which sheet that is, and
// how it is laid out; and lets its headers be printed on every page.
func (f *file) nameSummary(ctx context.Context, changed map[string][]byte, part sheetPart) error {
	src, err := f.current(ctx, changed, f.index.book)
	if err != nil {
		return err
	}
	l, err := listOf(src)
	if err != nil {
		return damaged(f.index.book, err)
	}
	tab := "'" + strings.ReplaceAll(part.title, "'", "''") + "'!"
	text := fmt.Sprintf(`<%[1]sdefinedName name="%[2]s" comment="%[3]s" hidden="1">%[4]s$A$1</%[1]sdefinedName>`,
		l.prefix, summaryName, part.summary, escape(tab))
	var edits []edit
	printed := false
	for _, n := range l.list {
		if strings.EqualFold(n.name, summaryName) && n.tab < 0 {
			edits = append(edits, edit{n.span, ""})
		}
		printed = printed || n.tab == len(l.sheets)-1 && n.name == titlesName
	}
	if part.summary != "" && !printed && l.titles[len(l.titles)-1] == rules.Fold(part.title) {
		text += fmt.Sprintf(`<%[1]sdefinedName name="%[2]s" localSheetId="%[3]d">%[4]s$%[5]d:$%[5]d</%[1]sdefinedName>`,
			l.prefix, titlesName, len(l.sheets)-1, escape(tab), printedRow)
	}
	if l.names.name == nil || l.names.empty {
		at := span{l.namesAt, l.namesAt}
		if l.names.name != nil {
			at = l.whole
		}
		text = "<" + l.prefix + "definedNames>" + text + "</" + l.prefix + "definedNames>"
		edits = append(edits, edit{at, text})
	} else {
		edits = append(edits, edit{span{l.inside, l.inside}, text})
	}
	changed[f.index.book], err = edited(src, edits)
	return err
}

// titlesName is the name of the rows that are printed on every page.
const (
	titlesName = "_xlnm.Print_Titles"
	printedRow = 7 // from 1: the board's headers
)

// forget takes a sheet out of the workbook's list: the sheet, its names, and the
// numbers by which names and views count sheets.
func (l *bookList) forget(src []byte, title string) ([]byte, error) {
	at := -1
	for i, t := range l.titles {
		if t == rules.Fold(title) {
			at = i
		}
	}
	if at < 0 {
		return nil, errNoSheets
	}
	edits := []edit{{l.sheets[at], ""}}
	left := 0
	var inside []edit
	for _, n := range l.list {
		switch {
		case n.tab == at || n.tab < 0 && strings.EqualFold(n.name, summaryName):
			inside = append(inside, edit{n.span, ""})
			continue
		case n.tab > at:
			where, _ := attr(src, n.tag, "localSheetId")
			inside = append(inside, edit{where, strconv.Itoa(n.tab - 1)})
		}
		left++
	}
	if left == 0 && len(inside) > 0 {
		inside = []edit{{l.whole, ""}}
	}
	edits = append(edits, inside...)
	for _, v := range l.views {
		for _, name := range []string{"firstSheet", "activeTab"} {
			where, ok := attr(src, v, name)
			if n, _ := attrInt(src, v, name, 0); ok && n >= at && n > 0 {
				edits = append(edits, edit{where, strconv.Itoa(n - 1)})
			}
		}
	}
	return edited(src, edits)
}
