package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var secretInPill = &Rule{
	Name:        "secret-in-pill",
	Severity:    diag.Warning,
	Consequence: diag.Security,
	Related:     []string{"writable-pill"},
	Title:       "the pill contains a password or key",
	Since:       "0.1",
	Text: "Anybody who can read the pill, or its repository, has the secret. If it is in a command, `ps` also shows it to every\n" +
		"user of the machine, and Bluepill logs it at each start.\n\n" +
		"Let the program read it from a file that only its user can read, or let the pill do so:\n" +
		"`YAML.load_file(\"/etc/shop/secrets.yml\")`. All processes inherit what the shell that runs `bluepill load` exports, so\n" +
		"`ENV` works too.\n\n" +
		"A template or a variable of the environment may keep a secret out of the pill and still put it into a command; that\n" +
		"is an info.\n\n" +
		"The rule looks at environment variables and options whose names end in `PASSWORD`, `SECRET`, `TOKEN`, `API_KEY` and\n" +
		"the like, such as `-dbPassword`, at passwords in URLs, at those that clients are given, such as `mysql -p…`,\n" +
		"`redis-cli -a …` and `curl -u user:…`, and at Amazon's access keys, and only if the value itself is in the pill. It\n" +
		"ignores placeholders such as `changeme`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.environment = { "RACK_ENV" => "production", "SHOP_API_TOKEN" => "9f86d081884c7d65" }
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.environment = { "RACK_ENV" => "production", "SHOP_API_TOKEN" => ENV["SHOP_API_TOKEN"] }
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Trees {
			if env, ok := proc.Attr("environment").Any().(*eval.Hash); ok {
				for key, v := range env.Each {
					if name, ok := keyName(key); ok {
						p.secretValue(name, v)
					}
				}
			}
			for s := range live(proc) {
				p.secretCommand(s)
			}
		}
	},
}

func keyName(key eval.Value) (string, bool) {
	switch key := key.(type) {
	case *eval.Str:
		return key.S, key.Lost == nil
	case eval.Sym:
		return string(key), true
	}
	return "", false
}

// secretValue judges an environment variable whose value is written in the pill.
func (p *Pass) secretValue(name string, v eval.Value) {
	value, ok := v.(*eval.Str)
	if !ok || value.Lost != nil || value.Origin.File != p.Source || !strings.Contains(value.Origin.Text(), value.S) {
		return
	}
	if namesSecret(name) && isSecret(name, value.S) {
		p.Report(value.Origin, "everybody who can read the pill can read the value of %s here", name)
	} else if secret, what := plainSecret(value.S); secret != "" {
		p.Report(value.Origin, "everybody who can read the pill can read %s here", what)
	}
}

// secretCommand judges a command in which a secret is written, or that is given one
// which something fills in.
func (p *Pass) secretCommand(s *pill.Setting) {
	if !strings.HasSuffix(s.Name, "_command") {
		return
	}
	for _, one := range choices(s) {
		p.secretCommand(one)
	}
	text := textWithHoles(s)
	secret, what := plainSecret(text)
	filled := givenSecret{}
	if secret == "" {
		givenSecrets(text, func(g givenSecret) bool {
			switch {
			case strings.HasPrefix(g.value, program.Hole) && !strings.Contains(g.value, "/"):
				g.what = "the value of " + g.what
				filled = g
			case !strings.Contains(g.value, program.Hole) && isSecret(g.what, g.value) && !namesKey(g):
				secret, what = g.value, "the value of "+g.what
			}
			return secret == ""
		})
	}
	if secret != "" && strings.Contains(s.ValueSpan.Text(), secret) {
		p.Report(within(s, secret), "the command contains %s; %s", what, shownBy(s))
		return
	}
	if filled.what == "" && passwordInURL.MatchString(text) {
		filled = givenSecret{what: "the password in a URL", place: "://"}
	}
	if p.filledSecret(s) || filled.what == "" {
		return
	}
	u, ok := s.Value.(*eval.Unknown)
	if ok && !slices.ContainsFunc(u.Causes, func(c eval.Cause) bool {
		return c.Reason != eval.Template && c.Reason != eval.Environment || c.Span.File != p.Source || namesPath.MatchString(c.Name)
	}) && strings.Contains(s.ValueSpan.Text(), filled.place) {
		p.Finding(within(s, filled.place), "%s becomes a part of the command; %s", filled.what, shownBy(s)).Severity(diag.Info).Done(p)
	}
}

// passwordInURL is a URL with a password that is filled in.
var passwordInURL = lazyregexp.New(`[a-z][a-z0-9+.-]*://[^\s/:@"']*:` + program.Hole + `@`)

// namesPath is the name of a value that is where something is.
var namesPath = lazyregexp.New(`(?i)(file|path|dir|folder)["'\])\s]*(-?%>|-?\}\})?$`)

// filledSecret judges a command into which something is filled whose name says
// that it is a secret, and reports whether it is.
func (p *Pass) filledSecret(s *pill.Setting) bool {
	u, ok := s.Value.(*eval.Unknown)
	if !ok {
		return false
	}
	for _, c := range u.Causes {
		if c.Reason != eval.Template && c.Reason != eval.Environment || c.Span.File != p.Source || !mayHoldSecret(c.Name) {
			continue
		}
		if m := lastName.FindStringSubmatch(c.Name); m != nil && namesSecret(m[1]) && !c.Span.IsZero() {
			p.Finding(c.Span, "%s becomes a part of the command; %s", m[1], shownBy(s)).Severity(diag.Info).Done(p)
			return true
		}
	}
	return false
}

// shownBy says who gets to see what is in a command.
func shownBy(s *pill.Setting) string {
	logged := "Bluepill logs it each time that it runs the command"
	if s.Name == "start_command" {
		logged = "Bluepill logs it at each start"
	}
	for _, w := range strings.Fields(textWithHoles(s)) {
		if name := path.Base(w); program.HidesSecrets(name) {
			return logged + ", and ps shows it until " + name + " has hidden it"
		}
	}
	return "ps shows it to every user of the machine, and " + logged
}

// lastName is the name that an expression ends with: node["shop"]["secret"].
var lastName = lazyregexp.New(`([A-Za-z_][A-Za-z0-9_]*)["')\]\s]*(?:-?%>|-?\}\})?$`)
