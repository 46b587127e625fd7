package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"rasoat/config"
	"rasoat/sync/gsheet"
)

// mailScope is what Google wants to be asked for sending by SMTP; it has no smaller
// one for that.
const mailScope = "https://mail.google.com/"

// mailClient is the OAuth client by which a person lets us send mail.
func mailClient(c *config.SMTP) (*oauth2.Config, error) {
	return oauthClient("mail.smtp.client", c.Client, mailScope)
}

// mailLogin gives tokens of the login that rasoat google login --mail keeps.
type mailLogin struct {
	client  *oauth2.Config
	file    string
	timeout time.Duration // of asking for a token
}

func newMailLogin(c *config.SMTP) (mailLogin, error) {
	client, err := mailClient(c)
	if err != nil {
		return mailLogin{}, usage{fmt.Errorf("rasoat: %w\nhint: %s", err, hint(err))}
	}
	return mailLogin{client, c.Token, c.Timeout}, nil
}

// token is an access token that is still good. A renewed one is kept in the file,
// which is read each time, so a new login counts at once. That it couldn't be kept
// doesn't matter while it is good.
func (l mailLogin) token(ctx context.Context) (string, error) {
	ctx = context.WithValue(ctx, oauth2.HTTPClient, &http.Client{Timeout: l.timeout})
	who, err := gsheet.User(ctx, l.client, l.file)
	if err != nil {
		return "", fmt.Errorf("%w\nhint: run: rasoat google login --mail", err)
	}
	token, err := who.Tokens.Token()
	if err != nil {
		return "", loginEnded(err)
	}
	return token.AccessToken, nil
}

// loginEnded tells why Google gives no token. Its answer isn't repeated.
func loginEnded(err error) error {
	var refused *oauth2.RetrieveError
	if !errors.As(err, &refused) {
		return err // no answer at all
	}
	status := 0
	if refused.Response != nil {
		status = refused.Response.StatusCode
	}
	switch {
	case status >= 500 || status == http.StatusTooManyRequests:
		return passing{fmt.Errorf("Google gives no token now (%d)", status)}
	case refused.ErrorCode == "invalid_grant":
		return errors.New("the login to mail has ended: access was withdrawn, the password was changed, or the login is over 7 days old and the consent screen is in testing" +
			"\nhint: run: rasoat google login --mail; if it ends every 7 days: Google Cloud console > OAuth consent screen > Publish app")
	case strings.HasSuffix(refused.ErrorCode, "_client"):
		return errors.New("Google doesn't know the OAuth client any more (" + refused.ErrorCode + ")" +
			"\nhint: make a new one (Desktop app), put its JSON where mail.smtp.client says, and run: rasoat google login --mail")
	}
	return fmt.Errorf("Google gives no token (%d %s)\nhint: run: rasoat google login --mail", status, refused.ErrorCode)
}

// passing is an error that ends without anybody doing anything.
type passing struct{ error }

// Temporary is for package mailer, which sends the mail later.
func (passing) Temporary() bool { return true }

// whole checks that the person ticked all that was asked for, where Google says what
// was allowed.
func whole(token *oauth2.Token, asked []string) error {
	allowed, _ := token.Extra("scope").(string)
	for _, scope := range asked {
		if allowed != "" && !slices.Contains(strings.Fields(allowed), scope) {
			return fmt.Errorf("the login doesn't allow what is needed (%s)", scope)
		}
	}
	return nil
}
