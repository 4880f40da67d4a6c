package lsp

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/eval"
)

// TestPaths completes paths by what is on this machine, and offers none to a pill
// that is none of its files.
func TestPaths(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"bin/shop", "bin/shépherd", "log/shop.log", "tmp/.hidden", "pills/helpers.rb"} {
		write(t, filepath.Join(dir, name), "")
	}
	head := fmt.Sprintf("ROOT = %q\nlocal = ROOT + \"/log\"\nBluepill.application(\"user_shop\") do |app|\n  app.process(\"é😀\") do |process|\n"+
		"    process.working_dir = ROOT\n    process.start_command = \"bin/shop\"\n", dir)
	const tail = "  end\nend\n"
	c := dial(t, dialing{folders: []string{dir}})
	offered := func(u uri.URI, line string) (labels []string) {
		before, after, _ := strings.Cut(line, "|")
		version := int32(1)
		c.open(u, head+tail)
		c.awaitFindings(u, version)
		c.change(u, 2, at(6, 0, 6, 0, before+after+"\n"))
		c.awaitFindings(u, 2)
		var list protocol.CompletionList
		place := ruler{t, c.encoding}.width(before)
		c.must(c.call("textDocument/completion", map[string]any{
			"textDocument": map[string]any{"uri": u}, "position": map[string]any{"line": 6, "character": place},
		}, &list))
		for _, item := range list.Items {
			labels = append(labels, item.Label)
		}
		c.close(u)
		c.awaitFindings(u, noVersion)
		return labels
	}
	pill := uri.File(filepath.Join(dir, "pills/user_shop.pill"))
	for _, test := range []struct {
		line string
		want []string
	}{
		{`process.pid_file = "` + dir + `/|`, []string{"bin/", "log/", "pills/", "tmp/"}},
		{`process.pid_file = "#{ROOT}/l|"`, []string{"log/"}},
		{`process.stdout = process.stderr = "#{local}/|`, []string{"shop.log"}},
		{`process.stdout = '#{local}/|`, nil}, // which puts nothing in
		{`process.stdout = "#{nobody}/|`, nil},
		{`process.stdout = "log/|`, nil}, // the daemon runs in /
		{`process.stop_command = "bin/sh|`, []string{"shop", "shépherd"}},
		{`process.stop_command = "ruby -I bin/sho|`, []string{"shop"}},
		{`process.stop_command = "sho|`, nil}, // is looked for in PATH
		{`process.stdin = "#{ROOT}/tmp/|`, nil},
		{`process.stdin = "#{ROOT}/tmp/.|`, []string{".hidden"}},
		{`process.stdin = "#{ROOT}/none/|`, nil},
		{`process.group = "#{ROOT}/|`, nil},
		{`process.checks :file_time, :filename => "#{ROOT}/log/|`, []string{"shop.log"}},
		{`Bluepill.application("x", :log_file => "#{ROOT}/log/|`, []string{"shop.log"}},
		{`require_relative "h|`, []string{"helpers.rb"}},
		{`load "../bin/|`, []string{"shop", "shépherd"}},
	} {
		if got := offered(pill, test.line); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.line, got, test.want)
		}
	}
	if got := offered("untitled:user_shop.pill", `process.pid_file = "`+dir+`/|`); len(got) > 0 {
		t.Errorf("a pill that is no file is offered %q", got)
	}
}

// TestAccounts completes the users of this machine, if the pill may see it.
func TestAccounts(t *testing.T) {
	host := func(string) eval.Env {
		return eval.Env{ReadFile: func(path string) ([]byte, error) {
			switch path {
			case "/etc/passwd":
				return []byte("root:x:0:0:root:/root:/bin/sh\né:x:1:1::/:\n"), nil
			case "/etc/group":
				return []byte("www:x:33:\n"), nil
			}
			return nil, os.ErrNotExist
		}}
	}
	for settings, want := range map[string]string{`{"hostEnv":true}`: "uid: deploy root é, gid: deploy www", `{}`: "uid: deploy, gid: deploy"} {
		c := dial(t, dialing{folders: []string{"/w"}, settings: settings, options: Options{Host: host}})
		var got []string
		for version, attribute := range []string{"uid", "gid"} {
			head := strings.Replace(good, "process.daemonize", "process.uid = 'deploy'\n    process.daemonize", 1)
			c.open(shop, head)
			c.change(shop, int32(version+2), at(4, 0, 4, 0, "process."+attribute+" = \"\"\n"))
			var list protocol.CompletionList
			c.must(c.call("textDocument/completion", map[string]any{
				"textDocument": map[string]any{"uri": shop}, "position": map[string]any{"line": 4, "character": len("process." + attribute + ` = "`)},
			}, &list))
			var labels []string
			for _, item := range list.Items {
				labels = append(labels, item.Label)
			}
			got = append(got, attribute+": "+strings.Join(labels, " "))
		}
		c.awaitFindings(shop, 3)
		if text := strings.Join(got, ", "); text != want {
			t.Errorf("%s: got %q, want %q", settings, text, want)
		}
	}
}
