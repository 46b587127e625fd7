package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"rasoat/rules"
)

// readData reads the rows.
func (r *sheetReader) readData(open token) error {
	l := &r.layout
	if l.data.name != nil {
		return errors.New("sheetData stands twice")
	}
	l.data, l.dataEnd, l.sheetAt = open, open.to, open.from
	if open.empty {
		return nil
	}
	row := -1
	for depth := len(r.open); ; {
		t, err := r.next()
		switch {
		case err != nil:
			return early(err)
		case t.kind == endTag && len(r.open) < depth:
			l.dataEnd = t.from
			return nil
		case t.kind == startTag && t.is("row"):
			if row, err = r.readRow(t, row); err != nil {
				return err
			}
		default:
			if err := r.stray(t); err != nil {
				return err
			}
		}
	}
}

// stray passes over what doesn't belong between rows and cells.
func (r *sheetReader) stray(t token) error {
	if t.kind == chars && len(bytes.TrimSpace(r.src[t.from:t.to])) == 0 {
		return nil
	}
	r.layout.oddly(fmt.Sprintf("something unknown between rows or cells at byte %d", t.from))
	if t.kind == startTag {
		return r.pass(t)
	}
	return nil
}

// readRow reads one row; last is the one before it.
func (r *sheetReader) readRow(open token, last int) (row int, err error) {
	number, ok := attrInt(r.src, open, "r", last+2)
	row = number - 1
	if !ok || row < 0 || row >= maxRows {
		return 0, badRef("row", open, r.src)
	}
	if row <= last {
		r.layout.oddly(fmt.Sprintf("row %d comes after row %d", row+1, last+1))
	}
	p := rowPart{row: row, tag: open, end: open.to}
	_, named := attr(r.src, open, "r")
	p.bare = !named
	r.scratch = r.scratch[:0]
	if row < len(r.tab.Rows) { // a row in two pieces
		r.scratch = append(r.scratch, r.tab.Rows[row]...)
	}
	if !open.empty {
		if p.end, err = r.readCells(row); err != nil {
			return 0, err
		}
	}
	if r.layout.rows = append(r.layout.rows, p); len(r.layout.rows) > maxRows {
		return 0, tooLarge("too many rows")
	}
	return row, r.keep(row)
}

// readCells reads the cells of a row into scratch, and gives where the row's
// end tag begins.
func (r *sheetReader) readCells(row int) (end int, err error) {
	col := -1
	for depth := len(r.open); ; {
		t, err := r.next()
		switch {
		case err != nil:
			return 0, early(err)
		case t.kind == endTag && len(r.open) < depth:
			return t.from, nil
		case t.kind == startTag && t.is("c"):
			at, err := r.column(t, row, col)
			if err != nil {
				return 0, err
			}
			if at <= col {
				r.layout.oddly(fmt.Sprintf("cell %s comes too late in its row", rules.A1(row, at)))
			}
			col = at
			r.tab.Width = max(r.tab.Width, col+1)
			cell, err := r.readCell(t, row, col)
			if err != nil {
				return 0, err
			}
			r.put(col, cell)
		default:
			if err := r.stray(t); err != nil {
				return 0, err
			}
		}
	}
}

// column is where a cell stands; last is the one before it.
func (r *sheetReader) column(t token, row, last int) (int, error) {
	at, named := attr(r.src, t, "r")
	if !named {
		if last+1 >= maxCols {
			return 0, badRef("cell", t, r.src)
		}
		return last + 1, nil
	}
	own, col, ok := parseA1(string(r.src[at.from:at.to]))
	if !ok {
		return 0, badRef("cell", t, r.src)
	}
	if own != row {
		r.layout.oddly(fmt.Sprintf("cell %s stands in row %d", rules.A1(own, col), row+1))
	}
	return col, nil
}

// put keeps a cell of the row that is being read.
func (r *sheetReader) put(col int, c rules.Cell) {
	if c.Kind == rules.Empty && !c.Formula {
		return // also one that only has a format
	}
	for len(r.scratch) <= col {
		r.scratch = append(r.scratch, rules.Cell{})
	}
	r.scratch[col] = c
}

// The memory that a cell and a row take.
const (
	cellSize = 48
	rowSize  = 24
)

