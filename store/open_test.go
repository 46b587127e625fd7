package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rasoat/ledger"
	"rasoat/store"
)

// TestPaths: the file is where its path says, whatever characters it has.
func TestPaths(t *testing.T) {
	names := []string{"rasoat.db", "sổ theo dõi.db", "a b.db", "100%.db", "%41.db", "a#b.db", "a+b&c=d;e.db", "'.db", "file:x.db", ":memory:", "-x"}
	if runtime.GOOS != "windows" {
		names = append(names, "a?mode=ro.db", "what?.db", `a\b.db`, "a\nb.db", "\xff.db")
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			if runtime.GOOS == "windows" && strings.Contains(name, ":") {
				t.Skip("no such names here")
			}
			dir := filepath.Join(t.TempDir(), "mới", name+".d")
			s := open(t, filepath.Join(dir, name))
			put(t, s, letter(1))
			must(t, s.Close())
			files, err := os.ReadDir(dir)
			must(t, err)
			if len(files) != 1 || files[0].Name() != name {
				t.Errorf("the folder has %v", files)
			}
			get(t, open(t, filepath.Join(dir, name)), 1)
		})
	}
}

// TestRelative: a relative path counts from where the program was when it opened it.
func TestRelative(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	s := open(t, "rasoat.db")
	t.Chdir(t.TempDir())
	put(t, s, letter(1))
	must(t, s.Close())
	get(t, open(t, filepath.Join(dir, "rasoat.db")), 1)
}

// TestPrivate: all files, and folders that are made, are for their owner alone.
func TestPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes are those of Unix")
	}
	dir := filepath.Join(t.TempDir(), "a", "b")
	path := filepath.Join(dir, "rasoat.db")
	s := open(t, path)
	put(t, s, letter(1))
	lock, err := store.Hold(t.Context(), path, store.DaemonLock, 0, store.Holder{})
	must(t, err)
	defer lock.Release()
	must(t, s.Backup(t.Context(), filepath.Join(dir, "copy.db")))
	for name, want := range map[string]os.FileMode{
		"": 0o700 | os.ModeDir, "..": 0o700 | os.ModeDir, "rasoat.db": 0o600, "rasoat.db-wal": 0o600, "rasoat.db-shm": 0o600,
		"rasoat.db.daemon.lock": 0o600, "rasoat.db.daemon.json": 0o600, "copy.db": 0o600,
	} {
		info, err := os.Stat(filepath.Join(dir, name))
		must(t, err)
		if info.Mode() != want {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
	must(t, s.Close())
	must(t, os.Chmod(path, 0o644))
	put(t, open(t, path), letter(2))
	for _, name := range []string{path, path + "-wal"} {
		if info, err := os.Stat(name); err != nil || info.Mode() != 0o600 {
			t.Errorf("a file that was open to others: %v, %v", info, err)
		}
	}
}

// filled is a ledger of a few hundred pages, closed.
func filled(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rasoat.db")
	s := open(t, path)
	record(t, s, store.Round{Step: firstStep(2000)})
	must(t, s.Close())
	return path
}

// TestBroken is files that can't be used, and what they are called.
func TestBroken(t *testing.T) {
	for _, test := range []struct {
		name  string
		spoil func(t *testing.T, path string)
		kind  store.Kind
	}{
		{"a newer program's", func(t *testing.T, path string) {
			s := open(t, path)
			_, err := s.DB().Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)")
			must(t, err)
			must(t, s.Close())
		}, store.Newer},
		{"garbage", func(t *testing.T, path string) {
			must(t, os.WriteFile(path, []byte(strings.Repeat("đây không phải cơ sở dữ liệu ", 1000)), 0o600))
		}, store.Corrupt},
		{"cut", func(t *testing.T, path string) {
			info, err := os.Stat(path)
			must(t, err)
			must(t, os.Truncate(path, info.Size()/2))
		}, store.Corrupt},
		{"a page overwritten", func(t *testing.T, path string) { overwrite(t, path, 20) }, store.Corrupt},
		{"the first page overwritten", func(t *testing.T, path string) { overwrite(t, path, 0) }, store.Corrupt},
		{"a folder", func(t *testing.T, path string) {
			must(t, os.Remove(path))
			must(t, os.Mkdir(path, 0o700))
		}, store.Other},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filled(t)
			test.spoil(t, path)
			s, err := store.Open(t.Context(), path)
			if err == nil {
				s.Close()
			}
			if trouble := wantKind(t, err, test.kind); trouble.Hint == "" {
				t.Error("no hint")
			}
			if _, err := os.Stat(path + ".daemon.lock"); err == nil {
				t.Error("a lock was made")
			}
		})
	}
}

