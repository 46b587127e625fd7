package mailer

import (
	"crypto/x509"
	"errors"
	"strings"
	"testing"
)

// Probe says what stands in the way of sending, and sends nothing.
func TestProbe(t *testing.T) {
	for _, tc := range []struct {
		name    string
		set     func(*SMTP)
		trouble Trouble
		fine    bool
	}{
		{name: "let in", fine: true},
		{name: "wrong password", set: func(s *SMTP) { s.Password = "sai" }, trouble: LoginTrouble},
		{name: "certificate of nobody we know", set: func(s *SMTP) { s.Roots = x509.NewCertPool() }, trouble: TLSTrouble},
	} {
		t.Run(tc.name, func(t *testing.T) {
			srv := newServer(t, &server{logins: []string{"PLAIN"}}, false, true)
			sender := srv.sender()
			if tc.set != nil {
				tc.set(&sender)
			}
			err := sender.Probe(t.Context())
			var failed *SendError
			if (err == nil) != tc.fine || err != nil && (!errors.As(err, &failed) || failed.Trouble != tc.trouble) {
				t.Fatalf("got %v", err)
			}
			if err != nil && (strings.Contains(err.Error(), "mail to") || strings.Contains(err.Error(), sender.Password)) {
				t.Errorf("error: %v", err)
			}
			if len(srv.got) > 0 {
				t.Error("something was sent")
			}
		})
	}
}
