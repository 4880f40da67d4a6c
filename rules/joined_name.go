package rules

import (
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
	var suspects []*syntax.Assign
	assignedLocals(block.Body, func(a *syntax.Assign) {
		if l := a.Target.Local; head != "" && l.Depth == 0 && strings.HasPrefix(l.Name, head+"_") && isAttribute(l.Name[len(head)+1:]) {
			suspects = append(suspects, a)
		}
	})
	if len(suspects) == 0 {
		return // as nearly always: what is read need not be looked for
	}
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
		p.Finding(span, "this sets a local variable that nothing reads; did you mean %s.%s?", head, name).MeantFor(procs, name).
			Fix(diag.Fix{Title: "Set the attribute " + name, Edits: []source.Edit{dot}}).Done(p)
	}
}
