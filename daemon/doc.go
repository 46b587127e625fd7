// Package daemon keeps an office's plan at work for years: on schedule it reads and
// judges the sheets, writes statuses, remembers what it found, and mails what is new.
//
// One round is the same for the daemon, for `rasoat run --once` and for manual commands:
//
//	sync.Cycle.Run ──▶ Ledger.Next ──▶ post.Due ──▶ store.Record (one transaction) ──▶ Send
//	  sheets             what holds      what to tell     both remembered together      outbox
//
// Whatever ends the program in between, nothing is told twice and nothing is lost:
// writing statuses is absolute, so it is just done again; what was found and what is to
// be told of it are recorded together, so both are there or neither; and a mail leaves
// the outbox when the mail server has taken it. Only where the server's answer, or our
// note of it, gets lost, nobody can know: then the same mail goes out once more, with
// the same Message-ID.
//
//	one plan with its sheets, ledger and mail    office.go
//	one round                                    round.go
//	the outbox                                   send.go
//	what the operator should know                trouble.go
//	the loop around it: when, stopping, clocks   daemon.go; the schedule, on gocron: schedule.go
//	new settings while it runs                   reload.go
package daemon
