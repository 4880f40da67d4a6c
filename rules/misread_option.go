package rules

// This file finds what programs refuse, or take for something else than was meant, for
// misread-argument.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
)

// misreadOption reports options of other programs, and those that are not what they
// look like.
func (p *Pass) misreadOption(c *commandText, run program.Run) {
	word, text := run.Refused(), ""
	if word != "" {
		text = run.Name + " has no option " + word + ", and does not start"
	} else {
		word, text = misreadValue(c, run)
	}
	if word == "" {
		return
	}
	f := p.settingFinding(c.process, c.setting, c.wordPlace(word), "%s", text)
	if strings.HasPrefix(text, "with -jar") {
		f.Severity(diag.Info)
	}
	f.Done(p)
}

// misreadValue returns what a program takes for something else, and what for.
func misreadValue(c *commandText, run program.Run) (word, text string) {
	next := func(option string) (value string, ok bool) {
		at := slices.Index(run.Args, option)
		if at < 0 || at+1 >= len(run.Args) || strings.Contains(run.Args[at+1], program.Hole) {
			return "", false
		}
		return run.Args[at+1], true
	}
	switch run.Name {
	case "unicorn", "unicorn_rails", "rainbows":
		if n, ok := next("-w"); ok && wholeNumber.MatchString(n) {
			return "-w " + n, run.Name + " takes -w for Ruby's warnings, and " + n + " for its rackup file: the number of workers is for its configuration to say"
		}
	case "gunicorn":
		if n, ok := next("-p"); ok && wholeNumber.MatchString(n) {
			return "-p " + n, "gunicorn takes -p for its pid file: the port is for -b to say"
		}
		if v, ok := next("-e"); ok && !strings.Contains(v, "=") && !strings.HasPrefix(v, "-") {
			return "-e " + v, "gunicorn takes -e for a variable, NAME=value, and does not start"
		}
	case "redis-server":
		if len(run.Args) == 0 {
			break
		}
		if slices.Contains(strings.Fields("start stop restart"), run.Args[0]) {
			return run.Args[0], "redis-server takes " + run.Args[0] + " for its configuration, and does not start"
		}
		for i, w := range run.Args {
			if i > 1 && strings.HasSuffix(w, ".conf") && strings.HasPrefix(run.Args[0], "--") && !strings.HasPrefix(run.Args[i-1], "-") && !strings.Contains(w, program.Hole) && !strings.HasPrefix(w, "-") {
				return w, "redis-server takes this for one more value of the option before it: the configuration has to come first"
			}
		}
	case "mysqld_safe":
		for i, w := range run.Args {
			if i > 0 && strings.HasPrefix(w, "--defaults-file=") && !strings.Contains(run.Args[0], program.Hole) {
				return w, "mysqld_safe reads --defaults-file only as its first option"
			}
		}
	case "nginx":
		if v, ok := next("-g"); ok && strings.TrimSpace(v) != "" && !strings.HasSuffix(strings.TrimSpace(v), ";") && !strings.HasSuffix(v, "}") {
			return v, "nginx wants a semicolon at the end of what -g says, and does not start"
		}
	case "java":
		if at, ok := program.JavaMain(run.Args); ok && strings.HasSuffix(run.Args[at], ".jar") && (at == 0 || run.Args[at-1] != "-jar") {
			return run.Args[at], "java takes this for the name of a class, unless -jar stands before it"
		}
		if jar := slices.Index(run.Args, "-jar"); jar > 0 {
			for _, o := range strings.Fields("-cp -classpath") {
				if at := slices.Index(run.Args, o); at >= 0 && at < jar {
					return o, "with -jar, java ignores the class path that " + o + " names"
				}
			}
		}
	case "sshd":
		if words, _ := c.words(); slices.Contains(words, "sshd") && !slices.Contains(run.Args, "-r") && run.Mode != program.Undecided {
			return "sshd", "sshd does not start without its whole path, by which it runs itself again"
		}
	case "docker":
		if run.WantsTerminal() {
			return "run", "docker wants a terminal for -i with -t, and Bluepill gives it none: it ends at once"
		}
	}
	return "", ""
}

