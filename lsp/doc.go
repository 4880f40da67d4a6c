// Package lsp is the language server: what pilllint knows of pills, told to an
// editor.
//
// It speaks the Language Server Protocol over two streams. Four ideas carry it:
//
//   - A View is everything there is at one moment: the open documents, the
//     folders, the settings. It is immutable; a change makes the next one.
//   - A Snapshot is one version of one document. What is worked out from it
//     (the tree, the model, the findings) is worked out once, when somebody
//     asks, and shared by all who do.
//   - A feature is a function of a View and the parameters of a request. It may
//     take its time: it runs beside everything else, on the View of the moment at
//     which its request was read, and is told by its context to stop.
//   - One table (methods.go) says which methods there are. What the server
//     announces comes from it, so that whatever is announced answers.
//
// Messages are read one after the other, and notifications are done with before
// the next is read, so that changes apply in order. Findings are published by one
// goroutine, which always takes the newest View: whatever was overtaken is never
// sent. What a client does not read waits in a bounded queue. While somebody types,
// what is new outside the lines typed in is not told either, until the typing rests
// (rest.go).
//
// Nothing that a client sends ends the server but exit: what is malformed is
// answered or dropped, and a panic is one request's failure.
package lsp
