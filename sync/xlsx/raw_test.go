package xlsx

import (
	"archive/zip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"rasoat/rules"
	"rasoat/sync"
)

// raw is a file written part by part, as other programs write them.
type raw map[string]string

// minimal is the least that is a workbook; sheet is the XML of its one sheet.
func minimal(sheet string) raw {
	return raw{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns="` + mainSpace + `" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
			`<sheets><sheet name="Trang" sheetId="7" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
		"xl/styles.xml": `<styleSheet xmlns="` + mainSpace + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\/mm\/yyyy"/></numFmts>` +
			`<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": sheet,
	}
}

// save writes the parts in the order of their names.
func (r raw) save(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "thô.xlsx")
	f, err := os.Create(path)
	must(t, err)
	z := zip.NewWriter(f)
	names := make([]string, 0, len(r))
	for name := range r {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		w, err := z.Create(name)
		must(t, err)
		_, err = w.Write([]byte(r[name]))
		must(t, err)
	}
	must(t, z.Close())
	must(t, f.Close())
	return path
}

func sheetXML(inner string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="` + mainSpace + `">` + inner + `</worksheet>`
}

// writeAndRemove makes our columns, writes two rows, and takes all out again.
func writeAndRemove(t *testing.T, r raw, header, col int) (written string) {
	t.Helper()
	path := r.save(t)
	before := parts(t, path)
	id := read(t, path).Tabs[0].ID
	after := apply(t, path, sync.Changes{
		Setup: []sync.Setup{{Tab: id, Header: header, Status: col, Todo: col + 1, Colours: true}},
		Text: []sync.Text{{Tab: id, Column: sync.Status, Row: header + 1, Col: col, Now: "✓ Đạt"},
			{Tab: id, Column: sync.Todo, Row: header + 3, Col: col + 1, Now: "làm"}},
	})
	tab := after.Tabs[0]
	if tab.Own != (rules.Owned{Status: col, Todo: col + 1, Coloured: true}) || tab.At(header+1, col).Text != "✓ Đạt" || tab.At(header+3, col+1).Text != "làm" {
		t.Fatalf("own %+v, rows %+v", tab.Own, tab.Rows)
	}
	written = parts(t, path)["xl/worksheets/sheet1.xml"]
	apply(t, path, sync.Changes{Remove: []string{id}})
	for name, text := range parts(t, path) {
		if name != "xl/styles.xml" && bare(text) != bare(before[name]) { // an empty list of formats may stay there
			t.Errorf("%s isn't as it was:\n%s", name, firstDifference(before[name], text))
		}
	}
	return written
}

// bare is a sheet without rows that say nothing.
func bare(sheet string) string {
	sheet = emptyRow.ReplaceAllString(sheet, "")
	return strings.ReplaceAll(sheet, "<sheetData></sheetData>", "<sheetData/>")
}

var emptyRow = regexp.MustCompile(`<(x:)?row r=['"]\d+['"]\s*(/>|></(x:)?row>)`)

// TestWriteIntoOddSheets writes into sheets as many programs write them; each
// must come out with our cells, and be byte for byte as before when we go.
func TestWriteIntoOddSheets(t *testing.T) {
	for name, sheet := range map[string]string{
		"no addresses": sheetXML(`<sheetData><row><c t="inlineStr"><is><t>Tên</t></is></c></row><row><c><v>1</v></c></row><row/><row r="9"><c><v>2</v></c></row></sheetData>`),
		"short rows":   sheetXML(`<dimension ref="A1:A2"/><sheetData><row r="1"/><row r="2" spans="1:1" ht="30"><c r="A2"><v>1</v></c></row></sheetData><pageMargins left="1"/>`),
		"no rows":      sheetXML(`<sheetPr/><sheetData/><extLst><ext xmlns:x14="y" uri="z"><x14:a/></ext></extLst>`),
		"no rows, two tags": sheetXML(`<cols><col min="1" max="1" width="9"/><col min="9" max="9" width="9"/></cols><sheetData></sheetData>` +
			`<conditionalFormatting sqref="A1:A9"><cfRule type="cellIs" dxfId="0" priority="3" operator="equal"><formula>"x"</formula></cfRule></conditionalFormatting>`),
		"prefix": `<x:worksheet xmlns:x='` + mainSpace + `'><x:sheetData><x:row r='1'><x:c r='A1' t='str'><x:v>Tên</x:v></x:c></x:row>` +
			`<x:row r='2'></x:row></x:sheetData><x:mergeCells count='1'><x:mergeCell ref='A5:A6'/></x:mergeCells></x:worksheet>`,
		"strict": `<worksheet xmlns="` + strictSpace + `"><sheetData><row r="1"><c r="A1" t="d" s="1"><v>2022-10-20</v></c></row></sheetData></worksheet>`,
		"comments": sheetXML("<!-- <sheetData> --><sheetData><!-- <row r=\"1\"> --><row r=\"1\" ><c r=\"A1\" t=\"inlineStr\" ><is><t><![CDATA[<c r=\"D1\"> & ]]></t></is></c >\n</row >\n" +
			"<row r=\"4\"\n><c\nr=\"H4\"><v>1</v></c></row><?pi <row> ?></sheetData>"),
		"cells behind ours": sheetXML(`<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="H1"><v>3</v></c></row><row r="2"><c r="H2"><v>3</v></c></row><row r="4"><c r="A4"><v>1</v></c><c r="F4" s="1"/><c><v>3</v></c></row></sheetData>`),
		"attributes":        sheetXML(`<sheetData foo="a>b"><row r="1" x="'>'"><c r="A1" y='">"'><v>1</v></c></row></sheetData>`),
		"byte order mark":   "\xEF\xBB\xBF" + sheetXML(`<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>`),
	} {
		t.Run(name, func(t *testing.T) { writeAndRemove(t, minimal(sheet), 0, 3) })
	}
}

// TestReadOddCells reads cells as many programs write them.
func TestReadOddCells(t *testing.T) {
	path := minimal(`<w:worksheet xmlns:w="` + mainSpace + `"><w:sheetData><w:row>` +
		`<w:c t="inlineStr"><w:is><w:r><w:t>Quý </w:t></w:r><w:rPh sb="0" eb="1"><w:t>x</w:t></w:rPh><w:r><w:t xml:space="preserve"> III</w:t></w:r></w:is></w:c>` +
		`<w:c t="str"><w:f>A1</w:f><w:v></w:v></w:c><w:c t="b"><w:v>1</w:v></w:c><w:c t="e"><w:f>x</w:f><w:v>#REF!</w:v></w:c>` +
		`<w:c s="1"><w:v> 44854 </w:v></w:c><w:c s="2"><w:v>8.5E-1</w:v></w:c><w:c t="d"><w:v>2022-10-20T12:00:00</w:v></w:c>` +
		`<w:c t="s"><w:v>99</w:v></w:c><w:c><w:v>1,5</w:v></w:c><w:c><w:v>NaN</w:v></w:c><w:c s="1"/><w:c t="n"><w:v>&#x31;&#48;</w:v></w:c>` +
		`<w:c t="str"><w:v><![CDATA[a & b]]> &amp; c</w:v></w:c></w:row></w:sheetData></w:worksheet>`).save(t)
	want := []rules.Cell{
		{Kind: rules.Text, Text: "Quý  III"}, {Formula: true}, {Kind: rules.Bool, Num: 1}, {Kind: rules.Error, Text: "#REF!", Formula: true},
		{Kind: rules.Number, Num: 44854, Format: rules.AsDate}, {Kind: rules.Number, Num: 0.85, Format: rules.AsPercent},
		{Kind: rules.Number, Num: 44854.5, Format: rules.AsDate}, {Kind: rules.Error, Text: "#REF!"},
		{Kind: rules.Text, Text: "1,5"}, {Kind: rules.Text, Text: "NaN"}, {}, {Kind: rules.Number, Num: 10}, {Kind: rules.Text, Text: "a & b & c"},
	}
	b := read(t, path)
	if diff := cmp.Diff(want, b.Tabs[0].Rows[0]); diff != "" {
		t.Error(diff)
	}
	if b.Tabs[0].ID != "7" {
		t.Errorf("id %q", b.Tabs[0].ID)
	}
}

// TestRefuseOddSheets: what isn't understood is read, but never written into.
func TestRefuseOddSheets(t *testing.T) {
	for name, sheet := range map[string]string{
		"rows backwards":   sheetXML(`<sheetData><row r="4"/><row r="2"/></sheetData>`),
		"row twice":        sheetXML(`<sheetData><row r="2"/><row r="2"/></sheetData>`),
		"cells backwards":  sheetXML(`<sheetData><row r="2"><c r="C2"/><c r="B2"/></row></sheetData>`),
		"cell elsewhere":   sheetXML(`<sheetData><row r="2"><c r="A5"><v>1</v></c></row></sheetData>`),
		"unknown in row":   sheetXML(`<sheetData><row r="2"><d r="A2"/></row></sheetData>`),
		"foreign in data":  sheetXML(`<sheetData><z:row xmlns:z="q"/></sheetData>`),
		"text in a row":    sheetXML(`<sheetData><row r="2">x</row></sheetData>`),
		"space bound anew": sheetXML(`<sheetData><row r="2"><c xmlns="q" r="A2"/></row></sheetData>`),
	} {
		path := minimal(sheet).save(t)
		before, err := os.ReadFile(path)
		must(t, err)
		b := read(t, path)
		_, err = New(path).Apply(t.Context(), b, sync.Changes{Setup: []sync.Setup{{Tab: "7", Status: 3, Todo: 4}}})
		var trouble *sync.Trouble
		if !errors.As(err, &trouble) || !strings.Contains(trouble.Sentence, "'Trang'") {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%s: the file changed", name)
		}
	}
}

// TestUnreadableSheets: XML that isn't whole is never read by half.
func TestUnreadableSheets(t *testing.T) {
	for _, sheet := range []string{
		"", "<worksheet", `<worksheet xmlns="` + mainSpace + `">`, sheetXML(`<sheetData><row r="1">`), sheetXML(`<sheetData><row></sheetData></row>`),
		sheetXML(`<sheetData><row r="1"><c r="A0"/></row></sheetData>`), sheetXML(`<sheetData><row r="9999999"/></sheetData>`),
		sheetXML(`<sheetData><row r="x"/></sheetData>`), sheetXML(`<sheetData><row r="1"><c r="ZZZZ1"/></row></sheetData>`),
		sheetXML(`<sheetData/><sheetData/>`), sheetXML(``), `<!DOCTYPE x [<!ENTITY a "b">]>` + sheetXML(`<sheetData/>`),
		`<?xml version="1.0" encoding="UTF-16"?><worksheet/>`, `<html/>`, sheetXML(`<sheetData/>`) + "<x/>", sheetXML(`<sheetData/>`) + "x",
		sheetXML(`<sheetData><row r="1"><c r="A1><v>1</v></c></row></sheetData>`),
	} {
		_, err := New(minimal(sheet).save(t)).Read(t.Context())
		var trouble *sync.Trouble
		if !errors.As(err, &trouble) || !strings.HasPrefix(trouble.Sentence, "Không đọc được bảng 'thô.xlsx': ") {
			t.Errorf("%q: %v", sheet, err)
		}
	}
}

// TestOtherPartsAreCopied: notes named by absolute paths, parts nobody knows,
// names in other letters: all come out packed byte for byte as they went in.
func TestOtherPartsAreCopied(t *testing.T) {
	r := minimal(ourSheet(`<row r="2"><c r="A2"><v>1</v></c></row>`))
	r["xl/worksheets/_rels/sheet1.xml.rels"] = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="comments" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="/xl/comments/comment1.xml"/>` +
		`<Relationship Id="anysvml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing" Target="/xl/drawings/commentsDrawing1.vml"/></Relationships>`
	r["xl/comments/comment1.xml"] = `<comments xmlns="` + mainSpace + `"><authors/></comments>`
	r["xl/drawings/commentsDrawing1.vml"] = `<xml/>`
	r["xl/vbaProject.bin"] = "\x00\x01\x02"
	r["customXml/item1.xml"] = "<x/>"
	r["docProps/Thumbnail.WMF"] = strings.Repeat("ảnh", 100)
	path := r.save(t)
	before := packed(t, path)
	apply(t, path, sync.Changes{Text: []sync.Text{{Tab: "7", Column: sync.Status, Row: 1, Col: 1, Now: "✓ Đạt"}}})
	after := packed(t, path)
	for i, p := range before {
		if after[i].name != p.name || p.name != "xl/worksheets/sheet1.xml" && after[i] != p {
			t.Errorf("%s isn't as it was", p.name)
		}
	}
	if len(after) != len(before) {
		t.Errorf("%d parts, were %d", len(after), len(before))
	}
}

type packedPart struct {
	name, bytes string
	modified    int64
	crc         uint32
}

// packed is every part of a file, compressed as it is, in order.
func packed(t *testing.T, path string) []packedPart {
	z, err := zip.OpenReader(path)
	must(t, err)
	defer z.Close()
	var all []packedPart
	for _, f := range z.File {
		r, err := f.OpenRaw()
		must(t, err)
		b, err := io.ReadAll(r)
		must(t, err)
		all = append(all, packedPart{f.Name, string(b), f.Modified.Unix(), f.CRC32})
	}
	return all
}

// TestNoStyles: a file without styles gets some, for the colours.
func TestNoStyles(t *testing.T) {
	r := minimal(sheetXML(`<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>`))
	delete(r, "xl/styles.xml")
	for name, text := range r {
		text = regexp.MustCompile(`<Override PartName="/xl/styles[^>]*>|<Relationship Id="rId2"[^>]*>`).ReplaceAllString(text, "")
		r[name] = text
	}
	path := r.save(t)
	setup := sync.Changes{Setup: []sync.Setup{{Tab: "7", Status: 3, Todo: 4, Colours: true}}}
	apply(t, path, setup)
	f, err := excelize.OpenFile(path)
	must(t, err)
	defer f.Close()
	if formats, err := f.GetConditionalFormats("Trang"); err != nil || len(formats) != 1 {
		t.Errorf("%v %v", formats, err)
	}
	if style, err := f.GetConditionalStyle(0); err != nil || len(style.Fill.Color) != 1 {
		t.Errorf("%+v %v", style, err)
	}
}
