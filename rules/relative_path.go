package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
)

var relativePath = &Rule{
	Name:        "relative-path",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"cd-in-command"},
	Title:       "a path is relative, and the daemon runs in /",
	Since:       "0.1",
	Text: "The daemon runs in `/`, wherever `bluepill load` was called: `pid_file = \"tmp/shop.pid\"` is `/tmp/shop.pid`.\n" +
		"`working_dir` makes no difference to a `pid_file`; `stdout`, `stderr` and `stdin` are relative to it, and to `/`\n" +
		"without it. The same folder is searched for a command that begins with `./`, the Gemfile of `bundle exec`, the\n" +
		"Rakefile of `rake`, the script of `ruby`, `node` or `bash`, the `config.ru` of a server, and a configuration that an\n" +
		"option names, as in `unicorn -c config/unicorn.rb`. `~` and `$HOME` are folders of that name: only a shell expands\n" +
		"them.\n\n" +
		"A program without a slash is looked for in the `PATH` alone, and never in `working_dir`: with `working_dir =\n" +
		"\"/etc/init.d\"`, `start_command = \"shop start\"` finds no `/etc/init.d/shop`.\n\n" +
		"Where `working_dir` is `/srv/shop/current`, a link to the newest release, `stdout = \"shop.log\"` is a file of that\n" +
		"release: the next deploy begins another, and removes the old one some day. That is an info. Log into `log`, if the deploy\n" +
		"links that to a folder that stays, or give the whole path.\n\n" +
		"`Dir[\"workers/*.rb\"]` is searched for while the pill is read, where `bluepill load` was called. If nothing else declares\n" +
		"processes, there are none in another folder; that is an info. Write\n" +
		"`Dir[File.join(File.dirname(__FILE__), \"workers/*.rb\")]`.\n\n" +
		"The daemon of an application with `:foreground` stays where it was started, so the rule reports only the commands of\n" +
		"processes that it daemonizes: those run in `/` regardless.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.pid_file = "shop.pid"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.pid_file = "/srv/shop/tmp/shop.pid"
  end
