// Package ast has the node types of a small tree of Ruby, about forty of them,
// in which operators, indexing and attribute assignments are calls, `unless` is
// an If, a modifier is the statement it modifies, and a name is already known
// to be a local variable or a call, as Ruby decides that while it parses.
//
// Where a Seq stands for statements between keywords or braces, it spans these
// statements; in parentheses, an interpolation or begin and end without a
// rescue clause, it spans those as well.
package ast

import "math/big"

// A Pos is where a node stands: byte offsets into its file.
type Pos struct{ Start, End int32 }

// Range returns p itself, so that a node that embeds a Pos is a Node.
func (p Pos) Range() Pos { return p }

// A Node is a piece of the tree. Its dynamic type is a pointer to one of the
// types of this file.
type Node interface{ Range() Pos }

// A Wrap is where a statement goes on, after an operator, a comma or a dot, in a
// line that looks like a statement of its own, as it is not indented. Most likely
// something is missing.
type Wrap struct {
	Pos      // what makes it go on
	Rest Pos // what follows of the statement
}

// A Comment is a comment, from its "#" to the end of the line, or a whole
// =begin block.
type Comment struct {
	Pos
	Text string
}

// Literals.
type (
	// Nil is the literal nil.
	Nil struct{ Pos }
	// Bool is true or false.
	Bool struct {
		Pos
		Value bool
	}
	// Self is self.
	Self struct{ Pos }
	// Int is an integer literal that fits 64 bits.
	Int struct {
		Pos
		Value int64
	}
	// BigInt is an integer literal that does not.
	BigInt struct {
		Pos
		Value *big.Int
	}
	// Float is a floating-point literal.
	Float struct {
		Pos
		Value float64
	}
	// Str is a string without interpolation, escapes done.
	Str struct {
		Pos
		Value   string
		Heredoc Pos // its body, if it is a heredoc
	}
	// DStr is a string with interpolation: its parts are *Str and any other node.
	DStr struct {
		Pos
		Parts   []Node
		Heredoc Pos
	}
	// XStr is a command in backticks.
	XStr struct {
		Pos
		Parts   []Node
		Heredoc Pos
	}
	// Sym is a symbol literal.
	Sym struct {
		Pos
		Name string
	}
	// DSym is a symbol with interpolation.
	DSym struct {
		Pos
		Parts []Node
	}
	// Regexp is a regular expression; Flags are the letters after it.
	Regexp struct {
		Pos
		Parts    []Node
		Flags    string
		Captures []*Local // on the left of =~: what its named groups are assigned to
	}
	// Array is an array literal, %w and %i among them.
	Array struct {
		Pos
		Elems []Node
		Words bool // written as %w or %i
	}
	// Hash is a hash literal, or the keyword arguments at the end of a call.
	Hash struct {
		Pos
		Pairs []Pair
		Bare  bool // without braces, in a call
	}
	// Range is a range; either end may be nil.
	Range struct {
		Pos
		Low, High Node
		Exclusive bool
	}
	// Lambda is a stabby lambda.
	Lambda struct {
		Pos
		Block *Block
	}
)

// A Pair is an entry of a hash. A nil Key means **Value.
type Pair struct {
	Pos
	Key, Value Node
}

// Names.
type (
	// Local is a local variable, found Depth scopes out in slot Slot.
	Local struct {
		Pos
		Name        string
		Depth, Slot int
	}
	// IVar is an instance variable, with its @.
	IVar struct {
		Pos
		Name string
	}
	// GVar is a global variable, with its $.
	GVar struct {
		Pos
		Name string
	}
	// CVar is a class variable, with its @@.
	CVar struct {
		Pos
		Name string
	}
	// Const is a constant: Name, Scope::Name, or ::Name if Top.
	Const struct {
		Pos
		Scope    Node
		Name     string
		NamePos  Pos
		Top      bool
		DeepPath bool // Scope is a Const itself
	}
)

// Calls.
type (
	// Call is a method call; operators, indexing and attribute assignments are
	// calls too ("+", "[]", "name=").
	Call struct {
		Pos
		Recv    Node // nil: self
		Name    string
		NamePos Pos
		Args    []Node // *Splat and a last bare *Hash among them
		Block   *Block
		Pass    Node // the argument &Pass
		HasPass bool // there is one, perhaps without a name
		Safe    bool // &.
		VCall   bool // a bare name: no receiver, arguments or parentheses
		Parens  bool
		Assign  bool // an attribute or element assignment: comes to its last argument
	}
	// Super is super; Zsuper if it stands without arguments or parentheses.
	Super struct {
		Pos
		Args   []Node
		Block  *Block
		Pass   Node
		Zsuper bool
	}
	// Yield is yield.
	Yield struct {
		Pos
		Args []Node
	}
	// Splat is *Value among arguments or elements.
	Splat struct {
		Pos
		Value Node
	}
	// Block is a block with braces or do and end.
	Block struct {
		Pos
		Params *Params // nil: none written
		Body   *Seq
		Locals []string // local variables of its own, parameters first
		Opener Pos      // the brace or the do
	}
)

