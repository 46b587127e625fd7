package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rasoat/rules"
	"rasoat/summary"
	"rasoat/sync"
)

// little is a verdict on so many units without any rule for them, and a target of all.
func little(units int) *rules.Verdict {
	at := time.Date(2022, 10, 20, 7, 0, 0, 0, time.UTC)
	target := &rules.Rule{ID: "t", Title: "Giới thiệu", For: rules.ForAll, Every: rules.Year, Enabled: true, Reach: &rules.Reach{Sum: true}}
	v := &rules.Verdict{Plan: &rules.Plan{Title: "Kế hoạch", Year: 2022, Location: at.Location(), Rules: []*rules.Rule{target},
		Levels: rules.Levels{Unit: "chi đoàn", All: "Toàn xã"}}, Data: &rules.Data{}, At: at, Today: rules.DateOf(at),
		Overall: make([]rules.Status, units), Held: make([]bool, units)}
	for u := range units {
		v.Data.Units = append(v.Data.Units, rules.Unit{Name: "Chi đoàn " + string(rune('A'+u))})
	}
	v.Findings = []rules.Finding{{Rule: target, Level: rules.ForAll, Unit: -1, Period: rules.NewPeriod(rules.Year, 1, 2022), Status: rules.InProgress,
		Value: rules.Int(1), Target: rules.Int(4), Counted: true, Aimed: true}}
	return v
}

// summarised writes the summary, and gives the file's parts then.
func summarised(t *testing.T, path string, v *rules.Verdict) map[string]string {
	t.Helper()
	w := New(path)
	b, err := w.Read(t.Context())
	must(t, err)
	if s := sync.PlaceSummary(v, b); s != nil {
		_, err = w.Apply(t.Context(), b, sync.Changes{Summary: s})
		must(t, err)
	}
	return partsOf(t, path)
}

func partsOf(t *testing.T, path string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		text, err := io.ReadAll(r)
		must(t, err)
		out[f.Name] = string(text)
	}
	return out
}

// chartered is a file of three sheets with a chart, a name and a print title, of which
// the last is looked at.
func chartered(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	for _, title := range []string{"Hai", "Ba"} {
		_, err := f.NewSheet(title)
		must(t, err)
	}
	for row := range 3 {
		must(t, f.SetCellInt("Ba", rules.A1(row, 1), int64(row)))
	}
	must(t, f.AddChart("Hai", "D2", &excelize.Chart{Type: excelize.Bar, Series: []excelize.ChartSeries{{Name: "x", Values: "Ba!$B$1:$B$3"}}}))
	must(t, f.SetDefinedName(&excelize.DefinedName{Name: "riêng", RefersTo: "Ba!$B$1"}))
	must(t, f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "Ba!$1:$1", Scope: "Ba"}))
	f.SetActiveSheet(2)
	path := filepath.Join(t.TempDir(), "sổ.xlsx")
	must(t, f.SaveAs(path))
	return path
}

