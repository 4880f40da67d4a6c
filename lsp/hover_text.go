package lsp

// This file says what the table of Bluepill's words knows.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/pill"
)

// attributeText explains an attribute or option.
func attributeText(a *pill.Attribute) string {
	facts := []string{"**" + a.Kind.String() + "**"}
	if a.Default != "" {
		facts = append(facts, "default `"+a.Default+"`")
	}
	if a.Since != "" {
		facts = append(facts, "since Bluepill "+a.Since)
	}
	if a.App {
		facts = append(facts, "also for applications")
	}
	return strings.Join(facts, " · ") + "\n\n" + a.Doc
}

// ignoredText tells that Bluepill knows no attribute of a name.
func ignoredText(name string) string {
	text := "Bluepill has no attribute with this name and ignores it."
	if likely := pill.Suggest(name, pill.Names(pill.Attributes)); likely != "" {
		text += " Did you mean `" + likely + "`?"
	}
	return text
}

// checkText explains a check and its options.
func checkText(k *pill.CheckKind) string {
	var b strings.Builder
	b.WriteString("**condition**")
	if k.Trigger {
		b.Reset()
		b.WriteString("**trigger**")
	}
	if k.Since != "" {
		b.WriteString(" · since Bluepill " + k.Since)
	}
	b.WriteString("\n\n" + k.Doc + "\n")
	for _, name := range k.OptionNames() {
		o, _ := k.Option(name)
		b.WriteString("\n- `" + name + ":` " + o.Kind.String())
		if o.Default != "" {
			b.WriteString(", default `" + o.Default + "`")
		}
	}
	return b.String()
}

// signalTexts says what programs mostly do on a signal.
var signalTexts = map[string]string{
	"term":  "asks the program to end. Most programs end at once.",
	"int":   "is what Ctrl-C sends. Most programs end.",
	"quit":  "ends most programs. Servers such as Unicorn, nginx and Resque finish their work first.",
	"kill":  "ends the program at once. The program cannot catch or ignore it.",
	"hup":   "makes many servers reload their configuration. It ends programs that do not handle it.",
	"usr1":  "means something different to each program: Unicorn reopens its logs, Sidekiq (before version 5) stops taking jobs. It ends programs that do not handle it.",
	"usr2":  "means something different to each program: Unicorn and Puma restart. It ends programs that do not handle it.",
	"winch": "means something different to each program: Unicorn and nginx stop their workers. Most programs ignore it.",
	"cont":  "lets a suspended program continue.",
	"stop":  "suspends the program until CONT. The program cannot catch or ignore it.",
	"tstp":  "suspends the program until CONT. Sidekiq stops taking jobs instead.",
	"ttin":  "means something different to each program: Unicorn adds a worker. It suspends programs that do not handle it.",
	"abrt":  "ends the program with a core dump.",
}

// eventTexts says what events do.
var eventTexts = map[string]string{
	"start":     "starts the process. If it is already running, nothing happens.",
	"stop":      "stops the process. Because it is still monitored, Bluepill starts it again.",
	"restart":   "restarts the process with its restart_command, or else stops and starts it.",
	"unmonitor": "stops monitoring the process.",
}
