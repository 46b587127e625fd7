package web

import (
	"context"
	"time"

	"rasoat/ledger"
	"rasoat/rules"
)

// State is what the page shows of the last cycle. It is never changed once it is
// given.
type State struct {
	Verdict  *rules.Verdict
	Read     time.Time       // when the workbooks were read
	Late     time.Time       // from when on a newer state is overdue; zero: never
	Problems []rules.Problem // of the verdict, and of opening and writing workbooks
	Ledger   ledger.Ledger   // since when what holds; the zero value where nothing is remembered
	Next     []Event         // what comes next, the nearest first
	Paused   bool            // somebody stopped the cycles
}

// Event is something that will happen.
type Event struct {
	At   time.Time
	What string // in Vietnamese: "bản tổng hợp gửi Văn phòng"
}

// Source gives the last state; nil when nothing was judged yet. It is asked by
// several requests at once and must not wait for a cycle.
type Source interface {
	State() *State
}

// Past is what is remembered of earlier cycles. Each is asked with a deadline; an
// error is shown as "the ledger is busy" beside everything else.
type Past interface {
	// History is the changes that the filter lets through, the newest first.
	History(ctx context.Context, f ChangeFilter) ([]ledger.Change, error)
	// Trend is what was counted above units, the oldest first: at most one point a
	// day, the last of it.
	Trend(ctx context.Context, k ledger.Key) ([]Point, error)
	// Cycles is the last cycles, the newest first.
	Cycles(ctx context.Context, last int) ([]Cycle, error)
}

// ChangeFilter says which changes are wanted. An empty field lets all through.
type ChangeFilter struct {
	Rule, Level, Subject, Period string // Level as in JSON: unit, group, all
	Limit                        int    // at most so many, the newest
}

// Lets reports whether the filter lets a change through, whatever the limit.
func (f ChangeFilter) Lets(c ledger.Change) bool {
	return (f.Rule == "" || f.Rule == c.Rule) && (f.Level == "" || f.Level == c.Level.String()) &&
		(f.Subject == "" || f.Subject == c.Subject) && (f.Period == "" || f.Period == c.Period)
}

// Point is what was counted at a moment.
type Point struct {
	At    time.Time
	Value float64
}

// Cycle is one round of the program.
type Cycle struct {
	At      time.Time // when it began
	Took    time.Duration
	Books   int    // workbooks that were read
	Unread  int    // workbooks that couldn't be read
	Units   int    // that were read
	Defects int    // cells to correct
	Written int    // cells written
	Trouble string // in Vietnamese, what went wrong; "" for nothing
}

// Mails is what was sent and what waits to be. It is asked as [Past] is.
type Mails interface {
	// Letters is the last messages, the newest first, without what they say.
	Letters(ctx context.Context, limit int) ([]Letter, error)
	// Letter is one message; nil when there is none with this id.
	Letter(ctx context.Context, id string) (*Letter, error)
}

// Letter is one message to one recipient.
type Letter struct {
	ID      string
	At      time.Time // when it was made
	Sent    time.Time // when the server took it; zero: not yet
	To      string    // masked: "v***@example.vn"
	Kind    string    // in Vietnamese: "bản tổng hợp", "thư nhắc"
	About   string    // the unit or group that it is about; "" for the office's own
	Subject string
	State   LetterState
	Note    string // why it isn't sent, in Vietnamese; "" for no trouble
	// Office says that it is the office's own, whose text may be shown. Of others
	// only what stands above is.
	Office bool
	Text   string // only from Mails.Letter
	HTML   string // with pictures inside (data:), only from Mails.Letter; "" for a mail of plain text
}

// LetterState is how far a message came.
type LetterState uint8

// The states of a message.
const (
	Waiting LetterState = iota // in the outbox, or tried and to be tried again
	Sent
	Refused // set aside: the server said never, or somebody dropped it
)

// String is the state in JSON: "waiting", "sent", "refused".
func (s LetterState) String() string { return [...]string{"waiting", "sent", "refused"}[s] }

// said is the state in Vietnamese, with its mark.
func (s LetterState) said() string {
	return [...]string{"… Đang chờ gửi", "✓ Đã gửi", "✗ Không gửi được"}[s]
}
