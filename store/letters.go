package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"
)

// Letter is one mail to one recipient.
type Letter struct {
	ID        int64  // given by Record
	Key       string // what the mail is, "digest 2022-10-24 to a@example.vn": the same is never mailed twice
	Kind      string
	From, To  string
	Subject   string
	MessageID string    // the same for every try
	About     string    // the unit or group that it is about; "" for the office and the operator
	Raw       []byte    // the whole mail as sent; gone some time after it was ([RawKept]), and left out of lists
	Made      time.Time // not zero
	State     State     // Record puts every letter in as Waiting
	Tries     int       // since it was made, or was told to be tried again
	Copies    int       // that the server may have taken: more than 1 is a possible double
	Next      time.Time // it isn't tried before; on its way or aside, since when
	Sent      time.Time // when the server took it; zero: not yet
	Error     string    // what the last try met; ""
}

// RawKept is how long the text of a letter stays after it was sent or dropped. Its row,
// who was told what and when, stays.
const RawKept = 90 * 24 * time.Hour

// State says where a letter is on its way. It is its word in the file and in JSON.
type State string

// The states.
const (
	Waiting   State = "waiting"   // for its time
	Trying    State = "trying"    // somebody speaks with the server; surely not delivered
	Finishing State = "finishing" // its end goes over the line: perhaps delivered
	Sent      State = "sent"      // the server took it
	Aside     State = "aside"     // given up: a person decides
	Dropped   State = "dropped"   // a person decided that it isn't sent
)

// LetterFilter chooses letters; what is empty chooses all.
type LetterFilter struct {
	State State
	About string
	To    string
	Since time.Time // made then or later
	Limit int       // the newest so many; 0: all
}

const letterColumns = "id, key, kind, sender, recipient, subject, message_id, about, made, state, tries, copies, next, sent, error"

// letter reads letterColumns.
func letter(row interface{ Scan(...any) error }) (l Letter, err error) {
	var made, next, sent int64
	err = row.Scan(&l.ID, &l.Key, &l.Kind, &l.From, &l.To, &l.Subject, &l.MessageID, &l.About, &made, &l.State,
		&l.Tries, &l.Copies, &next, &sent, &l.Error)
	l.Made, l.Next, l.Sent = moment(made), moment(next), moment(sent)
	return l, err
}

// putLetters puts those letters in whose key doesn't stand yet.
func putLetters(ctx context.Context, tx *sql.Tx, letters []Letter) (made []Letter, err error) {
	for _, l := range letters {
		l.State, l.Tries, l.Copies, l.Sent, l.Error = Waiting, 0, 0, time.Time{}, ""
		err := tx.QueryRowContext(ctx, `INSERT INTO letters (key, kind, sender, recipient, subject, message_id, about, made, state, tries, copies, next, sent, error)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 0, '') ON CONFLICT (key) DO NOTHING RETURNING id`,
			l.Key, l.Kind, l.From, l.To, l.Subject, l.MessageID, l.About, micros(l.Made), string(l.State), micros(l.Next)).Scan(&l.ID)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO bodies VALUES (?, ?)", l.ID, append([]byte{}, l.Raw...)); err != nil {
			return nil, err
		}
		l.Raw, l.Made, l.Next = nil, moment(micros(l.Made)), moment(micros(l.Next))
		made = append(made, l)
	}
	return made, nil
}

// Due is the letters to try now: waiting, and their time has come; the oldest first,
// without Raw.
func (s *Store) Due(ctx context.Context, now time.Time) ([]Letter, error) {
	return s.letters(ctx, "state = 'waiting' AND next <= ? ORDER BY id", micros(now))
}

// Letters is the letters that a filter chooses, in the order in which they were made,
// without Raw.
func (s *Store) Letters(ctx context.Context, f LetterFilter) ([]Letter, error) {
	var w where
	w.is("state", string(f.State))
	w.is("about", f.About)
	w.is("recipient", f.To)
	w.since("made", f.Since)
	out, err := s.letters(ctx, w.text()+" ORDER BY id DESC LIMIT ?", append(w.args, limit(f.Limit))...)
	slices.Reverse(out)
	return out, err
}

func (s *Store) letters(ctx context.Context, where string, args ...any) ([]Letter, error) {
	var out []Letter
	err := s.look(ctx, func(tx *sql.Tx) error {
		return list(ctx, tx, "SELECT "+letterColumns+" FROM letters WHERE "+where, func(rows *sql.Rows) error {
			l, err := letter(rows)
			out = append(out, l)
			return err
		}, args...)
	})
	return out, err
}

// Letter is one letter, with Raw: nil when that is gone.
func (s *Store) Letter(ctx context.Context, id int64) (Letter, error) {
	var l Letter
	err := s.look(ctx, func(tx *sql.Tx) (err error) {
		if l, err = oneLetter(ctx, tx, id); err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, "SELECT raw FROM bodies WHERE letter = ?", id).Scan(&l.Raw)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return l, err
}

func oneLetter(ctx context.Context, tx *sql.Tx, id int64) (Letter, error) {
	l, err := letter(tx.QueryRowContext(ctx, "SELECT "+letterColumns+" FROM letters WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return l, noLetter(id)
	}
	return l, err
}

// Made is how many letters were made since a moment, all and by recipient. Dropped
// ones don't count.
func (s *Store) Made(ctx context.Context, since time.Time) (all int, by map[string]int, err error) {
	by = map[string]int{}
	err = s.look(ctx, func(tx *sql.Tx) error {
		return list(ctx, tx, "SELECT recipient, count(*) FROM letters WHERE made >= ? AND state <> 'dropped' GROUP BY recipient",
			func(rows *sql.Rows) error {
				var to string
				var n int
				err := rows.Scan(&to, &n)
				by[to] = n
				all += n
				return err
			}, micros(since))
	})
	return all, by, err
}

// where is the conditions of a filter.
type where struct {
	parts []string
	args  []any
}

func (w *where) add(condition string, args ...any) {
	w.parts, w.args = append(w.parts, condition), append(w.args, args...)
}

// is asks for a text, where there is one.
func (w *where) is(column, text string) {
	if text != "" {
		w.add(column+" = ?", text)
	}
}

func (w *where) since(column string, t time.Time) {
	if !t.IsZero() {
		w.add(column+" >= ?", micros(t))
	}
}

func (w *where) text() string {
	if len(w.parts) == 0 {
		return "true"
	}
	return strings.Join(w.parts, " AND ")
}

// limit is a limit for SQL, where -1 is none.
func limit(n int) int {
	if n <= 0 {
		return -1
	}
	return n
}
