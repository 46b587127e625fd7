package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"rasoat/plans"
	"rasoat/rules"
	"rasoat/sync/gsheet/gsheettest"
)

// person reads what the program prints, and allows access on the page that it
// names, as Google's page does: by leading the browser back.
type person struct {
	bytes.Buffer
	went bool
}

func (p *person) Write(text []byte) (int, error) {
	n, err := p.Buffer.Write(text)
	if page := regexp.MustCompile(`http\S+/auth\?\S+`).FindString(p.String()); page != "" && !p.went {
		p.went = true
		at, _ := url.Parse(page)
		q := at.Query()
		go func() {
			r, err := http.Get(q.Get("redirect_uri") + "?" + url.Values{"state": {q.Get("state")}, "code": {"4/abc"}}.Encode())
			if err == nil {
				r.Body.Close()
			}
		}()
	}
	return n, err
}

// TestLogin: a person logs in; then the spreadsheet that is shared with the
// person is read and written, and what is ours is taken out again.
func TestLogin(t *testing.T) {
	server := gsheettest.Start()
	defer server.Close()
	if err := upload(server); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	plan, err := plans.Files.ReadFile("chi-thi-05.yaml")
	if err != nil {
		t.Fatal(err)
	}
	service := filepath.Join(dir, "rasoat.yaml")
	for name, text := range map[string]string{
		"plan.yaml":   string(plan),
		"rasoat.yaml": fmt.Sprintf("plan: plan.yaml\nworkbooks: [{google: %s}]\nmode: write\ngoogle: {credentials: user, client: client.json, token: login.json, endpoint: %q}\n", demoSheet, server.URL()),
		"client.json": fmt.Sprintf(`{"installed": {"client_id": "1", "client_secret": "geheim", "auth_uri": "%s/auth", "token_uri": "%[1]s/token", "redirect_uris": ["http://localhost"]}}`, server.URL()),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var p person
	var errs bytes.Buffer
	now := func() time.Time { return time.Date(2022, 10, 20, 1, 0, 0, 0, time.UTC) }
	if status := run([]string{"google", "login", "-c", service}, nil, &p, &errs, now); status != 0 {
		t.Fatalf("login: status %d, %s", status, errs.String())
	}
	kept, err := os.Stat(filepath.Join(dir, "login.json"))
	if err != nil || kept.Mode().Perm() != 0o600 {
		t.Fatalf("the login's file: %v %v", kept.Mode(), err)
	}
	var out bytes.Buffer
	if status := run([]string{"sync", "-c", service}, nil, &out, &errs, now); status != 0 || !strings.HasPrefix(out.String(), demoTitle+": đã ghi ") {
		t.Errorf("sync: status %d, %.200s %s", status, out.String(), errs.String())
	}
	out.Reset()
	if status := run([]string{"sync", "-c", service}, nil, &out, &errs, now); status != 0 || out.String() != demoTitle+": không có gì thay đổi\n" {
		t.Errorf("sync again: status %d, %.200s %s", status, out.String(), errs.String())
	}
	if status := run([]string{"remove", "-c", service}, nil, &out, &errs, now); status != 0 {
		t.Errorf("remove: status %d, %s", status, errs.String())
	}
	server.Look(demoSheet, func(b *gsheettest.Spreadsheet) {
		for _, g := range b.Sheets {
			rows, cols := g.Size()
			for i := range rows * cols {
				if text := g.At(i/cols, i%cols).Shown(); g.Marked(i%cols) || text == rules.StatusHeader || text == string(rules.LabelOverdue) {
					t.Fatalf("%s!%s is left after remove: %q", g.Title, rules.A1(i/cols, i%cols), text)
				}
			}
		}
	})
	for _, secret := range []string{"geheim", "stand-in-token", "stand-in-refresh", "4/abc"} {
		if strings.Contains(p.String()+out.String()+errs.String(), secret) {
			t.Errorf("%s is printed", secret)
		}
	}
}
