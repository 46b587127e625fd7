package xlsx

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"rasoat/rules"
	"rasoat/setup"
)

// Build makes a workbook of the sheets, with their formats, drop-downs and
// colours. A file that exists stays as it is, whatever it holds, unless it is a
// workbook in which nothing stands: then the error is [setup.ErrContent].
func Build(path string, sheets []setup.Sheet) error {
	if err := mayBuild(path); err != nil {
		return err
	}
	whole, err := Bytes(sheets)
	if err != nil {
		return err
	}
	return save(path, whole)
}

// Bytes is the workbook that Build makes.
func Bytes(sheets []setup.Sheet) ([]byte, error) {
	b := &building{file: excelize.NewFile(), styles: map[look]int{}}
	defer b.file.Close() // only removes temporary files; there are none
	for i := range sheets {
		b.sheet(&sheets[i])
	}
	b.try(b.file.DeleteSheet("Sheet1"))
	b.file.SetActiveSheet(0)
	if b.err != nil {
		return nil, fmt.Errorf("making the workbook: %w", b.err)
	}
	buf, err := b.file.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("making the workbook: %w", err)
	}
	return buf.Bytes(), nil
}

// mayBuild reports whether a new workbook may stand at the path.
func mayBuild(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		return fmt.Errorf("%s: %w", path, setup.ErrContent)
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil || len(rows) > 0 {
			return fmt.Errorf("%s: %w", path, setup.ErrContent)
		}
	}
	return nil
}

// building is a workbook being made. The first error stays; later calls do
// nothing that matters.
type building struct {
	file   *excelize.File
	styles map[look]int
	lists  int // columns in use in the hidden sheet of long lists
	err    error
}

