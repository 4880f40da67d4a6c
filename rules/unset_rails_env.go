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

var unsetRailsEnv = &Rule{
	Name:        "unset-rails-env",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"replaced-environment", "environment-case", "misread-argument"},
	Title:       "one process of a Rails application is told its environment, another is not",
	Since:       "0.1",
	Text: "Rails, and what runs an application of Rack, take the environment from `RAILS_ENV` or `RACK_ENV`, and run in development\n" +
		"without. A process gets what its `environment` sets, and otherwise what the daemon has from the shell that loaded the\n" +
		"pill: a shell of a deploy may have the variable, that of whoever loads the pill after a reboot may not.\n\n" +
		"Set `app.environment = { \"RAILS_ENV\" => \"production\" }` before the processes, for all of them. The rule compares the\n" +
		"processes of an application that run in one folder, and is silent where the pill sets the variable by `ENV`, where it\n" +
		"reads it from there without a default, and where a configuration file may say it. The finding is an info, as pilllint\n" +
		"does not know what the daemon has.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.working_dir = "/srv/shop"
  app.process("user_shop_1") do |process|
    process.start_command = "bundle exec unicorn -E production -c config/unicorn.rb"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/unicorn.log"
  end
  app.process("user_shop_2") do |process|
    process.start_command = "bundle exec rake jobs:work"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/jobs.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.working_dir = "/srv/shop"
  app.environment = { "RAILS_ENV" => "production" }
  app.process("user_shop_1") do |process|
    process.start_command = "bundle exec unicorn -c config/unicorn.rb"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/unicorn.log"
  end
  app.process("user_shop_2") do |process|
    process.start_command = "bundle exec rake jobs:work"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/jobs.log"
  end
