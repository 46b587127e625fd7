package gsheet

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"math"

	"rasoat/rules"
)

// fingerprint is the same for two readings that say the same.
func fingerprint(b rules.Book) string {
	h := sha256.New()
	for i := range b.Tabs {
		t := &b.Tabs[i]
		fmt.Fprintf(h, "%q %q %v %+v %v\n", t.ID, t.Title, t.Hidden, t.Own, t.Merges)
		for row := range t.Rows {
			for col, c := range t.Rows[row] {
				if c != (rules.Cell{}) {
					sum(h, row, col, c)
				}
			}
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func sum(h hash.Hash, row, col int, c rules.Cell) {
	var head [40]byte
	binary.LittleEndian.PutUint64(head[0:], uint64(row))
	binary.LittleEndian.PutUint64(head[8:], uint64(col))
	binary.LittleEndian.PutUint64(head[16:], math.Float64bits(c.Num))
	binary.LittleEndian.PutUint32(head[24:], uint32(len(c.Text)))
	head[28], head[29] = byte(c.Kind), byte(c.Format)
	if c.Formula {
		head[30] = 1
	}
	h.Write(head[:])
	h.Write([]byte(c.Text))
}

// Fingerprint says what stood in the spreadsheet after our last request: it is the
// same as long as nothing that we read has changed. "" before the first reading.
func (w *Workbook) Fingerprint() string { return w.version }
