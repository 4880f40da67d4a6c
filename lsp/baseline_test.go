package lsp

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// TestBaseline hides what a baseline knows, whoever changes that.
func TestBaseline(t *testing.T) {
	dir := t.TempDir()
	pill := uri.File(filepath.Join(dir, "pills", "user_shop.pill"))
	settings := write(t, filepath.Join(dir, ".pilllint.yml"), "baseline: known.yaml\n")
	known := uri.File(filepath.Join(dir, "known.yaml"))
	baselineOf := func(count string) string {
		return "version: 1\nfiles:\n  pills/user_shop.pill:\n    unknown-attribute: " + count + "\n"
	}
	write(t, known.FsPath(), baselineOf("1"))
	c := dial(t, dialing{folders: []string{dir}})
	c.open(pill, misspelt)
	c.want(pill, 1)

	// One more, and nobody can tell which is the new one.
	twice := strings.Replace(misspelt, "process.frobnicate = 1", "process.frobnicate = 1; process.frob = 2", 1)
	c.change(pill, 2, twice)
	c.want(pill, 2, "5:12 unknown-attribute", "5:36 unknown-attribute")
	write(t, known.FsPath(), baselineOf("2"))
	c.changedOnDisk(known)
	c.want(pill, 2)

	// What the editor has not saved holds; what is broken is told of, and does not.
	c.openAs(known, "yaml", 1, baselineOf("1"))
	c.want(pill, 2, "5:12 unknown-attribute", "5:36 unknown-attribute")
	c.change(known, 2, baselineOf("many"))
	if found := c.awaitFindings(known, noVersion); len(found) != 1 || found[0].Range.Start.Line != 3 {
		c.fail("got %v", found)
	}
	c.change(known, 3, baselineOf("2"))
	c.want(known, noVersion)
	c.eventually(pill, 2)
	c.close(known)

	// There is none.
	if err := os.Remove(known.FsPath()); err != nil {
		t.Fatal(err)
	}
	c.changedOnDisk(known)
	if found := c.awaitFindings(settings, noVersion); len(found) != 1 || !strings.Contains(string(found[0].Message.(protocol.String)), "does not exist") {
		c.fail("got %v", found)
	}
	c.eventually(pill, 2, "5:12 unknown-attribute", "5:36 unknown-attribute")
	write(t, settings.FsPath(), "exclude: [pills]\n")
	c.changedOnDisk(settings)
	c.want(settings, noVersion)
	c.eventually(pill, 2)
}

// TestBaselineOnDisk hides what a baseline knows of pills that are not open.
func TestBaselineOnDisk(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, ".pilllint.yml"), "baseline: .pilllint-baseline.yml\nexclude: [old]\n")
	write(t, filepath.Join(dir, ".pilllint-baseline.yml"), "version: 1\nfiles:\n  a/user_shop.pill:\n    unknown-attribute: 1\n")
	for _, name := range []string{"a", "b", "old"} {
		write(t, filepath.Join(dir, name, "user_shop.pill"), misspelt)
	}
	find := func(folder string) []string {
		paths, _ := filepath.Glob(filepath.Join(folder, "*", "*.pill"))
		return paths
	}
	c := dial(t, dialing{folders: []string{dir}, options: Options{Find: find}, capabilities: `{"textDocument":{"diagnostic":{}}}`})
	eventually(t, "the pills are known", func() bool {
		var all struct {
			Items []struct {
				URI   uri.URI `json:"uri"`
				Items []any   `json:"items"`
			} `json:"items"`
		}
		c.must(c.call("workspace/diagnostic", map[string]any{"previousResultIds": []any{}}, &all))
		return len(all.Items) == 2 && strings.HasSuffix(string(all.Items[0].URI), "/a/user_shop.pill") && len(all.Items[0].Items) == 0 && len(all.Items[1].Items) == 1
	})
}
