package rules

// This file holds baselines: how many findings of each rule each file may have,
// so that an old code base can begin with what is new.

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// A Baseline is how many findings are known, by file and rule. Findings are
// counted, not located, so that a baseline stays true when lines move.
type Baseline struct {
	File   *source.File // what was read; nil if it is a new one
	counts map[string]map[string]known
}

type known struct {
	count int
	span  source.Span // where the count stands
}

// ReadBaseline reads a baseline.
func ReadBaseline(src *source.File) (*Baseline, []Problem) {
	b := &Baseline{File: src, counts: map[string]map[string]known{}}
	r := &yamlReader{file: src}
	root := r.document()
	if root == nil {
		return b, r.problems
	}
	r.entries(root, "a baseline", func(key, value *yaml.Node) {
		switch key.Value {
		case "version":
			if value.Value != baselineVersion {
				r.fail(value, "version %s of a baseline is not one that this pilllint reads", value.Value)
			}
		case "files":
			r.entries(value, "files", func(path, value *yaml.Node) {
				r.entries(value, strconv.Quote(path.Value), func(rule, value *yaml.Node) {
					n, err := strconv.Atoi(value.Value)
					if err != nil || n < 1 {
						r.fail(value, "this must be a number of findings")
						return
					}
					b.set(path.Value, rule.Value, known{n, r.span(rule)})
				})
			})
		default:
			r.fail(key, "unknown key %q%s", key.Value, didYouMean(key.Value, []string{"version", "files"}))
		}
	})
	return b, r.problems
}

// baselineVersion is that of the format.
const baselineVersion = "1"

func (b *Baseline) set(path, rule string, k known) {
	if b.counts == nil {
		b.counts = map[string]map[string]known{}
	}
	if b.counts[path] == nil {
		b.counts[path] = map[string]known{}
	}
	b.counts[path][rule] = k
}

// Add puts the findings of a file into the baseline, in place of what it has of
// that file from runs of the same command: what check finds and what verify
// finds do not replace each other. The path is relative to the baseline's folder,
// with slashes. syntax-error is left out: what else is in such a file is not
// known.
func (b *Baseline) Add(path string, found []diag.Diagnostic, o Options) {
	maps.DeleteFunc(b.counts[path], func(name string, _ known) bool { return o.finds(name) })
	if len(b.counts[path]) == 0 {
		delete(b.counts, path)
	}
	for _, d := range found {
		if d.Rule != syntaxError.Name && o.finds(d.Rule) {
			b.set(path, d.Rule, known{count: b.counts[path][d.Rule].count + 1})
		}
	}
}

// Drop forgets a file.
func (b *Baseline) Drop(path string) { delete(b.counts, path) }

// Paths lists the files.
func (b *Baseline) Paths() []string { return slices.Sorted(maps.Keys(b.counts)) }

// Total returns how many findings there are.
func (b *Baseline) Total() int {
	n := 0
	for _, rules := range b.counts {
		for _, k := range rules {
			n += k.count
		}
	}
	return n
}

// Apply returns the findings of a file that are not known. If there are more of
// a rule than are known, all of them are returned, as which of them are new
// cannot be told. Stale is what the baseline knows and the file does not have
// any more, of the rules that ran.
func (b *Baseline) Apply(path string, found []diag.Diagnostic, o Options) (left []diag.Diagnostic, stale []Problem) {
	entries := b.counts[path]
	if len(entries) == 0 {
		return found, nil
	}
	have := map[string]int{}
	for _, d := range found {
		have[d.Rule]++
	}
	for _, d := range found {
		if have[d.Rule] > entries[d.Rule].count {
			left = append(left, d)
		}
	}
	if have[syntaxError.Name] > 0 {
		return left, nil
	}
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		k := entries[name]
		rule, ok := Find(name)
		switch {
		case !o.finds(name), diag.IsVerified(name): // it may not show each time
		case !ok:
			stale = append(stale, Problem{k.span, path + ": there is no rule " + name})
		case have[name] < k.count && o.runs(rule):
			stale = append(stale, Problem{k.span, path + ": " + strconv.Itoa(have[name]) + " of " + strconv.Itoa(k.count) + " findings of " + name + " are left"})
		}
	}
	return left, stale
}

// Place returns where the first count of a file stands.
func (b *Baseline) Place(path string) source.Span {
	return slices.MinFunc(slices.Collect(maps.Values(b.counts[path])), func(x, y known) int {
		return cmp.Compare(x.span.Start, y.span.Start)
	}).span
}

// Bytes returns the baseline as it is written: in the order of the names and
// with a line for each count, so that changes of different branches merge.
func (b *Baseline) Bytes() []byte {
	scalar := func(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: s} }
	text := func(s string) *yaml.Node {
		n := &yaml.Node{}
		n.SetString(s)
		if strings.Contains(s, "\n") {
			n.Style = yaml.DoubleQuotedStyle // one line, come what may
		}
		return n
	}
	files := &yaml.Node{Kind: yaml.MappingNode}
	for _, path := range b.Paths() {
		rules := &yaml.Node{Kind: yaml.MappingNode}
		for _, name := range slices.Sorted(maps.Keys(b.counts[path])) {
			rules.Content = append(rules.Content, text(name), scalar(strconv.Itoa(b.counts[path][name].count)))
		}
		files.Content = append(files.Content, text(path), rules)
	}
	version := scalar("version")
	version.HeadComment = "# Findings that pilllint knows of and does not report.\n# \"pilllint --write-baseline\" writes this file."
	return encodeYAML(&yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{
		version, scalar(baselineVersion), scalar("files"), files,
	}})
}
