package rules

// This file looks at what the commands that stop or restart a process tell the
// program that controls it: service shop status.

import (
	"path"
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/program"
)

// order is what a command tells the program that controls a server.
func (c *commandText) order() (o program.Order, ok bool) {
	words, known := c.words()
	if !known {
		return o, false
	}
	return program.FindOrder(words)
}

// idleOrder reports a command by which a server runs on that it is meant to stop, or
// is not restarted. It belongs to idle-stop-command.
func (p *Pass) idleOrder(c *commandText) {
	does, word := p.idleDoes(c)
	if does == "" {
		return
	}
	f := p.settingFinding(c.process, c.setting, c.wordPlace(word), "%s: %s", does, withoutEffect(c))
	if start := p.startOf(c.process); start != nil {
		f.Related(start.setting.NameSpan, "started here")
	}
	f.Done(p)
}

// idleDoes says what a command does instead, and by which word; "" if it does what it
// is meant to, or that cannot be told.
func (p *Pass) idleDoes(c *commandText) (does, word string) {
	stops, start := c.setting.Name == "stop_command", p.startOf(c.process)
	o, ok := c.order()
	switch {
	case !ok:
	case stops && o.Does != "":
		return quoted(o.Name+" "+o.Word) + " " + o.Does, o.Word
	case o.Effect == program.Asks:
		return quoted(o.Word) + " only asks", o.Word
	case o.Effect == program.Starts && (start == nil || c.whole && start.text != c.text || !stops):
		return quoted(o.Word) + " does nothing to what runs", o.Word
	case o.Effect == program.Renews && stops:
		return quoted(o.Word) + " leaves it running", o.Word
	case o.Effect == program.Stops && stops && o.Name == "supervisorctl" && start != nil && start.runs("supervisord"):
		return quoted(o.Word) + " leaves supervisord itself running, which shutdown ends", o.Word
	case o.Effect != program.Unsure && o.Effect != program.Starts:
		return "", ""
	}
	switch {
	case stops && c.whole && start != nil && start.whole && start.text == c.text && !slices.Contains(idlePrograms, programName(c.text)):
		return "this is the command that starts the process", c.text
	case !stops && c.touchesRestart() && start != nil && start.runs("unicorn", "unicorn_rails", "rainbows", "thin"):
		return "only Passenger reads restart.txt", "touch"
	}
	return "", ""
}

// runs reports whether a command certainly runs one of these programs.
func (c *commandText) runs(names ...string) bool {
	run, ok := c.run()
	return ok && slices.Contains(names, run.Name)
}

// touchesRestart reports a command that only touches Passenger's restart.txt.
func (c *commandText) touchesRestart() bool {
	words, known := c.words()
	return known && len(words) == 2 && path.Base(words[0]) == "touch" && path.Base(words[1]) == "restart.txt"
}

// endsInstead reports a restart_command that only stops a server. It belongs to
// restart-signal.
func (p *Pass) endsInstead(c *commandText) {
	if o, ok := c.order(); ok && o.Effect == program.Stops && c.setting.Name == "restart_command" {
		p.settingFinding(c.process, c.setting, c.wordPlace(o.Word), "%q only stops it, so it is down until Bluepill starts it again", o.Word).
			Severity(diag.Info).Done(p)
	}
}
