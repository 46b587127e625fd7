package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
	"golang.org/x/text/unicode/norm"
)

var update = flag.Bool("update", false, "write the golden files")

// load loads a plan, or a service file where the name begins so.
func load(path string) error {
	if strings.HasPrefix(filepath.Base(path), "service") {
		_, err := Load(path)
		return err
	}
	_, err := LoadPlan(path)
	return err
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(files), err)
	}
	return files
}

func TestGood(t *testing.T) {
	for _, f := range glob(t, "testdata/good/*.yaml") {
		if err := load(f); err != nil {
			t.Errorf("%v", err)
		}
	}
}

// TestBad compares all that is said about each bad file with the .txt beside it.
func TestBad(t *testing.T) {
	for _, f := range glob(t, "testdata/bad/*.yaml") {
		t.Run(filepath.Base(f), func(t *testing.T) {
			err := load(f)
			var problems Problems
			if !errors.As(err, &problems) {
				t.Fatalf("no problems: %v", err)
			}
			for i := range problems {
				problems[i].File = strings.TrimPrefix(filepath.ToSlash(problems[i].File), "testdata/bad/")
				problems[i].Message = strings.ReplaceAll(problems[i].Message, filepath.FromSlash("testdata/bad/"), "")
			}
			got := problems.Error() + "\n"
			golden := strings.TrimSuffix(f, ".yaml") + ".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, _ := os.ReadFile(golden)
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got; -update writes it)\n%s", diff)
			}
		})
	}
}

// TestSchema holds every good file against the schema, and finds the schema's
// faults in files with unknown keys.
func TestSchema(t *testing.T) {
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	for _, f := range glob(t, "testdata/good/*.yaml") {
		for _, fault := range faults(t, s, f) {
			t.Errorf("%s: %s", f, fault)
		}
	}
	for _, f := range []string{"keys", "types", "service", "service-keys", "service-secret", "service-daemon", "service-schedule"} {
		if len(faults(t, s, "testdata/bad/"+f+".yaml")) == 0 {
			t.Errorf("the schema finds nothing wrong with %s", f)
		}
	}
}

// faults is what the schema says against a file.
func faults(t *testing.T, s map[string]any, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	node := newSource(file, text).parse(text)
	kind := "plan"
	for i := 0; i < len(node.Content); i += 2 {
		if node.Content[i].Value == "plan" {
			kind = "service"
		}
	}
	return against(s["$defs"].(map[string]any)[kind].(map[string]any), node, file)
}

// against checks a node as far as our schema uses JSON schema.
func against(s map[string]any, n *yaml.Node, at string) []string {
	if about, ok := s["description"]; ok && about == nil {
		return []string{at + ": a description that is no text"}
	}
	if of, ok := s["anyOf"].([]any); ok {
		var all []string
		for _, one := range of {
			faults := against(one.(map[string]any), n, at)
			if len(faults) == 0 {
				return nil
			}
			all = append(all, faults...)
		}
		return all
	}
	if words, ok := s["enum"].([]any); ok && !slices.Contains(words, any(n.Value)) {
		return []string{at + ": not in enum"}
	}
	if p, ok := s["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(n.Value) {
		return []string{at + ": pattern"}
	}
	types := fmt.Sprint(s["type"], "string")
	kind := map[yaml.Kind]string{yaml.MappingNode: "object", yaml.SequenceNode: "array", yaml.ScalarNode: "string"}[n.Kind]
	if n.Kind == yaml.ScalarNode && s["type"] != nil {
		kind = map[string]string{"!!int": "integer", "!!float": "number", "!!bool": "boolean"}[n.Tag]
		if kind == "" || strings.Contains(types, "number") {
			kind = "string"
		}
		types = strings.TrimSuffix(types, "string")
	}
	if !strings.Contains(types, kind) {
		return []string{fmt.Sprintf("%s: %s isn't %s", at, kind, types)}
	}
	return within(s, n, at)
}

