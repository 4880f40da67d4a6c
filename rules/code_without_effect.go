package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var codeWithoutEffect = &Rule{
	Name:        "code-without-effect",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a piece of Ruby has no effect",
	Since:       "0.1",
	Related:     []string{"literal-interpolation"},
	Text: "`ENV[\"APP\"] rescue \"shop\"` is never `\"shop\"`: for a variable that is not set, `ENV` returns `nil` and raises nothing.\n" +
		"Write `ENV[\"APP\"] || \"shop\"` or `ENV.fetch(\"APP\", \"shop\")`.\n\n" +
		"`File.readlines(path) { |line| … }` ignores its block; `File.foreach` runs it for each line. And `line.strip` on a\n" +
		"line of its own leaves `line` as it is. Write `line.strip!` or `line = line.strip` to change it. The same goes for\n" +
		"`process.environment.merge(more)` and `command + \" --verbose\"`.\n\n" +
		"`vars = \"A=1\" if a` and `vars = \"B=1\" if b` after it give `vars` one of the two. Write `vars += \" B=1\"` for both.\n\n" +
		"Text on a line of its own is lost, `+ \" --verbose\"` too: a command goes on in the next line only if its line ends with the\n" +
		"`+` or a backslash. And the commas in `%w(high, low)` separate nothing, so the first word is `high,`.\n\n" +
		"`more = {}` and `more[\"A\"] = 1` prepare something for nobody if nothing reads `more`. That is an info if all of it is\n" +
		"copied from `ENV`, which processes inherit anyway. A loop that makes no turn, as\n" +
		"`0.times`, declares no process; that is an info, as somebody may have turned it off.\n\n" +
		"A comparison of the host's name with text that no host can be called, as `Socket.gethostname == \"the web server\"`, only ever\n" +
		"comes out one way. So does one of `hostname` in backquotes without `strip`, as its output ends with a line break.\n\n" +
		"`ENV[\"PWD\"] || File.dirname(__FILE__)` is the folder in which whoever loads the pill happens to be, as every shell exports\n" +
		"`PWD`; that is an info, as `sudo` and cron may not. And `path = [a, b].each { |x| break x if File.exist?(x) }` is the whole\n" +
		"list if there is no such file, so that `if path` always holds; `find` returns `nil`. So does `if env = \"production\"`, which assigns\n" +
		"and does not compare, and `if env == \"production\" || \"staging\"`, as a text counts as true.\n\n" +
		"A class that comes from `Bluepill::Trigger` or `ProcessCondition` does nothing by being there. Each process that it is\n" +
		"for names it in snake case: `process.checks :queue_length`.\n\n" +
		"What is set on `process` after its block, through a variable that has kept it, comes too late: Bluepill makes the\n" +
		"process of what it had when the block ended.\n\n" +
		"`process.uid = ENV[\"USER\"]` does nothing: `uid` counts only where root runs Bluepill, and there `USER` is root, unless `su`\n" +
		"without `-` has kept another's. That is an info.\n\n" +
		"`process.uid = uid` sets an attribute to itself where there is no variable `uid`, as in a template that has one only\n" +
		"between `<%` and `%>`.",
	Bad: `name = ENV["APP_NAME"] rescue "shop"
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/srv/#{name}/bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `name = ENV["APP_NAME"] || "shop"
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/srv/#{name}/bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			for s := range live(proc) {
				p.setToItself(proc, s)
				p.userOfLoad(proc, s)
			}
			p.setTooLate(proc)
		}
		p.idleLoops()
		if p.Syntax.Body == nil || p.Syntax.Template {
			return
		}
		p.unusedCollections()
		p.unusedClasses()
		p.impossibleHosts()
		p.neverChosen()
		p.decidedConditions()
		if !strings.Contains(p.Source.Text, "rescue") && !p.calls("readlines") && !p.calls(changing...) && !p.calls("+") && !pieceSet.MatchString(p.Source.Text) &&
			!aloneOnLine(p.Source.Text) && !(hasWords(p.Source.Text) && commaInWords.MatchString(p.Source.Text)) {
			return // as nearly always: the tree need not be gone through
		}
		unused := map[*syntax.Seq]bool{p.Syntax.Body: true} // statements of which nobody takes what the last comes to
		used := map[*syntax.Array]bool{}                    // lists that something is made of
		syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Begin:
				p.unneededRescue(n)
			case *syntax.Call:
				p.ignoredBlock(n)
				if n.Block != nil && (n.Name == "process" || n.Name == "application") {
					unused[n.Block.Body] = true
				}
				if list, ok := n.Recv.(*syntax.Array); ok && (n.Name == "join" && len(n.Args) == 0 || n.Block != nil && takesAway.MatchString(p.Syntax.Span(n.Block).Text())) {
					used[list] = true
				}
				if b := n.Block; b != nil && b.Body != nil && len(b.Body.List) > 0 && (n.Name == "process" || n.Name == "application") {
					p.lostResult(b.Body.List[len(b.Body.List)-1])
				}
			case *syntax.Array:
				if !used[n] {
					p.commas(n)
				}
			case *syntax.Seq:
				for i := range max(len(n.List)-1, 0) {
					if i+2 < len(n.List) || unused[n] {
						p.lostText(n.List[i], n.List[i+1])
					}
				}
				for i, statement := range n.List[:max(len(n.List)-1, 0)] {
					p.lostResult(statement)
					p.replacedPiece(statement, n.List[i+1])
				}
			}
			return true
		})
	},
}

