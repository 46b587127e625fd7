// Package xlsx is a workbook in an .xlsx file: [New] gives a sync.Workbook.
//
// Reading goes once over the sheets' XML (scan.go, sheet.go) and remembers
// where rows, cells and columns stand in it. Writing changes only those bytes
// that are ours and copies every other part of the file as it is, compressed
// bytes and all: notes, charts, filters, other tabs and parts that nobody here
// knows survive because nothing reads and rewrites them. What isn't
// understood, or doesn't come out of the patched sheet as it should, is refused
// with a sentence, and the file stays as it was.
//
//	Read    bytes ── container ── parts ── sheet ──▶ rules.Book
//	Apply   read again, compare with what was seen, patch, verify, exchange
//
// A library (excelize) could read and write cells too. But writing through it
// loses what it doesn't model, and reading a cell's kind, formula, style and
// value is four look-ups, each of which goes over all merged cells: some ten
// times slower than one pass, and not linear in a sheet with many merges. It is
// asked for what it alone can do: the value of a formula that was saved without
// one. The tests read every file with it too, and compare.
//
// The exchange of the file is atomic and keeps what was there until it has been
// compared with what was read (save.go).
package xlsx
