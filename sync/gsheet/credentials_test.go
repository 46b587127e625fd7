package gsheet_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"rasoat/sync"
	"rasoat/sync/gsheet"
	"rasoat/sync/gsheet/gsheettest"
)

// TestUser: a stored login is refreshed and stored again, for its owner only.
func TestUser(t *testing.T) {
	s, file := gsheettest.New(), filepath.Join(t.TempDir(), "token.json")
	config := &oauth2.Config{ClientID: "id", ClientSecret: "a-secret", Endpoint: oauth2.Endpoint{TokenURL: s.URL() + "/token"}}
	if _, err := gsheet.User(web(s), config, file); err == nil || !strings.Contains(err.Error(), "nobody has logged in yet") {
		t.Errorf("without a login: %v", err)
	}
	must(t, gsheet.Store(file, &oauth2.Token{AccessToken: "old", RefreshToken: "keep", Expiry: time.Now().Add(-time.Hour)}))
	who, err := gsheet.User(web(s), config, file)
	must(t, err)
	token, err := who.Tokens.Token()
	must(t, err)
	var stored oauth2.Token
	text, err := os.ReadFile(file)
	must(t, err)
	must(t, json.Unmarshal(text, &stored))
	if stored.AccessToken != token.AccessToken || stored.RefreshToken != "keep" || token.AccessToken == "old" {
		t.Errorf("stored %+v", stored)
	}
	info, err := os.Stat(file)
	must(t, err)
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the token file is %v", info.Mode())
	}
	for text, want := range map[string]string{"": "isn't a login's token", "{}": "isn't a login's token", `{"refresh_token":""`: "isn't a login's token"} {
		must(t, os.WriteFile(file, []byte(text), 0o600))
		if _, err := gsheet.User(web(s), config, file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestSecretsStayInside: neither keys nor tokens show in what goes wrong.
func TestSecretsStayInside(t *testing.T) {
	s := gsheettest.New()
	private := key(t, s)
	var secret struct {
		Key string `json:"private_key"`
	}
	must(t, json.Unmarshal(private, &secret))
	broken := strings.Replace(string(private), "MII", "M-I", 1)
	_, err := gsheet.ServiceAccount(web(s), []byte("{"+broken), "")
	if err == nil || strings.Contains(err.Error(), secret.Key[40:60]) {
		t.Errorf("not a key: %v", err)
	}
	for name, do := range map[string]func(){
		"revoked": func() { s.Revoke(true) },
		"refused": func() {
			s.Revoke(false)
			s.Fault = func(int, gsheettest.Request) *gsheettest.Fault { return &gsheettest.Fault{Status: 401} }
		},
	} {
		do()
		who, err := gsheet.ServiceAccount(web(s), private, "")
		must(t, err)
		c, err := gsheet.New(context.Background(), gsheet.Options{Tokens: who.Tokens, Account: who.Account, Endpoint: s.URL(), Transport: s})
		must(t, err)
		_, err = c.Workbook("x").Read(t.Context())
		var trouble *sync.Trouble
		if !errors.As(err, &trouble) || strings.Contains(trouble.Error()+trouble.Hint, "stand-in-token") || strings.Contains(trouble.Error(), "assertion") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := gsheet.ServiceAccount(web(s), []byte(broken), ""); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("a broken key: %v", err)
	}
}

// TestLogin: the browser comes back with our state, or nothing happens.
func TestLogin(t *testing.T) {
	s := gsheettest.New()
	config := &oauth2.Config{ClientID: "id", Endpoint: oauth2.Endpoint{AuthURL: "https://accounts.invalid/auth", TokenURL: s.URL() + "/token"}}
	browser := func(answer url.Values) func(string) error {
		return func(page string) error {
			u, err := url.Parse(page)
			must(t, err)
			q := u.Query()
			back, err := url.Parse(q.Get("redirect_uri"))
			must(t, err)
			if back.Hostname() != "127.0.0.1" || q.Get("code_challenge_method") != "S256" || q.Get("access_type") != "offline" ||
				q.Get("scope") != gsheet.Scope || len(q.Get("state")) < 20 {
				t.Errorf("asked %s", page)
			}
			for _, wrong := range []string{"?code=stolen", "?code=stolen&state=guess", "favicon.ico?state=" + q.Get("state")} {
				if code, _ := get(t, back.String()+wrong); code != http.StatusNotFound {
					t.Errorf("%s: %d", wrong, code)
				}
			}
			answer.Set("state", q.Get("state"))
			code, text := get(t, back.String()+"?"+answer.Encode())
			if code != 200 || !strings.Contains(text, "đóng trang này") || strings.Contains(text, "<script") {
				t.Errorf("%d %s", code, text)
			}
			return nil
		}
	}
	token, err := gsheet.Login(web(s), config, browser(url.Values{"code": {"right"}}))
	if err != nil || token.RefreshToken == "" || token.AccessToken == "" {
		t.Errorf("%+v, %v", token, err)
	}
	if _, err := gsheet.Login(web(s), config, browser(url.Values{"error": {"<script>denied"}})); err == nil || !strings.Contains(err.Error(), "denied") {
		t.Errorf("refused: %v", err)
	}
	if _, err := gsheet.Login(web(s), config, func(string) error { return errors.New("no browser") }); err == nil {
		t.Error("without a browser")
	}
	ctx, cancel := context.WithCancel(web(s))
	if _, err := gsheet.Login(ctx, config, func(string) error { cancel(); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
}

func get(t *testing.T, address string) (int, string) {
	r, err := http.Get(address)
	must(t, err)
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	must(t, err)
	return r.StatusCode, string(text)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
