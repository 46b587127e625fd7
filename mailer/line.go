package mailer

import (
	"context"
	"crypto/tls"
	"net"
	"sync"
)

// line opens the connection to a mail server and holds on to it, so that it can
// be cut: go-mail listens to no context once it is connected.
type line struct {
	dial     func(context.Context, string, string) (net.Conn, error)
	config   *tls.Config
	implicit bool

	mu     sync.Mutex
	conn   net.Conn
	closed bool
}

// open connects, with TLS at once when it is implicit.
func (l *line) open(ctx context.Context, network, address string) (net.Conn, error) {
	dial := l.dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	conn, err := dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	l.conn = conn
	if l.closed {
		conn.Close()
	}
	l.mu.Unlock()
	if !l.implicit {
		return conn, nil
	}
	secure := tls.Client(conn, l.config)
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, err
	}
	return secure, nil
}

// reached reports whether somebody answered at the other end.
func (l *line) reached() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.conn != nil
}

// close cuts the connection; more than once does no harm.
func (l *line) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	if l.conn != nil {
		l.conn.Close()
	}
}
