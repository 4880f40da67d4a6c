package syntax

import "github.com/pilllint/pilllint/parser/syntax/ast"

// The types of the tree, which are made in two ways and so have a package of
// their own, under the names that the rest of the program uses.
type (
	Nil      = ast.Nil
	Bool     = ast.Bool
	Self     = ast.Self
	Int      = ast.Int
	BigInt   = ast.BigInt
	Float    = ast.Float
	Str      = ast.Str
	DStr     = ast.DStr
	XStr     = ast.XStr
	Sym      = ast.Sym
	DSym     = ast.DSym
	Regexp   = ast.Regexp
	Array    = ast.Array
	Hash     = ast.Hash
	Range    = ast.Range
	Lambda   = ast.Lambda
	Pair     = ast.Pair
	Local    = ast.Local
	IVar     = ast.IVar
	GVar     = ast.GVar
	CVar     = ast.CVar
	Const    = ast.Const
	Call     = ast.Call
	Super    = ast.Super
	Yield    = ast.Yield
	Splat    = ast.Splat
	Block    = ast.Block
	Params   = ast.Params
	Param    = ast.Param
	Assign   = ast.Assign
	OpAssign = ast.OpAssign
	Target   = ast.Target
	Seq      = ast.Seq
	If       = ast.If
	Case     = ast.Case
	When     = ast.When
	While    = ast.While
	For      = ast.For
	And      = ast.And
	Or       = ast.Or
	Not      = ast.Not
	Defined  = ast.Defined
	Begin    = ast.Begin
	Rescue   = ast.Rescue
	Jump     = ast.Jump
	Def      = ast.Def
	Class    = ast.Class
	SClass   = ast.SClass
	Module   = ast.Module
	Alias    = ast.Alias
	Undef    = ast.Undef
	Magic    = ast.Magic
	Hole     = ast.Hole
	Bad      = ast.Bad
	Pos      = ast.Pos
	Node     = ast.Node
	Comment  = ast.Comment
	Wrap     = ast.Wrap
	JumpKind = ast.JumpKind
)

// The ways to leave.
const (
	Return = ast.Return
	Break  = ast.Break
	Next   = ast.Next
	Redo   = ast.Redo
	Retry  = ast.Retry
)

// Walk calls visit with n and, as long as visit returns true, with the nodes
// under it, in the order of the text. Nil nodes are left out.
func Walk(n Node, visit func(Node) bool) { ast.Walk(n, visit) }

// Children returns the nodes directly under n, in the order of the text.
func Children(n Node) []Node { return ast.Children(n) }
