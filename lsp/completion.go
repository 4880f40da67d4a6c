package lsp

// This file offers what can be written at the caret. It goes by the words before
// it, as the line being typed is seldom Ruby, and by the last version that was.

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

func announceCompletion(c *protocol.ServerCapabilities) {
	c.CompletionProvider = &protocol.CompletionOptions{TriggerCharacters: []string{".", ":", "[", "{", `"`, "'", "/"}}
}

func completion(_ context.Context, v *View, p *protocol.CompletionParams) (*protocol.CompletionList, error) {
	s := v.Judged(p.TextDocument.URI)
	if s == nil {
		return nil, nil
	}
	at := v.Offset(s.Source, p.Position)
	if !s.Pill() {
		c := &completer{view: v, file: s.Source, caret: at}
		c.completeManifest()
		return &protocol.CompletionList{Items: c.items}, nil
	}
	c := &completer{view: v, text: v.text(p.TextDocument.URI), file: s.Source, caret: at, open: frames(s.Source.Text[:at])}
	c.complete()
	return &protocol.CompletionList{Items: c.items}, nil
}

// A completer collects what can be written at the caret.
type completer struct {
	view  *View
	text  *text // nil if the document was never right
	file  *source.File
	caret int
	open  []frame
	items []protocol.CompletionItem
}

// An offer is one thing that can be written.
type offer struct {
	label  string
	detail string
	doc    string // Markdown
	kind   protocol.CompletionItemKind
	insert string // "": the label
	snip   bool   // insert is a snippet
	rank   string // what sorts before the label
}

// add offers something in the place of the typed beginning of it.
func (c *completer) add(typed string, o offer) {
	item := protocol.CompletionItem{Label: o.label, Kind: o.kind}
	insert := o.insert
	if insert == "" {
		insert = o.label
	}
	if o.snip {
		if !c.view.client.snippetItems {
			return
		}
		item.InsertTextFormat = protocol.InsertTextFormatSnippet
	}
	if o.detail != "" {
		item.Detail = protocol.NewOptional(o.detail)
	}
	if o.doc != "" {
		item.Documentation = markdown(o.doc)
	}
	if o.rank != "" {
		item.SortText = protocol.NewOptional(o.rank + o.label)
	}
	item.FilterText = protocol.NewOptional(o.label)
	item.TextEdit = &protocol.TextEdit{Range: c.view.Range(c.file.Span(c.caret-len(typed), c.caret)), NewText: insert}
	c.items = append(c.items, item)
}

var (
	inComment     = lazyregexp.New(`#+[ \t]*pilllint:[ \t]*(?:ignore|ignore-file)(?:[ \t]+[a-z-]+,?)*[ \t]+([a-z-]*)$`)
	afterNumber   = lazyregexp.New(`(?:^|[^\w.])\d[\d_]*\.([a-z]*)$`)
	afterDot      = lazyregexp.New(`(?:^|[^\w.)\]])([A-Za-z_]\w*)&?\.([a-z_]*)$`)
	inWordList    = lazyregexp.New(`%[wWiI][\[({<][^\])}>]*$`)
	inAttribute   = lazyregexp.New(`^\s*([a-z_]\w*)\.([a-z_]\w*)\s*=\s*(.*)$`)
	withoutEquals = lazyregexp.New(`^\s*(?:([a-z_]\w*)\.)?([a-z_]\w*)(?:[ \t]+|\([ \t]*)([^=\s].*)?$`)
	pilllintWord  = lazyregexp.New(`#+[ \t]*pilllint:[ \t]*([a-z-]*)$`)
	lastWord      = lazyregexp.New(`[A-Za-z_]\w*$`)
	onlyWord      = lazyregexp.New(`^\s*([A-Za-z_]*)$`)
	inHole        = lazyregexp.New(`#\{[^}]*$`)
)

