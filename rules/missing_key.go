package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/syntax"
)

var missingKey = &Rule{
	Name:        "missing-key",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"lost-instance-variable"},
	Title:       "a key is read that the Hash does not have",
	Since:       "0.1",
	Text: "`CONFIG[:pids]` is `nil` if `CONFIG` has no such key, and Ruby says nothing: `\"#{CONFIG[:pids]}/shop.pid\"` becomes\n" +
		"`/shop.pid`, and `process.uid = CONFIG[:user]` leaves the process to root. A key that is text, as in all that YAML reads, is\n" +
		"another than the symbol of that name. `CONFIG.fetch(:pids)` raises an error instead.\n\n" +
		"The rule reports keys of a constant, and of a variable if that has nearly the same one.",
	Bad: `CONFIG = { "root" => "/srv/shop" }
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "#{CONFIG[:root]}/srv/log/shop.log"
  end
end
`,
	Good: `CONFIG = { "root" => "/srv/shop" }
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "#{CONFIG["root"]}/srv/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		if len(p.Config.MissingKeys) == 0 {
			return
		}
		for proc := range p.Processes {
			for s := range live(proc) {
				if s.File != p.Syntax || s.ValueNode == nil {
					continue
				}
				switch n := s.ValueNode.(type) {
				case *syntax.DStr:
					for _, part := range n.Parts {
						p.missingKey(onlyStatement(part))
					}
				case *syntax.Hash:
					for _, pair := range n.Pairs {
						p.missingKey(pair.Value)
					}
				case *syntax.Call:
					if eval.IsNil(s.Value) && slices.Contains(mayBeUnset, s.Name) {
						p.missingKey(n)
					}
				}
			}
		}
	},
}

// mayBeUnset are the attributes that are as if they were not set when they are nil.
var mayBeUnset = strings.Fields("uid gid working_dir stdout stderr stdin environment daemonize group")

// missingKey judges an expression if it is a key that is read, and is never there.
func (p *Pass) missingKey(n syntax.Node) {
	call, ok := n.(*syntax.Call)
	if !ok || call.Recv == nil {
		return
	}
	m := p.Config.MissingKeys[p.Syntax.Span(call)]
	if m == nil {
		return
	}
	_, constant := call.Recv.(*syntax.Const)
	name, asSymbol := wordOfKey(m.Key)
	similar, other := "", false
	for _, k := range m.Has {
		text, symbol := wordOfKey(k)
		// What a method is given may have :gid alone, and no :uid.
		if symbol == asSymbol && pill.OneSlip(name, text) && (constant || len(name) > 3) {
			similar = text
		}
		other = other || text == name && symbol != asSymbol && text != ""
	}
	recv, read, key := p.Syntax.Span(call.Recv).Text(), p.Syntax.Span(call.Args[0]), writtenKey(name, asSymbol)
	switch {
	case other:
		right := writtenKey(name, !asSymbol)
		p.Finding(p.Syntax.Span(call), "this is nil: %s has no key %s, only %s", recv, key, right).
			Fix(replaceFix("Read "+right, read, right)).Done(p)
	case similar != "":
		right := writtenKey(similar, asSymbol)
		p.Finding(p.Syntax.Span(call), "this is nil: %s has no key %s; did you mean %s?", recv, key, right).
			Fix(replaceFix("Read "+right, read, right)).Done(p)
	case constant && len(p.Config.Unread) == 0:
		p.Finding(p.Syntax.Span(call), "this is nil: %s has no key %s", recv, key).Severity(diag.Info).Done(p) // which may be meant
	}
}

// wordOfKey is the text of a key, and whether it is a symbol.
func wordOfKey(v eval.Value) (text string, symbol bool) {
	switch v := v.(type) {
	case eval.Sym:
		return string(v), true
	case *eval.Str:
		return v.S, false
	}
	return "", false
}

func writtenKey(name string, symbol bool) string {
	if symbol {
		return ":" + name
	}
	return `"` + name + `"`
}
