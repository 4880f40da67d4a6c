package program

// This file finds what stands where programs that run others look for a program.

import "path"

// Wrapped finds the word that a command's programs that run others take for a
// program, and look for in the folders of PATH: at is its index, and by the last of these
// programs. ok is false if the first word is none, or a shell reads the word.
func Wrapped(words []string) (at int, by string, ok bool) {
	u := unwrapper{words: words}
	for range 16 {
		w := wrapperNamed(path.Base(u.words[0]))
		if w == nil || w.reads || len(w.told) > 0 || !u.take(w) {
			break
		}
		last := u.wraps[len(u.wraps)-1]
		at, by = len(words)-len(u.words), last.name
		if last.told(last.shells) || words[at] != u.words[0] {
			return 0, "", false
		}
	}
	return at, by, by != ""
}
