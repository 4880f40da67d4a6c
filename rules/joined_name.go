package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// joinedNames reports variables that are never read, and named like the block's
// parameter and an attribute with an underscore in the place of the dot:
// process_group = "web".
func (p *Pass) joinedNames(block *syntax.Block, file *syntax.File, procs []*pill.Process) {
	if block == nil || file == nil || block.Params == nil || len(block.Params.Required) == 0 {
		return
	}
	head := block.Params.Required[0].Name
	suspect := func(name string) bool {
		return strings.HasPrefix(name, head) && strings.HasPrefix(name[len(head):], "_") && isAttribute(name[len(head)+1:])
	}
	if head == "" || !slices.ContainsFunc(block.Locals, suspect) {
		return // as nearly always: the block need not be gone through
	}
	var suspects []*syntax.Assign
	assignedLocals(block.Body, func(a *syntax.Assign) {
		if l := a.Target.Local; l.Depth == 0 && suspect(l.Name) {
			suspects = append(suspects, a)
		}
	})
	read := map[string]bool{}
	readLocals(block.Body, read)
	for _, a := range suspects {
		local := a.Target.Local.Name
		name := local[len(head)+1:]
		if read[local] || read[name] {
			continue // the second is how binding and eval are noted
		}
		span := file.Span(a.Target)
		dot := source.Edit{Span: file.Source.Span(span.Start+len(head), span.Start+len(head)+1), New: "."}
		f := p.Finding(span, "this sets a local variable that nothing reads; did you mean %s.%s?", head, name).MeantFor(procs, name)
		if p.localTakes(name, block, a.Value, procs) {
			f.Fix(diag.Fix{Title: "Set the attribute " + name, Edits: []source.Edit{dot}})
		}
		f.Done(p)
	}
}
