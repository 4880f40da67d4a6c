package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var bluepillInPill = &Rule{
	Name:        "bluepill-in-pill",
	Severity:    diag.Warning,
	Consequence: diag.Daemon,
	Related:     []string{"daemonized-twice"},
	Title:       "the daemon runs a command that waits for the daemon",
	Since:       "0.1",
	Text: "Bluepill waits for the commands of a process. A command such as `bluepill shop stop` asks the daemon of the application\n" +
		"to do something and waits for its answer; if that is the same daemon, each waits for the other until the grace time is\n" +
		"over. `bluepill load` of the application's own pill ends the daemon that runs it. If no application of that name is\n" +
		"loaded, `bluepill` says so and exits with 1, and nothing is stopped or restarted.\n\n" +
		"A command has to start, stop or restart the program itself.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "sudo bluepill user_shop restart"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for c := range p.commands {
			words, ok := c.words()
			if !ok || c.process.IsChild() {
				continue
			}
			args, found := bluepillArguments(words)
			if !found {
				continue
			}
			args = slices.DeleteFunc(slices.Clone(args), func(w string) bool { return strings.HasPrefix(w, "-") })
			switch {
			case len(args) == 0:
			case args[0] == "load" && len(args) > 1:
				file := path.Base(args[1])
				if s, own := ownName(c.process.App, strings.TrimSuffix(file, ".pill")); own || file == path.Base(p.Source.Path) {
					p.settingFinding(c.process, c.setting, c.wordPlace("load"), "this loads the pill of the application itself, which ends the daemon that runs the command").Severity(s).Done(p)
				}
			case isAnswered(args[0]):
				p.settingFinding(c.process, c.setting, c.wordPlace("bluepill"), "Bluepill waits for this command, and the command waits for Bluepill").Done(p)
			case len(args) > 1 && isAnswered(args[1]):
				if is, known := c.process.App.NameText(); known && is == args[0] {
					p.settingFinding(c.process, c.setting, c.wordPlace("bluepill"), "Bluepill waits for this command, and the command waits for Bluepill").Done(p)
				} else if p.isNoApplication(args[0]) && !p.startsWithBluepill(c.process, args[0]) {
					p.settingFinding(c.process, c.setting, c.wordPlace(args[0]), "this pill declares no application %q; unless another one does, the command fails and does nothing", args[0]).
						Severity(diag.Info).Done(p)
				}
			}
		}
	},
}

// isNoApplication reports whether no application of the pill has a name.
func (p *Pass) isNoApplication(name string) bool {
	return !strings.Contains(name, program.Hole) && len(p.Config.Unread) == 0 && !slices.ContainsFunc(p.Config.Apps, func(app *pill.Application) bool {
		is, known := app.NameText()
		return !known || is == name
	})
}

// startsWithBluepill reports whether a process is started by loading the pill of
// another application, which has a name.
func (p *Pass) startsWithBluepill(proc *pill.Process, name string) bool {
	start := p.startOf(proc)
	if start == nil {
		return !proc.Attr("start_command").Unset()
	}
	words, ok := start.words()
	args, found := bluepillArguments(words)
	if !ok || !found {
		return !ok
	}
	_, own := ownName(proc.App, name)
	return slices.Contains(args, "load") && !own
}

// ownName reports whether a name is that of an application, or begins with it: a
// pill that is made for several stages may be renamed when it is installed.
func ownName(app *pill.Application, name string) (s diag.Severity, own bool) {
	is, known := app.NameText()
	if known && is != name && strings.HasPrefix(name, is+"_") {
		return diag.Info, true
	}
	return diag.Warning, known && is == name
}

// isAnswered reports whether a word is a command that waits for an answer of the
// daemon: of the only application if none is named.
func isAnswered(word string) bool {
	return word == "status" || slices.Contains(pill.EventNames(), word)
}

// bluepillArguments returns what a command gives to bluepill, if that is what it
// runs.
func bluepillArguments(words []string) (args []string, ok bool) {
	for len(words) > 1 {
		switch name := path.Base(words[0]); {
		case name == "bluepill":
			return words[1:], !slices.Contains(words, program.Hole)
		case name == "sudo", name == "env", name == "rvmsudo", name == "bundle", name == "exec", assignmentWord.MatchString(words[0]):
			words = words[1:]
		default:
			return nil, false
		}
	}
	return nil, false
}