// setToItself judges process.uid = uid where there is no variable of that name:
// what the attribute has is read, and set again.
func (p *Pass) setToItself(proc *pill.Process, s *pill.Setting) {
	call, ok := s.ValueNode.(*syntax.Call)
	if !ok || call.Recv != nil || call.Name != s.Name || len(call.Args) > 0 || call.Block != nil || s.File != p.Syntax || p.defines(s.Name) {
		return
	}
	f := p.settingFinding(proc, s, valueSpan(s), "this reads the attribute %s itself, as there is no variable of that name: nothing is set", s.Name)
	if !eval.IsNil(s.Value) {
		f.Severity(diag.Info) // the application has set it
	}
	f.Done(p)
}

// userOfLoad judges process.uid = ENV["USER"]: Bluepill changes the user only as root,
// whose USER that is.
func (p *Pass) userOfLoad(proc *pill.Process, s *pill.Setting) {
	u, ok := s.Value.(*eval.Unknown)
	if s.Name != "uid" || !ok || !wholeVariable(u) || !slices.Contains([]string{"USER", "LOGNAME", "USERNAME"}, u.Causes[0].Name) {
		return
	}
	p.settingFinding(proc, s, valueSpan(s), "this changes nothing: uid counts only where root runs Bluepill, and root's %s is root, unless su without - has kept another's", u.Causes[0].Name).
		Severity(diag.Info).Done(p)
}

// setTooLate judges what is set on the object that a block was given when that
// block is over.
func (p *Pass) setTooLate(proc *pill.Process) {
	for _, s := range proc.Late {
		if s.NameSpan.File == p.Source {
			p.Finding(s.NameSpan, "%s has no effect here: Bluepill has made %s when its block ended", s.Name, processName(proc)).
				Meant(proc.NameSpan, s.Name).Related(proc.NameSpan, "the process, whose block is over").Done(p)
		}
	}
}

// defines reports whether the pill has a method of that name.
func (p *Pass) defines(method string) bool {
	found := false
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		def, ok := n.(*syntax.Def)
		found = found || ok && def.Name == method
		return !found
	})
	return found
}

// unneededRescue judges ENV["NAME"] rescue value.
func (p *Pass) unneededRescue(b *syntax.Begin) {
	call, ok := onlyStatement(b.Body).(*syntax.Call)
	if !ok || call.Name != "[]" || len(call.Args) != 1 || !isConst(call.Recv, "ENV") || len(b.Rescues) != 1 || b.Rescues[0].Body == nil {
		return
	}
	name, ok := call.Args[0].(*syntax.Str)
	if !ok {
		return
	}
	value := p.Syntax.Span(onlyStatement(b.Rescues[0].Body))
	f := p.Finding(value, "this is never used: ENV[%q] raises nothing, and is nil if the variable is not set", name.Value)
	between := value.File.Span(p.Syntax.Span(call).End, value.Start)
	if strings.TrimSpace(between.Text()) == "rescue" {
		f.Fix(replaceFix("Use it when the variable is not set", between, " || "))
	}
	f.Done(p)
}

// onlyStatement is a statement that stands alone, or the statements.
func onlyStatement(n syntax.Node) syntax.Node {
	if seq, ok := n.(*syntax.Seq); ok && len(seq.List) == 1 {
		return seq.List[0]
	}
	return n
}

