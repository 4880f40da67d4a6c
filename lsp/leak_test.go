package lsp

// This file demands that nothing of a server stays behind, however it ends.

import (
	"io"
	"os"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

// TestMain looks for goroutines that are left when all tests are done.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestNothingStays ends servers while they work, and demands that no goroutine of
// theirs goes on.
func TestNothingStays(t *testing.T) {
	busy := func(c *testClient) { // much is under way
		c.open(shop, good)
		for i := range int32(50) {
			c.change(shop, 2+i, good+strings.Repeat("#", int(i)))
			for _, method := range []string{"textDocument/hover", "textDocument/completion", "textDocument/codeAction", "textDocument/diagnostic"} {
				c.begin(method, map[string]any{
					"textDocument": map[string]any{"uri": shop}, "position": map[string]any{"line": 3, "character": 14},
					"range": at(0, 0, 9, 0, "")["range"], "context": map[string]any{"diagnostics": []any{}},
				})
			}
		}
	}
	for _, test := range []struct {
		name string
		end  func(*testClient)
	}{
		{"shutdown and exit", func(c *testClient) { c.must(c.call("shutdown", nil, nil)); c.notify("exit", nil) }},
		{"exit", func(c *testClient) { c.notify("exit", nil) }},
		{"a client that closes its stream", func(c *testClient) { _ = c.in.Close() }},
		{"a client that vanishes in a message", func(c *testClient) {
			_, _ = io.WriteString(c.in, "Content-Length: 1000\r\n\r\n{\"jsonrpc\"")
			_ = c.in.Close()
		}},
		{"a client that does not read", func(c *testClient) { c.stall(true); busy(c); _ = c.in.Close(); c.stall(false) }},
		{"a client that never answers", func(c *testClient) { busy(c); _ = c.in.Close() }},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := goleak.IgnoreCurrent()
			c := dial(t, dialing{silent: true})
			c.must(c.call("initialize", map[string]any{
				"processId": os.Getpid(), "workspaceFolders": []any{map[string]any{"uri": "file:///w", "name": "w"}},
				"capabilities": map[string]any{"workspace": map[string]any{ // which has the server ask, and nobody answers
					"configuration": true, "didChangeWatchedFiles": map[string]any{"dynamicRegistration": true},
				}},
			}, nil))
			c.notify("initialized", map[string]any{})
			busy(c)
			test.end(c)
			c.ended()
			goleak.VerifyNone(t, before)
		})
	}
}
