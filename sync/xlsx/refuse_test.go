package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"rasoat/rules"
	"rasoat/sync"
)

// sentence is the trouble's sentence; err must be one.
func sentence(t testing.TB, err error) string {
	t.Helper()
	var trouble *sync.Trouble
	if !errors.As(err, &trouble) {
		t.Fatalf("not a trouble: %v", err)
	}
	return trouble.Sentence
}

// TestUnreadableFiles: each says in a sentence what is wrong with the file.
func TestUnreadableFiles(t *testing.T) {
	good, err := os.ReadFile(made(t, func(f *excelize.File) { fillMessy(t, f) }))
	must(t, err)
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)
	for _, c := range []struct {
		name, data, want string
	}{
		{"empty", "", "tệp rỗng"},
		{"not a zip", "<html>", whyNotXLSX},
		{"truncated", string(good[:len(good)/2]), whyDamaged},
		{"password", ole + string(wide("EncryptedPackage")), whyPassword},
		{"old", ole + string(wide("Workbook")), whyOld},
		{"no workbook", zipped(t, map[string]string{"a.txt": "x"}), whyNotXLSX},
		{"zip bomb", bomb(t, 32<<20), whyTooLarge},
		{"lying size", lying(t), whyDamaged},
		{"bad bytes", flipped(good), whyDamaged},
	} {
		path := filepath.Join(t.TempDir(), "bảng.xlsx")
		must(t, os.WriteFile(path, []byte(c.data), 0o600))
		_, err := New(path).Read(t.Context())
		if got := sentence(t, err); got != "Không đọc được bảng 'bảng.xlsx': "+c.want+"." {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	_, err = New(filepath.Join(t.TempDir(), "không có.xlsx")).Read(t.Context())
	if got := sentence(t, err); got != "Không đọc được bảng 'không có.xlsx': không tìm thấy tệp." {
		t.Error(got)
	}
	_, err = New(t.TempDir()).Read(t.Context())
	if got := sentence(t, err); !strings.Contains(got, "thư mục") {
		t.Error(got)
	}
}

func zipped(t *testing.T, files map[string]string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		must(t, err)
		_, err = io.WriteString(w, text)
		must(t, err)
	}
	must(t, z.Close())
	return b.String()
}

// bomb is a workbook whose sheet unpacks to so many bytes of nothing.
func bomb(t *testing.T, size int) string {
	r := minimal("")
	delete(r, "xl/worksheets/sheet1.xml")
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range r {
		w, err := z.Create(name)
		must(t, err)
		_, err = io.WriteString(w, text)
		must(t, err)
	}
	w, err := z.Create("xl/worksheets/sheet1.xml")
	must(t, err)
	block := bytes.Repeat([]byte(" "), 1<<20)
	for range size >> 20 {
		_, err = w.Write(block)
		must(t, err)
	}
	must(t, z.Close())
	return b.String()
}

// lying is a workbook whose sheet unpacks to more than it says.
func lying(t *testing.T) string {
	data := []byte(bomb(t, 8<<20))
	name := []byte("xl/worksheets/sheet1.xml")
	at := bytes.LastIndex(data, name) - 46 // the central directory's entry
	copy(data[at+24:], []byte{0, 1, 0, 0}) // its size: 256
	return string(data)
}

// flipped is a file with a byte of a sheet's packed content changed.
func flipped(data []byte) string {
	data = bytes.Clone(data)
	at := bytes.Index(data, []byte("xl/worksheets/sheet1.xml"))
	data[at+24+200] ^= 0xFF
	return string(data)
}

