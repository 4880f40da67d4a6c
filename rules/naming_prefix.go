package rules

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var namingPrefix = &Rule{
	Name:        "naming-prefix",
	Severity:    diag.Warning,
	Consequence: diag.Convention,
	Related:     []string{"pill-file-name"},
	Convention:  true,
	Title:       "a process's name begins with neither cloud66_ nor user_",
	Since:       "0.1",
	Text: "On Cloud 66's servers, the names of Cloud 66's own processes begin with `cloud66_`, as in `cloud66_web_server`, and\n" +
		"those of users' processes begin with `user_`, as in `user_worker`. The tools and the help pages expect that.\n\n" +
		"The finding is a warning if another name in the pill, or the name of the file, begins this way, or if the option\n" +
		"`prefixes` is set. Otherwise it is an info, as the pill may be meant for another kind of server.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Options: []Option{{
		Name: "prefixes", Text: "what names may begin with; the fix writes the first", Preset: namePrefixes,
	}},
	Check: func(p *Pass) {
		prefixes := p.Option("prefixes")
		if len(prefixes) == 0 {
			return
		}
		follows := !slices.Equal(prefixes, namePrefixes) || p.followsConvention()
		for proc := range p.Processes {
			begin, whole := nameBegins(proc.Name)
			if !lacksPrefix(prefixes, begin, whole) || whole && slices.Contains(exampleNames, begin) {
				continue
			}
			what := "the name %q"
			if !whole {
				what = "a name in %q"
			}
			f := p.Finding(proc.NameSpan, what+" "+beginsWithNone(prefixes), begin)
			if !follows {
				f.Severity(diag.Info)
			}
			if at, ok := nameStart(proc); ok {
				f.Fix(replaceFix("Begin the name with "+prefixes[0], at, prefixes[0]))
			}
			f.Done(p)
		}
	},
}

// beginsWithNone says that a name begins with none of a few words.
func beginsWithNone(words []string) string {
	switch len(words) {
	case 1:
		return "does not begin with " + words[0]
	case 2:
		return "begins with neither " + words[1] + " nor " + words[0]
	}
	return "begins with none of " + strings.Join(words, ", ")
}

// namePrefixes are what names begin with on Cloud 66's servers.
var namePrefixes = []string{"user_", "cloud66_"}

func hasNamePrefix(name string) bool { return hasPrefix(namePrefixes, name) }

func hasPrefix(prefixes []string, name string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(name, p) && name != p {
			return true
		}
	}
	return false
}

// followsConvention reports whether a name in the pill begins as names on Cloud
// 66's servers do.
func (p *Pass) followsConvention() bool {
	if hasNamePrefix(filepath.Base(p.Source.Path)) {
		return true
	}
	for _, app := range p.Config.Apps {
		if name, ok := app.NameText(); ok && hasNamePrefix(name) {
			return true
		}
	}
	for proc := range p.Processes {
		if begin, _ := nameBegins(proc.Name); hasNamePrefix(begin) {
			return true
		}
	}
	return false
}

// nameBegins returns as much as is known of how a name begins, and whether that
// is all of it.
func nameBegins(v eval.Value) (begin string, whole bool) {
	switch v := v.(type) {
	case *eval.Str:
		return v.S, v.Lost == nil
	case eval.Sym:
		return string(v), true
	case *eval.Unknown:
		if v.Type == eval.TString {
			return v.Prefix, false
		}
	}
	return "", false
}

// lacksPrefix reports whether a name that begins so certainly has none of the
// prefixes.
func lacksPrefix(prefixes []string, begin string, whole bool) bool {
	if whole {
		return !hasPrefix(prefixes, begin)
	}
	for _, p := range prefixes {
		if strings.HasPrefix(begin, p) || strings.HasPrefix(p, begin) {
			return false
		}
	}
	return true
}

// nameStart is where a name begins that is written where the process is
// declared.
func nameStart(proc *pill.Process) (source.Span, bool) {
	span, skip := proc.NameSpan, 0
	if proc.Block == nil || proc.BlockFile == nil {
		return span, false
	}
	n := nodeAt(proc.BlockFile, span)
	switch n.(type) {
	case *syntax.Str, *syntax.DStr:
		if strings.IndexAny(span.Text(), `"'`) != 0 {
			return span, false
		}
		skip = 1
	case *syntax.Sym:
		if !strings.HasPrefix(span.Text(), ":") || strings.HasPrefix(span.Text(), ":'") || strings.HasPrefix(span.Text(), `:"`) {
			return span, false
		}
		skip = 1
	default:
		return span, false
	}
	return span.File.Span(span.Start+skip, span.Start+skip), true
}

// nodeAt returns the outermost node that stands exactly at a place.
func nodeAt(f *syntax.File, span source.Span) (found syntax.Node) {
	if f.Source != span.File {
		return nil
	}
	syntax.Walk(f.Body, func(n syntax.Node) bool {
		if found != nil {
			return false
		}
		at := f.Span(n)
		if at == span {
			if _, seq := n.(*syntax.Seq); !seq {
				found = n
				return false
			}
		}
		return at.Contains(span)
	})
	return found
}
