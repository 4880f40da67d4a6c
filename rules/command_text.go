package rules

// This file reads commands as Bluepill does, and keeps what a shell would have
// seen in them: Bluepill splits them into words as a shell would, takes quotes
// and backslashes away, and executes the words. No shell runs them, unless
// there is but one word, which exec gives to a shell if need be.

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/syntax"
)

// commandNames are the attributes that are run in this way; pid_command is run
// by a shell.
var commandNames = []string{"start_command", "stop_command", "restart_command", "pre_start_command"}

// A commandText is a command as far as it is known: all of it, or how it begins
// and ends.
type commandText struct {
	process *pill.Process
	setting *pill.Setting
	text    string // all of it, if whole
	whole   bool
	head    []commandWord // the words at its beginning
	tail    []commandWord // the words after that which are known, if not whole
	more    bool          // there are two words at least, as it is written
	open    bool          // the last word of head goes on with something that is not known
	unended bool          // a quote in it is never closed
	chosen  bool          // a condition that is not known decides between it and others
	of      *commandText  // what is known of it and these, if it is chosen; nil if nothing is

	uses   once[[]shellUse] // see shellUses
	ran    once[programRun] // see run
	likely once[programRun] // see likelyRun
	split  once[wordList]   // see words
}

// A commandWord is one word of a command.
type commandWord struct {
	raw    string // as written
	bare   string // quoted and escaped characters blanked with \x00
	active string // the same, but for what stands in double quotes: a shell expands that
}

// commands calls yield with every command that is set on a process or child.
func (p *Pass) commands(yield func(*commandText) bool) {
	for _, c := range p.shared.commands.get(p.readCommands) {
		if !yield(c) {
			return
		}
	}
}

// startOf returns the command that starts a process; nil if none is known.
func (p *Pass) startOf(proc *pill.Process) *commandText {
	return p.shared.starts.get(p.findStarts)[proc]
}

func (p *Pass) findStarts() map[*pill.Process]*commandText {
	found := map[*pill.Process]*commandText{}
	for c := range p.commands {
		if c.starts() && c.setting == c.process.Last("start_command") {
			found[c.process] = c
		}
	}
	return found
}

// writtenCommands calls yield with every command, and with each that a command
// of two or more is chosen from under a condition that is not known.
func (p *Pass) writtenCommands(yield func(*commandText) bool) {
	for c := range p.commands {
		if !yield(c) {
			return
		}
	}
	for _, c := range p.shared.choices.get(p.readChoices) {
		if !yield(c) {
			return
		}
	}
}

func (p *Pass) readChoices() (list []*commandText) {
	for proc := range p.Trees {
		for s := range live(proc) {
			if !slices.Contains(commandNames, s.Name) {
				continue
			}
			if mayBeAnything(s.Value) {
				continue // as it is read already
			}
			whole := readCommand(proc, s)
			for _, choice := range choices(s) {
				if c := readCommand(proc, choice); c != nil {
					c.chosen, c.of = true, whole
					list = append(list, c)
				}
			}
		}
	}
	return list
}

// mayBeAnything reports whether one of the values that a text is chosen from
// tells no more than is known of all: "#{ENV["ROOT"] || "/srv"}/bin".
func mayBeAnything(v eval.Value) bool {
	u, ok := v.(*eval.Unknown)
	return ok && u.Pieces != nil && slices.ContainsFunc(u.Choices, func(v eval.Value) bool {
		w, is := v.(*eval.Unknown)
		return is && slices.Equal(w.Pieces, u.Pieces)
	})
}

// choices are the settings that one comes to whose value is one of several. They
// have no node of their own, so that no fix is made for one of them alone.
func choices(s *pill.Setting) (list []*pill.Setting) {
	u, ok := s.Value.(*eval.Unknown)
	if !ok || u.Unset {
		return nil
	}
	either, _ := s.ValueNode.(*syntax.If)
	for i, value := range u.Choices {
		one := *s
		one.Value, one.ValueNode = value, nil
		one.Maybe = append(slices.Clone(s.Maybe), u.Causes...)
		if either != nil && len(u.Choices) == 2 && either.Then != nil && either.Else != nil {
			one.ValueSpan = s.File.Span([]syntax.Node{either.Then, either.Else}[i])
		}
		list = append(list, &one)
	}
	return list
}

func (p *Pass) readCommands() (list []*commandText) {
	for proc := range p.Trees {
		for s := range live(proc) {
			if !slices.Contains(commandNames, s.Name) {
				continue
			}
			if c := readCommand(proc, s); c != nil {
				list = append(list, c)
			}
		}
	}
	return list
}