// TestSummaryParts: making the summary changes only the lists in which it must stand,
// changing it only its own sheet, and taking it out gives the file back.
func TestSummaryParts(t *testing.T) {
	path := chartered(t)
	before := partsOf(t, path)
	made := summarised(t, path, little(4))
	var changed, added []string
	for name, text := range made {
		switch was, had := before[name]; {
		case !had:
			added = append(added, name)
		case was != text:
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	slices.Sort(added)
	if want := []string{"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml"}; !slices.Equal(changed, want) {
		t.Errorf("changed parts: %q", changed)
	}
	if want := []string{"xl/charts/chart2.xml", "xl/drawings/_rels/drawing2.xml.rels", "xl/drawings/drawing2.xml",
		"xl/worksheets/_rels/sheet4.xml.rels", "xl/worksheets/sheet4.xml"}; !slices.Equal(added, want) {
		t.Errorf("added parts: %q", added)
	}
	v := little(4)
	v.Findings[0].Value = rules.Int(3)
	for name, text := range summarised(t, path, v) {
		if text != made[name] && name != "xl/worksheets/sheet4.xml" {
			t.Errorf("a changed figure changed %s", name)
		}
	}
	unsummarised(t, path)
	for name, text := range partsOf(t, path) {
		if text != before[name] && name != "xl/styles.xml" {
			t.Errorf("after taking it out %s is\n%s\nwas\n%s", name, text, before[name])
		}
	}
	if len(partsOf(t, path)) != len(before) {
		t.Error("parts were left behind")
	}
	if after := partsOf(t, path)["xl/styles.xml"]; len(listed(t, after, "cellXfs")) != len(listed(t, before["xl/styles.xml"], "cellXfs")) {
		t.Error("styles were left behind")
	}
}

func listed(t *testing.T, styles, name string) []span {
	t.Helper()
	l, err := listIn([]byte(styles), name)
	must(t, err)
	return l.members
}

// unsummarised takes the summary out.
func unsummarised(t *testing.T, path string) {
	t.Helper()
	w := New(path)
	b, err := w.Read(t.Context())
	must(t, err)
	for _, tab := range b.Tabs {
		if tab.Summary != "" {
			_, err := w.Apply(t.Context(), b, sync.Changes{Summary: &sync.Summary{Tab: tab.ID, Title: tab.Title}})
			must(t, err)
			return
		}
	}
	t.Fatal("there is no summary")
}

// TestSummaryOpens: another hand reads the sheet, its panes, page and chart.
func TestSummaryOpens(t *testing.T) {
	path := chartered(t)
	summarised(t, path, little(4))
	f, err := excelize.OpenFile(path)
	must(t, err)
	defer f.Close()
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Sheet1", "Hai", "Ba", rules.SummaryTitle}) {
		t.Fatalf("sheets %q", got)
	}
	page := summary.Build(little(4), nil)
	for row := range page.Rows {
		for col := range page.Rows[row].Cells {
			got, err := f.GetCellValue(rules.SummaryTitle, rules.A1(row, col))
			must(t, err)
			if c := page.At(row, col); c.Kind == rules.Text && got != c.Text {
				t.Errorf("%s holds %q, want %q", rules.A1(row, col), got, c.Text)
			}
		}
	}
	panes, err := f.GetPanes(rules.SummaryTitle)
	must(t, err)
	layout, err := f.GetPageLayout(rules.SummaryTitle)
	must(t, err)
	if !panes.Freeze || panes.YSplit != 7 || panes.XSplit != 1 || *layout.Size != 9 || *layout.Orientation != "landscape" || *layout.FitToHeight != 0 {
		t.Errorf("panes %+v, page %+v", panes, layout)
	}
	rulesOf, err := f.GetConditionalFormats(rules.SummaryTitle)
	must(t, err)
	if len(rulesOf) == 0 {
		t.Error("no colours")
	}
	if f.GetActiveSheetIndex() != 2 {
		t.Error("another sheet is looked at")
	}
}

// TestSummaryAfterOtherPrograms: moved to the front, saved by others, and with its
// layout forgotten, it is still ours, and goes without harm to what counts sheets.
func TestSummaryAfterOtherPrograms(t *testing.T) {
	path := chartered(t)
	summarised(t, path, little(4))
	f, err := excelize.OpenFile(path)
	must(t, err)
	must(t, f.MoveSheet(rules.SummaryTitle, "Sheet1"))
	must(t, f.Save())
	must(t, f.Close())
	rewrite(t, path, func(name, text string) string {
		if name != "xl/workbook.xml" {
			return text
		}
		at := strings.Index(text, `comment="`)
		text = text[:at] + text[at+len(`comment="`)+18:]
		return strings.NewReplacer(`localSheetId="3"`, `localSheetId="0"`, `localSheetId="2"`, `localSheetId="3"`).Replace(text) // the library forgets to
	})
	b, err := New(path).Read(t.Context())
	must(t, err)
	if b.Tabs[0].Summary != unknownLayout {
		t.Fatalf("the first tab is %q, summary %q", b.Tabs[0].Title, b.Tabs[0].Summary)
	}
	first := summarised(t, path, little(4))
	if second := summarised(t, path, little(4)); second["xl/workbook.xml"] != first["xl/workbook.xml"] {
		t.Error("it is laid out again and again")
	}
	unsummarised(t, path)
	f, err = excelize.OpenFile(path)
	must(t, err)
	defer f.Close()
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Sheet1", "Hai", "Ba"}) {
		t.Errorf("sheets %q", got)
	}
	for _, n := range f.GetDefinedName() {
		if n.Name == "_xlnm.Print_Titles" && n.Scope != "Ba" || strings.Contains(n.RefersTo, rules.SummaryTitle) {
			t.Errorf("a name is left: %+v", n)
		}
	}
}

// rewrite changes the parts of a file.
func rewrite(t *testing.T, path string, change func(name, text string) string) {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range partsOf(t, path) {
		w, err := z.Create(name)
		must(t, err)
		_, err = io.WriteString(w, change(name, text))
		must(t, err)
	}
	must(t, z.Close())
	must(t, os.WriteFile(path, b.Bytes(), 0o600))
}

// TestSummaryKeepsWhatPeopleSet: widths, filters and a chart that was deleted.
func TestSummaryKeepsWhatPeopleSet(t *testing.T) {
	path := chartered(t)
	summarised(t, path, little(4))
	f, err := excelize.OpenFile(path)
	must(t, err)
	must(t, f.SetColWidth(rules.SummaryTitle, "A", "A", 50))
	must(t, f.AutoFilter(rules.SummaryTitle, "A30:C34", nil))
	must(t, f.Save())
	must(t, f.Close())
	summarised(t, path, little(6))
	f, err = excelize.OpenFile(path)
	must(t, err)
	defer f.Close()
	if w, _ := f.GetColWidth(rules.SummaryTitle, "A"); w != 50 {
		t.Errorf("the width is %v", w)
	}
	if text := partsOf(t, path)["xl/worksheets/sheet4.xml"]; !strings.Contains(text, `<autoFilter ref="$A$30:$C$34"`) && !strings.Contains(text, `<autoFilter ref="A30:C34"`) {
		t.Error("the filter is gone")
	}
}

// TestSummaryOfLockedFiles: no sheet is added where people locked the structure, nor in a
// file of the strict standard.
func TestSummaryOfLockedFiles(t *testing.T) {
	for name, change := range map[string]func(string) string{
		"locked": func(s string) string {
			return strings.Replace(s, "<bookViews", `<workbookProtection lockStructure="1"/><bookViews`, 1)
		},
		"strict": func(s string) string {
			return strings.NewReplacer("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/").Replace(s)
		},
	} {
		path := chartered(t)
		rewrite(t, path, func(_, text string) string { return change(text) })
		w := New(path)
		b, err := w.Read(t.Context())
		must(t, err)
		before := partsOf(t, path)
		if _, err := w.Apply(t.Context(), b, sync.Changes{Summary: sync.PlaceSummary(little(3), b)}); err == nil || !strings.Contains(err.Error(), "trang tổng hợp") {
			t.Errorf("%s: %v", name, err)
		}
		if after := partsOf(t, path); len(after) != len(before) {
			t.Errorf("%s: the file changed", name)
		}
	}
}
