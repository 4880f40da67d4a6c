package lsp

// This file runs processes as their pill says, and tells what came of it until
// the text changes.

import (
	"context"
	"maps"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// A Verdict is what came of running a process.
type Verdict struct {
	Summary string            `json:"summary"` // in a line
	Text    string            `json:"text"`    // in full
	Found   []diag.Diagnostic `json:"-"`       // in the text of the pill
}

// verified is what came of the processes of one version of a text.
type verified struct {
	source *source.File
	found  map[processRef][]diag.Diagnostic
}

// maxVerifying is how many processes are run at a time.
const maxVerifying = 4

// verify runs a process and answers with what came of it.
func verify(ctx context.Context, s *Server, v *View, p *protocol.ExecuteCommandParams, ref processRef) (any, error) {
	t := v.exact(ref.URI)
	switch {
	case t == nil:
		return nil, failed("%s is not open, or is not a pill that can be read", ref.URI)
	case t.Source != t.now:
		return nil, failed("this pill has a syntax error")
	}
	ground := t.shot.ground
	ground.env = v.hostEnv(t.shot.Path) // it is here that it will run
	t.Document = ground.read(t.Source, nil, &loaded{})
	process := t.find(ref)
	if process == nil {
		return nil, failed("application %q declares no process %q", ref.Application, ref.Process)
	}
	select {
	case s.verifying <- struct{}{}:
		defer func() { <-s.verifying }()
	default:
		return nil, failed("%d processes are already being verified; try again when one is done", maxVerifying)
	}
	ctx, told, done := s.progress(ctx, p.WorkDoneToken, "Verifying "+ref.Process)
	defer done()
	verdict, err := v.options.Verify(ctx, t.Document, process, told.tell)
	switch {
	case ctx.Err() != nil:
		return nil, protocol.ErrRequestCancelled
	case err != nil:
		return nil, failed("%s", err)
	}
	s.update(func(v *View) {
		if now := v.docs[ref.URI]; now != nil && now.Source.Text == t.Source.Text {
			v.verified = maps.Clone(v.verified)
			if v.verified == nil {
				v.verified = map[uri.URI]*verified{}
			}
			v.verified[ref.URI] = v.verified[ref.URI].with(t.Source, ref, verdict.Found)
		}
	})
	return verdict, nil
}

// with adds what came of one process.
func (a *verified) with(f *source.File, ref processRef, found []diag.Diagnostic) *verified {
	b := &verified{source: f, found: map[processRef][]diag.Diagnostic{}}
	if a != nil {
		maps.Copy(b.found, a.found)
	}
	b.found[ref] = slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return d.Span.File != f })
	return b
}

// forgetVerdicts drops what was found, as the text is another.
func (v *View) forgetVerdicts(u uri.URI) {
	if v.verified[u] != nil {
		v.verified = maps.Clone(v.verified)
		delete(v.verified, u)
	}
}

// verifyName is what these findings are said to come from.
const verifyName = name + " verify"

// verdicts returns the findings of processes of a document that were run.
func (v *View) verdicts(s *Snapshot) (list []protocol.Diagnostic) {
	a := v.verified[s.URI]
	if a == nil {
		return nil
	}
	var found []diag.Diagnostic
	for _, more := range a.found {
		found = append(found, more...)
	}
	for _, d := range diag.Sort(found) {
		out := v.diagnostic(d)
		out.Source = protocol.NewOptional(verifyName)
		out.CodeDescription = protocol.CodeDescription{} // there are no pages of these
		list = append(list, out)
	}
	return list
}
