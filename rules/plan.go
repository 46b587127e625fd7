package rules

import "time"

// Plan is what an office carries out, as package config loads it from a YAML
// file: every name is resolved and every value checked, so that judging can't
// fail. A Plan is never changed after it is loaded.
type Plan struct {
	Title, Short string // the plan's full title, and the words for a subject line
	Year         int
	Location     *time.Location
	Units        int  // how many units there should be; far fewer refuses to write. 0: not checked
	InForce      Date // what was due before isn't judged
	Office       Office
	Levels       Levels
	Register     Register
	Names        Names
	Calendar     Calendar
	Decisions    string // title of the office's settings tab; "" for none
	Tables       []*Table
	Rules        []*Rule // enabled or not, in the plan's order
}

// Office names who is written to and who signs. None of it has a default.
type Office struct {
	Name    string // in brackets before each subject: "[Name] …"; also who set the dates the plan leaves open
	Desk    string // "Kính gửi: …" of the digest, and the signature
	Decides string // who classifies and rewards, which the program never does
	Email   string // where reports go

	OwnDates bool // the plan itself names the due dates; otherwise mails say that the desk set them
}

// Levels are the words for who is judged.
type Levels struct {
	Unit   string   // "cơ sở Đoàn"
	Groups []string // nearest first, none to two: "Vùng thi đua"
	All    string   // "Toàn huyện"
	Sector string   // "Khu vực"; "" when reports aren't split
}

// Register says which table lists the units, and what its columns say of them.
// Every column but the table's key is optional (nil).
type Register struct {
	Table          *Table
	Groups         []*Column // one for each of Levels.Groups
	Sector         *Column
	Email          *Column
	Aliases        *Column // other names of the unit, separated by ";"
	Workbook       *Column // link to, or path of, the unit's own workbook
	Opened, Closed *Column
}

// Names helps to recognise units as people write them.
type Names struct {
	Drop    []string          // leading words that may be left out where the rest is unique ("Đoàn xã"); also dropped in briefs
	Aliases map[string]string // another name -> the register's name
}

// Calendar moves due dates.
type Calendar struct {
	KeepWeekends bool // due dates on Saturdays, Sundays and holidays stay there; otherwise they move to the next working day
	Holidays     map[Date]bool
}

// Table is a kind of tab, read by its headers.
type Table struct {
	Name     string   // in the plan: "reviews"
	Index    int      // in Plan.Tables
	Tabs     []string // titles it may have, the usual one first
	Key      []string // headers of the column that names the unit, the usual one first
	Period   []string // headers of a column that names the row's period; none: periods stand in the headers
	Periods  []Every  // which periods its headers or period column may name
	Many     bool     // many rows per unit that no period tells apart (meetings, people)
	Own      bool     // each unit's own workbook holds it (Register.Workbook)
	Disabled bool     // not read at all
	Columns  []*Column
	Width    int // number of slots of an entry: see Column.Slot
}

// Type is what a column holds.
type Type uint8

// The types of columns. How each is read: values.go.
const (
	TypeText Type = iota
	TypeChoice
	TypeCount   // whole number, never negative
	TypeNumber  // any number
	TypePercent // 85%, 0,85 or 85
	TypeDate
	TypeDone     // yes, no, under way
	TypeDocument // number and date of a document: "19-KH/ĐTN, 24/01/2022"
	TypeEmail
	TypeUnit // another unit's name
)

// Types is every column type.
func Types() []Type {
	return []Type{TypeText, TypeChoice, TypeCount, TypeNumber, TypePercent, TypeDate, TypeDone, TypeDocument, TypeEmail, TypeUnit}
}

// String is the plan language's word for the type.
func (t Type) String() string {
	return [...]string{"text", "choice", "count", "number", "percent", "date", "done", "document", "email", "unit"}[t]
}

// Column is one column of a table, or one for each period.
type Column struct {
	Name          string // in the plan: "held_on"
	Table         *Table
	Index         int      // in Table.Columns
	Headers       []string // texts it may have, the usual one first, without the period
	Bare          bool     // a header that is nothing but a period names this column ("T1" over dates)
	Type          Type
	Of            []string // the choices of a TypeChoice
	Periodic      bool     // holds a value for each period of Table.Periods
	Optional      bool     // a tab without it is fine
	FromGroupRows bool     // where blank, the heading row above says it
	Periods       []Every  // of a periodic column: the lengths it has values for; a header {quarter} allows only that
	First         int      // its first slot in an entry
}

