package mailer

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"
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
	Timeout  time.Duration                                           // for connecting and for each step after it; 0: 30 seconds
	Roots    *x509.CertPool                                          // who may vouch for the server; nil: the system's
	Dial     func(context.Context, string, string) (net.Conn, error) // nil: the network
}

// Send delivers the message to each recipient. Each who doesn't get it is a
// [*SendError] in the error; where the server can't be reached or doesn't let
// us in, the rest aren't tried, so that no account is locked by trying.
func (s SMTP) Send(ctx context.Context, m Message) error {
	var failed []error
	var lost *SendError
	for _, one := range m.Each() {
		if lost != nil {
			failed = append(failed, &SendError{To: to(one), Trouble: lost.Trouble, Err: lost.Err})
			continue
		}
		err := s.one(ctx, one)
		if err == nil {
			continue
		}
		failed = append(failed, err)
		if e := (*SendError)(nil); errors.As(err, &e) && e.Trouble.general() {
			lost = e
		}
	}
	return errors.Join(failed...)
}

// one is the conversation for one recipient.
func (s SMTP) one(ctx context.Context, m Message) error {
	msg, err := Build(m)
	if err != nil {
		return &SendError{To: to(m), Trouble: Refused, Err: err}
	}
	password, err := s.secret(ctx)
	if err != nil {
		return &SendError{To: to(m), Trouble: noToken(err), Err: cause(ctx, err)}
	}
	line := &line{dial: s.Dial, config: s.tls(), implicit: s.Security == ImplicitTLS}
	client, err := mail.NewClient(s.Host, s.options(password, line)...)
	if err != nil {
		return &SendError{To: to(m), Trouble: Refused, Err: err}
	}
	defer line.close() // go-mail leaves the connection open when logging in fails
	defer context.AfterFunc(ctx, line.close)()
	conversation, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return &SendError{To: to(m), Trouble: before(err, line), Err: cause(ctx, err)}
	}
	err = client.SendWithSMTPClient(conversation, msg)
	if err != nil && !msg.IsDelivered() {
		return &SendError{To: to(m), Trouble: during(err), Err: cause(ctx, err)}
	}
	_ = client.CloseWithSMTPClient(conversation) // it is delivered: a rude goodbye changes nothing
	return nil
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

// Address is the server and port, for messages.
func (s SMTP) Address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.port())) }

func (s SMTP) tls() *tls.Config {
	return &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}
}

func (s SMTP) options(password string, l *line) []mail.Option {
	timeout := s.Timeout
	if timeout <= 0 {
		timeout = 30 * time.Second
	}
	options := []mail.Option{mail.WithPort(s.port()), mail.WithTimeout(timeout),
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
