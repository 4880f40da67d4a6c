package rules

import (
	"path"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
)

var misplacedInterpreterOption = &Rule{
	Name:        "misplaced-interpreter-option",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "an option of an interpreter stands behind what it runs",
	Since:       "0.1",
	Text: "`java` reads its own options up to the jar or the class that it runs. It gives all that follows to the program, so\n" +
		"`-Xmx512m` there limits nothing, and `-Dconfig=…` sets no property. Put the options before `-jar`, or before the class.\n\n" +
		"So do `node`, `ruby`, `python` and `php` with a script: `node app.js --max-old-space-size=512` limits nothing. Put the\n" +
		"options before the script.\n\n" +
		"A program may understand such an option itself. Nearly none does with those that limit memory; the others are an info.\n" +
		"So is an option behind a value that is not known, as that may be no script.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "java -jar /srv/shop/shop.jar -Xmx512m"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "java -Xmx512m -jar /srv/shop/shop.jar"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		seen := map[misplacedWord]bool{}
		for c := range p.writtenCommands {
			if c.starts() && !c.process.IsChild() {
				p.misplacedOptions(c, seen)
			}
		}
	},
}

// A misplacedWord is one that was judged, which other values of a setting may have, too.
type misplacedWord struct {
	setting source.Span
	word    string
}

// misplacedOptions reports the options of an interpreter that a command gives to
// what that runs.
func (p *Pass) misplacedOptions(c *commandText, seen map[misplacedWord]bool) {
	words, ok := c.wordsOfCode()
	if !ok {
		return
	}
	words, ok = program.From(words, func(name string) bool { return program.InterpreterNamed(name) != nil })
	if !ok {
		return
	}
	name, i := path.Base(words[0]), program.InterpreterNamed(words[0])
	main, ok := i.Main(words[1:])
	if !ok {
		return
	}
	for at, w := range main.Rest {
		if w == "--" {
			return
		}
		o, ok := i.Misplaced(main, main.Rest[at:])
		if !ok {
			continue
		}
		if o.Valued && at+1 < len(main.Rest) && !strings.HasPrefix(main.Rest[at+1], "-") {
			w += " " + main.Rest[at+1]
		}
		shown, _, _ := strings.Cut(w, program.Hole)
		shown = strings.TrimRight(shown, "=")
		once := misplacedWord{c.setting.NameSpan, shown}
		if c.chosen && seen[once] {
			continue
		}
		seen[once] = true
		severity := diag.Info
		if main.Certain && o.Certain {
			severity = diag.Warning
		}
		if main.Certain {
			p.settingFinding(c.process, c.setting, c.wordPlace(shown), "%s gives %q, which follows the %s, to the %s: %s", name, shown, main.What, main.Heir, o.Follows).
				Severity(severity).Done(p)
		} else {
			p.settingFinding(c.process, c.setting, c.wordPlace(shown), "%s gives %q to the %s if that stands before it: %s", name, shown, main.What, o.Follows).
				Severity(severity).Done(p)
		}
	}
}