// wordsOfWrappers reports what nice, timeout and python take for a program.
func (p *Pass) wordsOfWrappers(c *commandText, all []string) {
	rest, ok := program.From(all, func(name string) bool {
		i := program.InterpreterNamed(name)
		return name == "nice" || name == "timeout" || i != nil && i.Name == "python"
	})
	if !ok || len(rest) < 2 {
		return
	}
	first := rest[1]
	switch name := path.Base(rest[0]); {
	case name == "nice" && wholeNumber.MatchString(first):
		p.settingFinding(c.process, c.setting, c.wordPlace("nice "+first), "nice takes %s for the program: the adjustment stands behind -n", first).Done(p)
	case name == "timeout" && !strings.HasPrefix(first, "-") && !strings.Contains(first, program.Hole) && !duration.MatchString(first):
		p.settingFinding(c.process, c.setting, c.wordPlace(first), "timeout takes this for how long to wait, and fails").Done(p)
	case name != "nice" && name != "timeout" && first == "-m" && len(rest) > 2 && (strings.Contains(rest[2], "/") || strings.HasSuffix(rest[2], ".py")) && !strings.Contains(rest[2], program.Hole):
		p.settingFinding(c.process, c.setting, c.wordPlace(rest[2]), "%s takes this for the name of a module, not for a file", name).Done(p)
	}
}

var duration = lazyregexp.New(`^([0-9]*\.?[0-9]+|infinity)[smhd]?$`)

// listsWithSpaces reports lists of queues that a space ends.
func (p *Pass) listsWithSpaces(c *commandText, all []string) {
	run, known := c.run()
	for i, w := range all[:len(all)-1] {
		if !strings.HasSuffix(w, ",") || strings.HasPrefix(all[i+1], "-") || strings.HasPrefix(all[i+1], program.Hole) {
			continue
		}
		name, _, assigns := strings.Cut(w, "=")
		option := i > 0 && known && slices.Contains(strings.Fields("sidekiq celery shoryuken"), run.Name) && slices.Contains(strings.Fields("-q -Q --queue --queues"), all[i-1])
		if option || assigns && (name == "QUEUE" || name == "QUEUES") {
			p.settingFinding(c.process, c.setting, c.wordPlace(w+" "+all[i+1]), "the space ends the list: %q is no part of it", all[i+1]).Done(p)
			return
		}
	}
}

// startOfServer reports servers that are told to start, and that take the word for
// their application.
func (p *Pass) startOfServer(c *commandText) {
	if !c.starts() {
		return
	}
	if m := c.misuse(); m.Text != "" && m.Word == "start" && !strings.Contains(m.Text, "starts another") {
		p.settingFinding(c.process, c.setting, c.wordPlace("start"), "%s", m.Text).Done(p)
	}
}

// portTwice reports, as an info, a port that another one replaces.
func (p *Pass) portTwice(c *commandText, run program.Run) {
	if !slices.Contains(strings.Fields("unicorn unicorn_rails thin rails"), run.Name) {
		return
	}
	first := ""
	for i, w := range run.Args {
		name, port, _ := strings.Cut(w, "=")
		if w == "-p" || w == "--port" {
			if i+1 == len(run.Args) {
				return
			}
			port = run.Args[i+1]
		} else if name != "--port" {
			continue
		}
		if !wholeNumber.MatchString(port) {
			return
		}
		if first != "" && first != port {
			p.settingFinding(c.process, c.setting, c.wordPlace(first), "%s listens on port %s alone, which is given after this one", run.Name, port).Severity(diag.Info).Done(p)
			return
		}
		first = port
	}
	if socket, ok := run.Argument("-S", "--socket"); run.Name == "thin" && first != "" && ok && socket != "" {
		p.settingFinding(c.process, c.setting, c.wordPlace(first), "thin listens on the socket alone, and on no port").Severity(diag.Info).Done(p)
	}
}
