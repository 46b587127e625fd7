// Package rules judges people's sheets by a plan.
//
// It is pure: values in, values out. It opens no file, asks no clock and logs
// nothing, so everything in it can be tested by a table of cells.
//
// The way through it:
//
//	books []Book ── Read ──▶ *Data ── Judge ──▶ *Verdict ── Why, Clear ──▶ sentences
//
// Read finds the plan's tables in people's tabs (headers, group rows, totals,
// merged keys …) and reads each cell as what its column holds. What can't be
// read is a [Defect], never a Go error. Whatever layout a tab has – one row per
// unit with a column for each quarter, or one row per unit and quarter – the
// result is the same: for each table, one entry of values per unit.
//
// Judge goes over the plan's rules, and for each rule, subject (a unit, a group
// of units, all of them) and period gives one [Finding]. The rule, the subject
// and the period are its identity; never its text or its cell's address.
//
// Sentences are made last and only when asked for (Verdict.Why, Verdict.Clear), from the rule's
// own words in the plan. Clause numbers, names of organisations and of levels
// come from the plan; none stands in this package.
package rules
