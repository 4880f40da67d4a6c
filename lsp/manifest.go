package lsp

// This file explains Cloud 66's manifests and helps to write them.

import (
	"fmt"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/source"
)

// manifest returns what features may say of a document that is a manifest; nil if
// it is none, or there is nothing to go by.
func (v *View) manifest(u uri.URI) *text {
	if s := v.docs[u]; s != nil && s.kind() == aManifest {
		return v.textOf(s)
	}
	return nil
}

// manifestTip explains what stands at an offset of a manifest.
func (t *text) manifestTip(offset int) (tip, bool) {
	if h, in := t.commentTip(offset); in {
		return h, h.text != ""
	}
	for _, env := range t.Manifest.Environments {
		if covers(env.Section.Key.Span, offset) {
			return tip{env.Section.Key.Span, "**" + manifest.Section + "**\n\nHow the processes of the Procfile are stopped, reloaded and deployed" + ofEnvironment(env) + "."}, true
		}
		for _, proc := range env.Processes {
			if covers(proc.Key.Span, offset) {
				return tip{proc.Key.Span, manifestProcessText(proc)}, true
			}
			for _, e := range proc.Settings {
				if h, ok := settingTip(e, offset); ok {
					return h, true
				}
			}
		}
	}
	return tip{}, false
}

func ofEnvironment(env *manifest.Environment) string {
	if env.Name == "" {
		return " in all environments"
	}
	return " in the environment `" + env.Name + "`"
}

// settingTip explains a key of a process, or its value.
func settingTip(e *manifest.Entry, offset int) (tip, bool) {
	key := manifest.FindKey(e.Key.Text)
	switch {
	case key == nil:
		return tip{}, false
	case covers(e.Key.Span, offset):
		return tip{e.Key.Span, keyText(key)}, true
	case key.Name != manifest.StopSequence || !covers(e.Value.Span, offset):
		return tip{}, false
	}
	if text := sequenceText(e.Value); text != "" {
		return tip{e.Value.Span, "```text\n" + text + "\n```"}, true
	}
	return tip{}, false
}

func keyText(k *manifest.Key) string {
	text := "**" + k.Name + "** (" + k.Kind.String() + ")\n\n" + k.Text + "\n\nDefault: " + k.Default + "."
	if k.Web {
		text += "\n\nOnly for `web` and `custom_web`."
	}
	return text
}

// manifestProcessText says what a process comes to, defaults included.
func manifestProcessText(p *manifest.Process) string {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**, a process of the Procfile%s\n", p.Key.Text, ofEnvironment(p.Environment))
	for _, k := range manifest.Keys() {
		if k.Web && !p.Web() {
			continue
		}
		value := k.Default + " (the default)"
		if e := p.Setting(k.Name); e != nil {
			value = "`" + e.Value.Text + "`"
			if text := sequenceText(e.Value); text != "" && k.Name == manifest.StopSequence {
				value = "`" + text + "`"
			}
		}
		fmt.Fprintf(&b, "\n- %s: %s", k.Name, strings.ReplaceAll(value, "\n", " "))
	}
	return b.String()
}

// sequenceText says in a line what a stop sequence sends, and when; "" if it is
// none.
func sequenceText(v *manifest.Value) string {
	if manifest.Sequence(v) == "" {
		return ""
	}
	var parts []string
	sum := 0
	for _, s := range manifest.Steps(v) {
		if s.Kind == manifest.Delay {
			parts, sum = append(parts, inTime(float64(s.Seconds))), sum+s.Seconds
			continue
		}
		parts = append(parts, strings.ToLower(s.Text))
	}
	text := strings.Join(parts, " → ")
	if sum > 0 {
		text += ": at most " + inTime(float64(sum))
	}
	return text
}

// manifestSymbols lists environments and their processes.
func (t *text) manifestSymbols() protocol.DocumentSymbolSlice {
	list := protocol.DocumentSymbolSlice{}
	for _, env := range t.Manifest.Environments {
		name := env.Name
		if name == "" {
			name = manifest.Section
		}
		s, ok := t.symbol(name, protocol.SymbolKindNamespace, env.Section.Span(), env.Section.Key.Span)
		if !ok {
			continue
		}
		s.Detail = ptr("environment")
		for _, proc := range env.Processes {
			if p, ok := t.symbol(proc.Key.Text, protocol.SymbolKindClass, proc.Entry.Span(), proc.Key.Span); ok && proc.Key.Text != "" {
				p.Detail = ptr("process")
				if e := proc.Setting(manifest.StopSequence); e != nil {
					p.Detail = ptr(e.Value.Text)
				}
				s.Children = append(s.Children, p)
			}
		}
		list = append(list, s)
	}
	return list
}

