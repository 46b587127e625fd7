package rules

import "time"

// Verdict is all findings of one cycle, with what couldn't be read.
type Verdict struct {
	Plan     *Plan
	Data     *Data
	At       time.Time // in the plan's location
	Today    Date
	Findings []Finding // units in the register's order, then groups, then all; in each: rules, then periods
	Overall  []Status  // by unit: the worst that can still be put right
	Held     []bool    // by unit: something about it couldn't be read, so Overall may be too good
	Lists    []Listing
	Defects  []Defect  // of reading and of judging, by tab, row and column; one for each cell
	Problems []Problem // of reading and of judging
}

// Finding is a rule's answer for one subject and period. Its identity is those
// three.
type Finding struct {
	Rule   *Rule
	Level  Level
	Unit   int    // in Data.Units; -1 above a unit
	Group  string // the unit's nearest group, or the group judged
	Period Period

	Status   Status
	Reason   Reason
	Due      Date
	Closes   Date    // last day on which it can be put right
	Closed   bool    // it is history: kept, not coloured, not reminded
	Column   *Column // the column that a person should fill or mend; nil for none
	On       Date    // when it was done
	Value    Num     // what was counted (Reach)
	Whole    Num     // of how many (Reach with Of)
	Target   Num     // what should be there; with Of a percentage
	Counted  bool    // Value (and Whole) are known
	Aimed    bool    // Target is known
	Share    Num     // Value in percent when only a percentage was given (Reach.Or)
	ByShare  bool    // Share is used in place of Value and Whole
	Mark     Num     // the milepost that applied
	MarkBy   Period
	Without  int   // units not counted in a sum
	Recalled bool  // some of what was counted is remembered, since it can't be read now
	Cells    []Ref // its evidence
}

// Reason tells apart why a finding has its status, where sentences differ.
type Reason uint8

// The reasons.
const (
	Plain        Reason = iota
	NoRow               // the unit has no row in the table
	NoTarget            // the target's cell is blank
	NoValue             // the value's cell is blank
	NoNeed              // Column, which must be filled too, is blank
	NoDate              // a tick without its date; a document without its date
	UnderWay            // said to be under way; a draft
	AskedOffice         // "Không áp dụng" waits for the office
	Contradict          // a "no" beside a date
	OfficeAgreed        // the office wrote an exemption
	NothingToDo         // 0 of 0
	BadCell             // Column's cell can't be read
	TooFew              // done, but not often enough
	OutOfOrder          // Check.Order
	Twice               // Check.Unique
	NotAmong            // Check.OneOf
)

// Listing is the units of a list rule.
type Listing struct {
	Rule  *Rule
	Units []int // in Data.Units
}

// Subject is who the finding is about: the unit's, group's or whole's name.
func (v *Verdict) Subject(f *Finding) string {
	switch f.Level {
	case ForUnit:
		return v.Data.Units[f.Unit].Name
	case ForGroup:
		return f.Group
	}
	return v.Plan.Levels.All
}

// Sector is the sector of the finding's unit, "" above a unit.
func (v *Verdict) Sector(f *Finding) string {
	if f.Unit < 0 {
		return ""
	}
	return v.Data.Units[f.Unit].Sector
}
