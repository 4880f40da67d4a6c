package rules

import (
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var unknownSignal = &Rule{
	Name:        "unknown-signal",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "there is no signal with this name",
	Since:       "0.1",
	Text: "Bluepill does not check the names in `stop_signals` when it loads a pill. When it reaches an unknown one, it logs\n" +
		"`unsupported signal` and goes on with the sequence, so the process does not get the intended signal. If no other\n" +
		"signal follows, a process that Bluepill has not daemonized does not stop at all: it lives on, without its pid file.\n\n" +
		"`:term`, `:TERM` and `:sigterm` are the same name. A number, as in `:\"15\"`, is not a name. The same goes for a\n" +
		"command that calls `kill`, `pkill` or `killall`, by itself or in a list of commands for a shell: they fail for a name\n" +
		"that they do not know.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:quite, 30.seconds, :term, 5.seconds, :kill]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:quit, 30.seconds, :term, 5.seconds, :kill]
  end
end
`,
	Check: checkUnknownSignal,
}

func checkUnknownSignal(p *Pass) {
	for proc := range p.Processes {
		if s, ok := stopSequence(proc); ok {
			for i := 0; i < len(s.elems); i += 2 {
				reportUnknownSignal(p, s, i)
			}
		}
	}
	for proc := range p.Trees {
		for _, name := range []string{"stop_command", "restart_command"} {
			if k, ok := killOf(proc, name); ok && !isOneSignal(k.word) {
				p.Finding(k.wordSpan(), "kill knows no signal %q", k.word).Done(p)
			}
		}
	}
	for c := range p.writtenCommands {
		for _, k := range c.kills() {
			signal := strings.TrimPrefix(strings.ToLower(k.word), "sig")
			likely := likelySignal(signal)
			if isSignal(signal) || !looksLikeSignal(k.word) || k.program != "kill" && (likely == "" || k.word != strings.ToUpper(k.word)) {
				continue
			}
			place := within(c.setting, k.word)
			f := p.Finding(place, "%s knows no signal %q%s", k.program, k.word, meant(strings.ToUpper(likely)))
			if likely != "" && place.Text() == k.word {
				f.Fix(replaceFix("Send "+strings.ToUpper(likely), place, strings.ToUpper(likely)))
			}
			f.Done(p)
		}
	}
}

// isOneSignal reports whether a word may be one signal: not TERM,KILL or 99.
func isOneSignal(word string) bool {
	n, err := strconv.Atoi(word)
	return !strings.Contains(word, ",") && (err != nil || n <= 64)
}

func reportUnknownSignal(p *Pass, s sequence, i int) {
	name, ok := s.signal(i)
	if !ok || isSignal(strings.TrimPrefix(name, "-")) {
		return
	}
	likely, span := likelySignal(name), s.place(i)
	suggestion := likely
	if likely != "" {
		suggestion = ":" + likely
	}
	f := p.Finding(span, "there is no signal %q%s", name, meant(suggestion)).Related(s.origin(), "the sequence is written here")
	if _, literal := s.literal(i); literal && likely != "" && strings.HasPrefix(span.Text(), ":") {
		f.Fix(replaceFix("Send :"+likely, span, ":"+likely))
	}
	f.Done(p)
}

// looksLikeSignal reports whether an option of kill can be nothing but the name
// of a signal, and none of the realtime signals, which kill knows and Ruby does
// not.
func looksLikeSignal(word string) bool {
	upper := strings.TrimPrefix(strings.ToUpper(word), "SIG")
	if len(upper) < 3 || strings.HasPrefix(upper, "RT") || upper == "STKFLT" {
		return false
	}
	return strings.Trim(upper, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// otherSignalWords are what people call signals.
var otherSignalWords = map[string]string{
	"terminate": "term", "interrupt": "int", "hangup": "hup", "reload": "hup", "abort": "abrt", "continue": "cont", "usr": "usr1",
}

// likelySignal is the signal that was most likely meant; "" if none is near.
func likelySignal(name string) string {
	if n, err := strconv.Atoi(name); err == nil {
		return pill.SignalNumbered(n)
	}
	if s, ok := otherSignalWords[name]; ok {
		return s
	}
	return pill.Suggest(name, signalNames)
}

// meant is the end of a message that suggests something; "" for nothing.
func meant(suggestion string) string {
	if suggestion == "" {
		return ""
	}
	return "; did you mean " + suggestion + "?"
}