// ignoredBlock judges File.readlines(path) { … }.
func (p *Pass) ignoredBlock(call *syntax.Call) {
	if call.Name != "readlines" || call.Block == nil || !isConst(call.Recv, "File") && !isConst(call.Recv, "IO") {
		return
	}
	span := p.Source.Span(int(call.NamePos.Start), int(call.NamePos.End))
	p.Finding(span, "readlines ignores its block; foreach runs it for each line").
		Fix(diag.Fix{Title: "Use foreach", Edits: []source.Edit{{Span: span, New: "foreach"}}}).Done(p)
}

// changing are methods that have a twin with a "!" which changes the receiver,
// and that do nothing themselves but make a new value.
var changing = strings.Fields("gsub sub strip lstrip rstrip chomp chop squeeze tr upcase downcase capitalize compact uniq flatten sort reverse merge")

// lostResult judges a statement whose value nothing uses: line.strip.
func (p *Pass) lostResult(n syntax.Node) {
	if cond, ok := n.(*syntax.If); ok {
		for _, arm := range []syntax.Node{cond.Then, cond.Else} {
			if statement := onlyStatement(arm); statement != nil {
				p.lostResult(statement)
			}
		}
		return
	}
	call, ok := n.(*syntax.Call)
	if !ok || call.Block != nil || call.HasPass {
		return
	}
	span := p.Source.Span(int(call.NamePos.Start), int(call.NamePos.End))
	switch recv := call.Recv.(type) {
	case *syntax.Local:
		switch {
		case call.Name == "+" && len(call.Args) == 1 && isText(call.Args[0]):
			p.Finding(span, "the result is not used, and %s does not change; += would change it", recv.Name).
				Fix(replaceFix("Write +=", span, "+=")).Done(p)
		case slices.Contains(changing, call.Name):
			p.Finding(span, "the result is not used, and %s does not change; %s! would change it", recv.Name, call.Name).
				Fix(diag.Fix{Title: "Write " + call.Name + "!", Edits: []source.Edit{{Span: p.Source.Span(span.End, span.End), New: "!"}}}).Done(p)
		}
	case *syntax.Call:
		local, ok := recv.Recv.(*syntax.Local)
		if _, attribute := pill.FindAttribute(recv.Name); !ok || !attribute || len(recv.Args) > 0 || !slices.Contains(changing, call.Name) {
			return
		}
		name := local.Name + "." + recv.Name
		at := p.Syntax.Span(call)
		p.Finding(span, "the result is not used, and %s does not change", name).
			Fix(diag.Fix{Title: "Assign it", Edits: []source.Edit{{Span: at.File.Span(at.Start, at.Start), New: name + " = "}}}).Done(p)
	}
}

// pieceSet is a text that sets a variable of the environment, assigned under a
// condition.
var pieceSet = lazyregexp.New(`= *["'] *[A-Za-z_]+=[^\n]*["'] +(?:if|unless) `)

// replacedPiece judges two statements that each give the same local variable the
// setting of another variable of the environment, where both were meant:
//
//	vars = "A=1" if a
//	vars = "B=1" if b
func (p *Pass) replacedPiece(first, second syntax.Node) {
	had, name, ok := conditionalPiece(first)
	has, other, also := conditionalPiece(second)
	if !ok || !also || had.Target.Local.Name != has.Target.Local.Name || name == other || uses(has.Value, []string{has.Target.Local.Name}) {
		return
	}
	p.Finding(p.Syntax.Span(has.Target), "this replaces what %s was given above: %s is lost where both are set", has.Target.Local.Name, name).
		Related(p.Syntax.Span(had.Target), "given here").Done(p)
}

// conditionalPiece reads: local = "NAME=value" if condition.
func conditionalPiece(n syntax.Node) (a *syntax.Assign, name string, ok bool) {
	cond, ok := n.(*syntax.If)
	if !ok || (cond.Then == nil) == (cond.Else == nil) {
		return nil, "", false
	}
	body := cond.Then
	if body == nil {
		body = cond.Else // of unless
	}
	a, ok = onlyStatement(body).(*syntax.Assign)
	if !ok || a.Target.Local == nil {
		return nil, "", false
	}
	text := ""
	switch v := a.Value.(type) {
	case *syntax.Str:
		text = v.Value
	case *syntax.DStr:
		if len(v.Parts) > 0 {
			if s, is := v.Parts[0].(*syntax.Str); is {
				text = s.Value
			}
		}
	}
	text = strings.TrimLeft(text, " ")
	name, _, ok = strings.Cut(text, "=")
	return a, name, ok && assignmentWord.MatchString(text)
}

// isConst reports whether a node is a constant of that name, at the top.
func isConst(n syntax.Node, name string) bool {
	c, ok := n.(*syntax.Const)
	return ok && c.Name == name && c.Scope == nil
}
