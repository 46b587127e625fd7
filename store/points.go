package store

import (
	"context"
	"database/sql"

	"rasoat/ledger"
)

// putPoints keeps what was counted, where it isn't what was counted last.
func putPoints(ctx context.Context, tx *sql.Tx, points []ledger.Point) error {
	return each(ctx, tx, `INSERT OR REPLACE INTO points SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?6 IS NOT (SELECT value FROM points
		WHERE rule = ?1 AND level = ?2 AND subject = ?3 AND period = ?4 AND at <= ?5 ORDER BY at DESC LIMIT 1)`, len(points), func(i int) []any {
		p := &points[i]
		return []any{p.Rule, p.Level.String(), p.Subject, p.Period, micros(p.At), p.Value.Plain()}
	})
}

// Points is what was counted for a finding above a unit, wherever it changed, the
// oldest first.
func (s *Store) Points(ctx context.Context, k ledger.Key) ([]ledger.Point, error) {
	var out []ledger.Point
	var r read
	err := s.look(ctx, func(tx *sql.Tx) error {
		return list(ctx, tx, "SELECT at, value FROM points WHERE rule = ? AND level = ? AND subject = ? AND period = ? ORDER BY at", func(rows *sql.Rows) error {
			var at int64
			var value string
			if err := rows.Scan(&at, &value); err != nil {
				return err
			}
			out = append(out, ledger.Point{Key: k, At: moment(at), Value: r.num(value)})
			return r.err
		}, k.Rule, k.Level.String(), k.Subject, k.Period)
	})
	return out, err
}
