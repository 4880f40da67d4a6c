// Package rubyfacts says what exists in the Ruby that Bluepill runs in: every module, method, constant, global
// variable and feature of a Ruby 3.1 process in which Bluepill 0.1.3 is loaded, and what each feature a pill may
// require adds to that.
//
// The facts are in facts.txt, which generate.rb writes from a real process; the format is described at its top.
// Nothing is parsed up front: the first lookup notes where the sections start, every lookup then finds its section by
// binary search and its line by a substring search in the section.
//
// Absence is a fact only inside a section. A module that Constant knows but Class does not is internal to a library
// (Gem, Concurrent, ...) and was left out: nothing is known about its methods. A class that finds a method_missing or a
// const_missing other than BasicObject's and Module's answers to more than what is listed, and a constant of the kind
// "autoload" brings a feature with it when used.
package rubyfacts

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed facts.txt
var facts string

// starts is where each section starts, in order of their names.
var starts = sync.OnceValue(findStarts)

// findStarts finds them in one fast pass over the text.
func findStarts() []int {
	const sections = 2048 // more than there are; only saves growing
	found := make([]int, 0, sections)
	for at := 0; ; {
		next := strings.Index(facts[at:], "\n= ")
		if next < 0 {
			return found
		}
		at += next + len("\n")
		found = append(found, at)
	}
}

// section returns the lines of the named section, starting with the newline that ends its heading, so that "\n" plus
// the beginning of a line finds that line.
func section(name string) (string, bool) {
	all := starts()
	i, ok := slices.BinarySearchFunc(all, name, func(start int, name string) int {
		heading := facts[start+len("= "):]
		if n := min(len(name), len(heading)); heading[:n] != name[:n] {
			return strings.Compare(heading[:n], name[:n])
		}
		return strings.Compare(heading[len(name):len(name)+1], "\n") // the shorter name sorts first
	})
	if !ok {
		return "", false
	}
	end := len(facts)
	if i+1 < len(all) {
		end = all[i+1]
	}
	return facts[all[i]+len("= ")+len(name) : end], true
}

// line returns what follows the given beginning in the one line of the section that has it.
func line(section, beginning string) (string, bool) {
	i := strings.Index(section, "\n"+beginning)
	if i < 0 {
		return "", false
	}
	rest, _, _ := strings.Cut(section[i+1+len(beginning):], "\n")
	return rest, true
}

// lines calls yield with what follows the sign in each line of the section that starts with it.
func lines(section, sign string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for l := range strings.SplitSeq(section, "\n") {
			if rest, ok := strings.CutPrefix(l, sign); ok && !yield(rest) {
				return
			}
		}
	}
}
