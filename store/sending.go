package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"
)

// How a letter goes. Each step is durable before its call returns, and refuses a
// letter that is in another state, so that two senders can't try the same one.
//
//	Waiting ── Try ──▶ Trying ── Finish ──▶ Finishing ── Sent ──▶ Sent
//	   ▲                 │                     │
//	   ├───── Later ─────┴─────── Later ───────┤
//	   ├───── Unsure, the first time ──────────┘
//	   └───── Retry ── Aside ◀── Aside; Unsure, the second time
//
// Who sends does these steps with a context that outlives the order to stop: the
// answer of a server must be noted.

const (
	surely  = ", copies = copies - (state = 'finishing')" // this copy surely wasn't taken
	stopped = "Chương trình dừng khi đang chờ máy chủ thư trả lời."
)

// Try says that the letter is being sent from now on: Waiting to Trying, one more try.
func (s *Store) Try(ctx context.Context, id int64, now time.Time) error {
	return s.step(ctx, id, from(Waiting), "state = 'trying', tries = tries + 1, next = ?", micros(now))
}

// Finish says that the letter's end goes over the line next: Trying to Finishing, one
// more copy. A crash before it can't have delivered this copy, one after it can.
func (s *Store) Finish(ctx context.Context, id int64) error {
	return s.step(ctx, id, from(Trying), "state = 'finishing', copies = copies + 1")
}

// Sent says that the server took the letter: Finishing to Sent.
func (s *Store) Sent(ctx context.Context, id int64, at time.Time) error {
	return s.step(ctx, id, from(Finishing), "state = 'sent', error = '', sent = ?", micros(at))
}

// Later says that this try surely didn't deliver: Trying or Finishing to Waiting. The
// words say why.
func (s *Store) Later(ctx context.Context, id int64, next time.Time, words string) error {
	return s.step(ctx, id, from(Trying, Finishing), "state = 'waiting', next = ?, error = ?"+surely, micros(next), words)
}

// Aside gives a letter up that this try surely didn't deliver: Waiting, Trying or
// Finishing to Aside. The words say why.
func (s *Store) Aside(ctx context.Context, id int64, at time.Time, words string) error {
	return s.step(ctx, id, from(Waiting, Trying, Finishing), "state = 'aside', next = ?, error = ?"+surely, micros(at), words)
}

// Unsure says that the answer was lost after [Store.Finish]: the letter is delivered,
// or it isn't. The first time one more copy is tried at next, with the same
// Message-ID; the second time the letter is set aside.
func (s *Store) Unsure(ctx context.Context, id int64, at, next time.Time, words string) (aside bool, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		l, err := oneLetter(ctx, tx, id)
		if err != nil {
			return err
		}
		if l.State != Finishing {
			return wrongState(l)
		}
		aside = l.Copies >= 2
		return unsure(ctx, tx, l, at, next, words)
	})
	return aside && err == nil, err
}

// unsure is Unsure within a transaction.
func unsure(ctx context.Context, tx *sql.Tx, l Letter, at, next time.Time, words string) error {
	state, when := Waiting, next
	if l.Copies >= 2 {
		state, when = Aside, at
	}
	_, err := tx.ExecContext(ctx, "UPDATE letters SET state = ?, next = ?, error = ? WHERE id = ?", string(state), micros(when), words, l.ID)
	return err
}

// Recover puts right what a crash left, at start, under the lock of sending
// ([CycleLock]): a letter in Trying waits again; one in Finishing is as after Unsure.
// repeat is those of which one more copy is tried, aside those that were set aside.
func (s *Store) Recover(ctx context.Context, now time.Time) (repeat, aside []Letter, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE letters SET state = 'waiting', next = ? WHERE state = 'trying'", micros(now)); err != nil {
			return err
		}
		var open []Letter
		if err := list(ctx, tx, "SELECT "+letterColumns+" FROM letters WHERE state = 'finishing' ORDER BY id", func(rows *sql.Rows) error {
			l, err := letter(rows)
			open = append(open, l)
			return err
		}); err != nil {
			return err
		}
		for _, was := range open {
			if err := unsure(ctx, tx, was, now, now, stopped); err != nil {
				return err
			}
			l, err := oneLetter(ctx, tx, was.ID)
			if err != nil {
				return err
			}
			if l.State == Aside {
				aside = append(aside, l)
			} else {
				repeat = append(repeat, l)
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return repeat, aside, nil
}

// Retry lets a letter be tried at once, as if for the first time: Waiting, Aside or
// Dropped to Waiting. Copies that the server may have taken still count.
func (s *Store) Retry(ctx context.Context, id int64, now time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if err := step(ctx, tx, id, from(Waiting, Aside, Dropped), "state = 'waiting', tries = 0, next = ?", micros(now)); err != nil {
			return err
		}
		var bodies int
		err := tx.QueryRowContext(ctx, "SELECT count(*) FROM bodies WHERE letter = ?", id).Scan(&bodies)
		if err == nil && bodies == 0 {
			return refused(fmt.Sprintf("Thư số %d không còn nội dung để gửi.", id), "")
		}
		return err
	})
}

// Drop decides that a letter isn't sent: Waiting or Aside to Dropped.
func (s *Store) Drop(ctx context.Context, id int64) error {
	return s.step(ctx, id, from(Waiting, Aside), "state = 'dropped'")
}

func from(states ...State) []State { return states }

func (s *Store) step(ctx context.Context, id int64, from []State, set string, args ...any) error {
	return s.change(ctx, func(tx *sql.Tx) error { return step(ctx, tx, id, from, set, args...) })
}

// step changes a letter that is in one of the states; any other is refused.
func step(ctx context.Context, tx *sql.Tx, id int64, from []State, set string, args ...any) error {
	l, err := oneLetter(ctx, tx, id)
	if err != nil {
		return err
	}
	if !slices.Contains(from, l.State) {
		return wrongState(l)
	}
	_, err = tx.ExecContext(ctx, "UPDATE letters SET "+set+" WHERE id = ?", append(args, id)...)
	return err
}

// noLetter says that there is no such letter.
func noLetter(id int64) error {
	return refused(fmt.Sprintf("Không có thư số %d.", id), "rasoat outbox list shows the letters and their numbers")
}

// wrongState says that the letter's state doesn't allow it.
func wrongState(l Letter) error {
	return refused(fmt.Sprintf("Thư số %d đang ở trạng thái: %s; không làm được việc này.", l.ID, l.State.Words()), "")
}

// Words is the state as people read it.
func (s State) Words() string {
	words, ok := map[State]string{
		Waiting: "chờ gửi", Trying: "đang gửi", Finishing: "đang chờ máy chủ trả lời",
		Sent: "đã gửi", Aside: "để riêng", Dropped: "đã bỏ",
	}[s]
	if !ok {
		return string(s)
	}
	return words
}
