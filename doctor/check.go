package doctor

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"rasoat/rules"
	"rasoat/sync"
)

// Level says how bad it is.
type Level uint8

// The levels.
const (
	OK Level = iota
	Warning
	Problem
)

// String is the level's word.
func (l Level) String() string { return [...]string{"ok", "warning", "problem"}[l] }

// Check is one thing that was looked at.
type Check struct {
	Level Level
	About string // the workbook, the server, the clock
	Found string
	Do    string // what to click or to run; "" where there is nothing to do
}

// Worst is the worst level among the checks.
func Worst(checks []Check) Level {
	worst := OK
	for _, c := range checks {
		worst = max(worst, c.Level)
	}
	return worst
}

func ok(about, format string, args ...any) Check {
	return Check{Level: OK, About: about, Found: fmt.Sprintf(format, args...)}
}

// failed tells an error. What to do stands in it, where somebody knows.
func failed(about string, err error) Check {
	c := Check{Level: Problem, About: about}
	var t *sync.Trouble
	if errors.As(err, &t) {
		c.Found, c.Do = t.Sentence, t.Hint
		return c
	}
	var do []string
	var found []string
	for _, line := range strings.Split(strings.TrimPrefix(err.Error(), "rasoat: "), "\n") {
		if hint, isHint := strings.CutPrefix(line, "hint: "); isHint {
			do = append(do, hint)
		} else {
			found = append(found, line)
		}
	}
	c.Found, c.Do = strings.Join(found, "; "), strings.Join(do, "; ")
	return c
}

// clock is what a check of the clock is about.
const clock = "clock"

// skewed is the most that two clocks may differ.
const skewed = 5 * time.Minute

// Clock compares the computer's clock with another, such as a server's. A wrong
// clock judges by the wrong day, and Google refuses its logins.
func Clock(ours, theirs time.Time, whose string) Check {
	skew := ours.Sub(theirs).Round(time.Second)
	if skew.Abs() <= skewed {
		return ok(clock, "%s, as %s says", ours.Format("15:04 02/01/2006 -07:00"), whose)
	}
	how := "ahead of"
	if skew < 0 {
		how = "behind"
	}
	return Check{Level: Problem, About: clock, Found: fmt.Sprintf("the computer's clock is %s %s %s", skew.Abs(), how, whose),
		Do: "set the computer's clock by the network: timedatectl set-ntp true; Windows: Settings > Time & language > Date & time > Sync now"}
}

// Tables says of each table of the plan in which tabs it was found, with how many
// units, and what its tabs lack. The register without units is a problem of its own.
func Tables(p *rules.Plan, d *rules.Data, problems []rules.Problem) []Check {
	var out []Check
	for _, t := range p.Tables {
		for _, s := range d.Tables[t.Index].Sheets {
			ref := d.Tabs[s.Tab]
			about := ref.BookName + " / " + ref.Title
			if len(s.Missing) > 0 {
				out = append(out, Check{Level: Problem, About: about, Found: "columns of the plan are missing: '" + strings.Join(s.Missing, "', '") + "'",
					Do: "put the headers back as they were, or add the header that stands there to the column in the plan (header: [...])"})
				continue
			}
			out = append(out, ok(about, "the plan's table %q, %d rows of units, all columns", t.Name, unitRows(s.Rows)))
		}
	}
	switch n := len(d.Units); {
	case n == 0:
		out = append(out, Check{Level: Problem, About: "register", Found: "there are no units", Do: "fill in the tab '" + p.Register.Table.Tabs[0] + "'"})
	case p.Units > 0 && n != p.Units:
		out = append(out, Check{Level: Warning, About: "register", Found: fmt.Sprintf("%d units, the plan says %d", n, p.Units),
			Do: fmt.Sprintf("if %d is right, write units: %d in the plan", n, n)})
	}
	return append(out, told(problems)...)
}

func unitRows(rows []rules.Row) int {
	n := 0
	for _, r := range rows {
		if r.Kind == rules.UnitRow || r.Kind == rules.DuplicateRow {
			n++
		}
	}
	return n
}

// told are problems of reading; missing columns are told already.
func told(problems []rules.Problem) []Check {
	var out []Check
	for _, x := range problems {
		if strings.Contains(x.Message, "thiếu cột") {
			continue
		}
		c := Check{Level: Warning, About: strings.TrimPrefix(x.Book+" / "+x.Tab, " / "), Found: x.Message}
		c.About = strings.TrimSuffix(c.About, " / ")
		if c.About == "" {
			c.About = "workbooks"
		}
		if x.Blocking {
			c.Level, c.Do = Problem, "as it says; rasoat check shows the rest"
		}
		out = append(out, c)
	}
	return out
}

// Defects says how many cells people should mend; they stop nothing.
func Defects(defects []rules.Defect) []Check {
	if len(defects) == 0 {
		return nil
	}
	return []Check{{Level: Warning, About: "cells", Found: fmt.Sprintf("%d cells can't be read as they are, or look wrong", len(defects)), Do: "rasoat check lists them"}}
}
