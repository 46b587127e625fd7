// Package ledger is what the program remembers from one cycle to the next: what was
// found before, the last good figures of each workbook, and what was told to whom.
// The sheets are the truth; the ledger only remembers. It is pure: it gives the next
// state as a value, and package store keeps it.
//
//	Ledger + Verdict ── Ledger.Next ──▶ Step ── store.Record ──▶ Ledger
//
// A finding is known by its rule, subject and period ([Key]), never by its text or
// the address of its cells. What a cycle finds isn't always what holds at once: a
// row that somebody is typing in looks worse than it is, so a worsening that an edit
// caused holds once two cycles saw it. What the calendar caused holds at once, and so
// does everything that got better.
//
// What the ledger holds stands in ledger.go, the step from one cycle to the next in
// next.go; points.go notes what was counted, for a line over time.
//
// What a cycle can't judge, because a workbook can't be read, keeps the status that
// it had ([Entry.Held]): nothing gets worse by not being seen.
package ledger
