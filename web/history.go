package web

import (
	"context"
	"net/http"

	"rasoat/ledger"
	"rasoat/rules"
)

// mostChanges is how many of a unit's last changes its page shows.
const mostChanges = 300

// history is changes as a timeline, the newest day first.
type history struct {
	Kept bool // something is remembered at all
	Busy bool
	Days []historyDay
}

type historyDay struct {
	Day     string
	First   int // findings judged for the first time
	Changes []change
}

// change is one change of a finding.
type change struct {
	Title, Cause, Said string
	Was, Is            mark
}

// history asks for changes; false when there was no answer.
func (s *site) history(r *http.Request, v *view, f ChangeFilter) (history, bool) {
	if s.Past == nil {
		return history{}, true
	}
	changes, ok := ask(s, r, "history", func(ctx context.Context) ([]ledger.Change, error) { return s.Past.History(ctx, f) })
	if !ok {
		return history{Kept: true, Busy: true}, false
	}
	h := history{Kept: true}
	for _, c := range changes {
		day := v.day(c.At)
		if n := len(h.Days); n == 0 || h.Days[n-1].Day != day {
			h.Days = append(h.Days, historyDay{Day: day})
		}
		last := &h.Days[len(h.Days)-1]
		if c.Cause == ledger.Seen {
			last.First++
			continue
		}
		last.Changes = append(last.Changes, change{Title: v.named(c.Rule, c.Period), Cause: cause(c.Cause), Said: c.Said,
			Was: mark{status: c.Was}, Is: mark{status: c.Is}})
	}
	return h, true
}

// named is the title of a rule that the plan may not have any more, and a period.
func (v *view) named(rule, period string) string {
	for _, r := range v.Verdict.Plan.Rules {
		if r.ID != rule {
			continue
		}
		if p, ok := rules.ParsePeriod(period, []rules.Every{r.Every}, v.Verdict.Plan.Year); ok {
			return r.NameIn(p)
		}
		return r.Name()
	}
	return rule + " " + period
}

// cause is why a status changed, in Vietnamese.
func cause(c ledger.Cause) string {
	return [...]string{"", "theo lịch", "bảng được cập nhật"}[c]
}
