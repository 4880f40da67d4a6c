package verify

import (
	"slices"
	"strings"
	"time"
)

// This file is the table of what the examples of rules show when they are run.

// A showing is how the bad example of a rule shows what the rule says of it.
type showing struct {
	direction
	speed float64       // 0: as ever
	bears time.Duration // by how much the machine may be late, as it is about far more than that; 0: as ever
	shows func(*exhibit) bool
	root  bool // it takes users
}

// again and again: what several examples have in common.
var (
	atStart = []string{"none"} // nothing is done but to start
	onCheck = []string{stepCheck}
	atStop  = []string{stepStop}
	onceUp  = []string{stepRestart}
)

func deaf(p *Part)                        { p.Heeds = []string{"nothing"} }
func unhurried(p *Part)                   { p.Hurried = p.Lingers } // however many of Bluepill's TERMs come to it as one
func halts(d time.Duration) func(p *Part) { return func(p *Part) { p.Halts = d } }
func fact(k FactKind) func(*exhibit) bool { return func(x *exhibit) bool { return x.fact(k) } }
func lacksVar(v string) func(*exhibit) bool {
	return func(x *exhibit) bool { return !x.anyRun(func(r Instance) bool { return slices.Contains(r.Env, v) }) }
}
func notIn(dir string) func(*exhibit) bool {
	return func(x *exhibit) bool { return !x.anyRun(func(r Instance) bool { return r.Dir == dir }) }
}
func hasArg(w string) func(*exhibit) bool {
	return func(x *exhibit) bool { return x.anyRun(func(r Instance) bool { return slices.Contains(r.Args, w) }) }
}
func lacksFile(path string) func(*exhibit) bool {
	return func(x *exhibit) bool { return !x.file(path) }
}
func not(f func(*exhibit) bool) func(*exhibit) bool { return func(x *exhibit) bool { return !f(x) } }
func says(text string, f func(*exhibit) bool) func(*exhibit) bool {
	return func(x *exhibit) bool { return strings.Contains(x.text, text) && f(x) }
}
func logs(text string) func(*exhibit) bool { return func(x *exhibit) bool { return x.logs(text) > 0 } }
func gets(step, signal string) func(*exhibit) bool {
	return func(x *exhibit) bool { return len(x.events(Received, step, signal)) > 0 }
}

// oldShell is a shell that does not give its place to the last command, as those
// before dash 0.5.11 and bash 5.1.
const oldShell = "#!/bin/dash\nexec /bin/dash -c \"$2\nexit \\$?\"\n"

const (
	fires   = " dispatched: "
	tooSlow = "Execution is taking longer than expected."
)

