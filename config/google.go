package config

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Google says how Google spreadsheets are reached. Keys and tokens are never in a
// file that this package reads: only where they are.
type Google struct {
	Login     Login
	KeyFile   string // of ByKey: path of a service account's key file
	Client    string // of ByUser: path of the OAuth client's file
	Token     string // of ByUser: path where the login is kept; "google-token.json" beside the service file by default
	Endpoint  string // "" for Google's; otherwise it ends with a slash
	TokenURL  string // "" for what the credentials say
	Reads     int    // requests a minute at most; 0: a little fewer than Google allows
	Writes    int    // likewise
	AskChange bool   // ask Drive what changed before reading
	Protect   bool   // warn people who edit our columns; nobody is kept from anything
}

// Login says who the program is to Google.
type Login uint8

// The ways to log in.
const (
	ByMachine Login = iota // what the computer offers: GOOGLE_APPLICATION_CREDENTIALS, or the cloud machine's account
	ByKey                  // a service account
	ByUser                 // a person, by rasoat google login
)

// googleForm is service.google.
type googleForm struct {
	spot
	credentials, client, token, endpoint, tokenURL text
	reads, writes                                  whole
	drive, protect                                 truth
}

func (f *googleForm) keys() []key {
	return []key{
		{"credentials", false, "path of a service account's key file; or default: what the computer offers (the default); or user: rasoat google login", &f.credentials},
		{"client", false, "with credentials: user, the path of the OAuth client's file", &f.client},
		{"token", false, "with credentials: user, where the login is kept; default: google-token.json", &f.token},
		{"endpoint", false, "another address than Google's: of a proxy, of a stand-in", &f.endpoint},
		{"token_url", false, "another address to get tokens from", &f.tokenURL},
		{"reads", false, "read requests a minute at most; default: 58 (Google allows 60)", f.reads.within(1, 6000)},
		{"writes", false, "write requests a minute at most; default: 58 (Google allows 60)", f.writes.within(1, 6000)},
		{"drive", false, "true: ask Drive what changed before reading; default: false", &f.drive},
		{"protect", false, "true: Google warns who edits our columns, and keeps nobody from it; default: false", &f.protect},
	}
}

func (f *googleForm) read(w *walker, n *yaml.Node) { w.form(n, f) }
func (f *googleForm) schema() shape                { return formSchema(f) }

// google settles how Google is reached.
func (b *serviceBuilder) google() {
	f, g := &b.form.google, &b.service.Google
	*g = Google{Reads: f.reads.v, Writes: f.writes.v, AskChange: f.drive.v, Protect: f.protect.v,
		Endpoint: b.address(f.endpoint), TokenURL: b.address(f.tokenURL)}
	if g.Endpoint != "" && !strings.HasSuffix(g.Endpoint, "/") {
		g.Endpoint += "/"
	}
	switch name := f.credentials.s; {
	case name == "" || name == "default":
	case name == "user":
		b.user(f, g)
		return
	case strings.HasPrefix(name, "{"):
		b.problem(f.credentials.n, "credentials: the path of the key file", "a key doesn't belong into this file")
	default:
		g.Login, g.KeyFile = ByKey, b.path(name)
	}
	for _, t := range []text{f.client, f.token} {
		if t.given() {
			b.problem(t.n, "credentials: user; or leave it out", "this is only for credentials: user")
		}
	}
}

// user settles where a person's login is.
func (b *serviceBuilder) user(f *googleForm, g *Google) {
	g.Login, g.Token = ByUser, b.path("google-token.json")
	if f.token.s != "" {
		g.Token = b.path(f.token.s)
	}
	if f.client.s != "" {
		g.Client = b.path(f.client.s)
	} else if !f.client.given() {
		b.problem(f.credentials.n, "client: client.json, the OAuth client's file from Google's console", "credentials: user needs a client")
	}
}

// address is a web address of the file; "" where there is none.
func (b *serviceBuilder) address(t text) string {
	if t.s != "" && !isLink(t.s) {
		b.problem(t.n, "https://…", "%s isn't a web address", quote(t.s))
		return ""
	}
	return t.s
}

var (
	sheetLink = regexp.MustCompile(`^(?:https?://)?docs\.google\.com/(?:a/[^/?#]+/)?spreadsheets/(?:u/\d+/)?d/([A-Za-z0-9_-]+)(?:[/?#].*)?$`)
	sheetName = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
)

// SpreadsheetLink is the id in a link to a Google spreadsheet; false for anything
// else, a published page too.
func SpreadsheetLink(link string) (id string, ok bool) {
	m := sheetLink.FindStringSubmatch(strings.TrimSpace(link))
	if m == nil || m[1] == "e" { // /d/e/… is a published page
		return "", false
	}
	return m[1], true
}

// SpreadsheetID is the id of a Google spreadsheet, named by its link or by the id
// itself.
func SpreadsheetID(text string) (id string, ok bool) {
	if id, ok := SpreadsheetLink(text); ok {
		return id, true
	}
	text = strings.TrimSpace(text)
	return text, sheetName.MatchString(text)
}
