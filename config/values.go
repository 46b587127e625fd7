package config

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// text is one line of text.
type text struct {
	spot
	s string
}

func (t *text) read(w *walker, n *yaml.Node) {
	if n.Kind != yaml.ScalarNode {
		w.wrong(n, "text is wanted")
		return
	}
	s := clean(n.Value)
	switch {
	case s == "":
		w.problem(n, "write it, or leave the key out", "the text is empty")
	case strings.IndexFunc(s, unicode.IsControl) >= 0:
		w.problem(n, "write it in one line; >- joins lines", "the text has several lines or control characters")
	default:
		t.s = s
	}
}

// or is the text, or the default where there is none.
func (t *text) or(def string) string {
	if t.s == "" {
		return def
	}
	return t.s
}

func (t *text) schema() shape { return shape{"type": []string{"string", "number", "boolean"}} }

// word is one of a few words.
type word struct {
	text
	of []string
}

func (t *word) among(of ...string) *word {
	t.of = of
	return t
}

func (t *word) read(w *walker, n *yaml.Node) {
	t.text.read(w, n)
	if t.s != "" && !slices.Contains(t.of, t.s) {
		w.problem(n, mean(t.s, t.of, "possible"), "%s isn't possible here", quote(t.s))
		t.s = ""
	}
}

func (t *word) schema() shape { return orSetting(shape{"enum": t.of}) }

// whole is a whole number within bounds.
type whole struct {
	spot
	v        int
	min, max int
}

func (t *whole) within(min, max int) *whole {
	t.min, t.max = min, max
	return t
}

func (t *whole) read(w *walker, n *yaml.Node) {
	v, err := strconv.Atoi(n.Value)
	switch {
	case n.Kind != yaml.ScalarNode || err != nil:
		w.wrong(n, "a whole number is wanted")
	case v < t.min || v > t.max:
		w.problem(n, fmt.Sprintf("from %d to %d", t.min, t.max), "%d is out of bounds", v)
	default:
		t.v = v
	}
}

// or is the number, or the default where it isn't given.
func (t *whole) or(def int) int {
	if t.given() {
		return t.v
	}
	return def
}

func (t *whole) schema() shape {
	return orSetting(shape{"type": "integer", "minimum": t.min, "maximum": t.max})
}

// truth is true or false.
type truth struct {
	spot
	v bool
}

func (t *truth) read(w *walker, n *yaml.Node) {
	switch {
	case n.Kind == yaml.ScalarNode && n.Value == "true":
		t.v = true
	case n.Kind != yaml.ScalarNode || n.Value != "false":
		w.wrong(n, "true or false is wanted")
	}
}

// or is the value, or the default where it isn't given.
func (t *truth) or(def bool) bool {
	if t.given() {
		return t.v
	}
	return def
}

func (t *truth) schema() shape { return orSetting(shape{"type": "boolean"}) }

// texts is one text or a list of them.
type texts struct {
	spot
	all []text
}

func (t *texts) read(w *walker, n *yaml.Node) {
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
		if len(items) == 0 {
			w.problem(n, "write its members, or leave the key out", "the list is empty")
		}
	}
	for _, item := range items {
		var one text
		if w.read(&one, item); one.s != "" {
			t.all = append(t.all, one)
		}
	}
}

// strings is the texts alone.
func (t *texts) strings() []string {
	var all []string
	for _, one := range t.all {
		all = append(all, one.s)
	}
	return all
}

func (t *texts) schema() shape {
	one := (&text{}).schema()
	return shape{"anyOf": []shape{one, {"type": "array", "items": one, "minItems": 1}}}
}

// pair is a key of the author's own choice and its value.
type pair[T any] struct {
	key text
	val T
}

// dict is a mapping whose keys the author chooses.
type dict[T any, P interface {
	*T
	value
}] struct {
	spot
	all []pair[T]
}

func (t *dict[T, P]) read(w *walker, n *yaml.Node) {
	w.pairs(n, func(name string, k, v *yaml.Node) {
		p := pair[T]{key: text{spot{k}, name}}
		w.read(P(&p.val), v)
		t.all = append(t.all, p)
	})
}

func (t *dict[T, P]) schema() shape {
	return orSetting(shape{"type": "object", "additionalProperties": P(new(T)).schema()})
}

// list is a list of values.
type list[T any, P interface {
	*T
	value
}] struct {
	spot
	all []T
}

func (t *list[T, P]) read(w *walker, n *yaml.Node) {
	if n.Kind != yaml.SequenceNode {
		w.wrong(n, "a list is wanted")
		return
	}
	for _, item := range n.Content {
		var one T
		w.read(P(&one), item)
		t.all = append(t.all, one)
	}
}

func (t *list[T, P]) schema() shape {
	return orSetting(shape{"type": "array", "items": P(new(T)).schema()})
}

// choice is a text, or a mapping of texts: one due date, or one for each sector.
type choice struct {
	spot
	one text
	by  dict[text, *text]
}

func (t *choice) read(w *walker, n *yaml.Node) {
	if n.Kind == yaml.MappingNode {
		w.read(&t.by, n)
		return
	}
	w.read(&t.one, n)
}

func (t *choice) schema() shape { return shape{"anyOf": []shape{t.one.schema(), t.by.schema()}} }

// quote is people's text in a message: short, on one line.
func quote(s string) string {
	r := []rune(s)
	if len(r) > 60 {
		r = append(r[:60], '…')
	}
	return `"` + strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return ' '
		}
		return c
	}, string(r)) + `"`
}

func sorted(s []string) []string {
	sort.Strings(s)
	return s
}
