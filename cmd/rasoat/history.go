package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"rasoat/config"
	"rasoat/ledger"
	"rasoat/report"
	"rasoat/rules"
	"rasoat/store"
)

type historyCmd struct {
	onLedger
	Unit   string `placeholder:"U" help:"Only what is about this unit or group."`
	Rule   string `placeholder:"R" help:"Only changes by this rule's id; no mails."`
	Since  string `placeholder:"T" help:"From this date (0:00) or RFC 3339 time on."`
	Output string `short:"o" enum:"table,csv,json" default:"table" help:"table (for people), csv or json."`
}

// Help is the end of the command's help.
func (historyCmd) Help() string {
	return "Every change of a status and every mail, in the order of time: the office's record of what was told to whom and when.\n\n" +
		"Example:\n  rasoat history -c rasoat.yaml --unit \"Đoàn xã Xuân Phú\" --since 2022-10-01\n  rasoat history -c rasoat.yaml -o csv > lich-su.csv"
}

// Run prints what happened.
func (c historyCmd) Run(a *app) error {
	s, st, err := c.open(a)
	if err != nil {
		return err
	}
	defer st.Close()
	var since time.Time
	if c.Since != "" {
		if since, err = dayOrMoment(c.Since, s.Plan.Location, a.now); err != nil {
			return err
		}
	}
	if c.Unit != "" {
		if c.Unit, err = subject(a, st, c.Unit); err != nil {
			return err
		}
	}
	events, err := c.events(a, s, st, since)
	if err != nil {
		return err
	}
	if c.Rule != "" && len(events) == 0 && ruleOf(s.Plan, c.Rule) == nil {
		return usage{fmt.Errorf("rasoat: neither the plan nor the ledger has a rule %q\nhint: the plan's rules are: %s", c.Rule, ruleNames(s.Plan))}
	}
	return c.print(a, events)
}

// dayOrMoment is a moment; a date is its beginning.
func dayOrMoment(text string, zone *time.Location, now func() time.Time) (time.Time, error) {
	for _, layout := range []string{"2006-01-02", "2/1/2006"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, nil
		}
	}
	t, err := moment(text, zone, now)
	if err != nil {
		return t, usage{fmt.Errorf("rasoat: --since %q is neither a date nor a time\nhint: write 2022-10-20, or 2022-10-20T08:00:00+07:00", text)}
	}
	return t, nil
}

// events is the changes and the mails asked for.
func (c historyCmd) events(a *app, s *config.Service, st *store.Store, since time.Time) ([]report.Event, error) {
	changes, err := st.History(a.ctx, store.ChangeFilter{Rule: c.Rule, Subject: c.Unit, Since: since})
	if err != nil {
		return nil, err
	}
	var out []report.Event
	for _, change := range changes {
		out = append(out, changeEvent(s.Plan, change))
	}
	if c.Rule == "" {
		letters, err := st.Letters(a.ctx, store.LetterFilter{About: c.Unit})
		if err != nil {
			return nil, err
		}
		for _, l := range letters {
			if e := letterEvent(s.Plan, l); !e.At.Before(since) {
				out = append(out, e)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b report.Event) int { return a.At.Compare(b.At) })
	return out, nil
}

func changeEvent(p *rules.Plan, c ledger.Change) report.Event {
	e := report.Event{Kind: "change", At: c.At.In(p.Location), Subject: c.Subject, Level: c.Level.String(), Rule: c.Rule, Period: c.Period,
		Was: c.Was.String(), Status: c.Is.String(), Cause: c.Cause.String(), Message: c.Said, Title: c.Rule}
	if r := ruleOf(p, c.Rule); r != nil {
		e.Clause, e.Title = r.Clause, r.Name()
	}
	return e
}

func letterEvent(p *rules.Plan, l store.Letter) report.Event {
	at := l.Made
	if !l.Sent.IsZero() {
		at = l.Sent
	}
	return report.Event{Kind: "mail", At: at.In(p.Location), Subject: l.About, Message: l.Subject, To: l.To,
		State: string(l.State), StateSay: l.State.Words(), Copies: l.Copies}
}

// ruleOf is the plan's rule of this id; nil when it has none.
func ruleOf(p *rules.Plan, id string) *rules.Rule {
	for _, r := range p.Rules {
		if r.ID == id {
			return r
		}
	}
	return nil
}

func ruleNames(p *rules.Plan) string {
	var ids []string
	for _, r := range p.Rules {
		ids = append(ids, r.ID)
	}
	return strings.Join(ids, ", ")
}

// print prints events in the form asked for.
func (c historyCmd) print(a *app, events []report.Event) error {
	var text []byte
	var err error
	switch {
	case c.Output == "json":
		text, err = report.EventsJSON(events)
	case c.Output == "csv":
		text, err = report.EventsCSV(events)
	case len(events) == 0:
		text = []byte("Chưa có gì.\n")
	default:
		text = []byte(report.EventsTable(events, width(a.stdout)))
	}
	if err == nil {
		_, err = a.stdout.Write(text)
	}
	return err
}
