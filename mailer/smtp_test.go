package mailer

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"mime"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// server is a mail server that keeps what it gets and fails on demand.
type server struct {
	cert   tls.Certificate
	roots  *x509.CertPool
	port   int
	logins []string // mechanisms it offers

	rcpt  error         // its answer to RCPT
	data  error         // its answer after DATA
	stall chan struct{} // it waits for this before it answers MAIL
	drop  bool          // it hangs up instead of answering after DATA
	rude  bool          // it hangs up once it has taken the mail

	mu   sync.Mutex
	user string
	got  []envelope
}

type envelope struct {
	from, to string
	raw      []byte
}

// newServer listens on loopback: implicit TLS, STARTTLS, or nothing at all.
func newServer(t *testing.T, s *server, implicit, starttls bool) *server {
	t.Helper()
	s.cert, s.roots = certificate(t)
	srv := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{s: s, conn: c}, nil }))
	srv.Domain, srv.AllowInsecureAuth, srv.ErrorLog = "localhost", true, quiet{}
	config := &tls.Config{Certificates: []tls.Certificate{s.cert}}
	if starttls {
		srv.TLSConfig = config
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = l.Addr().(*net.TCPAddr).Port
	if implicit {
		l = tls.NewListener(l, config)
	}
	go srv.Serve(l)
	t.Cleanup(func() { srv.Close() })
	return s
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// certificate is a self-signed one for localhost.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// session is one conversation.
type session struct {
	s    *server
	conn *smtp.Conn
	at   envelope
	in   bool // logged in
}

func (c *session) Reset() {
	if c.s.rude && len(c.s.got) > 0 {
		c.conn.Conn().Close()
	}
}
func (c *session) Logout() error { return nil }

func (c *session) Mail(from string, _ *smtp.MailOptions) error {
	if c.s.stall != nil {
		<-c.s.stall
	}
	if len(c.s.logins) > 0 && !c.in {
		return smtp.ErrAuthRequired
	}
	c.at = envelope{from: from}
	return nil
}

func (c *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if c.s.rcpt != nil && strings.HasPrefix(to, "sai@") {
		return c.s.rcpt
	}
	c.at.to = to
	return nil
}

func (c *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if c.s.drop {
		return c.conn.Conn().Close()
	}
	if c.s.data != nil {
		return c.s.data
	}
	c.at.raw = raw
	c.s.mu.Lock()
	c.s.got = append(c.s.got, c.at)
	c.s.mu.Unlock()
	return nil
}

func (c *session) AuthMechanisms() []string { return c.s.logins }

// right is who may log in, by whatever way.
func (c *session) right(user, secret string) error {
	if user != "rasoat" || secret != "mật-khẩu" {
		return smtp.ErrAuthFailed
	}
	c.in, c.s.user = true, user
	return nil
}

func (c *session) Auth(mech string) (sasl.Server, error) {
	switch mech {
	case "PLAIN":
		return sasl.NewPlainServer(func(_, user, password string) error { return c.right(user, password) }), nil
	case "LOGIN":
		return &loginServer{right: c.right}, nil
	case "XOAUTH2":
		return xoauth2Server{right: c.right}, nil
	}
	return nil, smtp.ErrAuthUnknownMechanism
}

// loginServer asks for the name, then for the password.
type loginServer struct {
	right func(user, secret string) error
	user  string
	asked int
}

func (l *loginServer) Next(response []byte) ([]byte, bool, error) {
	l.asked++
	switch l.asked {
	case 1:
		return []byte("Username:"), false, nil
	case 2:
		l.user = string(response)
		return []byte("Password:"), false, nil
	}
	return nil, true, l.right(l.user, string(response))
}

// xoauth2Server reads "user=…^Aauth=Bearer …^A^A".
type xoauth2Server struct {
	right func(user, secret string) error
}

func (x xoauth2Server) Next(response []byte) ([]byte, bool, error) {
	if response == nil {
		return []byte{}, false, nil
	}
	user, token, found := strings.Cut(strings.TrimPrefix(string(response), "user="), "\x01auth=Bearer ")
	if !found {
		return nil, true, smtp.ErrAuthFailed
	}
	return nil, true, x.right(user, strings.TrimRight(token, "\x01"))
}

// sender reaches the server by the right name and trusts it.
func (s *server) sender() SMTP {
	return SMTP{Host: "localhost", Port: s.port, Roots: s.roots, Timeout: 5 * time.Second,
		Login: PlainLogin, User: "rasoat", Password: "mật-khẩu",
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, fmt.Sprintf("127.0.0.1:%d", s.port))
		}}
}

