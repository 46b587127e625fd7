package mailer

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A mail is written once, whole, for its owner's eyes; another one of the same
// day stands beside it.
func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "outbox")
	var log []string
	box := Folder{Dir: dir, Wrote: func(path string, unchanged bool) {
		word := " written"
		if unchanged {
			word = " unchanged"
		}
		log = append(log, filepath.Base(path)+word)
	}}
	first, err := Digest(sample(), options)
	if err != nil {
		t.Fatal(err)
	}
	other := first
	other.Text += "Thêm một dòng.\n"
	two := first
	two.To = []string{"vanphong@example.vn", "bithu@example.vn"}
	for _, m := range []Message{first, first, other, first, other, two} {
		if err := box.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"2022-10-20-tong-hop.eml written", "2022-10-20-tong-hop.eml unchanged", "2022-10-20-tong-hop-2.eml written",
		"2022-10-20-tong-hop.eml unchanged", "2022-10-20-tong-hop-2.eml unchanged",
		"2022-10-20-tong-hop.eml unchanged", "2022-10-20-tong-hop-nguoi-nhan-2.eml written",
	}
	if got := strings.Join(log, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("log:\n%s", got)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "2022-10-20-tong-hop.eml"))
	if err != nil {
		t.Fatal(err)
	}
	same(t, first, raw)
	left, _ := os.ReadDir(dir)
	if len(left) != 3 {
		t.Errorf("%d files in the folder", len(left))
	}
	if info, err := os.Stat(filepath.Join(dir, "2022-10-20-tong-hop.eml")); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("mode %v (%v)", info.Mode(), err)
	}
}

// The folder can't be made: the error says which, and nothing is lost.
func TestFolderCannotWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "outbox")
	if err := os.WriteFile(file, []byte("của người khác"), 0o600); err != nil {
		t.Fatal(err)
	}
	m := Message{From: "a@example.vn", To: []string{"b@example.vn"}, Subject: "Thử", Text: "Thử", Kind: "thu"}
	err := Folder{Dir: file}.Send(t.Context(), m)
	if err == nil || !strings.Contains(err.Error(), file) || !strings.Contains(err.Error(), "\nhint: ") {
		t.Errorf("error: %v", err)
	}
	if raw, _ := os.ReadFile(file); !bytes.Equal(raw, []byte("của người khác")) {
		t.Errorf("the file now holds %q", raw)
	}
}

// What can't be a header is refused before anything is written.
func TestBuildRefuses(t *testing.T) {
	good := Message{From: "a@example.vn", To: []string{"b@example.vn"}, Subject: "Thử", Text: "Thử"}
	for name, spoil := range map[string]func(*Message){
		"a second header in the subject": func(m *Message) { m.Subject = "Thử\r\nBcc: c@example.vn" },
		"a second header in the sender":  func(m *Message) { m.From = "a@example.vn\nBcc: c@example.vn" },
		"a second header in a recipient": func(m *Message) { m.To = []string{"b@example.vn\r\nBcc: c@example.vn"} },
		"two recipients in one":          func(m *Message) { m.To = []string{"b@example.vn, c@example.vn"} },
		"nobody":                         func(m *Message) { m.To = nil },
		"no sender":                      func(m *Message) { m.From = "" },
		"an ID with a bracket":           func(m *Message) { m.ID = "a@b>\r\nX: y" },
		"a picture's name":               func(m *Message) { m.HTML, m.Inline = "x", []Part{{Name: "a\r\nX: y"}} },
	} {
		m := good
		spoil(&m)
		if raw, err := m.Bytes(); err == nil {
			t.Errorf("%s was accepted:\n%s", name, raw)
		}
	}
	if _, err := good.Bytes(); err != nil {
		t.Error(err)
	}
}
