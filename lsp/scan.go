package lsp

// This file finds out which blocks a place is in, by its words alone: where
// people type, the text is seldom Ruby.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// A frame is a block that is open at a place.
type frame struct {
	role   role
	params []string
	def    bool // it is a method, whose parameters may be anything
	start  int  // the offset of what is in it
}

var (
	wordOrBrace = lazyregexp.New(`[A-Za-z_]\w*[?!:]?|[{}]`)
	blockParams = lazyregexp.New(`^\s*\|([^|\n]*)\|`)
	defParams   = lazyregexp.New(`^\s*[\w.]+[?!]?\s*\(?([^)\n]*)`)
	paramName   = lazyregexp.New(`[a-z_]\w*`)
	quoted      = lazyregexp.New(`"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|/(?:\\.|[^/\\\s])+/`)
	comment     = lazyregexp.New(`(^|[^&"'\w$#{])#[^{].*$|^#.*$`)
)

// frames returns the blocks that are open at the end of a text, the outermost
// first.
func frames(text string) (open []frame) {
	offset := 0
	for line := range strings.Lines(text) {
		if mayNest(line) {
			open = scanLine(blanked(line), offset, open)
		}
		offset += len(line)
	}
	return open
}

// nesting are the words that begin or end a block.
var nesting = strings.Fields("do { end } def class module begin if unless case while until for")

// mayNest reports whether one of them may be in a line. Most lines have none.
func mayNest(line string) bool {
	return slices.ContainsFunc(nesting, func(word string) bool { return strings.Contains(line, word) })
}

// blanked returns a line with blanks for its strings and its comment, so that
// offsets stay.
func blanked(line string) string {
	blank := func(s string) string { return strings.Repeat(" ", len(s)) }
	line = quoted.ReplaceAllStringFunc(line, blank)
	if !strings.Contains(line, "#") {
		return line
	}
	if at := comment.FindStringIndex(line); at != nil {
		line = line[:at[0]] + blank(line[at[0]:])
	}
	return line
}

func scanLine(line string, offset int, open []frame) []frame {
	first := true // no word of the statement came yet
	for _, at := range wordOrBrace.FindAllStringIndex(line, -1) {
		word, rest := line[at[0]:at[1]], line[at[1]:]
		called := at[0] > 0 && strings.ContainsRune(".:@$", rune(line[at[0]-1]))
		before := strings.TrimRight(line[:at[0]], " \t")
		starts := first || strings.HasSuffix(before, ";") || strings.HasSuffix(before, "=")
		first = false
		if called {
			continue
		}
		switch word {
		case "do", "{":
			f := frame{role: callRole(line[:at[0]]), start: offset + at[1]}
			if m := blockParams.FindStringSubmatch(rest); m != nil {
				f.params = paramName.FindAllString(m[1], -1)
			}
			if word == "do" && isLoop(line) {
				continue // while x do
			}
			open = append(open, f)
		case "end", "}":
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case "def":
			f := frame{def: true, start: offset + at[1]}
			if m := defParams.FindStringSubmatch(rest); m != nil {
				f.params = paramName.FindAllString(m[1], -1)
			}
			open = append(open, f)
		case "class", "module", "begin":
			open = append(open, frame{start: offset + at[1]})
		case "if", "unless", "case", "while", "until", "for":
			if starts {
				open = append(open, frame{start: offset + at[1]})
			}
		}
	}
	return open
}

// ownProcess is a process in a block that is its own receiver.
var ownProcess = lazyregexp.New(`^\s*process[ (]`)

var loop = lazyregexp.New(`^\s*(while|until|for)\b`)

func isLoop(line string) bool { return loop.MatchString(line) }

// callRole tells what a block is for by what stands before it on its line.
func callRole(before string) role {
	switch {
	case strings.Contains(before, "monitor_children"):
		return ofChild
	case strings.Contains(before, ".process") || ownProcess.MatchString(before):
		return ofProcess
	case strings.Contains(before, "Bluepill.application"):
		return ofApp
	}
	return elsewhere
}

// roleOfParam returns what a variable stands for in the innermost of the frames
// that has it as a parameter.
func roleOfParam(open []frame, name string) (role, frame) {
	for i := len(open) - 1; i >= 0; i-- {
		for _, p := range open[i].params {
			if p != name {
				continue
			}
			if open[i].def && open[i].role == elsewhere && name != "app" {
				return ofProcess, open[i] // a helper that is given one
			}
			return open[i].role, open[i]
		}
	}
	return elsewhere, frame{}
}

// innermost returns the innermost block of the DSL.
func innermost(open []frame) (frame, bool) {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].role != elsewhere {
			return open[i], true
		}
	}
	return frame{}, false
}
