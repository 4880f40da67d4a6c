package eval

// This file tests what a pill loads and reads, in an environment that holds
// files of the test's own.

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// aWorld is an environment with these files and nothing else: paths ending in a
// slash are folders.
func aWorld(files map[string]string) Env {
	kind := func(path string) string {
		if _, ok := files[path]; ok {
			return "file"
		}
		for f := range files {
			if strings.HasPrefix(f, strings.TrimSuffix(path, "/")+"/") {
				return "directory"
			}
		}
		return ""
	}
	return Env{
		Getenv:  func(name string) (string, bool) { return "/home/me", name == "HOME" },
		Environ: func() []string { return []string{"HOME=/home/me"} },
		ReadFile: func(path string) ([]byte, error) {
			if text, ok := files[path]; ok {
				return []byte(text), nil
			}
			return nil, fs.ErrNotExist
		},
		Stat: kind,
		Glob: func(pattern string) []string {
			found := []string{}
			for f := range files {
				if ok, _ := path.Match(pattern, f); ok {
					found = append(found, f)
				}
			}
			slices.Sort(found)
			return found
		},
		Gem:      func(feature string) bool { return feature == "a_gem" },
		HomeOf:   func(user string) (string, bool) { return "/home/" + user, user == "deploy" },
		Hostname: "web1", Home: "/home/me", Dir: "/srv", Path: "/etc/pills/main.pill", Root: true,
	}
}

// aRun evaluates a pill in an environment; $r is its result.
func aRun(t *testing.T, env Env, text string) *Interp {
	t.Helper()
	file := syntax.Parse(source.NewFile("main.pill", text))
	if len(file.Errors) > 0 {
		t.Fatal(file.Errors[0].Message)
	}
	in := New(env)
	in.Run(file)
	return in
}

// aResult is what $r came to, or the fault that came instead.
func aResult(in *Interp) string {
	for _, f := range in.Faults {
		return "raises " + f.Class + ": " + f.Message
	}
	v, ok := in.globals["$r"]
	if !ok {
		return "nothing"
	}
	text := ""
	in.Guard(func() { text = in.show(v) })
	return text
}

var aFiles = map[string]string{
	"/etc/pills/common.rb":     "$n = ($n || 0) + 1\ndef helper(x) x + 1 end\nCOMMON = [__FILE__, __dir__]\nlocal = 5\n:value",
	"/etc/pills/lib/deep.rb":   "require_relative '../common'\nDEEP = helper(1)",
	"/etc/pills/circle.rb":     "$inner = require_relative 'circle'",
	"/etc/pills/endless.rb":    "load '/etc/pills/endless.rb'",
	"/etc/pills/early.rb":      "$a = 1\nreturn\n$a = 2",
	"/etc/pills/bad.rb":        "x = 1\ndef f(\n",
	"/etc/pills/raises.rb":     "$tries = ($tries || 0) + 1\n\nraise 'oops'",
	"/srv/x.pill":              "$x = File.expand_path('y')",
	"/srv/lib/mine.rb":         "MINE = 1",
	"/srv/config.yml":          "\ufeffport: 80\nlist:\n- a\n- :b\n",
	"/srv/config.json":         `{"port": 80}`,
	"/srv/names.txt":           "web\njob\r\nlast",
	"/srv/empty":               "",
	"/srv/log/a.log":           "",
	"/srv/log/b.log":           "",
	"/home/me/in_home.rb":      "IN_HOME = 1",
	"/usr/lib/compiled_ext.so": "",
}

