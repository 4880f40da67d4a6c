package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var daemonizedTwice = &Rule{
	Name:        "daemonized-twice",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"foreground-without-daemonize", "missing-pid-file"},
	Title:       "Bluepill daemonizes a program that daemonizes itself",
	Since:       "0.1",
	Text: "With `daemonize = true`, Bluepill puts the start command in the background and watches its process ID. A program that\n" +
		"daemonizes itself, an init script and `service` all end at once, and the program goes on under another ID. Bluepill\n" +
		"finds its process gone and starts one more copy every four seconds. If the program happens to overwrite Bluepill's pid\n" +
		"file in time, it works, but the kill journal holds the wrong ID.\n\n" +
		"Remove the option that daemonizes the program, or leave `daemonize` out and let `pid_file` name the file that the\n" +
		"program writes. The rule reports only well-known programs. The finding is an info where a value that is not known is taken\n" +
		"for the program that it is called after, such as `sv_bin`, where a configuration file may keep\n" +
		"the program in the foreground, where all that is known of a program is that it is told to start, or `--daemon`, and where\n" +
		"`pid_command` finds the process that Bluepill watches.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec unicorn -D -c config/unicorn.rb"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/unicorn.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec unicorn -c config/unicorn.rb"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/unicorn.log"
  end
end
`,
	Check: func(p *Pass) {
		for c, run := range p.likelyRuns {
			if run.Mode == program.Background && daemonized(c.process) && !keptByVariable(c.process, run) {
				reportDaemonizedTwice(p, c, run)
			}
		}
		p.unknownStarters()
		p.leftByShells()
	},
}

// daemonizedTwice are the processes that Bluepill daemonizes and that certainly
// daemonize themselves.
func (p *Pass) daemonizedTwice() map[*pill.Process]bool {
	return p.shared.twice.get(func() map[*pill.Process]bool {
		found := map[*pill.Process]bool{}
		for c, run := range p.runs {
			if run.Mode == program.Background && !run.Configured && daemonized(c.process) && !keptByVariable(c.process, run) {
				found[c.process] = true
			}
		}
		return found
	})
}

// unknownStarters reports, as an info, programs that are told to start, as those
// are that put something in the background and end.
func (p *Pass) unknownStarters() {
	for c := range p.commands {
		if !c.starts() || c.process.IsChild() || c.process.Last("start_command") != c.setting || !daemonized(c.process) || !c.process.Attr("pid_command").Unset() {
			continue
		}
		if run, known := c.likelyRun(); known && run.Mode != program.Undecided {
			continue
		}
		words, ok := c.words()
		if !ok || slices.ContainsFunc(words, staysByOption) {
			continue
		}
		if word := daemonOption(words); word != "" {
			p.settingFinding(c.process, c.setting, c.wordPlace(word), "what is told %s may daemonize itself and end; then it is started again and again, as daemonize has Bluepill watch it", word).
				Severity(diag.Info).Related(daemonizePlace(c.process), "daemonized here").Done(p)
			continue
		}
		if !toldToStart(words) && !launchesBehind(words) {
			continue
		}
		p.settingFinding(c.process, c.setting, c.wordPlace("start"), "what is told to start may daemonize itself and end; then it is started again and again, as daemonize has Bluepill watch it").
			Severity(diag.Info).Related(daemonizePlace(c.process), "daemonized here").Done(p)
	}
}

// keptByVariable reports whether the environment of a process may hold a variable by
// which its program stays in the foreground.
func keptByVariable(proc *pill.Process, run program.Run) bool {
	name, _, _ := strings.Cut(run.KeptBy, "=")
	return variableSet(proc, name)
}

// staysByOption reports whether a word keeps most programs in the foreground that
// would daemonize themselves; -t is that of scripts that daemons runs.
func staysByOption(word string) bool {
	return slices.Contains(strings.Fields("-t -f --ontop --foreground --nodetach --no-detach --nodaemon --no-daemon --no-daemonize --nofork"), word)
}

// daemonOption returns the option by which a program is told to daemonize itself, if
// it is called so; "" if there is none. Laravel's workers stay with it.
func daemonOption(words []string) string {
	for i, w := range words {
		switch {
		case path.Base(w) == "artisan":
			return ""
		case i == 0 || !slices.Contains(strings.Fields("--daemon --daemonize --detach --background"), w):
		case i+1 < len(words) && slices.Contains(strings.Fields("no false off 0"), words[i+1]):
			return ""
		default:
			return w
		}
	}
	return ""
}

// leftByShells reports scripts of a shell that put their last command in the background.
func (p *Pass) leftByShells() {
	for c := range p.commands {
		if !c.starts() || c.process.IsChild() || c.process.Last("start_command") != c.setting || !daemonized(c.process) || !c.process.Attr("pid_command").Unset() {
			continue
		}
		if left, _ := c.leftByShell(); left {
			text := "the shell puts it in the background and ends, but with daemonize Bluepill watches the shell, and starts one copy after another"
			if words, _ := c.words(); strings.Contains(strings.Join(words, " "), "$!") {
				text = "the shell puts it in the background and ends, but with daemonize Bluepill watches the shell, unless what it writes there overwrites Bluepill's pid file"
			}
			p.settingFinding(c.process, c.setting, valueSpan(c.setting), "%s", text).
				Related(daemonizePlace(c.process), "daemonized here").Done(p)
		}
	}
}

// leftByShell reports whether a shell that a command runs puts what it runs in the
// background, and ends at once; open is set if the output of that is not redirected.
func (c *commandText) leftByShell() (left, open bool) {
	words, ok := c.words()
	if !ok {
		return false, false
	}
	script, is := program.FindShellText(words)
	if !is || !leavesLast.MatchString(script.Text) || strings.ContainsAny(script.Text, "`(){}") {
		return false, false
	}
	commands := shellEnds.Split(leavesLast.ReplaceAllString(script.Text, "$1"), -1)
	for _, before := range commands[:len(commands)-1] {
		if name, _, _ := strings.Cut(strings.TrimSpace(before), " "); !slices.Contains(brief, name) {
			return false, false
		}
	}
	last := commands[len(commands)-1]
	return !strings.ContainsAny(last, "'\"\\"), !strings.Contains(last, ">")
}