end
`,
	Check: func(p *Pass) {
		if p.Syntax.Body == nil || !strings.Contains(p.Source.Text, "_ENV") && !namesEnvironment(p.Source.Text) {
			return // as often: nothing is told its environment
		}
		var told []toldEnvironment
		for proc := range p.Processes {
			if t, ok := p.toldEnvironment(proc); ok {
				told = append(told, t)
			}
		}
		if len(told) == 0 || p.setsENV(environmentVariables...) || p.countsOnENV() {
			return
		}
		for c := range p.commands {
			proc := c.process
			if !c.starts() || proc.IsChild() || proc.Last("start_command") != c.setting || !c.untold() {
				continue
			}
			word, ok := c.railsProgram()
			at := slices.IndexFunc(told, func(t toldEnvironment) bool {
				return t.process != proc && t.process.App == proc.App && sameFolder(t.process, proc)
			})
			if ok && at >= 0 {
				p.settingFinding(proc, c.setting, c.wordPlace(word), "%s is told its environment, and this is not: unless the daemon has RAILS_ENV, it runs in development", processName(told[at].process)).
					Related(told[at].place, "told here").Done(p)
			}
		}
	},
}

// namesEnvironment reports whether a text names an environment that is not development.
func namesEnvironment(text string) bool {
	return strings.Contains(text, "production") || strings.Contains(text, "staging")
}

// A toldEnvironment is a process that is told in which environment of Rails it runs.
type toldEnvironment struct {
	process *pill.Process
	place   source.Span
}

// toldEnvironment returns where a process is told to run in another environment
// than development.
func (p *Pass) toldEnvironment(proc *pill.Process) (t toldEnvironment, ok bool) {
	if s := proc.Last("environment"); s != nil {
		if env, is := s.Value.(*eval.Hash); is && env.Lost == nil {
			for key, v := range env.Each {
				if name, known := keyName(key); known && slices.Contains(environmentVariables, name) && tells(v) {
					return toldEnvironment{proc, s.NameSpan}, true
				}
			}
		}
	}
	c := p.startOf(proc)
	if c == nil {
		return t, false
	}
	run, ok := c.run()
	if !ok {
		return t, false
	}
	for _, v := range run.Variables {
		if name, value, _ := strings.Cut(v, "="); slices.Contains(environmentVariables, name) && !quiet(value) {
			return toldEnvironment{proc, c.setting.NameSpan}, true
		}
	}
	value, ok := environmentOption(run)
	if !ok || quiet(value) || !run.App || run.Name == "delayed_job" {
		return t, false
	}
	return toldEnvironment{proc, c.setting.NameSpan}, true
}

// tells reports whether a value of RAILS_ENV may be another than the default.
func tells(v eval.Value) bool {
	s, known := v.(*eval.Str)
	return !eval.IsNil(v) && (!known || s.Lost != nil || !quiet(s.S))
}

// quiet environments are no other than that without RAILS_ENV.
func quiet(value string) bool { return value == "" || value == "development" || value == "test" }

// environmentOption returns the environment that a program is given by an option.
func environmentOption(run program.Run) (string, bool) {
	var names []string
	for _, name := range []string{"-e", "--environment", "-E", "--env"} {
		if slices.Contains(run.Values, name) {
			names = append(names, name)
		}
	}
	return run.Argument(names...)
}

// untold reports whether a command and its process certainly have nothing that tells
// Rails its environment.
func (c *commandText) untold() bool {
	words, ok := c.words()
	if !ok || mayTell(textWithHoles(c.setting)) || textWithHoles(c.setting) == "" {
		return false
	}
	if slices.Contains(words, program.Hole) || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(environmentOptions, w) }) {
		return false
	}
	a := c.process.Attr("environment")
	if a.Unset() {
		return true
	}
	if slices.ContainsFunc(c.process.Settings, func(s *pill.Setting) bool {
		return s.Name == "environment" && s.Inherited && s != c.process.Last("environment")
	}) {
		return false // see replaced-environment
	}
	names, known := environmentNames(c.process)
	return known && !slices.ContainsFunc(names, mayTell)
}

// environmentOptions are how programs are given their environment, and what may
// fill theirs.
var environmentOptions = strings.Fields("-e -E --environment --env . source envdir chpst dotenv eval")

// tellers are what tells an environment, or a file of variables, or is meant to.
var tellers = []*lazyregexp.Regexp{
	lazyregexp.New(`(?i)(rails|rack).?env|(app|merb)_env`),        // a variable
	lazyregexp.New(`(?i)production|staging|development|\btest\b`), // an environment
	lazyregexp.New(`(?i)--env|-e\w`),                              // an option
}

// loaders are what tells variables that are not named in a command.
var loaders = []*lazyregexp.Regexp{
	lazyregexp.New(`(?i)export |source |dotenv|(^|[;&"'\s])\. `),         // variables, or a file of them
	lazyregexp.New(`(?i)\b(ba|z|da|k)?sh (--login|-\w*[li])|sudo .*-i `), // a shell that reads its user's profile
}

// mayTell reports whether a text may tell an environment.
func mayTell(text string) bool { return anyMatches(tellers, text) || mayLoad(text) }

// mayLoad reports whether a command may set variables that it does not name.
func mayLoad(text string) bool { return anyMatches(loaders, text) }

func anyMatches(list []*lazyregexp.Regexp, text string) bool {
	return slices.ContainsFunc(list, func(r *lazyregexp.Regexp) bool { return r.MatchString(text) })
}

// railsProgram returns the word by which a command runs a program that loads an
// application of Rails or Rack, in the environment that variables tell.
func (c *commandText) railsProgram() (word string, ok bool) {
	words, _ := c.words()
	if rest, ok := program.From(words, func(name string) bool { return name == "rake" || name == "rails" }); ok {
		return rest[0], true
	}
	run, ok := c.run()
	if !ok || run.Reads || !run.App || strings.HasPrefix(run.Name, "gunicorn") {
		return "", false
	}
	if slices.ContainsFunc(run.Args, func(w string) bool {
		name, _, _ := strings.Cut(w, "=")
		return slices.Contains(run.Config, name) || len(w) > 2 && slices.Contains(run.Config, w[:2])
	}) {
		return "", false // which may say it
	}
	at := slices.IndexFunc(words, func(w string) bool { return path.Base(w) == run.Name })
	if at < 0 {
		return run.Name, true
	}
	return words[at], true
}

// countsOnENV reports whether the pill reads the environment of Rails from ENV, and
// does not reckon with its absence: then the daemon has it.
func (p *Pass) countsOnENV() bool {
	return strings.Contains(p.Source.Text, "ENV") && slices.ContainsFunc(p.readsOfENV(), func(r envRead) bool {
		return slices.Contains(environmentVariables, r.name) && !r.handled
	})
}

// sameFolder reports whether two processes run in one folder, as far as the pill
// says in which.
func sameFolder(a, b *pill.Process) bool {
	one, other := a.Last("working_dir"), b.Last("working_dir")
	if one == nil || other == nil {
		return true
	}
	dir, known := settingText(one)
	otherDir, also := settingText(other)
	if known && also {
		return path.Clean(dir) == path.Clean(otherDir)
	}
	return !known && !also && one.ValueSpan.Text() == other.ValueSpan.Text()
}
