package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rasoat/config"
	"rasoat/mailer"
)

func TestMoment(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return time.Date(2022, 10, 19, 18, 30, 0, 0, time.UTC) }
	for _, c := range []struct{ text, want string }{
		{"", "2022-10-20T01:30:00+07:00"}, // it is tomorrow there already
		{"2022-10-20", "2022-10-20T08:00:00+07:00"},
		{"20/10/2022", "2022-10-20T08:00:00+07:00"},
		{"2022-10-20T08:00", "2022-10-20T08:00:00+07:00"},
		{"2022-10-20T08:00+07:00", "2022-10-20T08:00:00+07:00"},
		{"2022-10-20T23:00:00Z", "2022-10-21T06:00:00+07:00"},
		{"2022-02-30", ""},
		{"yesterday", ""},
	} {
		got, err := moment(c.text, zone, now)
		if c.want == "" {
			if !errors.As(err, &usage{}) {
				t.Errorf("%q: error %v, want one of usage", c.text, err)
			}
			continue
		}
		if err != nil || got.Format(time.RFC3339) != c.want {
			t.Errorf("%q: %s %v, want %s", c.text, got.Format(time.RFC3339), err, c.want)
		}
	}
}

func TestServer(t *testing.T) {
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("từ tệp\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("RASOAT_TEST_PASSWORD", "từ biến")
	for _, c := range []struct {
		in       config.SMTP
		login    mailer.Login
		security mailer.Security
		password string
	}{
		{config.SMTP{TLS: "starttls", Auth: "plain", PasswordEnv: "RASOAT_TEST_PASSWORD"}, mailer.PlainLogin, mailer.StartTLS, "từ biến"},
		{config.SMTP{TLS: "implicit", Auth: "login", PasswordFile: file}, mailer.LoginLogin, mailer.ImplicitTLS, "từ tệp"},
		{config.SMTP{TLS: "starttls", Auth: "none"}, mailer.NoLogin, mailer.StartTLS, ""},
	} {
		got, err := server(&c.in)
		if err != nil || got.Login != c.login || got.Security != c.security || got.Password != c.password {
			t.Errorf("%+v: login %v, security %v, %v", c.in, got.Login, got.Security, err)
		}
	}
	got, err := server(&config.SMTP{Auth: "xoauth2", PasswordEnv: "RASOAT_TEST_PASSWORD"})
	if err != nil || got.Login != mailer.XOAuth2Login || got.Password != "" {
		t.Fatalf("xoauth2: %v", err)
	}
	if token, err := got.Token(t.Context()); token != "từ biến" || err != nil {
		t.Errorf("token: %v", err)
	}
	for _, in := range []config.SMTP{{Auth: "plain", PasswordEnv: "RASOAT_TEST_NONE"}, {Auth: "plain", PasswordFile: file + "2"}} {
		if _, err := server(&in); !errors.As(err, &usage{}) {
			t.Errorf("%+v: error %v, want one of usage", in, err)
		}
	}
}
