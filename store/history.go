package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"rasoat/ledger"
	"rasoat/rules"
)

// ChangeFilter chooses changes; what is empty chooses all.
type ChangeFilter struct {
	Rule    string
	Levels  []rules.Level
	Subject string    // the unit's or group's name, as it stands there
	Period  string    // as in JSON: "2022-Q3"
	Since   time.Time // then or later
	Limit   int       // the newest so many; 0: all
}

// History is the changes that a filter chooses, in the order in which they happened.
func (s *Store) History(ctx context.Context, f ChangeFilter) ([]ledger.Change, error) {
	var w where
	w.is("rule", f.Rule)
	w.is("subject", f.Subject)
	w.is("period", f.Period)
	w.since("at", f.Since)
	if len(f.Levels) > 0 {
		var words []any
		for _, l := range f.Levels {
			words = append(words, l.String())
		}
		w.add("level IN (?"+strings.Repeat(", ?", len(words)-1)+")", words...)
	}
	var out []ledger.Change
	err := s.look(ctx, func(tx *sql.Tx) error {
		return list(ctx, tx, "SELECT at, rule, level, subject, period, was, now, cause, said FROM changes WHERE "+w.text()+
			" ORDER BY id DESC LIMIT ?", func(rows *sql.Rows) error {
			c, err := change(rows)
			out = append(out, c)
			return err
		}, append(w.args, limit(f.Limit))...)
	})
	slices.Reverse(out)
	return out, err
}

// change reads a row of changes.
func change(rows *sql.Rows) (ledger.Change, error) {
	var c ledger.Change
	var at int64
	var level, was, is, cause string
	if err := rows.Scan(&at, &c.Rule, &level, &c.Subject, &c.Period, &was, &is, &cause, &c.Said); err != nil {
		return c, err
	}
	var r read
	c.At, c.Level, c.Was, c.Is, c.Cause = moment(at), r.level(level), r.status(was), r.status(is), r.cause(cause)
	return c, r.err
}
