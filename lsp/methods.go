package lsp

// This file is the table of methods. What is announced stands in it, so that
// nothing is announced that does not answer.

import (
	"slices"

	"go.lsp.dev/protocol"
)

// methods lists the methods of a server.
func methods(o *Options) []method {
	initialize := method{name: protocol.MethodInitialize, start: startInitialize, ordered: true, early: true}
	return append([]method{
		// Life
		initialize,
		signal(protocol.MethodInitialized, (*Server).initialized),
		signal(protocol.MethodShutdown, (*Server).shutdown),
		signal(protocol.MethodExit, (*Server).exit),
		notification(protocol.MethodCancelRequest, (*Server).cancel, nil),
		signal(protocol.MethodSetTrace, nothing),

		// Documents
		notification(protocol.MethodTextDocumentDidOpen, (*Server).didOpen, announceSync),
		notification(protocol.MethodTextDocumentDidChange, (*Server).didChange, nil),
		notification(protocol.MethodTextDocumentDidSave, (*Server).didSave, nil),
		notification(protocol.MethodTextDocumentDidClose, (*Server).didClose, nil),

		// The workspace
		notification(protocol.MethodWorkspaceDidChangeWorkspaceFolders, (*Server).didChangeFolders, announceFolders),
		notification(protocol.MethodWorkspaceDidChangeWatchedFiles, (*Server).didChangeWatchedFiles, nil),
		notification(protocol.MethodWorkspaceDidChangeConfiguration, (*Server).didChangeConfiguration, nil),

		// Features
		request(protocol.MethodTextDocumentDiagnostic, documentDiagnostics, announcePull).onlyTo((*client).asksWell),
		request(protocol.MethodWorkspaceDiagnostic, workspaceDiagnostics, nil),
		request(protocol.MethodTextDocumentCodeAction, codeActions, o.announceCodeActions),
		request(protocol.MethodCodeActionResolve, resolveAction, nil),
	}, slices.Concat(features(), commandMethods(o))...)
}

func nothing(*Server) error { return nil }

func announceSync(c *protocol.ServerCapabilities) {
	c.TextDocumentSync = &protocol.TextDocumentSyncOptions{
		OpenClose: ptr(true),
		Change:    ptr(protocol.TextDocumentSyncKindIncremental),
		Save:      &protocol.SaveOptions{},
	}
}

func announceFolders(c *protocol.ServerCapabilities) {
	c.Workspace = &protocol.WorkspaceOptions{WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{
		Supported: ptr(true), ChangeNotifications: protocol.Boolean(true),
	}}
}

func ptr[T any](v T) *T { return &v }