// within checks what a list or mapping holds.
func within(s map[string]any, n *yaml.Node, at string) []string {
	var all []string
	if items, ok := s["items"].(map[string]any); ok {
		for _, c := range n.Content {
			all = append(all, against(items, c, at+"[]")...)
		}
	}
	if n.Kind != yaml.MappingNode {
		return all
	}
	props, _ := s["properties"].(map[string]any)
	more, open := s["additionalProperties"].(map[string]any)
	have := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i].Value, n.Content[i+1]
		have[k] = true
		switch prop, ok := props[k].(map[string]any); {
		case ok:
			all = append(all, against(prop, v, at+"."+k)...)
		case open:
			all = append(all, against(more, v, at+"."+k)...)
		case s["additionalProperties"] == false:
			all = append(all, at+": unknown key "+k)
		}
	}
	need, _ := s["required"].([]any)
	for _, k := range need {
		if !have[k.(string)] {
			all = append(all, at+": missing "+k.(string))
		}
	}
	return all
}

// FuzzParsePlan: no text breaks the loader, every problem lies in the text, and
// one that it takes is a whole plan.
func FuzzParsePlan(f *testing.F) {
	for _, pattern := range []string{"testdata/good/*.yaml", "testdata/bad/*.yaml"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		plan, err := ParsePlan("plan.yaml", text)
		if err == nil {
			if plan.Register.Table == nil || plan.Location == nil || len(plan.Rules) == 0 {
				t.Fatalf("a plan with holes: %+v", plan)
			}
			return
		}
		var problems Problems
		if !errors.As(err, &problems) || len(problems) == 0 {
			t.Fatalf("not Problems: %v", err)
		}
		lines := newSource("plan.yaml", text).lines
		for _, p := range problems {
			if p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > utf8.RuneCountInString(lines[p.Line-1])+1 {
				t.Fatalf("outside the file: %+v", p)
			}
			if p.Message == "" || !bytes.Contains(text, []byte("%!")) && strings.Contains(p.String(), "%!") {
				t.Fatalf("no message: %+v", p)
			}
			rest := string([]rune(lines[p.Line-1])[p.Col-1:])
			if key, ok := strings.CutPrefix(p.Message, "unknown key "); ok && len(rest) > 0 && !strings.ContainsAny(rest[:1], `"'|>!&?`) && key[1] >= 'a' && key[1] <= 'z' && rest[0] != key[1] {
				t.Fatalf("points elsewhere: %+v", p)
			}
		}
	})
}

func TestShow(t *testing.T) {
	for _, c := range []struct {
		text       string
		col        int
		line, mark string
	}{
		{"năm: x", 6, "năm: x", "     "},
		{"na\u0306m: x", 7, "na\u0306m: x", "     "}, // decomposed: the mark has no width of its own
		{"\ta: x", 2, "    a: x", "    "},
		{"你好: x", 5, "你好: x", "      "},
		{"a\u200bb", 3, "a\u200bb", " "},
		{"", 1, "", ""},
	} {
		line, mark := show(c.text, c.col)
		if line != c.line || mark != c.mark {
			t.Errorf("show(%q, %d) = %q, %q", c.text, c.col, line, mark)
		}
	}
}

// TestDecomposed: text is kept in composed form, however it was typed; places
// count the characters as they are.
func TestDecomposed(t *testing.T) {
	text, err := os.ReadFile("testdata/good/commune.yaml")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := ParsePlan("plan.yaml", norm.NFD.Bytes(text))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Đoàn xã Hòa Bình"; plan.Office.Name != want {
		t.Errorf("%q, want %q", plan.Office.Name, want)
	}
}

// TestEditors: what editors on other systems do to a file doesn't matter.
func TestEditors(t *testing.T) {
	text, err := os.ReadFile("testdata/good/commune.yaml")
	if err != nil {
		t.Fatal(err)
	}
	windows := "\ufeff" + strings.ReplaceAll(string(text), "\n", "\r\n")
	if _, err := ParsePlan("plan.yaml", []byte(windows)); err != nil {
		t.Error(err)
	}
	_, err = ParsePlan("plan.yaml", []byte(strings.Replace(windows, "year:", "yaer:", 1)))
	if want := "plan.yaml:2:1: unknown key \"yaer\"\n    yaer: 2024\n    ^\n    hint: did you mean \"year\"?"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if _, err := ParsePlan("plan.yaml", []byte("\xff\xfet\x00i\x00")); err == nil || !strings.Contains(err.Error(), "1:1: this isn't UTF-8") {
		t.Error(err)
	}
}