// Header is the column's usual header.
func (c *Column) Header() string { return c.Headers[0] }

// Slot is where the column's value for a period stands in an entry of its table.
// Columns that aren't periodic have one slot, whatever the period.
func (c *Column) Slot(p Period) int {
	if !c.Periodic {
		return c.First
	}
	return c.First + p.Slot()
}

// Level says who a rule judges.
type Level uint8

// The levels. ForGroup judges each group of every group level.
const (
	ForUnit Level = iota
	ForGroup
	ForAll
)

// String is the level in plans and JSON: "unit", "group", "all".
func (l Level) String() string { return [...]string{"unit", "group", "all"}[l] }

// ParseLevel is the level that [Level.String] writes so; false for anything else.
func ParseLevel(word string) (Level, bool) {
	for l := ForUnit; l <= ForAll; l++ {
		if l.String() == word {
			return l, true
		}
	}
	return 0, false
}

// Rule is one obligation. Exactly one of Done, Reach, Check and List is set.
type Rule struct {
	ID, Clause, Title string // Title: "Rà soát quý", for tables and mails
	Index             int    // in Plan.Rules
	For               Level
	Every             Every
	Only              []Period // of the plan's year; none: every period of it
	Sectors           []string // only units of these; none: of all
	Due               map[string]Due
	Warn              Offset // from when an unfulfilled instance is due soon
	Ask               Offset // from when a blank number is missing rather than in progress; zero: the period's first day
	Closes            Offset // from the day after, the instance is history
	Soft              bool   // a target to strive for: said gently
	Enabled           bool
	Say               map[Status]Sentence
	Do                string // what a person should do, for the sheet; no due date, no clause, no count of days
	Settles           []*Rule
	Done              *Done
	Reach             *Reach
	Check             *Check
	List              *List
}

// DueFor is the rule's due expression for a unit of the sector.
func (r *Rule) DueFor(sector string) Due {
	if d, ok := r.Due[sector]; ok {
		return d
	}
	return r.Due[""]
}

// Due is when an instance is due: Day of the period's last month, or Date (its
// year is the plan's), or Days after the period's start or end. The zero value
// is the period's last day.
type Due struct {
	Day       int  // "day 20"
	On        Date // "31/3", "31/3/2023"
	FromStart bool // "start + 5d"
	Days      int  // "end + 10d"
}

// Offset is a day relative to a due date (Days), to the period's end (FromEnd)
// or a date of its own (On). Days is never negative: for Warn and Ask it counts back
// from the due date, for Closes on from it; with FromEnd it counts on from the end.
type Offset struct {
	On      Date
	Days    int
	FromEnd bool
}

// Sentence is a rule's words in a status: for one instance, and for several
// periods of one subject together. Placeholders: see say.go: {đơn vị}, {kỳ} …
type Sentence struct{ One, Many string }

// Done asks for something to have been done: a date, a document, a tick.
type Done struct {
	On     []*Column // dates or documents; the first that is filled counts
	Yes    *Column
	Needs  []*Column // must be filled as well
	Count  int       // how many times; at least 1
	Window [2]Date   // when the date must lie; zero: from the period's start on
}

// Reach asks for a number to reach a target.
type Reach struct {
	Sum      bool    // add the units' values up (levels above a unit)
	Value    *Column // what counts
	Of       *Column // the whole of which Value is a part; nil: Value is compared as it is
	Or       *Column // a percentage, used where Value is blank
	AtLeast  Num     // a number, or with Of a percentage: 70 for 70%
	Target   *Column // or each unit's own target (summed above a unit)
	Milepost []Milepost
}

// Milepost is a share of the target that should be there when a period ends.
type Milepost struct {
	By      Period
	Percent Num // of the target, rounded down to whole ones
}

// Check asks for data that agree with each other.
type Check struct {
	Needs  []*Column // must be filled
	Order  []*Column // dates or numbers that don't go down
	Unique *Column   // no value twice, over all units
	OneOf  *Column   // a choice column: filled, with one of its choices
	When   *Column   // only rows where When reads as Is
	Is     string
}

// List asks for nothing: units that the office wants to see together.
type List struct {
	Where  *Column // filled
	AllMet bool    // or: every rule of the unit that isn't soft is carried out
}
