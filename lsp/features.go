package lsp

// This file is the part of the table of methods that explains pills and helps to
// write them.

import "go.lsp.dev/protocol"

// features lists the methods that answer from the text of one document.
func features() []method {
	yes := protocol.Boolean(true)
	return []method{
		request(protocol.MethodTextDocumentHover, hover, func(c *protocol.ServerCapabilities) { c.HoverProvider = yes }),
		request(protocol.MethodTextDocumentCompletion, completion, announceCompletion),
		request(protocol.MethodTextDocumentDocumentSymbol, documentSymbols, func(c *protocol.ServerCapabilities) { c.DocumentSymbolProvider = yes }),
		request(protocol.MethodWorkspaceSymbol, workspaceSymbols, func(c *protocol.ServerCapabilities) { c.WorkspaceSymbolProvider = yes }),
		request(protocol.MethodTextDocumentSignatureHelp, signatureHelp, announceSignatures),
		request(protocol.MethodTextDocumentFoldingRange, foldingRanges, func(c *protocol.ServerCapabilities) { c.FoldingRangeProvider = yes }),
		request(protocol.MethodTextDocumentSelectionRange, selectionRanges, func(c *protocol.ServerCapabilities) { c.SelectionRangeProvider = yes }),
		request(protocol.MethodTextDocumentDocumentLink, documentLinks, func(c *protocol.ServerCapabilities) { c.DocumentLinkProvider = &protocol.DocumentLinkOptions{} }),
		request(protocol.MethodTextDocumentSemanticTokensFull, semanticTokens, announceTokens),
		request(protocol.MethodTextDocumentInlayHint, inlayHints, func(c *protocol.ServerCapabilities) { c.InlayHintProvider = yes }),
		request(protocol.MethodTextDocumentDefinition, definition, func(c *protocol.ServerCapabilities) { c.DefinitionProvider = yes }),
		request(protocol.MethodTextDocumentReferences, references, func(c *protocol.ServerCapabilities) { c.ReferencesProvider = yes }),
		request(protocol.MethodTextDocumentDocumentHighlight, highlights, func(c *protocol.ServerCapabilities) { c.DocumentHighlightProvider = yes }),
		request(protocol.MethodTextDocumentPrepareRename, prepareRename, nil),
		request(protocol.MethodTextDocumentRename, rename, func(c *protocol.ServerCapabilities) {
			c.RenameProvider = &protocol.RenameOptions{PrepareProvider: ptr(true)}
		}),
	}
}
