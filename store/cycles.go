package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// Cycle is what the program did once. Every cycle of the last seven days is kept;
// older ones only where something changed: a status, a letter, a cell, or the
// problems and the failure against the cycle before. No more than 10,000 stay.
type Cycle struct {
	ID       int64 // given by Record
	At       time.Time
	Took     time.Duration
	Kind     string // "daemon", "sync", "digest"
	Read     int    // workbooks
	Unread   int    // workbooks that couldn't be read
	Units    int
	Findings int
	Defects  int
	Written  int // cells
	Failed   bool
	Problems []string // sentences as told to the office, in Vietnamese, no cell contents
}

const (
	allCycles = 7 * 24 * time.Hour // so long each cycle is kept
	maxCycles = 10_000
)

// putCycle keeps a cycle and thins those before it. changed: something in the ledger
// or the outbox did.
func putCycle(ctx context.Context, tx *sql.Tx, c Cycle, changed bool) error {
	problems, err := problemsText(c.Problems)
	if err != nil {
		return err
	}
	kept, err := newsworthy(ctx, tx, c.Failed, problems)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO cycles (at, took, kind, read, unread, units, findings, defects, written, failed, problems, kept)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, micros(c.At), c.Took.Microseconds(), c.Kind, c.Read, c.Unread, c.Units, c.Findings,
		c.Defects, c.Written, c.Failed, problems, changed || kept || c.Written > 0); err != nil {
		return err
	}
	return thin(ctx, tx, c.At)
}

// newsworthy reports whether a cycle failed otherwise than the one before it, or has
// other problems.
func newsworthy(ctx context.Context, tx *sql.Tx, failed bool, problems string) (bool, error) {
	var wasFailed bool
	var were string
	err := tx.QueryRowContext(ctx, "SELECT failed, problems FROM cycles ORDER BY id DESC LIMIT 1").Scan(&wasFailed, &were)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	return failed != wasFailed || problems != were, err
}

// thin lets go of what has become old by the moment.
func thin(ctx context.Context, tx *sql.Tx, now time.Time) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM cycles WHERE kept = 0 AND at < ?", micros(now.Add(-allCycles))); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM cycles WHERE id <= (SELECT id FROM cycles ORDER BY id DESC LIMIT 1 OFFSET ?)", maxCycles); err != nil {
		return err
	}
	// Ids go up with time, so only the oldest bodies are looked at.
	_, err := tx.ExecContext(ctx, `DELETE FROM bodies WHERE letter <= (SELECT id FROM letters WHERE made < ?1 ORDER BY made DESC LIMIT 1)
		AND letter IN (SELECT id FROM letters WHERE id = letter AND state IN ('sent', 'dropped') AND made < ?1 AND sent < ?1)`, micros(now.Add(-RawKept)))
	return err
}

// Cycles is the last cycles, the newest first; all of them for last 0.
func (s *Store) Cycles(ctx context.Context, last int) ([]Cycle, error) {
	if last <= 0 {
		last = maxCycles
	}
	var out []Cycle
	err := s.look(ctx, func(tx *sql.Tx) error {
		return list(ctx, tx, `SELECT id, at, took, kind, read, unread, units, findings, defects, written, failed, problems
			FROM cycles ORDER BY id DESC LIMIT ?`, func(rows *sql.Rows) error {
			var c Cycle
			var at, took int64
			var problems string
			if err := rows.Scan(&c.ID, &at, &took, &c.Kind, &c.Read, &c.Unread, &c.Units, &c.Findings, &c.Defects, &c.Written,
				&c.Failed, &problems); err != nil {
				return err
			}
			c.At, c.Took = moment(at), time.Duration(took)*time.Microsecond
			if problems != "" {
				if err := json.Unmarshal([]byte(problems), &c.Problems); err != nil {
					return Corrupt.of(err)
				}
			}
			out = append(out, c)
			return nil
		}, last)
	})
	return out, err
}

// problemsText is the problems as they are kept.
func problemsText(problems []string) (string, error) {
	if len(problems) == 0 {
		return "", nil
	}
	text, err := json.Marshal(problems)
	return string(text), err
}
