package gsheettest

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// Server stands in for Google. All methods may be called while it serves.
type Server struct {
	mu      sync.Mutex
	books   map[string]*Spreadsheet
	tokens  map[string]time.Time // access token -> until when
	revoked bool
	nextID  int64
	reads   window
	writes  window
	log     []Request
	journal []Change
	changes []driveChange

	// Now is the server's clock; time.Now when nil.
	Now func() time.Time
	// Quota is how many reads, and how many writes, a minute allows; 0: no limit.
	Quota int
	// Before and After run around each API request (not token requests), outside
	// the server's lock: a person may edit in them. n counts from 1.
	Before, After func(n int, r Request)
	// Fault may spoil a request; nil is no fault.
	Fault func(n int, r Request) *Fault

	http *httptest.Server
}

// Spreadsheet is one spreadsheet.
type Spreadsheet struct {
	ID, Title, Locale, Zone string
	Sheets                  []*Grid
	Shared                  Access
	Office                  bool // an Office file opened in Sheets
	Link                    bool // anyone with the link
	meta                    []*metadata
	version                 int64
	ours                    bool // the program's account changed it last
	modified                time.Time
}

// Access is what the program's account may do.
type Access uint8

// The accesses.
const (
	CanWrite Access = iota
	CanRead
	NotShared
	Gone // 404
)

// Fault spoils one request.
type Fault struct {
	Status     int    // HTTP status; 0 with Cut
	Reason     string // status word, "UNAVAILABLE"; a usual one by default
	Message    string
	RetryAfter int  // seconds; 0: no header
	Applied    bool // the request takes effect before it fails
	Cut        bool // the connection is cut instead of an answer
}

// Request is one request as it came.
type Request struct {
	Method, Path string
	Kind         string // "read", "write", "drive", "token"
	Book         string
	Status       int
	Sent         int // bytes of the answer before compression
	Body         string
}

// Change is one cell that an API request changed.
type Change struct {
	Book     string
	Sheet    int64
	Row, Col int
	Was, Now Cell
	Keys     []string // keys of the developer metadata on the column then
}

type driveChange struct {
	file string
	at   time.Time
}

// window counts requests of the running minute.
type window struct {
	start time.Time
	n     int
}

// Start serves on loopback until Close.
func Start() *Server {
	s := newServer()
	s.http = httptest.NewServer(s)
	return s
}

func newServer() *Server {
	return &Server{books: map[string]*Spreadsheet{}, tokens: map[string]time.Time{}, nextID: 1000}
}

// URL is the server's address without a slash at the end.
func (s *Server) URL() string {
	if s.http == nil {
		return Local
	}
	return s.http.URL
}

// Close ends the server.
func (s *Server) Close() {
	if s.http != nil {
		s.http.Close()
	}
}

// Add puts a spreadsheet on the server.
func (s *Server) Add(b *Spreadsheet) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if b.Locale == "" {
		b.Locale = "vi_VN"
	}
	if b.Zone == "" {
		b.Zone = "Asia/Ho_Chi_Minh"
	}
	b.modified = s.now()
	s.books[b.ID] = b
}

// Edit lets a person change a spreadsheet.
func (s *Server) Edit(id string, f func(*Spreadsheet)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.books[id]
	f(b)
	b.ours = false
	s.touch(b)
}

// Look lets a test read a spreadsheet without touching it.
func (s *Server) Look(id string, f func(*Spreadsheet)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s.books[id])
}

// Revoke makes every token, old and new, refused (or accepted again).
func (s *Server) Revoke(yes bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.revoked = yes
	clear(s.tokens)
}

// ExpireTokens makes the tokens given so far refused; new ones work.
func (s *Server) ExpireTokens() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
}

// Requests is what came so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.log...)
}

// Journal is every cell that API requests changed so far.
func (s *Server) Journal() []Change {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Change(nil), s.journal...)
}

// Forget empties the request log and the journal.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log, s.journal = nil, nil
}

func (s *Server) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

