package config

import (
	"net"
	"net/netip"
	"path/filepath"
	"strconv"
	"strings"
)

// daemon settles what rasoat run keeps, tells and serves.
func (b *serviceBuilder) daemon() {
	f, s := &b.form, b.service
	s.Keep = f.keep.or(1)
	s.Log = f.log.or("text")
	b.ledger()
	b.ping()
	s.Status = b.statusPage(f.status)
}

// ledger settles where the ledger lies: in a file that is nothing else, beside the
// service file and of its name where none is given, so that two services have two.
func (b *serviceBuilder) ledger() {
	f, s := b.form.ledger, b.service
	name := filepath.Base(s.Path)
	s.Ledger = b.path(f.or(strings.TrimSuffix(name, filepath.Ext(name)) + ".db"))
	ext := strings.ToLower(filepath.Ext(f.s))
	if s.Ledger == s.PlanPath || ext == ".xlsx" || ext == ".yaml" || ext == ".yml" {
		b.problem(f.n, "ledger: rasoat.db", "%s isn't a file for the ledger, which is made by the program", quote(f.s))
	}
}

// ping settles whom to tell of good rounds. What is wrong with the address is told
// without it: who knows it can keep the alarm silent.
func (b *serviceBuilder) ping() {
	f, s := &b.form, b.service
	s.Ping, s.PingEnv = strings.TrimRight(f.ping.s, "/"), f.pingEnv.s
	switch {
	case f.ping.given() && f.pingEnv.given():
		b.problem(f.pingEnv.n, "keep one of them", "the address is named twice: ping and ping_env")
	case f.ping.s != "" && (!isLink(f.ping.s) || strings.ContainsAny(f.ping.s, "?#")):
		b.problem(f.ping.n, "https://…, without ? and #: /fail is added to it after a failed round", "this isn't a web address that can be pinged")
	case f.pingEnv.s != "" && !variable.MatchString(f.pingEnv.s):
		b.problem(f.pingEnv.n, "ping_env: RASOAT_PING", "ping_env is the name of an environment variable; this can't be one")
	}
}

// statusPage is where the status page is served; "" for nowhere.
func (b *serviceBuilder) statusPage(t text) string {
	address := t.or("127.0.0.1:8433")
	if address == "off" {
		return ""
	}
	host, port, err := net.SplitHostPort(address)
	n, notNumber := strconv.Atoi(port)
	if err != nil || notNumber != nil || n < 1 || n > 65535 || !loopback(host) {
		b.problem(t.n, "status: 127.0.0.1:8433, or off; a proxy with a login can show it to others", "%s isn't an address and port of this computer alone", quote(t.s))
	}
	return address
}

// loopback reports whether only this computer can reach the host.
func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