// readCommand reads the command that a setting gives; nil if nothing is known
// of it, or it is not text.
func readCommand(proc *pill.Process, s *pill.Setting) *commandText {
	c, ok := &commandText{process: proc, setting: s}, false
	switch v := s.Value.(type) {
	case *eval.Str:
		if v.Lost != nil {
			return nil
		}
		c.text, c.whole = v.S, true
		c.head, c.unended = commandWords(v.S)
		return c
	case *eval.Unknown:
		if v.Type != eval.TString || v.Prefix == "" && v.Suffix == "" && len(v.Pieces) < 3 {
			return nil
		}
		var inQuotes bool
		c.head, inQuotes = commandWords(v.Prefix)
		if n := len(c.head); n > 0 {
			c.open = inQuotes || !endsInSpace(v.Prefix)
		}
		if c.tail, ok = quotedWords(c, v.Pieces); !ok {
			c.tail = append(innerWords(v.Pieces), endWords(v.Suffix)...)
		}
		c.more = writtenWords(s.ValueNode) > 1
		return c
	}
	return nil
}

// known returns the words that are known to their ends.
func (c *commandText) known() []commandWord {
	head := c.head
	if c.open {
		head = head[:len(head)-1]
	}
	return append(head[:len(head):len(head)], c.tail...)
}

// first returns the program's name, if all of it is known.
func (c *commandText) first() (commandWord, bool) {
	if len(c.head) == 0 || c.open && len(c.head) == 1 {
		return commandWord{}, false
	}
	return c.head[0], true
}

// single reports whether the command may be one word, which goes to a shell.
func (c *commandText) single() bool { return len(c.head)+len(c.tail) < 2 && !c.more }

// writtenWords counts the words of a string with interpolations, each of which
// is taken for a part of a word; 0 if there are quotes.
func writtenWords(n syntax.Node) int {
	d, ok := n.(*syntax.DStr)
	if !ok {
		return 0
	}
	text := ""
	for _, p := range d.Parts {
		s, ok := p.(*syntax.Str)
		if !ok {
			text += "x"
			continue
		}
		text += s.Value
	}
	if strings.ContainsAny(text, "'\"\\") {
		return 0
	}
	return len(strings.Fields(text))
}

// starts reports whether the command is the one that starts the process.
func (c *commandText) starts() bool { return c.setting.Name == "start_command" }

// quotedWords returns the words after those at the beginning of a command that
// has quotes, all of which are closed if what is not known has none.
func quotedWords(c *commandText, pieces []string) (words []commandWord, ok bool) {
	text := strings.Join(pieces, program.Hole)
	if pieces == nil || !strings.ContainsAny(text, "'\"") || strings.Contains(text, "\\") {
		return nil, false
	}
	words, unended := commandWords(text)
	from := len(c.head)
	if c.open {
		from--
	}
	if unended || from > len(words) {
		return nil, false
	}
	// A gap outside of quotes may be any number of words, or the end of one.
	words = slices.DeleteFunc(words[from:], func(w commandWord) bool { return strings.Contains(w.bare, program.Hole) })
	return words, true
}

// innerWords returns the words that stand in a command between parts that are
// not known. Where there are quotes it cannot be told what they open or close.
func innerWords(pieces []string) (words []commandWord) {
	if len(pieces) < 3 || strings.ContainsAny(strings.Join(pieces, ""), "'\"\\") {
		return nil
	}
	for _, piece := range pieces[1 : len(pieces)-1] {
		from, to := strings.IndexAny(piece, " \t\n"), strings.LastIndexAny(piece, " \t\n")
		if from < to {
			inner, _ := commandWords(piece[from:to])
			words = append(words, inner...)
		}
	}
	return words
}

// endWords returns the words of the end of a command whose beginning is not
// known. Where there are quotes it cannot be told what they open or close.
func endWords(text string) []commandWord {
	if strings.ContainsAny(text, "'\"\\") {
		return nil
	}
	at := strings.IndexAny(text, " \t\n")
	if at < 0 {
		return nil
	}
	words, _ := commandWords(text[at:])
	return words
}

func endsInSpace(s string) bool { return s != "" && strings.ContainsAny(s[len(s)-1:], " \t\n") }

// isSpace reports whether a character parts words.
func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// commandWords splits a command at white space that is not quoted. unended
// reports whether a quote is left open.
func commandWords(text string) (words []commandWord, unended bool) {
	if !strings.ContainsAny(text, "'\"\\") {
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r < utf8.RuneSelf && isSpace(byte(r)) }) {
			words = append(words, commandWord{word, word, word})
		}
		return words, false
	}
	var bare, active strings.Builder
	start, quote := -1, byte(0)
	end := func(i int) {
		if start >= 0 {
			words = append(words, commandWord{text[start:i], bare.String(), active.String()})
		}
		start = -1
		bare.Reset()
		active.Reset()
	}
	put := func(b, a byte) {
		bare.WriteByte(b)
		active.WriteByte(a)
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		if quote == 0 && isSpace(c) {
			end(i)
			continue
		}
		if start < 0 {
			start = i
		}
		switch {
		case quote != 0 && c == quote:
			quote = 0
			put(0, 0)
		case quote == '\'':
			put(0, 0)
		case c == '\\' && i+1 < len(text):
			i++
			put(0, 0)
		case quote == '"':
			put(0, c)
		case c == '\'' || c == '"':
			quote = c
			put(0, 0)
		default:
			put(c, c)
		}
	}
	end(len(text))
	return words, quote != 0
}
