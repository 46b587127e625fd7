package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// value is what a key may hold: it reads itself from a node, noting what is
// wrong, and describes itself to editors.
type value interface {
	mark(*yaml.Node)
	read(*walker, *yaml.Node)
	schema() shape
}

// shape is a piece of a JSON schema.
type shape = map[string]any

// key is one key of a mapping. The same table of keys reads the file and makes
// the schema, so the two can't differ.
type key struct {
	name  string
	need  bool
	about string
	to    value
}

// form is a mapping with known keys.
type form interface {
	mark(*yaml.Node)
	keys() []key
}

// spot is where a value stands; nil when its key is absent.
type spot struct{ n *yaml.Node }

func (s *spot) mark(n *yaml.Node) { s.n = n }

// given reports whether the key stands in the file, whatever its value.
func (s *spot) given() bool { return s.n != nil }

// walker goes over a file's tree.
type walker struct {
	*source
	settings map[string]*setting
}

// setting is one of the plan's settings.
type setting struct {
	name, value *yaml.Node
	users       []int // lines in which its $name stands
}

// read reads one value, following a $name to its setting.
func (w *walker) read(to value, n *yaml.Node) {
	to.mark(n)
	if n = w.settle(n); n != nil {
		to.mark(n)
		to.read(w, n)
	}
}

// reference is a value that stands for a setting.
var reference = regexp.MustCompile(`^\$([\pL_][\pL\pN_]*)$`)

// settle is the node that holds the value, nil when it can't be used.
func (w *walker) settle(n *yaml.Node) *yaml.Node {
	if !w.plain(n) {
		return nil
	}
	ref := reference.FindStringSubmatch(n.Value)
	if n.Kind != yaml.ScalarNode || ref == nil || w.settings == nil {
		return n
	}
	set, ok := w.settings[ref[1]]
	if !ok {
		w.problem(n, mean(ref[1], w.settingNames(), "settings"), "there is no setting %q", ref[1])
		return nil
	}
	set.users = append(set.users, n.Line)
	if !w.plain(set.value) {
		return nil
	}
	if set.value.Kind == yaml.ScalarNode && reference.MatchString(set.value.Value) {
		w.problem(set.value, "write its value here", "a setting can't stand for another one")
		return nil
	}
	return set.value
}

// plain refuses what YAML knows and plans don't need.
func (w *walker) plain(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		w.problem(n, "name the value under settings: and write $name; quote text that begins with *", "*%s can't be used here", n.Value)
	case n.Anchor != "":
		w.problem(n, "name the value under settings: and write $name; quote text that begins with &", "&%s can't be used here", n.Anchor)
	case n.Style&yaml.TaggedStyle != 0:
		w.problem(n, "quote text that begins with !", "%s can't be used here", n.Tag)
	case n.Kind == yaml.ScalarNode && n.Tag == "!!null":
		w.problem(n, "write it, or leave the key out", "a value is missing here")
	default:
		return true
	}
	return false
}

func (w *walker) settingNames() []string {
	var names []string
	for name := range w.settings {
		names = append(names, name)
	}
	return sorted(names)
}

// pairs calls each for the keys of a mapping and their values; what stands
// twice is a problem, and only the first is used.
func (w *walker) pairs(n *yaml.Node, each func(name string, k, v *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		w.wrong(n, "keys with values are wanted")
		return
	}
	lines := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode || k.Style&yaml.TaggedStyle != 0 || k.Anchor != "" {
			w.problem(k, "quote text that begins with a special character", "a key must be a plain word")
			continue
		}
		name := clean(k.Value)
		if first, twice := lines[name]; twice {
			w.problem(k, "keep one of them", "%q stands twice, first in line %d", name, first)
			continue
		}
		lines[name] = k.Line
		each(name, k, v)
	}
}

// form reads a mapping with known keys.
func (w *walker) form(n *yaml.Node, f form) {
	keys := f.keys()
	var names []string
	for _, k := range keys {
		names = append(names, k.name)
	}
	found := map[string]bool{}
	w.pairs(n, func(name string, k, v *yaml.Node) {
		found[name] = true
		for _, key := range keys {
			if key.name == name {
				w.read(key.to, v)
				return
			}
		}
		w.unknownKey(k, name, names, belongs(name, keys))
		found[near(name, names)] = true // its own problem says so already
	})
	if n.Kind != yaml.MappingNode {
		return
	}
	for _, k := range keys {
		if k.need && !found[k.name] {
			w.problem(n, k.about, "%q is missing here", k.name)
		}
	}
}

// belongs is the key under which name is known, "" for none.
func belongs(name string, keys []key) string {
	for _, k := range keys {
		if f, ok := k.to.(form); ok && slices.ContainsFunc(f.keys(), func(k key) bool { return k.name == name }) {
			return k.name
		}
	}
	return ""
}

func (w *walker) unknownKey(k *yaml.Node, name string, names []string, under string) {
	switch {
	case name == "<<":
		w.problem(k, "write the keys out, or name the value under settings:", "<< can't be used here")
	case strings.HasPrefix(strings.ToLower(name), "passw"):
		w.problem(k, "a secret doesn't belong into this file: name an environment variable (password_env) or a file (password_file)", "%q can't be used here", name)
	case under != "" && near(name, names) == "":
		w.problem(k, fmt.Sprintf("it belongs under %s:", under), "%q can't be used here", name)
	default:
		w.problem(k, mean(name, names, "keys here"), "unknown key %q", name)
	}
}

// wrong notes a value of the wrong kind, in plain words.
func (w *walker) wrong(n *yaml.Node, wanted string) {
	hint := ""
	if n.Kind == yaml.ScalarNode && reference.MatchString(n.Value) {
		hint = "there are no settings in this file"
	}
	w.problem(n, hint, "%s, not %s", wanted, kindOf(n))
}

// kindOf is a node in words.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys with values"
	case yaml.SequenceNode:
		return "a list"
	}
	return quote(n.Value)
}
