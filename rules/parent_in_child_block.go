package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var parentInChildBlock = &Rule{
	Name:        "parent-in-child-block",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"child-block-error"},
	Title:       "a monitor_children block sets something of the parent",
	Since:       "0.1",
	Text: "The block of `monitor_children` gets the child as its parameter, and runs when Bluepill sees a child, long after the\n" +
		"process itself was made. Attributes that it sets on the surrounding process, or checks that it adds to it, come too\n" +
		"late and have no effect, neither on the process nor on its children.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.monitor_children do |child|
      child.stop_command = "kill -QUIT {{PID}}"
      process.checks :mem_usage, :every => 30.seconds, :below => 200.megabytes, :times => [3, 5]
    end
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.monitor_children do |child|
      child.stop_command = "kill -QUIT {{PID}}"
      child.checks :mem_usage, :every => 30.seconds, :below => 200.megabytes, :times => [3, 5], :fires => :stop
    end
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			if proc.Child == nil || proc.Child.Block == nil || proc.Block == nil || proc.Child.BlockFile != p.Syntax {
				continue
			}
			parent, child := blockParameter(proc.Block), blockParameter(proc.Child.Block)
			if parent == "" || slices.Contains(paramNames(proc.Child.Block.Params), parent) {
				continue
			}
			syntax.Walk(proc.Child.Block.Body, func(n syntax.Node) bool {
				if call := settingCall(n); call != nil && isLocal(call.Recv, parent) {
					p.settingOfParent(call, parent, child)
				}
				return true
			})
		}
	},
}

// settingCall returns the call by which a node sets an attribute or makes a
// check; nil if it does neither.
func settingCall(n syntax.Node) *syntax.Call {
	switch n := n.(type) {
	case *syntax.Assign:
		return n.Target.Call
	case *syntax.Call:
		_, attribute := pill.FindAttribute(n.Name)
		if n.Name == "checks" || n.Name == "monitor_children" || attribute && len(n.Args) == 1 || strings.HasSuffix(n.Name, "!") {
			return n
		}
	}
	return nil
}

func isLocal(n syntax.Node, name string) bool {
	l, ok := n.(*syntax.Local)
	return ok && l.Name == name
}

func (p *Pass) settingOfParent(call *syntax.Call, parent, child string) {
	name := strings.TrimRight(call.Name, "=!")
	if name == "[]" {
		return
	}
	what := "this sets " + name + " of the process"
	if name == "checks" {
		what = "this check is given to the process"
	}
	span := p.Syntax.Span(call.Recv)
	f := p.Finding(span, "%s, not to its children, when it is too late: it has no effect", strings.Replace(what, "sets", "gives", 1))
	if name != "checks" {
		f = p.Finding(span, "%s, not of its children, when it is too late: it has no effect", what)
	}
	if child != "" && child != parent && (name == "checks" || childTakes(name)) {
		f.Fix(diag.Fix{Title: "Write " + child, Edits: []source.Edit{{Span: span, New: child}}})
	}
	f.Done(p)
}
