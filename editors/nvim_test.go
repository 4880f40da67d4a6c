package editors_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

// neovims are the versions of Neovim: the oldest for which there is a way, the
// last without vim.lsp.enable, and a new one.
var neovims = []neovim{
	{"0.7", func(*testing.T) string { return "nvim" }},
	{"0.10", func(t *testing.T) string { return editortest.Beside(t, "trixie", "neovim") }},
	{newest, func(t *testing.T) string { return editortest.Beside(t, "forky", "neovim") }},
}

// newest is at least so new: the release of Debian that it comes from goes on.
const newest = "0.12"

type neovim struct {
	version string
	program func(*testing.T) string
}

// drive runs a script of testdata/nvim in a folder.
func (n neovim) drive(t *testing.T, dir string, env []string, script string, report any) {
	t.Helper()
	scripts := filepath.Join(editortest.Root(t), "editors/testdata/nvim")
	file := filepath.Join(t.TempDir(), "report.json")
	env = append(env, "DRIVE="+scripts, "REPORT="+file)
	out := editortest.Run(t, dir, env, n.program(t), "--headless", "-c", "luafile "+filepath.Join(scripts, script))
	readReport(t, file, out, report)
}

// installed returns a home in which the plugin is installed as a package.
func installed(t *testing.T) (home string, env []string) {
	t.Helper()
	home, env = editortest.Home(t)
	editortest.Copy(t, filepath.Join(editortest.Root(t), "editors/nvim"), filepath.Join(home, ".local/share/nvim/site/pack/pilllint/start/pilllint"))
	return home, env
}

// TestNeovim has somebody look through a pill and put it right.
func TestNeovim(t *testing.T) {
	for _, n := range neovims {
		t.Run(n.version, func(t *testing.T) {
			t.Parallel()
			_, env := installed(t)
			repairs(t, n, env)
		})
	}
}

// TestReadmeNeovim does so with nothing but what the README says.
func TestReadmeNeovim(t *testing.T) {
	t.Parallel()
	home, env := editortest.Home(t)
	editortest.Write(t, filepath.Join(home, ".config/nvim/init.lua"), block(t, "../README.md", "In an editor", "lua"))
	repairs(t, neovims[len(neovims)-1], env)
}

// repairs drives pill.lua.
func repairs(t *testing.T, n neovim, env []string) {
	t.Helper()
	dir := editortest.Pills(t)
	var got struct {
		visit
		Version, Filetype string
		Hints             []string
	}
	n.drive(t, dir, env, "pill.lua", &got)
	got.check(t, dir)
	if !strings.HasPrefix(got.Version, n.version) && n.version != newest {
		t.Errorf("this is Neovim %s", got.Version)
	}
	if got.Filetype != "pill" {
		t.Errorf("the type of the file is %q", got.Filetype)
	}
	if n.version != "0.7" && !slices.Contains(got.Hints, "17:quit → 30 s → term → 11 s → kill: at most 41 s of 30") {
		t.Errorf("hints: %q", got.Hints)
	}
}

// pool has two processes, of which each can be a unit.
const pool = `Bluepill.application("user_pool") do |app|
  2.times do |i|
    app.process("user_pool_#{i + 1}") do |process|
      process.start_command = "/usr/bin/pool"
      process.daemonize = true
      process.stdout = process.stderr = "/var/log/pool.log"
    end
  end
end
`

