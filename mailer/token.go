package mailer

import (
	"errors"
	"net"
)

// noToken tells why there is no token to log in with. Whoever gives tokens may be out
// of reach or busy, which passes; anything else needs a person.
func noToken(err error) Trouble {
	var network net.Error
	var passing interface{ Temporary() bool }
	switch {
	case late(err):
		return TimeTrouble
	case errors.As(err, &network):
		return ConnectTrouble
	case errors.As(err, &passing) && passing.Temporary():
		return Later
	}
	return LoginTrouble
}