func (c *completer) complete() {
	line := c.file.Text[c.file.LineSpan(c.file.Line(c.caret)).Start:c.caret]
	clean := blanked(line)
	quote := strings.IndexAny(clean, `"'`) // of a text that is not closed
	if at := strings.LastIndexByte(clean[:max(quote, 0)], ';'); quote < 0 {
		at = strings.LastIndexByte(clean, ';')
		line, clean = line[at+1:], clean[at+1:]
	} else {
		line, clean, quote = line[at+1:], clean[at+1:], quote-at-1
	}
	if m := inComment.FindStringSubmatch(line); m != nil {
		c.ruleNames(m[1])
		return
	}
	if strings.TrimRight(clean, " \t\r") == "" && strings.Contains(line, "#") && !inHole.MatchString(line) {
		c.commentWords(line)
		return
	}
	switch {
	case quote >= 0 && line[quote] == '"' && inHole.MatchString(line):
		c.names(lastWord.FindString(line))
		return
	case quote >= 0 && line[quote] == '\'' && strings.Contains(line[quote:], "#{"):
		return // nothing is put into such a text
	case quote >= 0:
		c.inText(clean[:quote], line[quote+1:])
		return
	case inWordList.MatchString(clean), strings.HasSuffix(line, `"`), strings.HasSuffix(line, "'"):
		return // in a list of words, or right after a text
	}
	if m := afterNumber.FindStringSubmatch(clean); m != nil {
		c.unitNames(m[1])
		return
	}
	if call := c.callFrom(checksStart); call != "" {
		c.inChecks(call)
		return
	}
	if call := c.callFrom(applicationStart); call != "" && c.inApplication(call) {
		return
	}
	dot := afterDot.FindStringSubmatch(clean)
	if dot != nil {
		if role, f := roleOfParam(c.open, dot[1]); role != elsewhere {
			c.members(role, f, dot[1], dot[2])
			return
		}
	}
	if m := inAttribute.FindStringSubmatch(line); m != nil {
		c.valueOf(m[2], m[3])
		return
	}
	if m := withoutEquals.FindStringSubmatch(line); m != nil {
		if a, ok := pill.FindAttribute(m[2]); ok && a.Kind != pill.BlockOfCode && c.takesCalls(m[1]) {
			c.valueOf(m[2], m[3])
			return
		}
	}
	if dot != nil {
		c.members(elsewhere, frame{}, dot[1], dot[2])
		return
	}
	if m := onlyWord.FindStringSubmatch(line); m != nil {
		c.statements(m[1])
	}
	if word := lastWord.FindString(clean); word != "" {
		c.names(word)
	}
}

// takesCalls reports whether a receiver is a process, which takes a call of an
// attribute as it takes an assignment. Without one it is the block's.
func (c *completer) takesCalls(receiver string) bool {
	role, f := roleOfParam(c.open, receiver)
	if receiver == "" {
		f, _ = innermost(c.open)
		role = f.role
	}
	return (role == ofProcess || role == ofChild) && (receiver != "" || len(f.params) == 0)
}

// commentWords offers what a comment may tell pilllint.
func (c *completer) commentWords(line string) {
	m := pilllintWord.FindStringSubmatch(line)
	if m == nil {
		return
	}
	c.add(m[1], offer{label: "ignore", detail: "hide findings of rules, here", kind: protocol.CompletionItemKindKeyword, insert: "ignore "})
	c.add(m[1], offer{label: "ignore-file", detail: "hide findings of rules, in the whole file", kind: protocol.CompletionItemKindKeyword, insert: "ignore-file "})
}

func (c *completer) ruleNames(typed string) {
	for _, r := range rules.All() {
		c.add(typed, offer{label: r.Name, detail: r.Title, doc: r.Text, kind: protocol.CompletionItemKindValue})
	}
}

// unitNames offers the units of durations and sizes.
func (c *completer) unitNames(typed string) {
	for _, u := range []string{"seconds", "minutes", "hours", "days"} {
		c.add(typed, offer{label: u, detail: "a duration", kind: protocol.CompletionItemKindUnit})
	}
	for _, u := range []string{"kilobytes", "megabytes", "gigabytes"} {
		c.add(typed, offer{label: u, detail: "a size in bytes", kind: protocol.CompletionItemKindUnit})
	}
}

// members offers what follows on the variable of a block and a dot.
func (c *completer) members(role role, f frame, receiver, typed string) {
	if role == elsewhere {
		switch {
		case receiver != "Bluepill":
		case c.view.client.snippetItems:
			c.snippets(typed, receiver, pillSnippets, "")
		default:
			c.add(typed, offer{label: "application", kind: protocol.CompletionItemKindMethod})
		}
		return
	}
	given := c.given(f, receiver)
	for i := range pill.Attributes {
		a := &pill.Attributes[i]
		if slices.Contains(given, a.Name) || role == ofApp && !a.App || role == ofChild && a.Kind == pill.BlockOfCode {
			continue
		}
		c.attribute(a, typed, "")
	}
	if role == ofApp {
		c.snippets(typed, receiver, appSnippets, "")
		return
	}
	c.snippets(typed, receiver, processSnippets, "")
}

// attribute offers an assignment to an attribute.
func (c *completer) attribute(a *pill.Attribute, typed, lead string) {
	o := offer{label: lead + a.Name, detail: a.Kind.String(), doc: attributeText(a), kind: protocol.CompletionItemKindProperty, insert: lead + a.Name + " = "}
	switch {
	case a.Kind == pill.BlockOfCode:
		return // a snippet
	case a.Name == "start_command":
		o.rank = "0"
	case a.Child:
		o.rank = "1"
	default:
		o.rank = "2"
	}
	c.add(typed, o)
}

// given returns the attributes that are set in a block already.
func (c *completer) given(f frame, receiver string) (names []string) {
	line := c.file.LineSpan(c.file.Line(c.caret))
	set := regexp.MustCompile(`\b` + regexp.QuoteMeta(receiver) + `\.([a-z_]\w*)\s*=[^=~]`)
	for _, m := range set.FindAllStringSubmatch(c.file.Text[f.start:max(f.start, line.Start)], -1) {
		names = append(names, m[1])
	}
	return names
}
