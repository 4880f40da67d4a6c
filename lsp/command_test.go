package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

// plainUnit stands for what makes units.
func plainUnit(path string, _ *pill.Config, p *pill.Process) (Unit, error) {
	name, _ := p.NameText()
	command, ok := p.Attr("start_command").Text()
	if !ok {
		return Unit{}, errors.New("its start_command is not known")
	}
	return Unit{name + ".service", "# " + path + "\nExecStart=" + command + "\n"}, nil
}

func noVerdict(context.Context, *parser.Document, *pill.Process, func(string)) (Verdict, error) {
	return Verdict{}, errors.New("no room")
}

func refTo(u uri.URI, process string) map[string]any {
	return map[string]any{"uri": u, "application": "user_shop", "process": process}
}

func running(command string, ref any) map[string]any {
	return map[string]any{"command": command, "arguments": []any{ref}}
}

// documentShower opens documents when asked to.
const documentShower = `{"window":{"showDocument":{"support":true}},"textDocument":{"publishDiagnostics":{}}%s}`

// TestUnitOfProcess shows a unit in the ways that clients have, while its pill is
// typed.
func TestUnitOfProcess(t *testing.T) {
	for _, test := range []struct {
		name, capabilities, settings string
		scheme                       string // of what the client is asked to show
	}{
		{"a client that shows nothing", "", "", ""},
		{"a client that shows units itself", fmt.Sprintf(documentShower, ""), `{"showsUnits":true}`, ""},
		{"a client that shows files", fmt.Sprintf(documentShower, ""), "", "file"},
		{"a client that asks for texts", fmt.Sprintf(documentShower, `,"workspace":{"textDocumentContent":{}}`), "", unitScheme},
	} {
		t.Run(test.name, func(t *testing.T) {
			var asked, refreshed uri.URI
			t.Cleanup(func() { // when the server has ended
				if _, err := os.Stat(filepath.Dir(pathOf(asked))); test.scheme == "file" && err == nil {
					t.Error("the file is left behind")
				}
			})
			c := dial(t, dialing{
				folders: []string{"/w"}, capabilities: test.capabilities, settings: test.settings, options: Options{Unit: plainUnit},
				asked: map[string]func(json.RawMessage) any{
					"window/showDocument":                   func(raw json.RawMessage) any { asked = uriIn(raw); return map[string]any{"success": true} },
					"workspace/textDocumentContent/refresh": func(raw json.RawMessage) any { refreshed = uriIn(raw); return nil },
				},
			})
			c.open(shop, good)
			c.want(shop, 1)
			var u Unit
			c.must(c.call("workspace/executeCommand", running("pilllint.showUnit", refTo(shop, "user_shop_1")), &u))
			if want := (Unit{"user_shop_1.service", "# user_shop.pill\nExecStart=bin/shop\n"}); u != want {
				c.fail("got %q, want %q", u, want)
			}
			if test.scheme != "" {
				c.await("a wish to show the unit", func() bool { return asked.Scheme() == test.scheme })
			}
			text := func() string {
				if test.scheme != unitScheme {
					data, err := os.ReadFile(asked.FsPath())
					c.must(err)
					return string(data)
				}
				var content protocol.TextDocumentContentResult
				c.must(c.call("workspace/textDocumentContent", map[string]any{"uri": asked}, &content))
				return content.Text
			}
			if test.scheme != "" && text() != u.Text {
				c.fail("the client is shown %q", text())
			}
			c.change(shop, 2, strings.ReplaceAll(good, "bin/shop", "bin/mail"))
			c.want(shop, 2)
			const changed = "# user_shop.pill\nExecStart=bin/mail\n"
			switch test.scheme {
			case "file":
				eventually(t, "the file is up to date", func() bool { return text() == changed })
			case unitScheme:
				c.await("a word that the unit is another", func() bool { return refreshed == asked })
				if text() != changed {
					c.fail("the client is shown %q", text())
				}
			}
		})
	}
}

func uriIn(raw json.RawMessage) uri.URI {
	var p struct {
		URI uri.URI `json:"uri"`
	}
	_ = json.Unmarshal(raw, &p)
	return p.URI
}

