package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"rasoat/config"
	"rasoat/mailer"
)

// server is the mail server of the service file, with its password.
func server(c *config.SMTP) (mailer.SMTP, error) {
	s := mailer.SMTP{Host: c.Host, Port: c.Port, User: c.User, Timeout: c.Timeout}
	if c.TLS == "implicit" {
		s.Security = mailer.ImplicitTLS
	}
	if c.Auth == "none" {
		return s, nil
	}
	if c.Client != "" {
		login, err := newMailLogin(c)
		s.Login, s.Token = mailer.XOAuth2Login, login.token
		return s, err
	}
	secret, err := password(c)
	if err != nil {
		return s, err
	}
	switch c.Auth {
	case "xoauth2":
		s.Login, s.Token = mailer.XOAuth2Login, func(context.Context) (string, error) { return secret, nil }
	case "login":
		s.Login, s.Password = mailer.LoginLogin, secret
	default:
		s.Login, s.Password = mailer.PlainLogin, secret
	}
	return s, nil
}

// password reads the secret from where the service file says; it is in neither
// file that people edit.
func password(c *config.SMTP) (string, error) {
	if c.PasswordFile != "" {
		text, err := os.ReadFile(c.PasswordFile)
		if err != nil {
			return "", usage{fmt.Errorf("rasoat: the mail server's password: %w\nhint: mail.smtp.password_file names a file that holds only the password", err)}
		}
		return strings.TrimRight(string(text), "\r\n"), nil
	}
	secret, ok := os.LookupEnv(c.PasswordEnv)
	if !ok {
		return "", usage{fmt.Errorf("rasoat: the environment variable %s is not set\nhint: it holds the mail server's password: %s=… rasoat digest --send", c.PasswordEnv, c.PasswordEnv)}
	}
	return secret, nil
}
