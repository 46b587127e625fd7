package main

import (
	"fmt"
	"slices"
	"strings"

	"rasoat/mailer"
	"rasoat/rules"
)

type briefCmd struct {
	onService
	Group string `short:"g" placeholder:"G" help:"Only this group, by its name; without it, all of them."`
}

// Help is the end of the command's help.
func (briefCmd) Help() string {
	return "Example:\n  rasoat brief -c rasoat.yaml --group \"Vùng thi đua số 2\""
}

// Run prints the text for each group's chat.
func (c briefCmd) Run(a *app) error {
	s, at, err := c.load(a)
	if err != nil {
		return err
	}
	r, err := judged(a, s, at)
	if err != nil {
		return err
	}
	a.problems(r)
	a.hints(r)
	if r.Refused {
		return told{}
	}
	groups, err := c.groups(r.Verdict)
	if err != nil {
		return err
	}
	for i, g := range groups {
		if i > 0 {
			fmt.Fprintln(a.stdout)
		}
		fmt.Fprintln(a.stdout, strings.TrimRight(mailer.Brief(r.Verdict, g), "\n"))
	}
	return outcome(r)
}

// groups are the groups asked for, in the register's order. Without groups it is
// one text for all units.
func (c briefCmd) groups(v *rules.Verdict) ([]string, error) {
	var all []string
	for _, u := range v.Data.Units {
		for _, g := range u.Groups {
			if g != "" && !slices.Contains(all, g) {
				all = append(all, g)
			}
		}
	}
	if c.Group == "" {
		if len(all) == 0 {
			return []string{""}, nil
		}
		return all, nil
	}
	for _, g := range all {
		if rules.Fold(g) == rules.Fold(c.Group) {
			return []string{g}, nil
		}
	}
	return nil, usage{fmt.Errorf("rasoat: there is no group %q\nhint: groups are: %s", c.Group, strings.Join(all, ", "))}
}
