package output

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

func TestJSON(t *testing.T) {
	span := spanOf("é.pill", "a\r\n😀é«b\r\nc»d")
	d := diag.Diagnostic{
		Rule: "some-rule", Severity: diag.Info, Consequence: diag.Daemon, Span: span, Message: "<it> is \"wrong\"",
		Related: []diag.Related{{Span: span, Message: "here"}},
		Fixes:   []diag.Fix{{Title: "Do it", Safe: true, Edits: []source.Edit{{Span: span, New: "\n"}}}, {Title: "Do nothing"}},
	}
	r := &Report{}
	r.Add(File{Source: span.File, Found: []diag.Diagnostic{d}})
	r.Add(File{Source: span.File, Found: []diag.Diagnostic{one(source.Span{})}})
	r.Failures = []Failure{{"x", "no such file"}}
	text := written("json", r, Settings{})
	want := `{"diagnostics": [
  {"path":"é.pill","rule":"some-rule","severity":"info","consequence":"daemon","message":"<it> is \"wrong\"",` +
		`"range":{"start":{"line":2,"column":3},"end":{"line":3,"column":2}},` +
		`"related":[{"path":"é.pill","range":{"start":{"line":2,"column":3},"end":{"line":3,"column":2}},"message":"here"}],` +
		`"fixes":[{"title":"Do it","safe":true,"edits":[{"range":{"start":{"line":2,"column":3},"end":{"line":3,"column":2}},"new_text":"\n"}]},` +
		`{"title":"Do nothing","safe":false,"edits":[]}]},
  {"path":"","rule":"some-rule","severity":"error","consequence":"load","message":"it is wrong",` +
		`"range":{"start":{"line":1,"column":1},"end":{"line":1,"column":1}},"related":[],"fixes":[]}
], "summary": {"files":2,"error":1,"warning":0,"info":1,"hint":0,"fail_level":"never","failed":false}, "errors": [{"path":"x","message":"no such file"}]}
`
	if text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	if !json.Valid([]byte(text)) {
		t.Error("it is no JSON")
	}
	if empty := written("json", &Report{}, Settings{}); !json.Valid([]byte(empty)) || !strings.Contains(empty, `"diagnostics": []`) || !strings.Contains(empty, `"errors": []`) {
		t.Errorf("empty: %s", empty)
	}
}

func TestModel(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{}`, "{\n}\n"},
		{`[]`, "[\n\n]\n"},
		{`{"a":[],"b":{}}`, "{\n  \"a\": [\n\n  ],\n  \"b\": {\n  }\n}\n"},
		{`[1,"x",{"a":null,"b":[true,1.0e+20]}]`, "[\n  1,\n  \"x\",\n  {\n    \"a\": null,\n    \"b\": [\n      true,\n      1.0e+20\n    ]\n  }\n]\n"},
		{`"\u2028\u0001\b\t\"\\/é\u007f"`, "\"\u2028\\u0001\\b\\t\\\"\\\\/é\u007f\"\n"},
		{`{"a\"]}":"\\"}`, "{\n  \"a\\\"]}\": \"\\\\\"\n}\n"},
	} {
		if got := string(Model([]byte(c.in))); got != c.want {
			t.Errorf("%s: got %q, want %q", c.in, got, c.want)
		}
	}
	if got, want := string(ModelLine("a\"b.pill", []byte(`{"x":1}`))), "{\"file\": \"a\\\"b.pill\", \"dump\": {\"x\":1}}\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzModel: the layout must not change what the JSON says.
func FuzzModel(f *testing.F) {
	f.Add(`{"a":[1,{},"\u2028"],"b":null}`)
	f.Fuzz(func(t *testing.T, in string) {
		var v, w any
		if json.Unmarshal([]byte(in), &v) != nil {
			return
		}
		compact := encode(v)
		if err := json.Unmarshal(Model(compact), &w); err != nil || !reflect.DeepEqual(v, w) {
			t.Errorf("%s became %s: %v", compact, Model(compact), err)
		}
	})
}
