package lsp

// This file walks through what is announced, and asks for all of it.

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/source"
)

// wide is a pill with characters of all widths, tabs and both ends of lines.
const wide = "# é名😀\r\nroot = \"/srv/é名😀\"\t# 名\r\nBluepill.application('user_名') do |app|\r\n\t2.times do |i|\r\n" +
	"\t\tapp.process(\"😀_#{i}\") do |process|\t# é\r\n\t\t\tprocess.start_command = \"#{root}/é 😀\"\r\n\t\t\tprocess.pid_file = \"/run/é😀#{i}.pid\"\n" +
	"\t\t\tprocess.pid_file = \"/run/é😀#{i}.pid\" # 😀\r\n\t\t\tprocess.stop_signals = [:quit, 30.seconds, :kill] ;\tprocess.stop_grace_time = 60 # 名\r\n" +
	"\t\t\tprocess.checks :mem_usage, :every => 10.seconds, :below => 300_000_000, :times => [3, 5] # é\r\n\t\tend\r\n\tend\r\n" +
	"\tapp.process('é1') { |p|\r\n\t\tp.start_command = '/é'\r\n\t\tp.daemonize = true\r\n\t\tp.stop_grace_time = 10\r\n\t}\r\n" +
	"\tapp.process('名2') { |p|\r\n\t\tp.start_command = '/名'\r\n\t\tp.daemonize = true\r\n\t\tp.stop_grace_time = 10\r\n\t}\r\nend # 😀\r\n"

// answering is which methods belong to what is announced.
var answering = map[string][]string{
	"positionEncoding": nil, "textDocumentSync": nil,
	"codeActionProvider": {"textDocument/codeAction", "codeAction/resolve"},
	"codeLensProvider":   {"textDocument/codeLens"}, "executeCommandProvider": {"workspace/executeCommand"},
	"completionProvider": {"textDocument/completion"}, "definitionProvider": {"textDocument/definition"},
	"diagnosticProvider": {"textDocument/diagnostic", "workspace/diagnostic"}, "documentHighlightProvider": {"textDocument/documentHighlight"},
	"documentLinkProvider": {"textDocument/documentLink"}, "documentSymbolProvider": {"textDocument/documentSymbol"},
	"foldingRangeProvider": {"textDocument/foldingRange"}, "hoverProvider": {"textDocument/hover"}, "inlayHintProvider": {"textDocument/inlayHint"},
	"referencesProvider": {"textDocument/references"}, "renameProvider": {"textDocument/prepareRename", "textDocument/rename"},
	"selectionRangeProvider": {"textDocument/selectionRange"}, "semanticTokensProvider": {"textDocument/semanticTokens/full"},
	"signatureHelpProvider": {"textDocument/signatureHelp"}, "workspace": {"workspace/textDocumentContent"}, "workspaceSymbolProvider": {"workspace/symbol"},
}

// ableClient can do everything that makes the server announce more.
const ableClient = `{"textDocument":{"publishDiagnostics":{},"codeAction":{"dataSupport":true,"resolveSupport":{"properties":["edit"]}}},
	"workspace":{"textDocumentContent":{},"workspaceEdit":{"documentChanges":true,"resourceOperations":["create"]}},
	"window":{"showDocument":{"support":true}}}`

// TestCapabilities demands that what is announced is all there is, and answers
// whatever it is asked, at all places of a text and in each encoding.
func TestCapabilities(t *testing.T) {
	for _, e := range []encoding{protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32} {
		t.Run(string(e), func(t *testing.T) {
			c := dial(t, dialing{
				silent: true, options: Options{Unit: plainUnit, Verify: noVerdict},
				asked: map[string]func(json.RawMessage) any{
					"window/showDocument":                   func(json.RawMessage) any { return map[string]any{"success": true} },
					"workspace/textDocumentContent/refresh": func(json.RawMessage) any { return nil },
				},
			})
			var able map[string]any
			c.must(json.Unmarshal([]byte(ableClient), &able))
			able["general"] = map[string]any{"positionEncodings": []any{e}}
			var result struct {
				Capabilities map[string]any `json:"capabilities"`
			}
			c.must(c.call("initialize", map[string]any{"processId": nil, "capabilities": able}, &result))
			caps := result.Capabilities
			c.open(shop, wide)
			c.awaitFindings(shop, 1)
			if announced, known := slices.Sorted(maps.Keys(caps)), slices.Sorted(maps.Keys(answering)); !slices.Equal(announced, known) {
				t.Errorf("announced is %q, tried is %q", announced, known)
			}
			a := &asker{testClient: c, ruler: ruler{t, e}, file: source.NewFile("user_shop.pill", wide)}
			for _, capability := range slices.Sorted(maps.Keys(caps)) {
				for _, method := range answering[capability] {
					a.everywhere(method)
					a.wrongly(method)
				}
			}
			a.kinds(caps)
			c.must(c.call("shutdown", nil, nil))
			c.notify("exit", nil)
			c.ended()
		})
	}
}

// An asker sends requests about one text.
type asker struct {
	*testClient
	ruler ruler
	file  *source.File
}

