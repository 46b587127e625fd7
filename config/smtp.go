package config

import (
	"regexp"
	"time"

	"go.yaml.in/yaml/v4"
)

// SMTP is a mail server. The password itself is never in a file that this package
// reads: it is in an environment variable or in a file of its own; or, with
// "xoauth2", a login by rasoat google login --mail takes its place.
type SMTP struct {
	Host         string
	Port         int
	TLS          string // "starttls" or "implicit"
	Auth         string // "plain", "login", "xoauth2" or "none"
	User         string
	PasswordEnv  string // name of an environment variable
	PasswordFile string // path
	Client       string // of a login: path of the OAuth client's file; "" for none
	Token        string // of a login: path where it is kept; "mail-token.json" beside the service file by default
	Timeout      time.Duration
}

// hostName is what a mail server may be called: a name, an IPv4 or an IPv6 address;
// no port, no scheme, no blanks.
var hostName = regexp.MustCompile(`^(?:[\pL\pN](?:[\pL\pN._-]*[\pL\pN])?|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:]*)$`)

// variable is the name of an environment variable.
var variable = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// smtp settles how to speak with the mail server.
func (b *serviceBuilder) smtp(f *smtpForm) *SMTP {
	s := &SMTP{
		Host: f.host.s, Port: f.port.v, TLS: f.tls.or("starttls"), Auth: f.auth.s, User: f.user.s,
		PasswordEnv: f.passwordEnv.s, Timeout: f.timeout.or(30 * time.Second),
	}
	if s.Host != "" && !hostName.MatchString(s.Host) {
		b.problem(f.host.n, "host: smtp.example.vn, and the port in port:", "%s isn't the name of a host", quote(s.Host))
	}
	if s.Port == 0 {
		s.Port = map[string]int{"starttls": 587, "implicit": 465}[s.TLS]
	}
	if s.Auth == "" {
		s.Auth = "none"
		if f.user.given() {
			s.Auth = "plain"
		}
	}
	if f.passwordFile.s != "" {
		s.PasswordFile = b.path(f.passwordFile.s)
	}
	if f.client.s != "" {
		s.Client, s.Token = b.path(f.client.s), b.path(f.token.or("mail-token.json"))
	}
	b.secret(f, s)
	b.mailLogin(f, s)
	return s
}

// secret checks that what lets us in is named once, and only where it is needed.
func (b *serviceBuilder) secret(f *smtpForm, s *SMTP) {
	env, file := f.passwordEnv, f.passwordFile
	named := env.given() || file.given()
	whole := f.n.Kind == yaml.MappingNode
	switch {
	case env.given() && file.given():
		b.problem(file.n, "keep one of them", "the password is named twice: password_env and password_file")
	case s.Auth == "none" && (named || f.user.given()):
		b.problem(f.n, "auth: plain, login or xoauth2; or leave user and password out", "without auth there is no user and no password")
	case s.Auth == "xoauth2" && !named && !f.client.given() && whole:
		b.problem(f.n, "client: the path of the OAuth client's file, for rasoat google login --mail; or password_env or password_file with a token", "auth: xoauth2 needs a login")
	case s.Auth != "none" && s.Auth != "xoauth2" && !named && whole:
		b.problem(f.n, "password_env: the name of an environment variable; or password_file: a path", "auth: %s needs a password", s.Auth)
	}
	if s.Auth != "none" && !f.user.given() && whole {
		b.problem(f.n, "user: rasoat@example.vn", "auth: %s needs a user", s.Auth)
	}
	if env.s != "" && !variable.MatchString(env.s) {
		b.problem(env.n, "password_env: RASOAT_SMTP_PASSWORD", "password_env is the name of an environment variable; this can't be one")
	}
}

// mailLogin checks that a login stands alone, and where it can be used.
func (b *serviceBuilder) mailLogin(f *smtpForm, s *SMTP) {
	switch {
	case f.token.given() && !f.client.given():
		b.problem(f.token.n, "client: client.json, the OAuth client's file from Google's console", "a token needs its client")
	case f.client.given() && s.Auth != "xoauth2":
		b.problem(f.client.n, "auth: xoauth2; or leave it out", "this is only for auth: xoauth2")
	case f.client.given() && (f.passwordEnv.given() || f.passwordFile.given()):
		b.problem(f.client.n, "keep the client or the password", "auth: xoauth2 has a login and a password, and needs one")
	}
	if s.Token != "" && s.Token == b.service.Google.Token {
		b.problem(f.token.n, "token: mail-token.json", "the login to the spreadsheets is kept there: one would overwrite the other")
	}
}
