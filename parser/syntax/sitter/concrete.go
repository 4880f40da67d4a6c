package sitter

// This file is the only one that knows of tree-sitter. It copies its tree, which
// is owned by C, into a slice.

import (
	"context"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/ruby"
)

// A cnode is a node of the concrete tree. The slice that holds it is in
// preorder, so its first child, if any, is the next element.
type cnode struct {
	start, end uint32 // byte offsets
	next       uint32 // index of the node after this one's subtree
	word       string // what the grammar calls it
	kind       kind
	field      field
	missing    bool // tree-sitter supplied it to go on
}

// concrete returns the concrete tree of a text.
func concrete(text []byte) ([]cnode, error) {
	p := sitter.NewParser()
	defer p.Close()
	p.SetLanguage(ruby.GetLanguage())
	tree, err := p.ParseCtx(context.Background(), nil, text)
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	c := sitter.NewTreeCursor(tree.RootNode())
	defer c.Close()
	var nodes []cnode
	var copied func()
	copied = func() {
		n := c.CurrentNode()
		at := len(nodes)
		nodes = append(nodes, cnode{
			start: n.StartByte(), end: n.EndByte(), word: n.Type(), kind: kToken,
			field: fieldWords[c.CurrentFieldName()], missing: n.IsMissing(),
		})
		if n.IsNamed() {
			nodes[at].kind = kindWords[n.Type()]
		}
		if c.GoToFirstChild() {
			for more := true; more; more = c.GoToNextSibling() {
				copied()
			}
			c.GoToParent()
		}
		nodes[at].next = uint32(len(nodes))
	}
	copied()
	return nodes, nil
}
