package xlsx

import (
	"testing"

	"rasoat/rules"
	"rasoat/sync"
)

// FuzzSheet reads any XML as a sheet, and writes into what can be read: it never
// panics, and what it writes holds our cells and everything else as it was (that
// is what change checks by itself).
func FuzzSheet(f *testing.F) {
	for _, s := range []string{
		sheetXML(`<sheetData><row r="1" spans="1:1"><c r="A1" s="1" t="s"><v>0</v></c></row><row/></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`),
		ourSheet(`<row r="2"><c r="B2"><f t="shared" ref="B2:B3" si="0">A2</f><v>2</v></c></row>`),
		`<x:worksheet xmlns:x='` + mainSpace + `'><x:dimension ref="A1:B2"/><x:cols><x:col min='1' max='9' width='3'/></x:cols><x:sheetData/></x:worksheet>`,
		sheetXML(`<sheetData/><conditionalFormatting sqref="D1:D9"><cfRule type="cellIs" operator="equal" dxfId="0" priority="1"><formula>"✓ Đạt"</formula></cfRule></conditionalFormatting>`),
		sheetXML(`<sheetData><!-- x --><row><c t="inlineStr"><is><t><![CDATA[x]]>&#10;&amp;_x000D_</t></is></c></row></sheetData>`),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, xml string) {
		file := &file{box: &container{}, index: &index{}, shared: &shared{strings: []string{"x"}}}
		s, err := file.sheet(sheetPart{id: "7", title: "Trang", part: "s"}, []byte(xml))
		if err != nil {
			return
		}
		file.sheets = []sheet{s}
		col := s.tab.Width
		c := tabChanges{setup: []sync.Setup{{Tab: "7", Header: 1, Status: col, Todo: col + 1, Colours: true}}}
		styles := &colours{file: file, ids: map[string]int{}}
		fresh, err := file.changeSheet(t.Context(), newInk(&file.sheets[0]), c, styles)
		if err != nil || fresh == nil {
			return
		}
		own := file.sheets[0].tab.Own
		if own.Status < 0 || own.Todo < 0 || !own.Coloured {
			t.Fatalf("ours are at %+v", own)
		}
		c = tabChanges{text: []sync.Text{{Tab: "7", Column: sync.Status, Row: 5, Col: own.Status, Now: "✓ Đạt"}}}
		if _, err := file.changeSheet(t.Context(), newInk(&file.sheets[0]), c, styles); err != nil {
			t.Logf("text: %v", err)
			return
		}
		if _, err := file.changeSheet(t.Context(), newInk(&file.sheets[0]), tabChanges{remove: true}, styles); err != nil {
			t.Logf("remove: %v", err)
			return
		}
		if after := file.sheets[0].tab; s.tab.Own == rules.None() && after.Own != rules.None() {
			t.Fatalf("ours are still at %+v", after.Own)
		}
	})
}

// FuzzText: whatever text is written reads back the same, as long as it fits.
func FuzzText(f *testing.F) {
	for _, s := range []string{"=1+1", "_x0041_", "a\r\nb", "\x00", "<b>&amp;]]>", "😀", "_x_x000D_", "_x0000\x19", "\ufffe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := fitting(s)
		if got := unhex(unescape([]byte(escape(want)))); got != want {
			t.Fatalf("%q reads back as %q", want, got)
		}
	})
}

// FuzzFile opens any bytes as a file: it never panics and never takes all memory.
func FuzzFile(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) { _, _ = open(t.Context(), data) })
}

// FuzzList reads any XML as the workbook's part and as styles: it never panics, and
// the summary's sheet that is added and forgotten again leaves what was there.
func FuzzList(f *testing.F) {
	for _, s := range []string{
		`<workbook xmlns="` + mainSpace + `"><bookViews><workbookView activeTab="1"/></bookViews><sheets><sheet name="A" sheetId="1" r:id="x"/></sheets></workbook>`,
		`<x:workbook xmlns:x="` + mainSpace + `"><x:sheets><x:sheet name="A" sheetId="3" r:id="x"></x:sheet></x:sheets><x:definedNames/></x:workbook>`,
		`<workbook xmlns="` + mainSpace + `"><sheets/><definedNames><definedName name="_rasoat_summary" comment="1-2">'T''a'!$A$1</definedName></definedNames></workbook>`,
		noStyles,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, xml string) {
		src := []byte(xml)
		if styled, id, err := addXf(src, allXfs()[0]); err == nil && id >= 0 {
			if again, same, err := addXf(styled, allXfs()[0]); err != nil || same != id || len(again) != len(styled) {
				t.Fatalf("a style is added twice: %d, %d, %v", id, same, err)
			}
		}
		l, err := listOf(src)
		if err != nil {
			return
		}
		l.summaryOf(src)
		added, err := edited(src, []edit{{span{l.end, l.end}, `<` + l.prefix + `sheet name="rasoat-thử" sheetId="99"/>`}})
		if err != nil {
			t.Fatal(err)
		}
		l, err = listOf(added)
		if err != nil || len(l.titles) == 0 || len(l.list) > 0 {
			return // somebody's names may count sheets that aren't there
		}
		if back, err := l.forget(added, "rasoat-thử"); err == nil && len(l.views) == 0 && string(back) != xml {
			t.Fatalf("%q became %q", xml, back)
		}
	})
}
