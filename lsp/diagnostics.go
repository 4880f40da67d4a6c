package lsp

// This file says findings in the words of the protocol.

import (
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// name is what the findings are said to come from.
const name = "pilllint"

// RulePage returns where a rule is explained.
func RulePage(rule string) uri.URI { return uri.URI(rules.PageURL(rule)) }

// Diagnostics returns the findings of a document that the client is to be told of.
func (v *View) Diagnostics(s *Snapshot) []protocol.Diagnostic {
	list := []protocol.Diagnostic{}
	if s.kind() == config {
		for _, p := range v.configs.problems()[s.Path] {
			list = append(list, v.problem(p))
		}
		return list
	}
	for _, d := range v.sift(s, v.Found(s)) {
		if d.Span.File == s.Source {
			list = append(list, v.diagnostic(d))
		}
	}
	return append(list, v.verdicts(s)...)
}

// diagnostic converts a finding.
func (v *View) diagnostic(d diag.Diagnostic) protocol.Diagnostic {
	out := protocol.Diagnostic{
		Range:           v.Range(d.Span),
		Severity:        protocol.DiagnosticSeverity(d.Severity), // both count from 1, the worst
		Code:            protocol.String(d.Rule),
		CodeDescription: protocol.CodeDescription{Href: RulePage(d.Rule)},
		Source:          protocol.NewOptional(name),
		Message:         protocol.String(d.Message),
		Data:            fixData(d),
	}
	if v.client.related {
		for _, r := range d.Related {
			out.RelatedInformation = append(out.RelatedInformation, protocol.DiagnosticRelatedInformation{
				Location: protocol.Location{URI: v.uriOf(r.Span.File), Range: v.Range(r.Span)}, Message: r.Message,
			})
		}
	}
	if v.client.tags {
		out.Tags = tagsOf(d)
	}
	return out
}

// tagsOf tells what may be greyed out, or struck out.
func tagsOf(d diag.Diagnostic) protocol.DiagnosticTags {
	switch marks()[d.Rule] {
	case rules.Unused:
		return protocol.NewDiagnosticTags(protocol.DiagnosticTagUnnecessary)
	case rules.Outdated:
		return protocol.NewDiagnosticTags(protocol.DiagnosticTagDeprecated)
	}
	return protocol.DiagnosticTags{}
}

// marks are those of the rules that have one, by the rule's name.
var marks = sync.OnceValue(func() map[string]rules.Mark {
	found := map[string]rules.Mark{}
	for _, r := range rules.All() {
		if r.Mark != 0 {
			found[r.Name] = r.Mark
		}
	}
	return found
})

// A fixNote tells a client of a fix before it asks for it.
type fixNote struct {
	Title string `json:"title"`
	Safe  bool   `json:"safe"`
}

// fixData is what comes with a finding that can be fixed.
func fixData(d diag.Diagnostic) protocol.LSPAny {
	if len(d.Fixes) == 0 {
		return nil
	}
	var data struct {
		Fixes []fixNote `json:"fixes"`
	}
	for _, f := range d.Fixes {
		data.Fixes = append(data.Fixes, fixNote{f.Title, f.Safe})
	}
	return asJSON(data)
}

// problem converts what is wrong with a configuration.
func (v *View) problem(p rules.Problem) protocol.Diagnostic {
	return protocol.Diagnostic{
		Range:    v.Range(p.Span),
		Severity: protocol.DiagnosticSeverityError,
		Source:   protocol.NewOptional(name),
		Message:  protocol.String(p.Message),
	}
}

// uriOf returns the URI of a file that findings may speak of: an open one as the
// client calls it, or one on the disk.
func (v *View) uriOf(f *source.File) uri.URI {
	for u, s := range v.docs {
		if s.Source == f || s.Source.Path == f.Path || s.Path != "" && s.Path == f.Path {
			return u
		}
	}
	return uri.File(v.abs(f.Path))
}
