package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// policy is what a page may load and do: its own style sheet and its own forms.
const policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Guard sets the headers that keep a page to itself, and refuses (421) requests
// for any host but localhost, a loopback address and hosts, so that no other
// site's page can reach it through a name of its own. A host is a name without a
// port; the port of a request doesn't matter.
func Guard(hosts []string, next http.Handler) http.Handler {
	known := make([]string, len(hosts))
	for i, h := range hosts {
		known[i] = strings.ToLower(h)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if name := hostOf(r.Host); !isLocal(name) && !slices.Contains(known, name) {
			http.Error(w, "misdirected request: this host isn't served here\nhint: name it among the hosts, see docs/status-page.md", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// hostOf is the Host header's name in lower case, without its port.
func hostOf(header string) string {
	if name, _, err := net.SplitHostPort(header); err == nil {
		header = name
	}
	return strings.ToLower(strings.Trim(header, "[]"))
}

// isLocal reports whether the name can only mean this computer: no other site can
// make a browser send it.
func isLocal(name string) bool {
	if name == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && ip.IsLoopback()
}