// params returns what a request takes, and what others take, for a place.
func (a *asker) params(method string, u uri.URI, at, end protocol.Position) map[string]any {
	content, err := unitURI(processRef{u, "user_名", "😀_1"}, "é.service")
	a.must(err)
	params := map[string]any{
		"textDocument": map[string]any{"uri": u}, "position": at, "positions": []any{at, end}, "range": protocol.Range{Start: at, End: end},
		"context": map[string]any{"diagnostics": []any{}, "includeDeclaration": true, "triggerKind": 1}, "previousResultIds": []any{},
		"title": "x", "query": "é", "newName": "shop", "uri": content,
	}
	if method == "workspace/executeCommand" {
		params["command"], params["arguments"] = "pilllint.showUnit", []any{processRef{u, "user_名", "😀_1"}}
	}
	return params
}

// mayFail lists requests that may be refused where there is nothing to do.
var mayFail = []string{"textDocument/rename"}

// everywhere asks at all characters of the text that are no letters, at many that
// are, and beyond it.
func (a *asker) everywhere(method string) {
	a.t.Helper()
	step := 1
	if !strings.HasPrefix(method, "textDocument/") {
		step = len(a.file.Text) // it is about no place
	}
	plain := func(offset int) bool { // nothing there that could go wrong
		around := a.file.Text[max(0, offset-2):min(len(a.file.Text), offset+2)]
		return offset%7 > 0 && !strings.ContainsFunc(around, func(r rune) bool { return r < ' ' || r > '~' })
	}
	places := []protocol.Position{{Line: 0, Character: 4_000_000_000}, {Line: 4_000_000_000, Character: 0}, {Line: 12, Character: 7}}
	for offset := 0; offset <= len(a.file.Text); offset += step {
		if (offset == len(a.file.Text) || utf8.RuneStart(a.file.Text[offset])) && !plain(offset) {
			places = append(places, a.ruler.Position(a.file, offset))
		}
	}
	for _, at := range places {
		var raw any
		err := a.call(method, a.params(method, shop, at, places[2]), &raw)
		switch {
		case err != nil && !(slices.Contains(mayFail, method) && codeOf(err) == -32803):
			a.t.Errorf("%s at %v: %v", method, at, err)
		case method != "workspace/textDocumentContent":
			a.checkPlaces(method, raw)
		}
	}
}

// checkPlaces demands that all places of an answer are in the text, and at the
// beginning of a character.
func (a *asker) checkPlaces(method string, answer any) {
	a.t.Helper()
	eachObject(answer, func(o map[string]any) {
		line, ok := o["line"].(float64)
		character, is := o["character"].(float64)
		if !ok || !is {
			return
		}
		a.ruler.Offset(a.file, protocol.Position{Line: uint32(line), Character: uint32(character)}) // which fails where there is none
	})
}

// wrongly asks for what cannot be, which is answered and is no mistake of ours.
func (a *asker) wrongly(method string) {
	a.t.Helper()
	good := a.params(method, shop, protocol.Position{}, protocol.Position{})
	bodies := []string{"null", "[]", "{}", "7", `"x"`, "[{}]"}
	for _, key := range slices.Sorted(maps.Keys(good)) {
		for _, wrong := range []any{nil, -1, 1.5, 1e300, "", "é\x00", []any{}, []any{nil}, map[string]any{}, map[string]any{"uri": "://"}, map[string]any{"line": -1, "character": -1}} {
			bad := maps.Clone(good)
			bad[key] = wrong
			raw, err := json.Marshal(bad)
			a.must(err)
			bodies = append(bodies, string(raw))
		}
		less := maps.Clone(good)
		delete(less, key)
		raw, err := json.Marshal(less)
		a.must(err)
		bodies = append(bodies, string(raw))
	}
	for _, u := range []uri.URI{"file:///w/none.pill", "untitled:é", "http://x/y.pill"} {
		raw, err := json.Marshal(a.params(method, u, protocol.Position{}, protocol.Position{}))
		a.must(err)
		bodies = append(bodies, string(raw))
	}
	for _, body := range bodies {
		err := a.call(method, []byte(body), nil)
		if code := codeOf(err); err != nil && code != -32602 && code != -32803 && code != int(protocol.CodeContentModified) {
			a.t.Errorf("%s %s: %v", method, body, err)
		}
	}
}

// kinds tries the single words that are announced: kinds of actions, commands.
func (a *asker) kinds(caps map[string]any) {
	a.t.Helper()
	for _, kind := range caps["codeActionProvider"].(map[string]any)["codeActionKinds"].([]any) {
		var actions []map[string]any
		for line := 1; line <= a.file.LineCount() && len(actions) == 0; line++ {
			at := a.ruler.Position(a.file, a.file.LineSpan(line).End)
			params := a.params("textDocument/codeAction", shop, protocol.Position{Line: at.Line}, at)
			params["context"] = map[string]any{"diagnostics": []any{}, "only": []any{kind}}
			a.must(a.call("textDocument/codeAction", params, &actions))
		}
		if len(actions) == 0 {
			a.t.Errorf("there is no action of kind %s", kind)
		}
		for _, action := range actions {
			if action["kind"] != kind {
				a.t.Errorf("%s is of kind %s", action["title"], action["kind"])
			}
			var whole map[string]any
			a.must(a.call("codeAction/resolve", action, &whole))
			if whole["edit"] == nil {
				a.t.Errorf("%s changes nothing", action["title"])
			}
		}
	}
	for _, name := range caps["executeCommandProvider"].(map[string]any)["commands"].([]any) {
		params := a.params("workspace/executeCommand", shop, protocol.Position{}, protocol.Position{})
		params["command"] = name
		if err := a.call("workspace/executeCommand", params, nil); err != nil && fmt.Sprint(err) != "-32803 no room" {
			a.t.Errorf("%s: %v", name, err)
		}
	}
}
