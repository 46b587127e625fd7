package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"rasoat/config"
	"rasoat/doctor"
	"rasoat/mailer"
	"rasoat/rules"
	"rasoat/store"
)

type doctorCmd struct {
	Config   string `short:"c" default:"rasoat.yaml" placeholder:"FILE" help:"The service file (default: ${default})."`
	SendTest bool   `help:"Send a test mail to the addresses in mail.to."`
}

// Help is the end of the command's help.
func (doctorCmd) Help() string {
	return "Example:\n  rasoat doctor -c rasoat.yaml --send-test\n\nNothing is changed. Exit status: 0 all is well (or only warnings), 1 a problem, 2 the service file or the plan is wrong."
}

// Run carries out the checks and tells each.
func (c doctorCmd) Run(a *app) error {
	s, at, err := onService{Config: c.Config}.load(a)
	if err != nil {
		return err
	}
	checks := append([]doctor.Check{planned(s, at)}, doctor.Run(a.ctx, c.subject(a, s, at))...)
	for _, check := range checks {
		fmt.Fprint(a.stdout, check.Lines())
	}
	counts := map[doctor.Level]int{}
	for _, check := range checks {
		counts[check.Level]++
	}
	fmt.Fprintf(a.stdout, "\n%d ok, %d warnings, %d problems\n", counts[doctor.OK], counts[doctor.Warning], counts[doctor.Problem])
	if doctor.Worst(checks) == doctor.Problem {
		return told{}
	}
	return nil
}

// planned says which plan it is; it was checked when it was loaded. One whose year is
// long over is mostly somebody's first try, with a plan that came with the program.
func planned(s *config.Service, at time.Time) doctor.Check {
	on := 0
	for _, r := range s.Plan.Rules {
		if r.Enabled {
			on++
		}
	}
	check := doctor.Check{Level: doctor.OK, About: s.PlanPath, Found: fmt.Sprintf("the plan of %d, %d of %d rules are on; mode: %s", s.Plan.Year, on, len(s.Plan.Rules), s.Mode)}
	if rules.DateOf(at) > rules.NewDate(s.Plan.Year+1, time.February, 15) {
		check.Level, check.Found = doctor.Warning, check.Found+"; that year is over"
		check.Do = "write the year: that is meant, with its holidays; or rasoat new-year makes a later year's plan and sheets"
	}
	return check
}

// subject is what the service file names.
func (c doctorCmd) subject(a *app, s *config.Service, at time.Time) doctor.Subject {
	if s.Google.Login == config.ByKey {
		s.Google.AskChange = true // whether anyone who has the link gets in is Drive's to say; a key needs nobody's consent for that
	}
	open := newOpener(a, s)
	out := doctor.Subject{Folder: filepath.Dir(s.Path), Now: func() time.Time { return a.now().In(at.Location()) }, Cycle: open.cycle(at), Client: open.client}
	for _, w := range s.Workbooks {
		if w.Google != "" {
			out.Google = append(out.Google, w.Google)
		} else {
			out.Files = append(out.Files, w.File)
		}
	}
	out.Daemon = running(s)
	out.Daemon.Broken = brokenLedger(a, s.Ledger)
	if s.Mail.SMTP != nil {
		out.Mail = &doctor.Mail{}
		out.Mail.Server, out.Mail.Lacks = server(s.Mail.SMTP)
		if c.SendTest {
			out.Mail.Test = testMail(s, at)
		}
	}
	return out
}

// running is what the service file says about rasoat run.
func running(s *config.Service) *doctor.Daemon {
	t := s.Schedule
	d := &doctor.Daemon{
		Ledger: s.Ledger, Times: doctor.Times{From: t.From, To: t.To, Weekends: t.Weekends, Mail: t.Mail, Weekly: t.Weekly},
		Sends: s.Mode == config.Post, Operator: len(s.Mail.Operator) > 0, Pinged: s.Ping != "" || s.PingEnv != "", Reminders: s.Mail.Reminders.On,
	}
	for _, g := range s.Mail.Groups {
		d.Heads = append(d.Heads, g.Group)
	}
	if _, set := os.LookupEnv(s.PingEnv); s.PingEnv != "" && !set {
		d.PingLacks = fmt.Errorf("the environment variable %s is not set\nhint: it holds the address to ping; under systemd: EnvironmentFile=", s.PingEnv)
	}
	return d
}

// brokenLedger is why the ledger can't be used; nil where it can, or where there is none.
func brokenLedger(a *app, path string) error {
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return nil
	}
	st, err := store.Open(a.ctx, path)
	if err != nil {
		return err
	}
	return st.Close()
}

// testMail says to the office that mail arrives.
func testMail(s *config.Service, at time.Time) *mailer.Message {
	return &mailer.Message{From: s.Mail.From, To: s.Mail.To, Date: at, Kind: "thu",
		Subject: fmt.Sprintf("[%s] Thư thử của hệ thống theo dõi", s.Plan.Office.Name),
		Text: fmt.Sprintf("Kính gửi: %s\n\nĐây là thư thử gửi lúc %s. Nếu đọc được thư này, bản tổng hợp sẽ đến đúng địa chỉ. Không cần trả lời.\n\nTrân trọng.\n",
			s.Plan.Office.Desk, at.Format("15:04 ngày 02/01/2006"))}
}
