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

var variableInEnvironment = &Rule{
	Name:        "variable-in-environment",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"replaced-environment", "shell-command"},
	Title:       "a value of environment contains $NAME, which nothing fills in",
	Since:       "0.1",
	Text: "Bluepill sets the variables of `environment` as they are, and no shell sees them. With\n" +
		"`\"PATH\" => \"/srv/shop/bin:$PATH\"`, the process searches a folder that is called `$PATH`, and none of those that it\n" +
		"would have inherited. Let Ruby fill it in: `\"/srv/shop/bin:#{ENV['PATH']}\"`.\n\n" +
		"The rule speaks of variables that the same `environment` sets, and of well-known ones such as `HOME`. It leaves alone\n" +
		"what may be meant for a shell or another program that fills in variables by itself, such as `PS1` or `JAVA_OPTS`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.environment = { "PATH" => "/srv/shop/bin:$PATH" }
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.environment = { "PATH" => "/srv/shop/bin:#{ENV['PATH']}" }
  end
end
`,
	Check: func(p *Pass) {
		if !strings.Contains(p.Source.Text, "$") {
			return // as nearly always
		}
		for proc := range p.Processes {
			s := proc.Last("environment")
			if s == nil {
				continue
			}
			env, ok := s.Value.(*eval.Hash)
			if !ok || env.Lost != nil {
				continue
			}
			for key, v := range env.Each {
				if name, ok := keyName(key); ok {
					p.variableIn(proc, s, env, name, v)
				}
			}
		}
		p.variableInENV()
	},
}

// variableInENV reports a variable in what is set in ENV, which processes
// inherit.
func (p *Pass) variableInENV() {
	if p.Syntax.Body == nil || !strings.Contains(p.Source.Text, "ENV[") {
		return // as nearly always: the tree need not be gone through
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		a, ok := n.(*syntax.Assign)
		if !ok || a.Target.Call == nil || !isConst(a.Target.Call.Recv, "ENV") || len(a.Target.Call.Args) != 1 {
			return true
		}
		key, ok := a.Target.Call.Args[0].(*syntax.Str)
		text, literal := a.Value.(*syntax.Str)
		if !ok || !literal {
			return true
		}
		written, name := writtenVariable(&eval.Str{S: text.Value}, func(name string) bool {
			return name == key.Value || !expands(key.Value) && slices.Contains(sessionVariables, name)
		})
		if written == "" {
			return true
		}
		place := p.Syntax.Span(text)
		span := wordIn(place, written)
		p.Finding(span, "nothing fills in %s: no shell sees the environment, and %s has it literally", written, key.Value).
			Fix(fillIn(place, span, name)).Done(p)
		return true
	})
}

// wordIn is the place of a word within another, or that.
func wordIn(place source.Span, word string) source.Span {
	if at := strings.Index(place.Text(), word); at >= 0 {
		return place.File.Span(place.Start+at, place.Start+at+len(word))
	}
	return place
}

// variableIn reports a variable in the value of another, or of the same.
func (p *Pass) variableIn(proc *pill.Process, s *pill.Setting, env *eval.Hash, key string, v eval.Value) {
	written, name := writtenVariable(v, func(name string) bool {
		return name == key || !expands(key) && (slices.Contains(sessionVariables, name) || sets(env, name))
	})
	if written == "" {
		return
	}
	place := valueSpan(s)
	literal, isLiteral := valueIn(s, env, key, v)
	if isLiteral {
		place = literal
	}
	span := wordIn(place, written)
	f := p.settingFinding(proc, s, span, "nothing fills in %s: no shell sees the environment, and %s has it literally", written, key)
	if isLiteral && (name == key || !sets(env, name)) {
		f.Fix(fillIn(literal, span, name))
	}
	f.Done(p)
}

// variableWord is how a shell's variable is written.
var variableWord = lazyregexp.New(`\$(?:([A-Z_][A-Z0-9_]*)|\{([A-Z_][A-Z0-9_]*)\})`)

// writtenVariable returns the first variable in a value that counts, as it is
// written, and its name. Of a value that is known in part, it is the first of
// those parts.
func writtenVariable(v eval.Value, counts func(name string) bool) (written, name string) {
	var parts []string
	switch v := v.(type) {
	case *eval.Str:
		if v.Lost == nil {
			parts = []string{v.S}
		}
	case *eval.Unknown:
		if v.Type == eval.TString {
			parts = []string{v.Prefix, v.Suffix}
			if v.Pieces != nil {
				parts = v.Pieces
			}
		}
	}
	for i, text := range parts {
		if strings.ContainsAny(text, ";|&`\n") || strings.Contains(text, "$(") {
			return "", "" // a command for a shell
		}
		for _, m := range variableWord.FindAllStringSubmatchIndex(text, -1) {
			word := text[m[0]:m[1]]
			escaped := m[0] > 0 && (text[m[0]-1] == '\\' || text[m[0]-1] == '$')
			goesOn := m[1] < len(text) && strings.ContainsRune("abcdefghijklmnopqrstuvwxyz", rune(text[m[1]])) || m[1] == len(text) && i < len(parts)-1
			bare := strings.Trim(word, "${}")
			if written == "" && !escaped && !(goesOn && !strings.HasSuffix(word, "}")) && counts(bare) {
				written, name = word, bare
			}
		}
	}
	return written, name
}

