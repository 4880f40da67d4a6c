package program

// This file finds what does not hand the environment on that it has itself.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// A Shed is a program that runs another with next to nothing of its own environment.
type Shed struct {
	By      string   // the program, with the option that says so: "env -i"
	Certain bool     // nothing that is configured elsewhere may have it otherwise
	Sets    []string // variables that the command itself sets: NAME=value
	Own     string   // how the names of the variables begin that are for the program
}

var (
	loginOption = words("- -l --login -lc")
	keepOptions = words("-m -p -w --preserve-environment --whitelist-environment")
)

// FindShed looks for such a program among those that lead to a command's own; ok is
// false if there is none.
func FindShed(command []string) (s Shed, ok bool) {
	u := unwrapper{words: command}
	for range 16 {
		if len(u.words) == 0 {
			return s, false
		}
		name, args := path.Base(u.words[0]), u.words[1:]
		switch _, text := givenText(u.words); {
		case text && isUserShell(name):
			login := among(args, loginOption)
			return Shed{By: name + " " + strings.TrimSuffix(login, "c"), Certain: true}, login != "" && among(args, keepOptions) == ""
		case text, slices.Contains(args, Hole):
			return s, false
		case name == "ssh" && !slices.ContainsFunc(args, func(w string) bool { return strings.Contains(w, "Env") || runsNothing.MatchString(w) }):
			return Shed{By: name, Own: "SSH_"}, true
		case name == "docker" && len(args) > 0 && args[0] == "run" && !slices.ContainsFunc(args, setsInContainer):
			return Shed{By: "docker run", Certain: true, Own: "DOCKER_"}, true
		}
		w := wrapperNamed(name)
		if w == nil || !u.take(w) {
			return s, false
		}
		switch last := u.wraps[len(u.wraps)-1]; {
		case name == "env" && last.told(words("-i - --ignore-environment")):
			return Shed{By: "env -i", Certain: true, Sets: u.variables}, true
		case name == "sudo" && !last.told(words("-E --preserve-env")):
			return Shed{By: name, Sets: u.variables}, true
		}
	}
	return s, false
}

// runsNothing is an option of ssh that only forwards ports.
var runsNothing = lazyregexp.New(`^-[A-Za-z]*N[A-Za-z]*$`)

// among returns the first word that is one of these options; "" if none is.
func among(args, options []string) string {
	for _, w := range args {
		if option, _, _ := strings.Cut(w, "="); slices.Contains(options, option) {
			return option
		}
	}
	return ""
}

// setsInContainer is an option by which a container gets variables.
func setsInContainer(w string) bool { return containerOption.MatchString(w) }

var containerOption = lazyregexp.New(`^-[A-Za-z]*e|^--env`)
