package gsheettest

import (
	"io"
	"net/http"
	"net/http/httptest"
)

// New is a server that isn't reached over the network but by [Server.RoundTrip].
// Its URL is Local.
func New() *Server { return newServer() }

// Local is the address of a server that isn't on the network.
const Local = "http://stand-in.invalid"

// RoundTrip answers a request without a network: the server is the transport of
// an http.Client. A cut connection is io.ErrUnexpectedEOF.
func (s *Server) RoundTrip(r *http.Request) (answer *http.Response, err error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	defer func() {
		switch what := recover(); what {
		case nil:
		case http.ErrAbortHandler:
			answer, err = nil, io.ErrUnexpectedEOF
		default:
			panic(what)
		}
	}()
	if r.Body == nil {
		r = r.Clone(r.Context())
		r.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	answer = w.Result()
	answer.Request = r
	return answer, nil
}
