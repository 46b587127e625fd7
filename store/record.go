package store

import (
	"context"
	"database/sql"

	"rasoat/ledger"
)

// Round is everything of one cycle. A zero Cycle.At records no cycle, and a zero
// Step.At no step: the letters alone.
type Round struct {
	Cycle   Cycle
	Step    ledger.Step
	Letters []Letter
}

// Record keeps a round, in one transaction: all of it, or with an error nothing. A
// letter whose Key stands already is left out; made is those that were put in, with
// their IDs and without Raw.
//
// What is older is thinned at the same time, by the clock of Cycle.At: see [Cycle]
// and [RawKept].
func (s *Store) Record(ctx context.Context, r Round) (made []Letter, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		if made, err = putLetters(ctx, tx, r.Letters); err != nil {
			return err
		}
		if !r.Step.At.IsZero() {
			if err := putStep(ctx, tx, r.Step); err != nil {
				return err
			}
		}
		if r.Cycle.At.IsZero() {
			return nil
		}
		return putCycle(ctx, tx, r.Cycle, len(made)+len(r.Step.Changes) > 0)
	})
	if err != nil {
		return nil, err
	}
	if !r.Step.At.IsZero() {
		s.own.Add(1)
	}
	return made, nil
}

// putStep keeps what [ledger.Ledger.Apply] does to a ledger in memory.
func putStep(ctx context.Context, tx *sql.Tx, step ledger.Step) error {
	at := micros(step.At)
	if _, err := tx.ExecContext(ctx, `UPDATE ledger SET revision = revision + 1, last = $1,
		first = CASE first WHEN 0 THEN $1 ELSE first END`, at); err != nil {
		return err
	}
	if err := putEntries(ctx, tx, step.Entries); err != nil {
		return err
	}
	if err := putChanges(ctx, tx, step.Changes); err != nil {
		return err
	}
	if err := putBooks(ctx, tx, step); err != nil {
		return err
	}
	if err := putPoints(ctx, tx, step.Points); err != nil {
		return err
	}
	if step.Told == nil {
		return nil
	}
	return putTold(ctx, tx, *step.Told)
}

// each runs one statement for each of n rows.
func each(ctx context.Context, tx *sql.Tx, statement string, n int, row func(i int) []any) error {
	if n == 0 {
		return nil
	}
	stmt, err := tx.PrepareContext(ctx, statement)
	if err != nil {
		return err
	}
	defer stmt.Close()
	for i := range n {
		if _, err := stmt.ExecContext(ctx, row(i)...); err != nil {
			return err
		}
	}
	return nil
}

func putEntries(ctx context.Context, tx *sql.Tx, entries []ledger.Entry) error {
	return each(ctx, tx, `INSERT OR REPLACE INTO entries (rule, level, subject, period, status, since, first, due, closed,
		said, value, target, doubt, told, reopened, old, held) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		len(entries), func(i int) []any {
			e := &entries[i]
			return []any{e.Rule, e.Level.String(), e.Subject, e.Period, e.Status.String(), micros(e.Since), micros(e.First), e.Due.ISO(), e.Closed,
				e.Said, e.Value, e.Target, e.Doubt.String(), e.Told.String(), e.Reopened, e.Old, e.Held}
		})
}

func putChanges(ctx context.Context, tx *sql.Tx, changes []ledger.Change) error {
	return each(ctx, tx, `INSERT INTO changes (at, rule, level, subject, period, was, now, cause, said)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, len(changes), func(i int) []any {
		c := &changes[i]
		return []any{micros(c.At), c.Rule, c.Level.String(), c.Subject, c.Period, c.Was.String(), c.Is.String(), c.Cause.String(), c.Said}
	})
}