end
`,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			p.relativeLog(app)
			if foreground, known := app.Option("foreground").True(); foreground || !known {
				continue
			}
			for _, proc := range app.Processes {
				for s := range p.settings(proc) {
					p.relativeSetting(proc, s)
				}
			}
		}
		for c := range p.commands {
			p.relativeCommand(c)
			p.unsearchedFolder(c)
		}
		p.relativeGlobs()
	},
}

// relativeLog judges the log file of the daemon, which opens it twice: where it
// is started, and as a daemon.
func (p *Pass) relativeLog(app *pill.Application) {
	if foreground, known := app.Option("foreground").True(); foreground || !known {
		return
	}
	file, ok := app.Option("log_file").Text()
	if !ok || file == "" || strings.HasPrefix(file, "/") || strings.HasPrefix(file, placeholder) || strings.HasPrefix(file, "{{") {
		return
	}
	span := app.NameSpan
	if v, ok := app.Option("log_file").Any().(*eval.Str); ok && v.Origin.File == p.Source {
		span = v.Origin
	}
	opened := path.Join("/", file)
	if folder, _, below := strings.Cut(opened[1:], "/"); below && !slices.Contains(foldersOfRoot, folder) {
		p.Report(span, "the log_file %q is relative: the daemon, which runs in /, opens %q, and dies silently if there is no folder %q", file, opened, path.Dir(opened))
		return
	}
	p.Report(span, "the log_file %q is relative: an empty file is made here, and the daemon, which runs in /, logs to %q", file, opened)
}

func (p *Pass) relativeSetting(proc *pill.Process, s *pill.Setting) {
	file, ok := settingText(s)
	if text := textWithHoles(s); !ok && text != "" && !strings.HasPrefix(text, program.Hole) {
		file, ok = strings.ReplaceAll(text, program.Hole, "…"), true // how it begins is enough
	}
	if strings.HasPrefix(file, "{{") {
		return // the tag of a template, as of Jinja, which is not filled in yet
	}
	if name := pathVariable(file); ok && name != "" && (isPathSetting(s) || s.Name == "working_dir") && (!isStream(s.Name) || daemonized(proc)) {
		p.settingFinding(proc, s, within(s, name), "Bluepill does not expand %s: it looks for a folder of that name", name).Done(p)
		return
	}
	if ok && strings.HasPrefix(file, "/") && strings.TrimRight(file, " \t\n") != file && isPathSetting(s) && (s.Name == "pid_file" || daemonized(proc)) {
		p.settingFinding(proc, s, valueSpan(s), "this path ends with white space, which is part of the file name").Fix(trimPath(s)).Done(p)
		return
	}
	if !ok || file == "" || strings.HasPrefix(file, "/") || strings.HasPrefix(file, placeholder) || p.literalCode(s) != "" {
		return
	}
	if s.Name == "pid_file" && strings.HasPrefix(strings.TrimSpace(file), "/") {
		p.settingFinding(proc, s, valueSpan(s), "this path begins with white space, which is part of it, so there is no such folder").Done(p)
		return
	}
	unset := proc.Attr("working_dir").Unset()
	tilde := file == "~" || strings.HasPrefix(file, "~/")
	switch s.Name {
	case "pid_file":
		if tilde {
			p.tildePath(proc, s)
			return
		}
		p.settingFinding(proc, s, valueSpan(s), "the daemon runs in /, so this pid_file is %q", "/"+file).Fix(joinWorkingDir(proc, s, file)).Done(p)
	case "stdout", "stderr", "stdin":
		switch {
		case !daemonized(proc):
		case tilde:
			p.tildePath(proc, s)
		case unset:
			p.settingFinding(proc, s, valueSpan(s), "without working_dir the process runs in /, so its %s is %q", s.Name, "/"+file).Lacks(proc.NameSpan, "working_dir").Done(p)
		case s.Name != "stdin" && inRelease(proc, file):
			p.settingFinding(proc, s, valueSpan(s), "this log is in the release that current is when the process starts: each deploy begins another").Severity(diag.Info).Done(p)
		}
	case "working_dir":
		if tilde {
			p.tildePath(proc, s)
			return
		}
		p.settingFinding(proc, s, valueSpan(s), "the daemon runs in /, so this working_dir is %q", "/"+file).Done(p)
	}
}

// inRelease reports whether a file that is relative to working_dir is one of each
// release of its own: Capistrano has current, a link to the newest, link the folders
// for what stays.
func inRelease(proc *pill.Process, file string) bool {
	last := proc.Last("working_dir")
	if last == nil || !proc.Surely(last.Maybe) {
		return false
	}
	dir := textWithHoles(last)
	first, _, below := strings.Cut(strings.TrimPrefix(path.Clean(file), "./"), "/")
	return path.Base(dir) == "current" && strings.HasPrefix(dir, "/") && first != ".." && !(below && slices.Contains(linked, first))
}

// linked are the folders of a release that stay from one to the next.
var linked = strings.Fields("log logs shared tmp")

// pathVariable returns the first variable in a path; "" if there is none.
func pathVariable(file string) string {
	if !strings.Contains(file, "$") {
		return "" // as nearly always
	}
	return variableInPath.FindString(file)
}

// variableInPath is what a shell would replace.
var variableInPath = lazyregexp.New(`\$\{?[A-Z_][A-Z0-9_]*\}?`)

// relativeCommand judges a command of a process that runs in /.
func (p *Pass) relativeCommand(c *commandText) {
	proc, s := c.process, c.setting
	foreground, known := proc.App.Option("foreground").True()
	if proc.IsChild() || (foreground || !known) && !(c.starts() && daemonized(proc)) || !proc.Attr("working_dir").Unset() {
		return
	}
	name, _, _ := strings.Cut(c.text, " ")
	if strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../") {
		p.settingFinding(proc, s, beginning(s, name), "without working_dir the process runs in /, and looks for %q there", name).Lacks(proc.NameSpan, "working_dir").Done(p)
		return
	}
	if !c.starts() {
		return
	}
	word, what := c.lookedForInRoot()
	if word == "" {
		word, what = c.readInRoot()
	}
	switch {
	case word == "", what != word && p.shared.gemfile.get(p.namesGemfile):
	case what == word:
		p.settingFinding(proc, s, c.wordPlace(word), "without working_dir the process runs in /, and looks for %q there", word).Lacks(proc.NameSpan, "working_dir").Done(p)
	default:
		p.settingFinding(proc, s, c.wordPlace(word), "without working_dir the process runs in /, where %s looks for %s", path.Base(word), what).Lacks(proc.NameSpan, "working_dir").Done(p)
	}
}

// namesGemfile reports whether the pill may tell bundler which Gemfile to use.
func (p *Pass) namesGemfile() bool { return strings.Contains(p.Source.Text, "BUNDLE_GEMFILE") }

func (p *Pass) tildePath(proc *pill.Process, s *pill.Setting) {
	p.settingFinding(proc, s, valueSpan(s), "Bluepill does not expand ~: it looks for a folder of that name").Done(p)
}

// trimPath takes white space away from the end of a path.
func trimPath(s *pill.Setting) diag.Fix {
	inside, _, ok := literalText(s)
	if !ok {
		return diag.Fix{}
	}
	text := strings.TrimRight(inside.Text(), " \t\n")
	if text == inside.Text() {
		return diag.Fix{}
	}
	return replaceFix("Remove the white space", inside, text)
}

// joinWorkingDir makes a path absolute by the working directory of the process.
func joinWorkingDir(proc *pill.Process, s *pill.Setting, path string) diag.Fix {
	dir, ok := proc.Attr("working_dir").Text()
	inside, _, literal := literalText(s)
	if !ok || !literal || !strings.HasPrefix(dir, "/") || inside.Text() != path || strings.ContainsAny(dir, "\"'\\#") {
		return diag.Fix{}
	}
	at := inside.File.Span(inside.Start, inside.Start)
	return diag.Fix{
		Title: "Move the folder to working_dir",
		Edits: []source.Edit{{Span: at, New: strings.TrimSuffix(dir, "/") + "/"}},
	}
}
