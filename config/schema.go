package config

import "encoding/json"

// Schema is the JSON schema (draft 2020-12) of both files, for editors: a file
// that names a plan is read as a service file, any other as a plan. An editor
// uses it where the file's first line is
//
//	# yaml-language-server: $schema=rasoat.schema.json
//
// It is made of the same tables of keys that read the files; what depends on
// more than one value is checked on loading only.
func Schema() ([]byte, error) {
	return json.MarshalIndent(shape{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"title":       "rasoat",
		"description": "a plan file, or a service file that names a plan",
		"if":          shape{"required": []string{"plan"}},
		"then":        shape{"$ref": "#/$defs/service"},
		"else":        shape{"$ref": "#/$defs/plan"},
		"$defs": shape{
			"plan":    formShape(&planForm{}),
			"service": withoutSettings(formShape(&serviceForm{})),
		},
	}, "", "  ")
}

// formSchema is the schema of a mapping with known keys, or of a setting in its
// place.
func formSchema(f form) shape { return orSetting(formShape(f)) }

func formShape(f form) shape {
	props, need := shape{}, []string{}
	for _, k := range f.keys() {
		s := k.to.schema()
		s["description"] = k.about
		props[k.name] = s
		if k.need {
			need = append(need, k.name)
		}
	}
	s := shape{"type": "object", "additionalProperties": false, "properties": props}
	if len(need) > 0 {
		s["required"] = need
	}
	return s
}

// orSetting lets a $name stand where something else than text is wanted.
func orSetting(s shape) shape {
	return shape{"anyOf": []shape{s, {"type": "string", "pattern": settingName}}}
}

// settingName is what stands for a setting, in a schema's regular expressions.
const settingName = `^\$[^\s]+$`

// withoutSettings is the schema for a file that has no settings.
func withoutSettings(s shape) shape {
	if of, ok := s["anyOf"].([]shape); ok && len(of) == 2 && of[1]["pattern"] == settingName {
		if about, ok := s["description"]; ok {
			of[0]["description"] = about
		}
		s = of[0]
	}
	props, _ := s["properties"].(shape)
	for name, prop := range props {
		props[name] = withoutSettings(prop.(shape))
	}
	if items, ok := s["items"].(shape); ok {
		s["items"] = withoutSettings(items)
	}
	return s
}
