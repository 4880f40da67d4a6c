package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var environmentOfService = &Rule{
	Name:        "environment-of-service",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"init-script-as-user", "daemonized-twice"},
	Title:       "a program does not get the environment of the process that starts it",
	Since:       "0.1",
	Text: "`service` runs an init script with `LANG`, `LC_*`, `PATH` and `TERM`, and without any other variable; where systemd or\n" +
		"Upstart start the service, it gets what these have for it. So do `systemctl start`, `initctl start` and `sv start`: they\n" +
		"ask another process to start it. What `environment` sets gets no further than to the command that asks.\n\n" +
		"Set the variables where the service is configured: `Environment=` in its unit, `env` in Upstart's job,\n" +
		"`/etc/default/NAME` for an init script. A script that is run as `/etc/init.d/NAME start` does inherit them, unless it asks\n" +
		"systemd itself, as those of Debian do. The rule is silent about an `environment` that the application sets for all of\n" +
		"its processes.\n\n" +
		"`env -i`, `su - USER -c …`, `runuser -l` and `docker run` start a program with an environment of their own, which is a\n" +
		"warning; so does `sudo` without `-E`, unless sudoers says otherwise, and `ssh` elsewhere. Name the variables behind\n" +
		"`sudo` or `env -i`, and for a container with `-e`. Bluepill itself changes the user with `uid`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "service shop start"
    process.stop_command = "service shop stop"
    process.pid_file = "/run/shop.pid"
    process.environment = { "SHOP_PORT" => "3000" }
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "service shop start"
    process.stop_command = "service shop stop"
    process.pid_file = "/run/shop.pid"
  end
end
`,
	Check: func(p *Pass) {
		p.shedEnvironment()
		for c, run := range p.runs {
			if !run.Cleans || run.Mode != program.Background {
				continue
			}
			s := c.process.Last("environment")
			if s == nil || s.Inherited {
				continue
			}
			lost := lostVariables(s)
			if len(lost) == 0 {
				continue
			}
			span, found := keySpan(s.Value, lost[0])
			if !found || len(lost) > 1 {
				span = s.NameSpan
			}
			p.settingFinding(c.process, s, span, "%s starts the service without %s", run.Name, listed(lost)).
				Related(c.programPlace(run), "started here").Done(p)
		}
	},
}

// shedEnvironment reports what gets no further than to a program that runs another.
func (p *Pass) shedEnvironment() {
	for c := range p.commands {
		s := c.process.Last("environment")
		if !c.starts() || c.process.IsChild() || c.process.Last("start_command") != c.setting || s == nil || s.Inherited {
			continue
		}
		words, ok := c.words()
		if !ok {
			continue
		}
		shed, ok := program.FindShed(words)
		if !ok {
			continue
		}
		lost := slices.DeleteFunc(lostVariables(s), func(name string) bool {
			return name == "HOME" || shed.Own != "" && strings.HasPrefix(name, shed.Own) ||
				slices.ContainsFunc(shed.Sets, func(v string) bool { return strings.HasPrefix(v, name+"=") }) || strings.Contains(c.text, name)
		})
		if len(lost) == 0 {
			continue
		}
		p.lostFinding(c, s, lost, shed)
	}
}

func (p *Pass) lostFinding(c *commandText, s *pill.Setting, lost []string, shed program.Shed) {
	span, found := keySpan(s.Value, lost[0])
	if !found || len(lost) > 1 {
		span = s.NameSpan
	}
	f := p.settingFinding(c.process, s, span, "%s runs the program without %s", shed.By, listed(lost))
	if !shed.Certain {
		f = p.settingFinding(c.process, s, span, "%s runs the program without %s, unless its configuration says otherwise", shed.By, listed(lost))
	} else {
		f.Severity(diag.Warning)
	}
	f.Related(c.setting.NameSpan, "started here").Done(p)
}

// listed names up to three variables.
func listed(names []string) string {
	if len(names) > 3 {
		return strings.Join(names[:3], ", ") + " and others"
	}
	return strings.Join(names, ", ")
}

// lostVariables lists the variables of an environment that no service gets.
func lostVariables(s *pill.Setting) (names []string) {
	env, ok := s.Value.(*eval.Hash)
	if !ok || env.Lost != nil {
		return nil
	}
	for key, v := range env.Each {
		name, ok := keyName(key)
		if ok && !eval.IsNil(v) && !slices.Contains(keptVariables, name) && !strings.HasPrefix(name, "LC_") {
			names = append(names, name)
		}
	}
	return names
}

// keptVariables get to an init script through service.
var keptVariables = strings.Fields("LANG LANGUAGE PATH TERM")
