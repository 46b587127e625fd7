package gsheet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/google"
	"google.golang.org/api/sheets/v4"
)

// Scope is all that the program asks for: reading and writing spreadsheets that
// are shared with it.
const Scope = sheets.SpreadsheetsScope

// Credentials are tokens and the address to share spreadsheets with.
type Credentials struct {
	Tokens  oauth2.TokenSource
	Account string // "" when the credentials don't say
}

// ServiceAccount reads the key file of a service account. The token address is
// the key's own token_uri.
func ServiceAccount(ctx context.Context, key []byte) (Credentials, error) {
	config, err := google.JWTConfigFromJSON(key, Scope)
	if err != nil {
		return Credentials{}, fmt.Errorf("the key isn't a service account's key file: %w", err)
	}
	return Credentials{Tokens: config.TokenSource(ctx), Account: config.Email}, nil
}

// Default is what the machine offers: GOOGLE_APPLICATION_CREDENTIALS, gcloud's
// own login, or the account of the cloud machine.
func Default(ctx context.Context) (Credentials, error) {
	found, err := google.FindDefaultCredentials(ctx, Scope)
	if err != nil {
		return Credentials{}, err
	}
	c := Credentials{Tokens: found.TokenSource}
	var key struct {
		Email string `json:"client_email"`
	}
	if json.Unmarshal(found.JSON, &key) == nil {
		c.Account = key.Email
	}
	return c, nil
}

// User is a person's own account, by the token that a login stored in the file.
// A refreshed token is stored there again, for its owner only.
func User(ctx context.Context, config *oauth2.Config, file string) (Credentials, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Credentials{}, fmt.Errorf("%s: nobody has logged in yet; run: rasoat google login", file)
	}
	if err != nil {
		return Credentials{}, err
	}
	var token oauth2.Token
	if err := json.Unmarshal(text, &token); err != nil {
		return Credentials{}, fmt.Errorf("%s isn't a token; run: rasoat google login", file)
	}
	source := &stored{from: config.TokenSource(ctx, &token), file: file, last: token.AccessToken}
	return Credentials{Tokens: oauth2.ReuseTokenSource(&token, source)}, nil
}

// stored keeps a refreshed token in its file.
type stored struct {
	mu   sync.Mutex
	from oauth2.TokenSource
	file string
	last string
}

// Token gives a valid token, refreshed where necessary.
func (s *stored) Token() (*oauth2.Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	token, err := s.from.Token()
	if err != nil || token.AccessToken == s.last {
		return token, err
	}
	s.last = token.AccessToken
	return token, Store(s.file, token)
}

// Store writes a token for its owner only (0600), whole or not at all.
func Store(file string, token *oauth2.Token) error {
	text, err := json.Marshal(token)
	if err != nil {
		return err
	}
	part := file + ".new"
	if err := os.WriteFile(part, text, 0o600); err != nil {
		return err
	}
	return os.Rename(part, file)
}