func TestLoading(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"require_relative", "require_relative 'common'\n$r = [helper(1), COMMON, $n]", `[2, ["/etc/pills/common.rb", "/etc/pills"], 1]`},
		{"locals stay in the file", "require_relative 'common'\n$r = defined?(local)", "nil"},
		{"once", "$r = [require_relative('common'), require_relative('common.rb'), require('/etc/pills/../pills/common'), $n]", "[true, false, false, 1]"},
		{"load each time", "$r = [load('/etc/pills/common.rb'), load('/etc/pills/common.rb'), $n]", "[true, true, 2]"},
		{"load does not count as require", "load '/etc/pills/common.rb'\n$r = [require('/etc/pills/common'), $n]", "[true, 2]"},
		{"relative to the file that requires", "require_relative 'lib/deep'\n$r = [DEEP, $n]", "[2, 1]"},
		{"circular", "$r = [require_relative('circle'), $inner]", "[true, false]"},
		{"endless", "begin; load '/etc/pills/endless.rb'; rescue SystemStackError => e; $r = e.class; end", "SystemStackError"},
		{"return ends a file", "require_relative 'early'\n$r = $a", "1"},
		{"from the working folder", "load 'x.pill'\n$r = $x", `"/srv/y"`},
		{"./", "$r = require './lib/mine'", "true"},
		{"~", "require '~/in_home'\n$r = IN_HOME", "1"},
		{"$LOAD_PATH", "$:.unshift 'lib'\n$r = [require('mine'), require('mine'), MINE]", "[true, false, 1]"},
		{"$LOAD_PATH of __FILE__", "$LOAD_PATH << File.expand_path('../lib', __FILE__)\nrequire 'deep'\n$r = DEEP", "2"},
		{"not for load", "$r = load('lib/mine.rb')", "true"},
		{"load adds no .rb", "load 'lib/mine'", "raises LoadError: cannot load such file -- lib/mine"},
		{"no file", "require_relative 'none'", "raises LoadError: cannot load such file -- /etc/pills/none"},
		{"no file by its path", "require './none'", "raises LoadError: cannot load such file -- ./none"},
		{"no gem", "require 'none'", "raises LoadError: cannot load such file -- none"},
		{"no load", "load 'none.rb'", "raises LoadError: cannot load such file -- none.rb"},
		{"rescued", "begin; require 'none'; rescue LoadError => e; $r = e.message; end", `"cannot load such file -- none"`},
		{"gem", "require 'a_gem'\n$r = [AGem, a_gem]", "partly unknown (required AGem)"},
		{"extension", "$r = require '/usr/lib/compiled_ext'", "unknown Boolean (required /usr/lib/compiled_ext.so)"},
		{"part of Ruby", "$r = [require('ostruct'), require('ostruct'), require('set'), require('rubygems')]", "[true, false, false, false]"},
		{"bundler", "require 'bundler/setup'\n$r = Bundler", "unknown (required Bundler)"},
		{"raises", "2.times { begin; require_relative 'raises'; rescue => e; $r = [e.message, $tries]; end }", `["oops", 2]`},
		{"wrapped", "$r = load('/etc/pills/common.rb', true)", "unknown Boolean (required etc/pills/common.rb)"},
		{"written by the pill", "File.write('/srv/lib/mine.rb', 'x')\n$r = require './lib/mine'", "unknown Boolean (required /srv/lib/mine.rb)"},
		{"unknown condition", "if `x`.empty? then require_relative 'common' end\n$r = helper(1)", "2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := aResult(aRun(t, aWorld(aFiles), test.text)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestLoadedFaults(t *testing.T) {
	in := aRun(t, aWorld(aFiles), "\nrequire_relative 'bad'")
	if len(in.Faults) != 1 {
		t.Fatal(in.Faults)
	}
	f := in.Faults[0]
	if f.Class != "SyntaxError" || !f.Syntax || f.Line != 2 || !strings.HasPrefix(f.Message, "/etc/pills/bad.rb:") {
		t.Errorf("%+v", f)
	}
	if f.Span.File.Path != "/etc/pills/bad.rb" {
		t.Error("it is in", f.Span.File.Path)
	}
	in = aRun(t, aWorld(aFiles), "\nrequire_relative 'raises'")
	f = in.Faults[0]
	if f.Class != "RuntimeError" || f.Line != 2 || f.Span.File.Path != "/etc/pills/raises.rb" || f.Span.Line() != 3 || f.Syntax {
		t.Errorf("%+v", f)
	}
}

func TestUnread(t *testing.T) {
	in := aRun(t, Env{}, "require 'dotenv'\nrequire 'dotenv'\nrequire_relative 'lib/a'\nload '/x/y.rb'\nrequire 'set'\nautoload :Z, 'z'")
	var names []string
	for _, c := range in.Unread {
		names = append(names, c.Name)
	}
	if want := []string{"dotenv", "lib/a", "x/y.rb", "z"}; !slices.Equal(names, want) {
		t.Errorf("unread: %q, want %q", names, want)
	}
}

