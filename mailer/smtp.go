package mailer

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// Security is how a connection to a mail server is kept private. There is no
// way to send in clear.
type Security uint8

// The ways.
const (
	StartTLS    Security = iota // begins in clear, must change to TLS before anything is said; port 587
	ImplicitTLS                 // TLS from the first byte; port 465
)

// Login is how we say who we are.
type Login uint8

// The ways to log in. NoLogin is for a server that knows us by our address.
const (
	NoLogin Login = iota
	PlainLogin
	LoginLogin
	XOAuth2Login // with a token instead of a password
)

// SMTP sends through a mail server, one conversation for each recipient.
type SMTP struct {
	Host     string
	Port     int // 0: 587, or 465 with ImplicitTLS
	Security Security
	Login    Login
	User     string
	Password string                                                  // for PlainLogin and LoginLogin
	Token    func(context.Context) (string, error)                   // for XOAuth2Login; asked for each message. An error that is a [net.Error] or says Temporary() passes by itself, any other needs a person
	Timeout  time.Duration                                           // for connecting and for each step after it (four times as long for the answer at the end); 0: 30 seconds
	Roots    *x509.CertPool                                          // who may vouch for the server; nil: the system's
	Dial     func(context.Context, string, string) (net.Conn, error) // nil: the network
}

// Send delivers the message to each recipient on its own: they don't see each other,
// and a wrong address stops nobody else. Each who doesn't get it is a
// [*SendError] in the error; where the server can't be reached or doesn't let
// us in, the rest aren't tried, so that no account is locked by trying.
func (s SMTP) Send(ctx context.Context, m Message) error {
	mails, err := m.Mails()
	failed := []error{err}
	var lost *SendError
	for _, one := range mails {
		if lost != nil {
			failed = append(failed, &SendError{To: one.To, Trouble: lost.Trouble, Err: lost.Err})
			continue
		}
		err := s.Deliver(ctx, one, nil)
		failed = append(failed, err)
		if e := (*SendError)(nil); errors.As(err, &e) && e.Trouble.General() {
			lost = e
		}
	}
	return errors.Join(failed...)
}

// Deliver brings one mail to the server, in a conversation of its own. last, if not
// nil, is called once everything but the very end has gone out: until it has returned
// nil nobody can have taken the mail, and its error stops the delivery. What goes
// wrong otherwise is a [*SendError], whose Trouble says what
// became of the mail: Unsure when the server had all of it and gave no answer,
// any other when it surely hasn't taken it. A context that is done cuts the
// conversation at once.
func (s SMTP) Deliver(ctx context.Context, m Mail, last func() error) error {
	failed := func(t Trouble, err error) error { return &SendError{To: m.To, Trouble: t, Err: cause(ctx, err)} }
	from, to, err := m.envelope()
	if err != nil {
		return failed(Refused, err)
	}
	line := &line{dial: s.Dial, config: s.tls(), implicit: s.Security == ImplicitTLS}
	defer line.close() // go-mail leaves the connection open when logging in fails
	defer context.AfterFunc(ctx, line.close)()
	client, server, trouble, err := s.enter(ctx, line)
	if err != nil {
		return failed(trouble, err)
	}
	if !ascii(from+to) && !takesUTF8(server) {
		return failed(Refused, errors.New("the mail server doesn't take addresses with letters beyond ASCII (SMTPUTF8)"))
	}
	server.SkipSMTPUTF8(ascii(from + to)) // who forwards the mail may not know it
	c := &conversation{client: server, timeout: s.timeout()}
	if err := c.offer(from, to, m.Raw); err != nil {
		return failed(offered(err), err)
	}
	if err := ctx.Err(); err != nil {
		return failed(ConnectTrouble, err)
	}
	if last != nil {
		if err := last(); err != nil {
			return fmt.Errorf("mail to %s: not sent: %w", m.To, err)
		}
	}
	err = c.end()
	if trouble, taken := ended(err); !taken {
		return failed(trouble, err)
	}
	// It is delivered: a rude goodbye changes nothing.
	_ = c.step(1, func() error { return client.CloseWithSMTPClient(server) })
	return nil
}

// enter connects, makes the connection private and logs in.
func (s SMTP) enter(ctx context.Context, l *line) (*mail.Client, *smtp.Client, Trouble, error) {
	password, err := s.secret(ctx)
	if err != nil {
		return nil, nil, noToken(err), err
	}
	client, err := mail.NewClient(s.Host, s.options(password, l)...)
	if err != nil {
		return nil, nil, Refused, err
	}
	server, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, nil, before(err, l), err
	}
	return client, server, 0, nil
}

// envelope is the mail's addresses as the server is told.
func (m Mail) envelope() (from, to string, err error) {
	if len(m.Raw) == 0 {
		return "", "", errors.New("the mail is empty")
	}
	if from, err = path("sender", m.From); err != nil {
		return "", "", err
	}
	to, err = path("recipient", m.To)
	return from, to, err
}

// takesUTF8 reports whether the server takes addresses with all letters.
func takesUTF8(server *smtp.Client) bool {
	offered, _ := server.Extension("SMTPUTF8")
	return offered
}

// ascii reports whether the text has no letters beyond ASCII.
func ascii(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= 0x80 }) < 0
}

// secret is the password, or a fresh token.
func (s SMTP) secret(ctx context.Context) (string, error) {
	if s.Login != XOAuth2Login {
		return s.Password, nil
	}
	if s.Token == nil {
		return "", errors.New("no token to log in with")
	}
	token, err := s.Token(ctx)
	if err != nil {
		return "", fmt.Errorf("no token to log in with: %w", err)
	}
	return token, nil
}

// port is where the server listens.
func (s SMTP) port() int {
	switch {
	case s.Port != 0:
		return s.Port
	case s.Security == ImplicitTLS:
		return 465
	}
	return 587
}

// timeout is how long a step may take.
func (s SMTP) timeout() time.Duration {
	if s.Timeout <= 0 {
		return 30 * time.Second
	}
	return s.Timeout
}

// Address is the server and port, for messages.
func (s SMTP) Address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.port())) }

func (s SMTP) tls() *tls.Config {
	return &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}
}

func (s SMTP) options(password string, l *line) []mail.Option {
	options := []mail.Option{mail.WithPort(s.port()), mail.WithTimeout(s.timeout()),
		mail.WithTLSConfig(s.tls()), mail.WithDialContextFunc(l.open)}
	if s.Security == ImplicitTLS {
		options = append(options, mail.WithSSL())
	} else {
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	ways := map[Login]mail.SMTPAuthType{PlainLogin: mail.SMTPAuthPlain, LoginLogin: mail.SMTPAuthLogin, XOAuth2Login: mail.SMTPAuthXOAUTH2}
	if way, ok := ways[s.Login]; ok {
		options = append(options, mail.WithSMTPAuth(way), mail.WithUsername(s.User), mail.WithPassword(password))
	}
	return options
}

// to is the message's recipient.
func to(m Message) string {
	if len(m.To) == 0 {
		return ""
	}
	return m.To[0]
}

// cause prefers that somebody called off over what it looked like.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
