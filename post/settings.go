package post

import (
	"time"

	"rasoat/ledger"
	"rasoat/rules"
)

// Settings say who is told what. Times of day are since midnight in the plan's zone.
type Settings struct {
	From     string   // the sender's address, perhaps with a name
	Office   []string // who gets the digest
	Operator []string // who is told of troubles
	Link     string   // of the workbook; "" for none

	Morning time.Duration // when mails are made
	Weekly  time.Weekday  // the office's weekday
	Reports []rules.Every // lengths of the periods that are reported when they are due
	Groups  []Head

	Reminders Reminders
	Limits    Limits
	Attach    bool // a workbook of all findings goes with the office's digest

	Lasting time.Duration // how long a trouble lasts before the operator hears of it
}

// Head is who gets a group's digest.
type Head struct{ Group, To, Salute string }

// Reminders say how units are reminded.
type Reminders struct {
	On       bool
	Again    time.Duration // not again to the same unit within
	From, To time.Duration // of day; no mail is made outside of them
	Weekends bool          // also on days on which nobody works
	Salute   string        // how the unit is addressed; {đơn vị} is its name
}

// Limits are how many mails are made in a day, of the plan's zone: all, and to one
// recipient. 0 is no limit.
type Limits struct{ Day, Recipient int }

// Now is what the decision looks at besides the ledger.
type Now struct {
	At       time.Time // in the plan's zone
	Plan     *rules.Plan
	Verdict  *rules.Verdict   // nil or without units: nothing could be judged
	Asked    bool             // somebody asks for the office's digest, due or not, and for nothing else
	Refused  bool             // too little was read to tell anybody anything
	Problems []rules.Problem  // of reading, judging and writing
	Troubles []ledger.Trouble // what keeps the program from its work now; Since and Told don't matter
	Made     int              // mails made since midnight
	MadeTo   map[string]int   // the same, by recipient
}

// known reports whether there is something to tell of.
func (n *Now) known() bool {
	return !n.Refused && n.Verdict != nil && n.Verdict.Data != nil && len(n.Verdict.Data.Units) > 0
}

// Orders is the mails that are due now, and what the ledger is to remember of them.
type Orders struct {
	Digest   *Digest
	Unread   *Unread
	Groups   []Group
	Reminded []Unit
	Thanked  []Unit
	Began    []ledger.Trouble // the operator hears that they last
	Over     []ledger.Trouble // and that they are over

	Entries []ledger.Entry // those whose Told changed
	Told    ledger.Told    // after all of it
	Capped  int            // mails that are put off to another day by the limits
}

// Digest is the office's mail.
type Digest struct {
	Day     rules.Date     // of the morning for which it is
	Asked   bool           // somebody asked for it
	Since   time.Time      // when the one before was read; zero: there was none
	Reports []rules.Period // that it reports, the shortest first
}

// Unread is the office's mail that nothing could be read.
type Unread struct{ Day rules.Date }

// Group is the mail to the head of a group.
type Group struct {
	Head
	Day   rules.Date
	Since time.Time
}

// Unit is a mail to a unit.
type Unit struct {
	Unit     int // in Data.Units
	To       string
	Day      rules.Date
	Times    int              // reminders before this one, in a row, of something that is overdue now
	Findings []*rules.Finding // what it has to do, worst first
}
