package xlsx

import (
	"strconv"
	"strings"

	"rasoat/rules"
)

// The largest sheet there is.
const (
	maxRows = 1048576
	maxCols = 16384
)

// parseA1 reads a cell's address, "D12" or "$D$12", as 0-based row and column.
func parseA1(ref string) (row, col int, ok bool) {
	ref = strings.ReplaceAll(ref, "$", "")
	i := 0
	for ; i < len(ref); i++ {
		c := ref[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		if col = col*26 + int(c-'a') + 1; col > maxCols {
			return 0, 0, false
		}
	}
	row, err := strconv.Atoi(ref[i:])
	if err != nil || i == 0 || row < 1 || row > maxRows || ref[i] == '+' {
		return 0, 0, false
	}
	return row - 1, col - 1, true
}

// parseRect reads "A1:C5" or "A1".
func parseRect(ref string) (rules.Rect, bool) {
	first, last, found := strings.Cut(ref, ":")
	if !found {
		last = first
	}
	row, col, ok := parseA1(first)
	lastRow, lastCol, ok2 := parseA1(last)
	r := rules.Rect{Row: row, Col: col, LastRow: lastRow, LastCol: lastCol}
	return r, ok && ok2 && r.Row <= r.LastRow && r.Col <= r.LastCol
}

// parseRects reads a list of blocks with spaces between; what can't be read is
// left out, and then ok is false.
func parseRects(refs string) (all []rules.Rect, ok bool) {
	ok = true
	for _, ref := range strings.Fields(refs) {
		r, good := parseRect(ref)
		if !good {
			ok = false
			continue
		}
		all = append(all, r)
	}
	return all, ok
}

// rectText is a block as it is written.
func rectText(r rules.Rect) string {
	first, last := rules.A1(r.Row, r.Col), rules.A1(r.LastRow, r.LastCol)
	if first == last {
		return first
	}
	return first + ":" + last
}
