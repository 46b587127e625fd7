package gsheettest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"
)

// Account is the address of the program's service account.
const Account = "rasoat@stand-in.iam.gserviceaccount.com"

// tokenLife is how long an access token lasts.
const tokenLife = time.Hour

// token answers the OAuth token endpoint: service accounts (JWT), refresh tokens
// and the authorization code of the loopback flow. The JWT's signature isn't
// checked, since no test could have another key.
func (s *Server) token(w http.ResponseWriter, body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q, err := url.ParseQuery(string(body))
	var answer object
	status := http.StatusOK
	switch grant := q.Get("grant_type"); {
	case err != nil || s.revoked:
		status, answer = 400, object{"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
	case grant == "urn:ietf:params:oauth:grant-type:jwt-bearer" && q.Get("assertion") != "",
		grant == "refresh_token" && q.Get("refresh_token") != "",
		grant == "authorization_code" && q.Get("code") != "":
		s.nextID++
		access := fmt.Sprintf("stand-in-token-%d", s.nextID)
		s.tokens[access] = s.now().Add(tokenLife)
		answer = object{"access_token": access, "token_type": "Bearer", "expires_in": int(tokenLife.Seconds())}
		if grant == "authorization_code" {
			answer["refresh_token"] = "stand-in-refresh"
		}
	default:
		status, answer = 400, object{"error": "unsupported_grant_type", "error_description": "Invalid grant_type: " + grant}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(answer)
}

// Key is a service account's key file for this server, with a key made for it.
func (s *Server) Key() ([]byte, error) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]string{
		"type": "service_account", "project_id": "stand-in", "private_key_id": "1", "client_id": "1", "client_email": Account,
		"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
		"token_uri":   s.URL() + "/token",
	})
}

// Token is a token that this server takes until it is revoked.
func (s *Server) Token() oauth2.TokenSource {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextID++
	access := fmt.Sprintf("stand-in-token-%d", s.nextID)
	s.tokens[access] = time.Unix(1<<40, 0)
	return oauth2.StaticTokenSource(&oauth2.Token{AccessToken: access})
}
