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
// The parts: office.go, one plan with its sheets, ledger and mail; round.go, one round;
// send.go, the outbox; trouble.go, what the operator should know; daemon.go, the
// schedule, on gocron; reload.go, new settings while it runs.
package daemon
