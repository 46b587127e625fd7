package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Backup writes a copy of the whole ledger to a path, for its owner alone; its folder is
// made where there is none. A file that is there already is left as it is. Others may go on working meanwhile; the copy
// is one state of the ledger.
func (s *Store) Backup(ctx context.Context, path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return trouble(err)
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o700); err != nil {
		return noCopy(err)
	}
	f, err := os.OpenFile(abs, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return refused("Tệp sao lưu đã có: "+filepath.Base(abs)+".", "name a file that isn't there yet")
	}
	if err != nil {
		return noCopy(err)
	}
	if err := f.Close(); err != nil {
		return trouble(err)
	}
	if _, err := s.db.ExecContext(ctx, "VACUUM INTO ?", abs); err != nil { // into an empty file it may
		return trouble(interrupted(ctx, errors.Join(err, os.Remove(abs))))
	}
	return nil
}

// noCopy is a copy that can't be made where it should be: nothing is wrong with the ledger.
func noCopy(err error) *Trouble {
	return &Trouble{Sentence: "Không ghi được tệp sao lưu.", Hint: "check that this user may write to its folder, or name another one", Err: err}
}
