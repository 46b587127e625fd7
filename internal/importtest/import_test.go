// Package importtest holds the direction of the packages' dependencies.
package importtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "rasoat/"

// allowed says which of our packages each package may import; a package that
// isn't listed fails the test. cmd may import everything, and nothing imports cmd.
func allowed() map[string][]string {
	return map[string][]string{
		"rules":                  {},
		"config":                 {"rules"},
		"report":                 {"rules"},
		"mailer":                 {"rules"},
		"ledger":                 {"rules"},
		"post":                   {"rules", "ledger", "mailer"},
		"store":                  {"rules", "ledger"},
		"daemon":                 {"rules", "ledger", "post", "store", "sync", "mailer"},
		"sync":                   {"rules"},
		"sync/workbooktest":      {"rules", "sync"},
		"setup":                  {"rules"},
		"sync/xlsx":              {"rules", "sync", "setup"},
		"sync/gsheet":            {"rules", "sync", "setup"},
		"sync/gsheet/gsheettest": {"rules", "sync"},
		"doctor":                 {"rules", "sync", "sync/xlsx", "sync/gsheet", "mailer"},
		"plans":                  {},
		"plantest":               {"rules", "config"},
		"demo":                   {"rules", "sync", "sync/xlsx", "config", "plans"},
	}
}

// only says which packages may import a library, or a part of the standard one
// that reaches outside of the program.
func only() map[string][]string {
	return map[string][]string{
		"github.com/xuri/excelize": {"sync/xlsx", "demo"},
		"go.yaml.in/yaml":          {"config", "plantest"},
		"github.com/robfig":        {"config", "daemon"},
		"github.com/wneessen":      {"mailer"},
		"github.com/go-analyze":    {"mailer"},
		"github.com/alecthomas":    {"cmd/rasoat"},
		"google.golang.org/api":    {"sync/gsheet", "sync/gsheet/gsheettest"},
		"net":                      {"mailer", "config", "cmd/rasoat", "sync/gsheet", "sync/gsheet/gsheettest"},
		"net/http":                 {"cmd/rasoat", "sync/gsheet", "sync/gsheet/gsheettest"},
		"github.com/go-co-op":      {"daemon"},
		"github.com/jonboulle":     {"daemon"},
		"github.com/pressly":       {"store"},
		"modernc.org":              {"store"},
		"os/exec":                  {},
	}
}

// pure packages do no input or output, ask no clock and log nothing.
func pure() []string { return []string{"rules", "report", "setup", "ledger", "post"} }

func TestDirection(t *testing.T) {
	imports := allowed()
	for pkg, files := range sources(t) {
		mayUse, known := imports[pkg]
		for _, f := range files {
			for _, spec := range f.Imports {
				name, _ := strconv.Unquote(spec.Path.Value)
				if ours, ok := strings.CutPrefix(name, module); ok {
					if !strings.HasPrefix(pkg, "cmd/") && !slices.Contains(mayUse, ours) {
						t.Errorf("%s must not import %s", pkg, ours)
					}
					continue
				}
				checkLibrary(t, pkg, name)
			}
		}
		if !known && !strings.HasPrefix(pkg, "cmd/") && !strings.HasPrefix(pkg, "internal/") {
			t.Errorf("package %s has no place in the direction of dependencies: see allowed", pkg)
		}
	}
}

func checkLibrary(t *testing.T, pkg, name string) {
	t.Helper()
	for prefix, pkgs := range only() {
		below := strings.Contains(prefix, ".") && strings.HasPrefix(name, prefix+"/") // a library's packages
		if (name == prefix || below) && !slices.Contains(pkgs, pkg) {
			t.Errorf("%s must not import %s", pkg, name)
		}
	}
	outside := []string{"os", "io/fs", "net", "net/http", "log", "log/slog", "context", "math/rand", "math/rand/v2", "sync", "embed", "path/filepath"}
	if slices.Contains(pure(), pkg) && slices.Contains(outside, name) {
		t.Errorf("%s is pure and must not import %s", pkg, name)
	}
}

// TestClock: only the program and what handles files asks for the time; nothing
// runs before main but variables' values.
func TestClock(t *testing.T) {
	for pkg, files := range sources(t) {
		clock := strings.HasPrefix(pkg, "cmd/") || strings.HasPrefix(pkg, "sync/")
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.SelectorExpr:
					x, ok := n.X.(*ast.Ident)
					if ok && !clock && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until"}, n.Sel.Name) {
						t.Errorf("%s asks for the time (time.%s)", pkg, n.Sel.Name)
					}
				case *ast.FuncDecl:
					if n.Name.Name == "init" && n.Recv == nil {
						t.Errorf("%s has an init function", pkg)
					}
				}
				return true
			})
		}
	}
}

// sources is every file of the module but tests, by package folder.
func sources(t *testing.T) map[string][]*ast.File {
	t.Helper()
	root := filepath.Join("..", "..")
	out := map[string][]*ast.File{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && p != root && (strings.HasPrefix(name, ".") || name == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(p))
		if err != nil {
			return err
		}
		dir := path.Clean(filepath.ToSlash(rel))
		out[dir] = append(out[dir], file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
