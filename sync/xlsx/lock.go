package xlsx

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// mayWrite refuses to write while another program has the file open, or where the
// file or its folder is read-only.
func (w *Workbook) mayWrite(path string) error {
	for _, name := range []string{path, w.path} { // a link may have been opened by its own name
		if err := w.notOpen(name); err != nil {
			return err
		}
	}
	for _, at := range []string{path, filepath.Dir(path)} {
		info, err := os.Stat(at)
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o222 == 0 {
			return &reason{"tệp hoặc thư mục chứa tệp chỉ cho đọc", "give the program's user write rights to the file and its folder", nil}
		}
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0) // somebody else's file isn't to be replaced, though the folder allows it
	if err != nil {
		return err
	}
	return f.Close()
}

// notOpen looks for the lock files that other programs put beside a file.
func (w *Workbook) notOpen(path string) error {
	dir, name := filepath.Split(path)
	for _, lock := range []struct {
		name  string
		owner func([]byte) string
	}{
		{".~lock." + name + "#", ownerLibre},
		{"~$" + name, ownerExcel},
	} {
		at := filepath.Join(dir, lock.name)
		info, err := os.Lstat(at)
		if err != nil {
			continue
		}
		return &reason{
			why: "tệp đang mở ở máy khác hoặc chương trình khác (" + ownerText(at, lock.owner) + ageText(w.now().Sub(info.ModTime())) +
				"); đề nghị đóng tệp",
			hint: "close the file; if nobody has it open, a program ended badly: delete " + at,
		}
	}
	return nil
}

// ownerText is who has the file open, for a sentence.
func ownerText(path string, owner func([]byte) string) string {
	f, err := os.Open(path)
	if err != nil {
		return "không rõ người mở, "
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, 4096))
	if err != nil {
		return "không rõ người mở, "
	}
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, owner(data))
	name = strings.Join(strings.Fields(name), " ")
	if r := []rune(name); len(r) > 40 {
		name = string(r[:40]) + "…"
	}
	if name == "" {
		return "không rõ người mở, "
	}
	return "người mở: " + name + ", "
}

// ownerLibre reads LibreOffice's lock file: names and the computer, with
// commas between.
func ownerLibre(data []byte) string {
	fields := strings.Split(string(data), ",")
	for _, i := range []int{0, 1} {
		if i < len(fields) && strings.TrimSpace(fields[i]) != "" {
			name := strings.TrimSpace(fields[i])
			if len(fields) > 2 && strings.TrimSpace(fields[2]) != "" {
				name += " (máy " + strings.TrimSpace(fields[2]) + ")"
			}
			return name
		}
	}
	return ""
}

// ownerExcel reads Excel's lock file: the name's length and the name in bytes,
// and from byte 55 on again in UTF-16.
func ownerExcel(data []byte) string {
	if len(data) >= 57 {
		n := int(data[55]) + int(data[56])<<8
		if units := data[57:]; n > 0 && 2*n <= len(units) {
			text := make([]uint16, n)
			for i := range text {
				text[i] = uint16(units[2*i]) | uint16(units[2*i+1])<<8
			}
			return string(utf16.Decode(text))
		}
	}
	if len(data) > 1 && int(data[0]) < len(data) {
		return string(data[1 : 1+int(data[0])])
	}
	return ""
}

// ageText is how long ago it was, in one unit.
func ageText(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return "mở vừa xong"
	case d < 2*time.Hour:
		return fmt.Sprintf("mở từ %d phút trước", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("mở từ %d giờ trước", int(d.Hours()))
	}
	return fmt.Sprintf("mở từ %d ngày trước", int(d.Hours()/24))
}
