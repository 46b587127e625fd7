package plantest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v4"
)

// file is a test file.
type file struct {
	Given tabs   `yaml:"given"`
	Tests []test `yaml:"tests"`
}

// test is one test of a file.
type test struct {
	Name    string              `yaml:"test"`
	Rule    words               `yaml:"rule"`
	Rules   words               `yaml:"rules"`
	Unit    words               `yaml:"unit"`
	Units   words               `yaml:"units"`
	Period  words               `yaml:"period"`
	Periods words               `yaml:"periods"`
	Enable  words               `yaml:"enable"`
	Given   tabs                `yaml:"given"`
	Day     string              `yaml:"day"`
	Expect  *want               `yaml:"expect"`
	Days    days                `yaml:"days"`
	Defects *[]string           `yaml:"defects"`
	Lists   map[string][]string `yaml:"lists"`
	line    int
}

// plainTest reads a test without its own method.
type plainTest test

// UnmarshalYAML keeps the test's line.
func (t *test) UnmarshalYAML(n *yaml.Node) error {
	if err := strictly(n, (*plainTest)(t)); err != nil {
		return err
	}
	t.line = n.Line
	return nil
}

// words is one word or a list of them.
type words []string

// UnmarshalYAML takes both forms.
func (w *words) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*w = words{n.Value}
		return nil
	}
	return strictly(n, (*[]string)(w))
}

// days is what is expected on several days, in the file's order.
type days []dayWant

type dayWant struct {
	day  string
	want want
}

// UnmarshalYAML reads a mapping of days.
func (d *days) UnmarshalYAML(n *yaml.Node) error {
	return pairs(n, "days, each with what is expected: {20/10/2022: met}", func(k, v *yaml.Node) error {
		one := dayWant{day: k.Value}
		if err := one.want.UnmarshalYAML(v); err != nil {
			return err
		}
		*d = append(*d, one)
		return nil
	})
}

// strictly reads a node with unknown keys refused, as yaml's own Decode wouldn't.
func strictly(n *yaml.Node, to any) error { return n.Load(to, yaml.WithKnownFields()) }

// pairs calls each for the keys of a mapping and their values, in order.
func pairs(n *yaml.Node, wanted string, each func(k, v *yaml.Node) error) error {
	if n.Kind != yaml.MappingNode {
		return at(n, "wanted: %s", wanted)
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode || seen[k.Value] {
			return at(k, "%q stands twice, or isn't a plain word", k.Value)
		}
		seen[k.Value] = true
		if err := each(k, v); err != nil {
			return err
		}
	}
	return nil
}

// misplaced is an error at a place of the file.
type misplaced struct {
	line, col int
	text      string
}

func (m *misplaced) Error() string { return m.text }

func at(n *yaml.Node, format string, args ...any) error {
	return &misplaced{n.Line, n.Column, fmt.Sprintf(format, args...)}
}

// load reads a test file. Its errors begin with file:line:col.
func load(path string) (*file, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the tests can't be read: %w", err)
	}
	return parse(filepath.Base(path), text)
}

// parse reads a test file's text; name stands before its errors.
func parse(name string, text []byte) (*file, error) {
	var f file
	if err := yaml.Load(text, &f, yaml.WithKnownFields()); err != nil {
		return nil, located(name, err)
	}
	if len(f.Tests) == 0 {
		return nil, fmt.Errorf("%s:1:1: there are no tests; write tests: and a list of them", name)
	}
	return &f, f.check(name)
}

// located puts file, line and column before each of yaml's errors.
func located(name string, err error) error {
	var many *yaml.LoadErrors
	if !errors.As(err, &many) {
		var one *yaml.LoadError
		if errors.As(err, &one) {
			return fmt.Errorf("%s:%d:%d: %s", name, one.Mark.Line, one.Mark.Column, one.Message)
		}
		return fmt.Errorf("%s: %w", name, err)
	}
	var lines []string
	for _, one := range many.Errors {
		line, col, text := one.Mark.Line, one.Mark.Column, one.Message
		var m *misplaced
		if errors.As(one, &m) {
			line, col, text = m.line, m.col, m.text
		}
		lines = append(lines, fmt.Sprintf("%s:%d:%d: %s", name, line, col, text))
	}
	return errors.New(strings.Join(lines, "\n"))
}

// check finds tests that say too little.
func (f *file) check(name string) error {
	var lines []string
	for i := range f.Tests {
		t := &f.Tests[i]
		wrong := func(text string) { lines = append(lines, fmt.Sprintf("%s:%d:1: %s", name, t.line, text)) }
		switch {
		case t.Name == "":
			wrong("the test has no name; write test: and what it shows")
		case (t.Day == "") != (t.Expect == nil && t.Defects == nil && t.Lists == nil):
			wrong("day: and expect: belong together")
		case t.Day == "" && len(t.Days) == 0:
			wrong("the test expects nothing; write day: and expect:, or days:")
		case t.Day != "" && len(t.Days) > 0:
			wrong("write either day: or days:")
		}
	}
	if lines == nil {
		return nil
	}
	return errors.New(strings.Join(lines, "\n"))
}
