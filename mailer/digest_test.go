package mailer

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files anew")

// golden compares with a file that people read; -update writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); go test ./mailer -update writes it anew\n%s", path, diff)
	}
}

var options = Options{From: "rasoat@example.vn", To: []string{"vanphong@example.vn"}, Link: "https://bang.example.vn/a?b=1&c=2"}

func TestDigest(t *testing.T) {
	m, err := Digest(sample(), options)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "digest.txt", "Subject: "+m.Subject+"\n\n"+m.Text)
}