func (s *Server) touch(b *Spreadsheet) {
	b.version++
	b.modified = s.now()
	s.changes = append(s.changes, driveChange{b.ID, b.modified})
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := readBody(r)
	req := Request{Method: r.Method, Path: r.URL.RequestURI(), Kind: kindOf(r), Book: bookOf(r.URL.Path), Body: string(body)}
	if req.Kind == "token" {
		s.token(w, body)
		return
	}
	n := s.count(req)
	if s.Before != nil {
		s.Before(n, req)
	}
	var fault *Fault
	if s.Fault != nil {
		fault = s.Fault(n, req)
	}
	var answer any
	if err == nil && (fault == nil || fault.Applied) {
		answer, err = s.answer(r, req, body)
	}
	if s.After != nil {
		s.After(n, req)
	}
	if fault != nil {
		if fault.Cut {
			panic(http.ErrAbortHandler)
		}
		if fault.RetryAfter > 0 {
			w.Header().Set("Retry-After", fmt.Sprint(fault.RetryAfter))
		}
		err = fault.failure()
	}
	status := http.StatusOK
	var f *failure
	if errors.As(err, &f) {
		status, answer = f.code, f.body(req.Kind == "drive")
	} else if err != nil {
		f = bad("%v", err)
		status, answer = f.code, f.body(req.Kind == "drive")
	}
	text := encoded(r, answer)
	s.mu.Lock() // noted before the client can know the answer
	if n <= len(s.log) {
		s.log[n-1].Status, s.log[n-1].Sent = status, len(text)
	}
	s.mu.Unlock()
	send(w, r, status, text)
}

func readBody(r *http.Request) ([]byte, error) {
	var in io.Reader = r.Body
	if r.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(r.Body)
		if err != nil {
			return nil, err
		}
		in = z
	}
	return io.ReadAll(in)
}

func (s *Server) count(r Request) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, r)
	return len(s.log)
}

// encoded is an answer as JSON.
func encoded(r *http.Request, answer any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if r.URL.Query().Get("prettyPrint") != "false" {
		e.SetIndent("", "  ")
	}
	if err := e.Encode(answer); err != nil {
		panic(err) // what we build can always be encoded
	}
	return b.Bytes()
}

// send sends an answer, compressed where the client takes that.
func send(w http.ResponseWriter, r *http.Request, status int, text []byte) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.Header().Set("Vary", "Origin,Accept-Encoding")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(status)
		w.Write(text)
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z := gzip.NewWriter(w)
	z.Write(text)
	z.Close()
}

// answer checks who asks and how often, and serves the call.
func (s *Server) answer(r *http.Request, req Request, body []byte) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.authorised(r); err != nil {
		return nil, err
	}
	if err := s.spend(req.Kind); err != nil {
		return nil, err
	}
	if req.Kind == "drive" {
		return s.drive(r)
	}
	return s.sheets(r, body)
}

func (s *Server) authorised(r *http.Request) error {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return &failure{403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.", nil}
	}
	if until, ok := s.tokens[token]; !ok || s.revoked || s.now().After(until) {
		return &failure{401, "UNAUTHENTICATED", "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.", nil}
	}
	return nil
}

// spend counts the request against the minute's quota.
func (s *Server) spend(kind string) error {
	if s.Quota == 0 || kind == "drive" {
		return nil
	}
	w, limit, metric, name := &s.reads, "ReadRequestsPerMinutePerUser", "sheets.googleapis.com/read_requests", "Read requests"
	if kind == "write" {
		w, limit, metric, name = &s.writes, "WriteRequestsPerMinutePerUser", "sheets.googleapis.com/write_requests", "Write requests"
	}
	if now := s.now(); now.Sub(w.start) >= time.Minute {
		w.start, w.n = now, 0
	}
	w.n++
	if w.n <= s.Quota {
		return nil
	}
	return &failure{429, "RESOURCE_EXHAUSTED",
		fmt.Sprintf("Quota exceeded for quota metric '%s' and limit '%s per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:1'.", name, name),
		[]any{object{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "RATE_LIMIT_EXCEEDED", "domain": "googleapis.com",
			"metadata": object{"consumer": "projects/1", "quota_limit": limit, "quota_metric": metric, "service": "sheets.googleapis.com"}}}}
}

// kindOf sorts a request: reads and writes have quotas of their own.
func kindOf(r *http.Request) string {
	path := r.URL.Path
	switch {
	case path == "/token":
		return "token"
	case strings.HasPrefix(path, "/drive/"):
		return "drive"
	case r.Method == http.MethodGet, strings.HasSuffix(path, ":getByDataFilter"), strings.HasSuffix(path, "values:batchGetByDataFilter"),
		strings.HasSuffix(path, "developerMetadata:search"):
		return "read"
	}
	return "write"
}

func bookOf(path string) string {
	_, rest, ok := strings.Cut(path, "/v4/spreadsheets/")
	if !ok {
		return ""
	}
	return strings.FieldsFunc(rest, func(r rune) bool { return r == '/' || r == ':' })[0]
}
