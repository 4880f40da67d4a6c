package lsp

// This file says values as a person writes them.

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

// gap stands for what is not known.
const gap = "…"

// maxDepth is how deep arrays and hashes are shown; they may hold themselves.
const maxDepth = 6

// show writes a value as Ruby would, with durations in seconds, as Bluepill
// reckons with them.
func show(v eval.Value) string { return showNested(v, 0) }

func showNested(v eval.Value, depth int) string {
	if depth > maxDepth {
		return gap
	}
	switch v := v.(type) {
	case nil:
		return "nil"
	case *eval.Duration:
		return showNested(v.Value, depth+1)
	case *eval.Str:
		if v.Lost != nil {
			return gap
		}
	case *eval.Array:
		if v.Lost != nil {
			return gap
		}
		parts := make([]string, len(v.Elems))
		for i, e := range v.Elems {
			parts[i] = showNested(e, depth+1)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case *eval.Hash:
		if v.Lost != nil {
			return gap
		}
		return "{" + showPairs(v, depth) + "}"
	case *eval.Unknown:
		return showUnknown(v)
	}
	if eval.Deep(v) != nil {
		return gap
	}
	return cmp.Or(pill.Inspect(v), gap)
}

func showPairs(h *eval.Hash, depth int) string {
	var parts []string
	for k, e := range h.Each {
		key := showNested(k, depth+1) + " => "
		if s, ok := k.(eval.Sym); ok {
			key = strings.TrimPrefix(pill.Inspect(s), ":") + ": "
		}
		parts = append(parts, key+showNested(e, depth+1))
	}
	if len(h.Open) > 0 {
		parts = append(parts, gap)
	}
	return strings.Join(parts, ", ")
}

// showUnknown writes what is known of a value.
func showUnknown(u *eval.Unknown) string {
	if u.Type != eval.TString {
		return gap
	}
	pieces := u.Pieces
	if pieces == nil {
		pieces = []string{u.Prefix, u.Suffix}
	}
	if text := strings.Join(pieces, gap); text != gap {
		return pill.Inspect(&eval.Str{S: text})
	}
	return gap
}

// why says why something is not known.
func why(u *eval.Unknown) string {
	var parts []string
	for _, c := range u.Causes {
		text := reason(c)
		if line := c.Span.Line(); line > 0 {
			text += fmt.Sprintf(" (line %d)", line)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

func reason(c eval.Cause) string {
	name := "`" + strings.ReplaceAll(c.Name, "`", "'") + "`"
	switch c.Reason {
	case eval.Environment:
		return "the environment variable " + name
	case eval.Template:
		return "what the template fills in: " + name
	case eval.Required:
		return "code that pilllint does not read: " + name
	case eval.Undefined:
		return "nothing defines " + name
	case eval.Failed:
		return "code that fails: " + name
	case eval.Unsupported:
		return "Ruby that pilllint does not follow: " + name
	case eval.Budget:
		return "pilllint stopped evaluating the pill at a limit"
	}
	return "something outside the pill: " + name
}
