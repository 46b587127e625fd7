package rules

import "cmp"

// Data is what Read found in people's workbooks: the units, and for each table
// of the plan one entry of values per unit, whatever the layout of its tabs.
type Data struct {
	Tabs      []TabRef // Tabs[0] is nobody's: a Ref with Tab 0 points nowhere
	Units     []Unit   // in the register's order
	Tables    []Facts  // one for each of Plan.Tables
	Decisions []Decision
	Undecided bool // the office's settings tab couldn't be read: nobody knows who is exempt, or has more time
	// NoDecisions says that the plan names a settings tab and no workbook has it.
	NoDecisions bool
	Defects     []Defect
	Problems    []Problem
}

// TabRef names one tab of one workbook.
type TabRef struct {
	Book, BookName string
	ID, Title      string
}

// Ref is where a value stands. Row and Col are 0-based; Tab indexes Data.Tabs,
// 0 for nowhere (the unit has no row).
type Ref struct{ Tab, Row, Col int32 }

// compare orders places by tab, row and column.
func (r Ref) compare(o Ref) int {
	return cmp.Or(cmp.Compare(r.Tab, o.Tab), cmp.Compare(r.Row, o.Row), cmp.Compare(r.Col, o.Col))
}

// Unit is one who is judged.
type Unit struct {
	Name           string
	Groups         []string // one for each of Plan.Levels.Groups; "" where unknown
	Sector         string
	Email          string
	Workbook       string // link to its own workbook, as written
	Opened, Closed Date   // first day; day from which it is no more. 0: always, still
	Successor      string // whom it was merged into
	Row            Ref    // its row in the register, at the key column
}

// Group is the unit's nearest group, "" for none.
func (u *Unit) Group() string {
	if len(u.Groups) == 0 {
		return ""
	}
	return u.Groups[0]
}

// ExistsOn reports whether the unit existed on the day.
func (u *Unit) ExistsOn(d Date) bool {
	return (u.Opened == 0 || u.Opened <= d) && (u.Closed == 0 || d < u.Closed)
}

// Facts is what one table of the plan says.
type Facts struct {
	Sheets   []Sheet
	Entries  [][]Value   // by unit: Table.Width values; nil when the unit has no row
	Many     [][][]Value // by unit, for a Table.Many: the values of each of its rows
	Unread   []bool      // by unit: its tab couldn't be read (or found), so nothing is known
	Absent   []bool      // by column: no tab has it
	Recalled []bool      // by unit: Unread, but its figures are remembered ones, for sums alone; may be nil
	Lacks    [5]bool     // by Every: no tab has a place for periods of this length (a wide tab without quarters)
	Headers  []string    // by column: the header as it stands in the first tab that has it, without the period; may be shorter or nil
}

// Sheet is one tab that was read as a table, row by row, for placing statuses.
type Sheet struct {
	Tab     int // in Data.Tabs
	Header  int // 0-based row of the (last) header row
	Key     int // 0-based key column; -1 in a unit's own workbook without one
	Rows    []Row
	Missing []string // headers of required columns that it lacks; nothing is written to such a tab
}

// RowKind says what a row under the header is.
type RowKind uint8

// The kinds of rows.
const (
	OtherRow     RowKind = iota // blank, a repeated header, a numbering, a note, a signature
	UnitRow                     // one unit's values
	DuplicateRow                // one of several rows for the same unit (and period)
	UnknownRow                  // values under a name that isn't in the register
	GroupRow                    // the heading of a group
	TotalRow
)

// Row is one row under the header.
type Row struct {
	Index  int // 0-based
	Kind   RowKind
	Unit   int    // in Data.Units; -1 unless Kind is UnitRow or DuplicateRow
	Period Period // in a table with a period column
}

// State says what kind of answer a cell gave.
type State uint8

// The states of a value.
const (
	Blank State = iota // nothing, or a dash
	Good               // read as the column's type
	Yes                // a tick; in a date column: done, but no date
	No                 // "Chưa", "Không"; in a date column: not yet ("Dự kiến …")
	Doing              // under way; of a document: a draft
	Asked              // "Không áp dụng": waits for the office
	Bad                // can't be used; a Defect says why
)

// Value is one cell read as what its column holds.
type Value struct {
	State State
	Num   Num  // count, number; percent as 85 for 85%
	Date  Date // date, document
	Text  string
	At    Ref
}

// Severity of a defect.
type Severity uint8

// The severities: an error's value isn't used; a warning's is, but somebody
// should look at it.
const (
	SevError Severity = iota
	SevWarning
)

// String is the severity in JSON.
func (s Severity) String() string { return [...]string{"error", "warning"}[s] }

// Defect is a cell that can't be read as what its column should hold.
type Defect struct {
	At       Ref
	Unit     string // "" when unknown
	Column   string // the header, as people see it
	Value    string // what was read: cut to 40 characters, long numbers masked
	Severity Severity
	Message  string // one sentence in Vietnamese, without the address
}

// Problem is something wrong with a workbook or tab as a whole. A Blocking one
// forbids writing to the tab (or, with no tab, to the workbook).
type Problem struct {
	Book, Tab string // workbook's name, tab's title; "" for all of it
	Message   string // one sentence in Vietnamese
	Blocking  bool
}

// DecisionKind is what the office decided.
type DecisionKind uint8

// The kinds of decisions of the settings tab.
const (
	DecideDue    DecisionKind = iota // a new due date, for all units
	DecideExempt                     // a unit needn't
	DecideExtend                     // a unit has until
	DecideFigure                     // a confirmed figure of a column, for all
)

// Decision is one line of the office's settings tab. Openings, closings and
// mergers are applied to Data.Units instead.
type Decision struct {
	Kind   DecisionKind
	Unit   int    // in Data.Units; -1: all
	Rules  []int  // in Plan.Rules; none: all
	Period Period // zero: every
	Date   Date   // new due, or last day of an exemption (0: no end)
	Column *Column
	Figure Num
	Reason string
	At     Ref
}
