package web

import (
	"fmt"
	"net/http"

	"rasoat/rules"
)

// style is the page's style sheet, with a class for each status' colour.
func (s *site) style(w http.ResponseWriter, _ *http.Request) {
	text, err := files.ReadFile("page/style.css")
	if err != nil {
		s.failed(w, "style", err)
		return
	}
	for _, status := range rules.Statuses() {
		if colour := fill(status); colour != "" {
			text = fmt.Appendf(text, ".s%d { background: #%s; }\n", status, colour)
		}
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write(text) // a browser that left doesn't matter
}
