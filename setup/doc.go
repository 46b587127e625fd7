// Package setup says what an office's sheets look like: from a plan and a list
// of units it makes tabs with headers, drop-downs, formats, the register and the
// office's settings tab. It is pure: what it makes is written by the packages
// that know a kind of workbook.
//
// What is made here reads back without a defect ([Check] reads it the way the
// program reads any workbook), so that an office starts from sheets that work.
//
// # Layout
//
//	title, plan, how to fill in
//	(blank)
//	STT | unit | status | to-do | dates, ticks, documents | choices | numbers | text | remark
//
// Periods are spread over columns: with one value for each, the column's header
// stands over the periods; with several, each period over its columns. A table
// that would become wider than [Widest] and may name its periods in a column has
// a row for each unit and period instead.
package setup
