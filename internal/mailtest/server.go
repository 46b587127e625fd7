// Package mailtest is a mail server for tests and trials. It stands on loopback, takes
// mail over TLS from whoever logs in, and keeps a journal: what it took from whom, and
// in which order. The journal is the other hand's word on what was delivered.
//
//	s, err := mailtest.New()                     listens
//	s.Roots(), s.PEM(), s.Port                   how a sender reaches and trusts it
//	s.Settle(user); s.Taken(user)                what one sender brought
//	s.Hook                                       lets it refuse, stall and hang up
package mailtest

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/mail"
	"strings"
	"sync"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Host is the name in the server's certificate, and Password what everybody logs in with.
const (
	Host     = "localhost"
	Password = "mat-khau-thu"
)

// Step is a moment at which a [Server] asks its Hook.
type Step string

// The steps of a mail.
const (
	Mail  Step = "mail"
	Rcpt  Step = "rcpt"
	Data  Step = "data"  // all of the mail is there, and not taken yet
	Taken Step = "taken" // it is taken and stands in the journal; the answer hasn't gone out
)

// ErrHangUp in a Hook closes the connection without an answer.
var ErrHangUp = errors.New("hang up")

// Entry is one mail in the journal.
type Entry struct {
	User, From, To string
	ID             string // its Message-ID without the brackets
	Raw            []byte
}

// Server is a running mail server.
type Server struct {
	Port int
	Hook func(user string, step Step) error // what it does at a step, nil for the usual; set before the first mail

	pair   pair
	server *smtp.Server
	mu     sync.Mutex
	idle   *sync.Cond     // somebody's last conversation ended
	open   map[string]int // conversations by user
	taken  []Entry
}

// New starts a server on loopback, with STARTTLS and AUTH PLAIN.
func New() (*Server, error) {
	pair, err := newPair(Host)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Server{Port: l.Addr().(*net.TCPAddr).Port, pair: pair, open: map[string]int{}}
	s.idle = sync.NewCond(&s.mu)
	s.server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &session{server: s, conn: c}, nil
	}))
	s.server.Domain, s.server.ErrorLog = Host, silent{}
	s.server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{pair.certificate}}
	go s.server.Serve(l) // ends with Close
	return s, nil
}

// Close ends the server and its conversations.
func (s *Server) Close() error { return s.server.Close() }

// Roots is who vouches for the server.
func (s *Server) Roots() *x509.CertPool { return s.pair.roots() }

// PEM is the same for a file that SSL_CERT_FILE names.
func (s *Server) PEM() []byte { return s.pair.pem }

// Settle waits until a user's conversations have ended: what was on the line when the
// user's program died has come through then, or is lost.
func (s *Server) Settle(user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.open[user] > 0 {
		s.idle.Wait()
	}
}

// Taken is the mails that a user brought, in the order in which they were taken.
func (s *Server) Taken(user string) []Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Entry
	for _, e := range s.taken {
		if e.User == user {
			out = append(out, e)
		}
	}
	return out
}

// session is one conversation.
type session struct {
	server *Server
	conn   *smtp.Conn
	at     Entry
}

func (c *session) Reset() { c.at = Entry{User: c.at.User} }

func (c *session) Logout() error {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.at.User != "" {
		s.open[c.at.User]--
		s.idle.Broadcast()
	}
	return nil
}

func (c *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (c *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != Password || user == "" || c.at.User != "" {
			return smtp.ErrAuthFailed
		}
		s := c.server
		s.mu.Lock()
		defer s.mu.Unlock()
		c.at.User = user
		s.open[user]++
		return nil
	}), nil
}

func (c *session) Mail(from string, _ *smtp.MailOptions) error {
	if c.at.User == "" {
		return smtp.ErrAuthRequired
	}
	c.at.From = from
	return c.hook(Mail)
}

func (c *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.at.To = to
	return c.hook(Rcpt)
}

func (c *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r) // an error when the line breaks before the mail's end
	if err != nil {
		return err
	}
	if err := c.hook(Data); err != nil {
		return err
	}
	c.at.Raw, c.at.ID = raw, messageID(raw)
	s := c.server
	s.mu.Lock()
	s.taken = append(s.taken, c.at)
	s.mu.Unlock()
	return c.hook(Taken)
}

// hook does what the server's user wants at a step.
func (c *session) hook(step Step) error {
	if c.server.Hook == nil {
		return nil
	}
	err := c.server.Hook(c.at.User, step)
	if errors.Is(err, ErrHangUp) {
		_ = c.conn.Conn().Close() // that is what was asked for
	}
	return err
}

// messageID is the mail's Message-ID without its brackets.
func messageID(raw []byte) string {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return ""
	}
	return strings.Trim(m.Header.Get("Message-Id"), "<> ")
}

// silent swallows what the server would log of broken lines.
type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}
