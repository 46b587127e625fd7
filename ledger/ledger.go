package ledger

import (
	"cmp"
	"time"

	"rasoat/rules"
)

// Key is a finding's identity.
type Key struct {
	Rule    string // the rule's id
	Level   rules.Level
	Subject string // the unit's or group's name; "" for all units together
	Period  string // as in JSON: 2022, 2022-H1, 2022-Q3, 2022-09; "" for a rule without periods
}

// Compare orders identities by rule, level, subject and period.
func (k Key) Compare(o Key) int {
	return cmp.Or(cmp.Compare(k.Rule, o.Rule), cmp.Compare(k.Level, o.Level),
		cmp.Compare(k.Subject, o.Subject), cmp.Compare(k.Period, o.Period))
}

// KeyOf is the finding's identity.
func KeyOf(v *rules.Verdict, f *rules.Finding) Key {
	k := Key{Rule: f.Rule.ID, Level: f.Level, Period: f.Period.String()}
	if f.Level != rules.ForAll {
		k.Subject = v.Subject(f)
	}
	return k
}

// Entry is what is known of one finding.
type Entry struct {
	Key
	Status   rules.Status // what holds
	Since    time.Time    // when Status began to hold
	First    time.Time    // when the finding was judged first
	Due      rules.Date
	Closed   bool         // it is history: kept, not reminded
	Said     string       // its sentence when Status began to hold; above a unit, when it was judged last
	Value    string       // what was counted, as people read it: "162"; "" when unknown. Above a unit only
	Target   string       // what should be there: "250", "70%". Above a unit only
	Doubt    rules.Status // a worse status that one cycle saw because of an edit; NoStatus for none
	Told     rules.Status // what the last digest said of it; NoStatus: nothing yet
	Reopened int          // how often it was done and then wasn't any more
	Old      bool         // it was overdue when the program saw it first: no unit is reminded of it
	Held     bool         // the last cycle couldn't judge it
}

// Cause is why a status changed.
type Cause uint8

// The causes.
const (
	Seen     Cause = iota // judged for the first time
	Calendar              // a day passed
	Edited                // somebody changed a cell, or the office or the plan decided otherwise
)

// String is the cause in the store and in JSON: "seen", "calendar", "edited".
func (c Cause) String() string { return [...]string{"seen", "calendar", "edited"}[c] }

// Change is one transition of a finding.
type Change struct {
	Key
	At    time.Time
	Was   rules.Status // NoStatus: it wasn't known
	Is    rules.Status
	Cause Cause
	Said  string // the finding's sentence after it
}

// Ledger is all that is remembered. The zero value is that of a program that never
// ran.
type Ledger struct {
	First   time.Time // of the first recorded cycle; zero: none
	Last    time.Time // of the last one
	Entries map[Key]Entry
	Books   map[string]time.Time // by id: when the workbook was read last
	Figures []rules.Figure       // the last good figures of each workbook
	Told    Told
}

// Told is what was told to whom.
type Told struct {
	Slot     time.Time            // the office's mails whose time lies up to here are made
	Daily    time.Time            // when units were last looked over for reminders
	Digest   time.Time            // when what the last digest told was read; zero: there was none
	Units    map[string]Reminded  // by the unit's name
	Troubles map[string]Trouble   // by [Trouble.Key]
	Closed   map[string]time.Time // period reports that are made, by period ("2022-Q3")
}

// Reminded is the last mail to a unit.
type Reminded struct {
	Unit  string
	At    time.Time // when it was made
	Times int       // how often in a row it was reminded of what waits, the last mail included; 0: that was a notice of what will be due, or a thank-you
	Keys  []Key     // what it named and isn't done since
}

// Trouble is something that keeps the program from its work.
type Trouble struct {
	Key     string    // what it is about: "book <id>", "smtp", "ledger"
	Since   time.Time // when it was met first
	Told    time.Time // when the operator was told; zero: not yet
	Message string    // in Vietnamese, without addresses and cell contents
	Hint    string    // what to do, in English; may be ""
}

// Step is what one cycle changes in the ledger.
type Step struct {
	At      time.Time
	Entries []Entry        // those that differ from what the ledger had
	Changes []Change       // in the verdict's order
	Figures []rules.Figure // replaces those of the books that are in Books
	Books   []string       // ids of the workbooks that were read
	Points  []Point        // what was counted above units; only for the record
	Told    *Told          // the new state as a whole; nil: unchanged
}
