package gsheet

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/google"
	"google.golang.org/api/drive/v3"
	"google.golang.org/api/sheets/v4"
)

// Scope is all that the program asks for: reading and writing spreadsheets that
// are shared with it.
const Scope = sheets.SpreadsheetsScope

// WatchScope is asked for besides where [Watch] is used.
const WatchScope = drive.DriveMetadataReadonlyScope

// errLogin marks credentials that can't be used.
var errLogin = errors.New("no usable credentials")

// Credentials are tokens and the address to share spreadsheets with.
type Credentials struct {
	Tokens  oauth2.TokenSource
	Account string // "" when the credentials don't say
}

// ServiceAccount reads the key file of a service account. tokenURL is where
// tokens are asked for; "": where the key says.
func ServiceAccount(ctx context.Context, key []byte, tokenURL string, scopes ...string) (Credentials, error) {
	config, err := google.JWTConfigFromJSON(key, withSheets(scopes)...)
	if err != nil || config.Email == "" || !isKey(config.PrivateKey) {
		return Credentials{}, fmt.Errorf("%w: this isn't the key file of a service account, or it is damaged", errLogin)
	}
	if tokenURL != "" {
		config.TokenURL = tokenURL
	}
	fresh := func() oauth2.TokenSource { return config.TokenSource(ctx) }
	return Credentials{Tokens: newRenewing(fresh), Account: config.Email}, nil
}

// isKey reports whether the text is a private key: one that isn't would only be
// noticed when a token is wanted.
func isKey(text []byte) bool {
	block, _ := pem.Decode(text)
	if block == nil {
		return false
	}
	_, pkcs8 := x509.ParsePKCS8PrivateKey(block.Bytes)
	_, pkcs1 := x509.ParsePKCS1PrivateKey(block.Bytes)
	return pkcs8 == nil || pkcs1 == nil
}

// Default is what the machine offers: GOOGLE_APPLICATION_CREDENTIALS, gcloud's
// own login, or the account of the cloud machine.
func Default(ctx context.Context, scopes ...string) (Credentials, error) {
	find := func() (*google.Credentials, error) { return google.FindDefaultCredentials(ctx, withSheets(scopes)...) }
	found, err := find()
	if err != nil {
		return Credentials{}, fmt.Errorf("%w: %w", errLogin, err)
	}
	fresh := func() oauth2.TokenSource {
		if again, err := find(); err == nil {
			return again.TokenSource
		}
		return found.TokenSource
	}
	c := Credentials{Tokens: newRenewing(fresh)}
	var key struct {
		Email string `json:"client_email"`
	}
	if json.Unmarshal(found.JSON, &key) == nil {
		c.Account = key.Email
	}
	return c, nil
}

func withSheets(scopes []string) []string { return append([]string{Scope}, scopes...) }

// User is a person's own account, by the token that a login stored in the file.
// A refreshed token is stored there again, for its owner only.
func User(ctx context.Context, config *oauth2.Config, file string) (Credentials, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Credentials{}, fmt.Errorf("%w: %s: nobody has logged in yet", errLogin, file)
	}
	if err != nil {
		return Credentials{}, fmt.Errorf("%w: %w", errLogin, err)
	}
	var token oauth2.Token
	if json.Unmarshal(text, &token) != nil || token.RefreshToken == "" {
		return Credentials{}, fmt.Errorf("%w: %s isn't a login's token", errLogin, file)
	}
	s := &stored{config: config, ctx: ctx, file: file, token: &token}
	return Credentials{Tokens: s}, nil
}

// renewing gives tokens, and starts anew when it is told that one was refused
// before its time.
type renewing struct {
	mu     sync.Mutex
	fresh  func() oauth2.TokenSource
	source oauth2.TokenSource
}

func newRenewing(fresh func() oauth2.TokenSource) *renewing {
	return &renewing{fresh: fresh, source: fresh()}
}

// Token gives a valid token.
func (r *renewing) Token() (*oauth2.Token, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.source.Token()
}

// Renew forgets the token.
func (r *renewing) Renew() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.source = r.fresh()
}

// stored keeps a person's token in a file.
type stored struct {
	mu     sync.Mutex
	ctx    context.Context // of the token requests, as oauth2 has it
	config *oauth2.Config
	file   string
	token  *oauth2.Token
}

// Token gives a valid token, refreshed and stored where necessary. That it can't
// be stored doesn't matter while it is valid.
func (s *stored) Token() (*oauth2.Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token.Valid() {
		return s.token, nil
	}
	token, err := s.config.TokenSource(s.ctx, &oauth2.Token{RefreshToken: s.token.RefreshToken}).Token()
	if err != nil {
		return nil, err
	}
	if token.RefreshToken == "" {
		token.RefreshToken = s.token.RefreshToken
	}
	s.token = token
	_ = Store(s.file, token)
	return token, nil
}

// Renew forgets the access token.
func (s *stored) Renew() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token = &oauth2.Token{RefreshToken: s.token.RefreshToken}
}

// Store writes a token for its owner only (0600), whole or not at all.
func Store(file string, token *oauth2.Token) error {
	text, err := json.Marshal(token)
	if err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(file), ".token-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	_, err = part.Write(text)
	if err := errors.Join(err, part.Sync(), part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), file)
}
