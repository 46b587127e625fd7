package store

import (
	"context"
	"database/sql"
	"time"

	"rasoat/ledger"
	"rasoat/rules"
)

// Load is the whole ledger. Moments are in UTC, and no map is nil.
func (s *Store) Load(ctx context.Context) (ledger.Ledger, error) {
	var l ledger.Ledger
	err := s.look(ctx, func(tx *sql.Tx) (err error) {
		if err := loadMoments(ctx, tx, &l); err != nil {
			return err
		}
		if l.Entries, err = loadEntries(ctx, tx); err != nil {
			return err
		}
		if l.Books, err = loadMomentsBy(ctx, tx, "SELECT id, read FROM books"); err != nil {
			return err
		}
		if l.Figures, err = loadFigures(ctx, tx); err != nil {
			return err
		}
		if l.Told.Units, err = loadReminded(ctx, tx); err != nil {
			return err
		}
		if l.Told.Troubles, err = loadTroubles(ctx, tx); err != nil {
			return err
		}
		l.Told.Closed, err = loadMomentsBy(ctx, tx, "SELECT period, at FROM reported")
		return err
	})
	if err != nil {
		return ledger.Ledger{}, err
	}
	return l, nil
}

// Version is another number whenever somebody else changed what Load gives: another
// process, or Purge and Expire of this one. What this Store recorded itself doesn't
// change it, so that who applies each step to a ledger in memory needn't load again.
func (s *Store) Version(ctx context.Context) (int64, error) {
	own := s.own.Load()
	var revision int64
	err := s.db.QueryRowContext(ctx, "SELECT revision FROM ledger").Scan(&revision)
	return revision - own, trouble(interrupted(ctx, err))
}

// list reads the rows of a query one by one.
func list(ctx context.Context, tx *sql.Tx, query string, row func(*sql.Rows) error, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func loadMoments(ctx context.Context, tx *sql.Tx, l *ledger.Ledger) error {
	var first, last, slot, daily, digest int64
	if err := tx.QueryRowContext(ctx, "SELECT first, last, slot, daily, digest FROM ledger").Scan(&first, &last, &slot, &daily, &digest); err != nil {
		return err
	}
	l.First, l.Last = moment(first), moment(last)
	l.Told.Slot, l.Told.Daily, l.Told.Digest = moment(slot), moment(daily), moment(digest)
	return nil
}

// loadMomentsBy reads a table of texts and moments.
func loadMomentsBy(ctx context.Context, tx *sql.Tx, query string) (map[string]time.Time, error) {
	out := map[string]time.Time{}
	return out, list(ctx, tx, query, func(rows *sql.Rows) error {
		var key string
		var at int64
		err := rows.Scan(&key, &at)
		out[key] = moment(at)
		return err
	})
}

func loadEntries(ctx context.Context, tx *sql.Tx) (map[ledger.Key]ledger.Entry, error) {
	out := map[ledger.Key]ledger.Entry{}
	return out, list(ctx, tx, `SELECT rule, level, subject, period, status, since, first, due, closed,
		said, value, target, doubt, told, reopened, old, held FROM entries`, func(rows *sql.Rows) error {
		var e ledger.Entry
		var level, status, due, doubt, told string
		var since, first int64
		if err := rows.Scan(&e.Rule, &level, &e.Subject, &e.Period, &status, &since, &first, &due, &e.Closed,
			&e.Said, &e.Value, &e.Target, &doubt, &told, &e.Reopened, &e.Old, &e.Held); err != nil {
			return err
		}
		var r read
		e.Level, e.Status, e.Doubt, e.Told = r.level(level), r.status(status), r.status(doubt), r.status(told)
		e.Since, e.First, e.Due = moment(since), moment(first), r.date(due)
		out[e.Key] = e
		return r.err
	})
}

// loadFigures gives figures in the order of [ledger.Ledger.Apply]: those of the
// workbooks that were read last come last.
func loadFigures(ctx context.Context, tx *sql.Tx) ([]rules.Figure, error) {
	var out []rules.Figure
	return out, list(ctx, tx, `SELECT book, unit, tab, col, slot, state, num
		FROM figures JOIN books ON books.id = book ORDER BY books.read, figures.n`, func(rows *sql.Rows) error {
		var f rules.Figure
		var state, num string
		if err := rows.Scan(&f.Book, &f.Unit, &f.Table, &f.Column, &f.Slot, &state, &num); err != nil {
			return err
		}
		var r read
		f.State, f.Num = r.state(state), r.num(num)
		out = append(out, f)
		return r.err
	})
}

func loadReminded(ctx context.Context, tx *sql.Tx) (map[string]ledger.Reminded, error) {
	out := map[string]ledger.Reminded{}
	if err := list(ctx, tx, "SELECT unit, at, times FROM reminded", func(rows *sql.Rows) error {
		var r ledger.Reminded
		var at int64
		err := rows.Scan(&r.Unit, &at, &r.Times)
		r.At = moment(at)
		out[r.Unit] = r
		return err
	}); err != nil {
		return nil, err
	}
	return out, list(ctx, tx, "SELECT unit, rule, level, subject, period FROM reminded_keys ORDER BY unit, n", func(rows *sql.Rows) error {
		var k ledger.Key
		var unit, level string
		if err := rows.Scan(&unit, &k.Rule, &level, &k.Subject, &k.Period); err != nil {
			return err
		}
		var words read
		k.Level = words.level(level)
		r := out[unit]
		r.Keys = append(r.Keys, k)
		out[unit] = r
		return words.err
	})
}

func loadTroubles(ctx context.Context, tx *sql.Tx) (map[string]ledger.Trouble, error) {
	out := map[string]ledger.Trouble{}
	return out, list(ctx, tx, "SELECT key, since, told, message, hint FROM troubles", func(rows *sql.Rows) error {
		var t ledger.Trouble
		var since, told int64
		err := rows.Scan(&t.Key, &since, &told, &t.Message, &t.Hint)
		t.Since, t.Told = moment(since), moment(told)
		out[t.Key] = t
		return err
	})
}
