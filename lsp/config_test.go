package lsp

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/eval"
)

const misspelt = `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.frobnicate = 1
  end
end
`

func write(t testing.TB, path, text string) uri.URI {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return uri.File(path)
}

func (c *testClient) changedOnDisk(uris ...uri.URI) {
	var changes []any
	for _, u := range uris {
		changes = append(changes, map[string]any{"uri": u, "type": 2})
	}
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": changes})
}

// TestConfiguration changes a configuration on the disk and in the editor.
func TestConfiguration(t *testing.T) {
	dir := t.TempDir()
	pill := uri.File(filepath.Join(dir, "user_shop.pill"))
	settings := write(t, filepath.Join(dir, ".pilllint.yml"), "rules:\n  unknown-attribute: off\n")
	c := dial(t, dialing{folders: []string{dir}})
	c.open(pill, misspelt)
	c.want(pill, 1)

	write(t, settings.FsPath(), "rules:\n  unknown-attribute: hint\n")
	c.changedOnDisk(settings)
	if found := c.awaitFindings(pill, 1); len(found) != 1 || found[0].Severity != protocol.DiagnosticSeverityHint {
		c.fail("got %v", found)
	}

	// A broken one is told of, and the last that was not holds.
	write(t, settings.FsPath(), "rules:\n  unknown-atribute: off\n")
	c.changedOnDisk(settings)
	if found := c.awaitFindings(settings, noVersion); len(found) != 1 || found[0].Range.Start.Line != 1 {
		c.fail("got %v", found)
	}
	c.change(pill, 2, misspelt+"#\n")
	c.want(pill, 2, "5:12 unknown-attribute")

	// What the editor has not saved holds.
	c.openAs(settings, "yaml", 1, "rules:\n  unknown-attribute: off\n")
	c.want(settings, noVersion)
	c.eventually(pill, 2)
	c.close(settings)
	if found := c.awaitFindings(settings, noVersion); len(found) != 1 {
		c.fail("got %v", found)
	}
	if err := os.Remove(settings.FsPath()); err != nil {
		t.Fatal(err)
	}
	c.changedOnDisk(settings)
	c.want(settings, noVersion)
	c.eventually(pill, 2, "5:12 unknown-attribute")

	// This client does not watch files, so that saving one is when others are
	// looked at.
	write(t, settings.FsPath(), "rules:\n  unknown-attribute: off\n")
	c.notify("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": pill}})
	c.want(pill, 2)
}

// TestSettings takes settings from the client, in all ways in which they come.
func TestSettings(t *testing.T) {
	host := func(string) eval.Env {
		return eval.Env{Getenv: func(name string) (string, bool) { return "frob", name == "NAME" }}
	}
	text := "x = ENV['NAME'] == 'frob'\nBluepill.application('user_shop', bogus: 1) {} if x\n"
	c := dial(t, dialing{folders: []string{"/w"}, options: Options{Host: host}, settings: `{"profile":"bluepill"}`})
	c.open(shop, text)
	without := inShort(c.awaitFindings(shop, 1))
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"pilllint": map[string]any{"hostEnv": true, "profile": "bluepill"}}})
	with := inShort(c.awaitFindings(shop, 1))
	if len(with) == len(without) {
		c.fail("the machine makes no difference: %v", with)
	}

	asked := 0
	answer := func(json.RawMessage) any { asked++; return []any{map[string]any{"hostEnv": true}} }
	c = dial(t, dialing{
		folders: []string{"/w"}, options: Options{Host: host}, capabilities: `{"workspace":{"configuration":true,"didChangeWatchedFiles":{"dynamicRegistration":true}}}`,
		asked: map[string]func(json.RawMessage) any{
			"workspace/configuration":   answer,
			"client/registerCapability": func(json.RawMessage) any { return nil },
		},
	})
	c.await("a question for settings", func() bool { return asked == 1 })
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	c.await("another", func() bool { return asked == 2 })
}

