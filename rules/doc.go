// Package rules judges people's sheets by a plan.
//
// It is pure: values in, values out. It opens no file, asks no clock and logs
// nothing, so everything in it can be tested by a table of cells.
//
// One cell goes four hops, from the sheet to the sheet and the mail. The second and
// the third are here, and the words for the fourth.
//
//	1  sync.Workbook.Read  ──▶ Book     a workbook as it is       cell.go
//	2  Read                ──▶ *Data    what stands in it         data.go
//	3  Judge               ──▶ *Verdict what follows by the plan  verdict.go
//	4  into the sheet: RowText, UnitText ──▶ sync.Place ──▶ sync.Workbook.Apply
//	   into the mail:  ledger.Ledger.Next (what is new), post.Settings.Due (who is told),
//	                   mailer.Digest and others (with Why, Clear) ──▶ the outbox ──▶ daemon.Office.Send
//
// sync.Cycle.Run goes the way into the sheet, daemon.Office.Round both.
//
// Read finds the plan's tables in people's tabs and reads each cell as what its
// column holds. What can't be read is a [Defect], never a Go error. Whatever
// layout a tab has – one row per unit with a column for each quarter, or one row
// per unit and quarter – the result is the same: for each table, one entry of
// values per unit, with a slot for each column and period ([Column.Slot]).
//
//	which tab is which table                 read.go
//	its header, and which column is which    header.go, header_find.go, periodtext.go
//	what each row is, and whose              read_heading.go, read_rows.go, read_words.go, names.go
//	the units themselves                     read_register.go
//	a cell's value                           read_cells.go, values.go and its parts
//	entries, rows that stand twice           read_entries.go
//	what is missing or doesn't add up        read_missing.go, read_totals.go
//	the office's settings tab                decisions.go and its parts
//
// Judge goes over the plan's rules, and for each rule, subject (a unit, a group
// of units, all of them) and period gives one [Finding]. The rule, the subject
// and the period are its identity; never its text or its cell's address.
//
//	the loop over units and rules            judge.go; a rule made ready: judge_prepare.go
//	when an instance is due                  due.go; what the office decided: judge_decide.go
//	the kinds of rules                       judge_done.go, judge_reach.go, judge_check.go, judge_list.go
//	groups and all                           judge_sum.go
//	a unit as a whole                        overall.go; counted by group and sector: tally.go
//	the figures behind sums, remembered      figures.go; percentages: share.go
//
// Sentences are made last and only when asked for, from the rule's own words in
// the plan (say.go: its placeholders), or else from the defaults (say_default.go).
// Those for people's sheets (sheettext.go) hold nothing that changes by itself from
// day to day. What a rule and a unit are called for short stands in title.go, what may
// be repeated of a cell in shown.go. Clause numbers, names of organisations and of levels come from the
// plan; none stands in this package.
package rules
