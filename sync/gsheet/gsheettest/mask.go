package gsheettest

import (
	"fmt"
	"reflect"
	"strings"
)

// mask is a parsed `fields` parameter: a tree of names; a node without children
// takes everything below it.
type mask map[string]mask

// parseMask reads "a,b/c,d(e,f.g)" and checks every path against the type.
// Spaces are refused, as in Google's query parameter.
func parseMask(text string, of reflect.Type) (mask, error) {
	p := &maskParser{text: text}
	m := p.list()
	if p.err == "" && p.pos < len(text) {
		p.err = text[p.pos:]
	}
	if p.err != "" {
		return nil, maskError(p.err)
	}
	if bad := m.check(of, ""); bad != "" {
		return nil, maskError(bad)
	}
	return m, nil
}

func maskError(path string) error {
	return fmt.Errorf("Error expanding 'fields' parameter. Cannot find matching fields for path '%s'.", path)
}

type maskParser struct {
	text string
	pos  int
	err  string
}

func (p *maskParser) list() mask {
	m := mask{}
	for p.err == "" {
		p.path(m)
		if p.pos >= len(p.text) || p.text[p.pos] != ',' {
			return m
		}
		p.pos++
	}
	return m
}

func (p *maskParser) path(into mask) {
	start := p.pos
	for p.pos < len(p.text) && !strings.ContainsRune(",().", rune(p.text[p.pos])) && p.text[p.pos] != '/' {
		p.pos++
	}
	name := p.text[start:p.pos]
	if name == "" {
		p.err = p.text[start:]
		if p.err == "" {
			p.err = p.text
		}
		return
	}
	child, had := into[name]
	if child == nil {
		child = mask{}
	}
	whole := had && len(into[name]) == 0
	into[name] = child
	if p.pos < len(p.text) {
		switch p.text[p.pos] {
		case '.', '/':
			p.pos++
			p.path(child)
		case '(':
			p.pos++
			for k, v := range p.list() {
				child[k] = v
			}
			if p.pos >= len(p.text) || p.text[p.pos] != ')' {
				p.err = p.text[start:]
				return
			}
			p.pos++
		}
	}
	if whole {
		into[name] = mask{}
	}
}

// check gives the first path that the type doesn't have.
func (m mask) check(t reflect.Type, prefix string) string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	for name, child := range m {
		if name == "*" {
			continue
		}
		field, ok := fieldOf(t, name)
		if !ok {
			return prefix + name
		}
		if len(child) > 0 {
			if bad := child.check(field, prefix+name+"."); bad != "" {
				return bad
			}
		}
	}
	return ""
}

// fieldOf is the type of a struct's field by its JSON name.
func fieldOf(t reflect.Type, name string) (reflect.Type, bool) {
	if t.Kind() != reflect.Struct {
		return nil, false
	}
	for i := range t.NumField() {
		tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if tag == name && tag != "-" {
			return t.Field(i).Type, true
		}
	}
	return nil, false
}

// wants reports whether the mask (nil: everything) takes any part of the path.
func (m mask) wants(path ...string) bool {
	for _, name := range path {
		if len(m) == 0 {
			return true
		}
		if _, ok := m["*"]; ok {
			return true
		}
		child, ok := m[name]
		if !ok {
			return false
		}
		m = child
	}
	return true
}

// apply keeps of v what the mask names.
func (m mask) apply(v any) any {
	if len(m) == 0 {
		return v
	}
	if _, all := m["*"]; all {
		return v
	}
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = m.apply(v[i])
		}
		return out
	case object:
		out := object{}
		for name, child := range m {
			if x, ok := v[name]; ok {
				out[name] = child.apply(x)
			}
		}
		return out
	}
	return v
}

// object is a JSON object being built.
type object = map[string]any