// All ways to connect and to log in deliver the same mail, whole.
func TestSMTPDelivers(t *testing.T) {
	m, err := Digest(sample(), options)
	if err != nil {
		t.Fatal(err)
	}
	token := func(context.Context) (string, error) { return "mật-khẩu", nil }
	for _, tc := range []struct {
		name     string
		implicit bool
		offers   []string
		set      func(*SMTP)
	}{
		{"starttls plain", false, []string{"PLAIN"}, func(s *SMTP) {}},
		{"starttls login", false, []string{"LOGIN"}, func(s *SMTP) { s.Login = LoginLogin }},
		{"starttls xoauth2", false, []string{"XOAUTH2"}, func(s *SMTP) { s.Login, s.Token, s.Password = XOAuth2Login, token, "" }},
		{"implicit plain", true, []string{"PLAIN"}, func(s *SMTP) { s.Security = ImplicitTLS }},
		{"starttls without login", false, nil, func(s *SMTP) { s.Login = NoLogin }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			srv := newServer(t, &server{logins: tc.offers}, tc.implicit, !tc.implicit)
			sender := srv.sender()
			tc.set(&sender)
			if err := sender.Send(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			if len(srv.got) != 1 || srv.got[0].to != options.To[0] || srv.got[0].from != options.From {
				t.Fatalf("the server got %d mails: %+v", len(srv.got), srv.got)
			}
			same(t, m, srv.got[0].raw)
		})
	}
}

// What goes wrong is told apart, and says what to do.
func TestSMTPTroubles(t *testing.T) {
	stalled := make(chan struct{})
	t.Cleanup(func() { close(stalled) })
	for _, tc := range []struct {
		name     string
		server   *server
		clear    bool // no TLS offered
		set      func(*SMTP)
		trouble  Trouble
		mentions string
	}{
		{name: "wrong password", server: &server{logins: []string{"PLAIN"}}, set: func(s *SMTP) { s.Password = "sai" }, trouble: LoginTrouble, mentions: "535"},
		{name: "way to log in not offered", server: &server{logins: []string{"LOGIN"}}, trouble: LoginTrouble},
		{name: "no token", server: &server{logins: []string{"XOAUTH2"}}, trouble: LoginTrouble, mentions: "hết hạn", set: func(s *SMTP) {
			s.Login, s.Token = XOAuth2Login, func(context.Context) (string, error) { return "", errors.New("hết hạn") }
		}},
		{name: "TLS not offered", server: &server{logins: []string{"PLAIN"}}, clear: true, trouble: TLSTrouble, mentions: "nothing was sent in clear"},
		{name: "certificate of nobody we know", server: &server{logins: []string{"PLAIN"}}, set: func(s *SMTP) { s.Roots = x509.NewCertPool() }, trouble: TLSTrouble},
		{name: "certificate of another name", server: &server{logins: []string{"PLAIN"}}, set: func(s *SMTP) { s.Host = "mail.example.vn" }, trouble: TLSTrouble, mentions: "mail.example.vn"},
		{name: "implicit TLS at a STARTTLS port", server: &server{logins: []string{"PLAIN"}}, set: func(s *SMTP) { s.Security = ImplicitTLS }, trouble: TLSTrouble},
		{name: "recipient refused", server: &server{logins: []string{"PLAIN"}, rcpt: &smtp.SMTPError{Code: 550, Message: "No such user"}}, trouble: Refused, mentions: "550"},
		{name: "recipient later", server: &server{logins: []string{"PLAIN"}, rcpt: &smtp.SMTPError{Code: 451, Message: "Greylisted"}}, trouble: Later, mentions: "451"},
		{name: "content later", server: &server{logins: []string{"PLAIN"}, data: &smtp.SMTPError{Code: 452, Message: "Disk full"}}, trouble: Later},
		{name: "gone after the last dot", server: &server{logins: []string{"PLAIN"}, drop: true}, trouble: Unsure, mentions: "it may have arrived"},
		{name: "stalled", server: &server{logins: []string{"PLAIN"}, stall: stalled}, set: func(s *SMTP) { s.Timeout = 300 * time.Millisecond }, trouble: TimeTrouble},
		{name: "nobody there", server: &server{}, set: func(s *SMTP) {
			s.Dial = func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("connection refused") }
		}, trouble: ConnectTrouble},
	} {
		t.Run(tc.name, func(t *testing.T) {
			srv := newServer(t, tc.server, false, !tc.clear)
			sender := srv.sender()
			if tc.set != nil {
				tc.set(&sender)
			}
			err := sender.Send(t.Context(), Message{From: "rasoat@example.vn", To: []string{"sai@example.vn"}, Subject: "Thử", Text: "Thử"})
			var failed *SendError
			if !errors.As(err, &failed) || failed.Trouble != tc.trouble || failed.To != "sai@example.vn" {
				t.Fatalf("trouble %v, want %d: %v", failed, tc.trouble, err)
			}
			if !strings.Contains(err.Error(), "\nhint: ") || !strings.Contains(err.Error(), tc.mentions) {
				t.Errorf("error: %v", err)
			}
			if strings.Contains(err.Error(), "mật-khẩu") {
				t.Errorf("the error gives the password away: %v", err)
			}
			if len(srv.got) != 0 {
				t.Errorf("the server got %d mails", len(srv.got))
			}
		})
	}
}

