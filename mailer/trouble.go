package mailer

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"regexp"
	"strconv"
	"strings"
)

// Trouble is why somebody didn't get a message.
type Trouble uint8

// The troubles.
const (
	ConnectTrouble Trouble = iota // the server can't be reached, or went away
	TimeTrouble                   // the server didn't answer in time
	TLSTrouble                    // no private connection: not offered, or a certificate that can't be trusted
	LoginTrouble                  // the server doesn't let us in
	Later                         // the server asks to try again later
	Refused                       // the server, or the message itself, says never
	Unsure                        // the connection broke after all was said: it may have arrived
)

// Temporary reports whether the same message may get through later without
// anybody changing anything.
func (t Trouble) Temporary() bool {
	return t == ConnectTrouble || t == TimeTrouble || t == Later || t == Unsure
}

// General reports whether the next recipient would meet with the same.
func (t Trouble) General() bool {
	return t == ConnectTrouble || t == TimeTrouble || t == TLSTrouble || t == LoginTrouble
}

// Hint is what to do about it.
func (t Trouble) Hint() string {
	return [...]string{
		"check mail.smtp.host and port, and that this machine may reach them",
		"the server is slow or a firewall swallows the connection; a longer mail.smtp.timeout may help",
		"use the name that stands in the server's certificate, and the port that fits mail.smtp.tls (starttls 587, implicit 465); nothing was sent in clear",
		"check mail.smtp.user, auth and the password; some providers want an app password, others a login (rasoat google login --mail)",
		"nothing to do: try again later",
		"check the recipient's address, and that the server lets this account send as the sender",
		"it may have arrived: look before sending it again; its Message-ID stays the same",
	}[t]
}

// fineCode is what some servers say after the number.
var fineCode = regexp.MustCompile(`^[245]\.\d{1,3}\.\d{1,3}$`)

// SendError is a message that one recipient didn't get.
type SendError struct {
	To      string
	Trouble Trouble
	Err     error
}

// Error says who, why, and on a line of its own what to do: what the cause says
// itself, where it does.
func (e *SendError) Error() string {
	words := [...]string{"can't reach the mail server", "the mail server didn't answer in time", "no private connection to the mail server",
		"the mail server doesn't let us in", "the mail server wants us to try later", "the mail was refused", "the mail server went away at the end"}
	whom := ""
	if e.To != "" {
		whom = "mail to " + e.To + ": "
	}
	what, hint, knows := strings.Cut(e.Err.Error(), "\nhint: ")
	if !knows {
		hint = e.Trouble.Hint()
	}
	return fmt.Sprintf("%s%s: %s\nhint: %s", whom, words[e.Trouble], clean(what), clean(hint))
}

// Code is the server's number for what it said, "550 5.1.1", without its words, which may
// hold addresses; "" where it said nothing.
func (e *SendError) Code() string {
	var server *textproto.Error
	if !errors.As(e.Err, &server) {
		return ""
	}
	code := strconv.Itoa(server.Code)
	if fine, _, _ := strings.Cut(server.Msg, " "); fineCode.MatchString(fine) {
		code += " " + fine
	}
	return code
}

// Unwrap is what happened.
func (e *SendError) Unwrap() error { return e.Err }

// before tells what went wrong until we were let in.
func before(err error, l *line) Trouble {
	var server *textproto.Error
	switch {
	case late(err):
		return TimeTrouble
	case !l.reached():
		return ConnectTrouble
	case insecure(err):
		return TLSTrouble
	case strings.Contains(err.Error(), "SMTP AUTH"):
		if errors.As(err, &server) && server.Code < 500 {
			return Later
		}
		return LoginTrouble
	case errors.As(err, &server) && server.Code >= 500: // of us, not of a mail: it hasn't seen one
		return LoginTrouble
	case errors.As(err, &server):
		return Later
	}
	return ConnectTrouble
}

// late reports whether time ran out.
func late(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// insecure reports whether the connection couldn't be made private.
func insecure(err error) bool {
	var verify *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	return errors.As(err, &verify) || errors.As(err, &unknown) || errors.As(err, &host) ||
		errors.As(err, &invalid) || errors.As(err, &record) || errors.As(err, &alert) ||
		strings.Contains(err.Error(), "STARTTLS") || strings.Contains(err.Error(), "tls:")
}