func TestOutsideKnown(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"read", "$r = File.read('names.txt')", `"web\njob\r\nlast"`},
		{"readlines", "$r = [File.readlines('names.txt', chomp: true), IO.readlines('/srv/names.txt').size]", `[["web", "job", "last"], 3]`},
		{"foreach", "$r = []\nFile.foreach('names.txt') { |l| $r << l }", `["web\n", "job\r\n", "last"]`},
		{"open", "$r = File.open('names.txt') { |f| [f.gets, f.lineno, f.read, f.eof?, f.gets, f.read] }", `["web\n", 1, "job\r\nlast", true, nil, ""]`},
		{"each_line", "$r = []\nFile.open('names.txt', 'r') { |f| f.each_line { |l| $r << l.chomp } }", `["web", "job", "last"]`},
		{"open file", "f = File.new('names.txt')\n$r = [f.path, f.size, f.readline, f.closed?, f.inspect]\nf.close\nf.read", "raises IOError: closed stream"},
		{"end of file", "File.open('empty') { |f| f.readline }", "raises EOFError: end of file reached"},
		{"no file", "File.read('none')", "raises Errno::ENOENT: No such file or directory @ rb_sysopen - none"},
		{"folder", "File.read('/srv/log')", "raises Errno::EISDIR: Is a directory @ io_fread - /srv/log"},
		{"not for writing", "File.open('names.txt') { |f| f.puts 'x' }", "raises IOError: not opened for writing"},
		{"exist?", "$r = [File.exist?('names.txt'), File.exist?('/srv'), File.exist?('x'), File.file?('/srv'), File.directory?('log'), Dir.exist?('names.txt'), File.exist?('names.txt/')]", "[true, true, false, false, true, false, false]"},
		{"size", "$r = [File.size('names.txt'), File.size?('empty'), File.zero?('empty'), File.zero?('none'), File.size?('none')]", "[13, nil, true, false, nil]"},
		{"readable?", "$r = [File.readable?('none'), File.symlink?('names.txt')]", "partly unknown Boolean (outside File.symlink?)"},
		{"mtime", "File.mtime('none')", "raises Errno::ENOENT: No such file or directory @ rb_file_s_mtime - none"},
		{"written", "File.write('names.txt', 'x')\n$r = [File.exist?('empty'), File.read('names.txt')]", "partly unknown String (outside File.read)"},
		{"made", "FileUtils.mkdir_p(['/srv/new/a'])\n$r = [File.exist?('/srv/other'), File.directory?('/srv/new')]", "partly unknown Boolean (outside File.directory?)"},
		{"after a harmless command", "`git rev-parse HEAD | cut -c 1-8`\nsystem('which', 'ruby')\n$r = File.exist?('x')", "false"},
		{"after a command", "`touch x`\n$r = File.exist?('x')", "unknown Boolean (outside File.exist?)"},
		{"glob", "$r = [Dir.glob('log/*.log'), Dir['/srv/log/b*', 'log/a*'], Dir.glob('*.log', base: 'log'), Dir.glob('none*')]", `[["log/a.log", "log/b.log"], ["/srv/log/b.log", "log/a.log"], ["a.log", "b.log"], []]`},
		{"pwd", "$r = [Dir.pwd, Dir.chdir('log') { [Dir.pwd, File.exist?('a.log')] }, Dir.chdir('/srv/log'), Dir.pwd]", `["/srv", ["/srv/log", true], 0, "/srv/log"]`},
		{"chdir back after an exception", "begin; Dir.chdir('log') { raise 'x' }; rescue; end\n$r = Dir.pwd", `"/srv"`},
		{"no folder", "Dir.chdir('none')", "raises Errno::ENOENT: No such file or directory @ dir_s_chdir - none"},
		{"no folder for a block", "Dir.chdir('names.txt') { }", "raises Errno::ENOTDIR: Not a directory @ dir_chdir - names.txt"},
		{"entries", "Dir.entries('none')", "raises Errno::ENOENT: No such file or directory @ dir_initialize - none"},
		{"home", "$r = [Dir.home, File.expand_path('~/x'), File.expand_path('~deploy/y'), Dir.home('deploy')]", `["/home/me", "/home/me/x", "/home/deploy/y", "/home/deploy"]`},
		{"no user", "File.expand_path('~nobody/x')", "raises ArgumentError: user nobody doesn't exist"},
		{"no passwd entry", "Etc.getpwnam('nobody')", "raises ArgumentError: can't find user for nobody"},
		{"__FILE__", "$r = [__FILE__, File.expand_path('../lib', __FILE__), __dir__]", `["/etc/pills/main.pill", "/etc/pills/lib", "/etc/pills"]`},
		{"hostname", "$r = [Socket.gethostname, `hostname`]", `["web1", "web1\n"]`},
		{"root", "$r = [Process.uid, Process.euid]", "[0, 0]"},
		{"ENV", "$r = [ENV['HOME'], ENV['X'], ENV.key?('X'), ENV.fetch('X', 1), ENV.to_h, ENV.map { |k, v| k }, ENV.any? { |k, v| k == 'HOME' }]", `["/home/me", nil, false, 1, {"HOME"=>"/home/me"}, ["HOME"], true]`},
		{"ENV each", "$r = []\nENV['A'] = '1'\nENV.each { |k, v| $r << k + v }\n$r << ENV.select { |k, v| v == '1' } << ENV.reject! { |k, v| false } << ENV.delete_if { |k, v| k == 'A' }.size", `["HOME/home/me", "A1", {"A"=>"1"}, nil, 1]`},
		{"ENV key", "ENV.fetch('X')", `raises KeyError: key not found: "X"`},
		{"ENV that a gem may set", "require 'a_gem'\n$r = [ENV['HOME'], ENV['X']]", `partly unknown String or nil (environment X)`},
		{"YAML", "require 'yaml'\n$r = [YAML.load_file('config.yml'), YAML.load(File.read('config.yml'))['port'], YAML.load(File.open('/srv/config.yml'))['list']]", `[{"port"=>80, "list"=>["a", :b]}, 80, ["a", :b]]`},
		{"shared YAML", "require 'yaml'\nh = YAML.unsafe_load(\"a: &x [1]\\nb: *x\")\n$r = h['a'].equal?(h['b'])", "true"},
		{"JSON", "require 'json'\n$r = [JSON.parse(File.read('config.json')), JSON.load_file('config.json')]", `[{"port"=>80}, {"port"=>80}]`},
		{"signals", "$r = [Signal.list['TERM'], Signal.list.size]", "[15, 34]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := aResult(aRun(t, aWorld(aFiles), test.text)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestWritten(t *testing.T) {
	in := aRun(t, Env{}, `$stdout.puts "a", [1, [nil]]
$stdout.print "b", :c
$stdout << 1 << "\n"
$stdout.printf("%02d\n", 7)
STDOUT.write("d\n")
$stderr.puts "oops"
STDERR.puts
$stdout.reopen("/dev/null", "w")
$stdout.puts "gone"
$stderr.inspect == "#<IO:<STDERR>>" or raise`)
	if len(in.Faults) > 0 {
		t.Fatal(in.Faults[0].Message)
	}
	if got, want := in.Stdout.String(), "a\n1\n\nbc1\n07\nd\n"; got != want {
		t.Errorf("stdout %q, want %q", got, want)
	}
	if got, want := in.Stderr.String(), "oops\n\n"; got != want {
		t.Errorf("stderr %q, want %q", got, want)
	}
}

// TestYAMLBomb reads what would be too large if aliases were written out.
func TestYAMLBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x]\n")
	for i := 1; i < 40; i++ {
		n := string(rune('0'+i/10)) + string(rune('0'+i%10))
		before := "a0"
		if i > 1 {
			before = "b" + string(rune('0'+(i-1)/10)) + string(rune('0'+(i-1)%10))
		}
		b.WriteString("b" + n + ": &b" + n + " [*" + before + ", *" + before + ", *" + before + "]\n")
	}
	env := aWorld(map[string]string{"/srv/bomb.yml": b.String()})
	if got := aResult(aRun(t, env, "require 'yaml'\n$r = YAML.unsafe_load_file('bomb.yml').size")); got != "40" {
		t.Error(got)
	}
	deep := strings.Repeat("[", 5000) + strings.Repeat("]", 5000)
	in := aRun(t, Env{}, "require 'yaml'\n$r = YAML.load('"+deep+"')")
	if in.Exhausted.IsZero() {
		t.Error("no limit was met")
	}
}
