package lsp

import (
	"encoding/json"

	"go.lsp.dev/protocol"
)

// A client is what the editor can do, and what was agreed with it. It does not
// change.
type client struct {
	name           string
	encoding       encoding
	pulls          bool // it asks for findings; they are not published
	refreshes      bool // it asks again when told to
	watches        bool // it tells of files that change
	configures     bool // it can be asked for settings
	versionedEdits bool // it takes edits of documents of a version
	createsFiles   bool // it takes edits that make files
	snippets       bool // it takes edits with places to fill in
	snippetItems   bool // it completes words with places to fill in
	resolvesEdits  bool // it asks for the edit of an action when that is chosen
	related        bool // it shows related places
	tags           bool // it shows what is unnecessary or deprecated
	progresses     bool // it shows how far something is
	showsDocuments bool // it opens documents when asked to
	showsUnits     bool // it shows units itself, in its own way
	fetchesContent bool // it opens documents whose texts it asks for
}

// newClient reads what a client says of itself.
func newClient(p *protocol.InitializeParams) *client {
	c := &client{name: p.ClientInfo.Name, encoding: protocol.PositionEncodingKindUTF16}
	caps := p.Capabilities
	if g := caps.General; g != nil {
		c.encoding = chooseEncoding(g.PositionEncodings)
	}
	if t := caps.TextDocument; t != nil {
		c.pulls = t.Diagnostic != nil && c.asksWell()
		if d := t.PublishDiagnostics; d != nil {
			c.related = yes(d.RelatedInformation)
			c.tags = len(d.TagSupport.ValueSet) > 0
		}
		if d := t.Diagnostic; d != nil {
			c.related = c.related || yes(d.RelatedInformation)
			c.tags = c.tags || len(d.TagSupport.ValueSet) > 0
		}
		if i := t.Completion; i != nil && i.CompletionItem != nil {
			c.snippetItems = yes(i.CompletionItem.SnippetSupport)
		}
		if a := t.CodeAction; a != nil {
			for _, property := range a.ResolveSupport.Properties {
				c.resolvesEdits = c.resolvesEdits || property == "edit" && yes(a.DataSupport)
			}
		}
	}
	if w := caps.Window; w != nil {
		c.progresses = yes(w.WorkDoneProgress)
		c.showsDocuments = w.ShowDocument != nil && w.ShowDocument.Support
	}
	if w := caps.Workspace; w != nil {
		c.fetchesContent = w.TextDocumentContent != nil
		c.configures = yes(w.Configuration)
		c.refreshes = w.Diagnostics != nil && yes(w.Diagnostics.RefreshSupport)
		c.watches = w.DidChangeWatchedFiles != nil && yes(w.DidChangeWatchedFiles.DynamicRegistration)
		if e := w.WorkspaceEdit; e != nil {
			c.versionedEdits = yes(e.DocumentChanges)
			c.snippets = c.versionedEdits && yes(e.SnippetEditSupport)
			for _, op := range e.ResourceOperations {
				c.createsFiles = c.createsFiles || c.versionedEdits && op == protocol.ResourceOperationKindCreate
			}
		}
	}
	var own struct {
		ShowsUnits bool `json:"showsUnits"`
	}
	c.showsUnits = json.Unmarshal(p.InitializationOptions, &own) == nil && own.ShowsUnits
	return c
}

func yes(b *bool) bool { return b != nil && *b }
