package xlsx

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/text/unicode/norm"

	"rasoat/rules"
	"rasoat/sync"
)

// Workbook is a workbook in an .xlsx or .xlsm file. It keeps nothing between
// calls: the file is the truth. It may be used from several goroutines.
type Workbook struct {
	path string
	disk disk
	now  func() time.Time // for the age of other programs' lock files
}

var _ sync.Workbook = (*Workbook)(nil)

// New gives the workbook in a file. The file is looked at only when it is read.
func New(path string) *Workbook {
	return &Workbook{path: path, disk: newDisk(), now: time.Now}
}

// Read gives the file's tabs. What can't be read is a *sync.Trouble.
func (w *Workbook) Read(ctx context.Context) (rules.Book, error) {
	path, err := w.target()
	if err != nil {
		return rules.Book{}, trouble(reading, w.path, err)
	}
	data, err := readFile(path)
	if err != nil {
		return rules.Book{}, trouble(reading, w.path, err)
	}
	f, err := open(ctx, data)
	if err != nil {
		return rules.Book{}, trouble(reading, w.path, err)
	}
	if err := f.compute(ctx); err != nil {
		return rules.Book{}, trouble(reading, w.path, err)
	}
	return w.book(path, f), nil
}

// book is an opened file as people know it.
func (w *Workbook) book(path string, f *file) rules.Book {
	b := rules.Book{ID: path, Name: filepath.Base(w.path)}
	for _, s := range f.sheets {
		b.Tabs = append(b.Tabs, s.tab)
	}
	return b
}

// target is the file itself where the path is a link to it, absolute.
func (w *Workbook) target() (string, error) {
	path, err := filepath.Abs(w.path)
	if err != nil {
		return "", err
	}
	target, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if twin := twinOf(path); twin != "" {
			return filepath.EvalSymlinks(twin)
		}
	}
	return target, err
}

// twinOf is the one file beside path whose name is the same but for the Unicode
// form: a Mac writes decomposed letters. "" when there is none, or more than one.
func twinOf(path string) string {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return ""
	}
	found, name := "", norm.NFC.String(filepath.Base(path))
	for _, e := range entries {
		if norm.NFC.String(e.Name()) != name {
			continue
		}
		if found != "" {
			return ""
		}
		found = filepath.Join(filepath.Dir(path), e.Name())
	}
	return found
}

// readFile reads a whole file, unless it is too large.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path) // before opening: a pipe would wait for its other end
	if err != nil {
		return nil, err
	}
	switch {
	case info.IsDir():
		return nil, &reason{"đây là một thư mục, không phải tệp", "name the .xlsx file itself in the service file", nil}
	case !info.Mode().IsRegular():
		return nil, &reason{"đây không phải là một tệp thường", "name the .xlsx file itself in the service file", nil}
	case info.Size() > maxFile:
		return nil, tooLarge(fmt.Sprintf("the file has %d bytes", info.Size()))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}
