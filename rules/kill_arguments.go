package rules

// This file reads whom a kill, killall or pkill is told to signal, and finds what
// they take for something else than was meant.

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/ruby"
)

// checkKill reports a command that tells kill or the like nothing by which it could
// find the process.
func (p *Pass) checkKill(c *commandText) {
	if word, _, _ := c.killed(); word == "{{PID}}" {
		p.Report(c.wordPlace(word), "pkill and killall take names, and no process IDs: they find no process that is called 1234")
		return
	}
	args, ok := killArguments(c.text)
	if !ok {
		return
	}
	if !strings.Contains(c.text, "{{PID}}") && killsNobody(args) {
		p.Report(valueSpan(c.setting), "kill gets no process ID, so it sends no signal; write {{PID}}")
		return
	}
	for i, w := range args {
		last := i == len(args)-1
		switch {
		case i > 0 && slices.Contains(signalOptions, args[i-1]):
		case !last && args[i+1] == "{{PID}}" && (isSignal(strings.ToLower(w)) || i == 0 && signalNumber.MatchString(w)):
			text := "kill takes %s for a process, so it fails to send the signal"
			if signalNumber.MatchString(w) {
				text = "kill takes %s for another process ID, and sends TERM to both"
			}
			f := p.Finding(within(c.setting, w+" {{PID}}"), text, w)
			if span := within(c.setting, w+" {{PID}}"); span.Text() == w+" {{PID}}" {
				f.Fix(replaceFix("Write -"+w, span, "-"+w+" {{PID}}"))
			}
			f.Done(p)
			return
		case gluedPID.MatchString(w):
			signal := strings.TrimSuffix(w, "{{PID}}")
			f := p.Finding(within(c.setting, w), "kill takes %s1234 for the signal, and sends none", signal)
			if span := within(c.setting, w); span.Text() == w {
				f.Fix(replaceFix("Write a space", span, signal+" {{PID}}"))
			}
			f.Done(p)
			return
		case strings.HasSuffix(w, ".pid") && strings.Trim(w, "/.-_"+alphanumerics) == "":
			p.Report(within(c.setting, w), "kill reads no pid file, so it sends no signal; write {{PID}}")
			return
		}
	}
}

// signalOptions are the options of kill behind which a signal follows.
var signalOptions = []string{"-s", "-n", "--signal"}

const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

var (
	// signalNumber is one that people write for a signal.
	signalNumber = lazyregexp.New(`^(1|2|3|9|10|12|15)$`)
	// gluedPID is a signal with the process ID behind it, and no space between them.
	gluedPID = lazyregexp.New(`^-([A-Z][A-Z0-9]+|[0-9]+)\{\{PID\}\}$`)
)

// killArguments returns the words behind a kill that is all of a command.
func killArguments(command string) (args []string, ok bool) {
	words, err := ruby.Shellsplit(command)
	if err != nil {
		return nil, false
	}
	if len(words) > 0 && words[0] == "sudo" {
		words = words[1:]
	}
	if len(words) == 0 || path.Base(words[0]) != "kill" || slices.ContainsFunc(words, func(w string) bool { return strings.ContainsAny(w, ";&|<>`$") }) {
		return nil, false
	}
	return words[1:], true
}

// killsNobody reports whether a kill has options only.
func killsNobody(args []string) bool {
	for i, w := range args {
		group := w == "--" || i > 0 && isNegative(w) // what follows, or this, is a process group
		if group || !strings.HasPrefix(w, "-") && (i == 0 || !slices.Contains(signalOptions, args[i-1])) {
			return false
		}
	}
	return true
}

func isNegative(word string) bool {
	n, err := strconv.Atoi(word)
	return err == nil && n < 0
}
