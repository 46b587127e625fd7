package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"rasoat/rules"
	"rasoat/summary"
)

// lastColoured is the last row in which marks are coloured; the board ends far above.
const lastColoured = 20000

// summarySheetXML is a new summary sheet: on A4 across, as wide as the page.
func summarySheetXML(page *summary.Page, st *lookStyles) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<worksheet xmlns="` + mainSpace + `" xmlns:r="` + relationSpace + `">` +
		`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
	fmt.Fprintf(&b, `<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane xSplit="%d" ySplit="%d" topLeftCell="%s" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>`,
		summary.FrozenColumns, summary.FrozenRows, rules.A1(summary.FrozenRows, summary.FrozenColumns))
	b.WriteString(`<sheetFormatPr defaultRowHeight="15"/><cols>`)
	widths := summary.Widths()
	for i, w := range widths {
		last := i + 1
		if last == len(widths) {
			last = maxCols
		}
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d.7109375" customWidth="1"/>`, i+1, last, w)
	}
	b.WriteString(`</cols>` + dataXML("", page, st))
	b.WriteString(markColours(st))
	b.WriteString(`<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.2" footer="0.2"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>` +
		`<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter>`)
	if page.Chart != nil {
		b.WriteString(`<drawing r:id="rId1"/>`)
	}
	b.WriteString(`</worksheet>`)
	return b.String()
}

// markColours colours cells by the mark with which they begin; what to press for
// isn't looked at.
func markColours(st *lookStyles) string {
	if len(st.fills) == 0 {
		return ""
	}
	first := rules.A1(summary.FrozenRows, summary.Overall)
	text := fmt.Sprintf(`<conditionalFormatting sqref="%s:%s %s:%s">`, first, rules.A1(lastColoured-1, summary.Overall),
		rules.A1(summary.FrozenRows, summary.Marks), rules.A1(lastColoured-1, maxCols-1))
	seen := map[string]bool{}
	priority := 1
	for _, label := range rules.Labels() {
		format, ok := st.fills[label.Fill()]
		mark := label.Mark()
		if !ok || seen[mark] {
			continue
		}
		seen[mark] = true
		text += fmt.Sprintf(`<cfRule type="beginsWith" dxfId="%d" priority="%d" operator="beginsWith" text="%s"><formula>LEFT(%s,1)="%s"</formula></cfRule>`,
			format, priority, mark, first, mark)
		priority++
	}
	return text + `</conditionalFormatting>`
}

// dataXML is the page's cells.
func dataXML(prefix string, page *summary.Page, st *lookStyles) string {
	var b strings.Builder
	b.WriteString("<" + prefix + "sheetData>")
	l := &layout{prefix: prefix}
	for row := range page.Rows {
		look := page.Rows[row].Look
		fmt.Fprintf(&b, `<%srow r="%d" ht="%d">`, prefix, row+1, height(page, row))
		for col := range max(page.Framed(row), len(page.Rows[row].Cells)) {
			style := ""
			if col < page.Framed(row) || look == summary.Plain {
				style = st.of(look, col)
			}
			b.WriteString(l.anyXML(row, col, style, page.At(row, col)))
		}
		b.WriteString("</" + prefix + "row>")
	}
	b.WriteString("</" + prefix + "sheetData>")
	return b.String()
}

// height is about how high a row must be for its text, in points. Programs that
// work it out themselves may: it isn't given as a person's choice.
func height(page *summary.Page, row int) int {
	const line, small = 15, 12 // points
	switch page.Rows[row].Look {
	case summary.Title:
		return 24
	case summary.Head:
		return 2*small + 6
	case summary.Body:
		widths := summary.Widths()
		tallest := line + 1
		for col, high := range []int{summary.Name: line, summary.Overall: line, summary.Press: small} {
			room := widths[col] * 15 / high // letters of a smaller font are narrower
			tallest = max(tallest, lines(page.At(row, col).Text, room)*high+2)
		}
		return tallest
	}
	return line + 1
}

// lines is about how many lines a text takes in a column with room for so many letters.
func lines(text string, room int) int {
	n := 0
	for _, part := range strings.Split(text, "\n") {
		n += max((utf8.RuneCountInString(part)+room-1)/room, 1)
	}
	return n
}

// anyXML is a cell of text, of a number, or an empty one with a style.
func (l *layout) anyXML(row, col int, style string, c rules.Cell) string {
	switch {
	case c.Kind == rules.Text:
		return l.cellXML(row, col, style, fitting(c.Text))
	case c.Kind == rules.Number:
		return "<" + l.prefix + `c r="` + rules.A1(row, col) + `"` + styleAttr(style) + "><" + l.prefix + "v>" +
			strconv.FormatFloat(c.Num, 'f', -1, 64) + "</" + l.prefix + "v></" + l.prefix + "c>"
	case style != "":
		return l.blankXML(row, col, style)
	}
	return ""
}