// TestNamedConfiguration has one configuration hold for all pills, whatever it is
// called and whatever stands nearer.
func TestNamedConfiguration(t *testing.T) {
	dir := t.TempDir()
	pill := uri.File(filepath.Join(dir, "user_shop.pill"))
	write(t, filepath.Join(dir, ".pilllint.yml"), "rules:\n  unknown-attribute: hint\n")
	strict := uri.File(filepath.Join(dir, "strict.yml"))
	raw, err := json.Marshal(map[string]string{"config": strict.FsPath()})
	if err != nil {
		t.Fatal(err)
	}
	c := dial(t, dialing{folders: []string{dir}, settings: string(raw)})

	// It is not there yet: that is told, and no other takes its place.
	c.open(pill, misspelt)
	c.want(pill, 1, "5:12 unknown-attribute")
	if found := c.awaitFindings(strict, noVersion); len(found) != 1 {
		c.fail("got %v", found)
	}
	write(t, strict.FsPath(), "rules:\n  unknown-attribute: off\n")
	c.changedOnDisk(strict)
	c.want(strict, noVersion)
	c.want(pill, 1)

	c.openAs(strict, "yaml", 1, "rules:\n  unknown-attribute: error\n")
	c.want(pill, 1, "5:12 unknown-attribute")
	c.close(strict)
	c.want(pill, 1)
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"config": ""}})
	if found := c.awaitFindings(pill, 1); len(found) != 1 || found[0].Severity != protocol.DiagnosticSeverityHint {
		c.fail("got %v", found)
	}
}

// TestDisk counts pills that are not open.
func TestDisk(t *testing.T) {
	dir := t.TempDir()
	pill := uri.File(filepath.Join(dir, "autoload/user_shop.pill"))
	twin := write(t, filepath.Join(dir, "autoload/user_mail.pill"), "# twin\n"+good)
	find := func(folder string) []string {
		paths, _ := filepath.Glob(filepath.Join(folder, "*", "*.pill"))
		return paths
	}
	refreshed := 0
	c := dial(t, dialing{
		folders: []string{dir}, options: Options{Find: find},
		capabilities: `{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}}}`,
		asked:        map[string]func(json.RawMessage) any{"workspace/diagnostic/refresh": func(json.RawMessage) any { refreshed++; return nil }},
	})
	c.await("a word that there are pills", func() bool { return refreshed > 0 })
	c.open(pill, good)
	var report struct {
		Kind     string          `json:"kind"`
		ResultID string          `json:"resultId"`
		Items    json.RawMessage `json:"items"`
	}
	ask := func(previous string) (short []string) {
		report.Items = nil
		c.must(c.call("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": pill}, "previousResultId": previous}, &report))
		var list []protocol.Diagnostic
		if report.Items != nil {
			c.must(protocol.Unmarshal(report.Items, &list))
		}
		return inShort(list)
	}
	if got := ask(""); len(got) != 1 || got[0] != "0:21 duplicate-application-name" || report.Kind != "full" {
		c.fail("got %v, %s", got, report.Kind)
	}
	if ask(report.ResultID); report.Kind != "unchanged" {
		c.fail("the same findings again: %s", report.Kind)
	}
	var all struct {
		Items []map[string]any `json:"items"`
	}
	c.must(c.call("workspace/diagnostic", map[string]any{"previousResultIds": []any{map[string]any{"uri": pill, "value": report.ResultID}}}, &all))
	if len(all.Items) != 2 || all.Items[0]["kind"] != "unchanged" || all.Items[1]["uri"] != string(twin) || all.Items[1]["version"] != nil {
		c.fail("the workspace: %v", all.Items)
	}
	before := refreshed
	if err := os.Remove(twin.FsPath()); err != nil {
		t.Fatal(err)
	}
	c.changedOnDisk(twin)
	c.await("a word that one is gone", func() bool { return refreshed > before })
	if got := ask(""); len(got) != 0 {
		c.fail("when the other is gone: %v", got)
	}
}