// overwrite fills one page with noise.
func overwrite(t *testing.T, path string, page int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	must(t, err)
	defer f.Close()
	_, err = f.WriteAt(bytes.Repeat([]byte{0xa5, 0x17}, 2048), page*4096)
	must(t, err)
}

// TestNotOurs: the file of another program is refused and stays as it is.
func TestNotOurs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := sql.Open("sqlite", path)
	must(t, err)
	_, err = db.Exec("CREATE TABLE entries (x)")
	must(t, err)
	must(t, db.Close())
	must(t, os.Chmod(path, 0o644))
	before, err := os.ReadFile(path)
	must(t, err)
	_, err = store.Open(t.Context(), path)
	wantKind(t, err, store.Other)
	after, err := os.ReadFile(path)
	must(t, err)
	info, err := os.Stat(path)
	must(t, err)
	if !bytes.Equal(before, after) || runtime.GOOS != "windows" && info.Mode() != 0o644 {
		t.Error("it was touched")
	}
}

// TestEmptyFile: an empty file, as a first start that was killed leaves it, becomes a
// ledger.
func TestEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rasoat.db")
	must(t, os.WriteFile(path, nil, 0o600))
	same(t, load(t, open(t, path)), ledger.Ledger{})
}

// TestNoFolder: where no file can be made, the error says so.
func TestNoFolder(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	_, err := store.Open(t.Context(), filepath.Join(file, "rasoat.db"))
	wantKind(t, err, store.Other)
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("nothing is closed to this user: run the tests as another one")
	}
	path := filled(t)
	for _, mode := range []os.FileMode{0o500, 0o000} {
		must(t, os.Chmod(filepath.Dir(path), mode))
		_, err = store.Open(t.Context(), path)
		must(t, os.Chmod(filepath.Dir(path), 0o700))
		wantKind(t, err, store.Other)
	}
	must(t, os.Chmod(path, 0o400))
	_, err = store.Open(t.Context(), path)
	wantKind(t, err, store.Other)
}

// TestEnded: a context that ended is told as such.
func TestEnded(t *testing.T) {
	s := fresh(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Record(ctx, store.Round{Letters: []store.Letter{letter(1)}})
	if trouble := wantKind(t, err, store.Other); trouble.Unwrap() == nil || !strings.Contains(err.Error(), context.Canceled.Error()) {
		t.Errorf("error %v", err)
	}
	if _, err := store.Open(ctx, filepath.Join(t.TempDir(), "x")); err == nil {
		t.Error("opened")
	}
}

// TestBubble: in simulated time, too, a ledger opens, records, waits and closes.
func TestBubble(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rasoat.db")
	synctest.Test(t, func(t *testing.T) {
		s, err := store.Open(t.Context(), path)
		must(t, err)
		for range 30 {
			now := time.Now().UTC()
			record(t, s, store.Round{Cycle: store.Cycle{At: now}, Step: ledger.Step{At: now}})
			lock, err := store.Hold(t.Context(), path, store.CycleLock, time.Minute, store.Holder{Since: now})
			must(t, err)
			go func() {
				time.Sleep(30 * time.Second)
				must(t, lock.Release())
			}()
			again, err := store.Hold(t.Context(), path, store.CycleLock, time.Minute, store.Holder{Since: now})
			must(t, err)
			must(t, again.Release())
			time.Sleep(24 * time.Hour)
		}
		cycles, err := s.Cycles(t.Context(), 0)
		must(t, err)
		if len(cycles) != 8 { // the first, which was news, and those of the last seven days
			t.Errorf("%d cycles", len(cycles))
		}
		must(t, s.Close())
	})
}