// TestUnwritableFiles: reading works, writing is refused with a sentence, and
// the file stays as it is.
func TestUnwritableFiles(t *testing.T) {
	beside := func(format, content string, age time.Duration) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			name := filepath.Join(filepath.Dir(path), strings.ReplaceAll(format, "NAME", filepath.Base(path)))
			must(t, os.WriteFile(name, []byte(content), 0o600))
			at := time.Now().Add(-age)
			must(t, os.Chtimes(name, at, at))
		}
	}
	excel := append([]byte("\x05Thanh"), make([]byte, 49)...)
	excel = append(append(excel, 6, 0), wide("Thanh.")...)
	for _, c := range []struct {
		name, want string
		prepare    func(*testing.T, string)
	}{
		{"open in LibreOffice", "(người mở: Cán bộ A (máy van-phong), mở từ 3 giờ trước)",
			beside(".~lock.NAME#", "Cán bộ A,canbo,van-phong,20.10.2022 08:00,file:///home;", 3*time.Hour)},
		{"open in Excel", "(người mở: Thanh., mở từ 5 ngày trước)", beside("~$NAME", string(excel), 5*24*time.Hour)},
		{"open, nobody knows by whom", "(không rõ người mở, mở vừa xong)", beside("~$NAME", "", 0)},
		{"read-only", "chỉ cho đọc", func(t *testing.T, path string) { must(t, os.Chmod(path, 0o444)) }},
		{"signed", "chữ ký số", func(t *testing.T, path string) { addPart(t, path, "_xmlsignatures/sig1.xml", "<x/>") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := made(t, func(f *excelize.File) { fillMessy(t, f) })
			c.prepare(t, path)
			before, err := os.ReadFile(path)
			must(t, err)
			b := read(t, path)
			_, err = New(path).Apply(t.Context(), b, wholeSetup(b.Tabs[0], 3))
			if got := sentence(t, err); !strings.Contains(got, c.want) || !strings.HasPrefix(got, "Không ghi được bảng 'Bảng theo dõi.xlsx': ") ||
				!strings.HasSuffix(got, ". Tệp được giữ nguyên.") {
				t.Error(got)
			}
			after, err := os.ReadFile(path)
			must(t, err)
			if !bytes.Equal(before, after) {
				t.Error("the file changed")
			}
			noLeftovers(t, path)
		})
	}
}

// addPart adds a part to a file.
func addPart(t *testing.T, path, name, text string) {
	all := parts(t, path)
	all[name] = text
	must(t, os.WriteFile(path, []byte(zipped(t, all)), 0o600))
}

func TestSymlink(t *testing.T) {
	path := made(t, func(f *excelize.File) { fillMessy(t, f) })
	link := filepath.Join(t.TempDir(), "liên kết.xlsx")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	b := read(t, link)
	if b.Name != "liên kết.xlsx" || b.ID != read(t, path).ID {
		t.Errorf("%q %q", b.ID, b.Name)
	}
	apply(t, link, wholeSetup(b.Tabs[0], 3))
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
	if read(t, path).Tabs[0].Own.Status < 0 {
		t.Error("the target wasn't written")
	}
}

// TestFaults lets each step of saving fail: the file is whole, old or new, and
// nothing is left behind.
func TestFaults(t *testing.T) {
	broken := errors.New("broken")
	full := &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	for _, c := range []struct {
		name string
		with func(*disk)
		want string
	}{
		{"create", func(d *disk) {
			d.create = func(string, os.FileMode) (*os.File, error) { return nil, os.ErrPermission }
		}, "không có quyền"},
		{"disk full", func(d *disk) {
			d.write = func(f *os.File, data []byte) error { _, _ = f.Write(data[:len(data)/2]); return full }
		}, "đĩa đã đầy"},
		{"sync", func(d *disk) { d.sync = func(*os.File) error { return full } }, "đĩa đã đầy"},
		{"rename", func(d *disk) { d.rename = func(a, b string) error { return broken } }, "có lỗi khi dùng tệp"},
		{"exchange", func(d *disk) { d.exchange = func(a, b string) error { return broken } }, "có lỗi khi dùng tệp"},
		{"no exchange, rename", func(d *disk) {
			d.exchange = func(a, b string) error { return errNoExchange }
			d.rename = func(a, b string) error {
				if strings.HasSuffix(b, ".xlsx") {
					return broken
				}
				return os.Rename(a, b)
			}
		}, "có lỗi khi dùng tệp"},
		{"no exchange, no link, disk full", func(d *disk) {
			d.exchange = func(a, b string) error { return errNoExchange }
			d.link = func(a, b string) error { return broken }
			d.create = func(name string, mode os.FileMode) (*os.File, error) {
				if strings.HasSuffix(name, stepOld) {
					return nil, full
				}
				return newDisk().create(name, mode)
			}
		}, "đĩa đã đầy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := made(t, func(f *excelize.File) { fillMessy(t, f) })
			before, err := os.ReadFile(path)
			must(t, err)
			w := New(path)
			c.with(&w.disk)
			b := read(t, path)
			_, err = w.Apply(t.Context(), b, wholeSetup(b.Tabs[0], 3))
			if got := sentence(t, err); !strings.Contains(got, c.want) {
				t.Error(got)
			}
			after, err := os.ReadFile(path)
			must(t, err)
			if !bytes.Equal(before, after) {
				t.Error("the file changed")
			}
			noLeftovers(t, path)
		})
	}
}

