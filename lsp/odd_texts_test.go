package lsp

// This file opens what no file holds, under names that no file has.

import (
	"encoding/json"
	"testing"
	"unicode/utf16"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// TestOddTexts types what JSON can say and no file holds, and reads the findings
// where the editor counts them.
func TestOddTexts(t *testing.T) {
	const line = `process.frobnicate = 1`
	for name, raw := range map[string]string{ // JSON, before a line with a finding
		"half a character":         `\ud83d # `,
		"the other half":           `x = \"\udc00\ud83d\"; `,
		"a byte order mark":        `x = '\ufeff'; `,
		"a null character":         `x = '\u0000'; `,
		"a separator of lines":     `x = '\u2028\u2029\u0085'; `,
		"a combining mark":         `x = 'e\u0301'; `,
		"characters of all widths": `x = 'é名😀\ud83d\ude00'; `,
		"blanks of all kinds":      `\t \u000b\f`,
	} {
		t.Run(name, func(t *testing.T) {
			c := dial(t, dialing{folders: []string{"/w"}, encodings: []encoding{"utf-16"}})
			var before string
			c.must(json.Unmarshal([]byte(`"`+raw+`"`), &before))
			head := `Bluepill.application('user_shop') do |app|\n  app.process('user_shop_1') do |process|\n    process.start_command = '/bin/x'\n`
			send := func(method, params string) { c.notify(method, []byte(params)) }
			send("textDocument/didOpen", `{"textDocument":{"uri":"`+string(shop)+`","languageId":"pill","version":1,"text":"`+head+raw+line+`\n  end\nend\n"}}`)
			c.awaitFindings(shop, 1)
			// What stands there must count as the editor counts it: the line is taken out behind it.
			column := itoa(len(utf16.Encode([]rune(before))))
			send("textDocument/didChange", `{"textDocument":{"uri":"`+string(shop)+`","version":2},"contentChanges":[`+
				`{"range":{"start":{"line":3,"character":0},"end":{"line":3,"character":`+column+`}},"text":""}]}`)
			c.want(shop, 2, "2:12 missing-pid-file", "2:28 foreground-without-daemonize", "3:8 unknown-attribute")
		})
	}
}

// TestOddNames opens documents under names of all kinds, and asks for what it
// shows there.
func TestOddNames(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}, options: Options{Unit: plainUnit, Verify: noVerdict}})
	const broken = "Bluepill.application('user_shop') do |app|\n"
	range0 := map[string]any{"start": map[string]any{"line": 0, "character": 0}, "end": map[string]any{"line": 1, "character": 0}}
	for _, name := range []string{
		"file:///w/a%20b.pill", "file:///w/c d.pill", "file:///w/%C3%A9%F0%9F%98%80.pill", "file:///w/%28x%29%40y.pill", "file:///w/(x)@z.pill",
		"file:///c%3A/Users/x.pill", "file:///C:/Users/y.pill", "file://server/share/x.pill", "file:///w/../w/./up.pill", "file:///w/100%25.pill",
		"untitled:Untitled-1", "untitled:/w/new.pill", "vscode-remote://ssh-remote+host/w/r.pill", "git:/w/x.pill?%7B%22ref%22%3A%22~%22%7D", "file:///w/q.pill?x#y",
		"inmemory://model/1", "file:///", "vscode-notebook-cell:/w/x.pill#W0sZmlsZQ%3D%3D",
		"file:///w/100%.pill", "file:///w/%ff.pill", "w.pill", "%", "file:", "://", "x", "é名:😀", "/w/z.pill", "file:z.pill",
	} {
		document := map[string]any{"uri": name, "languageId": "pill", "version": 1, "text": broken}
		c.notify("textDocument/didOpen", map[string]any{"textDocument": document})
		var u uri.URI // as the protocol's library spells it
		raw, err := json.Marshal(name)
		c.must(err)
		known := protocol.Unmarshal(raw, &u) == nil
		if known {
			if found := c.awaitFindings(u, 1); len(found) != 1 {
				c.fail("%s has %d findings", name, len(found))
			}
		}
		for _, method := range []string{"hover", "completion", "documentLink", "codeLens", "documentSymbol", "definition", "codeAction", "diagnostic"} {
			err := c.call("textDocument/"+method, map[string]any{
				"textDocument": map[string]any{"uri": name}, "position": map[string]any{"line": 0, "character": 12},
				"range": range0, "context": map[string]any{"diagnostics": []any{}},
			}, nil)
			if known && err != nil || !known && codeOf(err) != -32602 {
				c.fail("%s of %s: %v", method, name, err)
			}
		}
		c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": name}})
		if known {
			c.awaitFindings(u, noVersion)
		}
	}
}

// TestOddIDs calls with ids of all kinds; each answer must have the id of its
// request.
func TestOddIDs(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}})
	for _, id := range []string{"0", "-1", "2147483648", "9007199254740993", "9223372036854775807", `"x"`, `""`, `"é😀"`, `"1"`} {
		c.send([]byte(`{"jsonrpc":"2.0","id":` + id + `,"method":"workspace/symbol","params":{"query":""}}`))
		var want any
		c.must(json.Unmarshal([]byte(id), &want))
		c.await("an answer to "+id, func() bool {
			for at, m := range c.answers {
				if m.ID == want && m.Error == nil {
					delete(c.answers, at)
					return true
				}
			}
			return false
		})
	}
	for _, id := range []string{"1e300", "1.5", "99999999999999999999", "true", "[]", "{}"} {
		c.send([]byte(`{"jsonrpc":"2.0","id":` + id + `,"method":"workspace/symbol","params":{"query":""}}`))
		if err := c.answer(0, nil); codeOf(err) != -32600 && codeOf(err) != -32700 {
			c.fail("the id %s is answered with %v", id, err)
		}
	}
	c.must(c.call("workspace/symbol", map[string]any{"query": ""}, nil))
}

// TestLyingLengths lets a client lie about the length of a message, and go on.
func TestLyingLengths(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}})
	raw := func(text string) { _, _ = c.in.Write([]byte(text)) }
	raw("Content-Length: 5\r\n\r\n" + `{"jsonrpc":"2.0","method":"$/x"}`) // too short: the rest is noise
	if err := c.answer(0, nil); codeOf(err) != -32700 {
		c.fail("half a message is answered with %v", err)
	}
	c.must(c.call("workspace/symbol", map[string]any{"query": ""}, nil))
	raw("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH: 32\r\nX-Other: 7\r\n\r\n" + `{"jsonrpc":"2.0","method":"$/x"}`)
	c.must(c.call("workspace/symbol", map[string]any{"query": ""}, nil))
}
