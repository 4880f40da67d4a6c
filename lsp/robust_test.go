package lsp

// This file tests what editors do wrong, or stop doing.

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/protocol"
)

func codeOf(err error) int {
	e := new(wireError)
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// TestOddMessages sends what no editor should, and demands that the server
// answers as it must and goes on.
func TestOddMessages(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}})
	for _, body := range []string{`{bad`, `[]`, `{}`, `[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]`, `{"jsonrpc":"1.0","id":7,"method":"shutdown"}`, `null`, `"x"`, strings.Repeat("[", 100_000)} {
		c.send([]byte(body))
		if err := c.answer(0, nil); codeOf(err) != -32700 && codeOf(err) != -32600 {
			c.fail("%.20s is answered with %v", body, err)
		}
	}
	_, _ = io.WriteString(c.in, "noise\r\nContent-Length: 999999999999\r\nContent-Length: -1\r\n\r\n\r\nContent-Length: x\r\n\r\n")
	_, _ = io.WriteString(c.in, strings.Repeat("long ", 50_000)+"\n")
	for _, test := range []struct {
		method, params string
		code           int
	}{
		{"textDocument/nothing", `{}`, -32601},
		{"$/nothing", `{}`, -32601},
		{"initialize", `{"capabilities":{}}`, -32600},
		{"textDocument/codeAction", `{"textDocument":3}`, -32602},
		{"textDocument/codeAction", `[]`, -32602},
		{"textDocument/codeAction", `null`, -32602},
		{"textDocument/codeAction", `{"textDocument":{"uri":"file:///w/a.pill"},"range":{"start":{"line":-1,"character":0},"end":{"line":0,"character":0}},"context":{"diagnostics":[]}}`, -32602},
		{"textDocument/codeAction", `{"textDocument":{"uri":"file:///w/none.pill"},"range":{"start":{"line":1,"character":0},"end":{"line":0,"character":0}},"context":{"diagnostics":[]}}`, 0},
		{"textDocument/diagnostic", `{"textDocument":{"uri":"file:///w/none.pill"}}`, 0},
		{"workspace/diagnostic", `{"previousResultIds":[{"uri":"file:///w/none.pill","value":"x"}]}`, 0},
		{"codeAction/resolve", `{"title":"x"}`, 0},
		{"codeAction/resolve", `{"title":"x","data":{"uri":"file:///w/none.pill","version":1}}`, int(protocol.CodeContentModified)},
		{"textDocument/didOpen", `{"textDocument":{}}`, 0},
	} {
		if err := c.call(test.method, []byte(test.params), nil); codeOf(err) != test.code {
			c.fail("%s %s: %v, want %d", test.method, test.params, err, test.code)
		}
	}
	for _, test := range [][2]string{
		{"$/nothing", `{}`}, {"textDocument/nothing", `{}`}, {"textDocument/codeAction", `{}`}, {"$/cancelRequest", `{"id":12345}`}, {"$/cancelRequest", `{"id":"x"}`},
		{"$/cancelRequest", `{}`}, {"$/setTrace", `{"value":"off"}`}, {"textDocument/didOpen", `{}`}, {"textDocument/didOpen", `7`}, {"textDocument/didChange", `{}`},
		{"textDocument/didChange", `{"textDocument":{"uri":"file:///w/a.pill","version":null},"contentChanges":[]}`},
		{"textDocument/didChange", `{"textDocument":{"uri":"file:///w/none.pill","version":1},"contentChanges":[{"text":""}]}`},
		{"textDocument/didClose", `{"textDocument":{"uri":"file:///w/none.pill"}}`}, {"textDocument/didSave", `{"textDocument":{"uri":"file:///w/none.pill"}}`},
		{"workspace/didChangeConfiguration", `{}`}, {"workspace/didChangeConfiguration", `{"settings":{"pilllint":7}}`},
		{"workspace/didChangeWatchedFiles", `{"changes":[{"uri":"file:///w/none.pill","type":9}]}`},
		{"workspace/didChangeWorkspaceFolders", `{"event":{"added":[],"removed":[{"uri":"file:///nowhere","name":""}]}}`},
		{"initialized", `{}`}, {"exi", `{}`},
	} {
		c.notify(test[0], []byte(test[1]))
	}
	c.forget()
	c.open(shop, good)
	c.want(shop, 1)
}

