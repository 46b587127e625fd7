package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"time"

	"rasoat/ledger"
)

// putTold keeps what was told to whom, in place of what stood there.
func putTold(ctx context.Context, tx *sql.Tx, t ledger.Told) error {
	if _, err := tx.ExecContext(ctx, "UPDATE ledger SET slot = ?, daily = ?, digest = ?", micros(t.Slot), micros(t.Daily), micros(t.Digest)); err != nil {
		return err
	}
	for _, table := range []string{"reminded", "troubles", "reported"} { // reminded_keys goes with reminded
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return err
		}
	}
	if err := putReminded(ctx, tx, t.Units); err != nil {
		return err
	}
	if err := putTroubles(ctx, tx, t.Troubles); err != nil {
		return err
	}
	return putReported(ctx, tx, t.Closed)
}

func putReminded(ctx context.Context, tx *sql.Tx, units map[string]ledger.Reminded) error {
	names := slices.Sorted(maps.Keys(units))
	if err := each(ctx, tx, "INSERT INTO reminded VALUES (?, ?, ?)", len(names), func(i int) []any {
		r := units[names[i]]
		return []any{names[i], micros(r.At), r.Times}
	}); err != nil {
		return err
	}
	for _, name := range names {
		keys := units[name].Keys
		if err := each(ctx, tx, "INSERT INTO reminded_keys VALUES (?, ?, ?, ?, ?, ?)", len(keys), func(i int) []any {
			k := keys[i]
			return []any{name, i, k.Rule, k.Level.String(), k.Subject, k.Period}
		}); err != nil {
			return err
		}
	}
	return nil
}

func putTroubles(ctx context.Context, tx *sql.Tx, troubles map[string]ledger.Trouble) error {
	keys := slices.Sorted(maps.Keys(troubles))
	return each(ctx, tx, "INSERT INTO troubles VALUES (?, ?, ?, ?, ?)", len(keys), func(i int) []any {
		t := troubles[keys[i]]
		return []any{keys[i], micros(t.Since), micros(t.Told), t.Message, t.Hint}
	})
}

func putReported(ctx context.Context, tx *sql.Tx, closed map[string]time.Time) error {
	periods := slices.Sorted(maps.Keys(closed))
	return each(ctx, tx, "INSERT INTO reported VALUES (?, ?)", len(periods), func(i int) []any {
		return []any{periods[i], micros(closed[periods[i]])}
	})
}
