package main

import (
	"errors"
	"fmt"

	"golang.org/x/oauth2"

	"rasoat/config"
	"rasoat/sync/gsheet"
)

type googleCmd struct {
	Login loginCmd `cmd:"" help:"Allow the program to use a person's spreadsheets, or to send mail; the login is kept in a file."`
}

type loginCmd struct {
	Config string `short:"c" default:"rasoat.yaml" placeholder:"FILE" help:"The service file (default: rasoat.yaml)."`
	Mail   bool   `help:"Log in to send mail instead of to use spreadsheets."`
}

// Help is the end of the command's help.
func (loginCmd) Help() string {
	return "For credentials: user in the service file; with --mail, for mail.smtp with auth: xoauth2 and a client. A service account's key needs no login, and lasts: prefer it for spreadsheets. While the consent screen is in testing, Google ends a login after 7 days.\n\nExamples:\n  rasoat google login -c rasoat.yaml\n  rasoat google login --mail"
}

var (
	errNoUser      = usage{errors.New("rasoat: the service file doesn't log in as a person\nhint: google: {credentials: user, client: client.json}; with a service account's key there is nothing to log in to")}
	errNoMailLogin = usage{errors.New("rasoat: the service file doesn't send mail by a login\nhint: mail: {smtp: {host: smtp.gmail.com, user: …, auth: xoauth2, client: client.json}}; with a password there is nothing to log in to")}
)

// consent is what a person is asked for, and where the answer is kept.
type consent struct {
	client  *oauth2.Config
	file    string
	setting string // that names the file
	as      string // who should allow it; "" for anybody
}

// Run shows the address of Google's page, waits until the person allowed access
// there, and keeps the login.
func (c loginCmd) Run(a *app) error {
	s, _, err := onService{Config: c.Config}.load(a)
	if err != nil {
		return err
	}
	ask, err := c.consent(s)
	if err != nil {
		return err
	}
	token, err := gsheet.Login(a.ctx, ask.client, func(url string) error { return ask.show(a, url) })
	if err == nil {
		err = whole(token, ask.client.Scopes)
	}
	if err != nil {
		return fmt.Errorf("%w\nhint: run the command again, and allow on the page all that it asks for", err)
	}
	if err := gsheet.Store(ask.file, token); err != nil {
		return fmt.Errorf("%w\nhint: %s in the service file says where the login is kept", err, ask.setting)
	}
	fmt.Fprintf(a.stdout, "Đã đăng nhập; lưu ở %s (chỉ người chạy chương trình đọc được).\n", ask.file)
	return nil
}

// consent is what the service file needs a person's consent for.
func (c loginCmd) consent(s *config.Service) (consent, error) {
	ask := consent{file: s.Google.Token, setting: "google.token"}
	var err error
	switch smtp := s.Mail.SMTP; {
	case c.Mail && (smtp == nil || smtp.Client == ""):
		return ask, errNoMailLogin
	case c.Mail:
		ask = consent{file: smtp.Token, setting: "mail.smtp.token", as: smtp.User}
		ask.client, err = mailClient(smtp)
	case s.Google.Login != config.ByUser:
		return ask, errNoUser
	default:
		ask.client, err = sheetsClient(s.Google)
	}
	if err != nil {
		err = usage{fmt.Errorf("rasoat: %w\nhint: %s", err, hint(err))}
	}
	return ask, err
}

// show tells the person where to go.
func (ask consent) show(a *app, url string) error {
	as := ""
	if ask.as != "" {
		as = ", bằng tài khoản " + ask.as
	}
	_, err := fmt.Fprintf(a.stdout, "Mở liên kết này bằng trình duyệt trên chính máy này và cho phép%s:\n\n%s\n\n", as, url)
	return err
}
