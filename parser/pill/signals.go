package pill

// This file knows how signals are written.

import (
	"path"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/ruby"
)

// SignalName returns the name of a signal of stop_signals, in lower case and
// without "sig"; ok is false if it is no Symbol that is known.
func SignalName(v eval.Value) (name string, ok bool) {
	sym, ok := v.(eval.Sym)
	return strings.TrimPrefix(strings.ToLower(string(sym)), "sig"), ok
}

// signalNumbers are the signals that people know by number.
var signalNumbers = map[int]string{
	1: "hup", 2: "int", 3: "quit", 6: "abrt", 9: "kill", 11: "segv", 10: "usr1", 12: "usr2", 15: "term", 18: "cont", 19: "stop",
	21: "ttin", 28: "winch",
}

// SignalNumbered returns the name of a signal that people know by its number;
// "" for all others.
func SignalNumbered(n int) string { return signalNumbers[n] }

// KillSignal returns the signal that a command sends to the process, if that
// is all it does: how it is written there, such as "QUIT" or "3", and its name
// as that of a sequence. The name is "" for a number that few people know.
func KillSignal(command string) (word, name string, ok bool) {
	words, err := ruby.Shellsplit(command)
	if err != nil {
		return "", "", false
	}
	if len(words) > 0 && words[0] == "sudo" {
		words = words[1:]
	}
	if len(words) < 2 || path.Base(words[0]) != "kill" || words[len(words)-1] != "{{PID}}" {
		return "", "", false
	}
	switch args := words[1 : len(words)-1]; {
	case len(args) == 0:
		word = "TERM"
	case len(args) == 1 && len(args[0]) > 1 && args[0][0] == '-' && args[0][1] != '-':
		word = args[0][1:]
	case len(args) == 2 && args[0] == "-s":
		word = args[1]
	default:
		return "", "", false
	}
	if n, err := strconv.Atoi(word); err == nil {
		return word, SignalNumbered(n), true
	}
	return word, strings.TrimPrefix(strings.ToLower(word), "sig"), true
}
