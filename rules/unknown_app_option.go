package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var unknownAppOption = &Rule{
	Name:        "unknown-app-option",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "Bluepill.application takes no option of this name",
	Mark:        Unused,
	Since:       "0.1",
	Text: "`Bluepill.application` knows `:log_file`, `:base_dir`, `:foreground` and `:kill_timeout`. It ignores anything else:\n" +
		"with `:logfile`, or with `\"log_file\"` as a String, the daemon logs to syslog.",
	Bad: `Bluepill.application("user_shop", :logfile => "/srv/shop/log/bluepill.log") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop", :log_file => "/srv/shop/log/bluepill.log") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			options, ok := app.Options.(*eval.Hash)
			if !ok || options.Lost != nil {
				continue
			}
			for key, value := range options.Each {
				switch key := key.(type) {
				case eval.Sym:
					if _, ok := pill.FindAppOption(string(key)); !ok {
						p.unknownAppOption(app, string(key))
					}
				case *eval.Str:
					if _, ok := pill.FindAppOption(key.S); ok && key.Lost == nil {
						span, _ := p.optionKey(app, key.S)
						f := p.Finding(span, "options are symbols, so Bluepill ignores %q; write :%s", key.S, key.S)
						if p.appOptionTakes(key.S, value) {
							f.Fix(textKey(span, key.S))
						}
						f.Done(p)
					}
				}
			}
		}
	},
}

// appOptionWords are what the options are called elsewhere.
var appOptionWords = map[string]string{
	"log": "log_file", "logfile": "log_file", "log_path": "log_file", "dir": "base_dir", "basedir": "base_dir", "timeout": "kill_timeout",
}

func (p *Pass) unknownAppOption(app *pill.Application, name string) {
	likely, ok := appOptionWords[name]
	if !ok {
		likely = pill.Suggest(name, pill.Names(pill.AppOptions))
	}
	hint := ""
	if likely != "" {
		hint = "; did you mean :" + likely + "?"
	}
	span, written := p.optionKey(app, name)
	f := p.Finding(span, "Bluepill.application ignores the unknown option :%s%s", name, hint)
	if written && likely != "" && app.Option(likely).Unset() && p.appOptionTakes(likely, app.Option(name).Any()) {
		f.Fix(renameKey(span, name, likely))
	}
	f.Done(p)
}

// textKey writes a key that is text as the symbol.
func textKey(span source.Span, name string) diag.Fix {
	if text := span.Text(); text != `"`+name+`"` && text != "'"+name+"'" {
		return diag.Fix{}
	}
	return replaceFix("Write :"+name, span, ":"+name)
}

// optionKey finds where an option of an application is written; the
// application's name if it is not.
func (p *Pass) optionKey(app *pill.Application, name string) (span source.Span, written bool) {
	pair, written := p.optionPair(app, name)
	if !written {
		return app.NameSpan, false
	}
	return p.Syntax.Span(pair.Key), true
}

// optionValue finds where the value of an option of an application is written;
// the application's name if it is not.
func (p *Pass) optionValue(app *pill.Application, name string) source.Span {
	pair, written := p.optionPair(app, name)
	if !written {
		return app.NameSpan
	}
	return p.Syntax.Span(pair.Value)
}

func (p *Pass) optionPair(app *pill.Application, name string) (found syntax.Pair, written bool) {
	if app.NameSpan.File != p.Source {
		return found, false
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		call, ok := n.(*syntax.Call)
		if !ok || call.Name != "application" || len(call.Args) < 2 || p.Syntax.Span(call.Args[0]) != app.NameSpan {
			return !written
		}
		h, ok := call.Args[1].(*syntax.Hash)
		if !ok {
			return false
		}
		for _, pair := range h.Pairs {
			if keyText(pair.Key) == name {
				found, written = pair, true
			}
		}
		return false
	})
	return found, written
}

// keyText is the text of a key that is a symbol or a string.
func keyText(n syntax.Node) string {
	switch n := n.(type) {
	case *syntax.Sym:
		return n.Name
	case *syntax.Str:
		return n.Value
	}
	return ""
}
