package accept

// A token is what the lexer hands to the parser. A token of one character is
// that character.
type token uint8

const (
	tEOF token = iota
	tNL  token = '\n'
)

const (
	tIDENT token = 128 + iota
	tFID
	tCONST
	tLABEL
	tIVAR
	tGVAR
	tCVAR
	tBACKREF
	tNUM
	tUMINUSNUM
	tCHAR
	tSTRING
	tXSTRING
	tREGEXP
	tWORDS
	tSYMBEG
	tDSYM
	tUPLUS
	tUMINUS
	tPOW
	tCMP
	tEQ
	tEQQ
	tNEQ
	tGEQ
	tLEQ
	tANDOP
	tOROP
	tMATCH
	tNMATCH
	tDOT2
	tDOT3
	tBDOT2
	tBDOT3
	tAREF
	tASET
	tLSHFT
	tRSHFT
	tANDDOT
	tCOLON2
	tCOLON3
	tOPASGN
	tASSOC
	tLPAREN
	tLPARENARG
	tLBRACK
	tLBRACE
	tLBRACEARG
	tSTAR
	tDSTAR
	tAMPER
	tLAMBDA
	tLAMBEG
	tSP // an escaped blank
	kClass
	kModule
	kDef
	kUndef
	kBegin
	kRescue
	kEnsure
	kEnd
	kIf
	kUnless
	kThen
	kElsif
	kElse
	kCase
	kWhen
	kWhile
	kUntil
	kFor
	kBreak
	kNext
	kRedo
	kRetry
	kIn
	kDo
	kDoCond
	kDoBlock
	kDoLambda
	kReturn
	kYield
	kSuper
	kSelf
	kNil
	kTrue
	kFalse
	kAnd
	kOr
	kNot
	kIfMod
	kUnlessMod
	kWhileMod
	kUntilMod
	kRescueMod
	kAlias
	kDefined
	kUpBEGIN
	kUpEND
	kLine
	kFile
	kEncoding
)

// lexState is what the lexer expects next.
type lexState uint16

const (
	exprBeg lexState = 1 << iota
	exprEnd
	exprEndArg
	exprEndFn
	exprArg
	exprCmdArg
	exprMid
	exprFname
	exprDot
	exprClass
	exprLabel
	exprLabeled
	exprFitem
	exprBegAny = exprBeg | exprMid | exprClass
	exprArgAny = exprArg | exprCmdArg
	exprEndAny = exprEnd | exprEndArg | exprEndFn
)

// keyword is a reserved word: its token, its token as a modifier, and the
// state after it.
type keyword struct {
	plain, modifier token
	state           lexState
}

var keywords = map[string]keyword{
	"__ENCODING__": {kEncoding, kEncoding, exprEnd},
	"__FILE__":     {kFile, kFile, exprEnd},
	"__LINE__":     {kLine, kLine, exprEnd},
	"BEGIN":        {kUpBEGIN, kUpBEGIN, exprEnd},
	"END":          {kUpEND, kUpEND, exprEnd},
	"alias":        {kAlias, kAlias, exprFname | exprFitem},
	"and":          {kAnd, kAnd, exprBeg},
	"begin":        {kBegin, kBegin, exprBeg},
	"break":        {kBreak, kBreak, exprMid},
	"case":         {kCase, kCase, exprBeg},
	"class":        {kClass, kClass, exprClass},
	"def":          {kDef, kDef, exprFname},
	"defined?":     {kDefined, kDefined, exprArg},
	"do":           {kDo, kDo, exprBeg},
	"else":         {kElse, kElse, exprBeg},
	"elsif":        {kElsif, kElsif, exprBeg},
	"end":          {kEnd, kEnd, exprEnd},
	"ensure":       {kEnsure, kEnsure, exprBeg},
	"false":        {kFalse, kFalse, exprEnd},
	"for":          {kFor, kFor, exprBeg},
	"if":           {kIf, kIfMod, exprBeg},
	"in":           {kIn, kIn, exprBeg},
	"module":       {kModule, kModule, exprBeg},
	"next":         {kNext, kNext, exprMid},
	"nil":          {kNil, kNil, exprEnd},
	"not":          {kNot, kNot, exprArg},
	"or":           {kOr, kOr, exprBeg},
	"redo":         {kRedo, kRedo, exprEnd},
	"rescue":       {kRescue, kRescueMod, exprMid},
	"retry":        {kRetry, kRetry, exprEnd},
	"return":       {kReturn, kReturn, exprMid},
	"self":         {kSelf, kSelf, exprEnd},
	"super":        {kSuper, kSuper, exprArg},
	"then":         {kThen, kThen, exprBeg},
	"true":         {kTrue, kTrue, exprEnd},
	"undef":        {kUndef, kUndef, exprFname | exprFitem},
	"unless":       {kUnless, kUnlessMod, exprBeg},
	"until":        {kUntil, kUntilMod, exprBeg},
	"when":         {kWhen, kWhen, exprBeg},
	"while":        {kWhile, kWhileMod, exprBeg},
	"yield":        {kYield, kYield, exprArg},
}

func (t token) isKeyword() bool { return t >= kClass }

// beginsArgument reports whether t can begin an argument of a command.
func beginsArgument(t token) bool {
	switch t {
	case tSTAR, tDSTAR, tAMPER, tLABEL, tLPARENARG:
		return true
	}
	return beginsOperand(t)
}

// beginsOperand reports whether t can begin an expression.
func beginsOperand(t token) bool { return operandTokens[t] }

var operandTokens = func() (set [256]bool) {
	for _, t := range []token{
		tIDENT, tFID, tCONST, tIVAR, tGVAR, tCVAR, tBACKREF, tNUM, tUMINUSNUM, tCHAR, tSTRING,
		tXSTRING, tREGEXP, tWORDS, tSYMBEG, tDSYM, tUPLUS, tUMINUS, '!', '~', tBDOT2, tBDOT3, tCOLON3,
		tLPAREN, tLPARENARG, tLBRACK, tLBRACE, tLAMBDA, kClass, kModule, kDef, kBegin, kIf, kUnless,
		kCase, kWhile, kUntil, kFor, kBreak, kNext, kRedo, kRetry, kReturn, kYield, kSuper, kSelf, kNil,
		kTrue, kFalse, kNot, kDefined, kLine, kFile, kEncoding,
	} {
		set[t] = true
	}
	return set
}()
