package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var unnamedQueue = &Rule{
	Name:        "unnamed-queue",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"unset-rails-env", "environment-case"},
	Title:       "a worker of Resque is told no queue",
	Since:       "0.1",
	Text: "`rake resque:work` takes the queues that it works off from the variable `QUEUES` or `QUEUE`, and ends at once if it has\n" +
		"neither: `set QUEUE env var`. Bluepill then starts it again and again. `rake resque:workers` hands the variables on to its\n" +
		"workers.\n\n" +
		"Write `rake resque:work QUEUE=*`, or set the variable in `environment`. A name near these, such as `QUEU`, is a warning. All\n" +
		"else is an info, as the Rakefile may set the variable, and so may the shell that loads the pill: but not every one, such\n" +
		"as that of whoever loads it after a reboot. The rule is silent where the pill sets or reads the variable by `ENV`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake resque:work"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/resque.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake resque:work QUEUE=mail,search"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/resque.log"
  end
end
`,
	Check: func(p *Pass) {
		for c, run := range p.runs {
			if run.Name != "resque:work" && run.Name != "resque:workers" || !c.unqueued() || p.handlesQueues() {
				continue
			}
			if p.misspeltQueue(c, run) {
				continue
			}
			p.settingFinding(c.process, c.setting, c.programPlace(run), "nothing here names a QUEUE: unless the Rakefile or the shell that loads this does, %s", endsUnqueued(run)).Done(p)
		}
	},
}

// queueVariables tell a worker of Resque its queues.
var queueVariables = []string{"QUEUE", "QUEUES"}

func endsUnqueued(run program.Run) string {
	if run.Parent {
		return "each worker of " + run.Name + " ends at once"
	}
	return run.Name + " ends at once"
}

// misspeltQueue reports a variable whose name is most likely meant for QUEUE.
func (p *Pass) misspeltQueue(c *commandText, run program.Run) bool {
	for _, v := range run.Variables {
		if name, _, _ := strings.Cut(v, "="); meansQueue(name) {
			p.settingFinding(c.process, c.setting, c.wordPlace(v), "resque reads QUEUE or QUEUES, not %s, so %s", name, endsUnqueued(run)).
				Severity(diag.Warning).Done(p)
			return true
		}
	}
	names, _ := environmentNames(c.process)
	for _, name := range names {
		s := c.process.Last("environment")
		if s == nil || !meansQueue(name) {
			continue
		}
		span, ok := keySpan(s.Value, name)
		if !ok {
			span = valueSpan(s)
		}
		p.settingFinding(c.process, s, span, "resque reads QUEUE or QUEUES, not %s, so %s", name, endsUnqueued(run)).
			Severity(diag.Warning).Related(c.programPlace(run), "started by this").Done(p)
		return true
	}
	return false
}

// meansQueue reports whether a name is near that of a variable for queues.
func meansQueue(name string) bool {
	name = strings.ToUpper(name)
	return (strings.HasPrefix(name, "QUE") || name == "QEUE" || name == "QEUES") && pill.Suggest(name, queueVariables) != ""
}

// handlesQueues reports whether the pill may set the variables of the daemon, or
// knows that it has them.
func (p *Pass) handlesQueues() bool {
	return p.setsENV(queueVariables...) || strings.Contains(p.Source.Text, "ENV") &&
		slices.ContainsFunc(p.readsOfENV(), func(r envRead) bool { return slices.Contains(queueVariables, r.name) })
}

// unqueued reports whether a command and its process certainly have no variable that
// names queues.
func (c *commandText) unqueued() bool {
	words, ok := c.words()
	text, written := c.writtenText()
	if !ok || !written || strings.Contains(strings.ToUpper(text), "QUEUE") || mayLoad(text) {
		return false
	}
	if slices.Contains(words, program.Hole) || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(environmentOptions, w) }) {
		return false
	}
	names, known := environmentNames(c.process)
	return known && !slices.ContainsFunc(names, func(n string) bool { return strings.Contains(strings.ToUpper(n), "QUEUE") })
}

// environmentNames lists the variables that the environment of a process has, if all
// of them are known.
func environmentNames(proc *pill.Process) (names []string, known bool) {
	a := proc.Attr("environment")
	if a.Unset() {
		return nil, true
	}
	if !a.Set() {
		return nil, false
	}
	if eval.IsNil(a.Any()) {
		return nil, true
	}
	env, ok := a.Any().(*eval.Hash)
	if !ok || env.Lost != nil || len(env.Open) > 0 {
		return nil, false
	}
	for key := range env.Each {
		name, ok := keyName(key)
		if !ok {
			return nil, false
		}
		names = append(names, name)
	}
	return names, true
}
