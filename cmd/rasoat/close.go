package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"rasoat/config"
	"rasoat/report"
	"rasoat/rules"
	"rasoat/store"
)

type closeCmd struct {
	onService
	Period  string `arg:"" optional:"" placeholder:"PERIOD" help:"The period: 2022-Q3, 2022-10, 2022-H1, 2022; or as people write it: \"Quý III\"."`
	Replace bool   `help:"Close it again, with what the sheets say now."`
	Output  string `short:"o" enum:"table,csv,json" default:"table" help:"table, csv or json (default: table)."`
}

// Help is the end of the command's help.
func (closeCmd) Help() string {
	return "Keeps the results of a period (chốt số): the same report comes out again months later, whatever the sheets say then. " +
		"A period that is closed is printed, with what came in later told apart. Without a period: which ones are closed.\n\n" +
		"Example:\n  rasoat close -c rasoat.yaml 2022-Q3\n  rasoat close -c rasoat.yaml \"Quý III\" -o csv"
}

// Run closes a period, or prints one that is closed.
func (c closeCmd) Run(a *app) error {
	s, at, err := c.load(a)
	if err != nil {
		return err
	}
	st, err := store.Open(a.ctx, s.Ledger)
	if err != nil {
		return err
	}
	defer st.Close()
	if c.Period == "" {
		return c.list(a, s, st)
	}
	p, ok := periodNamed(c.Period, s.Plan.Year)
	if !ok {
		return usage{fmt.Errorf("rasoat: %q is no period\nhint: 2022-Q3, 2022-10, 2022-H1 or 2022", c.Period)}
	}
	now, whole, err := c.now(a, s, p, at)
	if err != nil {
		return err
	}
	kept, err := c.kept(a, s, st, now, whole, at)
	if err != nil {
		return err
	}
	late := kept.Late(now)
	if !whole {
		late = nil // what couldn't be read would look as if it had been taken back
	}
	return c.print(a, kept, late)
}

// periodNamed is the period that is meant.
func periodNamed(text string, year int) (rules.Period, bool) {
	if p, ok := rules.PeriodOf(strings.ToUpper(text)); ok {
		return p, true
	}
	return rules.ParsePeriod(text, nil, year)
}

// now is the period by what the sheets say; whole: all of them could be read.
func (c closeCmd) now(a *app, s *config.Service, p rules.Period, at time.Time) (now *report.Period, whole bool, err error) {
	r, err := judged(a, s, at)
	if err != nil {
		return nil, false, err
	}
	a.problems(r)
	a.hints(r)
	now, any := report.NewPeriod(r.Verdict, p)
	if !any && !r.Failed {
		return nil, false, usage{fmt.Errorf("rasoat: the plan judges nothing in %s\nhint: periods are 2022-Q3, 2022-10, 2022-H1 or 2022, of the plan's year %d", p.Label(), s.Plan.Year)}
	}
	return now, !r.Failed, nil
}

// kept is the closed period: as it was closed, or closed now.
func (c closeCmd) kept(a *app, s *config.Service, st *store.Store, now *report.Period, whole bool, at time.Time) (*report.Period, error) {
	if !c.Replace {
		snap, err := st.Snapshot(a.ctx, now.Period)
		if err == nil {
			return report.ReadPeriod(snap.Body)
		}
		if t := (*store.Trouble)(nil); !errors.As(err, &t) || t.Kind != store.Refused {
			return nil, err
		}
	}
	if !whole {
		return nil, errors.New("not everything could be read, so the period isn't closed\nhint: close it when all workbooks can be read")
	}
	body, err := now.JSON()
	if err != nil {
		return nil, err
	}
	if p, ok := rules.PeriodOf(now.Period); ok && p.End() >= rules.DateOf(at) {
		fmt.Fprintf(a.stderr, "rasoat: %s isn't over before %s, and is closed all the same\nhint: what comes later is told apart; --replace closes it again\n", p.Label(), p.End())
	}
	snap := store.Snapshot{Period: now.Period, At: at, Plan: s.Plan.Title, Body: body}
	return now, st.Keep(a.ctx, snap, c.Replace)
}

// print prints the period.
func (c closeCmd) print(a *app, p *report.Period, late []report.PeriodRow) error {
	var text []byte
	var err error
	switch c.Output {
	case "json":
		if late == nil {
			late = []report.PeriodRow{}
		}
		text, err = report.JSON(struct {
			*report.Period
			Late []report.PeriodRow `json:"late"`
		}{p, late})
	case "csv":
		text, err = p.CSV(late)
	default:
		text = []byte(p.Table(late, width(a.stdout)))
	}
	if err == nil {
		_, err = a.stdout.Write(text)
	}
	return err
}

// list names the closed periods.
func (c closeCmd) list(a *app, s *config.Service, st *store.Store) error {
	snaps, err := st.Snapshots(a.ctx)
	if err != nil {
		return err
	}
	if len(snaps) == 0 {
		_, err = fmt.Fprintln(a.stdout, "Chưa chốt kỳ nào.")
		return err
	}
	for _, snap := range snaps {
		p, _ := rules.PeriodOf(snap.Period)
		fmt.Fprintf(a.stdout, "%-8s  %s, chốt %s\n", snap.Period, p.Label(), dayTime(snap.At.In(s.Plan.Location)))
	}
	return nil
}
