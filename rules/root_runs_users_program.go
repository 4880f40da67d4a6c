package rules

import (
	"path"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var rootRunsUsersProgram = &Rule{
	Name:        "root-runs-users-program",
	Severity:    diag.Info,
	Consequence: diag.Security,
	Related:     []string{"writable-pill", "uid-without-group"},
	Title:       "root runs a program that a user can replace",
	Since:       "0.1",
	Text: "Without `uid`, a Bluepill that runs as root runs commands as root, at every start and stop. A program below `/home`\n" +
		"belongs to a user, who can replace it, as anybody can replace one in `/tmp`. The same goes for the script of `ruby` or\n" +
		"`sh`, the configuration of Puma and Unicorn, which is Ruby, and what a `working_dir` below `/home` has: scripts, a\n" +
		"Gemfile, a Rakefile. Set `uid` and `gid` to that user.\n\n" +
		"If `uid` is \"root\" and the command runs the application by its Gemfile, Rakefile or script, whoever can deploy code\n" +
		"becomes root.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/home/deploy/shop/bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/home/deploy/shop/bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.uid = "deploy"
    process.gid = "deploy"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			proc := c.process
			if proc.IsChild() || !certainlyUnset(proc, "uid") && !isRoot(proc) || runByUser(proc.App) {
				continue
			}
			if word := c.usersFile(); word != "" {
				p.settingFinding(proc, c.setting, c.wordPlace(word), "root runs %q, which a user can replace", word).Done(p)
			} else if word, dir := c.usersFolder(); word != "" {
				p.settingFinding(proc, c.setting, c.wordPlace(word), "root runs what %q finds in %q, which a user can replace", word, dir).Done(p)
			} else if uid := proc.Last("uid"); uid != nil && isRoot(proc) && c.runsApplication() {
				p.Finding(valueSpan(uid), "root runs the code of the application, so whoever can change that becomes root").Done(p)
			}
		}
	},
}

// usersFile returns the file of a user, or of anybody, that a command runs: its
// program, or the script or the Ruby configuration that it gives to one; "" if
// there is none.
func (c *commandText) usersFile() string {
	if word, ok := c.first(); ok && belongsToUser(word.raw) {
		return word.raw
	}
	if words, ok := c.words(); ok {
		if word := scriptArgument(words); belongsToUser(word) {
			return word
		}
	}
	run, ok := c.run()
	if !ok || !run.Script {
		return ""
	}
	for i, w := range run.Args {
		if i > 0 && configOption.MatchString(run.Args[i-1]) && belongsToUser(w) {
			return w
		}
	}
	return ""
}

// configOption names a configuration, as -Dc does.
var configOption = lazyregexp.New(`^-[A-Za-z]*[cC]$|^--config(-file)?$`)

// usersFolder returns the word by which a command runs something of the folder
// that it runs in, where that is a user's.
func (c *commandText) usersFolder() (word, dir string) {
	dir = usersWorkingDir(c.process)
	if dir == "" || !c.starts() {
		return "", ""
	}
	if first, ok := c.first(); ok && strings.Contains(first.raw, "/") && !path.IsAbs(first.raw) {
		return first.raw, dir
	}
	if word, _ = c.lookedForInRoot(); word != "" {
		return word, dir
	}
	if run, ok := c.run(); ok && run.App {
		return run.Name, dir
	}
	return "", ""
}

// usersWorkingDir returns the folder of a user that a process runs in, or may run
// in, as by ENV["ROOT"] || "/home/shop"; "" if there is none.
func usersWorkingDir(proc *pill.Process) string {
	dir, known := proc.Attr("working_dir").Text()
	if known {
		if belongsToUser(path.Join(dir, "file")) {
			return dir
		}
		return ""
	}
	s := proc.Last("working_dir")
	if s == nil {
		return ""
	}
	for _, choice := range choices(s) {
		if text, ok := settingText(choice); ok && belongsToUser(path.Join(text, "file")) {
			return text
		}
	}
	return ""
}

// runsApplication reports whether a command certainly starts code that is
// deployed: what a Gemfile, a Rakefile or a script of the folder names.
func (c *commandText) runsApplication() bool {
	word, what := c.lookedForInRoot()
	return c.starts() && word != "" && what != word
}

// belongsToUser reports whether a file is in a user's folder, or in one that
// everybody can write to.
func belongsToUser(file string) bool {
	file = cleanPath(file)
	return strings.HasPrefix(file, "/home/") || strings.HasPrefix(file, "/Users/") || inSharedFolder(file)
}

// scriptArgument returns the script that the words of a command give to an
// interpreter; "" if there is none.
func scriptArgument(words []string) string {
	words = programWords(words)
	if len(words) < 2 || !program.InterpreterNamed(words[0]).RunsScript() && !program.IsShell(path.Base(words[0])) {
		return ""
	}
	return words[1]
}

// runByUser reports whether an application has a base directory of its own, as
// those have that are not run by root.
func runByUser(app *pill.Application) bool {
	dir, known := baseDirOf(app)
	return !known || dir != "" && path.Clean(dir) != defaultBaseDir
}
