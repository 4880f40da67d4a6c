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
		facts = append(facts, "of the application, too")
	}
	return strings.Join(facts, " · ") + "\n\n" + a.Doc
}

// ignoredText tells that Bluepill knows no attribute of a name.
func ignoredText(name string) string {
	text := "Bluepill knows no attribute of this name, and ignores it."
	if likely := pill.Suggest(name, pill.Names(pill.Attributes)); likely != "" {
		text += " Is `" + likely + "` meant?"
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
	"term":  "asks the program to end. Most do so at once.",
	"int":   "is what Ctrl-C sends. Most programs end.",
	"quit":  "ends most programs; servers such as Unicorn, nginx and Resque finish their work first.",
	"kill":  "ends the program at once. It can neither be caught nor ignored.",
	"hup":   "makes many servers read their configuration again; it ends programs that do not expect it.",
	"usr1":  "is the program's own: Unicorn opens its logs again, Sidekiq (before 5) stops taking jobs. It ends programs that do not expect it.",
	"usr2":  "is the program's own: Unicorn and Puma restart. It ends programs that do not expect it.",
	"winch": "is the program's own: Unicorn and nginx stop their workers. Most programs ignore it.",
	"cont":  "lets a program go on that was stopped.",
	"stop":  "halts the program until CONT. It can neither be caught nor ignored.",
	"tstp":  "halts the program until CONT; Sidekiq stops taking jobs.",
	"ttin":  "is the program's own: Unicorn starts a worker more. It halts programs that do not expect it.",
	"abrt":  "ends the program with a core dump.",
}

// eventTexts says what events do.
var eventTexts = map[string]string{
	"start":     "starts the process. One that is up stays as it is.",
	"stop":      "stops the process. It is started again, as it is still monitored.",
	"restart":   "restarts the process: by its restart_command, or a stop and a start.",
	"unmonitor": "leaves the process alone from then on.",
}
