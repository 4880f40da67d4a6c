package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var uidWithoutGroup = &Rule{
	Name:        "uid-without-group",
	Severity:    diag.Info,
	Consequence: diag.Security,
	Title:       "a process of another user stays in root's groups",
	Since:       "0.1",
	Text: "`uid` changes only the user. Unless `gid` is set, the process keeps the group root and all other groups of the daemon:\n" +
		"it can read and write what root's group can, and its files belong to that group. With `gid`, it has only that group\n" +
		"and those of `supplementary_groups`.\n\n" +
		"Bluepill changes neither if it does not run as root.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.uid = "shop"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.uid = "shop"
    process.gid = "shop"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			s := proc.Last("uid")
			uid, known := proc.Attr("uid").True()
			if s == nil || !proc.Surely(s.Maybe) || known && !uid || isRoot(proc) || isOtherThan[*eval.Str](s.Value) || !certainlyUnset(proc, "gid") {
				continue
			}
			f := p.Finding(s.NameSpan, "there is a uid but no gid, so the process stays in root's groups")
			if edit, ok := sibling(s, "gid", s.ValueSpan.Text()); ok && s.ValueSpan.File == s.Span.File {
				f.Fix(diag.Fix{Title: "Set gid to the same name", Edits: []source.Edit{edit}})
			}
			f.Done(p)
		}
	},
}

// isRoot reports whether a process is certainly run as root by its uid.
func isRoot(proc *pill.Process) bool {
	name, ok := proc.Attr("uid").Text()
	return ok && name == "root"
}

// certainlyUnset reports whether an attribute is certainly not set, or to nil
// or false.
func certainlyUnset(proc *pill.Process, name string) bool {
	truth, known := proc.Attr(name).True()
	return known && !truth
}
