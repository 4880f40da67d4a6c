package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
)

var missingLog = &Rule{
	Name:        "missing-log",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"log-without-daemonize", "redirection-in-command"},
	Title:       "a daemonized process has no log file",
	Since:       "0.1",
	Text: "With `daemonize = true` Bluepill opens `/dev/null` for standard output and standard error unless `stdout` and `stderr`\n" +
		"name files. The program's output is lost, and so is the reason if it cannot start: Bluepill's own log shows only\n" +
		"`Executing start command`, again and again, as the error goes to the process's `stderr`. Cloud 66 reminds its users:\n" +
		"\"Don't forget to add a log file\".\n\n" +
		"A stream is a file: `/dev/stdout` is the daemon's, which is `/dev/null`, and `\"|logger\"` or `\"x.log 2>&1\"` are files of such\n" +
		"names, as no shell reads them.\n\n" +
		"If the output is not wanted, say so: `process.stdout = process.stderr = \"/dev/null\"`. The finding is an info if only\n" +
		"`stdout` is missing, or if the command names a log, names a configuration that may name one, as `unicorn -c` and `puma -C`\n" +
		"do, or puts itself in the background. So it is if the program finds such a configuration by itself, or always has a log, as\n" +
		"`rails server`, `delayed_job` and `rake jobs:work` do.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			if (daemonized(proc) || daemonizedIf(proc)) && !p.mute(proc) {
				reportMissingLog(p, proc)
			}
			if daemonized(proc) {
				p.streamNoFile(proc)
			}
		}
	},
}

// streamNoFile reports a stream that is no file: one of the daemon's, which are
// /dev/null, or what a shell would read as something else.
func (p *Pass) streamNoFile(proc *pill.Process) {
	for s := range live(proc) {
		str, known := s.Value.(*eval.Str)
		if !known || str.Lost != nil || s.Name != "stdout" && s.Name != "stderr" || !proc.Surely(s.Maybe) {
			continue
		}
		switch text := strings.TrimSpace(str.S); {
		case slices.Contains(streamsOfDaemon, text):
			p.settingFinding(proc, s, valueSpan(s), "%s of a daemonized process is /dev/null, so all that it prints is lost", text).Done(p)
		case strings.HasPrefix(text, "|"):
			p.settingFinding(proc, s, valueSpan(s), "this is a file of that name, and not a pipe, as no shell reads it").Done(p)
		case strings.ContainsAny(text, ">|") && redirected.MatchString(text):
			p.settingFinding(proc, s, valueSpan(s), "this is a file of that whole name, with what looks like a redirection, as no shell reads it").Done(p)
		}
	}
}

// streamsOfDaemon are names for the streams that a process has already.
var streamsOfDaemon = strings.Fields("/dev/stdout /dev/stderr /dev/fd/1 /dev/fd/2 /proc/self/fd/1 /proc/self/fd/2")

// redirected is a path with a redirection in it.
var redirected = lazyregexp.New(`\s([0-9&]?>>?|2>&1|\|)(\s|$)|2>&1$`)

// daemonizedIf reports whether a process is daemonized under a condition that is
// not known, by a line of the pill.
func daemonizedIf(proc *pill.Process) bool {
	s := proc.Last("daemonize")
	if s == nil || proc.Surely(s.Maybe) {
		return false
	}
	truth, known := eval.Truthy(s.Value)
	return truth && known
}

// mute reports whether a process runs a program that prints nothing.
func (p *Pass) mute(proc *pill.Process) bool {
	c := p.startOf(proc)
	if c == nil {
		return false
	}
	run, known := c.run()
	return known && run.Mute
}

