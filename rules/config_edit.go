package rules

// This file changes a configuration.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
)

var (
	rulesLine = lazyregexp.New(`(?m)^rules:[ \t]*(?:#.*)?$`)
	rulesKey  = lazyregexp.New(`(?m)^["']?rules["']?[ \t]*:`)
	ruleState = lazyregexp.New(`\A["']?[ \t]*:[ \t]+([a-z]+)[ \t]*(?:#.*)?(?:\r?\n|\z)`)
	firstRule = lazyregexp.New(`\A(?:[ \t]*(?:#.*)?\r?\n)*([ \t]+)\S`)
)

// TurnOff returns the edit of the configuration's file that turns a rule off.
// Without a file, that of nil, it is an edit of no file whose text is a whole
// configuration. ok is false if the rule cannot be turned off, or if the file is
// written in a way that only a person should change.
func (c *Config) TurnOff(rule string) (edit source.Edit, ok bool) {
	r, known := Find(rule)
	if !known || r == syntaxError {
		return edit, false
	}
	if c == nil || c.File == nil {
		return source.Edit{New: "rules:\n  " + rule + ": off\n"}, true
	}
	edit, ok = c.turnOff(rule)
	if !ok {
		return edit, false
	}
	text, err := source.Apply(c.File, []source.Edit{edit})
	if err != nil {
		return edit, false
	}
	after, problems := ReadConfig(source.NewFile(c.File.Path, text), c.Folder)
	return edit, len(problems) == 0 && after.Rules[rule].Off
}

func (c *Config) turnOff(rule string) (edit source.Edit, ok bool) {
	f := c.File
	ending := "\n"
	if strings.Contains(f.Text, "\r\n") {
		ending = "\r\n"
	}
	if key := c.Place("rules." + rule); !key.IsZero() {
		m := ruleState.FindStringSubmatchIndex(f.Text[key.End:])
		if m == nil {
			return edit, false
		}
		return source.Edit{Span: f.Span(key.End+m[2], key.End+m[3]), New: "off"}, true
	}
	if at := rulesLine.FindStringIndex(strings.ReplaceAll(f.Text, "\r", " ")); at != nil {
		after := f.LineSpan(f.Line(at[0]) + 1).Start
		indent, before := "  ", ""
		if m := firstRule.FindStringSubmatch(f.Text[after:]); m != nil {
			indent = m[1]
		}
		if after == len(f.Text) && !strings.HasSuffix(f.Text, "\n") {
			before = ending
		}
		return source.Edit{Span: f.Span(after, after), New: before + indent + rule + ": off" + ending}, true
	}
	if rulesKey.MatchString(f.Text) {
		return edit, false
	}
	end, before := len(f.Text), ""
	if f.Text != "" && !strings.HasSuffix(f.Text, "\n") {
		before = ending
	}
	return source.Edit{Span: f.Span(end, end), New: before + "rules:" + ending + "  " + rule + ": off" + ending}, true
}
