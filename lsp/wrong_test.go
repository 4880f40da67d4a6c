package lsp

// This file gives every method what is not what it takes, at every depth.

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"go.lsp.dev/protocol"
)

// wholeParams are all parameters that any method takes, in one object.
const wholeParams = `{"textDocument":{"uri":"file:///w/user_shop.pill","version":3,"languageId":"pill","text":"x"},
	"position":{"line":1,"character":3},"positions":[{"line":1,"character":3}],"newName":"y","query":"x",
	"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}},
	"context":{"diagnostics":[{"range":{"start":{"line":0,"character":0},"end":{"line":1,"character":0}},"message":"x","code":"y","data":{"fixes":[]}}],
		"only":["quickfix"],"includeDeclaration":true,"triggerKind":1},
	"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"text":"é"},{"text":"x"}],
	"title":"x","kind":"quickfix","data":{"uri":"file:///w/user_shop.pill","version":1},
	"previousResultId":"x","previousResultIds":[{"uri":"file:///w/user_shop.pill","value":"x"}],
	"command":"pilllint.showUnit","arguments":[{"uri":"file:///w/user_shop.pill","application":"user_shop","process":"user_shop_1"}],
	"uri":"pilllint-unit:/x?{}","settings":{"pilllint":{"hostEnv":false,"profile":"","config":""}},
	"event":{"added":[{"uri":"file:///w/two","name":"two"}],"removed":[{"uri":"file:///w","name":"w"}]},
	"changes":[{"uri":"file:///w/user_shop.pill","type":2}],"id":7,"value":"off"}`

// wrongValues stand in the place of each of them.
var wrongValues = []string{
	`null`, `true`, `0`, `-1`, `1.5`, `1e300`, `4294967295`, `4294967296`, `-2147483649`, `18446744073709551616`, `""`, `"é\u0000\ud800"`, `[]`, `[null]`, `[[[[]]]]`, `{}`,
	`{"uri":"://"}`, `{"line":-1}`, `"file:///c%3A/x.pill"`, `"file:///C:/x.pill"`, `"untitled:x"`, `"http://x/y.pill"`, `"file://%zz"`, `"file:///w/../../etc/passwd"`,
	`"file:///w/%00.pill"`, `"file:///"`, `"pilllint-unit:/?%"`,
}

// variants returns a value with each part of it left out, and in turn replaced by
// each wrong value.
func variants(v any) (all []any) {
	for _, raw := range wrongValues {
		var wrong any
		if json.Unmarshal([]byte(raw), &wrong) == nil {
			all = append(all, wrong)
		}
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			less := maps.Clone(v)
			delete(less, key)
			all = append(all, less)
			for _, inner := range variants(v[key]) {
				other := maps.Clone(v)
				other[key] = inner
				all = append(all, other)
			}
		}
	case []any:
		for i := range v {
			for _, inner := range variants(v[i]) {
				other := slices.Clone(v)
				other[i] = inner
				all = append(all, other)
			}
		}
	}
	return all
}

// TestWrongParameters demands that whatever parameters have, no request is
// answered with a mistake of ours, and that the server goes on.
func TestWrongParameters(t *testing.T) {
	t.Parallel()
	var whole any
	if err := json.Unmarshal([]byte(wholeParams), &whole); err != nil {
		t.Fatal(err)
	}
	all := variants(whole)
	o := Options{Unit: plainUnit, Verify: noVerdict}
	c := dial(t, dialing{folders: []string{"/w"}, options: o})
	c.open(shop, good)
	c.awaitFindings(shop, 1)
	asked := []int{}
	for _, m := range methods(&o) {
		switch m.name {
		case protocol.MethodInitialize, protocol.MethodShutdown, protocol.MethodExit:
			continue
		}
		for i, params := range all {
			raw, err := json.Marshal(params)
			c.must(err)
			if m.ordered {
				c.notify(m.name, raw)
				continue
			}
			id := c.begin(m.name, raw)
			asked = append(asked, id)
			if i%20 > 0 {
				continue // many at a time
			}
			for _, id := range asked {
				err := c.answer(id, nil)
				switch code := codeOf(err); {
				case err == nil, code == -32602, code == -32803, code == int(protocol.CodeContentModified), code == -32800:
				default:
					t.Errorf("%s: %v", m.name, err)
				}
			}
			asked = asked[:0]
		}
	}
	for _, id := range asked {
		_ = c.answer(id, nil)
	}
	c.open(shop, good)
	c.change(shop, 9, good)
	c.awaitFindings(shop, 9)
	c.forget()
}

// TestAtWrongTimes calls every method before initialize, and after shutdown.
func TestAtWrongTimes(t *testing.T) {
	o := Options{Unit: plainUnit, Verify: noVerdict}
	c := dial(t, dialing{silent: true, options: o})
	all := func(code int) {
		for _, m := range methods(&o) {
			switch m.name {
			case protocol.MethodInitialize, protocol.MethodInitialized, protocol.MethodShutdown, protocol.MethodExit, protocol.MethodSetTrace:
				continue
			}
			if err := c.call(m.name, []byte(wholeParams), nil); codeOf(err) != code {
				t.Errorf("%s: %v, want %d", m.name, err, code)
			}
			c.notify(m.name, []byte(wholeParams))
		}
	}
	all(-32002)
	if err := c.call("shutdown", nil, nil); codeOf(err) != -32002 {
		t.Errorf("shutdown before initialize: %v", err)
	}
	c.must(c.call("initialize", []byte(`{"capabilities":{}}`), nil))
	c.must(c.call("shutdown", nil, nil))
	all(-32600)
	for _, method := range []string{"initialize", "shutdown"} {
		if err := c.call(method, []byte(`{"capabilities":{}}`), nil); codeOf(err) != -32600 {
			t.Errorf("%s after shutdown: %v", method, err)
		}
	}
	c.notify("exit", nil)
	if code := c.ended(); code != 0 {
		t.Errorf("code %d", code)
	}
}
