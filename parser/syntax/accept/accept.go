// Package accept reads a text as Ruby 3.1 does: it decides whether Ruby accepts
// the text, where and why it does not, and makes the tree if it does.
//
// Grammars for editors cannot: they are made to read any text somehow, take
// much that Ruby refuses, and say of broken text only that it is broken. So this
// package follows Ruby's own lexer, state for state, and Ruby's own
// grammar, rule for rule, by recursive descent. It stops at the first error,
// which is found at the very token at which Ruby finds it.
//
// Nothing is ever read twice: where the grammar learns only later what it has
// read, such as a target of an assignment or the key of a pair, it turns the
// node that it has made into another.
//
// Two kinds of file: lex_*.go have the lexer, whose work depends on what the
// parser has seen (local variables, conditions, arguments of commands), the
// others the grammar; build.go has what makes nodes. Names of lexer states and
// tokens are Ruby's.
package accept

import (
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/syntax/ast"
)

// A Verdict is what there is to say about a text.
type Verdict struct {
	Err  *Error // nil if Ruby accepts the text
	Tree *Tree  // nil if there is an error

	// What a grammar has to be told that knows less: package sitter's.
	Moves []Move // where blanks and operators should change places
	// Semicolons are the offsets of those between the parameters of a lambda and
	// its own local variables.
	Semicolons []int
	Shifts     []int // the offsets of << where it is an operator or begins a heredoc

	// Uneven tells that some "end" does not stand under what it closes, or that a block
	// stands no deeper than the one around it.
	Uneven bool
}

// A Tree is a text that Ruby accepts.
type Tree struct {
	Body     *ast.Seq
	Locals   []string // the top-level scope's local variables, by slot
	Comments []ast.Comment
	Data     int // offset after __END__, or -1
	Wraps    []ast.Wrap
	NoJumps  bool // there is no Jump in it
}

// An Error is a reason why Ruby refuses a text.
type Error struct {
	Start, End int // where a person would look
	Line       int // the line that Ruby names
	Message    string

	Lacks  string // a word or bracket that is missing, if one is that stands for more than a value: end, do or )
	Before int    // where it is missing, but for an end: indentation tells that
	Excess bool   // the place is a word that is one too many
	// Trailing tells that the place is a comma at the end of a statement, as at those before it.
	Trailing bool
}

// A Move is an operator after a local variable that is written as if it began
// an argument: `x [1]`, `x -1`. Ruby, which knows the variable, reads an
// operator; a grammar that knows of no variables does if the operator
// precedes the blanks.
type Move struct {
	At, From, Len int // where the blanks begin, where the operator does, its length
}

// Read judges a text and returns its tree.
func Read(text string) Verdict { return read(text, nil) }

func read(text string, holes []ast.Hole) Verdict {
	p := &parser{holes: holes, lexer: lexer{src: text, state: exprBeg, commandStart: true, lparBeg: -1, lvarEnd: -1, data: -1}}
	p.scope = &scope{}
	p.scope.Hard = true
	v := Verdict{}
	body, err := p.run()
	if err == nil {
		// A heredoc is read before the rest of the line on which it begins.
		slices.SortFunc(p.comments, func(a, b ast.Comment) int { return int(a.Start - b.Start) })
		v.Tree = &Tree{body, p.scope.Names, p.comments, p.data, p.wraps, !p.jumps}
	}
	v.Err, v.Moves, v.Semicolons, v.Shifts = err, p.moves, p.semicolons, p.shifts
	v.Uneven = p.shallow || len(p.closed) > 0
	return v
}

// A parser is at work on one text.
type parser struct {
	lexer
	slabs
	kept       []ast.Node // of lists that are not complete
	keptPairs  []ast.Pair
	holes      []ast.Hole   // of a template, in order
	binds      []*ast.Local // of the pattern being read
	ctx        context
	scope      *scope
	open       []opener    // what is open, outermost first
	closed     []closer    // mismatches of indentation seen so far
	shallow    bool        // a block stands no deeper than the one around it
	semicolons []int       // of lambdas
	later      []jumpError // what Ruby finds only after it has read all
	wraps      []ast.Wrap
	loops      jumpContext // where break and the like may stand
	jumps      bool        // a Jump was made
	depth      int
	line       line // the last one asked for

	defaulted               string          // the parameter whose default value is being read
	wantsOperand            bool            // the error is that an operand is missing
	stringAt, stringEnd     int             // the last string in quotes that has several lines
	doAt, doEnd             int             // what looks like a block's parameters without its do
	danglingAt, danglingEnd int             // a dot that took a keyword for a name
	stmtAt                  int             // where the innermost statement begins
	wrap                    ast.Wrap        // where it goes on in a line that looks like one of its own, if it does
	lacks                   string          // see Error
	lacksBefore             int             // see Error
	excess                  bool            // see Error
	trailing                bool            // see Error
	findPattern             bool            // the pattern began with a splat
	patternNames            map[string]bool // variables and keys of the pattern being read
}

// context is where the parser is.
type context struct {
	inDef, inClass bool
	inDefined      bool
	forwards       bool // the method takes (...)
	blockName      bool // the method takes an anonymous block
}

// bailout ends the parse at its first error.
type bailout struct{ err *Error }

func (p *parser) run() (body *ast.Seq, err *Error) {
	defer func() {
		if r := recover(); r != nil {
			b, ok := r.(bailout)
			if !ok {
				panic(r)
			}
			err = b.err
		}
	}()
	body = p.program()
	if len(p.later) > 0 {
		return nil, &p.later[0].Error
	}
	return body, nil
}

// fail ends the parse with an error, whose place is of whole characters.
func (p *parser) fail(start, end, line int, message string) {
	end = min(max(end, start), len(p.src))
	for more := 1; more < utf8.UTFMax && end < len(p.src) && !utf8.RuneStart(p.src[end]); more++ {
		end++
	}
	panic(bailout{&Error{start, end, line, message, p.lacks, p.lacksBefore, p.excess, p.trailing}})
}

// failAt ends the parse with an error at a place, found now.
func (p *parser) failAt(start, end int, message string) {
	p.fail(start, end, p.currentLine(), message)
}

// currentLine is the line that Ruby would name now.
func (p *parser) currentLine() int {
	if p.have {
		return p.tokenLine()
	}
	return p.lineAt(p.pos)
}

// tokenLine is the line of the end of the token ahead.
func (p *parser) tokenLine() int {
	if p.tok == tEOF {
		return p.lineAt(p.tokEnd)
	}
	return p.lineAt(max(p.tokEnd-1, p.tokStart))
}

// lineAt is the line of an offset, counted from 1. The end of a text that ends
// in a newline is still on the line before it.
func (p *parser) lineAt(at int) int {
	if p.lines == nil {
		p.lines = []int{0}
		for i := range len(p.src) {
			if p.src[i] == '\n' {
				p.lines = append(p.lines, i+1)
			}
		}
	}
	if at >= len(p.src) && len(p.src) > 0 && p.src[len(p.src)-1] == '\n' {
		at = len(p.src) - 1
	}
	return sort.Search(len(p.lines), func(i int) bool { return p.lines[i] > at })
}
