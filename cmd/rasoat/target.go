package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"rasoat/config"
	"rasoat/setup"
	"rasoat/sync"
	"rasoat/sync/xlsx"
)

// target says where sheets are built.
type target struct {
	Xlsx   string `name:"xlsx" placeholder:"FILE" help:"Build an .xlsx workbook."`
	Google string `name:"google" placeholder:"ID" help:"Build in this Google spreadsheet (its link or id), which is shared with the program's account as an editor; or new: in the account's own Drive."`
}

func (t target) check() error {
	_, ok := config.SpreadsheetID(t.Google)
	switch {
	case (t.Xlsx == "") == (t.Google == ""):
		return usage{errors.New("rasoat: where shall the sheets be built?\nhint: one of --xlsx FILE and --google ID")}
	case t.Google != "" && !ok:
		return usage{fmt.Errorf("rasoat: %q is no Google spreadsheet\nhint: copy the link from the browser: https://docs.google.com/spreadsheets/d/…/edit", t.Google)}
	case t.Xlsx != "" && filepath.Ext(t.Xlsx) != ".xlsx":
		return usage{fmt.Errorf("rasoat: %s: the file must be called .xlsx", t.Xlsx)}
	}
	return nil
}

// built is where sheets were built: a file, or the id of a spreadsheet.
type built struct {
	file, id string
	notes    []string
}

// name is how people reach it.
func (b built) name() string {
	if b.id != "" {
		return "https://docs.google.com/spreadsheets/d/" + b.id + "/edit"
	}
	return b.file
}

// entry is its line under workbooks in the service file at the path.
func (b built) entry(path string) string {
	if b.id != "" {
		return "  - google: " + yamlText(b.id)
	}
	return "  - file: " + yamlText(relative(path, b.file))
}

// build makes the sheets there.
func (t target) build(a *app, s *config.Service, sheets []setup.Sheet) (built, error) {
	var b built
	var err error
	if t.Xlsx != "" {
		b.file = t.Xlsx
		err = xlsx.Build(t.Xlsx, sheets)
	} else {
		b, err = t.google(a, s, sheets)
	}
	if errors.Is(err, setup.ErrContent) {
		return b, fmt.Errorf("%w\nhint: name a new file or an empty spreadsheet, or rename what stands there", err)
	}
	return b, err
}

// google builds in a spreadsheet that exists, or in a new one.
func (t target) google(a *app, s *config.Service, sheets []setup.Sheet) (built, error) {
	client, err := newOpener(a, s).client()
	if err != nil {
		return built{}, err
	}
	b := built{}
	zone := s.Plan.Location.String()
	if b.id, _ = config.SpreadsheetID(t.Google); b.id == "new" {
		if b.id, err = client.Create(a.ctx, s.Plan.Title, zone); err != nil {
			return b, hinted(err)
		}
		b.notes = append(b.notes, "only the program's account can open the new spreadsheet; share it from there, or rather make one yourself, share it with the account and give its link to --google")
	}
	notes, err := client.Build(a.ctx, b.id, sheets, zone)
	b.notes = append(b.notes, notes...)
	return b, hinted(err)
}

// hinted is an error with what to do about it, where something can be done.
func hinted(err error) error {
	var t *sync.Trouble
	if errors.As(err, &t) && t.Hint != "" {
		return fmt.Errorf("%w\nhint: %s", err, t.Hint)
	}
	return err
}

// built tells what was built.
func (a *app) built(b built, sheets []setup.Sheet, units int) {
	fmt.Fprintf(a.stdout, "%s: %d tabs, %d units\n", b.name(), len(sheets), units)
	for _, s := range sheets {
		fmt.Fprintf(a.stdout, "  %s\n", s.Title)
	}
	for _, n := range b.notes {
		fmt.Fprintf(a.stderr, "note: %s\n", n)
	}
}

// create writes a file that doesn't exist yet; one that does stays as it is.
func create(path string, text []byte, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// relative is a path as seen from a file's folder, where that is shorter to say.
func relative(file, path string) string {
	from, err1 := filepath.Abs(filepath.Dir(file))
	to, err2 := filepath.Abs(path)
	if rel, err := filepath.Rel(from, to); err1 == nil && err2 == nil && err == nil {
		return filepath.ToSlash(rel)
	}
	return path
}

func sameFile(a, b string) bool {
	x, err1 := filepath.Abs(a)
	y, err2 := filepath.Abs(b)
	return err1 == nil && err2 == nil && x == y
}

// yamlText is a text as YAML takes it, whatever stands in it.
func yamlText(s string) string { return strconv.Quote(s) }
