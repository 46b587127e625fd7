package xlsx

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"rasoat/rules"
)

// made writes a file by excelize and gives its path.
func made(t testing.TB, fill func(f *excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	path := filepath.Join(t.TempDir(), "Bảng theo dõi.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t testing.TB, path string) rules.Book {
	t.Helper()
	b, err := New(path).Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func format(t testing.TB, f *excelize.File, cell, code string) {
	t.Helper()
	id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	must(t, err)
	must(t, f.SetCellStyle("Sheet1", cell, cell, id))
}

func TestReadCells(t *testing.T) {
	path := made(t, func(f *excelize.File) {
		set := func(cell string, v any) { must(t, f.SetCellValue("Sheet1", cell, v)) }
		set("A1", "Tên đơn vị")
		set("B1", 84.5)
		set("C1", true)
		set("D1", false)
		set("E1", time.Date(2022, 10, 20, 0, 0, 0, 0, time.UTC))
		set("F1", 0.85)
		format(t, f, "F1", "0.00%")
		set("G1", 44854)
		format(t, f, "G1", `[$-42A]"ngày "dd" tháng "mm" năm "yyyy;@`)
		set("H1", "=1+1 <b>&amp;\n_x000D_ \"x\"")
		must(t, f.SetCellRichText("Sheet1", "I1", []excelize.RichTextRun{{Text: "Quý "}, {Text: "III", Font: &excelize.Font{Bold: true}}}))
		must(t, f.SetCellFormula("Sheet1", "J1", "B1*2"))
		must(t, f.SetCellFormula("Sheet1", "K1", "NOSUCH(1)"))
		must(t, f.SetCellFormula("Sheet1", "L1", "1/0"))
		must(t, f.SetCellFormula("Sheet1", "M1", `"a"&"b"`))
		set("A3", "dưới")
		set("XFD4", 1)
		must(t, f.MergeCell("Sheet1", "A1", "A2"))
		_, err := f.NewSheet("Ẩn")
		must(t, err)
		must(t, f.SetSheetVisible("Ẩn", false))
	})
	b := read(t, path)
	want := []rules.Cell{
		{Kind: rules.Text, Text: "Tên đơn vị"},
		{Kind: rules.Number, Num: 84.5},
		{Kind: rules.Bool, Num: 1},
		{Kind: rules.Bool},
		{Kind: rules.Number, Num: 44854, Format: rules.AsDate},
		{Kind: rules.Number, Num: 0.85, Format: rules.AsPercent},
		{Kind: rules.Number, Num: 44854, Format: rules.AsDate},
		{Kind: rules.Text, Text: "=1+1 <b>&amp;\n\r \"x\""},
		{Kind: rules.Text, Text: "Quý III"},
		{Kind: rules.Number, Num: 169, Formula: true},
		{Kind: rules.Error, Text: "#VALUE!", Formula: true},
		{Kind: rules.Error, Text: "#DIV/0!", Formula: true},
		{Kind: rules.Text, Text: "ab", Formula: true},
	}
	if diff := cmp.Diff(want, b.Tabs[0].Rows[0]); diff != "" {
		t.Error(diff)
	}
	tab := b.Tabs[0]
	if len(tab.Rows) != 4 || len(tab.Rows[1]) != 0 || tab.At(2, 0).Text != "dưới" || tab.At(3, 16383).Num != 1 {
		t.Errorf("rows: %d", len(tab.Rows))
	}
	if tab.Title != "Sheet1" || tab.Hidden || !b.Tabs[1].Hidden || tab.ID == b.Tabs[1].ID {
		t.Errorf("tabs: %+v", b.Tabs[1])
	}
	if diff := cmp.Diff([]rules.Rect{{LastRow: 1}}, tab.Merges); diff != "" {
		t.Error(diff)
	}
	if tab.Own != rules.None() || tab.Width != maxCols {
		t.Errorf("own %+v, width %d", tab.Own, tab.Width)
	}
}

func TestReadDate1904(t *testing.T) {
	path := made(t, func(f *excelize.File) {
		on := true
		must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &on}))
		must(t, f.SetCellValue("Sheet1", "A1", 43392))
		format(t, f, "A1", "dd/mm/yyyy")
		must(t, f.SetCellValue("Sheet1", "B1", 43392))
	})
	row := read(t, path).Tabs[0].Rows[0]
	if rules.Date(row[0].Num) != rules.NewDate(2022, 10, 20) || row[1].Num != 43392 {
		t.Errorf("%+v", row)
	}
}

