package xlsx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"rasoat/rules"
)

// Bounds on working out formulas that were saved without their values. The
// library calls itself for every formula that a formula looks at, and lists all
// cells of a range; a file may not use up the stack or the memory by that.
const (
	maxSums  = 20000            // formulas in the workbook
	maxRange = 4 << 20          // cells in a range
	maxTime  = 20 * time.Second // for all of them
	noResult = "#N/A"           // what a formula gives that we can't work out
)

// sums works out formulas. Programs that write files without calculating leave
// their values out.
type sums struct {
	book  *excelize.File
	spent time.Duration
}

// compute gives the formulas that were saved without a value theirs.
func (f *file) compute(ctx context.Context) error {
	var s *sums
	for i := range f.sheets {
		tab := &f.sheets[i].tab
		for _, p := range f.sheets[i].pending {
			if s == nil {
				s = f.newSums()
				defer s.close()
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			// Where a damaged file has the cell twice, its last value counts.
			tab.Rows[p.row][p.col] = f.shared.computed(s, tab.Title, p)
		}
	}
	return nil
}

// newSums opens the workbook for calculating, when that is safe.
func (f *file) newSums() *sums {
	s := &sums{}
	if !f.calculable() {
		return s
	}
	book, err := excelize.OpenReader(bytes.NewReader(f.data),
		excelize.Options{UnzipSizeLimit: maxParts, UnzipXMLSizeLimit: maxPart, RawCellValue: true})
	if err == nil {
		s.book = book
	}
	return s
}

func (s *sums) close() {
	if s.book != nil {
		_ = s.book.Close()
	}
}

// calculable reports whether the workbook's formulas keep within the bounds.
func (f *file) calculable() bool {
	refs, count := newRefs(), 0
	for i := range f.sheets {
		l := &f.sheets[i].layout
		if count += len(l.formulas); count > maxSums {
			return false
		}
		for _, at := range l.formulas {
			if refs.widest(string(l.src[at.from:at.to])) > maxRange {
				return false
			}
		}
	}
	return true
}

// value is a formula's result as raw text, and false when it can't be had. One
// that takes too long is left to itself, and none is tried after it.
func (s *sums) value(tab, cell string) (text string, ok bool) {
	if s.book == nil || s.spent > maxTime {
		return "", false
	}
	type result struct {
		text string
		err  error
	}
	done, book := make(chan result, 1), s.book
	began := time.Now()
	go func() {
		text, err := calculate(book, tab, cell)
		done <- result{text, err}
	}()
	timer := time.NewTimer(maxTime - s.spent)
	defer timer.Stop()
	select {
	case r := <-done:
		s.spent += time.Since(began)
		if r.err != nil {
			return errorCode(r.err, r.text), true
		}
		return r.text, true
	case <-timer.C:
		s.book = nil
		return "", false
	}
}

// calculate asks for the result; a formula that makes the library fail is an
// error like any other.
func calculate(book *excelize.File, tab, cell string) (text string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the formula can't be worked out: %v", p)
		}
	}()
	return book.CalcCellValue(tab, cell, excelize.Options{RawCellValue: true})
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