var (
	// leavesLast is a script whose last command runs in the background, but for one that
	// writes its process ID.
	leavesLast = lazyregexp.New(`([^&|<>;\s])\s*&\s*(?:echo\s+"?\$!"?\s*>+\s*\S+\s*;?\s*)?$`)
	shellEnds  = lazyregexp.New(`[;\n]`)
	// brief are commands that end at once.
	brief = strings.Fields("cd export source . umask ulimit set unset mkdir rm touch chmod chown echo")
)

// toldToStart reports whether the last word of a command, but for options, is
// start, and its program is not one that stays then.
func toldToStart(words []string) bool {
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.HasPrefix(w, "-") })
	return len(words) > 1 && words[len(words)-1] == "start" && !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(stayers, path.Base(w)) })
}

// launchesBehind reports whether something that is not known, such as sudo and
// its options, stands before a program that starts another and ends: sv start x.
func launchesBehind(words []string) bool {
	rest := slices.Clone(words)
	for len(rest) > 0 && rest[0] == program.Hole {
		rest = rest[1:]
	}
	run, known := program.Read(rest)
	return len(rest) < len(words) && known && run.Launches && run.Mode == program.Background
}

// stayers run a program in the foreground when they are told to start.
var stayers = strings.Fields("npm yarn pnpm foreman forego thin puma rainbows pumactl karafka gulp grunt meteor mix")

