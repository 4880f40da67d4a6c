package sitter

// This file maps the grammar's symbols to small numbers, once.

// A kind is the grammar's word for a named node; 0 is any other.
type kind uint8

const (
	kOther kind = iota
	kToken      // anonymous: punctuation and keywords
	kError
	kAlias
	kArgumentList
	kArray
	kAssignment
	kBareString
	kBareSymbol
	kBegin
	kBinary
	kBlock
	kBlockArgument
	kBlockBody
	kBlockParameter
	kBlockParameters
	kBodyStatement
	kBreak
	kCall
	kCase
	kChainedString
	kCharacter
	kClass
	kClassVariable
	kComment
	kConditional
	kConstant
	kDelimitedSymbol
	kDestructuredLeft
	kDestructuredParameter
	kDo
	kDoBlock
	kElementReference
	kElse
	kElsif
	kEmptyStatement
	kEncoding
	kEnsure
	kEscape
	kExceptionVariable
	kExceptions
	kFalse
	kFile
	kFloat
	kFor
	kForwardArgument
	kForwardParameter
	kGlobalVariable
	kHash
	kHashKeySymbol
	kHashSplat
	kHashSplatNil
	kHashSplatParameter
	kHeredocBeginning
	kHeredocBody
	kHeredocContent
	kHeredocEnd
	kIdentifier
	kIf
	kIfModifier
	kIn
	kInstanceVariable
	kInteger
	kInterpolation
	kKeywordParameter
	kLambda
	kLambdaParameters
	kLeftList
	kLine
	kMethod
	kMethodParameters
	kModule
	kNext
	kNil
	kOperator
	kOperatorAssignment
	kOptionalParameter
	kPair
	kParenthesized
	kPattern
	kProgram
	kRange
	kRedo
	kRegex
	kRescue
	kRescueModifier
	kRestAssignment
	kRetry
	kReturn
	kRightList
	kScopeResolution
	kSelf
	kSetter
	kSimpleSymbol
	kSingletonClass
	kSingletonMethod
	kSplatArgument
	kSplatParameter
	kString
	kStringArray
	kStringContent
	kSubshell
	kSuper
	kSuperclass
	kSymbolArray
	kThen
	kTrue
	kUnary
	kUndef
	kUninterpreted
	kUnless
	kUnlessModifier
	kUntil
	kUntilModifier
	kWhen
	kWhile
	kWhileModifier
	kYield
)

var kindWords = map[string]kind{
	"ERROR": kError,
	"alias": kAlias, "argument_list": kArgumentList, "array": kArray, "assignment": kAssignment,
	"bare_string": kBareString, "bare_symbol": kBareSymbol, "begin": kBegin, "binary": kBinary,
	"block": kBlock, "block_argument": kBlockArgument, "block_body": kBlockBody,
	"block_parameter": kBlockParameter, "block_parameters": kBlockParameters,
	"body_statement": kBodyStatement, "break": kBreak, "call": kCall, "case": kCase,
	"chained_string": kChainedString, "character": kCharacter, "class": kClass,
	"class_variable": kClassVariable, "comment": kComment, "conditional": kConditional,
	"constant": kConstant, "delimited_symbol": kDelimitedSymbol,
	"destructured_left_assignment": kDestructuredLeft,
	"destructured_parameter":       kDestructuredParameter, "do": kDo, "do_block": kDoBlock,
	"element_reference": kElementReference, "else": kElse, "elsif": kElsif,
	"empty_statement": kEmptyStatement, "encoding": kEncoding, "ensure": kEnsure,
	"escape_sequence": kEscape, "exception_variable": kExceptionVariable, "exceptions": kExceptions,
	"false": kFalse, "file": kFile, "float": kFloat, "for": kFor,
	"forward_argument": kForwardArgument, "forward_parameter": kForwardParameter,
	"global_variable": kGlobalVariable, "hash": kHash, "hash_key_symbol": kHashKeySymbol,
	"hash_splat_argument": kHashSplat, "hash_splat_nil": kHashSplatNil,
	"hash_splat_parameter": kHashSplatParameter, "heredoc_beginning": kHeredocBeginning,
	"heredoc_body": kHeredocBody, "heredoc_content": kHeredocContent, "heredoc_end": kHeredocEnd,
	"identifier": kIdentifier, "if": kIf, "if_modifier": kIfModifier, "in": kIn,
	"instance_variable": kInstanceVariable, "integer": kInteger, "interpolation": kInterpolation,
	"keyword_parameter": kKeywordParameter, "lambda": kLambda,
	"lambda_parameters": kLambdaParameters, "left_assignment_list": kLeftList, "line": kLine,
	"method": kMethod, "method_parameters": kMethodParameters, "module": kModule, "next": kNext,
	"nil": kNil, "operator": kOperator, "operator_assignment": kOperatorAssignment,
	"optional_parameter": kOptionalParameter, "pair": kPair,
	"parenthesized_statements": kParenthesized, "pattern": kPattern, "program": kProgram,
	"range": kRange, "redo": kRedo, "regex": kRegex, "rescue": kRescue,
	"rescue_modifier": kRescueModifier, "rest_assignment": kRestAssignment, "retry": kRetry,
	"return": kReturn, "right_assignment_list": kRightList, "scope_resolution": kScopeResolution,
	"self": kSelf, "setter": kSetter, "simple_symbol": kSimpleSymbol,
	"singleton_class": kSingletonClass, "singleton_method": kSingletonMethod,
	"splat_argument": kSplatArgument, "splat_parameter": kSplatParameter, "string": kString,
	"string_array": kStringArray, "string_content": kStringContent, "subshell": kSubshell,
	"super": kSuper, "superclass": kSuperclass, "symbol_array": kSymbolArray, "then": kThen,
	"true": kTrue, "unary": kUnary, "undef": kUndef, "uninterpreted": kUninterpreted,
	"unless": kUnless, "unless_modifier": kUnlessModifier, "until": kUntil,
	"until_modifier": kUntilModifier, "when": kWhen, "while": kWhile,
	"while_modifier": kWhileModifier, "yield": kYield,
}

// A field is the grammar's name for the part that a child plays.
type field uint8

const (
	fNone field = iota
	fAlias
	fAlternative
	fArguments
	fBegin
	fBlock
	fBody
	fCondition
	fConsequence
	fEnd
	fExceptions
	fHandler
	fKey
	fLeft
	fMethod
	fName
	fObject
	fOperand
	fOperator
	fParameters
	fPattern
	fReceiver
	fRight
	fScope
	fSuperclass
	fValue
	fVariable
)

var fieldWords = map[string]field{
	"alias": fAlias, "alternative": fAlternative, "arguments": fArguments, "begin": fBegin,
	"block": fBlock, "body": fBody, "condition": fCondition, "consequence": fConsequence,
	"end": fEnd, "exceptions": fExceptions, "handler": fHandler, "key": fKey, "left": fLeft,
	"method": fMethod, "name": fName, "object": fObject, "operand": fOperand,
	"operator": fOperator, "parameters": fParameters, "pattern": fPattern, "receiver": fReceiver,
	"right": fRight, "scope": fScope, "superclass": fSuperclass, "value": fValue,
	"variable": fVariable,
}
