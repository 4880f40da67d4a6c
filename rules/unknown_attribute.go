package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var unknownAttribute = &Rule{
	Name:        "unknown-attribute",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"attribute-type", "local-instead-of-attribute"},
	Title:       "Bluepill does not know this attribute",
	Mark:        Unused,
	Since:       "0.1",
	Text: "A process accepts any attribute: `process.deamonize = true` loads silently, and Bluepill acts as if `daemonize` were\n" +
		"not set. The same goes for any call with one argument in the block of a process: `process.check :x`, or a helper that\n" +
		"is not defined. A `def` in the block of the application defines a method of the application, which the blocks of its\n" +
		"processes do not see.\n\n" +
		"The rule does not report an attribute that the pill itself reads back.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "bin/shop stop"
    process.stop_grace = 20.seconds
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "bin/shop stop"
    process.stop_grace_time = 20.seconds
  end
end
`,
	Check: checkUnknownAttributes,
}

// ownAttributes are Bluepill's own, which it sets itself.
var ownAttributes = []string{"child_process_block", "child_process_factory", "actual_pid", "logger"}

func checkUnknownAttributes(p *Pass) {
	var reads *attributeReads
	for proc := range p.Trees {
		for _, s := range proc.Settings {
			if _, ok := pill.FindAttribute(s.Name); ok || s.Inherited || slices.Contains(ownAttributes, s.Name) {
				continue
			}
			if reads == nil {
				if classes := p.classes(); classes["Process"] || classes["ProcessProxy"] || classes["ProcessFactory"] {
					return // which may then know more attributes
				}
				reads = p.attributeReads()
			}
			likely := likelyAttribute(s.Name)
			bare := s.Form == pill.ByCall && !strings.Contains(headOf(s), ".")
			if reads.has(s) || likely == "" && (len(p.Config.Unread) > 0 || slices.ContainsFunc(proc.Open, notUndefined)) {
				continue
			}
			reportUnknownAttribute(p, proc, s, likely, bare)
		}
	}
	p.unreachedAttributes(reads)
}

// unreachedAttributes reports words for attributes whose values raise in an arm
// that may not be run: they are never set, and nothing else tells of them.
func (p *Pass) unreachedAttributes(reads *attributeReads) {
	for _, e := range p.Config.Maybes {
		if e.Explicit || e.Span.File != p.Source {
			continue
		}
		syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
			a, ok := n.(*syntax.Assign)
			if !ok || a.Target.Call == nil || !p.Syntax.Span(a.Value).Contains(e.Span) {
				return true
			}
			c := a.Target.Call
			name := strings.TrimSuffix(c.Name, "=")
			recv, ok := c.Recv.(*syntax.Local)
			if _, known := pill.FindAttribute(name); !ok || known {
				return true
			}
			if reads == nil {
				reads = p.attributeReads()
			}
			if likely := likelyAttribute(name); likely != "" && reads.receivers[recv.Name] {
				p.Finding(p.Syntax.Source.Span(int(c.NamePos.Start), int(c.NamePos.End)), "Bluepill ignores the unknown attribute %q; did you mean %q?", name, likely).
					Mistake(name).Done(p)
			}
			return true
		})
	}
}

// notUndefined reports whether something is not known for another reason than that
// what has it in hand does not exist.
func notUndefined(c eval.Cause) bool { return c.Reason != eval.Undefined }

func headOf(s *pill.Setting) string {
	head, _ := receiver(s)
	return head
}

func reportUnknownAttribute(p *Pass, proc *pill.Process, s *pill.Setting, likely string, bare bool) {
	defined := p.definition(s.Name)
	switch {
	case s.Name == "name":
		f := p.Finding(s.NameSpan, "the name of a process cannot change; Bluepill ignores this")
		if eval.Same(s.Value, proc.Name) {
			f.Severity(diag.Info) // it is what was meant
		}
		f.Done(p)
		return
	case s.Name == "checks":
		p.Report(s.NameSpan, "checks is a call, so this assignment checks nothing; write checks, a name and options")
		return
	case s.Name == "process":
		p.Report(s.NameSpan, "a process cannot be declared in the block of another; Bluepill ignores this")
		return
	case bare && defined != nil && proc.IsChild():
		return // the block runs when a child shows up, and sees what the file defined further down
	case defined != nil && s.Form == pill.ByCall && p.ofApplication(proc, defined) != "":
		call := p.ofApplication(proc, defined) + "." + s.Name
		p.Finding(s.NameSpan, "%q is a method of the application, and Bluepill ignores the call as an unknown attribute of the process; call it as %s", s.Name, call).
			Related(p.Syntax.Source.Span(int(defined.NamePos.Start), int(defined.NamePos.End)), "defined here").Done(p)
		return
	case bare && defined != nil:
		p.Finding(s.NameSpan, "the block of a process does not see the method %q, and Bluepill ignores the call as an unknown attribute", s.Name).
			Related(p.Syntax.Source.Span(int(defined.NamePos.Start), int(defined.NamePos.End)), "defined here").Done(p)
		return
	case likely == "" && attributeAdvice[s.Name] != "":
		p.Finding(s.NameSpan, "Bluepill ignores the unknown attribute %q; %s", s.Name, attributeAdvice[s.Name]).Mistake(s.Name).Done(p)
		return
	case likely == "" && bare:
		p.Report(s.NameSpan, "no method %q is defined, so Bluepill ignores the call as an unknown attribute", s.Name)
		return
	case likely == "":
		p.Report(s.NameSpan, "Bluepill ignores the unknown attribute %q", s.Name)
		return
	}
	option := optionOf(proc, s)
	given := likely != "checks" && proc.Last(likely) != nil
	advice := fmt.Sprintf("did you mean %q?", likely)
	switch {
	case given && option != "":
		advice = "did you mean the option :" + option + " of Bluepill.application?"
	case given:
		advice = fmt.Sprintf("only %q counts", likely)
	case option != "":
		advice = fmt.Sprintf("did you mean %q, or the option :%s of Bluepill.application?", likely, option)
	}
	f := p.Finding(s.NameSpan, "Bluepill ignores the unknown attribute %q; %s", s.Name, advice).Mistake(s.Name).Meant(proc.NameSpan, likely)
	if isLogWord(s, likely) {
		f.Meant(proc.NameSpan, "stderr")
	}
	if likely == "stop_signals" && !given {
		relateDelays(f, proc, s)
	}
	if likely == "checks" && isPlainCheck(s.Value) || !given && p.takes(likely, s) && (option == "" || !isBluepillsLog(s)) {
		f.Fix(renameAttribute(s, likely))
	}
	f.Done(p)
}

// relateDelays says what else stop_signals would need, if these were to become it.
func relateDelays(f *Finding, proc *pill.Process, s *pill.Setting) {
	sum := delaySum(s.Value)
	grace, known := proc.Attr("stop_grace_time").Number()
	switch {
	case sum == 0 || !known && !proc.Attr("stop_grace_time").Unset():
	case proc.Attr("stop_grace_time").Unset():
		f.Related(valueSpan(s), "these delays take %d seconds, and Bluepill then asks for a stop_grace_time that is longer", sum)
	case grace <= float64(sum):
		f.Related(valueSpan(s), "these delays take %d seconds, and Bluepill then asks for a stop_grace_time that is longer than that, and not %s", sum, valueSpan(proc.Last("stop_grace_time")).Text())
	}
}

// optionOf returns the option of the application that may have been meant by an
// attribute, as it has its name and is not given; "" if there is none.
func optionOf(proc *pill.Process, s *pill.Setting) string {
	for _, o := range pill.AppOptions {
		if joined := strings.ReplaceAll(o.Name, "_", ""); (s.Name == o.Name || s.Name == joined) && proc.App != nil && proc.App.Option(o.Name).Unset() {
			return o.Name
		}
	}
	return ""
}

// isBluepillsLog reports whether a path is that of a log of Bluepill's own.
func isBluepillsLog(s *pill.Setting) bool {
	text, _ := s.Value.(*eval.Str)
	return strings.Contains(valueSpan(s).Text(), "bluepill") || text != nil && strings.Contains(path.Base(text.S), "bluepill")
}

// isPlainCheck reports whether a value names a check that needs no option: the
// daemon dies of the others without :every.
func isPlainCheck(v eval.Value) bool {
	name, ok := v.(eval.Sym)
	kind, known := pill.FindCheck(string(name))
	return ok && known && kind.Trigger
}

// definition returns a method of that name that the pill defines; nil if there
// is none.
func (p *Pass) definition(name string) *syntax.Def { return p.census().defs[name] }

// ofApplication returns the variable by which the block of a process has its
// application, if a method is defined in the block of that; "" if it is not, or there
// is no such variable.
func (p *Pass) ofApplication(proc *pill.Process, def *syntax.Def) string {
	app := proc.App
	names := blockNames(app.Block)
	if def.Singleton != nil || app.BlockFile != p.Syntax || len(names) != 1 || !slices.Contains(statementsOf(app.Block.Body), syntax.Node(def)) {
		return ""
	}
	if proc.Block == nil || proc.BlockFile != p.Syntax || !p.Syntax.Span(app.Block).Contains(p.Syntax.Span(proc.Block)) || slices.Contains(blockNames(proc.Block), names[0]) {
		return ""
	}
	return names[0]
}

// statementsOf are the statements of code, without those within them.
func statementsOf(body *syntax.Seq) []syntax.Node {
	if body == nil {
		return nil
	}
	return body.List
}

// renameAttribute writes the attribute that was meant. A log is both outputs.
func renameAttribute(s *pill.Setting, likely string) diag.Fix {
	head, ok := receiver(s)
	if !ok || s.Form == pill.ByAssignment && likely == "checks" {
		return diag.Fix{}
	}
	name := likely
	if isLogWord(s, likely) && s.Form == pill.ByAssignment {
		name = "stdout = " + head + "stderr"
	}
	if s.Form == pill.ByBang {
		name += "!"
	}
	return diag.Fix{Title: "Set " + likely, Edits: []source.Edit{{Span: s.NameSpan, New: name}}}
}

// isLogWord reports whether a word stands for both outputs.
func isLogWord(s *pill.Setting, likely string) bool {
	return likely == "stdout" && strings.HasPrefix(s.Name, "log")
}

// keyMethods may read an attribute that is named by a symbol.
var keyMethods = []string{"[]", "fetch", "dig", "key?", "has_key?", "values_at", "slice", "send", "public_send", "__send__"}

// attributeReads are the places where a pill may read its own attributes.
type attributeReads struct {
	pass      *Pass
	receivers map[string]bool // what attributes are set on, as written
	local     map[string][]string
	any       map[string]bool // names that are read from something that cannot be told
}

// attributeReads collects what is read, by name.
func (p *Pass) attributeReads() *attributeReads {
	r := &attributeReads{p, map[string]bool{}, map[string][]string{}, map[string]bool{}}
	files := map[*syntax.File]bool{p.Syntax: true}
	for proc := range p.Trees {
		for _, s := range proc.Settings {
			r.receivers[strings.TrimSuffix(headOf(s), ".")] = true
			if s.File != nil {
				files[s.File] = true
			}
		}
	}
	for f := range files {
		syntax.Walk(f.Body, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Call:
				r.call(n)
			case *syntax.OpAssign:
				if n.Target.Call != nil {
					r.any[strings.TrimSuffix(n.Target.Call.Name, "=")] = true
				}
			}
			return true
		})
	}
	return r
}

func (r *attributeReads) call(n *syntax.Call) {
	if slices.Contains(keyMethods, n.Name) {
		for _, a := range n.Args {
			if s, ok := a.(*syntax.Sym); ok {
				r.any[s.Name] = true
			}
		}
	}
	if len(n.Args) > 0 || n.Assign {
		return
	}
	if l, ok := n.Recv.(*syntax.Local); ok {
		r.local[n.Name] = append(r.local[n.Name], l.Name)
		return
	}
	// A bare name that nothing defines is no process: reading it raises.
	if c, ok := n.Recv.(*syntax.Call); ok && c.Recv == nil && len(c.Args) == 0 && r.pass.definition(c.Name) == nil {
		return
	}
	r.any[n.Name] = true
}

// has reports whether an attribute that a setting sets may be read.
func (r *attributeReads) has(s *pill.Setting) bool {
	if r.any[s.Name] {
		return true
	}
	return slices.ContainsFunc(r.local[s.Name], func(recv string) bool { return r.receivers[recv] })
}
