package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var unaddressableName = &Rule{
	Name:        "unaddressable-name",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "no command can name a process, a group or an application",
	Since:       "0.1",
	Text: "A command such as `bluepill stop web` sends the name as text, which must equal the name in the pill:\n\n" +
		"- a Symbol or a number is never equal to text, so `app.process(:web)` is not found (a group may be a Symbol);\n" +
		"- text with characters outside ASCII does not equal the same text that comes over the socket;\n" +
		"- a colon separates a group from a process, and Bluepill strips line ends and trailing white space;\n" +
		"- a command cannot give a name that is empty or nil.\n\n" +
		"Bluepill says `No processes effected` and ends with status 0; only commands for all processes, or for the group, reach\n" +
		"them.\n\n" +
		"An application must not have the name of a command either: with an application called `status`, `bluepill status`\n" +
		"names the application and lacks a command. No command sees an application whose name is empty or begins with a dot.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process(:user_shop_1) do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			if name, ok := app.NameText(); ok {
				p.unaddressableApp(app, name)
			}
			for _, proc := range app.Processes {
				p.unaddressableProcess(proc)
				p.unaddressableGroup(proc)
			}
		}
	},
}

// bluepillCommands are the words that the command line takes for commands.
var bluepillCommands = []string{"load", "status", "start", "stop", "restart", "unmonitor", "quit", "log"}

func (p *Pass) unaddressableApp(app *pill.Application, name string) {
	switch {
	case name == "load":
		p.Finding(app.NameSpan, "while an application called %q runs, Bluepill can load no pill", name).Done(p)
	case slices.Contains(bluepillCommands, name):
		p.Finding(app.NameSpan, "%q is a command, so %q names the application and lacks a command", name, "bluepill "+name).Done(p)
	case name == "":
		p.Finding(app.NameSpan, "the application's name is empty, so commands do not see it").Done(p)
	case strings.HasPrefix(name, "."):
		p.Finding(app.NameSpan, "the application's name %q begins with a dot, so commands do not see it", name).Done(p)
	}
}

func (p *Pass) unaddressableProcess(proc *pill.Process) {
	switch name := proc.Name.(type) {
	case eval.Sym:
		p.Finding(proc.NameSpan, "this name is a Symbol, so %q does not find the process", "bluepill stop "+string(name)).
			Fix(nameAsText(proc, string(name))).Done(p)
	case eval.Int, eval.Float:
		p.Finding(proc.NameSpan, "this name is a number, but commands send text, so they do not find the process").Done(p)
	case eval.Nil:
		p.Finding(proc.NameSpan, "this name is nil, so no command can name the process").Done(p)
	case *eval.Str:
		why := ""
		if name.Lost == nil {
			why = whyUnaddressable(name.S)
		}
		if why != "" {
			p.Finding(proc.NameSpan, "the name %q %s, so no command can name the process", name.S, why).Done(p)
		}
	case *eval.Unknown:
		if strings.Contains(knownText(name), ":") {
			p.Finding(proc.NameSpan, "this name has a colon, which separates a group from a process, so no command can name the process").Done(p)
		} else if at := p.lineInName(proc); !at.IsZero() {
			p.Finding(at, "the output of this ends with a line break, which stays in the name, so no command can name the process; add .strip").
				Fix(diag.Fix{Title: "Take the line break away", Edits: []source.Edit{{Span: at.File.Span(at.End, at.End), New: ".strip"}}}).Done(p)
		}
	}
}

// lineInName returns the place of the command whose output, line break and all, is
// in the name of a process; zero if there is none.
func (p *Pass) lineInName(proc *pill.Process) (at source.Span) {
	if proc.NameSpan.File != p.Source || !strings.Contains(proc.NameSpan.Text(), "`") {
		return at
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.DStr, *syntax.XStr:
			if p.Syntax.Span(n) == proc.NameSpan {
				at = lineWithin(p.Syntax, n)
			}
		}
		return at.IsZero()
	})
	return at
}

// knownText is what is known of a text that is not known as a whole.
func knownText(u *eval.Unknown) string {
	if u.Type != eval.TString {
		return ""
	}
	return u.Prefix + strings.Join(u.Pieces, "") + u.Suffix
}

// unaddressableGroup judges the group of a process, which Bluepill turns into
// text.
func (p *Pass) unaddressableGroup(proc *pill.Process) {
	s := proc.Last("group")
	name, ok := proc.Group.(*eval.Str)
	if s == nil || !ok || name.Lost != nil {
		return
	}
	if why := whyUnaddressable(name.S); why != "" {
		p.settingFinding(proc, s, valueSpan(s), "the group's name %q %s, so no command can name the group", name.S, why).Done(p)
	}
}

// whyUnaddressable says what about a text keeps commands from naming it; "" if
// nothing does.
func whyUnaddressable(name string) string {
	switch {
	case name == "":
		return "is empty"
	case strings.Contains(name, ":"):
		return "has a colon, which separates a group from a process"
	case strings.ContainsAny(name, "\n\r\x00"):
		return "has more than one line"
	case name != strings.TrimRight(name, " \t\v\f"):
		return "ends in white space"
	}
	for _, r := range name {
		if r > unicode.MaxASCII {
			return fmt.Sprintf("has the character %q, which is not ASCII", r)
		}
	}
	return ""
}

// nameAsText writes a name that is a symbol as text.
func nameAsText(proc *pill.Process, name string) diag.Fix {
	if proc.BlockFile == nil {
		return diag.Fix{}
	}
	if _, ok := nodeAt(proc.BlockFile, proc.NameSpan).(*syntax.Sym); !ok {
		return diag.Fix{}
	}
	return replaceFix("Write the name as text", proc.NameSpan, ruby.InspectString(name))
}
