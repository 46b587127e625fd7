package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows are the imports allowed between the project's packages, besides those
// of cmd, which wires everything. Tests may import more.
var arrows = map[string][]string{
	"config":                 {"rules"},
	"demo":                   {},
	"mailer":                 {"rules"},
	"plans":                  {},
	"plantest":               {"rules"},
	"report":                 {"rules"},
	"rules":                  {},
	"sync":                   {"rules"},
	"sync/gsheet":            {"rules", "sync"},
	"sync/gsheet/gsheettest": {},
	"sync/workbooktest":      {"rules", "sync"},
	"sync/xlsx":              {"rules", "sync"},
}

// pure are packages that neither open files nor speak to anybody nor log.
var pure = map[string][]string{
	"rules":  {"os", "io/fs", "net", "net/http", "log", "log/slog", "math/rand", "context", "path/filepath"},
	"report": {"os", "net", "log", "log/slog"},
}

func TestImportsPointOneWay(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		if strings.HasPrefix(pkg, "cmd/") || strings.Contains(pkg, "testdata") {
			return nil
		}
		allowed, known := arrows[pkg]
		if !known {
			t.Errorf("package %s has no place among the arrows", pkg)
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			own, isOwn := strings.CutPrefix(name, "rasoat/")
			if isOwn && !slices.Contains(allowed, own) {
				t.Errorf("%s imports %s", filepath.ToSlash(path), name)
			}
			if slices.Contains(pure[pkg], name) {
				t.Errorf("%s imports %s: package %s is pure", filepath.ToSlash(path), name, pkg)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
