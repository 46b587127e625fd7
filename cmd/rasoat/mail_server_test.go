package main

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// mailServer is a mail server that lets in whom it is told to by XOAUTH2, as Gmail does,
// and keeps what it gets.
type mailServer struct {
	port  int
	roots *x509.CertPool
	right func(user, token string) bool

	mu  sync.Mutex
	got [][]byte
}

func newPost(t *testing.T, right func(user, token string) bool) *mailServer {
	t.Helper()
	web := httptest.NewTLSServer(nil) // for its certificate
	t.Cleanup(web.Close)
	p := &mailServer{right: right, roots: x509.NewCertPool()}
	p.roots.AddCert(web.Certificate())
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &postSession{post: p}, nil }))
	s.Domain, s.TLSConfig, s.ErrorLog = "localhost", &tls.Config{Certificates: web.TLS.Certificates}, log.New(io.Discard, "", 0)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.port = l.Addr().(*net.TCPAddr).Port
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return p
}

// postSession is one conversation.
type postSession struct {
	post *mailServer
	in   bool
}

func (s *postSession) Reset()        {}
func (s *postSession) Logout() error { return nil }

func (s *postSession) Mail(string, *smtp.MailOptions) error {
	if !s.in {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (s *postSession) Rcpt(string, *smtp.RcptOptions) error { return nil }

func (s *postSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	s.post.mu.Lock()
	defer s.post.mu.Unlock()
	s.post.got = append(s.post.got, raw)
	return err
}

func (s *postSession) AuthMechanisms() []string { return []string{"XOAUTH2"} }

func (s *postSession) Auth(string) (sasl.Server, error) { return bearer{s}, nil }

// bearer reads "user=…^Aauth=Bearer …^A^A".
type bearer struct{ s *postSession }

func (b bearer) Next(response []byte) ([]byte, bool, error) {
	user, token, found := strings.Cut(strings.TrimPrefix(string(response), "user="), "\x01auth=Bearer ")
	token, ended := strings.CutSuffix(token, "\x01\x01")
	if !found || !ended || b.s.post.right == nil || !b.s.post.right(user, token) {
		return nil, true, smtp.ErrAuthFailed
	}
	b.s.in = true
	return nil, true, nil
}
