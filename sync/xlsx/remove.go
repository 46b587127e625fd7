package xlsx

import (
	"fmt"

	"rasoat/rules"
)

// removal takes out all that is ours: the cells of our columns from their
// headers down, the colours and the widths.
func (k *ink) removal() error {
	k.drop = true
	own := k.own
	k.own = rules.None()
	from := map[int]int{} // the first row that is ours, by column
	if own.Status >= 0 {
		from[own.Status] = firstOwn(&k.tab, own, own.Status, rules.StatusHeader)
	}
	if own.Todo >= 0 {
		from[own.Todo] = firstOwn(&k.tab, own, own.Todo, rules.TodoHeader)
	}
	spans := newSpans()
	stays := area{}
	for _, p := range k.layout.rows {
		cells, err := k.layout.cellsOf(p)
		if err != nil {
			return err
		}
		ours := 0
		for i, c := range cells {
			first, is := from[c.col]
			if !is || p.row < first || c.blank && c.style != "" {
				continue // above ours, or only somebody's format
			}
			at := place{p.row, c.col}
			k.want[at] = ""
			if p.row == first && i > 0 && cells[i-1].col == c.col-1 { // its header's style came from the left
				k.style[at] = cells[i-1].style
			}
			ours++
		}
		stays.add(p.row, cells, k.want)
		if ours < len(cells) || !k.onlyNumber(p) {
			stays.bottom = p.row
		}
		spans.add(k, p, cells, ours)
	}
	k.narrow(own.Status, own.Todo)
	k.bleach(own.Status)
	stays.measure(k)
	spans.shrink(k)
	return nil
}

// area is the block of cells that stay.
type area struct {
	rect   rules.Rect
	some   bool
	bottom int // the last row that stays, be it without cells
}

// add takes up the cells of a row that stay.
func (a *area) add(row int, cells []cellPart, gone map[place]string) {
	for _, c := range cells {
		if _, is := gone[place{row, c.col}]; is {
			continue
		}
		if !a.some {
			a.rect, a.some = rules.Rect{Row: row, Col: c.col, LastRow: row, LastCol: c.col}, true
		}
		a.rect.Row, a.rect.LastRow = min(a.rect.Row, row), max(a.rect.LastRow, row)
		a.rect.Col, a.rect.LastCol = min(a.rect.Col, c.col), max(a.rect.LastCol, c.col)
	}
}

// measure makes the sheet's note of which cells it uses end where it ended
// before our columns: when they were its last.
func (a *area) measure(k *ink) {
	at := k.layout.dimension
	rect, ok := parseRect(string(k.layout.src[at.from:at.to]))
	if !ok || !a.some || len(k.want) == 0 {
		return
	}
	last := place{}
	for p := range k.want {
		last = place{max(last.row, p.row), max(last.col, p.col)}
	}
	was := rect
	if rect.LastCol == last.col {
		rect.LastCol = max(rect.Col, min(rect.LastCol, a.rect.LastCol))
	}
	if rect.LastRow == last.row {
		rect.LastRow = max(rect.Row, min(rect.LastRow, a.bottom))
	}
	if rect != was {
		k.put(at, rectText(rect))
	}
}

// spans collects the rows' notes of which columns they use. Programs write them
// for sixteen rows at a time, so what they were is known from such a block.
type spans struct {
	blocks map[int]int // the last column in use, by row/16
	rows   []spansRow
}

type spansRow struct {
	row, first int
	at         span
}

func newSpans() *spans { return &spans{blocks: map[int]int{}} }

// add takes up a row; ours is how many of its cells go.
func (s *spans) add(k *ink, p rowPart, cells []cellPart, ours int) {
	last := 0
	for _, c := range cells {
		if _, gone := k.want[place{p.row, c.col}]; !gone {
			last = max(last, c.col+1)
		}
	}
	if at, ok := attr(k.layout.src, p.tag, "spans"); ok {
		first, end, good := parseSpans(string(k.layout.src[at.from:at.to]))
		switch {
		case !good, last == 0: // nothing to note
		case ours > 0 && cells[len(cells)-1].col+1 == end && last < end:
			s.rows = append(s.rows, spansRow{p.row, first, at})
		default:
			last = max(last, end)
		}
	}
	s.blocks[p.row/16] = max(s.blocks[p.row/16], last)
}

// shrink makes the notes end where they ended before our columns.
func (s *spans) shrink(k *ink) {
	for _, r := range s.rows {
		k.put(r.at, fmt.Sprintf("%d:%d", r.first, max(r.first, s.blocks[r.row/16])))
	}
}
