package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var unknownCheckOption = &Rule{
	Name:        "unknown-check-option",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "there is no check option with this name",
	Mark:        Unused,
	Since:       "0.1",
	Text: "Bluepill ignores options that a check does not know: with `:time => 3` instead of `:times`, one bad sample is enough\n" +
		"to restart the process. Options are symbols; `\"below\"` is not `:below`.\n\n" +
		"The rule does not look at the options of checks that the pill defines itself.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :time => 3
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => 3
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			for key := range c.options.Each {
				switch key := key.(type) {
				case eval.Sym:
					if _, ok := c.kind.Option(string(key)); !ok {
						p.unknownOption(c, string(key))
					}
				case *eval.Str:
					if _, ok := c.kind.Option(key.S); ok && key.Lost == nil && key.S != "every" { // check-without-every says that
						p.textOption(c, key.S)
					}
				}
			}
		}
	},
}

// optionWords are what options are called elsewhere.
var optionWords = map[string]string{
	"interval": "every", "each": "every", "max": "below", "limit": "below", "under": "below", "less_than": "below", "count": "times",
	"file": "filename", "path": "filename", "uri": "url", "regexp": "pattern", "regex": "pattern", "match": "pattern", "fire": "fires", "action": "fires", "children": "include_children",
	"retry": "retry_in", "status": "kind", "code": "kind",
}

// likelyOption is the option that a word most likely stands for; "" if none is
// near.
func (c liveCheck) likelyOption(word string) string {
	if likely, ok := optionWords[word]; ok {
		if _, ok := c.kind.Option(likely); ok {
			return likely
		}
	}
	return pill.Suggest(word, c.kind.OptionNames())
}

func (p *Pass) unknownOption(c liveCheck, name string) {
	likely := c.likelyOption(name)
	hint := ""
	if likely != "" {
		hint = "; did you mean :" + likely + "?"
	}
	pair, written := c.OptionPair(name)
	span := c.NameSpan
	if written {
		span = c.File.Span(pair.Key)
	}
	f := c.finding(p, span, "the check %s ignores the unknown option :%s%s", c.title(), name, hint).Meant(c.NameSpan, likely)
	if written && likely != "" && c.Option(likely).Unset() && c.optionTakes(likely, c.Option(name).Any()) {
		f.Fix(renameKey(span, name, likely))
	}
	f.Done(p)
}

// renameKey writes another symbol as a key, in the style of the one it
// replaces.
func renameKey(span source.Span, name, likely string) diag.Fix {
	for _, style := range [][2]string{{":", ""}, {"", ":"}, {"", ""}} {
		if span.Text() == style[0]+name+style[1] {
			return diag.Fix{Title: "Write :" + likely, Edits: []source.Edit{{Span: span, New: style[0] + likely + style[1]}}}
		}
	}
	return diag.Fix{}
}

// textOption reports a key that is text, where the symbol was meant.
func (p *Pass) textOption(c liveCheck, name string) {
	span := c.NameSpan
	if key := c.textKey(name); key != nil {
		span = c.File.Span(key)
	}
	c.finding(p, span, "options are symbols, so Bluepill ignores %q; write :%s", name, name).Meant(c.NameSpan, name).Fix(c.symbolKey(name)).Done(p)
}

// textKey is the key of an option that is written as text; nil if none is.
func (c liveCheck) textKey(name string) *syntax.Str {
	if c.Node == nil {
		return nil
	}
	for _, a := range c.Node.Args {
		h, ok := a.(*syntax.Hash)
		if !ok {
			continue
		}
		for _, pair := range h.Pairs {
			if s, ok := pair.Key.(*syntax.Str); ok && s.Value == name {
				return s
			}
		}
	}
	return nil
}

// symbolKey writes a key that is text as a symbol.
func (c liveCheck) symbolKey(name string) diag.Fix {
	key := c.textKey(name)
	if key == nil || c.File == nil {
		return diag.Fix{}
	}
	return replaceFix("Write :"+name, c.File.Span(key), ":"+name)
}
