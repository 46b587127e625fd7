package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"rasoat/rules"
)

// Bounds on working out formulas that were saved without their values.
const (
	maxSums  = 20000
	maxTime  = 20 * time.Second
	noResult = "#N/A" // what a formula gives that we can't work out
)

// sums works out formulas. Programs that write files without calculating leave
// their values out.
type sums struct {
	data   []byte
	book   *excelize.File
	failed bool
	count  int
	spent  time.Duration
}

func newSums(data []byte) *sums { return &sums{data: data} }

// value is a formula's result as raw text, and false when it can't be had.
func (s *sums) value(tab, cell string) (text string, ok bool) {
	if s.book == nil && !s.failed {
		book, err := excelize.OpenReader(bytes.NewReader(s.data),
			excelize.Options{UnzipSizeLimit: maxParts, UnzipXMLSizeLimit: maxPart, RawCellValue: true})
		s.book, s.failed = book, err != nil
	}
	if s.count++; s.failed || s.count > maxSums || s.spent > maxTime {
		return "", false
	}
	began := time.Now()
	text, err := s.calculate(tab, cell)
	s.spent += time.Since(began)
	if err != nil {
		return errorCode(err, text), true
	}
	return text, true
}

// calculate asks for the result; a formula that makes the library fail is an
// error like any other.
func (s *sums) calculate(tab, cell string) (text string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the formula can't be worked out: %v", p)
		}
	}()
	return s.book.CalcCellValue(tab, cell, excelize.Options{RawCellValue: true})
}

// errorCode is the error value of a formula that failed.
func errorCode(err error, text string) string {
	for _, s := range []string{text, err.Error()} {
		if strings.HasPrefix(s, "#") && !strings.ContainsAny(s, " \n") {
			return s
		}
	}
	return noResult
}

// computed is the cell of a formula that has no saved value.
func (sh *shared) computed(s *sums, tab string, p pendingCell) rules.Cell {
	c := rules.Cell{Formula: true}
	text, ok := s.value(tab, rules.A1(p.row, p.col))
	switch {
	case !ok:
		c.Kind, c.Text = rules.Error, noResult
	case strings.HasPrefix(text, "#"):
		c.Kind, c.Text = rules.Error, text
	case text == "TRUE" || text == "FALSE":
		c.Kind, c.Num = rules.Bool, map[string]float64{"TRUE": 1}[text]
	default:
		if _, err := strconv.ParseFloat(text, 64); errors.Is(err, strconv.ErrSyntax) {
			return textCell(c, text)
		}
		return sh.number(c, text, p.style)
	}
	return c
}
