package doctor

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"rasoat/mailer"
	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/gsheet"
	"rasoat/sync/xlsx"
)

// Subject is what is to be looked at.
type Subject struct {
	Folder string // of the service file
	Now    func() time.Time
	Cycle  sync.Cycle // over all workbooks; it is only ever run dry
	Files  []string   // paths of .xlsx workbooks
	Google []string   // ids of spreadsheets
	Client func() (*gsheet.Client, error)
	Mail   *Mail   // nil: mails aren't sent by a server
	Daemon *Daemon // nil: rasoat run isn't looked at
}

// Mail is how mail goes out.
type Mail struct {
	Server mailer.SMTP
	Lacks  error           // why the server can't be used at all: no password
	Test   *mailer.Message // to be sent; nil for none
}

// Run carries out all checks, one after the other; what one finds stops no other.
func Run(ctx context.Context, s Subject) []Check {
	out := s.folder()
	if s.Daemon != nil {
		out = append(out, s.Daemon.Check()...)
	}
	for _, path := range s.Files {
		out = append(out, s.file(path))
	}
	out = append(out, s.google(ctx)...)
	for _, c := range s.tables(ctx) {
		if !slices.Contains(out, c) { // a file that isn't there is told once
			out = append(out, c)
		}
	}
	return append(out, s.mail(ctx)...)
}

// folder looks whether files can be made beside the service file, and compares the
// clock with that of the file system, which may be a server's.
func (s Subject) folder() []Check {
	f, err := os.CreateTemp(s.Folder, ".rasoat-*")
	if err != nil {
		return []Check{{Level: Problem, About: s.Folder, Found: "no file can be made in the folder of the service file: " + err.Error(),
			Do: "give the program's user write rights to the folder, and look whether the disk is full"}}
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if _, err := f.WriteString("clock"); err != nil {
		return []Check{failed(s.Folder, err)}
	}
	info, err := f.Stat()
	if err != nil {
		return []Check{failed(s.Folder, err)}
	}
	return []Check{Clock(s.Now(), info.ModTime(), "the file system")}
}

// file looks whether a workbook could be written now.
func (s Subject) file(path string) Check {
	name := filepath.Base(path)
	if err := xlsx.New(path).Writable(); err != nil {
		return failed(name, err)
	}
	return ok(name, "can be written, and nobody has it open")
}

// google looks at each spreadsheet.
func (s Subject) google(ctx context.Context) []Check {
	if len(s.Google) == 0 {
		return nil
	}
	client, err := s.Client()
	if err != nil {
		return []Check{failed("Google", err)}
	}
	var out []Check
	if a := client.Account(); a != "" {
		out = append(out, ok("Google", "the program's account is %s", a))
	}
	for i, id := range s.Google {
		x, err := client.Inspect(ctx, id)
		if err != nil {
			out = append(out, failed(id, err))
			continue
		}
		for _, c := range Spreadsheet(id, client.Account(), x, s.Now()) {
			if c.About != clock || c.Level != OK || i == 0 { // one good clock is enough
				out = append(out, c)
			}
		}
	}
	return out
}

// tables reads everything as a cycle would, and writes nothing.
func (s Subject) tables(ctx context.Context) []Check {
	s.Cycle.DryRun = true
	r, err := s.Cycle.Run(ctx)
	if err != nil {
		return []Check{failed("workbooks", err)}
	}
	var out []Check
	google := map[string]bool{}
	for _, id := range s.Google {
		google[id] = true
	}
	for _, b := range r.Books {
		if b.Err != nil && !google[b.Name] { // of a spreadsheet that can't be read it is told already
			out = append(out, failed(b.Name, b.Err))
		}
	}
	if r.Verdict == nil {
		return out
	}
	out = append(out, Tables(r.Verdict.Plan, r.Verdict.Data, unsaid(r))...)
	if s.Daemon != nil {
		out = append(out, s.Daemon.Recipients(r.Verdict.Data)...)
	}
	return append(out, Defects(r.Verdict.Defects)...)
}

// unsaid are the problems that no error of a workbook says.
func unsaid(r sync.Report) []rules.Problem {
	said := map[string]bool{}
	for _, b := range r.Books {
		if b.Err != nil {
			said[b.Name] = true
		}
	}
	var out []rules.Problem
	for _, p := range r.Problems {
		if !said[p.Book] || p.Tab != "" {
			out = append(out, p)
		}
	}
	return out
}

// mail logs in to the mail server, and sends the test mail that is asked for.
func (s Subject) mail(ctx context.Context) []Check {
	if s.Mail == nil {
		return []Check{ok("mail", "no server in the service file: mails become files in the folder")}
	}
	about := s.Mail.Server.Address()
	if s.Mail.Lacks != nil {
		return []Check{failed(about, s.Mail.Lacks)}
	}
	if err := s.Mail.Server.Probe(ctx); err != nil {
		return []Check{failed(about, err)}
	}
	out := []Check{ok(about, "the mail server lets us in, over TLS")}
	if s.Mail.Test == nil {
		return out
	}
	if err := s.Mail.Server.Send(ctx, *s.Mail.Test); err != nil {
		return append(out, failed(about, err))
	}
	return append(out, ok(about, "a test mail went to %d addresses; look whether it arrived, and not among spam", len(s.Mail.Test.To)))
}

// Lines is a check as it is printed.
func (c Check) Lines() string {
	text := fmt.Sprintf("%-8s %s: %s\n", c.Level, c.About, c.Found)
	if c.Do != "" {
		text += "         do: " + c.Do + "\n"
	}
	return text
}
