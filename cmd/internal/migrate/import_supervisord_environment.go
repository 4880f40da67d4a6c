package migrate

// This file reads environment= as supervisord does: with the lexer of Python's
// shlex, which knows more letters as those of words than usual. The source is
// supervisor.datatypes.dict_of_key_value_pairs of Supervisor 4.

import (
	"errors"
	"fmt"
	"strings"
)

// supervisorVars reads KEY="value",KEY2=value2. The error is that supervisord
// would not start with such a text.
func supervisorVars(text string) (vars []Var, err error) {
	tokens, err := supervisorTokens(text)
	if err != nil {
		return nil, err
	}
	for i := 0; i < len(tokens); i += 4 { // and whatever stands between two of them
		switch rest := tokens[i:]; {
		case len(rest) < 2:
			return nil, fmt.Errorf("%q is no KEY=value; a value of other letters than A-Z a-z 0-9 _ / . + - ( ) : has to be quoted", rest[0])
		case rest[1] != "=":
			return nil, fmt.Errorf("%q follows on %q, where a = has to be; a value of other letters than A-Z a-z 0-9 _ / . + - ( ) : has to be quoted", rest[1], rest[0])
		case len(rest) < 3:
			return nil, fmt.Errorf("%s has no value; write %s=\"\"", rest[0], rest[0])
		}
		v := Var{Name: tokens[i], Value: strings.Trim(tokens[i+2], `'"`)}
		vars = setVar(vars, v)
	}
	return vars, nil
}

// setVar sets one of a list of variables, the last of a name being what counts.
func setVar(vars []Var, v Var) []Var {
	for i := range vars {
		if vars[i].Name == v.Name {
			vars[i] = v
			return vars
		}
	}
	return append(vars, v)
}

// wordLetters are the letters of words, beside letters and digits of ASCII.
const wordLetters = "_/.+-():"

// supervisorTokens splits a text: a word, a text in quotes, which it keeps, or
// any other letter by itself. A # begins a comment, even within a word.
func supervisorTokens(text string) (tokens []string, err error) {
	isWord := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(wordLetters, r)
	}
	var token strings.Builder
	end := func() {
		if token.Len() > 0 {
			tokens = append(tokens, token.String())
			token.Reset()
		}
	}
	var quote rune
	comment := false
	for _, r := range text {
		switch {
		case comment:
			comment = r != '\n'
		case quote != 0:
			token.WriteRune(r)
			if r == quote {
				quote = 0
				end()
			}
		case r == ' ' || r == '\t' || r == '\r' || r == '\n':
			end()
		case r == '#':
			comment = true
		case token.Len() == 0 && (r == '"' || r == '\''):
			quote = r
			token.WriteRune(r)
		case isWord(r), token.Len() > 0 && (r == '"' || r == '\''): // no quote, within a word
			token.WriteRune(r)
		default:
			end()
			tokens = append(tokens, string(r))
		}
	}
	if quote != 0 {
		return nil, errors.New("a quote is never closed")
	}
	end()
	return tokens, nil
}
