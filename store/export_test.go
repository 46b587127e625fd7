package store

import "database/sql"

// DB lets tests reach under the store.
func (s *Store) DB() *sql.DB { return s.db }

// DSN is how a path is opened.
func DSN(path string) string { return dsn(path) }
