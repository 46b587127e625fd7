// Package post decides what is told to whom, and when. It is pure: what holds, what
// was told before and the moment go in; the mails that are due now, and what the
// ledger has to remember of them, come out. Package daemon records both together and
// sends afterwards, so that nothing is told twice and nothing is lost.
//
//	Ledger + Now ── Settings.Due ──▶ Orders ── Orders.Letters ──▶ mails for the outbox
//
//	the office, heads of groups    due.go; its mornings: mornings.go, coming.go
//	units                          units.go
//	the operator                   operator.go
//	from decisions to mails        letters.go
//
// Who gets what:
//
//   - The office gets a digest on its weekday, always, and on the morning after each
//     due date. A morning that ends a period also reports that period. However long
//     the program slept, it is one digest, never one for each morning missed.
//   - Heads of groups who are named in the settings get their group's part: on the
//     weekday, and after a due date where something of the group is newly overdue.
//   - Units get a reminder only where that is switched on: one mail for all that there
//     is to do, on working days, not again within some days, never of what was overdue
//     before the program began, and never of what they have filed. What they know
//     already is no reason for another mail until its last days, or until it is overdue.
//     Who was reminded of what waited, and did all of it, is thanked once.
//   - The operator hears once of a trouble that lasts, and once that it is over.
//
// What was seen only once may be a row that somebody is typing in, so it isn't news
// yet ([ledger.Entry.Doubt]).
package post
