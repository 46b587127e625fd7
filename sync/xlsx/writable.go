package xlsx

import (
	"os"
	"path/filepath"
)

// Writable reports what would stop a writing now: another program that has the
// file open, rights that are missing, a full disk. It is a *sync.Trouble; nil when
// nothing does. The file isn't touched.
func (w *Workbook) Writable() error {
	path, err := w.target()
	if err != nil {
		return trouble(reading, w.path, err)
	}
	if err := w.mayWrite(path); err != nil {
		return trouble(writing, w.path, err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".rasoat-*") // a new file takes the old one's place
	if err != nil {
		return trouble(writing, w.path, err)
	}
	defer os.Remove(f.Name())
	if err := f.Close(); err != nil {
		return trouble(writing, w.path, err)
	}
	return nil
}