func (b *building) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// save writes a new file, or over an empty one; a file that somebody else makes
// at this moment stays.
func save(path string, whole []byte) error {
	flags, fresh := os.O_WRONLY|os.O_CREATE|os.O_EXCL, true
	if _, err := os.Stat(path); err == nil {
		flags, fresh = os.O_WRONLY|os.O_TRUNC, false
	}
	f, err := os.OpenFile(path, flags, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(whole)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil && fresh {
		return errors.Join(err, os.Remove(path)) // half a file helps nobody
	}
	return err
}

// sheet makes one tab.
func (b *building) sheet(s *setup.Sheet) {
	_, err := b.file.NewSheet(s.Title)
	b.try(err)
	if b.err != nil {
		return
	}
	b.texts(s)
	for _, m := range s.Merges() {
		b.try(b.file.MergeCell(s.Title, rules.A1(m.Row, m.Col), rules.A1(m.LastRow, m.LastCol)))
	}
	for i, c := range s.Columns {
		name := rules.ColumnName(i)
		b.try(b.file.SetColWidth(s.Title, name, name, float64(c.Width)))
		b.column(s, i)
	}
	b.try(b.file.SetPanes(s.Title, &excelize.Panes{Freeze: true, XSplit: s.Frozen, YSplit: s.First(),
		TopLeftCell: rules.A1(s.First(), s.Frozen), ActivePane: "bottomRight"}))
	b.heights(s)
	b.colours(s)
	b.paper(s)
}

// heights makes room for headers of three lines, and for to-do texts of as many.
func (b *building) heights(s *setup.Sheet) {
	if len(s.Columns) == 0 {
		return
	}
	b.try(b.file.SetRowHeight(s.Title, s.First(), 50))
	for row := s.First(); s.Own().Todo >= 0 && row < s.Height(); row++ {
		b.try(b.file.SetRowHeight(s.Title, row+1, 40))
	}
}

// texts writes what stands in the tab.
func (b *building) texts(s *setup.Sheet) {
	for i, row := range s.Cells() {
		for j, c := range row {
			at := rules.A1(i, j)
			switch c.Kind {
			case rules.Text:
				b.try(b.file.SetCellStr(s.Title, at, c.Text))
			case rules.Number:
				b.try(b.file.SetCellFloat(s.Title, at, c.Num, -1, 64))
			}
		}
	}
	for i := range s.Lines {
		part := note
		if i == 0 {
			part = title
		}
		b.try(b.file.SetCellStyle(s.Title, rules.A1(i, 0), rules.A1(i, 0), b.style(look{part: part})))
	}
}

// column gives a column its header's look, and its cells their format and choices.
func (b *building) column(s *setup.Sheet, i int) {
	c := &s.Columns[i]
	if c.Kind == setup.Gap {
		return
	}
	b.try(b.file.SetCellStyle(s.Title, rules.A1(s.Header(), i), rules.A1(s.First()-1, i), b.style(look{part: header})))
	from, to := rules.A1(s.First(), i), rules.A1(s.Height()-1, i)
	b.try(b.file.SetCellStyle(s.Title, from, to, b.style(look{part: body, kind: c.Kind})))
	dv := b.validation(c)
	if dv == nil || b.err != nil {
		return
	}
	dv.Sqref = from + ":" + to
	b.try(b.file.AddDataValidation(s.Title, dv))
}

// validation is what a cell of the column may hold; nil for anything.
func (b *building) validation(c *setup.Column) *excelize.DataValidation {
	dv := excelize.NewDataValidation(true)
	advice := ""
	switch {
	case c.From != nil:
		r := c.From
		dv.SetSqrefDropList(sheetRange(r.Sheet, r.Col, r.Row, r.LastRow))
		advice = "Đề nghị chọn trong danh sách."
	case len(c.Choices) > 0:
		b.choices(dv, c.Choices)
		advice = "Đề nghị chọn trong danh sách."
	case c.Kind == setup.Date:
		b.try(dv.SetRange(int(firstDay), int(lastDay), excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween))
		advice = "Đề nghị ghi đủ ngày/tháng/năm, ví dụ 05/04/2022."
	case c.Kind == setup.Count:
		b.try(dv.SetRange(0, 0, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorGreaterThanOrEqual))
		advice = "Đề nghị ghi số nguyên, không âm."
	case c.Kind == setup.Percent:
		b.try(dv.SetRange(0, 1, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
		advice = "Đề nghị ghi tỷ lệ từ 0% đến 100%, kèm dấu %."
	default:
		return nil
	}
	style := excelize.DataValidationErrorStyleWarning
	if c.Strict {
		style = excelize.DataValidationErrorStyleStop
	}
	dv.SetError(style, "Bảng theo dõi", advice)
	return dv
}

// firstDay and lastDay are what a date may be: 1/1/2000 and 31/12/2099.
const firstDay, lastDay = 36526, 73050

// mostInline is how many UTF-16 units a drop-down's own list takes.
const mostInline = 255

// choices offers the words; a list that is too long, or has commas in it, stands
// in a hidden sheet.
func (b *building) choices(dv *excelize.DataValidation, words []string) {
	all := strings.Join(words, ",")
	if strings.Count(all, ",") == len(words)-1 && len(utf16.Encode([]rune(all))) <= mostInline {
		b.try(dv.SetDropList(words))
		return
	}
	const hidden = "Danh mục (ẩn)"
	if b.lists == 0 {
		_, err := b.file.NewSheet(hidden)
		b.try(err)
		b.try(b.file.SetSheetVisible(hidden, false))
	}
	for i, w := range words {
		b.try(b.file.SetCellStr(hidden, rules.A1(i, b.lists), w))
	}
	dv.SetSqrefDropList(sheetRange(hidden, b.lists, 0, len(words)-1))
	b.lists++
}

// sheetRange is cells of one column as a formula in XML says them.
func sheetRange(sheet string, col, row, last int) string {
	name := strings.NewReplacer("'", "''", "&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(sheet)
	column := rules.ColumnName(col)
	return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", name, column, row+1, column, last+1)
}

// colours colours the statuses of the whole column, as a first cycle would.
func (b *building) colours(s *setup.Sheet) {
	own := s.Own()
	if own.Status < 0 {
		return
	}
	column := rules.ColumnName(own.Status)
	for _, label := range rules.Labels() {
		if label.Fill() == "" {
			continue
		}
		fill, err := b.file.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{label.Fill()}}})
		b.try(err)
		b.try(b.file.SetConditionalFormat(s.Title, fmt.Sprintf("%s1:%s%d", column, column, maxRows),
			[]excelize.ConditionalFormatOptions{{Type: "cell", Criteria: "==", Value: quoted(string(label)), Format: &fill}}))
	}
}

// paper prints a tab on its side, as wide as the page, its header on each.
func (b *building) paper(s *setup.Sheet) {
	landscape, fit, wide, long, a4 := "landscape", true, 1, 0, 9
	b.try(b.file.SetPageLayout(s.Title, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &long}))
	b.try(b.file.SetSheetProps(s.Title, &excelize.SheetPropsOptions{FitToPage: &fit}))
	if len(s.Columns) > 0 {
		name := strings.ReplaceAll(s.Title, "'", "''")
		b.try(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s.Title,
			RefersTo: fmt.Sprintf("'%s'!$%d:$%d", name, s.Header()+1, s.First())}))
	}
}
