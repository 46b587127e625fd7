package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/pressly/goose/v3"
)

// Store is an open ledger file. It may be used by several goroutines.
type Store struct {
	db  *sql.DB
	own atomic.Int64 // revisions that this Store recorded, see Version
}

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks the file as ours, see the first migration.
const applicationID = 1918988143

// Open opens the ledger at a path, and makes it where there is none: the file for its
// owner alone (0600), its folder too (0700). It checks that the file is whole and
// brings an older one up to date. A file of another program isn't touched.
func Open(ctx context.Context, path string) (*Store, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, trouble(err)
	}
	if err := makeFile(abs); err != nil {
		return nil, trouble(err)
	}
	db, err := sql.Open("sqlite", dsn(abs))
	if err != nil {
		return nil, trouble(err)
	}
	db.SetMaxOpenConns(4)
	db.SetMaxIdleConns(4)
	s := &Store{db: db}
	if err := s.prepare(ctx, abs); err != nil {
		return nil, trouble(interrupted(ctx, errors.Join(err, db.Close())))
	}
	return s, nil
}

// Close closes the file.
func (s *Store) Close() error { return trouble(s.db.Close()) }

// makeFile makes an empty file that only its owner may read; SQLite gives the files
// that it puts beside it the same mode.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err == nil {
		return f.Close()
	}
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return &Trouble{Kind: Other, Sentence: Other.sentence(), Hint: "ledger: in the service file names a folder; name a file in it",
			Err: &fs.PathError{Op: "open", Path: path, Err: errors.New("is a folder")}}
	}
	return nil
}

// private closes a ledger to others, which somebody copied here with a wider mode, and
// what SQLite put beside it.
//
// Nothing here opens the file itself: closing a file lets go of every lock that its
// process has on it, and another Store may rely on them.
func private(path string) error {
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm()&0o077 == 0 {
			continue
		}
		if err := os.Chmod(name, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// dsn names the file and how every connection to it is set up.
func dsn(abs string) string {
	p := filepath.ToSlash(abs)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/…
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(10000)", // first: the others may have to wait already
		"synchronous(FULL)",   // a commit is on the disk before it returns
		"foreign_keys(1)",
		"secure_delete(1)",
		"temp_store(MEMORY)",
		"trusted_schema(0)",
	}}
	// Each part is escaped: SQLite decodes %41, and ends the path at ? and #.
	parts := strings.Split(p, "/")
	for i := range parts {
		parts[i] = strings.ReplaceAll(url.QueryEscape(parts[i]), "+", "%20")
	}
	return "file://" + strings.Join(parts, "/") + "?" + q.Encode()
}

// prepare checks the file and brings it up to date.
func (s *Store) prepare(ctx context.Context, path string) error {
	if err := s.ours(ctx); err != nil {
		return err
	}
	if err := private(path); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	if err := migrate(ctx, p); err != nil {
		return err
	}
	// SQLite opens what it can only read as well; a first round would find out.
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM pause WHERE false")
		return err
	})
}

// ours checks that the file is whole, and empty or a ledger.
func (s *Store) ours(ctx context.Context) error {
	var word string
	if err := s.db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&word); err != nil {
		return err
	}
	if word != "ok" {
		return Corrupt.of(errors.New(word))
	}
	var id, others int64
	err := s.db.QueryRowContext(ctx, `SELECT application_id,
		(SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%')
		FROM pragma_application_id`).Scan(&id, &others)
	if err == nil && others > 0 && id != applicationID {
		return &Trouble{Kind: Other, Sentence: "Tệp này không phải sổ theo dõi của rasoat.",
			Hint: "name another file in ledger: of the service file; this one wasn't touched"}
	}
	return err
}

// migrate brings the file up to date. Two processes may be at it at the same moment:
// who comes second fails, and finds all done.
func migrate(ctx context.Context, p *goose.Provider) error {
	var failed error
	for range 3 {
		is, want, err := p.GetVersions(ctx)
		switch {
		case err != nil:
			failed = err
			continue
		case is > want:
			return Newer.of(nil)
		case is == want:
			return nil
		}
		_, failed = p.Up(ctx)
	}
	return failed
}

// change carries out a transaction: all of it, or nothing.
func (s *Store) change(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return trouble(interrupted(ctx, err))
	}
	defer tx.Rollback() // after Commit it does nothing
	if err := do(tx); err != nil {
		return trouble(interrupted(ctx, err))
	}
	return trouble(interrupted(ctx, tx.Commit()))
}

// look reads in one state of the file, and keeps no writer from it.
func (s *Store) look(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return trouble(interrupted(ctx, err))
	}
	defer tx.Rollback()
	return trouble(interrupted(ctx, do(tx)))
}