func reportDaemonizedTwice(p *Pass, c *commandText, run program.Run) {
	span, by := c.programPlace(run), run.Name
	if run.By != "" && run.By != run.Name {
		span, by = c.wordPlace(run.By), strings.TrimSpace(run.Name+" "+run.By)
	}
	var f *Finding
	switch {
	case !c.process.Attr("pid_command").Unset():
		f = p.settingFinding(c.process, c.setting, span,
			"%s daemonizes itself: pid_command finds it, but the kill journal has a process that is gone", quoted(by)).Severity(diag.Info)
	case run.Configured:
		f = p.settingFinding(c.process, c.setting, span,
			"unless its configuration says otherwise, %s daemonizes itself, and Bluepill watches a process that is gone", by).Severity(diag.Info)
	case run.Launches:
		f = p.settingFinding(c.process, c.setting, span,
			"%s starts a program and ends, but with daemonize Bluepill watches it, and starts it again and again", quoted(by))
	case c.overwritesAnother(run):
		f = p.settingFinding(c.process, c.setting, span,
			"%s daemonizes itself, and so does Bluepill; as it writes its pid file elsewhere than pid_file says, Bluepill starts it again and again", quoted(by))
	case c.mayOverwrite(run):
		f = p.settingFinding(c.process, c.setting, span,
			"%s daemonizes itself, and so does Bluepill, which watches a process that is gone until the program overwrites the pid file", quoted(by))
	default:
		f = p.settingFinding(c.process, c.setting, span,
			"%s daemonizes itself, and so does Bluepill, which then watches a process that is gone", quoted(by))
	}
	if c.guessed() {
		f.Severity(diag.Info)
	}
	f.Related(daemonizePlace(c.process), "daemonized here").
		Fix(c.leaveOut(run)).Fix(undaemonizeFix(c.process, run)).Done(p)
}

// mayOverwrite reports whether a command has the program write the pid file
// that Bluepill watches, or one that may be it.
func (c *commandText) mayOverwrite(run program.Run) bool {
	named, may := c.namesPidFile(run)
	return named && may
}

// namesPidFile reports whether a command names the pid file that the program
// writes, and whether that may be the one that Bluepill watches.
func (c *commandText) namesPidFile(run program.Run) (named, watched bool) {
	file, ok := run.PidFileArgument()
	if value, _, named := c.pidFileOfVariable(run); named {
		file, ok = value, true
	}
	of, known := c.process.Attr("pid_file").Text()
	return ok, !known || strings.Contains(file, program.Hole) || path.Base(file) == path.Base(of)
}

// overwritesAnother reports whether a command has the program write another pid
// file than the one that Bluepill watches, for certain.
func (c *commandText) overwritesAnother(run program.Run) bool {
	word, _ := c.pidFileWord(run)
	written, ok := c.fullPidFile(run, word)
	ok = ok && word != ""
	watched, known := c.process.Attr("pid_file").Text()
	return ok && known && path.Clean(written) != path.Clean(strings.TrimSpace(watched))
}

func quoted(s string) string { return `"` + s + `"` }

// wordPlace is where a word stands in a command, if it stands there once.
func (c *commandText) wordPlace(word string) source.Span {
	if span, ok := c.literalWord(word); ok {
		return span
	}
	return within(c.setting, word)
}

// literalWord finds a word that has white space or the ends of the text on both
// sides.
func (c *commandText) literalWord(word string) (span source.Span, ok bool) {
	inside, _, literal := literalText(c.setting)
	if !literal || word == "" {
		return span, false
	}
	text := inside.Text()
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return span, ok
		}
		at += i
		end := at + len(word)
		if (at == 0 || strings.IndexByte(" \t\n'\"", text[at-1]) >= 0) && (end == len(text) || strings.IndexByte(" \t\n'\"", text[end]) >= 0) {
			if ok {
				return span, false
			}
			span, ok = inside.File.Span(inside.Start+at, inside.Start+end), true
		}
		at = end
	}
}

// leaveOut takes the option away by which a program daemonizes itself.
func (c *commandText) leaveOut(run program.Run) diag.Fix {
	rest, ok := run.Without()
	words := run.By
	if run.With != "" {
		words += " " + run.With
	}
	span, found := c.literalWord(words)
	if !ok || !found {
		return diag.Fix{}
	}
	if text := span.File.Text; rest == "" && text[span.Start-1] == ' ' {
		span = span.File.Span(span.Start-1, span.End)
	}
	return diag.Fix{Title: "Remove what daemonizes the program", Edits: []source.Edit{{Span: span, New: rest}}}
}

// undaemonizeFix sets daemonize to false, where the pill says which pid file
// the program writes.
func undaemonizeFix(proc *pill.Process, run program.Run) diag.Fix {
	s := proc.Last("daemonize")
	if s == nil || proc.Last("pid_file") == nil {
		return diag.Fix{}
	}
	if _, ok := s.ValueNode.(*syntax.Bool); !ok {
		return diag.Fix{}
	}
	return replaceFix("Leave daemonizing to "+run.Name, s.ValueSpan, "false")
}
