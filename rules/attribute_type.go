package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var attributeType = &Rule{
	Name:        "attribute-type",
	Severity:    diag.Error,
	Consequence: diag.Process,
	Related:     []string{"command-not-a-string", "invalid-pid-file"},
	Title:       "an attribute has a value that Bluepill cannot use",
	Since:       "0.1",
	Text: "Bluepill accepts any value when it loads the pill, and fails only when it uses the value:\n\n" +
		"- `uid` and `gid` are names, as Strings. Bluepill does not find numbers (as `Process.uid` is) or symbols, and the process never starts. The\n" +
		"  same goes for the elements of `supplementary_groups`, which is an Array.\n" +
		"- `environment` is a Hash. With a String or an Array of Strings, the process never starts. Neither does it with a name\n" +
		"  that is `nil` or empty or has a `=`, or with a null byte, for which Ruby raises an error. A file of variables of which\n" +
		"  each line is taken apart at `=` gives such a name for a blank line; that is an info.\n" +
		"- `stdout`, `stderr`, `stdin` and `pid_file` are paths. `pid_file` must not be empty. What `pwd` prints in backquotes\n" +
		"  has a line break at its end, which stays in the path.\n" +
		"- `daemonize = \"false\"` means true, as any text does, and so does `daemonize = \"<%= @daemonize %>\"` in a template. For\n" +
		"  `auto_start`, only `false` itself means no.\n" +
		"- Grace times are numbers, durations or digits. In text such as `\"2 minutes\"`, only the 2 counts. A value that has no\n" +
		"  number, such as an Array, kills the daemon when it is used.\n\n" +
		"With `daemonize`, no log says why the process does not start.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.uid = 1000
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.uid = process.gid = "shop"
  end
end
`,
	Check: func(p *Pass) {
		p.blankLines()
		for proc := range p.Trees {
			for s := range p.settings(proc) {
				p.attributeType(proc, s)
			}
		}
	},
}

func (p *Pass) attributeType(proc *pill.Process, s *pill.Setting) {
	report := func(format string, args ...any) *Finding {
		return p.settingFinding(proc, s, valueSpan(s), format, args...)
	}
	switch s.Name {
	case "uid", "gid":
		if names, first := settingsOf(proc, s); first && isOtherThan[*eval.Str](s.Value) {
			report("%s to be a name, as a String, but this is %s: the process can never start", haveTo(names), kindOf(s.Value)).
				Fix(symbolToString(s)).Done(p)
		} else if name, known := settingText(s); first && known && neverName(name) {
			report("%s to be a name, and there is none like %q: the process can never start", haveTo(names), name).Done(p)
		} else if first && isNumberOfUser(s.ValueNode) {
			report("%s to be a name, as a String, but this is a number: the process can never start", haveTo(names)).Done(p)
		} else if at := outputLine(s); first && !at.IsZero() {
			p.settingFinding(proc, s, at, "%s to be a name, and the output of this ends with a line break: the process can never start; add .strip", haveTo(names)).
				Fix(stripped(at)).Done(p)
		}
	case "supplementary_groups":
		if !namesOrNil(s.Value) {
			report("supplementary_groups must be an Array of names, as Strings: the process can never start").Fix(intoArray(s)).Done(p)
		}
	case "environment":
		if !tableOrNil(s.Value) {
			report("environment must be a Hash, but this is %s: the process can never start", kindOf(s.Value)).Fix(intoHash(s)).Done(p)
		}
		p.environmentNames(proc, s)
	case "stdout", "stderr", "stdin":
		if names, first := settingsOf(proc, s); first && isPathless(s.Value) && daemonized(proc) {
			report("%s to be a path, as a String, but this is %s: the process can never start", haveTo(names), kindOf(s.Value)).Done(p)
		}
	case "working_dir":
		switch eval.SureType(s.Value) {
		case eval.TArray, eval.THash:
			report("working_dir has to be a path, as a String, but this is %s: the process can never start", kindOf(s.Value)).Done(p)
		}
		p.lineInPath(proc, s)
	case "pid_file":
		p.lineInPath(proc, s)
		if path, ok := settingText(s); ok && path == "" && daemonized(proc) {
			report("this pid_file is empty, so it cannot be written: the process can never start").Done(p)
		}
	case "start_grace_time", "stop_grace_time", "restart_grace_time":
		p.graceTimeType(proc, s)
	case "auto_start", "daemonize", "cache_actual_pid", "group_start_noblock", "group_stop_noblock", "group_restart_noblock", "group_unmonitor_noblock":
		if word, no := meantAsNo(s); no {
			report("%s counts as true: %s", word, noText(s.Name)).Severity(diag.Warning).Fix(writeFalse(s)).Done(p)
		} else if tag := quotedTag(s.ValueNode); tag != nil && s.File == p.Syntax {
			report("whatever `%s` writes, it is text here, which counts as true: %s", tag.Code, noText(s.Name)).Severity(diag.Warning).
				Fix(replaceFix("Take the quotes away", valueSpan(s), p.Syntax.Span(tag).Text())).Done(p)
		}
	}
}

// quotedTag returns the tag of a template that is all there is between two quotes; nil if a
// value is anything else.
func quotedTag(n syntax.Node) *syntax.Hole {
	text, ok := n.(*syntax.DStr)
	if !ok || len(text.Parts) != 1 || text.Heredoc != (syntax.Pos{}) {
		return nil
	}
	tag, _ := text.Parts[0].(*syntax.Hole)
	return tag
}

// neverName reports whether a text cannot be the name of a user or group: these
// stand in lines of fields between colons, and what adds them refuses white space.
func neverName(s string) bool {
	return s == "" || strings.ContainsAny(s, ":\n\x00") || strings.TrimSpace(s) != s
}

// isNumberOfUser reports whether an expression is Etc.getpwnam(name).uid or the like.
func isNumberOfUser(n syntax.Node) bool {
	call, ok := n.(*syntax.Call)
	if !ok || call.Name != "uid" && call.Name != "gid" || len(call.Args) > 0 {
		return false
	}
	of, ok := call.Recv.(*syntax.Call)
	return ok && isConst(of.Recv, "Etc") && slices.Contains(strings.Fields("getpwnam getpwuid getgrnam getgrgid"), of.Name)
}

// outputLine is where a command stands in the value of a setting whose output brings a line
// break with it; zero if there is none.
func outputLine(s *pill.Setting) (at source.Span) {
	if s.ValueNode == nil || s.File == nil || s.Inherited {
		return at
	}
	return lineWithin(s.File, s.ValueNode)
}

// lineInPath judges a path that is taken from the output of a command with the line
// break at its end.
func (p *Pass) lineInPath(proc *pill.Process, s *pill.Setting) {
	at := outputLine(s)
	if at.IsZero() {
		return
	}
	result := "no folder has such a name"
	if s.Name == "pid_file" {
		result = "nobody else finds such a file"
	}
	f := p.settingFinding(proc, s, at, "the output of this ends with a line break, which stays in %s: %s; add .strip", s.Name, result).
		Fix(stripped(at))
	if s.Name == "pid_file" {
		f.Severity(diag.Warning)
	}
	f.Done(p)
}

// settingsOf lists the attributes that the value of a setting is for, as in
// process.uid = process.gid = value; first says whether it is the first of them.
func settingsOf(proc *pill.Process, s *pill.Setting) (names []string, first bool) {
	if s.Whole != nil {
		s = s.Whole
	}
	for other := range live(proc) {
		if at, own := valueSpan(other), valueSpan(s); other != s && at != own {
			continue
		}
		first = first || other == s && len(names) == 0
		names = append(names, other.Name)
	}
	slices.Reverse(names) // the last is set first
	return names, first
}

// haveTo is the beginning of a message about one or more attributes.
func haveTo(names []string) string {
	if len(names) == 1 {
		return names[0] + " has"
	}
	return strings.Join(names, " and ") + " have"
}

// isOtherThan reports whether a value is certainly no T, and neither nil nor
// false, which count as not set.
func isOtherThan[T eval.Value](v eval.Value) bool {
	switch v := v.(type) {
	case T:
		return false
	case eval.Nil, *eval.Object:
		return false
	case *eval.Unknown:
		var wanted T
		t := eval.SureType(v)
		return t != eval.Any && t != eval.TBool && t != eval.SureType(wanted)
	case eval.Bool:
		return bool(v)
	}
	return true
}

func namesOrNil(v eval.Value) bool {
	a, ok := v.(*eval.Array)
	if !ok {
		return !isOtherThan[*eval.Array](v)
	}
	for _, e := range a.Elems {
		switch e.(type) {
		case eval.Sym, eval.Int, eval.Nil, *eval.Array:
			return false
		}
	}
	return true
}

// tableOrNil reports whether each can be called on a value for pairs, which an
// Array of pairs allows too.
func tableOrNil(v eval.Value) bool {
	a, ok := v.(*eval.Array)
	if !ok {
		return !isOtherThan[*eval.Hash](v)
	}
	for _, e := range a.Elems {
		switch e.(type) {
		case *eval.Str, eval.Sym:
			return false
		}
	}
	return true
}

func isPathless(v eval.Value) bool {
	switch v := v.(type) {
	case eval.Sym, eval.Int, eval.Float, *eval.Array, *eval.Hash:
		return true
	case eval.Bool:
		return bool(v)
	case *eval.Unknown:
		t := eval.SureType(v)
		return t != eval.Any && t != eval.TBool && t != eval.TString
	}
	return false
}

// graceTimeType judges a number of seconds, which Bluepill calls to_i on.
func (p *Pass) graceTimeType(proc *pill.Process, s *pill.Setting) {
	switch v := s.Value.(type) {
	case *eval.Str:
		if v.Lost != nil {
			return
		}
		if !secondsText.MatchString(v.S) {
			p.settingFinding(proc, s, valueSpan(s), "only the number at the start of this text counts: %s is %s seconds", s.Name, ruby.ParseIntPrefix(v.S, 10)).
				Severity(diag.Warning).Fix(writeDuration(s)).Done(p)
		}
	case eval.Sym, *eval.Array, *eval.Hash, eval.Bool, *eval.Range, *eval.Regexp:
		f := p.settingFinding(proc, s, valueSpan(s), "%s must be a number of seconds, but this is %s: the daemon dies when it uses it", s.Name, kindOf(s.Value))
		f.Consequence(diag.Daemon)
		if s.Name != "start_grace_time" {
			f.Severity(diag.Warning)
		}
		f.Done(p)
	}
}

// writeDuration writes text that has a unit as the duration that it means.
func writeDuration(s *pill.Setting) diag.Fix {
	text, ok := s.ValueNode.(*syntax.Str)
	if !ok {
		return diag.Fix{}
	}
	m := durationText.FindStringSubmatch(text.Value)
	if m == nil {
		return diag.Fix{}
	}
	units := map[byte]string{'m': ".minutes", 'h': ".hours"}
	return replaceFix("Write a duration", s.ValueSpan, m[1]+units[m[2][0]])
}

var durationText = lazyregexp.New(`^\s*([1-9][0-9]*)\s*(m|mins?|minutes?|h|hours?)\s*$`)

// secondsText is text that says no more than a number of seconds.
var secondsText = lazyregexp.New(`^\s*[0-9]+(\.[0-9]*)?\s*(s|secs?|seconds?)?\s*$`)

// meantAsNo reports whether a value that counts as true, or as not set, is most
// likely meant as false.
func meantAsNo(s *pill.Setting) (word string, ok bool) {
	if word, ok := noWord(s.Value); ok {
		return word, true
	}
	_, literal := s.ValueNode.(*syntax.Nil)
	return "nil", literal && s.Name == "auto_start"
}

// noWord says what a value is that counts as true, and was most likely meant as
// false.
func noWord(v eval.Value) (word string, ok bool) {
	switch v := v.(type) {
	case *eval.Str:
		switch strings.ToLower(v.S) {
		case "false", "no", "off", "0", "":
			return "the text " + ruby.InspectString(v.S), v.Lost == nil
		}
	case eval.Sym:
		if v == "false" || v == "no" || v == "off" {
			return "the symbol :" + string(v), true
		}
	case eval.Int:
		return "0", v == 0
	}
	return "", false
}

// noText says what follows if a flag is not false.
func noText(name string) string {
	switch name {
	case "auto_start":
		return "the process is started; only false prevents that"
	case "daemonize":
		return "the process is put in the background"
	case "cache_actual_pid":
		return "the process id is kept"
	}
	return "it is not turned off"
}

func writeFalse(s *pill.Setting) diag.Fix {
	switch s.ValueNode.(type) {
	case *syntax.Str, *syntax.Sym, *syntax.Int, *syntax.Nil:
		return diag.Fix{Title: "Set it to false", Edits: []source.Edit{{Span: s.ValueSpan, New: "false"}}}
	}
	return diag.Fix{}
}

// symbolToString writes a symbol as the String of its letters.
func symbolToString(s *pill.Setting) diag.Fix {
	sym, ok := s.ValueNode.(*syntax.Sym)
	if !ok {
		return diag.Fix{}
	}
	return diag.Fix{
		Title: "Write it as a String",
		Safe:  true,
		Edits: []source.Edit{{Span: s.ValueSpan, New: ruby.InspectString(sym.Name)}},
	}
}

// intoArray puts a single name into an Array.
func intoArray(s *pill.Setting) diag.Fix {
	text, ok := s.ValueNode.(*syntax.Str)
	if !ok || strings.ContainsAny(text.Value, ", ") {
		return diag.Fix{}
	}
	return diag.Fix{
		Title: "Wrap it in an Array",
		Safe:  true,
		Edits: []source.Edit{{Span: s.ValueSpan, New: "[" + s.ValueSpan.Text() + "]"}},
	}
}

// intoHash writes assignments in text, as a shell has them, as a Hash.
func intoHash(s *pill.Setting) diag.Fix {
	nodes := []syntax.Node{s.ValueNode}
	if a, ok := s.ValueNode.(*syntax.Array); ok {
		nodes = a.Elems
	}
	var pairs []string
	for _, n := range nodes {
		text, ok := n.(*syntax.Str)
		if !ok {
			return diag.Fix{}
		}
		m := shellVariable.FindStringSubmatch(text.Value)
		if m == nil {
			return diag.Fix{}
		}
		pairs = append(pairs, ruby.InspectString(m[1])+" => "+ruby.InspectString(m[2]))
	}
	if s.Form != pill.ByAssignment || len(pairs) == 0 {
		return diag.Fix{} // after a method's name, braces are a block
	}
	return diag.Fix{
		Title: "Write it as a Hash",
		Safe:  true,
		Edits: []source.Edit{{Span: s.ValueSpan, New: "{ " + strings.Join(pairs, ", ") + " }"}},
	}
}

// shellVariable is one assignment, without anything that a shell would take
// otherwise than as it stands.
var shellVariable = lazyregexp.New(`^([A-Za-z_][A-Za-z0-9_]*)=([A-Za-z0-9_./:@%+,-]*)$`)
