// Package sync carries out one cycle: read the workbooks, judge, place, apply.
//
//	for {
//		verdict := judge(everything, as it was last seen)
//		changes := Place(verdict, book)      // for each workbook
//		if changes.Empty() { break }
//		book = workbook.Apply(changes)       // gives the state after it
//	}
//
// This bounded loop *is* the write, the check of the state after it, the repair,
// and idempotence: whatever people do between our reading and our writing, the
// next round sees it, judges it and puts right what no longer fits. The verdict
// and the book that Place gets are always of the same reading, so that no status
// can be meant for a row that has moved since. A dry run stops before the first
// Apply, in one place.
//
// What is ours: two columns in each tab that a table reads (place.go, row.go), and one
// tab as a whole (summary.go; what stands in it is package summary's affair).
//
//	the loop                                    cycle.go; its reading and judging: read.go
//	what to write                               place.go, row.go, header.go; as a value: change.go
//	a read that is too small to be true         guard.go
//	what couldn't be read stays as it is        frozen.go, with what [Memory] remembers
//	a workbook in which nobody worked meanwhile kept.go
//	what was done                               report.go
//
// The package owns the interface [Workbook]; sync/xlsx implements it for files,
// sync/gsheet for Google Sheets. Every implementation passes the suite in
// sync/workbooktest.
package sync
