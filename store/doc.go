// Package store keeps what package ledger says in one SQLite file, with the outbox,
// the cycles, and the periods that are closed. It decides nothing.
//
//	Open ──▶ Load ──▶ ledger.Ledger                     open.go, load.go
//	Record: one cycle, one transaction                  record.go, record_told.go, cycles.go
//	a letter's way through the outbox                   letters.go, sending.go
//	one daemon, one cycle at a time                     lock.go
//	history, what was counted, closed periods, pause    history.go, points.go, snapshots.go, pause.go
//	purge, retention, backup                            purge.go, purge_unit.go, backup.go
//	what went wrong, for people                         trouble.go
//
// The tables are described in migrations/. Every change is durable when its call
// returns: after a crash, or a kill, each transaction is there as a whole or not at
// all. Moments are kept to the microsecond and come back in UTC; who shows them puts
// them into the plan's zone.
//
// Several processes may have the file open at once: readers never wait, and writers
// wait for each other for ten seconds, then the error is of kind [Busy]. Who runs a
// cycle or sends mail also takes a lock ([Hold]).
//
// Nothing else in the process may open the file, not even to read it: closing it lets
// go of SQLite's locks. The file must lie on a local disk: network file systems don't
// keep locks well enough.
package store
