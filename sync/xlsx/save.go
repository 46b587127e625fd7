package xlsx

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rasoat/sync"
)

// sum identifies a file's content.
type sum [sha256.Size]byte

// sumOf is the sum of what a file holds now.
func sumOf(name string) (sum, error) {
	f, err := os.Open(name)
	if err != nil {
		return sum{}, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum{}, err
	}
	return sum(h.Sum(nil)), nil
}

// saving is one file on its way into another's place.
type saving struct {
	disk
	path      string
	was, ours sum
	temp      leftover
}

// save puts fresh in place of the file, if the file still holds what was read.
// At any moment, whatever fails, the file is whole: the old or the new one.
//
//	write .new.tmp, sync ── name it .swap.tmp ── exchange ── compare ── remove
//
// The file that was replaced is compared with what was read. When a person saved
// in between it is put back, and ErrStale says to read again.
func (w *Workbook) save(path string, was, fresh []byte) error {
	s := &saving{disk: w.disk, path: path, was: sha256.Sum256(was), ours: sha256.Sum256(fresh)}
	s.temp = newLeftover(path, w.now(), s.was, s.ours)
	if err := s.stage(fresh); err != nil {
		_ = s.remove(s.temp.name(stepNew))
		_ = s.remove(s.temp.name(stepSwap))
		return err
	}
	err := s.swap()
	if errors.Is(err, errNoExchange) {
		err = s.replace()
	}
	_ = syncDir(filepath.Dir(path)) // the file stands; only a power cut now could undo it
	return err
}

// stage writes the new file beside the old one, with its mode, owner and attributes.
func (s *saving) stage(fresh []byte) error {
	info, err := os.Stat(s.path)
	if err != nil {
		return err
	}
	name := s.temp.name(stepNew)
	f, err := s.create(name, 0o600)
	if err != nil {
		return err
	}
	err = s.write(f, fresh)
	if err == nil {
		err = s.sync(f)
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	sameOwner(name, info)
	sameAttributes(s.path, name)
	if err := os.Chmod(name, info.Mode().Perm()); err != nil {
		return err
	}
	return s.rename(name, s.temp.name(stepSwap))
}

// swap exchanges the two files and looks at what came out.
func (s *saving) swap() error {
	temp := s.temp.name(stepSwap)
	if err := s.exchange(temp, s.path); err != nil {
		if !errors.Is(err, errNoExchange) {
			_ = s.remove(temp)
		}
		return err
	}
	got, err := sumOf(temp)
	if err == nil && got == s.was {
		_ = s.remove(temp) // what stays behind is cleared away next time
		return nil
	}
	return s.putBack(temp)
}

// rounds bounds how often a file is put back.
const rounds = 20

// putBack gives a person's file its place again. What comes out must be our
// file; when it is another one, a person saved once more, and that one is the
// newest: it goes in again.
func (s *saving) putBack(temp string) error {
	expected := s.ours
	for range rounds {
		theirs, err := sumOf(temp)
		if err != nil {
			return s.keep(temp, err)
		}
		if err := s.exchange(temp, s.path); err != nil {
			return s.keep(temp, err)
		}
		got, err := sumOf(temp)
		if err != nil {
			return s.keep(temp, err)
		}
		if got == expected {
			_ = s.remove(temp)
			return sync.ErrStale
		}
		expected = theirs
	}
	return s.keep(temp, errors.New("somebody saves all the time"))
}

// keep gives a file that couldn't be put back a name that people see.
func (s *saving) keep(temp string, err error) error {
	if at, sumErr := sumOf(s.path); sumErr == nil && at == s.ours && s.rename(temp, s.path) == nil {
		return sync.ErrStale
	}
	name, keepErr := keepBeside(s.path, temp)
	if keepErr != nil {
		name = temp
	}
	return &reason{"có người lưu tệp cùng lúc; bản của họ được giữ ở '" + filepath.Base(name) + "'",
		"compare the two files and keep the right one", errors.Join(err, keepErr)}
}

// replace is swap for systems that can't exchange: the old file keeps a second
// name until the new one stands in its place and it has been compared.
func (s *saving) replace() (err error) {
	temp, backup := s.temp.name(stepSwap), s.temp.name(stepOld)
	defer func() { _ = s.remove(temp) }() // gone already when all went well
	linked := s.link(s.path, backup) == nil
	if !linked {
		if err := s.copyFile(s.path, backup); err != nil {
			_ = s.remove(backup)
			return err
		}
	}
	if got, err := sumOf(backup); err != nil || got != s.was || linked && !sameFile(s.path, backup) {
		_ = s.remove(backup)
		return errors.Join(err, sync.ErrStale)
	}
	if err := s.rename(temp, s.path); err != nil {
		_ = s.remove(backup)
		return err
	}
	if got, err := sumOf(backup); err != nil || got != s.was { // written into while we renamed
		return s.keep(backup, err)
	}
	_ = s.remove(backup)
	return nil
}

// copyFile copies a file where it can't have a second name.
func (s *saving) copyFile(from, to string) error {
	data, err := readFile(from)
	if err != nil {
		return err
	}
	f, err := s.create(to, 0o600)
	if err != nil {
		return err
	}
	err = s.write(f, data)
	if err == nil {
		err = s.sync(f)
	}
	return errors.Join(err, f.Close())
}

// sameFile reports whether two names mean one file.
func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(x, y)
}

// keepBeside renames a file to a name beside the workbook's.
func keepBeside(path, temp string) (string, error) {
	ext := filepath.Ext(path)
	for i := 1; i < 1000; i++ {
		name := fmt.Sprintf("%s (bản giữ lại %d)%s", strings.TrimSuffix(path, ext), i, ext)
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name, os.Rename(temp, name)
		}
	}
	return "", fs.ErrExist
}
