package store

import (
	"fmt"
	"time"

	"rasoat/ledger"
	"rasoat/rules"
)

// micros is a moment as the file keeps it.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// moment is what micros kept, in UTC.
func moment(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// stateWord is the word of a figure's state.
func stateWord(s rules.State) string {
	return [...]string{"blank", "good", "yes", "no", "doing", "asked", "bad"}[s]
}

// read turns words of the file back into values. The first that is none is kept as
// its error: the file was changed by another hand.
type read struct{ err error }

func (r *read) unknown(what, word string) {
	if r.err == nil {
		r.err = Corrupt.of(fmt.Errorf("%q is no %s", word, what))
	}
}

func (r *read) status(word string) rules.Status {
	if word == "" {
		return rules.NoStatus
	}
	s, ok := rules.ParseStatus(word)
	if !ok {
		r.unknown("status", word)
	}
	return s
}

func (r *read) level(word string) rules.Level {
	l, ok := rules.ParseLevel(word)
	if !ok {
		r.unknown("level", word)
	}
	return l
}

func (r *read) cause(word string) ledger.Cause {
	for c := ledger.Seen; c <= ledger.Edited; c++ {
		if c.String() == word {
			return c
		}
	}
	r.unknown("cause", word)
	return 0
}

func (r *read) state(word string) rules.State {
	for s := rules.Blank; s <= rules.Bad; s++ {
		if stateWord(s) == word {
			return s
		}
	}
	r.unknown("state", word)
	return 0
}

func (r *read) num(word string) rules.Num {
	n, ok := rules.ParseDecimal(word)
	if !ok {
		r.unknown("number", word)
	}
	return n
}

// date reads 2022-10-20.
func (r *read) date(word string) rules.Date {
	if word == "" {
		return 0
	}
	t, err := time.Parse(time.DateOnly, word)
	if err != nil {
		r.unknown("day", word)
		return 0
	}
	return rules.DateOf(t)
}