// Who is called off stops at once, whatever the server does.
func TestSMTPCancelled(t *testing.T) {
	stalled := make(chan struct{})
	defer close(stalled)
	srv := newServer(t, &server{logins: []string{"PLAIN"}, stall: stalled}, false, true)
	sender := srv.sender()
	sender.Timeout = time.Hour
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	err := sender.Send(ctx, Message{From: "rasoat@example.vn", To: []string{"vp@example.vn"}, Subject: "Thử", Text: "Thử"})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("cancelled: %v", err)
	}
}

// A server that hangs up after it has taken the mail has taken it.
func TestSMTPDeliveredThoughRude(t *testing.T) {
	srv := newServer(t, &server{logins: []string{"PLAIN"}, rude: true}, false, true)
	err := srv.sender().Send(t.Context(), Message{From: "rasoat@example.vn", To: []string{"vp@example.vn"}, Subject: "Thử", Text: "Thử"})
	if err != nil || len(srv.got) != 1 {
		t.Errorf("%d mails taken, error %v", len(srv.got), err)
	}
}

// One wrong address stops nobody else.
func TestSMTPEachOnTheirOwn(t *testing.T) {
	srv := newServer(t, &server{logins: []string{"PLAIN"}, rcpt: &smtp.SMTPError{Code: 550, Message: "No such user"}}, false, true)
	err := srv.sender().Send(t.Context(), Message{From: "rasoat@example.vn", Subject: "Thử", Text: "Thử",
		To: []string{"mot@example.vn", "sai@example.vn", "ba@example.vn"}})
	var failed *SendError
	if !errors.As(err, &failed) || failed.To != "sai@example.vn" || strings.Count(err.Error(), "hint:") != 1 {
		t.Errorf("error: %v", err)
	}
	if len(srv.got) != 2 || srv.got[0].to != "mot@example.vn" || srv.got[1].to != "ba@example.vn" {
		t.Fatalf("got %d mails", len(srv.got))
	}
	if bytes.Contains(srv.got[0].raw, []byte("ba@example.vn")) {
		t.Error("a recipient sees another")
	}
	first, _ := mail.ReadMessage(bytes.NewReader(srv.got[0].raw))
	second, _ := mail.ReadMessage(bytes.NewReader(srv.got[1].raw))
	if id := first.Header.Get("Message-Id"); id == "" || id == second.Header.Get("Message-Id") {
		t.Errorf("two mails have the Message-ID %q", id)
	}
}

// same compares what arrived with what was sent.
func same(t *testing.T, m Message, raw []byte) {
	t.Helper()
	got, err := mail.ReadMessage(bufio.NewReader(bytes.NewReader(raw)))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
	if err != nil || subject != m.Subject {
		t.Errorf("subject %q (%v), want %q", subject, err, m.Subject)
	}
	date, err := got.Header.Date()
	if err != nil || !date.Equal(m.Date) {
		t.Errorf("date %v (%v), want %v", date, err, m.Date)
	}
	for name, want := range map[string]string{"Message-Id": "<" + m.MessageID() + ">", "Auto-Submitted": "auto-generated",
		"Precedence": "bulk", "X-Auto-Response-Suppress": "All", "To": "<" + m.To[0] + ">"} {
		if got.Header.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.Header.Get(name), want)
		}
	}
	parts := leaves(t, got.Header.Get("Content-Type"), got.Header.Get("Content-Transfer-Encoding"), got.Body)
	crlf := strings.NewReplacer("\r\n", "\n")
	if text := crlf.Replace(string(parts["text/plain"])); text != m.Text {
		t.Errorf("text differs:\n%s", text)
	}
	if html := crlf.Replace(string(parts["text/html"])); html != m.HTML {
		t.Errorf("HTML differs:\n%s", html)
	}
	if !bytes.Equal(parts["image/png <"+chartID+">"], m.Inline[0].Data) {
		t.Errorf("the chart differs; parts: %d", len(parts))
	}
}