func TestMeaning(t *testing.T) {
	for code, want := range map[string]rules.Format{
		"General": rules.General, "@": rules.General, "0": rules.General, `#,##0 "đồng"`: rules.General,
		`#,##0.00 "d/m/y"`: rules.General, `0\d`: rules.General, "h:mm": rules.General, "[h]:mm:ss": rules.General,
		"mm:ss": rules.General, "[mm]:ss": rules.General, "h:mm AM/PM": rules.General, "0.00E+00": rules.General,
		"[Red]0;[Blue]-0": rules.General, "[$-F400]h:mm:ss AM/PM": rules.General, `#,##0_);(#,##0)`: rules.General,
		`_-* #,##0 "₫"_-;-* #,##0 "₫"_-`: rules.General, `[$VND] #,##0`: rules.General,
		"dd/mm/yyyy": rules.AsDate, "d-m-yy": rules.AsDate, "mm/yyyy": rules.AsDate, "MMM": rules.AsDate,
		"[$-F800]dddd, mmmm dd, yyyy": rules.AsDate, `[$-1042A]"Ngày "d" tháng "m;@`: rules.AsDate,
		"[$-x-sysdate]dddd": rules.AsDate, "dd/mm/yyyy hh:mm": rules.AsDate, "yyyy": rules.AsDate,
		"0%": rules.AsPercent, "0.00%;[Red]-0.00%": rules.AsPercent, `0"%"`: rules.General, `0.0\%`: rules.General,
	} {
		if got := meaning(code); got != want {
			t.Errorf("meaning(%q) = %v, want %v", code, got, want)
		}
	}
}

// TestReadAsExcelize compares with excelize, cell by cell, on a sheet of everything.
func TestReadAsExcelize(t *testing.T) {
	path := made(t, func(f *excelize.File) { fillMessy(t, f) })
	f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	must(t, err)
	defer f.Close()
	for _, tab := range read(t, path).Tabs {
		rows, err := f.GetRows(tab.Title)
		must(t, err)
		for i := range max(len(rows), len(tab.Rows)) {
			var row []string
			if i < len(rows) {
				row = rows[i]
			}
			for j := range max(len(row), 25) {
				want := ""
				if j < len(row) {
					want = row[j]
				}
				if got := asText(tab.At(i, j)); got != want && !tab.At(i, j).Formula {
					t.Errorf("%s!%s: %q, excelize %q", tab.Title, rules.A1(i, j), got, want)
				}
			}
		}
	}
}

// asText is a cell as excelize gives its raw value.
func asText(c rules.Cell) string {
	switch c.Kind {
	case rules.Number:
		return strconv.FormatFloat(c.Num, 'f', -1, 64)
	case rules.Bool:
		return map[bool]string{true: "1", false: "0"}[c.Num != 0]
	}
	return c.Text
}

// TestFormulasOutOfBounds: formulas without a value that would take all memory
// are errors, and the file is read all the same.
func TestFormulasOutOfBounds(t *testing.T) {
	path := made(t, func(f *excelize.File) {
		must(t, f.SetCellValue("Sheet1", "A1", 2))
		must(t, f.SetCellFormula("Sheet1", "B1", "SUM(A1:$XFC$1048575)"))
		must(t, f.SetCellFormula("Sheet1", "C1", "A1+1"))
	})
	row := read(t, path).Tabs[0].Rows[0]
	for _, c := range row[1:] {
		if c != (rules.Cell{Kind: rules.Error, Text: noResult, Formula: true}) {
			t.Errorf("%+v", c)
		}
	}
}

// TestFarCells: a few cells at the end of the world don't take all memory.
func TestFarCells(t *testing.T) {
	var far, deep strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&far, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i+1, i+1)
		deep.WriteString("<x>")
	}
	for _, sheet := range []string{
		sheetXML(`<sheetData>` + far.String() + `</sheetData>`),
		sheetXML(`<sheetData/>` + deep.String() + strings.ReplaceAll(deep.String(), "<", "</")),
	} {
		_, err := New(minimal(sheet).save(t)).Read(t.Context())
		sentence(t, err)
	}
}
