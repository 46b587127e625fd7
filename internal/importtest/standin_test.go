package importtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"testing"
)

// TestStandIn: what stands in for Google is in nobody's path but the demo's.
func TestStandIn(t *testing.T) {
	const standIn = `"` + module + `sync/gsheet/gsheettest"`
	for pkg := range sources(t) {
		files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(pkg), "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			base := filepath.Base(name)
			test, _ := filepath.Match("*_test.go", base)
			demo, _ := filepath.Match("demo_*.go", base)
			if test || demo && pkg == "cmd/rasoat" {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			if slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == standIn }) {
				t.Errorf("%s must not import the stand-in for Google", name)
			}
		}
	}
}