// TestStalled lets the client stop reading while it types and asks.
func TestStalled(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}})
	c.open(shop, good)
	c.want(shop, 1)
	c.stall(true)
	var asked []int
	for i := range int32(2_000) {
		c.change(shop, 2+i, good+strings.Repeat("#", int(i)))
		if i%50 == 0 {
			asked = append(asked, c.begin("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": shop}}))
		}
	}
	c.change(shop, 5_000, at(3, 0, 3, 0, "    process.frobnicate = 1\n"))
	c.stall(false)
	c.want(shop, 5_000, "3:12 unknown-attribute")
	for _, id := range asked {
		c.must(c.answer(id, nil))
	}
}

// TestCancel cancels a request that cannot be done with yet.
func TestCancel(t *testing.T) {
	s := newServer(t.Context(), Options{})
	s.phase.Store(phaseUp)
	started := make(chan struct{})
	s.methods["slow"] = request("slow", func(ctx context.Context, _ *View, _ *map[string]any) (any, error) {
		close(started)
		<-ctx.Done()
		return nil, ctx.Err()
	}, nil)
	s.methods["panic"] = request("panic", func(context.Context, *View, *map[string]any) (any, error) { panic("oh") }, nil)
	c := dialServer(t, s)
	id := c.begin("slow", map[string]any{})
	<-started
	if err := c.call("panic", map[string]any{}, nil); codeOf(err) != -32603 {
		t.Errorf("a panic is answered with %v", err)
	}
	c.notify("$/cancelRequest", map[string]any{"id": id})
	if err := c.answer(id, nil); codeOf(err) != -32800 {
		t.Errorf("a cancelled request is answered with %v", err)
	}
	_ = c.in.Close()
}

// TestEnds ends sessions in all ways.
func TestEnds(t *testing.T) {
	dead := exec.Command("true")
	if err := dead.Run(); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		end  func(*testClient)
		code int
	}{
		{"exit", func(c *testClient) { c.notify("exit", nil) }, 1},
		{"the end of the input", func(c *testClient) { _ = c.in.Close() }, 1},
		{"shutdown, then the end of the input", func(c *testClient) { c.must(c.call("shutdown", nil, nil)); _ = c.in.Close() }, 0},
		{"half a message", func(c *testClient) { _, _ = io.WriteString(c.in, "Content-Length: 100\r\n\r\n{"); _ = c.in.Close() }, 1},
	} {
		c := dial(t, dialing{silent: true})
		c.must(c.call("initialize", map[string]any{"processId": os.Getpid(), "capabilities": map[string]any{}}, nil))
		test.end(c)
		if code := c.ended(); code != test.code {
			t.Errorf("%s: code %d, want %d", test.name, code, test.code)
		}
	}
	c := dial(t, dialing{silent: true})
	c.must(c.call("initialize", map[string]any{"processId": nil, "capabilities": map[string]any{}}, nil))
	c.must(c.call("shutdown", nil, nil))
	if err := c.call("textDocument/diagnostic", map[string]any{}, nil); codeOf(err) != -32600 {
		t.Errorf("a request after shutdown: %v", err)
	}
	c.notify("exit", nil)
	if code := c.ended(); code != 0 {
		t.Errorf("shutdown and exit: code %d", code)
	}
}

// TestParent ends with the process of the client, even if its streams stay open.
func TestParent(t *testing.T) {
	t.Parallel()
	parent := exec.Command("sleep", "60")
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = parent.Process.Kill() }()
	c := dial(t, dialing{silent: true})
	c.must(c.call("initialize", map[string]any{"processId": parent.Process.Pid, "capabilities": map[string]any{}}, nil))
	_ = parent.Process.Kill()
	_ = parent.Wait()
	if code := c.ended(); code != 1 {
		t.Errorf("code %d", code)
	}
}

// TestNeverReads ends with a client that asks for much more than it ever reads.
func TestNeverReads(t *testing.T) {
	in, out := io.Pipe()
	unread, never := io.Pipe()
	defer unread.Close()
	ended := make(chan int, 1)
	go func() { ended <- Serve(t.Context(), in, never, Options{}) }()
	send := func(body string) { _, _ = io.WriteString(out, "Content-Length: "+itoa(len(body))+"\r\n\r\n"+body) }
	send(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}`)
	text, _ := json.Marshal(strings.Repeat("#", 100) + strings.Repeat("\nx = 1 # 😀", 3_000))
	send(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:1","languageId":"pill","version":1,"text":` + string(text) + `}}}`)
	for id := range 2_000 { // many times what the server keeps for a client
		send(`{"jsonrpc":"2.0","id":` + itoa(id+1) + `,"method":"textDocument/references","params":{"textDocument":{"uri":"untitled:1"},"position":{"line":1,"character":0},"context":{"includeDeclaration":true}}}`)
	}
	_ = out.Close()
	select {
	case code := <-ended:
		if code != 1 {
			t.Errorf("code %d", code)
		}
	case <-time.After(patience):
		t.Error("the server does not end")
	}
}

