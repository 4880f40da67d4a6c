package rules

// This file finds options that what runs a program takes for itself, instead of leaving
// them to the program, for misread-argument.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/program"
)

// environments are the names of those that applications run in.
var environments = []string{"production", "staging", "development", "test"}

// codeOfInterpreter reports the name of an environment that node or Ruby is told to run
// as code.
func (p *Pass) codeOfInterpreter(c *commandText, words []string) {
	words, ok := program.From(words, func(name string) bool { return name == "ruby" || isNode(name) })
	if !ok {
		return
	}
	name := path.Base(words[0])
	for i := 1; i+1 < len(words) && strings.HasPrefix(words[i], "-"); i++ {
		variable, evaluates := "RAILS_ENV", words[i] == "-e"
		if isNode(name) {
			variable, evaluates = "NODE_ENV", evaluates || slices.Contains(strings.Fields("--eval -p --print -pe"), words[i])
		}
		if evaluates {
			if next := words[i+1]; slices.Contains(environments, next) {
				p.settingFinding(c.process, c.setting, c.wordPlace(words[i]+" "+next), "%s runs %q as code, and ends with an error: set %s in environment instead", name, next, variable).Done(p)
			}
			return
		}
	}
}

// optionsOfServers are options that scripts take with a value, and that npm has none of.
// What npm does not know is a flag to it, and its value goes to the script by itself.
var optionsOfServers = strings.Fields("--port --host --hostname --env --environment --workers --queue --concurrency")

// optionOfNpm reports an option for a script that npm takes for itself, as no -- stands
// before it. With a value behind =, a script may read it from npm's variables.
func (p *Pass) optionOfNpm(c *commandText, words []string) {
	words, ok := program.From(words, func(name string) bool { return name == "npm" })
	if !ok || len(words) < 2 || !slices.Contains(strings.Fields("run run-script start"), words[1]) {
		return
	}
	for i, w := range words[2:] {
		next := append(words[2:][i+1:], "")[0]
		switch {
		case w == "--", w == program.Hole, joinsCommands(w):
			return
		case !slices.Contains(optionsOfServers, w) || next == "" || strings.HasPrefix(next, "-") || next == "true" || next == "false":
		default:
			f := p.settingFinding(c.process, c.setting, c.wordPlace(w), "npm takes %s for an option of its own, as no -- stands before it, and the script does not get it", w)
			if span, once := c.literalWord(w); once {
				f.Fix(replaceFix("Write -- before it", span, "-- "+w))
			}
			f.Done(p)
			return
		}
	}
}

// joinsCommands reports whether a word stands between two commands.
func joinsCommands(w string) bool { return slices.Contains(strings.Fields("&& || ; | &"), w) }

// optionOfStarter reports an option for a program that start-stop-daemon takes for its
// own, as no -- stands before it, and does not have.
func (p *Pass) optionOfStarter(c *commandText, words []string) {
	words, ok := program.From(words, func(name string) bool { return name == "start-stop-daemon" })
	if !ok {
		return
	}
	if word := program.UnknownToStarter(words[1:]); word != "" {
		p.settingFinding(c.process, c.setting, c.wordPlace(word), "start-stop-daemon has no option %s, and fails: what is for the program follows --", word).Done(p)
	}
}
