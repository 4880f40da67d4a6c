package output

// This file says in words how a process is stopped.

import (
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/pill"
)

var stopMeans = map[pill.StopMeans]string{
	pill.ByStopCommand: "stop_command", pill.ByStopSignals: "stop_signals", pill.ByDefault: "no stop_command, no stop_signals",
}

// stopSteps says what happens, and when.
func stopSteps(s pill.Stop) []stopStep {
	var out []stopStep
	for i, step := range s.Steps {
		when := "later"
		switch {
		case step.Sender == pill.SentByJournal && i > 0 && s.Steps[i-1].Sender == pill.SentByCommand && step.At < 0:
			when = "after it"
		case step.At == 0:
			when = "at once"
		case step.At > 0:
			when = "after " + seconds(step.At)
		}
		out = append(out, stopStep{when, stepText(step)})
	}
	switch {
	case s.Grace < 0:
	case s.Means == pill.ByStopCommand:
		out = append(out, stopStep{"until " + seconds(s.Grace), "Bluepill waits for the command (stop_grace_time); one that takes longer is ended, and run once more"})
	case len(s.Steps) > 0:
		out = append(out, stopStep{"until " + seconds(s.Grace), "Bluepill does not look at the process (stop_grace_time)"})
	}
	return out
}

func stepText(step pill.StopStep) string {
	signal := strings.ToUpper(printable(step.Signal))
	switch {
	case step.Sender == pill.SentByJournal:
		return "TERM to the process and to its group, as Bluepill has daemonized it"
	case step.Sender == pill.SentByCommand && signal == "":
		return "the command is run"
	case step.Sender == pill.SentByCommand:
		return "the command sends " + signal
	case signal == "":
		return "a signal that the pill takes from elsewhere"
	case signal == "KILL":
		return "KILL, which nothing can ignore"
	}
	return signal
}

// stopVerdict says what it comes to, and how bad that is.
func stopVerdict(s pill.Stop) (text, class string) {
	switch {
	case s.Refused:
		return fmt.Sprintf("Bluepill refuses the pill: stop_grace_time must be set, to more than the delays%s.", delaysText(s)), "error"
	case s.Cut:
		return "A negative delay ends the sequence: no signal after it is sent.", "error"
	case s.Kills():
		return "It ends for certain.", "ok"
	case s.Means == pill.UnknownMeans:
		return "How it is stopped depends on what the pill takes from elsewhere.", "unknown"
	case s.Means == pill.ByStopCommand && s.Steps[0].Signal == "":
		return "Whether it ends is the command's business.", "unknown"
	case !s.Known():
		return "Whether it ends for certain depends on what the pill takes from elsewhere.", "unknown"
	}
	if s.Process.IsChild() {
		return "No KILL follows: a child that does not heed this is left running.", "warning"
	}
	return "No KILL follows: a process that does not heed these signals is left running, and Bluepill forgets it.", "warning"
}

// delaysText returns the sum of the delays, if it is known.
func delaysText(s pill.Stop) string {
	at := 0
	for _, step := range s.Steps {
		if step.At < 0 {
			return ""
		}
		at = step.At
	}
	return fmt.Sprintf(", %d seconds", at)
}
