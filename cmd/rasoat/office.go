package main

import (
	"errors"
	"time"

	"rasoat/config"
	"rasoat/daemon"
	"rasoat/mailer"
	"rasoat/post"
	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/xlsx"
)

// lasting is how long a trouble lasts before the operator hears of it.
const lasting = 30 * time.Minute

// office is the service's plan at work, with its sheets, ledger and mail. Its error is
// that mail can't be sent as the service file says.
func (a *app) office(s *config.Service) (*daemon.Office, error) {
	sender, err := a.sender(s)
	if err != nil {
		return nil, err
	}
	books := newOpener(a, s)
	books.watching()
	return &daemon.Office{
		Plan: s.Plan,
		Cycle: func(at time.Time) sync.Cycle {
			c := books.cycle(at)
			c.Watch = s.Mode == config.Watch
			return c
		},
		Mail:   s.Mode == config.Post,
		Post:   postSettings(s),
		Sender: sender,
		Attach: func(v *rules.Verdict) ([]byte, error) { return xlsx.Bytes(findingSheets(v)) },
		Ledger: s.Ledger,
		Keep:   s.Keep,
		Log:    a.log,
		Now:    a.now,
	}, nil
}

// sender is how the service's mail goes out: by its mail server, or into its folder.
func (a *app) sender(s *config.Service) (daemon.Sender, error) {
	switch {
	case s.Mail.SMTP != nil:
		return server(s.Mail.SMTP)
	case s.Mail.From == "":
		return nil, nil
	}
	return mailer.Folder{Dir: s.Mail.Folder}, nil
}

// postSettings is who is told what, as the service file says.
func postSettings(s *config.Service) post.Settings {
	m, r := s.Mail, s.Mail.Reminders
	p := post.Settings{
		From: m.From, Office: m.To, Operator: m.Operator, Link: m.Link,
		Morning: s.Schedule.Mail, Weekly: s.Schedule.Weekly, Reports: m.Reports,
		Reminders: post.Reminders{On: r.On, Again: r.Again, From: r.From, To: r.To, Weekends: r.Weekends, Salute: r.Salute},
		Limits:    post.Limits{Day: m.Limits.Day, Recipient: m.Limits.Recipient},
		Attach:    m.Attach, Lasting: lasting,
	}
	for _, g := range m.Groups {
		p.Groups = append(p.Groups, post.Head{Group: g.Group, To: g.To, Salute: g.Salute})
	}
	return p
}

// schedule is when the daemon works, as the service file says.
func schedule(s *config.Service) daemon.Schedule {
	c := s.Schedule
	return daemon.Schedule{Zone: s.Plan.Location, Every: c.Every, Cron: c.Cron, From: c.From, To: c.To, Weekends: c.Weekends, Morning: c.Mail}
}

// loadService reads the service file. What is wrong with it is told as it is.
func loadService(path string) (*config.Service, error) {
	s, err := config.Load(path)
	if err != nil {
		return nil, usage{err}
	}
	return s, nil
}

// errNoLedger is told where a command needs what nobody has recorded yet.
var errNoLedger = errors.New("there is no ledger yet\nhint: rasoat run makes it, or rasoat run --once")
