package syntax

import (
	"context"
	"strings"
	"testing"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/ruby"
)

// TestConcreteIsTheTree compares the flat copy of a tree, made in C, with what
// the binding says of each node.
func TestConcreteIsTheTree(t *testing.T) {
	texts := append(goldenPills(t), "", "\n", "a", "if", "x = <<A\n#{1}\nA\n", "f(", "a do |x|\n\n# c\n  b\n",
		strings.Repeat("a.b c do\n", 300), strings.Repeat("[", 700), "p.\nend\n{a: 1, **b}\n", "\xff\x00é = 1")
	for _, text := range texts {
		p := sitter.NewParser()
		p.SetLanguage(ruby.GetLanguage())
		tree, err := p.ParseCtx(context.Background(), nil, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		defer tree.Close()
		err = concrete([]byte(text), parseLimit, func(nodes []cnode) {
			at := compareNode(t, tree.RootNode(), nodes, 0, "")
			if at != len(nodes) {
				t.Errorf("%q: %d nodes, the tree has %d", text, len(nodes), at)
			}
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// compareNode compares the subtree at nodes[at] with n's, and returns the
// index after it.
func compareNode(t *testing.T, n *sitter.Node, nodes []cnode, at int, field string) int {
	if at >= len(nodes) {
		t.Errorf("node %d %s is missing", at, n.Type())
		return at
	}
	c := nodes[at]
	gotField := ""
	if c.field != 0 {
		gotField = fieldName(int(c.field))
	}
	if c.start != n.StartByte() || c.end != n.EndByte() || c.symbol != uint16(n.Symbol()) ||
		gotField != field || (c.missing == 1) != n.IsMissing() {
		t.Errorf("node %d is %+v (%s), want %s %d-%d (%s)", at, c, gotField, n.Type(), n.StartByte(), n.EndByte(), field)
	}
	next := at + 1
	for i := range int(n.ChildCount()) {
		next = compareNode(t, n.Child(i), nodes, next, n.FieldNameForChild(i))
	}
	if int(c.next) != next {
		t.Errorf("node %d ends before %d, want %d", at, c.next, next)
	}
	return next
}
