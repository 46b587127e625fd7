package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"rasoat/config"
	"rasoat/mailer"
	"rasoat/sync/gsheet"
)

// tokens stands in for Google's token endpoint: each token that it gives is the next
// number, and the mail server takes the last one only.
type tokens struct {
	*httptest.Server
	asked   int
	code    int    // its answer, 0 for a token
	refusal string // with that code
	scope   string // what was allowed, with a new login
}

func newTokens(t *testing.T) *tokens {
	k := &tokens{}
	k.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		k.asked++
		w.Header().Set("Content-Type", "application/json")
		if k.code != 0 {
			w.WriteHeader(k.code)
			fmt.Fprintf(w, `{"error": %q, "error_description": "geheime Antwort"}`, k.refusal)
			return
		}
		answer := map[string]any{"access_token": k.last(), "token_type": "Bearer", "expires_in": 3599, "scope": k.scope}
		if r.FormValue("grant_type") == "authorization_code" {
			answer["refresh_token"] = "bền-lâu"
		}
		json.NewEncoder(w).Encode(answer)
	}))
	t.Cleanup(k.Close)
	return k
}

func (k *tokens) last() string { return fmt.Sprintf("mã-%d", k.asked) }

// loginFolder is a folder with a service file that sends mail by a login.
func loginFolder(t *testing.T, k *tokens) (service string) {
	t.Helper()
	dir := t.TempDir()
	plan, err := os.ReadFile("../../config/testdata/good/commune.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"plan.yaml":   string(plan),
		"client.json": fmt.Sprintf(`{"installed": {"client_id": "1", "client_secret": "geheim", "auth_uri": "%s/auth", "token_uri": "%[1]s/token", "redirect_uris": ["http://localhost"]}}`, k.URL),
		"rasoat.yaml": "plan: plan.yaml\nworkbooks: [{file: a.xlsx}]\nmail: {from: vp@example.vn, to: nhan@example.vn, smtp: {host: 127.0.0.1, user: vp@example.vn, auth: xoauth2, client: client.json}}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "rasoat.yaml")
}

// TestMailLogin: a person logs in once; from then on mail goes out, with tokens that
// are renewed when they must be, until the login ends; and the next login counts at
// once.
func TestMailLogin(t *testing.T) {
	k := newTokens(t)
	k.scope = mailScope + " openid"
	service := loginFolder(t, k)
	post := newPost(t, func(user, token string) bool { return user == "vp@example.vn" && token == k.last() })
	sender, file := post.sender(t, service)

	if err := send(t, sender); !saysHow(err, mailer.LoginTrouble, "nobody has logged in yet") {
		t.Errorf("before: %v", err)
	}
	var p person
	logIn(t, service, &p)
	if !strings.Contains(p.String(), "bằng tài khoản vp@example.vn") || strings.Contains(p.String(), "mã-") {
		t.Errorf("told: %s", p.String())
	}
	for range 2 {
		if err := send(t, sender); err != nil || k.asked != 1 {
			t.Errorf("the token of the login: asked %d times, %v", k.asked, err)
		}
	}
	age(t, file)
	if err := send(t, sender); err != nil || k.asked != 2 {
		t.Errorf("a token that is over: asked %d times, %v", k.asked, err)
	}
	if kept := keptToken(t, file); kept.AccessToken != "mã-2" || kept.RefreshToken != "bền-lâu" {
		t.Errorf("the renewed token isn't kept: %+v", kept)
	}
	if err := send(t, sender); err != nil || k.asked != 2 {
		t.Errorf("the renewed token: asked %d times, %v", k.asked, err)
	}
	age(t, file)
	k.code, k.refusal = 400, "invalid_grant"
	if err := send(t, sender); !saysHow(err, mailer.LoginTrouble, "Publish app") {
		t.Errorf("withdrawn: %v", err)
	}
	k.code = 0
	logIn(t, service, &person{})
	if err := send(t, sender); err != nil {
		t.Errorf("logged in again: %v", err)
	}
	if len(post.got) != 5 {
		t.Errorf("the server got %d mails, want 5", len(post.got))
	}
}

// TestMailLoginTroubles: what passes by itself is told apart from what needs a person,
// and Google's answer and our secrets stay inside.
func TestMailLoginTroubles(t *testing.T) {
	for _, c := range []struct {
		name    string
		code    int
		refusal string
		down    bool
		trouble mailer.Trouble
		says    string
	}{
		{"the client was deleted", 401, "deleted_client", false, mailer.LoginTrouble, "make a new one"},
		{"the client's secret was changed", 401, "invalid_client", false, mailer.LoginTrouble, "make a new one"},
		{"refused for another reason", 400, "invalid_scope", false, mailer.LoginTrouble, "invalid_scope"},
		{"Google has trouble", 503, "", false, mailer.Later, "503"},
		{"asked too often", 429, "", false, mailer.Later, "429"},
		{"Google can't be reached", 0, "", true, mailer.ConnectTrouble, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newTokens(t)
			sender, file := newPost(t, nil).sender(t, loginFolder(t, k))
			keep(t, file, &oauth2.Token{AccessToken: "mã-cũ", RefreshToken: "bền-lâu", Expiry: time.Now().Add(-time.Hour)})
			k.code, k.refusal = c.code, c.refusal
			if c.down {
				k.Close()
			}
			err := send(t, sender)
			if !saysHow(err, c.trouble, c.says) {
				t.Errorf("%v", err)
			}
			for _, secret := range []string{"geheim", "mã-cũ", "bền-lâu"} {
				if strings.Contains(fmt.Sprint(err), secret) {
					t.Errorf("%s is told: %v", secret, err)
				}
			}
		})
	}
}

