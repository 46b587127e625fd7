package demo

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// The tabs.
const (
	tabUnits    = "Đơn vị"
	tabTargets  = "Chỉ tiêu năm"
	tabReviews  = "Rà soát quý"
	tabReports  = "Báo cáo định kỳ"
	tabSettings = "Thiết lập (Văn phòng)"
)

// build makes the workbook, and the list of what is odd in it.
func build() ([]byte, []Oddity, error) {
	units, err := samples()
	if err != nil {
		return nil, nil, err
	}
	b := &book{file: excelize.NewFile(), styles: map[[2]int]int{}, typed: typedCells(), failed: map[string]string{}}
	defer b.file.Close() // only removes temporary files; there are none
	b.units(units)
	b.targets(units)
	b.reviews(units)
	b.reports(units)
	b.settings()
	b.try(b.file.DeleteSheet("Sheet1"))
	b.file.SetActiveSheet(0)
	if b.err == nil && len(b.typed) > 0 {
		b.err = fmt.Errorf("no cell for %d of the typed values: %v", len(b.typed), b.typed)
	}
	if b.err != nil {
		return nil, nil, fmt.Errorf("making the example workbook: %w", b.err)
	}
	var buf bytes.Buffer
	if err := b.file.Write(&buf); err != nil {
		return nil, nil, fmt.Errorf("making the example workbook: %w", err)
	}
	file, err := b.mended(buf.Bytes())
	return file, b.odd, err
}

// mended is the file with the results of its formulas marked as what they are,
// and in an order of its own, so that it has the same bytes each time.
func (b *book) mended(file []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var buf bytes.Buffer
	out := zip.NewWriter(&buf)
	for _, part := range in.File {
		text, err := contents(part)
		if err != nil {
			return nil, err
		}
		switch {
		case strings.HasPrefix(part.Name, "xl/worksheets/sheet"):
			text = b.results(text)
		case part.Name == "[Content_Types].xml":
			text = sorted(text)
		}
		w, err := out.Create(part.Name)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(text); err != nil {
			return nil, err
		}
	}
	if err := out.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// contents is one part of a zip file.
func contents(part *zip.File) ([]byte, error) {
	r, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// unitLine writes a unit's row, with what was typed in place of the samples'
// values. part tells apart the rows of one unit (its period).
func (s *sheet) unitLine(u *unit, part string, values []any) []any {
	line := make([]any, len(s.columns))
	for i, c := range s.columns {
		if i < len(values) {
			line[i] = values[i]
		}
		for _, p := range []string{c.parent, part} {
			at := place{s.name, u.name, p, c.header}
			if t, ok := s.typed[at]; ok {
				line[i] = t.value
				s.note(s.at(i+1), u.name, t)
				delete(s.typed, at)
			}
		}
	}
	s.line(body, line)
	return line
}

// note lists an oddity.
func (s *sheet) note(cell, unit string, t typed) {
	s.odd = append(s.odd, Oddity{s.name, cell, unit, t.why, t.severity, t.message})
}

// days writes a date as a real one, or as text for the units that type it so.
func days(day time.Time, asText bool) any {
	switch {
	case day.IsZero():
		return nil
	case asText:
		return day.Format("02/01/2006")
	}
	return day
}

// tick is a mark where there is a date.
func tick(day time.Time, mark string) any {
	if day.IsZero() {
		return nil
	}
	return mark
}

// zoned calls row for each unit, with begin before and end after each zone.
func zoned(units []*unit, begin, end func(zone string), row func(n int, u *unit)) {
	for i, u := range units {
		if i == 0 || units[i-1].zone != u.zone {
			begin(u.zone)
		}
		row(i+1, u)
		if i == len(units)-1 || units[i+1].zone != u.zone {
			end(u.zone)
		}
	}
}

// totals sums the numbers of unit rows in chosen columns: per zone, then over
// all, with formulas that say so.
type totals struct {
	*sheet
	cols        []int // 1-based
	first, zone int   // 1-based rows: of the table, of the running zone
	part, all   map[int][]any
}

// newTotals begins them at the sheet's current row.
func newTotals(s *sheet, headers ...string) *totals {
	t := &totals{sheet: s, first: s.row, part: map[int][]any{}, all: map[int][]any{}}
	for _, h := range headers {
		t.cols = append(t.cols, s.col("", h))
	}
	return t
}

// begin marks a zone's first unit row.
func (t *totals) begin() { t.zone, t.part = t.row, map[int][]any{} }

// add takes a unit's row in.
func (t *totals) add(line []any) {
	for _, c := range t.cols {
		t.part[c] = append(t.part[c], line[c-1])
		t.all[c] = append(t.all[c], line[c-1])
	}
}

// write writes the row of sums from a row on.
func (t *totals) write(words string, from int, values map[int][]any) {
	line := make([]any, len(t.columns))
	line[1] = words
	for _, c := range t.cols {
		l := letters(c)
		if odd, ok := oddSums()[[2]string{t.name, t.columns[c-1].header}]; ok && from == t.first {
			t.note(t.at(c), "", odd)
		}
		line[c-1] = formula{fmt.Sprintf("SUBTOTAL(9,%s%d:%s%d)", l, from, l, t.row-1), sum(values[c])}
	}
	t.line(total, line)
}

// remark adds a note to a cell, as offices do to explain a column.
func (s *sheet) remark(cell, words string) {
	s.try(s.file.AddComment(s.name, excelize.Comment{Cell: cell, Author: "Văn phòng",
		Paragraph: []excelize.RichTextRun{{Text: words}}}))
}

// choices offers values in a column; others may be typed all the same.
func (s *sheet) choices(col, from, to int, values ...string) {
	dv := excelize.NewDataValidation(true)
	dv.Sqref = fmt.Sprintf("%s%d:%s%d", letters(col), from, letters(col), to)
	s.try(dv.SetDropList(values))
	dv.SetError(excelize.DataValidationErrorStyleWarning, "Văn phòng", "Đề nghị chọn trong danh sách.")
	s.try(s.file.AddDataValidation(s.name, dv))
}

// paper prints a tab on its side, as wide as the page.
func (s *sheet) paper() {
	landscape, fit, wide, long, a4 := "landscape", true, 1, 0, 9
	s.try(s.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &long}))
	s.try(s.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

// freeze keeps the header and the names in view.
func (s *sheet) freeze() {
	s.try(s.file.SetPanes(s.name, &excelize.Panes{Freeze: true, XSplit: 2, YSplit: s.row - 1,
		TopLeftCell: s.at(3), ActivePane: "bottomRight"}))
}
