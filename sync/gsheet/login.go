package gsheet

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"html"
	"net"
	"net/http"
	"time"

	"golang.org/x/oauth2"
)

// loginTime is how long a person has to allow access.
const loginTime = 10 * time.Minute

// Login asks a person for access: it opens Google's page in the person's browser
// (open gets its address), which answers to this computer's own loopback address.
// The token is to be kept with [Store]. A config's scopes default to [Scope]; its
// RedirectURL is set here. Nothing but the token leaves the answer: PKCE and a state
// keep other programs and pages out.
func Login(ctx context.Context, config *oauth2.Config, open func(url string) error) (*oauth2.Token, error) {
	ctx, cancel := context.WithTimeout(ctx, loginTime)
	defer cancel()
	local, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("login: %w", err)
	}
	c := *config
	c.RedirectURL = "http://" + local.Addr().String() + "/"
	if len(c.Scopes) == 0 {
		c.Scopes = []string{Scope}
	}
	state, verifier := rand.Text(), oauth2.GenerateVerifier()
	answers := make(chan answer, 1)
	server := &http.Server{Handler: redirected(state, answers), ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(local)
	defer shut(server)
	if err := open(c.AuthCodeURL(state, oauth2.AccessTypeOffline, oauth2.ApprovalForce, oauth2.S256ChallengeOption(verifier))); err != nil {
		return nil, fmt.Errorf("login: the browser can't be opened: %w", err)
	}
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("login: nobody allowed access: %w", ctx.Err())
	case a := <-answers:
		return a.exchange(ctx, &c, verifier)
	}
}

// answer is what Google's page sent.
type answer struct{ code, refusal string }

func (a answer) exchange(ctx context.Context, c *oauth2.Config, verifier string) (*oauth2.Token, error) {
	if a.code == "" {
		return nil, fmt.Errorf("%w: access wasn't allowed (%s)", errLogin, a.refusal)
	}
	token, err := c.Exchange(ctx, a.code, oauth2.VerifierOption(verifier))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", errLogin, err)
	case token.RefreshToken == "":
		return nil, fmt.Errorf("%w: Google gave no refresh token; take the program's access away in the Google account and log in again", errLogin)
	}
	return token, nil
}

// redirected waits for the browser to come back with our state; whoever else asks
// gets nothing.
func redirected(state string, answers chan<- answer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if r.Method != http.MethodGet || r.URL.Path != "/" || q.Get("state") != state {
			http.NotFound(w, r)
			return
		}
		a := answer{q.Get("code"), q.Get("error")}
		text := "Đã cho phép. Có thể đóng trang này và quay lại cửa sổ lệnh."
		if a.code == "" {
			text = "Chưa được cho phép (" + a.refusal + "). Có thể đóng trang này."
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Referrer-Policy", "no-referrer")
		fmt.Fprintf(w, "<!doctype html><html lang=vi><meta charset=utf-8><title>rasoat</title><p>%s</p>", html.EscapeString(text))
		select {
		case answers <- a:
		default: // a second answer doesn't count
		}
	})
}

// shut lets the page be shown and ends.
func shut(s *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := s.Shutdown(ctx); errors.Is(err, context.DeadlineExceeded) {
		s.Close()
	}
}
