package lsp

// This file offers what belongs into a call of checks.

import (
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
)

var (
	checksStart      = lazyregexp.New(`\bchecks[ \t(]`)
	applicationStart = lazyregexp.New(`\bBluepill\.application[ \t(]`)
	checkName        = lazyregexp.New(`^checks[ \t]*\(?[ \t]*(:?\w*)$`)
	checkNamed       = lazyregexp.New(`^checks[ \t]*\(?[ \t]*:(\w+)`)
	optionGiven      = lazyregexp.New(`(?::(\w+)\s*=>|\b(\w+):[ \t])`)
	optionValue      = lazyregexp.New(`(?::(\w+)\s*=>|\b(\w+):)\s*(?:\[(?:\s*:?\w+\s*,)*)?\s*(:?\w*)$`)
	optionTyped      = lazyregexp.New(`,\s*(:?\w*)$`)
	unclosedList     = lazyregexp.New(`\[[^\]]*$`)
)

// callFrom returns the call that the caret is in and that starts as given, up to
// there and without strings and comments; "" if it is in none. A call goes on where
// a line ends in a comma.
func (c *completer) callFrom(start *lazyregexp.Regexp) string {
	first := c.file.Line(c.caret)
	call := ""
	for n := first; n > 0 && first-n < 20; n-- {
		line := c.file.LineSpan(n)
		text := blanked(c.file.Text[line.Start:min(line.End, c.caret)])
		if n < first && !strings.HasSuffix(strings.TrimRight(text, " \t"), ",") {
			return ""
		}
		if at := start.FindStringIndex(text); at != nil {
			return text[at[0]:] + call
		}
		call = " " + text + call
	}
	return ""
}

// inChecks offers the name of a check, its options, and their values.
func (c *completer) inChecks(call string) {
	if m := checkName.FindStringSubmatch(call); m != nil {
		for i := range pill.Checks {
			k := &pill.Checks[i]
			c.add(m[1], offer{label: ":" + k.Name, doc: checkText(k), kind: protocol.CompletionItemKindEnumMember})
		}
		return
	}
	m := checkNamed.FindStringSubmatch(call)
	if m == nil {
		return
	}
	k, ok := pill.FindCheck(m[1])
	if !ok {
		return
	}
	if v := optionValue.FindStringSubmatch(call); v != nil {
		o, ok := k.Option(v[1] + v[2])
		switch {
		case ok && o.Kind == pill.Times && unclosedList.MatchString(call):
			c.add(v[3], offer{label: "3, 5", detail: "three of the last five", kind: protocol.CompletionItemKindValue})
		case ok:
			c.values(o, v[3])
		}
		return
	}
	if typed := optionTyped.FindStringSubmatch(call); typed != nil && !unclosedList.MatchString(call) {
		var all []*pill.Attribute
		for _, name := range k.OptionNames() {
			o, _ := k.Option(name)
			all = append(all, o)
		}
		c.options(all, call, typed[1])
	}
}

// inApplication offers the options of an application, and their values; ok is
// false if the call takes neither at the caret.
func (c *completer) inApplication(call string) (ok bool) {
	if v := optionValue.FindStringSubmatch(call); v != nil {
		if o, ok := pill.FindAppOption(v[1] + v[2]); ok {
			c.values(o, v[3])
		}
		return true
	}
	typed := optionTyped.FindStringSubmatch(call)
	if typed == nil || wordOrBrace.FindString(typed[1]) == "do" || strings.Contains(call, " do ") {
		return false
	}
	var all []*pill.Attribute
	for i := range pill.AppOptions {
		all = append(all, &pill.AppOptions[i])
	}
	c.options(all, call, typed[1])
	return true
}

// options offers those options that a call is not given yet.
func (c *completer) options(all []*pill.Attribute, call, typed string) {
	var given []string
	for _, m := range optionGiven.FindAllStringSubmatch(call, -1) {
		given = append(given, m[1]+m[2])
	}
	arrows := strings.HasPrefix(typed, ":") || strings.Contains(call, "=>") || strings.Contains(c.file.Text, " => ")
	for _, o := range all {
		if slices.Contains(given, o.Name) {
			continue
		}
		label, insert := o.Name+":", o.Name+": "
		if arrows {
			label, insert = ":"+o.Name, ":"+o.Name+" => "
		}
		rank := "2"
		if o.Default == "" {
			rank = "1" // it has to be set
		}
		c.add(typed, offer{label: label, detail: o.Kind.String(), doc: attributeText(o), kind: protocol.CompletionItemKindProperty, insert: insert, rank: rank})
	}
}

// values offers values of an attribute or option, by its kind.
func (c *completer) values(a *pill.Attribute, typed string) {
	list := func(kind protocol.CompletionItemKind, labels ...string) {
		for _, l := range labels {
			c.add(typed, offer{label: l, kind: kind, detail: a.Kind.String()})
		}
	}
	switch a.Kind {
	case pill.Flag:
		list(protocol.CompletionItemKindKeyword, "true", "false")
	case pill.Events, pill.Event:
		for _, e := range pill.EventNames() {
			c.add(typed, offer{label: ":" + e, doc: eventTexts[e], kind: protocol.CompletionItemKindEnumMember})
		}
	case pill.Seconds:
		list(protocol.CompletionItemKindValue, "10.seconds", "30.seconds", "1.minute", "5.minutes")
	case pill.Bytes:
		list(protocol.CompletionItemKindValue, "100.megabytes", "300.megabytes", "1.gigabyte")
	case pill.Times:
		list(protocol.CompletionItemKindValue, "3", "[3, 5]")
	case pill.Status:
		list(protocol.CompletionItemKindEnumMember, ":success", ":redirection", ":not_found")
	}
	open := typed == "" && slices.Contains([]pill.Kind{pill.Text, pill.Command, pill.Path, pill.Table, pill.Texts, pill.Number}, a.Kind)
	if word := lastWord.FindString(typed); open || word != "" && word == typed {
		c.names(word)
	}
}
