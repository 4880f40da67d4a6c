package migrate

// This file tells how to leave Bluepill, before anything else runs its processes.

import (
	"fmt"
	"strings"
)

// notAgain is what to do so that Bluepill does not come back.
const notAgain = "See to it that nothing loads the pill into Bluepill any more, at boot or at a deployment. Cloud 66 loads what is in\n" +
	"`/etc/bluepill/autoload`: move the pill out of there."

// leaving says how Bluepill is left, and the commands for it.
func leaving(apps []*App, sudo string) (text string, commands []string) {
	longest := 0
	for _, a := range apps {
		for _, s := range a.Services {
			longest = max(longest, s.Stop.seconds())
		}
	}
	for _, a := range apps {
		commands = append(commands, sudo+"bluepill "+shellQuote(a.Name)+" stop")
	}
	commands = append(commands, fmt.Sprintf("sleep %d", longest+5))
	for _, a := range apps {
		commands = append(commands, sudo+"bluepill "+shellQuote(a.Name)+" quit")
	}
	return "Stop the processes. The command returns at once; wait until they have ended" + upTo(longest) + ".\n" +
		"Only then let Bluepill quit: it leaves running what has not ended, and there would be two of each process.", commands
}

// leavingFirst is the same for a README whose other commands follow.
func leavingFirst(plans []*Plan) string {
	var apps []*App
	for _, p := range plans {
		for _, a := range p.Apps {
			if len(a.Services) > 0 {
				apps = append(apps, a)
			}
		}
	}
	if len(apps) == 0 {
		return ""
	}
	text, commands := leaving(apps, "sudo ")
	return text + "\n\n```sh\n" + strings.Join(commands, "\n") + "\n```\n\n" + notAgain + "\n\n"
}

// upTo says how long it takes at most until processes have ended, in seconds.
func upTo(seconds int) string {
	if seconds == 0 {
		return ""
	}
	return fmt.Sprintf(", which takes up to %d seconds", seconds)
}

// seconds is how long it takes until the last signal is sent.
func (s Stop) seconds() (n int) {
	for _, step := range s.Steps {
		n += step.Wait
	}
	if s.Command != nil {
		n = max(n, s.Timeout)
	}
	return n
}