// TestWithoutExchange saves where two files can't be exchanged, with and without
// second names.
func TestWithoutExchange(t *testing.T) {
	for name, link := range map[string]func(a, b string) error{
		"link": os.Link, "copy": func(a, b string) error { return errors.New("no links here") },
	} {
		path := made(t, func(f *excelize.File) { fillMessy(t, f) })
		w := New(path)
		w.disk.exchange = func(a, b string) error { return errNoExchange }
		w.disk.link = link
		b := read(t, path)
		after, err := w.Apply(t.Context(), b, wholeSetup(b.Tabs[0], 3))
		must(t, err)
		if !sameTabs(read(t, path).Tabs, after.Tabs) || after.Tabs[0].Own == rules.None() {
			t.Errorf("%s: not written", name)
		}
		noLeftovers(t, path)
	}
}

// TestSavedMeanwhile: a person saves at the worst moments. Their file is what
// stands in the end, and nothing of theirs is lost.
func TestSavedMeanwhile(t *testing.T) {
	for _, c := range []struct {
		name     string
		exchange bool
		saves    int // so many times, just before each exchange
	}{
		{"once", true, 1}, {"again while it is put back", true, 2}, {"five times", true, 5}, {"without exchange", false, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := made(t, func(f *excelize.File) { fillMessy(t, f) })
			theirs := func(n int) []byte {
				return []byte("người khác lưu " + string(rune('0'+n)))
			}
			saved := 0
			save := func() {
				if saved < c.saves {
					saved++
					beside := path + ".của họ"
					must(t, os.WriteFile(beside, theirs(saved), 0o600))
					must(t, os.Rename(beside, path))
				}
			}
			w := New(path)
			w.disk.exchange = func(a, b string) error {
				if !c.exchange {
					return errNoExchange
				}
				save()
				return exchange(a, b)
			}
			w.disk.link = func(a, b string) error { save(); return os.Link(a, b) }
			b := read(t, path)
			_, err := w.Apply(t.Context(), b, wholeSetup(b.Tabs[0], 3))
			if !errors.Is(err, sync.ErrStale) {
				t.Fatal(err)
			}
			now, err := os.ReadFile(path)
			must(t, err)
			if !bytes.Equal(now, theirs(c.saves)) {
				t.Errorf("the file holds %.60q", now)
			}
			noLeftovers(t, path)
		})
	}
}

