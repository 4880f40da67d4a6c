package rules

// This file describes the configuration as a JSON Schema, for editors.

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

// SchemaURL is where editors find the schema of the configuration.
const SchemaURL = "https://raw.githubusercontent.com/pilllint/pilllint/main/docs/pilllint.schema.json"

// A schema is a JSON Schema, of draft 7: the newest that editors' YAML servers
// understand in full.
type schema map[string]any

// ConfigSchema returns the JSON Schema of a configuration.
func ConfigSchema() []byte {
	properties := schema{}
	for _, key := range ConfigKeys() {
		s := key.schema()
		s["description"] = strings.ReplaceAll(key.Text, "\n", " ")
		at := properties
		name := key.Name
		if outer, inner, nested := strings.Cut(key.Name, "."); nested {
			if at[outer] == nil {
				at[outer] = mappingOf(schema{})
			}
			at, name = at[outer].(schema)["properties"].(schema), inner
		}
		at[name] = s
	}
	whole := mappingOf(properties)
	whole["$schema"] = "http://json-schema.org/draft-07/schema#"
	whole["$id"] = SchemaURL
	whole["title"] = "The configuration of pilllint: .pilllint.yml"
	whole["type"] = []string{"object", "null"} // all may be commented out
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(whole); err != nil {
		panic(err) // it is made of texts and numbers only
	}
	return b.Bytes()
}

// mappingOf is the schema of a mapping with these keys and no other, which
// may be left empty.
func mappingOf(properties schema) schema {
	return schema{"type": "object", "properties": properties, "additionalProperties": false}
}

func oneOf(words []string) schema { return schema{"enum": words} }

func versionSchema() schema {
	// 3.1 is a number to YAML, which is why both are fine.
	return schema{"type": []string{"string", "number"}, "pattern": versionPattern.String()}
}

// rulesSchema describes the mapping of rules: each with its own options.
func rulesSchema() schema {
	states := []any{"off", "on", false, true}
	for _, s := range severities() {
		states = append(states, s)
	}
	properties := schema{}
	for _, name := range groups() {
		properties[name] = schema{"description": groupText(name), "enum": states}
	}
	for _, r := range All() {
		if r == syntaxError {
			continue
		}
		options := schema{"severity": schema{"enum": states}}
		for _, o := range r.Options {
			options[o.Name] = schema{
				"description": o.Text, "type": "array", "default": o.Preset, "items": schema{"type": "string", "minLength": 1},
			}
		}
		properties[r.Name] = schema{"description": r.Title, "anyOf": []any{schema{"enum": states}, mappingOf(options)}}
	}
	return mappingOf(properties)
}

// groups are the names that stand for several rules.
func groups() []string {
	names := []string{AllRules}
	for _, c := range diag.Consequences() {
		names = append(names, string(c))
	}
	return names
}

func groupText(name string) string {
	if name == AllRules {
		return "all rules"
	}
	return "the rules whose consequence is " + name
}