// keep moves the row that was read into the tab.
func (r *sheetReader) keep(row int) error {
	if len(r.scratch) == 0 {
		return nil
	}
	fresh := max(0, row+1-len(r.tab.Rows))
	r.shared.taken += len(r.scratch)*cellSize + fresh*rowSize
	if r.shared.taken > maxTaken {
		return tooLarge("too many cells, or cells too far apart")
	}
	r.tab.Rows = append(r.tab.Rows, make([][]rules.Cell, fresh)...)
	r.tab.Rows[row] = append([]rules.Cell(nil), r.scratch...)
	return nil
}

// rawCell is a cell as it is written.
type rawCell struct {
	kind   string // its t
	value  string
	valued bool // it has a v, or an inline string, that isn't empty
	result bool // it has a v, be it empty
	cell   rules.Cell
}

// readCell reads a cell up to its end.
func (r *sheetReader) readCell(open token, row, col int) (rules.Cell, error) {
	raw := rawCell{}
	if at, ok := attr(r.src, open, "t"); ok {
		raw.kind = string(r.src[at.from:at.to])
	}
	if open.empty {
		return rules.Cell{}, nil
	}
	for depth := len(r.open); ; {
		t, err := r.next()
		if err != nil {
			return rules.Cell{}, early(err)
		}
		if t.kind == endTag && len(r.open) < depth {
			break
		}
		if t.kind != startTag {
			continue
		}
		if err := r.inCell(&raw, t); err != nil {
			return rules.Cell{}, err
		}
	}
	style, _ := attrInt(r.src, open, "s", 0)
	// A formula that gave no text has an empty v; other programs write one where
	// they didn't calculate.
	if raw.cell.Formula && !raw.valued && !(raw.kind == "str" && raw.result) {
		r.pending = append(r.pending, pendingCell{row, col, style})
	}
	return r.shared.value(raw, style), nil
}

// inCell reads one element of a cell.
func (r *sheetReader) inCell(raw *rawCell, t token) (err error) {
	switch {
	case t.is("v"):
		raw.value, err = plainText(r.scanner, t)
		raw.valued, raw.result = raw.value != "", true
	case t.is("is"):
		raw.value, err = richText(r.scanner, t)
		raw.valued = raw.value != ""
	case t.is("f"):
		raw.cell.Formula = true
		if err = r.pass(t); !t.empty {
			r.layout.formulas = append(r.layout.formulas, span{t.to, r.pos})
		}
	default:
		err = r.pass(t)
	}
	return err
}

// value is what a cell holds. What can't be read as its kind stays text.
func (sh *shared) value(raw rawCell, style int) rules.Cell {
	c := raw.cell
	if !raw.valued {
		return c
	}
	switch raw.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(raw.value))
		if err != nil || i < 0 || i >= len(sh.strings) {
			c.Kind, c.Text = rules.Error, "#REF!"
			return c
		}
		return textCell(c, sh.strings[i])
	case "inlineStr":
		return textCell(c, raw.value)
	case "str":
		return textCell(c, unhex(raw.value))
	case "b":
		c.Kind = rules.Bool
		if on := strings.TrimSpace(raw.value); on == "1" || on == "true" {
			c.Num = 1
		}
		return c
	case "e":
		c.Kind, c.Text = rules.Error, strings.TrimSpace(raw.value)
		return c
	case "d":
		return isoCell(c, raw.value)
	}
	return sh.number(c, raw.value, style)
}

// textCell is a cell with text; one without any is empty.
func textCell(c rules.Cell, text string) rules.Cell {
	if text != "" {
		c.Kind, c.Text = rules.Text, text
	}
	return c
}

// isoCell is a day written as 2022-10-20, with or without a time.
func isoCell(c rules.Cell, text string) rules.Cell {
	text = strings.TrimSpace(text)
	for _, form := range []string{"2006-01-02", "2006-01-02T15:04:05.999999999", time.RFC3339Nano} {
		if t, err := time.Parse(form, text); err == nil {
			c.Kind, c.Format = rules.Number, rules.AsDate
			c.Num = float64(rules.DateOf(t)) + t.Sub(t.Truncate(24*time.Hour)).Hours()/24
			return c
		}
	}
	return textCell(c, text)
}

// days1904 is what serial days that count from 1904 lack.
const days1904 = 1462

// number is a numeric cell.
func (sh *shared) number(c rules.Cell, text string, style int) rules.Cell {
	text = strings.TrimSpace(text)
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) || strings.ContainsAny(text, "xXpP_") {
		return textCell(c, text)
	}
	c.Kind, c.Num = rules.Number, n
	if style >= 0 && style < len(sh.formats) {
		c.Format = sh.formats[style]
	}
	if c.Format == rules.AsDate && sh.date1904 {
		c.Num += days1904
	}
	return c
}
