// Package sync carries out one cycle: read the workbooks, judge, place, apply.
//
//	c := Place(verdict, book)
//	if c.Empty() { done }
//	book, err = workbook.Apply(ctx, book, c)
//
// in a bounded loop *is* the write, the check of the state after it, the
// repair, and idempotence. A dry run stops before the first Apply, in one place.
//
// The package owns the interface [Workbook]; sync/xlsx implements it for files.
// Every implementation passes the suite in sync/workbooktest.
package sync
