package web

import (
	"context"
	"io"
	"net/http"
)

// healthy says that the program answers, and nothing else.
func (s *site) healthy(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "ok\n") }

// ready says whether the program does its work: a cycle ended in time, and what is
// kept on the disk can be read.
func (s *site) ready(w http.ResponseWriter, r *http.Request) {
	state := s.Source.State()
	switch {
	case state == nil:
		answer(w, http.StatusServiceUnavailable, "not ready: no cycle has ended yet\n")
		return
	case !state.Paused && !state.Late.IsZero() && s.Now().After(state.Late):
		answer(w, http.StatusServiceUnavailable, "not ready: no cycle has ended in time\n")
		return
	}
	if s.Past != nil {
		if _, ok := ask(s, r, "ready", func(ctx context.Context) ([]Cycle, error) { return s.Past.Cycles(ctx, 1) }); !ok {
			answer(w, http.StatusServiceUnavailable, "not ready: the ledger doesn't answer\n")
			return
		}
	}
	if state.Paused {
		answer(w, http.StatusOK, "ok, paused\n")
		return
	}
	answer(w, http.StatusOK, "ok\n")
}

// answer is a line for programs.
func answer(w http.ResponseWriter, status int, line string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, line) // who left doesn't matter
}