// sessionVariables are those that a login shell or a manager of Rubies sets, so
// that whoever writes them expects to inherit them.
var sessionVariables = strings.Fields(`PATH HOME USER LOGNAME SHELL PWD HOSTNAME TMPDIR LANG MANPATH LD_LIBRARY_PATH LD_PRELOAD
	GEM_HOME GEM_PATH RUBYLIB RUBYOPT PYTHONPATH NODE_PATH CLASSPATH JAVA_HOME PERL5LIB GOPATH PKG_CONFIG_PATH`)

// expander is how variables are named whose values something else reads in its
// own way: shells and their prompts, launchers of Java that evaluate options,
// and programs that fill in templates.
var expander = lazyregexp.New(`^(PS[0-9]|PROMPT_COMMAND|SPRING_.*|.*(OPTS?|OPTIONS|ARGS|ARGUMENTS|FLAGS|CMD|COMMAND|SCRIPT|HOOK|EXEC|FORMAT|TEMPLATE|PATTERN|PASSWORD|PASS|SECRET|KEY|TOKEN))$`)

func expands(key string) bool { return expander.MatchString(strings.ToUpper(key)) }

// sets reports whether an environment has a variable.
func sets(env *eval.Hash, name string) bool {
	for key := range env.Each {
		if has, ok := keyName(key); ok && has == name {
			return true
		}
	}
	return false
}

// valueIn returns the place of the one literal that the value of a variable is
// written as.
func valueIn(s *pill.Setting, env *eval.Hash, key string, v eval.Value) (span source.Span, ok bool) {
	if env.Node != nil && !env.Origin.IsZero() && s.File != nil && env.Origin.File == s.File.Source {
		for _, pair := range env.Node.Pairs {
			name := ""
			switch k := pair.Key.(type) {
			case *syntax.Sym:
				name = k.Name
			case *syntax.Str:
				name = k.Value
			}
			if name != key {
				continue
			}
			switch pair.Value.(type) {
			case *syntax.Str, *syntax.DStr:
				return s.File.Span(pair.Value), true
			}
		}
	}
	if text, isText := v.(*eval.Str); isText && !text.Origin.IsZero() && text.Origin.File == s.NameSpan.File {
		return text.Origin, strings.Contains(text.Origin.Text(), "$")
	}
	return span, false
}

// fillIn has Ruby fill in a variable of its own environment, within double
// quotes, or single ones around what means the same in double ones.
func fillIn(literal, span source.Span, name string) diag.Fix {
	text := literal.Text()
	value := "#{ENV['" + name + "']}"
	switch {
	case len(text) < 2 || span == literal || strings.Contains(text[1:len(text)-1], text[:1]):
	case text[0] == '"' && text[len(text)-1] == '"':
		return replaceFix("Let Ruby fill it in", span, value)
	case text[0] == '\'' && text[len(text)-1] == '\'' && !strings.ContainsAny(text, "\"\\#"):
		from := span.Start - literal.Start
		inside := text[1:from] + value + text[from+len(span.Text()):len(text)-1]
		return replaceFix("Let Ruby fill it in", literal, `"`+inside+`"`)
	}
	return diag.Fix{}
}
