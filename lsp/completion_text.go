package lsp

// This file offers what can be written within a text: paths, accounts, and what
// Bluepill and kill put into commands.

import (
	"slices"
	"strconv"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
)

var (
	optionBefore = lazyregexp.New(`(?::(\w+)\s*=>|\b(\w+):)\s*$`)
	nameBefore   = lazyregexp.New(`(?:^|[^\w.])(?:[a-z_]\w*\.)?([a-z_]\w*)\s*(?:=|\(|\s)\s*\[?(?:\s*,)*\s*$`)
	loadBefore   = lazyregexp.New(`(?:^|[^\w.])(load|require_relative|require|instance_eval|eval|File\.(?:read|expand_path)|IO\.read)\s*\(?\s*$`)
	pidTyped     = lazyregexp.New(`\{\{(\w*)$`)
	killTyped    = lazyregexp.New(`\bkill\s+(?:-s\s+|-(?:SIG)?)([A-Za-z0-9]*)$`)
	wordTyped    = lazyregexp.New(`[^\s"'=:,;<>|&()]*$`)
)

// inText offers what a text may hold whose beginning is typed. before is what
// stands before its quote, without other texts.
func (c *completer) inText(before, typed string) {
	if loadBefore.MatchString(before) {
		c.paths(typed, c.folder())
		return
	}
	a := c.textFor(before)
	if a == nil {
		return
	}
	switch {
	case a.Kind == pill.Path:
		c.paths(typed, "")
	case a.Kind == pill.Command:
		c.inCommand(typed)
	case slices.Contains(accountAttributes, a.Name):
		if typed == "" || lastWord.FindString(typed) == typed {
			for _, name := range c.accounts(a.Name) {
				c.add(typed, offer{label: name, kind: protocol.CompletionItemKindValue})
			}
		}
	}
}

// textFor returns the attribute or option whose value a text is, by what stands
// before it; nil if it is none.
func (c *completer) textFor(before string) *pill.Attribute {
	if m := optionBefore.FindStringSubmatch(before); m != nil {
		name := m[1] + m[2]
		call := c.callFrom(checksStart)
		if kind := checkNamed.FindStringSubmatch(call); kind != nil {
			if k, ok := pill.FindCheck(kind[1]); ok {
				a, _ := k.Option(name)
				return a
			}
		}
		if c.callFrom(applicationStart) != "" {
			a, _ := pill.FindAppOption(name)
			return a
		}
		return nil
	}
	if m := nameBefore.FindStringSubmatch(before); m != nil {
		a, _ := pill.FindAttribute(m[1])
		return a
	}
	return nil
}

// inCommand offers what a command may go on with.
func (c *completer) inCommand(typed string) {
	if m := pidTyped.FindStringSubmatch(typed); m != nil {
		insert := "{{PID}}"
		if strings.HasPrefix(c.file.Text[c.caret:], "}}") { // which the editor has closed
			insert = "{{PID"
		}
		c.add("{{"+m[1], offer{label: "{{PID}}", insert: insert, detail: "the process ID", kind: protocol.CompletionItemKindVariable})
		return
	}
	if m := killTyped.FindStringSubmatch(typed); m != nil {
		c.signalWords(m[1])
		return
	}
	if word := wordTyped.FindString(typed); strings.Contains(word, "/") {
		c.paths(word, c.workingDir())
	}
}

// signalWords offers signals as kill takes them.
func (c *completer) signalWords(typed string) {
	for i, s := range signalNames {
		c.add(typed, offer{label: strings.ToUpper(s), doc: signalTexts[s], kind: protocol.CompletionItemKindEnumMember, rank: strconv.Itoa(i)})
	}
}

// accountAttributes are those that name users or groups.
var accountAttributes = []string{"uid", "gid", "supplementary_groups"}

// accounts lists users or groups: those that the pill names already, and, if it
// may see this machine, those that are there.
func (c *completer) accounts(attribute string) (names []string) {
	add := func(name string) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if c.text == nil {
		return nil
	}
	for p := range c.text.Processes {
		for _, s := range p.Settings { // those of the application among them
			if text, ok := textOf(s.Value); ok && slices.Contains(accountAttributes, s.Name) {
				add(text)
			}
		}
	}
	env := c.text.shot.ground.env
	if env == nil {
		return names
	}
	file := "/etc/group"
	if attribute == "uid" {
		file = "/etc/passwd"
	}
	data, _ := env().ReadFile(file)
	for line := range strings.Lines(string(data)) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), ":")
		add(name)
	}
	return names
}
