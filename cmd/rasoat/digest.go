package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"rasoat/config"
	"rasoat/daemon"
	"rasoat/mailer"
	"rasoat/store"
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
	if c.Send {
		return c.send(a, s, at)
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
	if err := c.deliver(a, m); err != nil {
		return err
	}
	return outcome(r)
}

// digest is the office's mail about a cycle.
func digest(s *config.Service, r sync.Report) (mailer.Message, error) {
	return mailer.Digest(r.Verdict, mailer.Options{From: s.Mail.From, To: s.Mail.To, Link: s.Mail.Link})
}

// deliver brings the message where the flags say.
func (c digestCmd) deliver(a *app, m mailer.Message) error {
	if c.ToDir != "" {
		return a.folder(c.ToDir).Send(a.ctx, m)
	}
	_, err := fmt.Fprintf(a.stdout, "%s\n\n%s", m.Subject, m.Text)
	return err
}

// send puts the digest into the outbox and sends what is due there: beside a daemon it
// is the same outbox, so nothing goes out twice.
func (c digestCmd) send(a *app, s *config.Service, at time.Time) error {
	o, err := a.office(s)
	if err != nil {
		return err
	}
	defer o.Close()
	done := a.progress("Đang gửi thư")
	out, err := o.Digest(a.ctx, at)
	if err == nil && out.Down == nil {
		_, err = o.Send(a.ctx)
	}
	done()
	if err != nil {
		return err
	}
	a.problems(out.Report)
	a.hints(out.Report)
	switch {
	case out.Paused:
		fmt.Fprintln(a.stdout, "Chương trình đang tạm dừng; rasoat resume để chạy tiếp.")
		return told{}
	case out.Down != nil:
		return out.Down
	case out.Report.Refused:
		return told{} // far too little was read: a mail would be untrue
	}
	return a.sent(o, out)
}

// sent tells what became of the letters that were made.
func (a *app) sent(o *daemon.Office, out daemon.Outcome) error {
	failed := outcome(out.Report)
	if len(out.Made) == 0 {
		fmt.Fprintln(a.stdout, "Thư này đã có trong hộp thư đi, không gửi lại.")
	}
	for _, l := range out.Made {
		now, err := o.Store().Letter(a.ctx, l.ID)
		if err != nil {
			return err
		}
		switch now.State {
		case store.Sent:
			fmt.Fprintf(a.stdout, "Đã gửi: %s\n", now.Subject)
		case store.Aside:
			fmt.Fprintf(a.stderr, "rasoat: the mail was refused\nhint: rasoat outbox show %d tells why\n", now.ID)
			failed = told{}
		default:
			why := ""
			if now.Error != "" { // else its turn didn't come: the one before it met the trouble
				why = " (" + now.Error + ")"
			}
			fmt.Fprintf(a.stderr, "rasoat: the mail waits in the outbox%s\nhint: rasoat run tries again by itself; rasoat outbox retry %d at once\n", why, now.ID)
			failed = told{}
		}
	}
	return failed
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
