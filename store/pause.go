package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Pause says who paused the program, and when.
type Pause struct {
	Who string
	At  time.Time
}

// Pause lets the daemon rest until Resume: no cycle, no mail. While it rests already,
// the first pause stands.
func (s *Store) Pause(ctx context.Context, p Pause) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO pause VALUES (1, ?, ?) ON CONFLICT DO NOTHING", p.Who, micros(p.At))
	return trouble(interrupted(ctx, err))
}

// Resume ends a pause; without one it does nothing.
func (s *Store) Resume(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, "DELETE FROM pause")
	return trouble(interrupted(ctx, err))
}

// Paused is the pause; false when the program works.
func (s *Store) Paused(ctx context.Context) (p Pause, paused bool, err error) {
	var at int64
	err = s.db.QueryRowContext(ctx, "SELECT who, at FROM pause").Scan(&p.Who, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return Pause{}, false, nil
	}
	if err != nil {
		return Pause{}, false, trouble(interrupted(ctx, err))
	}
	p.At = moment(at)
	return p, true, nil
}
