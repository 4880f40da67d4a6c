package rules

// This file finds options of java that it does not take.

import (
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
)

// misspeltOfJava calls yield with each option of a program that is java, or that
// starts one, which is no option of java as it is written, what to underline, and what
// follows.
func misspeltOfJava(run program.Run, yield func(word, text string)) {
	args := run.Args
	switch run.Name {
	case "java":
		for i, w := range args {
			if next := i + 1; sizeOption.MatchString(w) && next < len(args) && program.JavaSize.MatchString(args[next]) {
				yield(w+" "+args[next], "java takes the size without a space, and does not start with "+w)
				return // it is not told what the rest is
			}
			if main, ok := program.JavaMain(args); (ok && i >= main) || w == program.Hole || w == "-jar" {
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
	twoDashes  = lazyregexp.New(`^--(Xm[xsn]|Xss|XX:[+-]?[A-Z])`)
)
