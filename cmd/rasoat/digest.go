package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"rasoat/config"
	"rasoat/mailer"
	"rasoat/sync"
)

type digestCmd struct {
	onService
	ToDir string `xor:"where" placeholder:"DIR" help:"Write the mail into this folder, as .eml."`
	Send  bool   `xor:"where" help:"Send it the way the service file says: by SMTP, or into its folder."`
}

// Help is the end of the command's help.
func (digestCmd) Help() string {
	return "Without --to-dir and --send the mail's text is printed.\n\nExample:\n  rasoat digest -c rasoat.yaml --at 2022-10-20 --to-dir outbox"
}

var errNoMail = usage{errors.New("rasoat: the service file has no mail section\nhint: add one:\n  mail:\n    from: rasoat@example.vn\n    to: [vanphong@example.vn]\n    folder: outbox")}

// Run makes the digest and delivers it.
func (c digestCmd) Run(a *app) error {
	s, at, err := c.load(a)
	if err != nil {
		return err
	}
	if s.Mail.From == "" {
		return errNoMail
	}
	r, err := judged(a, s, at)
	if err != nil {
		return err
	}
	a.problems(r)
	a.hints(r)
	if r.Refused {
		return told{} // far too little was read: a mail would be untrue
	}
	m, err := digest(s, r)
	if err != nil {
		return err
	}
	if err := c.deliver(a, s, m); err != nil {
		return err
	}
	return outcome(r)
}

// digest is the office's mail about a cycle.
func digest(s *config.Service, r sync.Report) (mailer.Message, error) {
	return mailer.Digest(r.Verdict, mailer.Options{From: s.Mail.From, To: s.Mail.To, Link: s.Mail.Link})
}

// deliver brings the message where the flags say.
func (c digestCmd) deliver(a *app, s *config.Service, m mailer.Message) error {
	switch {
	case c.ToDir != "":
		return a.folder(c.ToDir).Send(a.ctx, m)
	case !c.Send:
		_, err := fmt.Fprintf(a.stdout, "%s\n\n%s", m.Subject, m.Text)
		return err
	case s.Mail.SMTP == nil:
		return a.folder(s.Mail.Folder).Send(a.ctx, m)
	}
	smtp, err := server(s.Mail.SMTP)
	if err != nil {
		return err
	}
	done := a.progress("Đang gửi thư")
	err = smtp.Send(a.ctx, m)
	done()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "Đã gửi: %s\n", m.Subject)
	return err
}

// folder is an outbox that tells where each mail lies.
func (a *app) folder(dir string) mailer.Folder {
	return mailer.Folder{Dir: dir, Wrote: func(path string, unchanged bool) {
		words := "Đã ghi thư: "
		if unchanged {
			words = "Thư đã có, không đổi: "
		}
		fmt.Fprintln(a.stdout, words+filepath.ToSlash(path))
	}}
}
