package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"slices"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/google"

	"rasoat/config"
	"rasoat/rules"
	"rasoat/sync"
	"rasoat/sync/gsheet"
	"rasoat/web"
)

// opener opens workbooks of a service, of both kinds. Its Google workbooks share
// one client, so one quota; the client is made when the first of them is opened.
// It isn't for several goroutines.
type opener struct {
	ctx     context.Context
	service *config.Service
	log     *slog.Logger
	metrics *web.Metrics // nil: nobody counts
	made    *gsheet.Client
	err     error // why this cycle has no client

	many  bool                  // many cycles are run
	watch *gsheet.Watch         // where Drive is asked what changed
	kept  map[string]*sync.Kept // by id: the spreadsheets that were opened; only with watch
}

func newOpener(a *app, s *config.Service) *opener {
	return &opener{ctx: a.ctx, service: s, log: a.log, metrics: a.metrics}
}

// cycle is a cycle over the service's workbooks.
func (o *opener) cycle(at time.Time) sync.Cycle {
	o.err = nil // a key that wasn't there may be by now
	o.changed()
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
	if o.watch == nil {
		return sync.Source{ID: id, Workbook: client.Workbook(id)}
	}
	if o.kept[id] == nil {
		o.kept[id] = &sync.Kept{Workbook: client.Workbook(id), Seen: func() { o.watch.Read(id) }}
	}
	return sync.Source{ID: id, Workbook: o.kept[id]}
}

// watching lets Drive be asked what changed, so that a spreadsheet in which nobody
// works isn't read each time. It is for who runs many cycles.
func (o *opener) watching() { o.many = true }

// changed has those spreadsheets read again that may have changed: all of them where
// Drive can't say.
func (o *opener) changed() {
	if o.watch == nil {
		return
	}
	ids, err := o.watch.Changed(o.ctx, slices.Sorted(maps.Keys(o.kept)))
	if err != nil {
		o.log.Warn("drive doesn't tell what changed; everything is read", "error", err)
	}
	for _, id := range ids {
		o.kept[id].Forget()
	}
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
	if o.made != nil || o.err != nil {
		return o.made, o.err
	}
	o.made, o.err = newClient(o.ctx, o.service.Google, o.metrics)
	if o.err == nil && o.many && o.service.Google.AskChange {
		alone := o.service.Google.Login != config.ByUser
		o.watch, o.kept = o.made.Watch(o.service.Schedule.Full, alone), map[string]*sync.Kept{}
	}
	return o.made, o.err
}

// newClient logs in as the service file says. Nothing is sent yet. Requests are
// counted where there are metrics.
func newClient(ctx context.Context, g config.Google, m *web.Metrics) (*gsheet.Client, error) {
	who, err := credentials(ctx, g)
	if err != nil {
		return nil, &sync.Trouble{Sentence: "Chưa có quyền đăng nhập Google; trạng thái cũ được giữ nguyên.", Hint: hint(err), Err: err}
	}
	options := gsheet.Options{Tokens: who.Tokens, Account: who.Account, Endpoint: g.Endpoint, Reads: g.Reads, Writes: g.Writes, Protect: g.Protect}
	if m != nil {
		options.Transport, options.Waited = counting{http.DefaultTransport.(*http.Transport).Clone(), m}, m.Wait
	}
	return gsheet.New(ctx, options)
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
		client, err := sheetsClient(g)
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

// sheetsClient is the OAuth client by which a person lets us use spreadsheets.
func sheetsClient(g config.Google) (*oauth2.Config, error) {
	client, err := oauthClient("google.client", g.Client, append([]string{gsheet.Scope}, scopes(g)...)...)
	if err == nil && g.TokenURL != "" {
		client.Endpoint.TokenURL = g.TokenURL
	}
	return client, err
}

// oauthClient reads the file of the OAuth client by which a person logs in; setting
// is what names it in the service file.
func oauthClient(setting, file string, scopes ...string) (*oauth2.Config, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, advised{notRead(file, err), setting + " is the path of the OAuth client's file: APIs & Services > Credentials > Desktop app > Download JSON"}
	}
	client, err := google.ConfigFromJSON(text, scopes...)
	if err != nil {
		return nil, advised{fmt.Errorf("%s isn't the file of an OAuth client", file), "make one of the type Desktop app and download its JSON"}
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
