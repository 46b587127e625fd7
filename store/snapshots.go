package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Snapshot is a period that was closed (chốt số): what its report is printed from, the
// same, months later.
type Snapshot struct {
	Period string // as in JSON: "2022-Q3"
	At     time.Time
	Plan   string // the plan's title
	// Body is the report in JSON; nil in a list. A unit's parts are objects in lists
	// that have the unit's name as the value of one of their fields: so a purge finds
	// them.
	Body []byte
}

// Keep closes a period. A period that is closed already is refused, unless it shall be
// replaced.
func (s *Store) Keep(ctx context.Context, snap Snapshot, replace bool) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		var at int64
		err := tx.QueryRowContext(ctx, "SELECT at FROM snapshots WHERE period = ?", snap.Period).Scan(&at)
		if err == nil && !replace {
			return refused(fmt.Sprintf("Kỳ %s đã chốt số.", snap.Period), "closed on "+moment(at).Format(time.RFC3339)+"; its report can be printed again, or replaced")
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)", snap.Period, micros(snap.At), snap.Plan, append([]byte{}, snap.Body...))
		return err
	})
}

// Snapshots is every closed period, by name, without Body.
func (s *Store) Snapshots(ctx context.Context) ([]Snapshot, error) {
	var out []Snapshot
	err := s.look(ctx, func(tx *sql.Tx) error {
		return list(ctx, tx, "SELECT period, at, plan FROM snapshots ORDER BY period", func(rows *sql.Rows) error {
			var snap Snapshot
			var at int64
			err := rows.Scan(&snap.Period, &at, &snap.Plan)
			snap.At = moment(at)
			out = append(out, snap)
			return err
		})
	})
	return out, err
}

// Snapshot is a closed period; refused when it isn't closed.
func (s *Store) Snapshot(ctx context.Context, period string) (Snapshot, error) {
	snap := Snapshot{Period: period}
	var at int64
	err := s.db.QueryRowContext(ctx, "SELECT at, plan, body FROM snapshots WHERE period = ?", period).Scan(&at, &snap.Plan, &snap.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return Snapshot{}, refused(fmt.Sprintf("Kỳ %s chưa chốt số.", period), "")
	}
	if err != nil {
		return Snapshot{}, trouble(interrupted(ctx, err))
	}
	snap.At = moment(at)
	return snap, nil
}
