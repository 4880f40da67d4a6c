package lsp

// This file offers what can be done with a process beyond looking at it: a lens
// above each, and the commands that the lenses are for.

import (
	"context"
	"encoding/json"
	"fmt"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/pill"
)

// A command is something that a client may have done with a process.
type command struct {
	name  string
	title string // of its lens
	run   func(context.Context, *Server, *View, *protocol.ExecuteCommandParams, processRef) (any, error)
}

// commands lists those for which the server was given what it takes.
func (o *Options) commands() (list []command) {
	if o.Unit != nil {
		list = append(list, command{"pilllint.showUnit", "systemd unit", showUnit})
	}
	if o.Verify != nil {
		list = append(list, command{"pilllint.verify", "verify", verify})
	}
	return list
}

// commandMethods lists the methods that there are if there are commands.
func commandMethods(o *Options) (list []method) {
	if len(o.commands()) > 0 {
		list = append(list,
			request(protocol.MethodTextDocumentCodeLens, codeLenses, func(c *protocol.ServerCapabilities) { c.CodeLensProvider = &protocol.CodeLensOptions{} }),
			deed(protocol.MethodWorkspaceExecuteCommand, executeCommand, o.announceCommands),
			notification(protocol.MethodWindowWorkDoneProgressCancel, (*Server).cancelProgress, nil))
	}
	if o.Unit != nil {
		content := deed(protocol.MethodWorkspaceTextDocumentContent, unitContent, announceContent)
		list = append(list, content.onlyTo(func(c *client) bool { return c.fetchesContent && !c.showsUnits }))
	}
	return list
}

func (o *Options) announceCommands(c *protocol.ServerCapabilities) {
	c.ExecuteCommandProvider = protocol.ExecuteCommandOptions{}
	c.ExecuteCommandProvider.WorkDoneProgress = ptr(o.Verify != nil)
	for _, command := range o.commands() {
		c.ExecuteCommandProvider.Commands = append(c.ExecuteCommandProvider.Commands, command.name)
	}
}

// A processRef names a process to a client and back. It is the one argument of
// the commands.
type processRef struct {
	URI         uri.URI `json:"uri"`
	Application string  `json:"application"`
	Process     string  `json:"process"`
}

// byRef calls yield with each process that can be named to a client.
func (t *text) byRef(yield func(processRef, *pill.Process) bool) {
	for _, a := range t.Apps() {
		app, ok := a.NameText()
		if !ok {
			continue
		}
		for _, p := range a.Processes {
			if name, ok := p.NameText(); ok && !yield(processRef{t.shot.URI, app, name}, p) {
				return
			}
		}
	}
}

// find returns the process that is meant; nil if the pill declares none such.
func (t *text) find(r processRef) *pill.Process {
	for ref, p := range t.byRef {
		if ref.Application == r.Application && ref.Process == r.Process {
			return p
		}
	}
	return nil
}

// refs returns the processes by where they are declared now, and those places in
// their order.
func (t *text) refs() (places []int, at map[int][]processRef) {
	at = map[int][]processRef{}
	for ref, p := range t.byRef {
		span, ok := t.place(p.NameSpan)
		if !ok {
			continue
		}
		if at[span.Start] == nil {
			places = append(places, span.Start)
		}
		at[span.Start] = append(at[span.Start], ref)
	}
	return places, at
}

// codeLenses returns the lenses of a pill: one for each command and process, for
// no more than a few of a place at which a loop or a helper declares many.
func codeLenses(_ context.Context, v *View, p *protocol.CodeLensParams) ([]protocol.CodeLens, error) {
	lenses := []protocol.CodeLens{}
	t := v.exact(p.TextDocument.URI)
	if t == nil {
		return lenses, nil
	}
	places, at := t.refs()
	for _, start := range places {
		for _, ref := range at[start][:min(len(at[start]), maxNames)] {
			for _, command := range v.options.commands() {
				title := command.title
				if len(at[start]) > 1 {
					title += ": " + ref.Process
				}
				lenses = append(lenses, protocol.CodeLens{
					Range:   v.Range(t.now.Span(start, start)),
					Command: protocol.Command{Title: title, Command: command.name, Arguments: []protocol.LSPAny{asJSON(ref)}},
				})
			}
		}
	}
	return lenses, nil
}

// asJSON writes what is made of texts, numbers and truths, which always can be.
func asJSON(v any) protocol.LSPAny {
	raw, _ := json.Marshal(v)
	return raw
}

// executeCommand does what a lens is for.
func executeCommand(ctx context.Context, s *Server, v *View, p *protocol.ExecuteCommandParams) (any, error) {
	for _, command := range s.options.commands() {
		if command.name != p.Command {
			continue
		}
		var ref processRef
		if len(p.Arguments) != 1 || json.Unmarshal(p.Arguments[0], &ref) != nil || ref.URI == "" {
			return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "%s takes one argument: {uri, application, process}", p.Command)
		}
		return command.run(ctx, s, v, p, ref)
	}
	return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "there is no command %q", p.Command)
}

// failed is how a request fails that was understood.
func failed(format string, args ...any) error {
	return jsonrpc2.NewError(jsonrpc2.Code(protocol.LSPErrorCodesRequestFailed), fmt.Sprintf(format, args...))
}
