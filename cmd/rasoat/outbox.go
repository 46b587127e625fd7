package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"rasoat/config"
	"rasoat/mailer"
	"rasoat/report"
	"rasoat/store"
)

type outboxCmd struct {
	onLedger
	Do     string `arg:"" optional:"" enum:"list,show,retry,drop" default:"list" help:"list (default), show, retry or drop."`
	ID     int64  `arg:"" optional:"" placeholder:"ID" help:"The mail's number in the list."`
	All    bool   `help:"list: those that are sent or dropped too."`
	Raw    bool   `help:"show: the whole mail as it is sent (.eml)."`
	Output string `short:"o" enum:"table,csv,json" default:"table" help:"list: table (for people), csv or json."`
}

// Help is the end of the command's help.
func (outboxCmd) Help() string {
	return "A mail that was set aside is one that the server refused, or that may have been delivered twice: a person decides.\n\n" +
		"Example:\n  rasoat outbox -c rasoat.yaml\n  rasoat outbox -c rasoat.yaml show 12\n  rasoat outbox -c rasoat.yaml retry 12"
}

// Run does what is asked with the outbox.
func (c outboxCmd) Run(a *app) error {
	if c.Do != "list" && c.ID <= 0 {
		return usage{fmt.Errorf("rasoat: outbox %s needs the mail's number\nhint: rasoat outbox list shows it", c.Do)}
	}
	s, st, err := c.open(a)
	if err != nil {
		return err
	}
	defer st.Close()
	switch c.Do {
	case "show":
		return c.show(a, s, st)
	case "retry":
		if err := st.Retry(a.ctx, c.ID, a.now()); err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.stdout, "Thư số %d sẽ được gửi ở lần gửi tới (rasoat run).\n", c.ID)
	case "drop":
		if err := st.Drop(a.ctx, c.ID); err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.stdout, "Thư số %d đã bỏ, không gửi.\n", c.ID)
	default:
		return c.list(a, s, st)
	}
	return err
}

// list prints what waits, or everything.
func (c outboxCmd) list(a *app, s *config.Service, st *store.Store) error {
	all, err := st.Letters(a.ctx, store.LetterFilter{})
	if err != nil {
		return err
	}
	var mails []report.Mail
	for _, l := range all {
		if c.All || l.State != store.Sent && l.State != store.Dropped {
			mails = append(mails, mailOf(s, l))
		}
	}
	var text []byte
	switch {
	case c.Output == "json":
		text, err = report.MailsJSON(mails)
	case c.Output == "csv":
		text, err = report.MailsCSV(mails)
	case len(mails) == 0:
		text = []byte("Không có thư nào đang chờ.\n")
	default:
		text = []byte(report.MailsTable(mails, width(a.stdout)))
	}
	if err == nil {
		_, err = a.stdout.Write(text)
	}
	return err
}

// waiting is how many letters wait or are on their way, and when the oldest of them was
// made; the zero time for none.
func waiting(ctx context.Context, st *store.Store) (n int, oldest time.Time, err error) {
	for _, state := range []store.State{store.Waiting, store.Trying, store.Finishing} {
		letters, err := st.Letters(ctx, store.LetterFilter{State: state})
		if err != nil {
			return 0, time.Time{}, err
		}
		n += len(letters)
		if len(letters) > 0 && (oldest.IsZero() || letters[0].Made.Before(oldest)) {
			oldest = letters[0].Made
		}
	}
	return n, oldest, nil
}

// mailOf is a letter for the list, in the plan's zone.
func mailOf(s *config.Service, l store.Letter) report.Mail {
	in := func(t time.Time) *time.Time {
		if t.IsZero() {
			return nil
		}
		t = t.In(s.Plan.Location)
		return &t
	}
	say := ""
	if t, known := mailer.TroubleOf(l.Error); known {
		say = t.Sentence()
		if _, code, found := strings.Cut(l.Error, " "); found {
			say += " (" + code + ")"
		}
	}
	return report.Mail{ID: l.ID, Kind: l.Kind, To: l.To, About: l.About, Subject: l.Subject, MessageID: l.MessageID,
		State: string(l.State), StateSay: l.State.Words(), Made: l.Made.In(s.Plan.Location), Next: in(l.Next), Sent: in(l.Sent),
		Tries: l.Tries, Copies: l.Copies, Error: l.Error, ErrorSay: say}
}

// show prints one letter: what the list says, and its text.
func (c outboxCmd) show(a *app, s *config.Service, st *store.Store) error {
	l, err := st.Letter(a.ctx, c.ID)
	if err != nil {
		return err
	}
	if c.Raw {
		if l.Raw == nil {
			return errors.New("the text of the mail isn't kept any more\nhint: it goes some time after the mail was sent")
		}
		_, err = a.stdout.Write(l.Raw)
		return err
	}
	if _, err := io.WriteString(a.stdout, report.MailsTable([]report.Mail{mailOf(s, l)}, width(a.stdout))); err != nil {
		return err
	}
	text, _, err := mailer.Content(l.Raw)
	if err != nil {
		text = "(Nội dung thư không còn lưu.)"
	}
	_, err = fmt.Fprintf(a.stdout, "\n%s\n", text)
	return err
}
