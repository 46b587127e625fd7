// Package summary says what stands in the workbook's summary tab, `Tổng hợp (tự
// động)`: on one page what a group's head, the office and a passer-by ask first. It
// is pure; package sync compares the page with the tab, and the workbooks write
// the cells that differ.
//
//	row 1      whose summary                 ┐
//	row 2      since when; last looked       │
//	row 3-5    the story in three lines      │ stays in view
//	row 6      what the marks mean           │
//	row 7      the board's headers           ┘
//	row 8      what must be known first: units that couldn't be read
//	           the chart, and the figures that it shows
//	           counts of all, of each group with whom to call, of each sector
//	           the board: a row for each unit under its group, a mark for each rule and period
//	           what the headers stand for
//
// Above the board nothing grows or shrinks by itself, so that the board stays where
// people have put filters and views. It holds marks and labels; figures only of all
// units together, and counts of units. Nothing in it changes from one day to the
// next but one cell: when it was looked at last, once a day ([Build]).
//
//	the order of the sections, what couldn't be read    build.go
//	the three lines                                     story.go
//	the chart's figures                                 progress.go
//	counts, and whom to call                            counts.go
//	the board                                           board.go, its columns: columns.go
//	the page as a value                                 page.go
package summary
