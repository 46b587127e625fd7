package main

import (
	"fmt"

	"rasoat/report"
	"rasoat/sync"
)

type checkCmd struct {
	onService
	Output string `short:"o" default:"table" enum:"table,json,csv" help:"table (for people), json or csv."`
}

// Help is the end of the command's help.
func (checkCmd) Help() string {
	return "Example:\n  rasoat check -c rasoat.yaml --at 2022-10-20 -o json > verdict.json"
}

// Run reads and judges, and shows what was found.
func (c checkCmd) Run(a *app) error {
	s, at, err := c.load(a)
	if err != nil {
		return err
	}
	r, err := judged(a, s, at)
	if err != nil {
		return err
	}
	text, err := c.shown(a, r)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprint(a.stdout, text); err != nil {
		return err
	}
	a.hints(r)
	return outcome(r)
}

// shown is the verdict in the form asked for.
func (c checkCmd) shown(a *app, r sync.Report) (string, error) {
	if c.Output == "table" {
		return report.Table(r.Verdict, r.Problems, width(a.stdout)), nil
	}
	o := report.New(r.Verdict, r.Problems)
	text, err := o.JSON()
	if c.Output == "csv" {
		text, err = o.CSV()
	}
	return string(text), err
}