// Params are the parameters of a block, lambda or method.
type Params struct {
	Pos
	Required []Param // before any splat
	Optional []Param
	Rest     *Param
	Post     []Param // required ones after the optional or the splat
	Keywords []Param
	KeyRest  *Param
	NoKeys   bool // **nil
	Block    *Param
	Forward  bool // ...
	Comma    bool // |a,|: takes an array apart
	Implied  bool // _1 and the like
}

// A Param is one parameter.
type Param struct {
	Pos
	Name    string
	Slot    int
	Default Node    // of an optional or keyword parameter; nil: required
	Nested  *Target // (a, b) in place of a name
}

// Assignments.
type (
	// Assign is Target = Value.
	Assign struct {
		Pos
		Target *Target
		Value  Node
	}
	// OpAssign is Target Op= Value; Op is "||", "&&" or a method's name.
	OpAssign struct {
		Pos
		Target *Target
		Op     string
		OpPos  Pos
		Value  Node
	}
)

// A Target is what can stand on the left of =. Exactly one of its fields
// beyond Pos is set; for an attribute or element, Call is the assigning call
// without its value.
type Target struct {
	Pos
	Local *Local
	IVar  *IVar
	GVar  *GVar
	CVar  *CVar
	Const *Const
	Call  *Call
	Multi []*Target // a, (b, *c)
	Splat *Target   // *a, within Multi; Splat.Pos only for a bare *
	Bad   *Bad
}

// Control.
type (
	// Seq is statements, one after the other; it comes to the last.
	Seq struct {
		Pos
		List []Node
	}
	// If is if, unless, a ternary or a modifier; an arm that is empty is nil.
	If struct {
		Pos
		Cond       Node
		Then, Else Node
	}
	// Case is case ... when; Subject may be nil.
	Case struct {
		Pos
		Subject Node
		Whens   []When
		Else    Node
	}
	// While is while or until, or a modifier.
	While struct {
		Pos
		Cond  Node
		Body  Node
		Until bool
		After bool // begin ... end while: the body runs before the first test
	}
	// For is for ... in.
	For struct {
		Pos
		Target *Target
		Over   Node
		Body   *Seq
	}
	// And is && or and.
	And struct {
		Pos
		Left, Right Node
	}
	// Or is || or or.
	Or struct {
		Pos
		Left, Right Node
	}
	// Not is ! or not.
	Not struct {
		Pos
		Value Node
	}
	// Defined is defined?.
	Defined struct {
		Pos
		Value Node
	}
	// Begin is begin ... rescue ... else ... ensure ... end, or a rescue modifier.
	Begin struct {
		Pos
		Body    Node
		Rescues []Rescue
		Else    Node
		Ensure  Node
	}
	// Jump is return, break, next, redo or retry.
	Jump struct {
		Pos
		Kind  JumpKind
		Value Node
	}
)

// A When is one arm of a Case.
type When struct {
	Pos
	Tests []Node
	Body  Node
}

// A Rescue is one rescue clause; no Classes means StandardError.
type Rescue struct {
	Pos
	Classes []Node
	Target  *Target
	Body    Node
}

// A JumpKind is a way to leave.
type JumpKind uint8

// The ways to leave.
const (
	Return JumpKind = iota + 1
	Break
	Next
	Redo
	Retry
)

// Definitions.
type (
	// Def is a method definition, def Singleton.Name if Singleton is set.
	Def struct {
		Pos
		Singleton Node
		Name      string
		NamePos   Pos
		Params    *Params
		Body      Node
		Locals    []string
	}
	// Class is a class definition.
	Class struct {
		Pos
		Path       *Const
		Superclass Node
		Body       Node
		Locals     []string
	}
	// SClass is class << Object.
	SClass struct {
		Pos
		Object Node
		Body   Node
		Locals []string
	}
	// Module is a module definition.
	Module struct {
		Pos
		Path   *Const
		Body   Node
		Locals []string
	}
	// Alias is alias New Old.
	Alias struct {
		Pos
		New, Old string
	}
	// Undef is undef.
	Undef struct {
		Pos
		Names []string
	}
	// Magic is __FILE__, __LINE__ or __method__'s like: a word whose value is its
	// place.
	Magic struct {
		Pos
		Name string
	}
	// Hole is what a template fills in; Code is the template's word for it, Text what it is
	// known to be as a part of a string, nil if it is not.
	Hole struct {
		Pos
		Code string
		Text *string
	}
	// Bad is syntax that is not modelled; Kind is the grammar's word for it, Binds
	// the local variables that it sets, as a pattern does.
	Bad struct {
		Pos
		Kind  string
		Binds []*Local
	}
)