// TestNeovimFiles has the plugin tell files apart, and explain itself.
func TestNeovimFiles(t *testing.T) {
	for _, n := range neovims {
		t.Run(n.version, func(t *testing.T) {
			t.Parallel()
			_, env := installed(t)
			dir := editortest.Pills(t)
			pill := editortest.Read(t, filepath.Join(dir, "user_listener.pill"))
			for name, text := range map[string]string{
				"shebang.pill":   "#!/usr/bin/env ruby\n" + pill,
				"shop.pill.erb":  strings.ReplaceAll(pill, "<STACK_PATH>", "<%= stack_path %>"),
				"shop.pill.j2":   strings.ReplaceAll(pill, "<STACK_PATH>", "{{ stack_path }}"),
				"manifest.yml":   "rails:\n  configuration:\n    ruby_version: 3.1.0\n",
				"user_pool.pill": pool,
				".pilllint.yml":  "profile: cloud66\n",
				"other.rb":       "puts 1\n",
				"other.yml":      "a: 1\n",
				"other.html.erb": "<p>\n",
			} {
				editortest.Write(t, filepath.Join(dir, name), text)
			}
			template, ruby := editortest.Findings(t, dir, "shop.pill.erb"), editortest.Findings(t, dir, "user_mailman.rb")
			var got struct {
				Served, Colours                  map[string]string
				Servers                          int
				Template, Ruby, Indented, Health []string
				Offered, Unit, Notes             []string
				Commentstring                    string
			}
			n.drive(t, dir, env, "files.lua", &got)
			if want := map[string]string{
				"user_listener.pill": "pill", "shebang.pill": "pill", "shop.pill.erb": "eruby", "shop.pill.j2": "jinja", "user_mailman.rb": "ruby",
				"manifest.yml": "yaml", ".pilllint.yml": "yaml", "other.rb": "ruby", "other.yml": "yaml", "other.html.erb": "eruby",
			}; !maps.Equal(got.Served, want) {
				t.Errorf("types of files that have the server: %v", got.Served)
			}
			if got.Servers != 1 {
				t.Errorf("%d servers for one repository", got.Servers)
			}
			if !slices.Equal(got.Template, template) || !slices.Equal(got.Ruby, ruby) {
				t.Errorf("findings:\n%q\n%q\nthe command line has\n%q\n%q", got.Template, got.Ruby, template, ruby)
			}
			if want := map[string]string{"comment": "rubyComment", "ignore": "pillIgnore", "block": "pillBlock", "text": "rubyString"}; !maps.Equal(got.Colours, want) {
				t.Errorf("colours: %v", got.Colours)
			}
			if got.Commentstring != "#%s" {
				t.Errorf("commentstring: %q", got.Commentstring)
			}
			if want := []string{`Bluepill.application("a") do |app|`, `  app.process("b") do |p|`, "    p.daemonize = true", "  end", "end"}; !slices.Equal(got.Indented, want) {
				t.Errorf("indented:\n%s", strings.Join(got.Indented, "\n"))
			}
			if want := []string{"user_pool_1", "user_pool_2"}; !slices.Equal(got.Offered, want) {
				t.Errorf("processes offered: %q", got.Offered)
			}
			if len(got.Unit) != 3 || !strings.HasSuffix(got.Unit[0], ".service") || got.Unit[1] != "systemd" || !strings.Contains(got.Unit[2], "ExecStart=") {
				t.Errorf("unit: %q", got.Unit)
			}
			if want := []string{"pilllint: there is no process here", "pilllint: the server is not running here; see :checkhealth pilllint"}; !slices.Equal(slices.Sorted(slices.Values(got.Notes)), slices.Sorted(slices.Values(want))) {
				t.Errorf("told: %q", got.Notes)
			}
			health := strings.Join(got.Health, "\n")
			if strings.Contains(health, "ERROR") || strings.Contains(health, "WARNING") || !strings.Contains(health, dir) || !strings.Contains(health, "for 8 buffers") {
				t.Errorf("health:\n%s", health)
			}
		})
	}
}

// TestNeovimVerify verifies a process in the oldest and the newest Neovim. That
// takes its time, as processes do.
func TestNeovimVerify(t *testing.T) {
	for _, n := range []neovim{neovims[0], neovims[len(neovims)-1]} {
		t.Run(n.version, func(t *testing.T) {
			t.Parallel()
			_, env := installed(t)
			dir := editortest.Pills(t)
			editortest.Write(t, filepath.Join(dir, "user_pool.pill"), pool)
			var got struct {
				Notes []string
				Text  string
			}
			n.drive(t, dir, env, "verify.lua", &got)
			if want := []string{"pilllint: user_pool_2 does what the pill says"}; !slices.Equal(got.Notes, want) {
				t.Errorf("told: %q", got.Notes)
			}
			if !strings.Contains(got.Text, "bluepill restart user_pool_2") {
				t.Errorf("what came of it:\n%s", got.Text)
			}
		})
	}
}

// TestNeovimWithoutServer demands that somebody who has not installed pilllint
// is told so, once, and how to.
func TestNeovimWithoutServer(t *testing.T) {
	for _, n := range neovims {
		t.Run(n.version, func(t *testing.T) {
			t.Parallel()
			home, env := installed(t)
			editortest.Write(t, filepath.Join(home, ".config/nvim/init.lua"), `vim.g.pilllint = { cmd = { "pilllint-of-nowhere", "lsp" } }`)
			var got struct{ Notes, Health []string }
			n.drive(t, editortest.Pills(t), env, "missing.lua", &got)
			if want := []string{"pilllint-of-nowhere is not installed, so pills are not checked; see :checkhealth pilllint"}; !slices.Equal(got.Notes, want) {
				t.Errorf("told: %q", got.Notes)
			}
			if health := strings.Join(got.Health, "\n"); !strings.Contains(health, "ERROR") || !strings.Contains(health, "go install github.com/pilllint/") {
				t.Errorf("health:\n%s", health)
			}
		})
	}
}

// TestLua has the Lua read by luacheck, and formatted by stylua, of which npm has
// the library only.
func TestLua(t *testing.T) {
	t.Parallel()
	editortest.Run(t, "nvim", os.Environ(), "luacheck", "--no-color", ".", "../testdata/nvim")
	var files []string
	for _, dir := range []string{"nvim", "testdata/nvim"} {
		err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if filepath.Ext(path) == ".lua" {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	modules := strings.TrimSpace(editortest.Run(t, ".", os.Environ(), "npm", "root", "--global", "--silent"))
	args := append([]string{"testdata/stylua.cjs", "nvim/stylua.toml"}, files...)
	if out := editortest.Run(t, ".", append(os.Environ(), "NODE_PATH="+modules), "node", args...); out != "" {
		t.Errorf("not formatted:\n%s", out)
	}
}