// allMethods is a message of each method, for a document that is open.
func allMethods() (bodies []string) {
	for i, m := range methods(&Options{Unit: plainUnit, Verify: noVerdict}) {
		body := `{"jsonrpc":"2.0","id":` + itoa(10+i) + `,"method":"` + m.name + `","params":{"textDocument":{"uri":"untitled:1","version":3,"languageId":"pill","text":"x"},` +
			`"position":{"line":1,"character":3},"positions":[{"line":1,"character":3}],"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}},` +
			`"context":{"diagnostics":[],"includeDeclaration":true,"triggerKind":1},"contentChanges":[{"text":"é"}],"query":"x","newName":"y","title":"x","previousResultIds":[],` +
			`"command":"pilllint.showUnit","arguments":[{"uri":"untitled:1","application":"é","process":"😀"}],"uri":"pilllint-unit:/x?{}","settings":{},"event":{"added":[],"removed":[]},"changes":[],"token":1,"value":"off"}}`
		switch m.name {
		case protocol.MethodInitialize, protocol.MethodShutdown, protocol.MethodExit:
			continue
		}
		bodies = append(bodies, body)
	}
	return bodies
}

// FuzzServer feeds a server whatever there is. It has to come to an end, and to
// say nothing but messages.
func FuzzServer(f *testing.F) {
	frame := func(bodies ...string) []byte {
		var b bytes.Buffer
		for _, body := range bodies {
			b.WriteString("Content-Length: " + itoa(len(body)) + "\r\n\r\n" + body)
		}
		return b.Bytes()
	}
	hello := `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}`
	opened := `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:1","languageId":"pill","version":1,"text":"Bluepill.application('é')\n"}}}`
	f.Add(frame(hello, opened, `{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"untitled:1","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":9},"end":{"line":9,"character":0}},"text":"😀"}]}}`,
		`{"jsonrpc":"2.0","id":2,"method":"textDocument/diagnostic","params":{"textDocument":{"uri":"untitled:1"}}}`,
		`{"jsonrpc":"2.0","id":"x","method":"workspace/diagnostic","params":{"previousResultIds":[]}}`,
		`{"jsonrpc":"2.0","id":3,"method":"shutdown"}`, `{"jsonrpc":"2.0","method":"exit"}`))
	f.Add(frame(hello, opened, `{"jsonrpc":"2.0","id":4,"method":"textDocument/codeAction","params":{"textDocument":{"uri":"untitled:1"},"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":99}},"context":{"diagnostics":[]}}}`))
	hard := `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:1","languageId":"pill","version":1,"text":"# 名\r\nBluepill.application('é') { |app|\r\n\tapp.process('😀') { |p| p.start_command = '/é'; p.checks :mem_usage, every: 1, below: 2 }\r\n}\r\n"}}}`
	f.Add(frame(slices.Concat([]string{hello, hard}, allMethods())...))
	for _, body := range allMethods() {
		f.Add(frame(hello, hard, body, `{"jsonrpc":"2.0","id":3,"method":"shutdown"}`, `{"jsonrpc":"2.0","method":"exit"}`))
	}
	f.Add([]byte("Content-Length: 3\n\n{}}content-length: 2\n\n{}"))
	f.Add([]byte("Content-Length: 99999\r\n\r\n{"))
	f.Fuzz(func(t *testing.T, data []byte) {
		out := &lockedWriter{w: &bytes.Buffer{}}
		Serve(t.Context(), bytes.NewReader(data), out, Options{Unit: plainUnit, Verify: noVerdict})
		out.mu.Lock()
		defer out.mu.Unlock()
		said := &stream{in: bufioReader(out.w.(*bytes.Buffer)), out: newOutbox()}
		for {
			if _, _, err := said.Read(t.Context()); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if len(said.out.waiting) > 0 {
			t.Fatalf("said something that is no message: %s", said.out.waiting[0].body)
		}
	})
}
