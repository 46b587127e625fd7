package config

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rasoat/rules"
)

// daemonOf is what a file says about the daemon alone.
func daemonOf(t *testing.T, file string) (*Service, Mail) {
	t.Helper()
	s, err := Load("testdata/good/" + file + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	mail := s.Mail
	s.Path, s.PlanPath, s.Plan, s.Workbooks, s.Mail, s.Google = "", "", nil, nil, Mail{}, Google{}
	return s, mail
}

// TestDaemon: every setting of the daemon, none at its default.
func TestDaemon(t *testing.T) {
	folder := filepath.FromSlash("testdata/good/")
	s, mail := daemonOf(t, "service-daemon")
	want := &Service{Mode: Post, Colours: true, Summary: true, Ledger: filepath.FromSlash("testdata/good/data/so-theo-doi.db"),
		Schedule: Schedule{Cron: "0,30 7-18 * * 1-5", From: 7 * time.Hour, To: 24 * time.Hour, Mail: 8*time.Hour + 30*time.Minute, Weekly: time.Friday, Full: 90 * time.Minute},
		Ping:     "https://hc-ping.example.vn/0b1c", Log: "json", Hosts: []string{"theo-doi.example.vn"}}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Error(diff)
	}
	wantMail := Mail{
		From: "rasoat@example.vn", To: []string{"vanphong@example.vn"}, Folder: folder + "outbox",
		Operator: []string{"Người trực <truc@example.vn>"},
		Groups: []GroupHead{{Group: "Vùng thi đua số 1", To: "vung1@example.vn", Salute: "Đồng chí trưởng Vùng thi đua số 1"},
			{Group: "Vùng thi đua số 2", To: "vung1@example.vn"}},
		Reports:   []rules.Every{rules.Quarter, rules.Year},
		Reminders: Reminders{On: true, Again: 14 * 24 * time.Hour, From: 8 * time.Hour, To: 17 * time.Hour, Weekends: true, Salute: "BCH {đơn vị}"},
		Limits:    Limits{Day: 90, Recipient: 3}, Attach: true,
		SMTP: &SMTP{Host: "smtp.gmail.com", Port: 587, TLS: "starttls", Auth: "xoauth2", User: "rasoat@example.vn", Timeout: 30 * time.Second,
			Client: folder + "client.json", Token: folder + "mail-token.json"},
	}
	if diff := cmp.Diff(wantMail, mail); diff != "" {
		t.Error(diff)
	}
}

// TestDaemonDefaults: what a file that says nothing about the daemon means.
func TestDaemonDefaults(t *testing.T) {
	s, mail := daemonOf(t, "service-short")
	want := &Service{Colours: true, Summary: true, Ledger: filepath.FromSlash("testdata/good/service-short.db"), Schedule: usual(), Log: "text", Keep: 1, Status: "127.0.0.1:8433"}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Error(diff)
	}
	mail.From, mail.To, mail.Folder, mail.SMTP = "", nil, "", nil
	if diff := cmp.Diff(usualMail(), mail); diff != "" {
		t.Error(diff)
	}
}

// TestQuiet: what is switched off.
func TestQuiet(t *testing.T) {
	s, mail := daemonOf(t, "service-quiet")
	if s.Schedule.Every != 90*time.Minute || s.Ping != "" || s.PingEnv != "RASOAT_PING" || s.Status != "[::1]:8433" || len(mail.Reports) != 0 {
		t.Errorf("%+v %+v", s, mail.Reports)
	}
}

// usual is the schedule of a file that names none.
func usual() Schedule {
	return Schedule{Every: 15 * time.Minute, From: 6 * time.Hour, To: 20 * time.Hour, Weekends: true, Mail: 7 * time.Hour, Weekly: time.Monday, Full: 30 * time.Minute}
}

// usualMail is who is told where a file names nobody.
func usualMail() Mail {
	return Mail{Reports: []rules.Every{rules.Month, rules.Quarter, rules.Half, rules.Year}, Limits: Limits{Day: 400, Recipient: 10},
		Reminders: Reminders{Again: 7 * 24 * time.Hour, From: 7 * time.Hour, To: 18 * time.Hour, Salute: "{đơn vị}"}}
}

// TestLoopback: the status page is for nobody else.
func TestLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1": true, "127.9.9.9": true, "::1": true, "localhost": true,
		"": false, "0.0.0.0": false, "::": false, "192.168.1.5": false, "example.vn": false, "localhost.example.vn": false, "127.1": false,
	} {
		if got := loopback(host); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
}
