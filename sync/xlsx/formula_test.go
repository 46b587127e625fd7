package xlsx

import (
	"strings"
	"testing"

	"rasoat/rules"
	"rasoat/sync"
)

// chained is a workbook whose formulas have a note of their order.
func chained(sheet, chain string) raw {
	r := minimal(sheet)
	r["xl/calcChain.xml"] = `<calcChain xmlns="` + mainSpace + `">` + chain + `</calcChain>`
	r["[Content_Types].xml"] = strings.Replace(r["[Content_Types].xml"], "</Types>",
		`<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>`, 1)
	r["xl/_rels/workbook.xml.rels"] = strings.Replace(r["xl/_rels/workbook.xml.rels"], "</Relationships>",
		`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>`, 1)
	return r
}

// ourSheet is a sheet with our columns B and C, and more cells in them.
func ourSheet(rows string) string {
	return sheetXML(`<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Tên</t></is></c><c r="B1" t="inlineStr"><is><t>` + rules.StatusHeader +
		`</t></is></c><c r="C1" t="inlineStr"><is><t>` + rules.TodoHeader + `</t></is></c></row>` + rows + `</sheetData>`)
}

// TestReplaceFormula: somebody's formula in our column gives way, and with it
// the note of the order of formulas, that would name a cell without one.
func TestReplaceFormula(t *testing.T) {
	path := chained(ourSheet(`<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" s="1" cm="1"><f>A2</f><v>2</v></c></row>`), `<c r="A2" i="1"/><c r="B2"/>`).save(t)
	after := apply(t, path, sync.Changes{Text: []sync.Text{{Tab: "7", Column: sync.Status, Row: 1, Col: 1, Now: "✓ Đạt"}}})
	if got := after.Tabs[0].At(1, 1); got != (rules.Cell{Kind: rules.Text, Text: "✓ Đạt"}) {
		t.Errorf("%+v", got)
	}
	all := parts(t, path)
	for name, text := range all {
		if strings.Contains(strings.ToLower(name+text), "calcchain") {
			t.Errorf("%s still names the order of formulas", name)
		}
	}
	if !strings.Contains(all["xl/worksheets/sheet1.xml"], `<c r="B2" s="1" t="inlineStr">`) {
		t.Error("the cell's style is gone: " + all["xl/worksheets/sheet1.xml"])
	}

	path = chained(ourSheet(`<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>`), `<c r="A2" i="1"/>`).save(t)
	apply(t, path, sync.Changes{Text: []sync.Text{{Tab: "7", Column: sync.Status, Row: 1, Col: 1, Now: "✓ Đạt"}}})
	if parts(t, path)["xl/calcChain.xml"] == "" {
		t.Error("the order of people's formulas is gone without need")
	}
}

// TestVolatileFormula: a formula that gives something else each time it is worked
// out doesn't make the file look changed.
func TestVolatileFormula(t *testing.T) {
	path := minimal(ourSheet(`<row r="2"><c r="A2"><f>RAND()</f></c></row>`)).save(t)
	w := New(path)
	seen, err := w.Read(t.Context())
	must(t, err)
	after, err := w.Apply(t.Context(), seen, sync.Changes{Text: []sync.Text{{Tab: "7", Column: sync.Status, Row: 1, Col: 1, Now: "x"}}})
	must(t, err)
	if got := after.Tabs[0].At(1, 0); got.Kind != rules.Number || got != seen.Tabs[0].At(1, 0) {
		t.Errorf("%+v", got)
	}
}

// TestSharedFormula: a formula that other cells share is replaced only together
// with all of them.
func TestSharedFormula(t *testing.T) {
	path := minimal(ourSheet(`<row r="2"><c r="B2"><f t="shared" ref="B2:B3" si="0">A2</f><v>2</v></c></row>` +
		`<row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>`)).save(t)
	text := func(row int) sync.Text {
		return sync.Text{Tab: "7", Column: sync.Status, Row: row, Col: 1, Now: "✓ Đạt"}
	}
	_, err := New(path).Apply(t.Context(), read(t, path), sync.Changes{Text: []sync.Text{text(1)}})
	if got := sentence(t, err); !strings.Contains(got, "chưa hiểu chắc chắn") {
		t.Error(got)
	}
	apply(t, path, sync.Changes{Text: []sync.Text{text(2)}})
	apply(t, path, sync.Changes{Text: []sync.Text{text(1)}})
	if strings.Contains(parts(t, path)["xl/worksheets/sheet1.xml"], "<f") {
		t.Error("a formula is left")
	}
}

// TestTable: our headers must not become part of a table, which has them a
// second time in its own part.
func TestTable(t *testing.T) {
	r := minimal(ourSheet(`<row r="2"><c r="A2"><v>1</v></c></row>`))
	r["xl/worksheets/_rels/sheet1.xml.rels"] = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/table" Target="../tables/table1.xml"/></Relationships>`
	r["xl/tables/table1.xml"] = `<table xmlns="` + mainSpace + `" id="1" name="B" displayName="B" ref="A1:C2"/>`
	path := r.save(t)
	apply(t, path, sync.Changes{Text: []sync.Text{{Tab: "7", Column: sync.Status, Row: 1, Col: 1, Now: "✓ Đạt"}}})
	_, err := New(path).Apply(t.Context(), read(t, path), sync.Changes{Remove: []string{"7"}})
	if got := sentence(t, err); !strings.Contains(got, "Table") {
		t.Error(got)
	}
}

// TestVerify: a sheet that doesn't come out as it should is refused.
func TestVerify(t *testing.T) {
	path := minimal(ourSheet(`<row r="2"><c r="A2"><v>1</v></c></row>`)).save(t)
	data, err := readFile(path)
	must(t, err)
	for _, c := range []struct{ old, new string }{
		{"<v>1</v>", "<v>2</v>"}, {`r="A2"`, `r="D2"`}, {rules.TodoHeader, "khác"}, {"</sheetData>", `<row r="9"><c r="A9"><v>1</v></c></row></sheetData>`},
		{"</sheetData>", `</sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>`}, {"</row>", ""}, {`r="2"`, `r="1"`},
	} {
		f, err := open(t.Context(), data)
		must(t, err)
		k := newInk(&f.sheets[0])
		if err := f.verify(k, []byte(strings.Replace(string(k.layout.src), c.old, c.new, 1)), false); err == nil {
			t.Errorf("%s for %s passed", c.new, c.old)
		}
	}
}
