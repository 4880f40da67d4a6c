package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
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
		"the like, at passwords in URLs and at Amazon's access keys, and only if the value itself is in the pill. It ignores\n" +
		"placeholders such as `changeme`.",
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
				p.filledSecret(s)
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

// IsSecret reports whether an environment variable had better not be shown to
// everybody: its name is that of a password or key, or its value has one in it.
func IsSecret(name, value string) bool {
	secret, _ := plainSecret(value)
	return secret != "" || secretName.MatchString(name)
}

// secretValue judges an environment variable whose value is written in the pill.
func (p *Pass) secretValue(name string, v eval.Value) {
	value, ok := v.(*eval.Str)
	if !ok || value.Lost != nil || value.Origin.File != p.Source || !strings.Contains(value.Origin.Text(), value.S) {
		return
	}
	if mayHoldSecret(name) && secretName.MatchString(name) && isSecret(name, value.S) {
		p.Report(value.Origin, "everybody who can read the pill can read the value of %s here", name)
	} else if secret, what := plainSecret(value.S); secret != "" {
		p.Report(value.Origin, "everybody who can read the pill can read %s here", what)
	}
}

// secretCommand judges a command in which a secret is written.
func (p *Pass) secretCommand(s *pill.Setting) {
	if !strings.HasSuffix(s.Name, "_command") {
		return
	}
	text, ok := settingText(s)
	if !ok {
		return
	}
	secret, what := plainSecret(text)
	if secret == "" && mayHoldSecret(text) {
		if m := secretOption.FindStringSubmatch(text); m != nil && isSecret(m[1], m[2]) {
			secret, what = m[2], "the value of "+m[1]
		}
	}
	if secret == "" || !strings.Contains(s.ValueSpan.Text(), secret) {
		return
	}
	p.Report(within(s, secret), "the command contains %s; %s", what, shownBy(s))
}

// filledSecret judges a command into which something is filled whose name says
// that it is a secret.
func (p *Pass) filledSecret(s *pill.Setting) {
	u, ok := s.Value.(*eval.Unknown)
	if !ok || !strings.HasSuffix(s.Name, "_command") {
		return
	}
	for _, c := range u.Causes {
		if c.Reason != eval.Template && c.Reason != eval.Environment || c.Span.File != p.Source || !mayHoldSecret(c.Name) {
			continue
		}
		if m := lastName.FindStringSubmatch(c.Name); m != nil && secretName.MatchString(m[1]) && !c.Span.IsZero() {
			p.Finding(c.Span, "%s becomes a part of the command; %s", m[1], shownBy(s)).Severity(diag.Info).Done(p)
			return
		}
	}
}

// shownBy says who gets to see what is in a command.
func shownBy(s *pill.Setting) string {
	logged := "Bluepill logs it each time that it runs the command"
	if s.Name == "start_command" {
		logged = "Bluepill logs it at each start"
	}
	text, _ := settingText(s)
	if u, ok := s.Value.(*eval.Unknown); ok && text == "" {
		text = strings.Join(u.Pieces, " ")
	}
	for _, w := range strings.Fields(text) {
		if name := path.Base(w); slices.Contains(hidesArguments, name) {
			return logged + ", and ps shows it until " + name + " has hidden it"
		}
	}
	return "ps shows it to every user of the machine, and " + logged
}

// hidesArguments are programs that overwrite a password among their arguments.
var hidesArguments = strings.Fields("iodine iodined mysql mysqladmin mysqldump mariadb mariadb-admin mariadb-dump curl sshpass")

// mayHoldSecret reports whether secretName or secretOption may match, which is
// cheap to tell of nearly all texts.
func mayHoldSecret(text string) bool {
	for _, word := range []string{"pass", "secret", "token", "key", "Pass", "Secret", "Token", "Key", "PASS", "SECRET", "TOKEN", "KEY"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

var (
	// secretName is how the names of variables end that hold secrets.
	secretName = lazyregexp.New(`(?i)(^|[_-])(password|passwd|passphrase|secret|secret_key_base|(auth|access|api|bearer|oauth|secret)?_?token|(api|access|secret|private|encryption|license|signing|master|auth)_?key)$`)
	// secretOption is a variable or an option in a command that is given one.
	secretOption = lazyregexp.New(`(?i)(?:^|[\s"'])-{0,2}((?:[a-z0-9]+[_-])*(?:password|passwd|passphrase|secret|token|secret_key_base|(?:api|access|secret|private|auth)[_-]?key))[= ]["']?([^\s"']+)`)
	// lastName is the name that an expression ends with: node["shop"]["secret"].
	lastName = lazyregexp.New(`([A-Za-z_][A-Za-z0-9_]*)["')\]\s]*(?:-?%>)?$`)
	// urlPassword is a URL with a user's name and password.
	urlPassword = lazyregexp.New(`[a-z][a-z0-9+.-]*://([^\s/:@"']*):([^\s/@"']+)@`)
	// amazonKey is the id of an access key and what comes with it.
	amazonKey = lazyregexp.New(`\b(AKIA|ASIA)[0-9A-Z]{16}\b`)
	// stopgap is what values look like that are to be filled in, or are none.
	stopgap = lazyregexp.New(`(?i)x{3,}|\*{3,}|\.{3}|change_?me|replace|example|placeholder|sample|dummy|fake|todo|fixme|insert|your|some|[<>${}%\\]|^(true|false|yes|no|none|null|nil|on|off|test|secret|password|passwd|token|key|foo|bar|abc|disabled|enabled)?$`)
)

// isSecret reports whether the value of something whose name says so is a
// secret rather than a path, a stopgap or a word of the name itself.
func isSecret(name, value string) bool {
	switch {
	case len(value) < 4, strings.ContainsAny(value[:1], "/.~-:"), stopgap.MatchString(value):
		return false
	}
	return !strings.Contains(strings.ToLower(name), strings.ToLower(value)) && strings.Count(value, value[:1]) < len(value)
}

// plainSecret returns a secret that can be told by itself, and what it is.
func plainSecret(text string) (secret, what string) {
	if strings.Contains(text, "://") {
		if m := urlPassword.FindStringSubmatch(text); m != nil && m[1] != m[2] && isSecret(m[1], m[2]) {
			return m[2], "the password in this URL"
		}
	}
	if strings.Contains(text, "AKIA") || strings.Contains(text, "ASIA") {
		if m := amazonKey.FindString(text); m != "" && !stopgap.MatchString(m) {
			return m, "an access key of Amazon's"
		}
	}
	return "", ""
}
