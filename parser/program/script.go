package program

// This file asks whether a shell can read a script.

import (
	"errors"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// ScriptError returns why no shell can read a script, in which a Hole is taken for a word or
// for nothing; "" if one may, among those that Bourne's syntax is common to.
func ScriptError(script string) string {
	message := ""
	for _, word := range []string{"x", ""} {
		text := strings.ReplaceAll(script, Hole, word)
		for _, shell := range []syntax.LangVariant{syntax.LangBash, syntax.LangMirBSDKorn} {
			_, err := syntax.NewParser(syntax.Variant(shell)).Parse(strings.NewReader(text), "")
			var broken syntax.ParseError
			if !errors.As(err, &broken) {
				return ""
			}
			if message == "" {
				message = broken.Text
			}
		}
		if text == script {
			break
		}
	}
	return message
}
