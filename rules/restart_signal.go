package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/program"
)

var restartSignal = &Rule{
	Name:        "restart-signal",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"unusable-restart-signal", "suspending-signal"},
	Title:       "the signal of restart_command does not restart the program",
	Since:       "0.1",
	Text: "A signal means what the program makes of it. USR2 restarts Unicorn and Puma, but it makes a Resque worker pause and\n" +
		"Sidekiq reopen its log. The process then goes on with the old code, or does nothing at all, and Bluepill shows it as\n" +
		"up.\n\n" +
		"Send the signal that the program restarts by, or leave `restart_command` out: Bluepill then stops and starts the\n" +
		"process. The finding is an info where the signal ends the program at once because it does not handle it, as Bluepill\n" +
		"starts it again after `restart_grace_time`.\n\n" +
		"By USR2, Unicorn starts a new master as a child. With `daemonize`, Bluepill has written the process ID of the old one to\n" +
		"the pid file. When the old one ends, Bluepill finds no process and starts another one beside the new master. `pid` in\n" +
		"`unicorn.rb` must not name that file: Bluepill has written Unicorn's own process ID to it before, so Unicorn says\n" +
		"`Already running on PID` and ends. Run `unicorn -D` without `daemonize`, with `pid` and `pid_file` naming one file, or\n" +
		"restart by HUP. It is an info, as the old master may stay. `gunicorn` takes its own process ID in the file for none.\n\n" +
		"A script that does not handle the signal ends by it, too, and Bluepill does not look at the process before\n" +
		"`restart_grace_time` is over; from 30 seconds on, that is an info.\n\n" +
		"By USR1, Node starts its debugger, unless the script handles the signal; that is an info, too. USR1 and USR2 mean\n" +
		"nothing to Elasticsearch, Kafka and other programs that run in Java and do not ask for them: by USR2, the Java VM\n" +
		"crashes or logs a warning and goes on, depending on its version, and USR1 may end it.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake resque:work QUEUE=*"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/resque.log"
    process.restart_command = "kill -USR2 {{PID}}"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake resque:work QUEUE=*"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/resque.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			if c.process.Last(c.setting.Name) == c.setting {
				p.endsInstead(c)
			}
		}
		for c, run := range p.runs {
			k, ok := killOf(c.process, "restart_command")
			if !ok {
				continue
			}
			worker := run.Worker()
			if does := worker.Means[k.signal]; does != "" && !reducesSignals(worker) {
				f := p.settingFinding(c.process, k.setting, k.wordSpan(), "%s %s%s, and does not restart it", k.word, does, unlessReduced(worker)).
					Related(c.programPlace(run), "what it is sent to")
				if unlessReduced(worker) != "" {
					f.Severity(diag.Info)
				}
				f.Done(p)
			} else if does := worker.Unscripted[k.signal]; does != "" {
				p.settingFinding(c.process, k.setting, k.wordSpan(), "unless its code handles it, %s %s, and does not restart it", k.word, does).
					Severity(diag.Info).Related(c.programPlace(run), "what it is sent to").Done(p)
			} else if k.signal != "" && run.Upgrade == k.signal && p.losesSuccessor(c, run) {
				f := p.settingFinding(c.process, k.setting, k.wordSpan(), "%s makes %s start its successor under another process ID, which %s", k.word, run.Name, learnsSuccessor(run))
				if s := c.process.Last("pid_file"); s != nil {
					f.Related(valueSpan(s), "written by Bluepill, with the process ID that it has started")
				}
				f.Severity(diag.Info).Done(p)
			} else if slices.Contains(worker.Unhandled, k.signal) {
				p.settingFinding(c.process, k.setting, k.wordSpan(), "%s does not handle %s, so it ends at once, and is down until Bluepill starts it again", worker.Name, k.word).
					Severity(diag.Info).Related(c.programPlace(run), "what it is sent to").Done(p)
			}
		}
		p.signalledScripts()
	},
}

// signalledScripts reports signals that end a script which does not handle them, where
// Bluepill then does not look at the process for long.
func (p *Pass) signalledScripts() {
	for c := range p.commands {
		proc := c.process
		if !c.starts() || proc.IsChild() || proc.Last("start_command") != c.setting {
			continue
		}
		k, ok := killOf(proc, "restart_command")
		grace, known := proc.Attr("restart_grace_time").Number()
		if !ok || !known || grace < longRestart || !slices.Contains([]string{"usr1", "usr2", "hup"}, k.signal) {
			continue
		}
		if _, is := c.likelyRun(); is {
			continue
		}
		words, ok := c.words()
		if !ok {
			continue
		}
		interpreter := program.InterpreterNamed(words[0])
		if interpreter == nil || interpreter.Name == "java" {
			continue
		}
		if main, is := interpreter.Main(words[1:]); is && main.Certain {
			p.settingFinding(proc, k.setting, k.wordSpan(), "unless the script handles %s, it ends at once, and Bluepill looks at the process again after the %d seconds of restart_grace_time", k.word, int(grace)).
				Severity(diag.Info).Related(c.wordPlace(main.Word), "what it is sent to").Done(p)
		}
	}
}

// longRestart is from when on, in seconds, a process that is down for restart_grace_time
// is worth a word.
const longRestart = 30

// learnsSuccessor says whether Bluepill can be told the process ID of a successor
// by the pid file of a program that Bluepill daemonizes.
func learnsSuccessor(run program.Run) string {
	if run.Suspicious {
		return "Bluepill never learns; a pid in its configuration cannot help, as " + run.Name + " does not start if Bluepill has written its own process ID to that file"
	}
	return "Bluepill learns only if the configuration of " + run.Name + " names this pid file, too"
}

// losesSuccessor reports whether nothing in the pill tells that a program which
// Bluepill daemonizes writes the pid file of its successor itself.
func (p *Pass) losesSuccessor(c *commandText, run program.Run) bool {
	if run.Mode != program.Foreground || !daemonized(c.process) || !certainlyUnset(c.process, "pid_command") {
		return false
	}
	_, told := c.pidFileWord(run)
	return !told
}
