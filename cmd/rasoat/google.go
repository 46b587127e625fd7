package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/google"

	"rasoat/config"
	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/gsheet"
)

// opener opens workbooks of a service, of both kinds. Its Google workbooks share
// one client, so one quota; the client is made when the first of them is opened.
// It isn't for several goroutines.
type opener struct {
	ctx     context.Context
	service *config.Service
	made    *gsheet.Client
	err     error // why there is no client
}

func newOpener(a *app, s *config.Service) *opener { return &opener{ctx: a.ctx, service: s} }

// cycle is a cycle over the service's workbooks.
func (o *opener) cycle(at time.Time) sync.Cycle {
	c := sync.Cycle{Plan: o.service.Plan, At: at, Open: o.linked, Plain: !o.service.Colours, Summary: o.service.Summary}
	for _, w := range o.service.Workbooks {
		if w.Google != "" {
			c.Books = append(c.Books, o.google(w.Google))
		} else {
			c.Books = append(c.Books, source(w.File))
		}
	}
	return c
}

// google is the spreadsheet with this id. Its name is known once it is read.
// Where there are no credentials, it can't be read, and says why.
func (o *opener) google(id string) sync.Source {
	client, err := o.client()
	if err != nil {
		return sync.Source{ID: id, Workbook: unreachable{err}}
	}
	return sync.Source{ID: id, Workbook: client.Workbook(id)}
}

// linked opens a unit's own workbook: a Google spreadsheet by its link, or an
// .xlsx file in the folder of the register's file.
func (o *opener) linked(register rules.Book, target string) (sync.Source, error) {
	if id, ok := config.SpreadsheetLink(target); ok {
		return o.google(id), nil
	}
	if o.onGoogle(register.ID) {
		return sync.Source{}, &sync.Trouble{
			Sentence: "Không mở được bảng riêng '" + rules.Shown(target) + "'; đề nghị ghi liên kết Google Sheets của bảng.",
			Hint:     "the register is a Google spreadsheet: a unit's own workbook must be one too, named by its link",
		}
	}
	return beside(register, target)
}

// onGoogle reports whether the service's workbook with this id is a spreadsheet.
func (o *opener) onGoogle(id string) bool {
	for _, w := range o.service.Workbooks {
		if w.Google == id {
			return true
		}
	}
	return false
}

// client is the one client of the service. Its error is a [sync.Trouble].
func (o *opener) client() (*gsheet.Client, error) {
	if o.made == nil && o.err == nil {
		o.made, o.err = newClient(o.ctx, o.service.Google)
	}
	return o.made, o.err
}

// newClient logs in as the service file says. Nothing is sent yet.
func newClient(ctx context.Context, g config.Google) (*gsheet.Client, error) {
	who, err := credentials(ctx, g)
	if err != nil {
		return nil, &sync.Trouble{Sentence: "Chưa có quyền đăng nhập Google; trạng thái cũ được giữ nguyên.", Hint: hint(err), Err: err}
	}
	return gsheet.New(ctx, gsheet.Options{
		Tokens: who.Tokens, Account: who.Account, Endpoint: g.Endpoint, Reads: g.Reads, Writes: g.Writes, Protect: g.Protect,
	})
}

// advised is an error with what to do about it.
type advised struct {
	error
	advice string
}

func (e advised) Unwrap() error { return e.error }

func hint(err error) string {
	var a advised
	if errors.As(err, &a) {
		return a.advice
	}
	return "check google.credentials in the service file"
}

// credentials is who the program is to Google. Errors never hold a secret.
func credentials(ctx context.Context, g config.Google) (gsheet.Credentials, error) {
	more := scopes(g)
	switch g.Login {
	case config.ByKey:
		key, err := os.ReadFile(g.KeyFile)
		if err != nil {
			return gsheet.Credentials{}, advised{notRead(g.KeyFile, err), "google.credentials is the path of a service account's key file"}
		}
		c, err := gsheet.ServiceAccount(ctx, key, g.TokenURL, more...)
		if err != nil {
			err = advised{fmt.Errorf("%s: %w", g.KeyFile, err), "download a JSON key of the service account again: IAM & Admin > Service accounts > Keys"}
		}
		return c, err
	case config.ByUser:
		client, err := oauthClient(g, more...)
		if err != nil {
			return gsheet.Credentials{}, err
		}
		c, err := gsheet.User(ctx, client, g.Token)
		if err != nil {
			err = advised{err, "run: rasoat google login"}
		}
		return c, err
	}
	c, err := gsheet.Default(ctx, more...)
	if err != nil {
		err = advised{errors.New("this computer has no Google credentials"),
			"name a service account's key file in the service file (google: {credentials: key.json}), or set GOOGLE_APPLICATION_CREDENTIALS"}
	}
	return c, err
}

// scopes is what is asked for beyond spreadsheets: only what the file wants.
func scopes(g config.Google) []string {
	if g.AskChange {
		return []string{gsheet.WatchScope}
	}
	return nil
}

// oauthClient reads the file of the OAuth client by which a person logs in.
func oauthClient(g config.Google, more ...string) (*oauth2.Config, error) {
	text, err := os.ReadFile(g.Client)
	if err != nil {
		return nil, advised{notRead(g.Client, err), "google.client is the path of the OAuth client's file: APIs & Services > Credentials > Desktop app > Download JSON"}
	}
	client, err := google.ConfigFromJSON(text, append([]string{gsheet.Scope}, more...)...)
	if err != nil {
		return nil, advised{fmt.Errorf("%s isn't the file of an OAuth client", g.Client), "make one of the type Desktop app and download its JSON"}
	}
	if g.TokenURL != "" {
		client.Endpoint.TokenURL = g.TokenURL
	}
	return client, nil
}

// notRead tells why a file can't be read, in few words.
func notRead(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no file %s", path)
	}
	return err
}

// unreachable is a workbook to which there is no way.
type unreachable struct{ err error }

// Read says why.
func (u unreachable) Read(context.Context) (rules.Book, error) { return rules.Book{}, u.err }

// Apply says why.
func (u unreachable) Apply(context.Context, rules.Book, sync.Changes) (rules.Book, error) {
	return rules.Book{}, u.err
}
