package lsp

import (
	"errors"
	"strings"
	"testing"

	"go.lsp.dev/uri"
)

const shop uri.URI = "file:///w/user_shop.pill"

const good = `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`

func TestFindings(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}})
	c.open(shop, good)
	c.want(shop, 1)
	c.change(shop, 2, at(3, 0, 3, 0, "    process.frobnicate = 1\n"))
	c.want(shop, 2, "3:12 unknown-attribute")
	c.change(shop, 3, good)
	c.want(shop, 3)
	c.change(shop, 4, at(5, 2, 5, 5, ""))
	c.want(shop, 4, "1:29 syntax-error")
	c.close(shop)
	c.want(shop, noVersion)
}

// at replaces what stands between two places.
func at(line, character, endLine, endCharacter uint32, text string) map[string]any {
	place := func(l, c uint32) map[string]any { return map[string]any{"line": l, "character": c} }
	return map[string]any{"range": map[string]any{"start": place(line, character), "end": place(endLine, endCharacter)}, "text": text}
}

func TestNotInitialized(t *testing.T) {
	c := dial(t, dialing{silent: true})
	err := c.call("textDocument/codeAction", map[string]any{}, nil)
	if e := new(wireError); !errors.As(err, &e) || e.Code != -32002 {
		t.Errorf("before initialize: %v", err)
	}
	c.open(shop, good) // is dropped
	c.notify("exit", nil)
	if code := c.ended(); code != 1 {
		t.Errorf("exit without shutdown: code %d", code)
	}
}

// TestTogether checks that pills are compared as the editor has them.
func TestTogether(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}})
	const other uri.URI = "file:///w/autoload/user_shop.pill"
	const twin uri.URI = "file:///w/autoload/user_mail.pill"
	c.open(other, good)
	c.want(other, 1)
	c.open(twin, "# a twin\n"+good)
	c.want(twin, 1, "1:21 pill-file-name")
	c.eventually(other, 1, "0:21 duplicate-application-name")
	c.change(twin, 2, strings.ReplaceAll(good, "user_shop", "user_mail"))
	c.eventually(twin, 2)
	c.eventually(other, 1)
}
