package program

// This file reads what a script does by exec.

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// parseScript reads a script; nil if it cannot be read.
func parseScript(script string) *syntax.File {
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(script), "")
	if err != nil {
		return nil
	}
	return file
}

// Execs returns the words that the execs of a script take for programs.
func Execs(script string) (found []string) {
	if !strings.Contains(script, "exec") {
		return nil
	}
	file := parseScript(script)
	if file == nil {
		return nil
	}
	syntax.Walk(file, func(n syntax.Node) bool {
		if call, is := n.(*syntax.CallExpr); is && len(call.Args) > 1 && call.Args[0].Lit() == "exec" {
			found = append(found, script[call.Args[1].Pos().Offset():call.Args[1].End().Offset()])
		}
		return true
	})
	return found
}

// WithoutIdleExec blanks each exec of a pipeline, which takes the place of none but the
// shell's own child.
func WithoutIdleExec(script string) string {
	if !strings.Contains(script, "exec ") || !strings.Contains(script, "|") {
		return script
	}
	file := parseScript(script)
	if file == nil {
		return script
	}
	text := []byte(script)
	syntax.Walk(file, func(n syntax.Node) bool {
		pipe, is := n.(*syntax.BinaryCmd)
		if !is || pipe.Op != syntax.Pipe && pipe.Op != syntax.PipeAll {
			return true
		}
		for _, side := range []*syntax.Stmt{pipe.X, pipe.Y} {
			if call, is := side.Cmd.(*syntax.CallExpr); is && len(call.Args) > 1 && call.Args[0].Lit() == "exec" {
				copy(text[call.Args[0].Pos().Offset():], "    ")
			}
		}
		return true
	})
	return string(text)
}

// ScriptInExec returns the script that the last command of another gives to a shell, which
// takes the first one's place; ok is false if it gives none.
func ScriptInExec(script string) (inner string, ok bool) {
	file := parseScript(script)
	if file == nil || len(file.Stmts) == 0 {
		return "", false
	}
	last := file.Stmts[len(file.Stmts)-1]
	for {
		both, is := last.Cmd.(*syntax.BinaryCmd)
		if !is || both.Op != syntax.AndStmt {
			break
		}
		last = both.Y
	}
	call, is := last.Cmd.(*syntax.CallExpr)
	if !is || last.Background || len(call.Args) < 4 || call.Args[0].Lit() != "exec" || !IsShell(call.Args[1].Lit()) {
		return "", false
	}
	option, quoted := call.Args[2].Lit(), call.Args[3].Parts
	if !shellOption.MatchString(option) || len(quoted) != 1 {
		return "", false
	}
	switch q := quoted[0].(type) {
	case *syntax.SglQuoted:
		return q.Value, !q.Dollar
	case *syntax.DblQuoted:
		if len(q.Parts) == 1 {
			if text, is := q.Parts[0].(*syntax.Lit); is && !strings.Contains(text.Value, `\`) {
				return text.Value, !q.Dollar
			}
		}
	}
	return "", false
}
