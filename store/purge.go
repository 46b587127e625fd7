package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// PurgeFilter says what a purge deletes: a year, a unit, or what a unit has of a year.
type PurgeFilter struct {
	// Year is the year of a finding's period; of what has no period, the year of its
	// moment in UTC. 0: every year.
	Year int
	Unit string // the unit's name as it stands in the ledger; "": every unit, groups and all too
}

// Purged is how much was deleted.
type Purged struct{ Entries, Changes, Figures, Letters, Cycles, Snapshots int }

// Any reports whether something was.
func (p Purged) Any() bool { return p != Purged{} }

// Purge deletes what is remembered of a year or a unit for good: when it returns, the
// file holds none of it. Letters about a unit go as a whole; of other letters that are
// sent or dropped, the texts go, since they may name it. What the sheets still say
// comes back with the next cycle.
//
// Take the [CycleLock] first: a letter must not be on its way meanwhile.
func (s *Store) Purge(ctx context.Context, f PurgeFilter) (Purged, error) {
	p := purge{unit: f.Unit, from: f.Year, to: f.Year}
	switch {
	case f.Year == 0 && f.Unit == "":
		return Purged{}, refused("Chưa nói xóa năm nào hoặc đơn vị nào.", "name a year or a unit")
	case f.Year == 0:
		p.from, p.to = 0, lastYear
	}
	return s.purge(ctx, p)
}

// Expire deletes what is remembered of the years before one, as Purge does. The
// retention setting says which; with nothing to delete it is quick.
func (s *Store) Expire(ctx context.Context, before int) (Purged, error) {
	return s.purge(ctx, purge{from: 0, to: before - 1})
}

const lastYear = 9999

// purge is one on its way: years from and to, and a unit.
type purge struct {
	from, to int
	unit     string // "" for every unit
	done     Purged
}

func (s *Store) purge(ctx context.Context, p purge) (Purged, error) {
	err := s.change(ctx, func(tx *sql.Tx) error {
		if err := p.delete(ctx, tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE ledger SET revision = revision + 1 WHERE ?", p.done.Any() || p.unit != "")
		return err
	})
	if err != nil || !p.done.Any() && p.unit == "" {
		return Purged{}, err
	}
	return p.done, s.squeeze(ctx)
}

// squeeze writes the file anew, so that nothing of what was deleted is left in it or
// in the log beside it.
func (s *Store) squeeze(ctx context.Context) error {
	if _, err := s.db.ExecContext(ctx, "VACUUM"); err != nil {
		return trouble(interrupted(ctx, err))
	}
	var busy, pages, moved int
	if err := s.db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
		return trouble(interrupted(ctx, err))
	}
	if busy != 0 {
		t := Busy.of(errors.New("the log couldn't be emptied"))
		t.Hint = "all is deleted, but the file may still hold old bytes: purge again when nobody reads"
		return t
	}
	return nil
}

// delete goes over the tables.
func (p *purge) delete(ctx context.Context, tx *sql.Tx) error {
	tables := []struct {
		table, unit, year string
		count             *int
	}{
		{"entries", ofUnit, p.ofPeriod("CASE due WHEN '' THEN " + yearOf("since") + " ELSE substr(due, 1, 4) END"), &p.done.Entries},
		{"changes", ofUnit, p.ofPeriod(yearOf("at")), &p.done.Changes},
		{"figures", "unit = ?1", "book IN (SELECT id FROM books WHERE " + p.in("read") + ")", &p.done.Figures},
		{"reminded", "unit = ?1", p.in("at"), nil},
		{"letters", "about = ?1", p.in("made"), &p.done.Letters},
		{"cycles", "false", p.in("at"), &p.done.Cycles},
		{"points", "false", p.ofPeriod(yearOf("at")), nil},
		{"snapshots", "false", p.ofPeriod(yearOf("at")), &p.done.Snapshots},
	}
	for _, t := range tables {
		unit := t.unit
		if p.unit == "" {
			unit = "?1 = ''"
		}
		n, err := deleted(ctx, tx, "DELETE FROM "+t.table+" WHERE "+unit+" AND "+t.year, p.unit)
		if err != nil {
			return err
		}
		if t.count != nil {
			*t.count += n
		}
	}
	if p.unit == "" {
		_, err := deleted(ctx, tx, "DELETE FROM books WHERE "+p.in("read"))
		return err
	}
	return p.forget(ctx, tx)
}

func deleted(ctx context.Context, tx *sql.Tx, statement string, args ...any) (int, error) {
	done, err := tx.ExecContext(ctx, statement, args...)
	if err != nil {
		return 0, err
	}
	n, err := done.RowsAffected()
	return int(n), err
}

const ofUnit = "level = 'unit' AND subject = ?1"

// ofPeriod holds for findings whose period lies in the years; without a period, the
// other expression is the year.
func (p *purge) ofPeriod(otherwise string) string {
	return fmt.Sprintf("CAST(CASE period WHEN '' THEN %s ELSE substr(period, 1, 4) END AS INTEGER) BETWEEN %d AND %d", otherwise, p.from, p.to)
}

// in holds for moments in the years.
func (p *purge) in(column string) string {
	from := time.Date(p.from, 1, 1, 0, 0, 0, 0, time.UTC)
	to := time.Date(p.to+1, 1, 1, 0, 0, 0, 0, time.UTC)
	return fmt.Sprintf("%[1]s >= %[2]d AND %[1]s < %[3]d", column, from.UnixMicro(), to.UnixMicro())
}

// yearOf is the year of a moment, as SQL.
func yearOf(column string) string {
	return "strftime('%Y', " + column + " / 1000000, 'unixepoch')"
}