var (
	manifestComment = lazyregexp.New(`(^|\s)#`)
	manifestValue   = lazyregexp.New(`^(\s*)([A-Za-z_]+):\s+["']?(.*)$`)
	manifestKeyWord = lazyregexp.New(`^(\s*)([A-Za-z_]*)$`)
)

// completeManifest offers what can be written at the caret of a manifest.
func (c *completer) completeManifest() {
	line := c.file.Text[c.file.LineSpan(c.file.Line(c.caret)).Start:c.caret]
	if m := inComment.FindStringSubmatch(line); m != nil {
		c.ruleNames(m[1])
		return
	}
	if manifestComment.MatchString(line) {
		return
	}
	if m := manifestValue.FindStringSubmatch(line); m != nil {
		c.manifestValues(m[2], m[3])
		return
	}
	if m := manifestKeyWord.FindStringSubmatch(line); m != nil {
		c.manifestKeys(len(m[1]), m[2])
	}
}

// above returns the keys that a line of some depth stands under, the innermost
// first, by their indentation alone.
func above(f *source.File, line, indent int) (keys []string) {
	for l := line - 1; l >= 1 && indent > 0; l-- {
		text := f.LineSpan(l).Text()
		word := strings.TrimLeft(text, " ")
		if depth := len(text) - len(word); depth < indent && word != "" && word[0] != '#' {
			key, _, _ := strings.Cut(word, ":")
			keys, indent = append(keys, key), depth
		}
	}
	return keys
}

// manifestKeys offers the section, or the keys of a process.
func (c *completer) manifestKeys(indent int, typed string) {
	under := above(c.file, c.file.Line(c.caret), indent)
	switch {
	case len(under) >= 2 && under[1] == manifest.Section:
		for _, k := range manifest.Keys() {
			if k.Web && under[0] != "web" && under[0] != "custom_web" {
				continue
			}
			c.add(typed, offer{label: k.Name, detail: k.Kind.String(), doc: keyText(&k), kind: protocol.CompletionItemKindProperty, insert: k.Name + ": "})
		}
		c.add(typed, offer{
			label: "stop_sequence with two signals", detail: "snippet", kind: protocol.CompletionItemKindSnippet, snip: true,
			insert: manifest.StopSequence + ": ${1|quit,term,tstp|}, ${2:30}, term, ${3:11}, kill",
		})
	case len(under) <= 1:
		space := strings.Repeat(" ", indent)
		c.add(typed, offer{
			label: manifest.Section, detail: "the processes of the Procfile", kind: protocol.CompletionItemKindSnippet, snip: true,
			insert: manifest.Section + ":\n" + space + "  ${1:worker}:\n" + space + "    " + manifest.StopSequence + ": ${2:term, 90, kill}",
		})
	}
}

// manifestValues offers what a key may hold.
func (c *completer) manifestValues(key, typed string) {
	switch key {
	case manifest.RestartOnDeploy:
		for _, word := range []string{"true", "false"} {
			c.add(typed, offer{label: word, kind: protocol.CompletionItemKindValue})
		}
	case manifest.RestartSignal:
		c.manifestSignals(typed)
	case manifest.StopSequence:
		at := strings.LastIndexByte(typed, ',')
		last := strings.TrimLeft(typed[at+1:], " ")
		switch {
		case strings.Count(typed, ",")%2 == 0:
			c.manifestSignals(last)
		default:
			for _, seconds := range []string{"5", "10", "30", "60", "90", "120"} {
				c.add(last, offer{label: seconds, detail: "seconds", kind: protocol.CompletionItemKindUnit})
			}
		}
	}
}

func (c *completer) manifestSignals(typed string) {
	for _, name := range manifest.Signals() {
		rank := "1"
		switch name {
		case "quit", "term", "int", "kill", "hup", "usr1", "usr2", "tstp", "ttin":
			rank = "0"
		}
		c.add(typed, offer{label: name, detail: "a signal", kind: protocol.CompletionItemKindConstant, rank: rank})
	}
}