// TestCommandsFail demands a reason from commands that cannot be done.
func TestCommandsFail(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}, options: Options{Unit: plainUnit, Verify: noVerdict}})
	unknown := strings.ReplaceAll(good, `"bin/shop"`, `ENV["SHOP"]`)
	c.open(shop, unknown)
	c.awaitFindings(shop, 1)
	for _, test := range []struct {
		params any
		code   int
		reason string
	}{
		{running("pilllint.showUnit", refTo(shop, "user_shop_1")), -32803, "its start_command is not known"},
		{running("pilllint.showUnit", refTo(shop, "user_shop_2")), -32803, `declares no process "user_shop_2"`},
		{running("pilllint.showUnit", refTo("file:///w/none.pill", "user_shop_1")), -32803, "is not open"},
		{running("pilllint.verify", refTo(shop, "user_shop_1")), -32803, "no room"},
		{running("pilllint.verify", refTo(shop, "user_shop_2")), -32803, `declares no process "user_shop_2"`},
		{running("pilllint.verify", refTo("file:///w/none.pill", "user_shop_1")), -32803, "is not open"},
		{running("pilllint.showUnit", 7), -32602, "takes one argument"},
		{running("pilllint.showUnit", map[string]any{}), -32602, "takes one argument"},
		{map[string]any{"command": "pilllint.showUnit"}, -32602, "takes one argument"},
		{running("pilllint.launch", refTo(shop, "user_shop_1")), -32602, "there is no command"},
	} {
		err := c.call("workspace/executeCommand", test.params, nil)
		if codeOf(err) != test.code || !strings.Contains(err.Error(), test.reason) {
			t.Errorf("%v: %v, want %d %s", test.params, err, test.code, test.reason)
		}
	}
	none, err := unitURI(processRef{URI: shop, Process: "名?&#+%20"}, "é.service")
	c.must(err)
	if ref, ok := refOf(none); !ok || ref.Process != "名?&#+%20" {
		t.Errorf("%s is read as %v", none, ref)
	}
	for _, at := range []uri.URI{"pilllint-unit:///x", "pilllint-unit:///x?{", "file:///x?{}", none} {
		if err := c.call("workspace/textDocumentContent", map[string]any{"uri": at}, nil); codeOf(err) != -32803 {
			t.Errorf("%s: %v", at, err)
		}
	}
	c.change(shop, 2, unknown+"(")
	c.awaitFindings(shop, 2)
	if err := c.call("workspace/executeCommand", running("pilllint.verify", refTo(shop, "user_shop_1")), nil); codeOf(err) != -32803 || !strings.Contains(err.Error(), "syntax error") {
		t.Errorf("of broken text: %v", err)
	}
}

// TestCommandsNotGiven demands that nothing is offered that cannot be done.
func TestCommandsNotGiven(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}})
	for _, method := range []string{"textDocument/codeLens", "workspace/executeCommand", "workspace/textDocumentContent"} {
		if err := c.call(method, map[string]any{}, nil); codeOf(err) != -32601 {
			t.Errorf("%s: %v", method, err)
		}
	}
}

// TestVerify runs processes, tells how far that is, and forgets what came of it
// when the text changes.
func TestVerify(t *testing.T) {
	hang := make(chan struct{}, 1)
	verdict := func(ctx context.Context, doc *parser.Document, p *pill.Process, tell func(string)) (Verdict, error) {
		tell("starting it")
		select {
		case <-hang:
			<-ctx.Done()
			return Verdict{}, ctx.Err()
		default:
		}
		name, _ := p.NameText()
		at := p.Last("start_command").ValueSpan
		return Verdict{name + " fails", "at 0 s: start", []diag.Diagnostic{{Rule: "comes-up", Severity: diag.Error, Span: at, Message: "it does not come up"}}}, nil
	}
	var told []string
	progress := func(raw json.RawMessage) any {
		var p struct {
			Token any
			Value struct{ Kind, Title, Message string }
		}
		_ = json.Unmarshal(raw, &p)
		told = append(told, fmt.Sprint(p.Token, " ", p.Value.Kind, " ", p.Value.Title, p.Value.Message))
		return nil
	}
	c := dial(t, dialing{
		folders: []string{"/w"}, options: Options{Verify: verdict},
		capabilities: `{"window":{"workDoneProgress":true},"textDocument":{"publishDiagnostics":{}}}`,
		asked: map[string]func(json.RawMessage) any{
			"$/progress":                     progress,
			"window/workDoneProgress/create": func(json.RawMessage) any { return nil },
		},
	})
	c.open(shop, good)
	c.want(shop, 1)
	params := running("pilllint.verify", refTo(shop, "user_shop_1"))
	var got Verdict
	c.must(c.call("workspace/executeCommand", params, &got))
	if got.Summary != "user_shop_1 fails" || got.Text != "at 0 s: start" {
		c.fail("got %v", got)
	}
	found := c.awaitFindings(shop, 1)
	if source, _ := found[0].Source.Get(); len(found) != 1 || source != "pilllint verify" || found[0].Range.Start.Line != 2 || found[0].CodeDescription.Href != "" {
		c.fail("got %v", found)
	}
	c.await("the end of it", func() bool { return len(told) == 3 })
	if want := []string{"pilllint/1 begin Verifying user_shop_1", "pilllint/1 report starting it", "pilllint/1 end "}; !slices.Equal(told, want) {
		c.fail("told %q, want %q", told, want)
	}
	c.change(shop, 2, good+"#\n")
	c.want(shop, 2)

	// It is cancelled by its token, or as a request.
	params["workDoneToken"] = 7
	hang <- struct{}{}
	id := c.begin("workspace/executeCommand", params)
	c.await("a word that it began", func() bool { return slices.Contains(told, "7 report starting it") })
	c.notify("window/workDoneProgress/cancel", map[string]any{"token": 7})
	if err := c.answer(id, nil); codeOf(err) != -32800 {
		c.fail("a cancelled run is answered with %v", err)
	}
	params["workDoneToken"] = "x"
	hang <- struct{}{}
	id = c.begin("workspace/executeCommand", params)
	c.await("a word that it began", func() bool { return slices.Contains(told, "x report starting it") })
	c.notify("$/cancelRequest", map[string]any{"id": id})
	if err := c.answer(id, nil); codeOf(err) != -32800 {
		c.fail("a cancelled request is answered with %v", err)
	}
	c.await("the end of all", func() bool { return slices.Contains(told, "7 end ") && slices.Contains(told, "x end ") })
}

// eventually waits until something holds that no message tells of.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for late := time.Now().Add(patience); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatal("waited in vain: ", what)
		}
	}
}