func reportMissingLog(p *Pass, proc *pill.Process) {
	stdout, stderr := proc.Attr("stdout"), proc.Attr("stderr")
	var f *Finding
	at := proc.NameSpan
	if s := proc.Last("daemonize"); s != nil && s.Span.File == p.Source {
		at = s.NameSpan // which is what sends the output to /dev/null
	}
	switch {
	case stdout.Unset() && stderr.Unset() && p.logsItself(proc):
		f = p.Finding(at, "%s has no stdout and no stderr, so output that it does not write to its own log is lost", processName(proc)).
			Severity(diag.Info)
	case stdout.Unset() && stderr.Unset():
		f = p.Finding(at, "%s has no stdout and no stderr, so all that it prints is lost", processName(proc))
	case stderr.Unset() && p.logsItself(proc):
		f = p.Finding(p.streamPlace(proc, "stdout", at), "%s has no stderr, so errors that it does not write to its own log are lost", processName(proc)).
			Severity(diag.Info).Fix(p.shareLog(proc, "stdout", "stderr"))
	case stderr.Unset():
		f = p.Finding(p.streamPlace(proc, "stdout", at), "%s has no stderr, so the errors that it prints are lost", processName(proc)).
			Fix(p.shareLog(proc, "stdout", "stderr"))
	case stdout.Unset():
		f = p.Finding(p.streamPlace(proc, "stderr", at), "%s has no stdout, so what it prints is lost", processName(proc)).
			Severity(diag.Info).Fix(p.shareLog(proc, "stderr", "stdout"))
	default:
		return
	}
	f.Lacks(proc.NameSpan, "stdout", "stderr").Related(proc.NameSpan, "the process is declared here").Done(p)
}

// streamPlace is where the other stream goes to a file, beside which the one that
// is missing belongs.
func (p *Pass) streamPlace(proc *pill.Process, has string, otherwise source.Span) source.Span {
	if s := proc.Last(has); s != nil && s.Span.File == p.Source {
		return s.NameSpan
	}
	return otherwise
}

// ownLog is a log that a command names, or an option that takes one. -l may also
// be for a level, or make a login shell.
var ownLog = lazyregexp.New(`(^|\s)(-[Ll][\s=]*\S*([/.]|` + program.Hole + `)|(--log\S*|--out\S*|--err\S*)([\s=]|$))|\.log\b|_LOG=|-D(log4j|logback|java\.util\.logging)[\w.]*=`)

// configuration is how the names of files end that programs are configured by.
var configuration = lazyregexp.New(`\w\.(cfg|cnf|conf|config|ini|ya?ml|xml|properties|toml)$`)

// logsItself reports whether a process may have a log of its own: its command
// names one, or a file that configures a program.
func (p *Pass) logsItself(proc *pill.Process) bool {
	s := proc.Last("start_command")
	if s == nil {
		return false
	}
	for c := range p.commands {
		if c.process != proc || c.setting != s {
			continue
		}
		words, ok := c.words()
		if !ok || ownLog.MatchString(strings.Join(words, " ")) {
			return true
		}
		run, known := c.likelyRun()
		if !known { // nor what it is told, if neither its beginning nor its end is
			return strings.HasPrefix(words[0], program.Hole) && strings.HasSuffix(words[len(words)-1], program.Hole) ||
				slices.ContainsFunc(words[1:], configuration.MatchString)
		}
		_, named := run.Argument(slices.Concat(run.Config, run.Settings)...)
		return named || run.OwnLog || run.Reads || run.Configured || run.Mode == program.Background // which has no terminal to print to
	}
	return true // nothing is known of the command
}

// shareLog writes the missing stream to the file that the other one goes to.
func (p *Pass) shareLog(proc *pill.Process, has, missing string) diag.Fix {
	s := proc.Last(has)
	if s == nil || s.ValueSpan.IsZero() || s.Span.File != p.Source {
		return diag.Fix{}
	}
	head := s.Span.File.Text[s.Span.Start:s.NameSpan.Start]
	title := "Write " + missing + " to the same file"
	if s.Form == pill.ByAssignment {
		return diag.Fix{Title: title, Edits: []source.Edit{{
			Span: s.ValueSpan.File.Span(s.ValueSpan.Start, s.ValueSpan.Start), New: head + missing + " = ",
		}}}
	}
	if edit, ok := sibling(s, missing, s.ValueSpan.Text()); ok {
		return diag.Fix{Title: title, Edits: []source.Edit{edit}}
	}
	return diag.Fix{}
}
