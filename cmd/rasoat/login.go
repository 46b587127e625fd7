package main

import (
	"errors"
	"fmt"

	"rasoat/config"
	"rasoat/sync/gsheet"
)

type googleCmd struct {
	Login loginCmd `cmd:"" help:"Allow the program to use a person's spreadsheets; the login is kept in a file."`
}

type loginCmd struct {
	Config string `short:"c" default:"rasoat.yaml" placeholder:"FILE" help:"The service file (default: rasoat.yaml)."`
}

// Help is the end of the command's help.
func (loginCmd) Help() string {
	return "For credentials: user in the service file. A service account's key needs no login, and lasts: prefer it. While the consent screen is in testing, Google ends a login after 7 days.\n\nExample:\n  rasoat google login -c rasoat.yaml"
}

var errNoUser = usage{errors.New("rasoat: the service file doesn't log in as a person\nhint: google: {credentials: user, client: client.json}; with a service account's key there is nothing to log in to")}

// Run shows the address of Google's page, waits until the person allowed access
// there, and keeps the login.
func (c loginCmd) Run(a *app) error {
	s, _, err := onService{Config: c.Config}.load(a)
	if err != nil {
		return err
	}
	if s.Google.Login != config.ByUser {
		return errNoUser
	}
	client, err := oauthClient(s.Google, scopes(s.Google)...)
	if err != nil {
		return usage{fmt.Errorf("rasoat: %w\nhint: %s", err, hint(err))}
	}
	show := func(url string) error {
		_, err := fmt.Fprintf(a.stdout, "Mở liên kết này bằng trình duyệt trên chính máy này và cho phép:\n\n%s\n\n", url)
		return err
	}
	token, err := gsheet.Login(a.ctx, client, show)
	if err != nil {
		return fmt.Errorf("%w\nhint: run rasoat google login again, and allow access on the page", err)
	}
	if err := gsheet.Store(s.Google.Token, token); err != nil {
		return fmt.Errorf("%w\nhint: google.token in the service file says where the login is kept", err)
	}
	fmt.Fprintf(a.stdout, "Đã đăng nhập; lưu ở %s (chỉ người chạy chương trình đọc được).\n", s.Google.Token)
	return nil
}