// showings are all rules whose mistakes show in a daemon or process that runs.
func showings() map[string]showing {
	neverUp := showing{direction: direction{steps: atStart}, shows: func(x *exhibit) bool { return x.fact(NotUp) || x.fact(Copies) }}
	dies := showing{direction: direction{steps: atStart, wait: 4 * time.Second}, shows: fact(DaemonDied)}
	cwd := showing{direction: direction{steps: atStart}, shows: notIn("/srv/shop")}
	env := showing{direction: direction{steps: atStart}, shows: lacksVar("RAILS_ENV=production")}
	nothing := showing{direction: direction{steps: atStart}, shows: func(x *exhibit) bool { return len(x.record.Processes) == 0 }}
	oneSample := showing{direction: direction{steps: onCheck}, shows: func(x *exhibit) bool { return x.samplesAtBreach() == 1 }}
	only := func(users ...string) *machine { return &machine{users: users} }
	return map[string]showing{
		"check-without-every":           dies,
		"invalid-check-value":           dies,
		"children-without-stop-command": dies,
		"child-block-error":             dies,
		"slash-in-name":                 dies,
		"long-application-name":         dies,
		"own-base-dir":                  dies,
		"folder-as-file":                dies,
		"unknown-event":                 {direction: direction{steps: onCheck}, shows: fact(DaemonDied)},
		"kill-timeout":                  {direction: direction{steps: []string{stepReload}}, shows: fact(DaemonDied)},
		"foreground-without-daemonize":  {direction: direction{steps: atStart}, shows: fact(Copies)},
		"daemonized-twice":              {direction: direction{steps: atStart}, shows: fact(Copies)},
		"blocking-pre-start":            {direction: direction{steps: atStart}, shows: fact(Blocked)},
		"blocking-check": {
			direction: direction{steps: atStart, wait: 20 * time.Second, play: func(p *Part) {
				for i := range p.Web {
					p.Web[i].Hangs = true
				}
			}},
			speed: 5, shows: func(x *exhibit) bool { return x.waited() > x.every() },
		},
		"shared-process-name": {direction: direction{steps: atStart}, shows: gets(stepStart, "TERM")},
		"zombie-check-with-cached-pid": {
			direction: direction{steps: []string{stepKill}, zombies: true},
			shows:     func(x *exhibit) bool { return len(x.events(Made, "", "")) >= 4 },
		},

		"missing-pid-file":           neverUp,
		"pid-file-elsewhere":         neverUp,
		"unwritten-pid-file":         neverUp,
		"split-program-path":         neverUp,
		"misspelled-folder":          neverUp,
		"placeholder-path":           neverUp,
		"literal-interpolation":      neverUp,
		"stack-path-placeholder":     neverUp,
		"attribute-type":             neverUp,
		"command-not-a-string":       neverUp,
		"empty-command":              neverUp,
		"unbalanced-quote":           neverUp,
		"unreadable-script":          neverUp,
		"cd-in-command":              neverUp,
		"env-assignment-in-command":  neverUp,
		"shell-command":              neverUp,
		"ambiguous-pid-command":      neverUp,
		"duplicate-application-name": neverUp,
		"two-applications":           neverUp,
		"unwritable-pid-file":        {direction: direction{steps: atStart}, shows: fact(NotUp), root: true},
		"log-of-bluepill":            {direction: direction{steps: atStart}, shows: fact(NotUp), root: true},
		"unwritable-log":             {direction: direction{steps: atStart}, shows: fact(NotUp), root: true},
		"misspelled-user":            {direction: direction{steps: atStart, machine: only("shop")}, shows: fact(NotUp), root: true},
		"code-without-effect":        {direction: direction{steps: atStart, machine: &machine{programs: []string{"/srv/shop/bin/shop"}}}, shows: fact(NotUp)},
		"ineffective-start-timeout": {
			direction: direction{steps: atStart, wait: 10 * time.Second, play: func(p *Part) { p.Slow = time.Hour }},
			shows:     func(x *exhibit) bool { return len(x.events(Ran, "", "")) > 1 },
		},
		"flapping-without-retry": {
			direction: direction{steps: atStart, wait: 340 * time.Second, play: func(p *Part) { p.Dies = time.Second }},
			speed:     60, bears: 6 * time.Second, shows: func(x *exhibit) bool { return x.after("Flapping detected", Made) == 0 },
		},
		"no-application":     nothing,
		"empty-application":  nothing,
		"start-grace-value":  {direction: direction{steps: atStart}, speed: 4, shows: func(x *exhibit) bool { return x.grace() < x.seconds("start_grace_time = ") }},
		"shell-without-exec": {direction: direction{steps: atStart, machine: &machine{scripts: map[string]string{"sh": oldShell}}}, shows: func(x *exhibit) bool { return !x.watchesProgram() }},

		"missing-log":            {direction: direction{steps: atStart}, shows: func(x *exhibit) bool { return !x.written("err") }},
		"log-without-daemonize":  {direction: direction{steps: atStart}, shows: func(x *exhibit) bool { return !x.written("out") }},
		"unknown-app-option":     {direction: direction{steps: atStart}, shows: lacksFile("/srv/shop/log/bluepill.log")},
		"lost-instance-variable": {direction: direction{steps: atStart}, shows: lacksFile("/srv/shop/srv/log/shop.log")},
		"missing-key":            {direction: direction{steps: atStart}, shows: lacksFile("/srv/shop/srv/log/shop.log")},
		"relative-path":          {direction: direction{steps: atStart}, shows: not(lacksFile("/shop.pid"))},

		"replaced-environment":        env,
		"variable-in-environment":     {direction: direction{steps: atStart}, shows: not(lacksVar("PATH=/srv/shop/bin:$PATH"))},
		"environment-case":            env,
		"env-of-last-turn":            {direction: direction{steps: atStart}, shows: lacksVar("PORT=3000")},
		"duplicate-attribute":         env,
		"app-attribute-after-process": cwd,
		"local-instead-of-attribute":  cwd,
		"misread-argument":            {direction: direction{steps: atStart}, shows: hasArg("-e")},
		"misplaced-interpreter-option": {direction: direction{steps: atStart}, shows: func(x *exhibit) bool {
			return x.anyRun(func(r Instance) bool { return slices.Index(r.Args, "-Xmx512m") > slices.Index(r.Args, "-jar") })
		}},
		"redirection-in-command":           {direction: direction{steps: atStart}, shows: hasArg(">>")},
		"pid-placeholder-in-start-command": {direction: direction{steps: atStart}, shows: hasArg("{{PID}}")},

		"child-attribute":       {direction: direction{steps: atStart, wait: 4 * time.Second}, shows: says("child.auto_start = false", logs("Got new children"))},
		"parent-in-child-block": {direction: direction{steps: onCheck, wait: 35 * time.Second}, shows: not(logs("mem_usage: "))},

		"check-always-fails":   {direction: direction{steps: onCheck}, shows: fact(CheckLoop)},
		"ineffective-check":    {direction: direction{steps: onCheck}, shows: fact(CheckMute)},
		"check-of-shell":       {direction: direction{steps: onCheck}, shows: fact(CheckMute)},
		"duplicate-check":      {direction: direction{steps: onCheck, memory: 400 << 20}, speed: 40, shows: fact(CheckMute)},
		"child-restart":        {direction: direction{steps: onCheck, children: true}, shows: logs("wrong number of arguments (given 0")},
		"fires-stop":           {direction: direction{steps: onCheck}, shows: fact(CheckUndone)},
		"dropped-event":        {direction: direction{steps: onCheck}, shows: says(":stop]", func(x *exhibit) bool { return x.logs(fires) > 0 && len(x.events(Sent, stepCheck, "TERM")) == 0 })},
		"single-sample-check":  oneSample,
		"unknown-check-option": oneSample,
		"false-as-text":        {direction: direction{steps: onCheck, children: true}, shows: logs(fires)},
		"fractional-interval":  {direction: direction{steps: atStart, wait: 10 * time.Second}, speed: 5, shows: says("0.5.seconds", func(x *exhibit) bool { return x.interval("mem_usage: ") > 900*time.Millisecond })},

		"restart-kills-new-process": {direction: direction{steps: onceUp}, shows: fact(NotBack)},
		"restart-overlap":           {direction: direction{steps: onceUp, play: unhurried}, speed: 10, shows: func(x *exhibit) bool { return x.overlap() > 2*time.Second }},
		"long-stop-grace":           {direction: direction{steps: onceUp}, speed: 50, bears: 10 * time.Second, shows: func(x *exhibit) bool { return x.unwatched() > time.Minute }},
		"long-start-grace":          {direction: direction{steps: atStart}, speed: 50, bears: 10 * time.Second, shows: func(x *exhibit) bool { return x.grace() > time.Minute }},
		"unused-restart-grace":      {direction: direction{steps: onceUp}, shows: func(x *exhibit) bool { return len(x.events(RanTo, stepRestart, "restart_command")) == 0 }},

		"unknown-signal":            {direction: direction{steps: atStop}, shows: logs("unsupported signal")},
		"negative-delay":            {direction: direction{steps: atStop, play: deaf}, shows: fact(NotGone)},
		"fractional-grace":          {direction: direction{steps: atStop, play: deaf, late: true}, shows: func(x *exhibit) bool { return len(x.events(Sent, stepStop, "KILL")) == 0 }},
		"idle-stop-command":         {direction: direction{steps: atStop}, shows: fact(NotGone)},
		"unused-stop-signals":       {direction: direction{steps: atStop}, shows: not(gets(stepStop, "QUIT"))},
		"graceful-stop-overruled":   {direction: direction{steps: atStop}, shows: func(x *exhibit) bool { return x.between(stepStop, "QUIT", "TERM") < 5*time.Second }},
		"stop-signals-without-kill": {direction: direction{steps: atStop, play: deaf}, shows: fact(NotGone)},
		"signal-after-kill":         {direction: direction{steps: atStop}, shows: not(gets(stepStop, "TERM"))},
		"kill-at-once":              {direction: direction{steps: atStop}, shows: not(gets(stepStop, "TERM"))},
		"suspending-signal":         {direction: direction{steps: atStop}, shows: fact(NotGone)},
		"stop-command-timeout":      {direction: direction{steps: atStop}, speed: 10, shows: func(x *exhibit) bool { return len(x.events(Ran, stepStop, "")) > 1 }},
		"pid-placeholder":           {direction: direction{steps: atStop}, shows: logs("Stop command execution returned non-zero exit code:")},
		"grace-time-value":          {direction: direction{steps: atStop, play: halts(time.Minute)}, shows: not(logs(tooSlow))},
		"unknown-attribute":         {direction: direction{steps: atStop, play: halts(10 * time.Second)}, shows: logs(tooSlow)},
		"unaddressable-name":        {direction: direction{steps: atStop}, shows: fact(NotGone)},
		"group-hides-process":       {direction: direction{steps: atStop}, shows: fact(NotGone)},
	}
}