// TestSavedAllTheTime: somebody's every save comes between. The file is theirs,
// and the one that couldn't be put back has a name that people see.
func TestSavedAllTheTime(t *testing.T) {
	path := made(t, func(f *excelize.File) { fillMessy(t, f) })
	w, n := New(path), 0
	w.disk.exchange = func(a, b string) error {
		n++
		must(t, os.WriteFile(path+"2", bytes.Repeat([]byte("x"), n), 0o600))
		must(t, os.Rename(path+"2", path))
		return exchange(a, b)
	}
	b := read(t, path)
	_, err := w.Apply(t.Context(), b, wholeSetup(b.Tabs[0], 3))
	if got := sentence(t, err); !strings.Contains(got, "Bảng theo dõi (bản giữ lại 1).xlsx") {
		t.Error(got)
	}
	one, err := os.ReadFile(path)
	must(t, err)
	other, err := os.ReadFile(strings.TrimSuffix(path, ".xlsx") + " (bản giữ lại 1).xlsx")
	must(t, err)
	if max(len(one), len(other)) != n || len(one) == len(other) {
		t.Errorf("%d and %d bytes after %d saves", len(one), len(other), n)
	}
	noLeftovers(t, path)
}

// TestLeftovers: what a killed program left is cleared away when it is old, and
// a person's file among it comes back.
func TestLeftovers(t *testing.T) {
	path := made(t, func(f *excelize.File) { fillMessy(t, f) })
	old, err := os.ReadFile(path)
	must(t, err)
	place := func(age time.Duration, step string, was, ours, holds []byte) string {
		l := newLeftover(path, time.Now().Add(-age), sumBytes(was), sumBytes(ours))
		must(t, os.WriteFile(l.name(step), holds, 0o600))
		return l.name(step)
	}
	theirs := []byte("của người khác")
	gone := []string{
		place(time.Hour, stepNew, old, []byte("mới"), []byte("m")),
		place(2*time.Hour, stepSwap, []byte("cũ"), []byte("mới"), []byte("cũ")),
		place(3*time.Hour, stepSwap, []byte("cũ"), []byte("mới"), []byte("mới")),
		place(4*time.Hour, stepSwap, []byte("cũ"), []byte("mới"), theirs),
	}
	young := place(time.Minute, stepNew, old, []byte("mới"), []byte("m"))
	other := filepath.Join(filepath.Dir(path), ".rasoat-khác.tmp")
	must(t, os.WriteFile(other, nil, 0o600))
	b := read(t, path)
	apply(t, path, wholeSetup(b.Tabs[0], 3))
	for _, name := range gone {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	for _, name := range []string{young, other} {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
	if kept, _ := os.ReadFile(strings.TrimSuffix(path, ".xlsx") + " (bản giữ lại 1).xlsx"); !bytes.Equal(kept, theirs) {
		t.Error("a person's file is lost")
	}
	// Killed between the exchange and the comparison: the file is still ours.
	now, err := os.ReadFile(path)
	must(t, err)
	place(time.Hour, stepSwap, []byte("cũ"), now, old)
	_, err = New(path).Apply(t.Context(), read(t, path), sync.Changes{Remove: []string{b.Tabs[0].ID}})
	if !errors.Is(err, sync.ErrStale) {
		t.Error(err)
	}
	if back, _ := os.ReadFile(path); !bytes.Equal(back, old) {
		t.Error("a person's file didn't get its place back")
	}
}

func TestCancelled(t *testing.T) {
	path := made(t, func(f *excelize.File) { fillMessy(t, f) })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var trouble *sync.Trouble
	if _, err := New(path).Read(ctx); !errors.Is(err, context.Canceled) || errors.As(err, &trouble) {
		t.Error(err)
	}
}

// A file that came from a Mac has its name in decomposed letters.
func TestDecomposedName(t *testing.T) {
	path := made(t, func(f *excelize.File) { fillMessy(t, f) })
	dir := t.TempDir()
	if err := os.Rename(path, filepath.Join(dir, norm.NFD.String("Sổ theo dõi.xlsx"))); err != nil {
		t.Fatal(err)
	}
	book, err := New(filepath.Join(dir, "Sổ theo dõi.xlsx")).Read(t.Context())
	if err != nil || len(book.Tabs) == 0 {
		t.Errorf("%d tabs, %v", len(book.Tabs), err)
	}
}
