package xlsx

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"rasoat/rules"
)

// place is a cell.
type place struct{ row, col int }

// ink is what changes in one sheet: only ever cells of our two columns, their
// widths and their colours.
type ink struct {
	*sheet
	own    rules.Owned      // where our columns stand afterwards
	want   map[place]string // cells that change; "" empties one
	style  map[place]string // of cells that don't exist yet
	veils  []rules.Rect     // merged cells that reach into our columns
	drop   bool             // take out emptied cells with their style where it is ours
	calc   bool             // a formula is replaced
	widths []int            // columns that get a width
	edits  []edit
}

// put adds an edit.
func (k *ink) put(at span, text string) { k.edits = append(k.edits, edit{at, text}) }

// draw makes the edits of the cells.
func (k *ink) draw() error {
	l := &k.layout
	byRow := map[int][]place{}
	for p := range k.want {
		byRow[p.row] = append(byRow[p.row], p)
	}
	fresh := ""
	at := 0 // in l.rows
	for _, row := range slices.Sorted(maps.Keys(byRow)) {
		cells := byRow[row]
		slices.SortFunc(cells, func(a, b place) int { return cmp.Compare(a.col, b.col) })
		for at < len(l.rows) && l.rows[at].row < row {
			at++
		}
		if at < len(l.rows) && l.rows[at].row == row {
			if err := k.drawRow(l.rows[at], at, cells); err != nil {
				return err
			}
			continue
		}
		text := k.newRow(row, cells)
		switch {
		case text == "":
		case at < len(l.rows):
			k.put(span{l.rows[at].tag.from, l.rows[at].tag.from}, text)
		case l.data.empty:
			fresh += text
		default:
			k.put(span{l.dataEnd, l.dataEnd}, text)
		}
	}
	if fresh != "" {
		k.put(span{l.data.to - 2, l.data.to}, ">"+fresh+"</"+string(l.data.name)+">")
	}
	return nil
}

// newRow is a row that didn't exist; "" when nothing stands in it.
func (k *ink) newRow(row int, cells []place) string {
	text := ""
	for _, p := range cells {
		if k.want[p] != "" {
			text += k.layout.cellXML(row, p.col, k.style[p], k.want[p])
		}
	}
	if text == "" {
		return ""
	}
	name := k.layout.prefix + "row"
	return "<" + name + ` r="` + strconv.Itoa(row+1) + `">` + text + "</" + name + ">"
}

// drawRow makes the edits of a row that exists.
func (k *ink) drawRow(p rowPart, at int, cells []place) error {
	had, err := k.layout.cellsOf(p)
	if err != nil {
		return err
	}
	left := len(had)
	inner, last := "", -1 // cells behind the last one, and the last column with one
	for _, c := range cells {
		i, found := slices.BinarySearchFunc(had, c.col, func(h cellPart, col int) int { return cmp.Compare(h.col, col) })
		text := k.want[c]
		switch {
		case found:
			kept, err := k.replace(c, had, i)
			if err != nil {
				return err
			}
			if !kept {
				left--
			}
		case text == "":
		case i < len(had):
			last = c.col
			k.put(span{had[i].from, had[i].from}, k.layout.cellXML(c.row, c.col, k.style[c], text))
			left++
		default:
			last = c.col
			inner += k.layout.cellXML(c.row, c.col, k.style[c], text)
			left++
		}
	}
	k.closeRow(p, at, inner, left)
	k.stretch(p, last)
	return nil
}

// replace puts the wanted text into a cell that exists; kept is false when the
// cell is taken out.
func (k *ink) replace(c place, had []cellPart, i int) (kept bool, err error) {
	was := had[i]
	if was.formula != nil {
		k.calc = true
		if err := k.free(c, was.formula); err != nil {
			return true, err
		}
	}
	text := k.want[c]
	follows := i+1 < len(had) && had[i+1].bare // the next one's place depends on this one
	style := was.style
	if k.drop && style != "" && style == k.style[c] {
		style = "" // we copied it
	}
	switch {
	case text != "":
		k.put(was.span, k.layout.cellXML(c.row, c.col, was.style, text))
	case style != "" || follows:
		k.put(was.span, k.layout.blankXML(c.row, c.col, style))
	default:
		k.put(was.span, "")
		return false, nil
	}
	return true, nil
}

// free refuses to replace a formula that other cells live on.
func (k *ink) free(c place, f *formulaPart) error {
	rect, ok := parseRect(f.ref)
	if f.ref == "" {
		return nil
	}
	if !ok {
		return odd(k.title, fmt.Sprintf("the formula in %s has the range %q", rules.A1(c.row, c.col), f.ref))
	}
	for row := rect.Row; row <= min(rect.LastRow, len(k.tab.Rows)-1); row++ {
		for col := rect.Col; col <= min(rect.LastCol, len(k.tab.Rows[row])-1); col++ {
			_, replaced := k.want[place{row, col}]
			if !replaced && (k.tab.At(row, col).Formula || f.kind == "array") {
				return odd(k.title, fmt.Sprintf("the formula in %s also gives %s", rules.A1(c.row, c.col), rules.A1(row, col)))
			}
		}
	}
	return nil
}

// closeRow adds cells at the row's end, and takes out a row that is only there
// for cells of ours.
func (k *ink) closeRow(p rowPart, at int, inner string, left int) {
	name := string(p.tag.name)
	switch {
	case inner != "" && p.tag.empty:
		k.put(span{p.tag.to - 2, p.tag.to}, ">"+inner+"</"+name+">")
	case inner != "":
		k.put(span{p.end, p.end}, inner)
	case left > 0 || p.tag.empty || !k.drop:
	case k.onlyNumber(p) && (at+1 == len(k.layout.rows) || !k.layout.rows[at+1].bare):
		k.dropRow(p)
	default:
		k.shut(p)
	}
}

// onlyNumber reports whether a row's tag has nothing but its number.
func (k *ink) onlyNumber(p rowPart) bool {
	n := 0
	_ = eachAttr(k.layout.src, p.tag.attrs, func(name []byte, _ span) {
		if string(name) != "r" {
			n += 2
		}
		n++
	})
	return n == 1
}

// dropRow takes out a row with all edits inside it.
func (k *ink) dropRow(p rowPart) {
	k.undo(p)
	k.put(span{p.tag.from, k.rowEnd(p)}, "")
}

// shut makes <row …></row> <row …/> again, as files have them.
func (k *ink) shut(p rowPart) {
	k.undo(p)
	tag := string(k.layout.src[p.tag.from : p.tag.to-1])
	k.put(span{p.tag.from, k.rowEnd(p)}, tag+"/>")
}

// undo forgets the edits inside a row; they are the last ones made.
func (k *ink) undo(p rowPart) {
	n := len(k.edits)
	for n > 0 && k.edits[n-1].from >= p.tag.from && k.edits[n-1].from < p.end {
		n--
	}
	k.edits = k.edits[:n]
}

// rowEnd is where a row's end tag ends.
func (k *ink) rowEnd(p rowPart) int {
	return tagEnd(k.layout.src, p.end+1) + 1
}

// stretch widens the row's note of which columns it uses.
func (k *ink) stretch(p rowPart, col int) {
	at, ok := attr(k.layout.src, p.tag, "spans")
	if !ok || col < 0 {
		return
	}
	first, last, ok := parseSpans(string(k.layout.src[at.from:at.to]))
	if ok && col+1 > last {
		k.put(at, fmt.Sprintf("%d:%d", first, col+1))
	}
}
