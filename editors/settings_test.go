package editors_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

// TestSettings reads the settings for editors that are not run here, and looks
// for the command in them.
func TestSettings(t *testing.T) {
	t.Parallel()
	for section, places := range map[string][]string{
		"Sublime Text":      {"clients.pilllint.command"},
		"Zed":               {"lsp.solargraph.binary.path", "lsp.solargraph.binary.arguments"},
		"Vim with coc.nvim": {"languageserver.pilllint.command", "languageserver.pilllint.args"},
	} {
		var settings any
		if err := json.Unmarshal([]byte(block(t, "README.md", section, "json")), &settings); err != nil {
			t.Errorf("%s: %v", section, err)
		}
		var command []string
		for _, place := range places {
			command = append(command, strings.Fields(strings.Trim(fmt.Sprint(at(settings, place)), "[]"))...)
		}
		if len(command) > 0 {
			command[0] = filepath.Base(command[0])
		}
		if !reflect.DeepEqual(command, []string{"pilllint", "lsp"}) {
			t.Errorf("%s starts %q", section, command)
		}
	}
}

// at returns what stands in JSON at a path of keys.
func at(value any, path string) any {
	for key := range strings.SplitSeq(path, ".") {
		object, _ := value.(map[string]any)
		value = object[key]
	}
	return value
}

// TestVimLSP has Vim read the settings for vim-lsp, as that would.
func TestVimLSP(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	editortest.Write(t, filepath.Join(dir, "vimrc"), "set nocompatible\n"+block(t, "README.md", "Vim with vim-lsp", "vim"))
	editortest.Write(t, filepath.Join(dir, "autoload/lsp.vim"), "function! lsp#register_server(server)\n  call writefile([json_encode(a:server)], 'server.json')\nendfunction\n")
	editortest.Run(t, dir, os.Environ(), "vim", "--not-a-term", "-T", "dumb", "-n", "-i", "NONE", "-u", "vimrc", "--cmd", "set runtimepath^="+dir, "-c", "doautocmd User lsp_setup", "-c", "qall!")
	if got, want := editortest.Read(t, filepath.Join(dir, "server.json")), `"cmd":["pilllint","lsp"]`; !strings.Contains(got, want) {
		t.Errorf("Vim is told %s", got)
	}
}
