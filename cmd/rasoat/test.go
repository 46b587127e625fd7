package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rasoat/config"
	"rasoat/plantest"
)

type testCmd struct {
	Plans []string `arg:"" name:"plan" help:"Plan files; the tests of a.yaml stand in a.test.yaml beside it."`
}

// Help is the end of the command's help.
func (testCmd) Help() string { return "Example:\n  rasoat test plans/chi-thi-05.yaml" }

// Run runs the tests of every plan, and fails when one of them did.
func (c testCmd) Run(a *app) error {
	bad := 0
	for _, path := range c.Plans {
		if strings.HasSuffix(path, ".test.yaml") {
			path = strings.TrimSuffix(path, ".test.yaml") + ".yaml"
		}
		n, err := a.testPlan(path)
		if err != nil {
			return err
		}
		bad += n
	}
	if bad > 0 {
		return told{}
	}
	return nil
}

// testPlan runs one plan's tests and counts those that failed.
func (a *app) testPlan(path string) (bad int, err error) {
	plan, err := config.LoadPlan(path)
	if err != nil {
		return 0, usage{err}
	}
	file := strings.TrimSuffix(path, filepath.Ext(path)) + ".test.yaml"
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return 0, usage{fmt.Errorf("rasoat: %s has no tests\nhint: write them in %s; go doc rasoat/plantest shows how", path, file)}
	}
	results, err := plantest.Run(plan, file)
	if err != nil {
		return 0, usage{fmt.Errorf("rasoat: %w", err)}
	}
	for _, r := range results {
		if !r.Passed() {
			bad++
			fmt.Fprintln(a.stdout, r)
		}
	}
	fmt.Fprintf(a.stdout, "%s: %d tests, %d failed\n", filepath.ToSlash(path), len(results), bad)
	return bad, nil
}
