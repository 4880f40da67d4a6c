package rules

// This file reads the options of java, and finds those that it does not take.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
)

// javaValues are options of java whose value may be the next word.
var javaValues = strings.Fields(`-cp -classpath --class-path -p --module-path --upgrade-module-path --add-modules --limit-modules --add-opens
	--add-exports --add-reads --patch-module --enable-native-access --source --describe-module -d`)

// javaMain is where the arguments of java name what it runs: the jar or the class,
// behind which all belongs to that; ok is false if that cannot be told.
func javaMain(args []string) (at int, ok bool) {
	for i := 0; i < len(args); i++ {
		switch w := args[i]; {
		case w == "-jar", w == "-m", w == "--module":
			return i + 1, i+1 < len(args) && args[i+1] != program.Hole
		case slices.Contains(javaValues, w):
			i++
			if i < len(args) && args[i] == program.Hole {
				return 0, false // it may be several words
			}
		case w == program.Hole, strings.HasPrefix(w, "@"):
			return 0, false
		case !strings.HasPrefix(w, "-"):
			return i, true
		}
	}
	return 0, false
}

// misspeltOfJava calls yield with each option of a program that is java, or that
// starts one, which is no option of java as it is written, what to underline, and what
// follows.
func misspeltOfJava(run program.Run, yield func(word, text string)) {
	args := run.Args
	switch run.Name {
	case "java":
		for i, w := range args {
			if next := i + 1; sizeOption.MatchString(w) && next < len(args) && javaSize.MatchString(args[next]) {
				yield(w+" "+args[next], "java takes the size without a space, and does not start with "+w)
				return // it is not told what the rest is
			}
			if main, ok := javaMain(args); (ok && i >= main) || w == program.Hole || w == "-jar" {
				return
			}
			if twoDashes.MatchString(w) {
				yield(w, "java has no such option, and does not start: it takes one dash")
			}
		}
	case "elasticsearch", "logstash":
		for _, w := range args {
			if twoDashes.MatchString(w) {
				yield(w, run.Name+" takes this for an option of its own, and Java does not get it")
			}
		}
	}
}

var (
	sizeOption = lazyregexp.New(`^-(Xm[xsn]|Xss)$`)
	javaSize   = lazyregexp.New(`^[0-9]+[kKmMgGtT]?$`)
	twoDashes  = lazyregexp.New(`^--(Xm[xsn]|Xss|XX:[+-]?[A-Z])`)
)
