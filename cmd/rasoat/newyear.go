package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"rasoat/config"
	"rasoat/rules"
	"rasoat/setup"
)

type newYearCmd struct {
	target
	Config  string `short:"c" default:"rasoat.yaml" placeholder:"FILE" help:"This year's service file."`
	Year    int    `required:"" placeholder:"YEAR" help:"The year to come."`
	Plan    string `placeholder:"FILE" help:"Where next year's plan goes; default: beside this year's, with the year in its name."`
	Service string `placeholder:"FILE" help:"Where next year's service file goes; default: likewise."`
}

// Help is the end of the command's help.
func (newYearCmd) Help() string {
	return "Example:\n  rasoat new-year -c rasoat.yaml --year 2023 --xlsx theo-doi-2023.xlsx\n\n" +
		"Reads this year's workbooks, changes nothing in them. The new ones hold the units (opened, closed, merged as decided)\n" +
		"with groups, sectors and addresses; all figures are blank. Exemptions are listed in the settings tab for the office to\n" +
		"renew: they are not in force until it chooses 'Miễn' again."
}

// Run builds next year's plan, sheets and service file.
func (c newYearCmd) Run(a *app) error {
	if err := c.target.check(); err != nil {
		return err
	}
	s, data, err := c.thisYear(a)
	if err != nil {
		return err
	}
	next := setup.Over(s.Plan, data, c.Year)
	planPath, servicePath := c.paths(s)
	plan, notes, err := c.plan(s, planPath, len(next.Units))
	if err != nil {
		return err
	}
	sheets := next.Sheets(plan.plan)
	if err := sound(plan.plan, sheets, next.Units); err != nil {
		return err
	}
	old := *s
	s.Plan = plan.plan
	b, err := c.target.build(a, s, sheets)
	if err != nil {
		return err
	}
	a.built(b, sheets, len(next.Units))
	if err := c.files(a, &old, plan, planPath, servicePath, b); err != nil {
		return err
	}
	c.tell(a, next, planPath, notes)
	a.next(servicePath, b, true)
	return nil
}

// newPlan is next year's plan and its text.
type newPlan struct {
	plan *rules.Plan
	text []byte
}

// thisYear reads this year's workbooks; all of them, or nothing is built.
func (c newYearCmd) thisYear(a *app) (*config.Service, *rules.Data, error) {
	s, at, err := onService{Config: c.Config}.load(a)
	if err != nil {
		return nil, nil, err
	}
	if c.Year <= s.Plan.Year {
		return nil, nil, usage{fmt.Errorf("rasoat: the plan is of %d already\nhint: --year %d", s.Plan.Year, s.Plan.Year+1)}
	}
	r, err := judged(a, s, at)
	if err != nil {
		return nil, nil, err
	}
	if r.Failed {
		a.problems(r)
		a.hints(r)
		return nil, nil, errors.New("not everything of this year could be read, so nothing was made\nhint: rasoat doctor -c " + c.Config + " says what is wrong")
	}
	if len(r.Verdict.Data.Units) == 0 {
		return nil, nil, errors.New("this year's register has no units, so nothing was made")
	}
	return s, r.Verdict.Data, nil
}

// paths are where the new plan and service file go.
func (c newYearCmd) paths(s *config.Service) (plan, service string) {
	plan, service = c.Plan, c.Service
	if plan == "" {
		plan = yearly(s.PlanPath, s.Plan.Year, c.Year)
	}
	if service == "" {
		service = yearly(s.Path, s.Plan.Year, c.Year)
	}
	return plan, service
}

// yearly is a path with the new year in its name, in place of the old one or at
// its end.
func yearly(path string, from, to int) string {
	dir, name := filepath.Split(path)
	if old := strconv.Itoa(from); strings.Contains(name, old) {
		return dir + strings.Replace(name, old, strconv.Itoa(to), 1)
	}
	ext := filepath.Ext(name)
	return fmt.Sprintf("%s%s-%d%s", dir, strings.TrimSuffix(name, ext), to, ext)
}

// plan is next year's plan: the file that stands there already, or a new text.
func (c newYearCmd) plan(s *config.Service, path string, units int) (newPlan, []string, error) {
	if _, err := os.Stat(path); err == nil {
		p, err := config.LoadPlan(path)
		if err != nil {
			return newPlan{}, nil, usage{err}
		}
		if p.Year != c.Year {
			return newPlan{}, nil, usage{fmt.Errorf("rasoat: %s stands already, and is of %d\nhint: --plan names another file", path, p.Year)}
		}
		return newPlan{plan: p}, nil, nil
	}
	text, err := os.ReadFile(s.PlanPath)
	if err != nil {
		return newPlan{}, nil, err
	}
	if s.Plan.Units == 0 {
		units = 0
	}
	text, notes, err := config.NextPlan(path, text, c.Year, units)
	if err != nil {
		return newPlan{}, nil, usage{err}
	}
	p, err := config.ParsePlan(path, text)
	if err != nil {
		return newPlan{}, nil, usage{err}
	}
	return newPlan{p, text}, notes, nil
}

// files writes the new plan and service file; what stands already stays.
func (c newYearCmd) files(a *app, old *config.Service, p newPlan, planPath, servicePath string, b built) error {
	if p.text != nil {
		if err := create(planPath, p.text, 0o644); err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "%s: the plan of %d\n", planPath, c.Year)
	}
	text, err := os.ReadFile(old.Path)
	if err != nil {
		return err
	}
	ledger := yearly(old.Ledger, old.Plan.Year, c.Year)
	text, err = config.NextService(text, relative(servicePath, planPath), relative(servicePath, ledger), []string{b.entry(servicePath)})
	if err != nil {
		return err
	}
	err = create(servicePath, text, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		fmt.Fprintf(a.stdout, "%s stands already; under workbooks: write\n%s\n", servicePath, b.entry(servicePath))
		return nil
	case err != nil:
		return err
	}
	fmt.Fprintf(a.stdout, "%s: the service file; it begins in mode watch\n", servicePath)
	if old.Mail.Link != "" {
		fmt.Fprintf(a.stderr, "note: mail.link in %s still leads to this year's workbook\n", servicePath)
	}
	return nil
}

// tell says what a person has to look at.
func (c newYearCmd) tell(a *app, n setup.Next, planPath string, notes []string) {
	for _, name := range n.Gone {
		fmt.Fprintf(a.stdout, "left out, closed or merged: %s\n", name)
	}
	if len(n.Lines) > 0 {
		fmt.Fprintf(a.stdout, "%d lines in the settings tab for the office to decide or to know\n", len(n.Lines))
	}
	for _, note := range notes {
		fmt.Fprintf(a.stderr, "note: %s: %s\n", planPath, note)
	}
}