// TestMailLoginCancelled: who is called off doesn't wait for Google.
func TestMailLoginCancelled(t *testing.T) {
	asked, over := make(chan struct{}), make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { close(asked); <-over }))
	defer slow.Close()
	defer close(over)
	sender, file := newPost(t, nil).sender(t, loginFolder(t, &tokens{Server: slow}))
	keep(t, file, &oauth2.Token{RefreshToken: "bền-lâu"})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-asked; cancel() }()
	if err := sender.Send(ctx, letter()); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestMailLoginRefused: what the command says where there is nothing to log in to, and
// where the person left the box for mail empty.
func TestMailLoginRefused(t *testing.T) {
	k := newTokens(t)
	service := loginFolder(t, k)
	k.scope = "openid"
	var errs bytes.Buffer
	if status := run([]string{"google", "login", "--mail", "-c", service}, nil, &person{}, &errs, time.Now); status != 1 || !strings.Contains(errs.String(), "doesn't allow what is needed") {
		t.Errorf("status %d, %s", status, errs.String())
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(service), "mail-token.json")); err == nil {
		t.Error("a login that can't send is kept")
	}
	errs.Reset()
	if status := run([]string{"google", "login", "-c", service}, nil, &person{}, &errs, time.Now); status != 2 || !strings.Contains(errs.String(), "credentials: user") {
		t.Errorf("status %d, %s", status, errs.String())
	}
	if err := os.Remove(filepath.Join(filepath.Dir(service), "client.json")); err != nil {
		t.Fatal(err)
	}
	errs.Reset()
	if status := run([]string{"google", "login", "--mail", "-c", service}, nil, &person{}, &errs, time.Now); status != 2 || !strings.Contains(errs.String(), "mail.smtp.client is the path") {
		t.Errorf("status %d, %s", status, errs.String())
	}
}

func logIn(t *testing.T, service string, p *person) {
	t.Helper()
	var errs bytes.Buffer
	if status := run([]string{"google", "login", "--mail", "-c", service}, nil, p, &errs, time.Now); status != 0 {
		t.Fatalf("login: status %d, %s", status, errs.String())
	}
}

func letter() mailer.Message {
	return mailer.Message{From: "vp@example.vn", To: []string{"nhan@example.vn"}, Subject: "Thử", Text: "Thử"}
}

func send(t *testing.T, s mailer.SMTP) error { return s.Send(t.Context(), letter()) }

// saysHow reports whether the error is of this trouble, says so, and says what to do.
func saysHow(err error, trouble mailer.Trouble, says string) bool {
	var failed *mailer.SendError
	return errors.As(err, &failed) && failed.Trouble == trouble && strings.Contains(err.Error(), says) &&
		strings.Count(err.Error(), "hint: ") == 1 && !strings.Contains(err.Error(), "geheime Antwort")
}

func keep(t *testing.T, file string, token *oauth2.Token) {
	t.Helper()
	if err := gsheet.Store(file, token); err != nil {
		t.Fatal(err)
	}
}

func keptToken(t *testing.T, file string) *oauth2.Token {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Fatalf("the login's file: %v", err)
	}
	text, err := os.ReadFile(file)
	token := new(oauth2.Token)
	if err := errors.Join(err, json.Unmarshal(text, token)); err != nil {
		t.Fatal(err)
	}
	return token
}

// age makes the kept token one that is over.
func age(t *testing.T, file string) {
	t.Helper()
	token := keptToken(t, file)
	token.Expiry = time.Now().Add(-time.Minute)
	keep(t, file, token)
}

// sender is the mail server of a service file, reached where it listens, and where
// its login is kept.
func (p *mailServer) sender(t *testing.T, service string) (mailer.SMTP, string) {
	t.Helper()
	s, err := config.Load(service)
	if err != nil {
		t.Fatal(err)
	}
	out, err := server(s.Mail.SMTP)
	if err != nil {
		t.Fatal(err)
	}
	out.Port, out.Roots = p.port, p.roots
	return out, s.Mail.SMTP.Token
}
