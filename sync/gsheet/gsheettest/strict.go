package gsheettest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// decode reads a request's body into v, refusing what Google refuses: unknown
// names and wrong types, each with its path.
func decode(body []byte, v any) error {
	var raw any
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(&raw); err != nil {
		return fmt.Errorf("Invalid JSON payload received. %v", err)
	}
	if err := known(raw, reflect.TypeOf(v), ""); err != nil {
		return err
	}
	if err := json.Unmarshal(body, v); err != nil {
		return fmt.Errorf("Invalid JSON payload received. %v", err)
	}
	return nil
}

// known walks the JSON beside the type.
func known(raw any, t reflect.Type, path string) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch raw := raw.(type) {
	case map[string]any:
		return knownObject(raw, t, path)
	case []any:
		if t.Kind() == reflect.Interface {
			return nil
		}
		if t.Kind() != reflect.Slice {
			return fmt.Errorf("Invalid JSON payload received. Unknown name \"%s\": Proto field is not repeating, cannot start list.", path)
		}
		for i, x := range raw {
			if err := known(x, t.Elem(), fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
	case string:
		if t.Kind() == reflect.Struct || t.Kind() == reflect.Slice {
			return fmt.Errorf("Invalid value at '%s' (%s), %q", snake(path), t.Name(), raw)
		}
	}
	return nil
}

func knownObject(raw map[string]any, t reflect.Type, path string) error {
	if t.Kind() == reflect.Interface || t.Kind() == reflect.Map {
		return nil
	}
	if t.Kind() != reflect.Struct {
		return fmt.Errorf("Invalid value at '%s', starting an object on a scalar field", snake(path))
	}
	for name, x := range raw {
		field, ok := fieldOf(t, name)
		if !ok {
			at := ""
			if path != "" {
				at = fmt.Sprintf(" at '%s'", snake(path))
			}
			return fmt.Errorf("Invalid JSON payload received. Unknown name %q%s: Cannot find field.", name, at)
		}
		if err := known(x, field, strings.TrimPrefix(path+"."+name, ".")); err != nil {
			return err
		}
	}
	return nil
}

// snake is a path as Google's errors write it: data.major_dimension.
func snake(path string) string {
	var b strings.Builder
	for _, r := range path {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('_')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
