package report

import (
	"bytes"
	"encoding/json"
	"time"

	"rasoat/rules"
)

// Object is a verdict as programs read it. The order of keys and of the elements
// is stable; lists are never null. Texts are in Vietnamese, codes in English.
type Object struct {
	Plan     string    `json:"plan"` // the plan's full title
	Year     int       `json:"year"`
	At       string    `json:"at"`    // the moment of judging, RFC 3339, in the plan's time zone
	Units    int       `json:"units"` // how many units were read
	Findings []Finding `json:"findings"`
	Overall  []Overall `json:"overall"` // by unit, in the register's order
	Defects  []Defect  `json:"defects"`
	Problems []Problem `json:"problems"`
}

// Finding is a rule's answer for one subject and period. Those three are its
// identity; sentences and cells may change from cycle to cycle.
type Finding struct {
	Rule    string `json:"rule"`
	Clause  string `json:"clause"`
	Level   string `json:"level"`   // unit, group, all
	Subject string `json:"subject"` // the unit's, group's or whole's name
	Group   string `json:"group"`   // the unit's group, or the group judged; "" for none
	Sector  string `json:"sector"`  // the unit's sector; "" for none
	Period  string `json:"period"`  // 2022, 2022-H1, 2022-Q3, 2022-09
	Status  string `json:"status"`
	Due     string `json:"due"` // ISO date

	// Value is what there is: the ISO date on which it was done; or what was
	// counted, as a plain decimal ("162"), a part and its whole ("45/60") or, where
	// only a percentage was given, that ("84.5%"). Null when there is nothing.
	Value *string `json:"value"`
	// Target is what should be there: a plain decimal ("250"), or a percentage for
	// a part of a whole ("80%"). Null for what is done or not done.
	Target *string `json:"target"`

	Why   string `json:"why"`
	Clear string `json:"clear"` // how to clear it; "" when there is nothing to do
	Cells []Cell `json:"cells"` // the evidence; none for a unit without a row
}

// Cell is where something stands.
type Cell struct {
	Workbook string `json:"workbook"`
	Tab      string `json:"tab"`
	Cell     string `json:"cell"` // "D12"
}

// Overall is a unit's worst status that can still be put right.
type Overall struct {
	Unit   string `json:"unit"`
	Status string `json:"status"`
}

// Defect is a cell that can't be read as what its column should hold.
type Defect struct {
	Cell
	Unit     string `json:"unit"`   // "" when unknown
	Column   string `json:"column"` // its header
	Value    string `json:"value"`  // at most 40 characters, long numbers masked
	Severity string `json:"severity"`
	Message  string `json:"message"`
}

// Problem is something wrong with a workbook or tab as a whole.
type Problem struct {
	Workbook string `json:"workbook"` // "" for all of them
	Tab      string `json:"tab"`      // "" for all of the workbook
	Message  string `json:"message"`
}

// New makes the object of a verdict. problems are all of the cycle's: the
// verdict's own and those of opening and writing workbooks.
func New(v *rules.Verdict, problems []rules.Problem) *Object {
	o := &Object{
		Plan: v.Plan.Title, Year: v.Plan.Year, At: v.At.Format(time.RFC3339), Units: len(v.Data.Units),
		Findings: make([]Finding, len(v.Findings)), Overall: make([]Overall, 0, len(v.Overall)),
		Defects: make([]Defect, 0, len(v.Defects)), Problems: make([]Problem, 0, len(problems)),
	}
	for i := range v.Findings {
		o.Findings[i] = finding(v, &v.Findings[i])
	}
	for unit, status := range v.Overall {
		o.Overall = append(o.Overall, Overall{v.Data.Units[unit].Name, status.String()})
	}
	for _, d := range v.Defects {
		at, _ := cell(v.Data, d.At)
		o.Defects = append(o.Defects, Defect{at, d.Unit, d.Column, d.Value, d.Severity.String(), d.Message})
	}
	for _, p := range problems {
		o.Problems = append(o.Problems, Problem{p.Book, p.Tab, p.Message})
	}
	return o
}

func finding(v *rules.Verdict, f *rules.Finding) Finding {
	out := Finding{
		Rule: f.Rule.ID, Clause: f.Rule.Clause, Level: f.Level.String(),
		Subject: v.Subject(f), Group: f.Group, Sector: v.Sector(f), Period: f.Period.String(),
		Status: f.Status.String(), Due: f.Due.ISO(), Value: value(f), Target: target(f),
		Why: v.Why(f), Clear: v.Clear(f), Cells: []Cell{},
	}
	for _, ref := range f.Cells {
		if c, ok := cell(v.Data, ref); ok {
			out.Cells = append(out.Cells, c)
		}
	}
	return out
}

// cell is a place's names; false for nowhere.
func cell(d *rules.Data, at rules.Ref) (Cell, bool) {
	if at.Tab <= 0 || int(at.Tab) >= len(d.Tabs) {
		return Cell{}, false
	}
	tab := d.Tabs[at.Tab]
	return Cell{tab.BookName, tab.Title, rules.A1(int(at.Row), int(at.Col))}, true
}

func value(f *rules.Finding) *string {
	text := f.On.ISO()
	switch {
	case f.ByShare:
		text = f.Share.Plain() + "%"
	case f.Counted && f.OfWhole():
		text = f.Value.Plain() + "/" + f.Whole.Plain()
	case f.Counted:
		text = f.Value.Plain()
	case text == "":
		return nil
	}
	return &text
}

func target(f *rules.Finding) *string {
	if !f.Aimed {
		return nil
	}
	text := f.Target.Plain()
	if f.OfWhole() || f.ByShare {
		text += "%"
	}
	return &text
}

// JSON is the object as text, indented, ending in a line break.
func (o *Object) JSON() ([]byte, error) {
	return JSON(o)
}

// JSON is anything for programs: indented, its letters as they are, ending in a line
// break.
func JSON(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return out.Bytes(), err
}
