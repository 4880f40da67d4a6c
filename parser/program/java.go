package program

// This file reads the options of java.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// javaValues are options of java whose value may be the next word.
var javaValues = words(`-cp -classpath --class-path -p --module-path --upgrade-module-path --add-modules --limit-modules --add-opens
	--add-exports --add-reads --patch-module --enable-native-access --source --describe-module -d`)

// JavaMain is where the arguments of java name what it runs: the jar or the class,
// behind which all belongs to that; ok is false if that cannot be told.
func JavaMain(args []string) (at int, ok bool) {
	for i := 0; i < len(args); i++ {
		switch w := args[i]; {
		case w == "-jar", w == "-m", w == "--module":
			return i + 1, i+1 < len(args) && args[i+1] != Hole
		case slices.Contains(javaValues, w):
			i++
			if i < len(args) && args[i] == Hole {
				return 0, false // it may be several words
			}
		case w == Hole, strings.HasPrefix(w, "@"):
			return 0, false
		case !strings.HasPrefix(w, "-"):
			return i, true
		}
	}
	return 0, false
}

// JavaSize is what the sizes look like that java takes.
var JavaSize = lazyregexp.New(`^[0-9]+[kKmMgGtT]?$`)
