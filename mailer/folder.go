package mailer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// Folder keeps mails as .eml files, which mail programs open, instead of
// sending them.
type Folder struct {
	Dir   string
	Wrote func(path string, unchanged bool) // told of each mail, if set; unchanged: it lay there already
}

// most is how many different mails of one name a folder takes.
const most = 999

// Send writes the message into the folder, once for each recipient. A file
// appears whole or not at all, readable by its owner only. What lies there
// already is never written over: the same mail is left alone, another one of
// the same day and kind gets a number.
func (f Folder) Send(ctx context.Context, m Message) error {
	if err := os.MkdirAll(f.Dir, 0o700); err != nil {
		return fmt.Errorf("outbox %s: %w\nhint: choose a folder that may be written to", f.Dir, err)
	}
	for i, one := range m.Each() {
		if err := ctx.Err(); err != nil {
			return err
		}
		raw, err := one.Bytes()
		if err != nil {
			return err
		}
		name := one.Date.Format("2006-01-02") + "-" + one.Kind
		if i > 0 {
			name += fmt.Sprintf("-nguoi-nhan-%d", i+1)
		}
		if err := f.keep(name, raw, nil); err != nil {
			return err
		}
	}
	return nil
}

// Deliver writes one mail into the folder. last, if not nil, is called right before;
// its error keeps the mail from it. The file's name is the
// day of its Date header and its ID, so that the same mail delivered once more
// is the same file.
func (f Folder) Deliver(ctx context.Context, m Mail, last func() error) error {
	if err := os.MkdirAll(f.Dir, 0o700); err != nil {
		return fmt.Errorf("outbox %s: %w\nhint: choose a folder that may be written to", f.Dir, err)
	}
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	return f.keep(m.fileName(), m.Raw, last)
}

// fileName is what a mail is called in a folder, without its ending.
func (m Mail) fileName() string {
	id, _, _ := strings.Cut(m.ID, "@")
	name := strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '.') {
			return r
		}
		return '-'
	}, id)
	if name = strings.Trim(name[:min(len(name), nameLength)], ".-"); name == "" {
		name = "thu"
	}
	if head, err := mail.ReadMessage(bytes.NewReader(m.Raw)); err == nil {
		if day, err := head.Header.Date(); err == nil {
			name = day.Format("2006-01-02") + "-" + name
		}
	}
	return name
}

// keep writes one mail under a name, or with a number behind it where another
// mail lies there.
func (f Folder) keep(name string, raw []byte, last func() error) error {
	for k := 1; k <= most; k++ {
		path := filepath.Join(f.Dir, name+".eml")
		if k > 1 {
			path = filepath.Join(f.Dir, fmt.Sprintf("%s-%d.eml", name, k))
		}
		old, err := os.ReadFile(path)
		if err == nil && !bytes.Equal(old, raw) {
			continue
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("outbox: %w", err)
		}
		if last != nil {
			if err := last(); err != nil {
				return fmt.Errorf("outbox %s: not written: %w", path, err)
			}
			last = nil
		}
		if err == nil {
			f.tell(path, true)
			return nil
		}
		if err := writeWhole(path, raw); errors.Is(err, fs.ErrExist) {
			continue // somebody else wrote it just now
		} else if err != nil {
			return fmt.Errorf("outbox: %w\nhint: is the disk full, or the folder read-only?", err)
		}
		f.tell(path, false)
		return nil
	}
	return fmt.Errorf("outbox %s: over %d mails named %s\nhint: move old mails elsewhere", f.Dir, most, name)
}

func (f Folder) tell(path string, unchanged bool) {
	if f.Wrote != nil {
		f.Wrote(path, unchanged)
	}
}

// writeWhole makes a new file in one step: readers see all of it or nothing.
// It doesn't replace a file.
func writeWhole(path string, data []byte) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), ".eml-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	if _, err = temp.Write(data); err == nil {
		err = temp.Sync()
	}
	if closing := temp.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if err = os.Link(temp.Name(), path); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	// A file system without hard links: rename would replace, so look first.
	if _, err := os.Lstat(path); err == nil {
		return fs.ErrExist
	}
	return os.Rename(temp.Name(), path)
}
