package rules

// This file tells secrets by the names that they have, and finds them in commands.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
)

// IsSecret reports whether an environment variable had better not be shown to
// everybody: its name is that of a password or key, or its value has one in it.
func IsSecret(name, value string) bool {
	secret, _ := plainSecret(value)
	return secret != "" || namesSecret(name)
}

// namesSecret reports whether a name is that of a secret: DB_PASSWORD, dbPassword,
// db.password.
func namesSecret(name string) bool {
	if !mayHoldSecret(name) {
		return false
	}
	return secretName.MatchString(name) || secretName.MatchString(strings.ReplaceAll(hump.ReplaceAllString(name, "${1}${3}_${2}${4}"), ".", "_"))
}

// mayHoldSecret reports whether namesSecret may be true of something in a text,
// which is cheap to tell of nearly all.
func mayHoldSecret(text string) bool {
	for _, word := range []string{"pass", "secret", "token", "key", "auth", "Pass", "Secret", "Token", "Key", "PASS", "SECRET", "TOKEN", "KEY", "AUTH", "_PWD"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

var (
	// secretName is how the names of variables end that hold secrets.
	secretName = lazyregexp.New(`(?i)(^|[_-])(pass|password|passwd|passphrase|secret|secret_key_base|(auth|access|api|bearer|oauth|secret)?_?token|(api|access|secret|private|encryption|license|signing|master|auth)[_-]?key)$` +
		`|^(pgpassword|mysql_pwd|rediscli_auth|sshpass|requirepass|masterauth)$`)
	// hump is where a word begins within another: dbPassword, APIKey.
	hump = lazyregexp.New(`([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])`)
	// urlPassword is a URL with a user's name and password.
	urlPassword = lazyregexp.New(`[a-z][a-z0-9+.-]*://([^\s/:@"']*):([^\s/@"']+)@`)
	// amazonKey is the id of an access key and what comes with it.
	amazonKey = lazyregexp.New(`\b(AKIA|ASIA)[0-9A-Z]{16}\b`)
	// knownKeys can be told by how they begin, or by what stands before them.
	knownKeys = []knownKey{
		{"Bearer ", lazyregexp.New(`Authorization:\s*Bearer\s+([A-Za-z0-9._~+/=-]{12,})`), "a token"},
		{"hooks.slack.com/services/", lazyregexp.New(`hooks\.slack\.com/services/(T\w{5,}/B\w{5,}/\w{16,})`), "the secret part of a webhook of Slack's"},
		{"sk_live_", lazyregexp.New(`\b(sk_live_[A-Za-z0-9]{16,})`), "a secret key of Stripe's"},
		{"ghp_", lazyregexp.New(`\b(ghp_[A-Za-z0-9]{36})\b`), "a token of GitHub's"},
	}
	// stopgap is what values look like that are to be filled in, or are none.
	stopgap = lazyregexp.New(`(?i)x{3,}|\*{3,}|\.{3}|change_?(me|it)|replace|example|placeholder|sample|dummy|fake|todo|fixme|insert|your|some|[<>${}%\\]|^(true|false|yes|no|none|null|nil|on|off|test|secret|password|passwd|token|key|foo|bar|abc|disabled|enabled)?$`)
	// namedFile is the name of a file, which may have a secret in it.
	namedFile = lazyregexp.New(`(?i)\.(pem|key|crt|cer|cert|der|p12|pfx|jks|txt|ya?ml|json|conf|cfg|ini|env|gpg|asc|rb|enc|php|py|js)$|://`)
	fewDigits = lazyregexp.New(`^[0-9]{1,6}$`)
)

// A knownKey is a kind of key, and what it is called.
type knownKey struct {
	mark    string // what its text has
	pattern *lazyregexp.Regexp
	what    string
}

// isSecret reports whether the value of something whose name says so is a
// secret rather than a path, a stopgap, a number or a word of the name itself.
func isSecret(name, value string) bool {
	switch {
	case len(value) < 4, strings.ContainsAny(value[:1], "/.~-:"), stopgap.MatchString(value), namedFile.MatchString(value),
		fewDigits.MatchString(value) && strings.HasSuffix(strings.ToLower(name), "token"):
		return false
	}
	return !strings.Contains(strings.ToLower(name), strings.ToLower(value)) && strings.Count(value, value[:1]) < len(value)
}

// plainSecret returns a secret that can be told by itself, and what it is.
func plainSecret(text string) (secret, what string) {
	if strings.Contains(text, "://") {
		for _, m := range urlPassword.FindAllStringSubmatch(text, -1) {
			if m[1] != m[2] && isURLSecret(m[1], m[2]) {
				return m[2], "the password in this URL"
			}
		}
	}
	if strings.Contains(text, "AKIA") || strings.Contains(text, "ASIA") {
		if m := amazonKey.FindString(text); m != "" && !stopgap.MatchString(m) {
			return m, "an access key of Amazon's"
		}
	}
	for _, k := range knownKeys {
		if !strings.Contains(text, k.mark) {
			continue
		}
		if m := k.pattern.FindStringSubmatch(text); m != nil && !stopgap.MatchString(m[1]) && strings.ContainsAny(m[1], "0123456789") {
			return m[1], k.what
		}
	}
	return "", ""
}

func isURLSecret(user, password string) bool {
	return !strings.Contains(password, program.Hole) && isSecret(user, password)
}

// A givenSecret is a part of a command that is given to something which a secret is
// given to.
type givenSecret struct {
	value string // with a program.Hole where it is not known
	what  string // the option or variable, without its dashes
	place string // how the command has that
}

// givenSecrets calls yield with each part of a command that a name or a
// well-known client says to be a secret, until that returns false.
func givenSecrets(text string, yield func(givenSecret) bool) {
	words := strings.Fields(text)
	for i := range words {
		words[i] = strings.Trim(words[i], `"'`)
	}
	var options []program.SecretOption
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		if slices.Contains(shellOperators, w) || strings.HasSuffix(w, ";") {
			options = nil
			continue
		}
		if i == 0 || strings.Contains(w, "/bin/") || leadsToProgram(words[i-1]) {
			options = append(options, program.SecretOptions(path.Base(w))...)
		}
		name, value, joined := strings.Cut(w, "=")
		bare := strings.TrimLeft(name, "-")
		if strings.HasPrefix(name, "-D") && joined {
			bare = name[len("-D"):] // a property of Java
		}
		if user, password, both := strings.Cut(optionValue(joined, value, next), ":"); strings.HasPrefix(w, "-") && isAuth(bare) && both && user != "" {
			if !fewDigits.MatchString(password) && !yield(givenSecret{password, bare, name}) {
				return
			}
			continue
		}
		switch {
		case !optionName.MatchString(bare) || !namesSecret(bare):
		case joined && !yield(givenSecret{strings.Trim(value, `"'`), bare, name}):
			return
		case !joined && (strings.HasPrefix(w, "-") || bare == "requirepass" || bare == "masterauth") && next != "" && !yield(givenSecret{next, bare, name}):
			return
		}
		for _, o := range options {
			value := ""
			switch {
			case o.Glued && len(w) > len(o.Option) && strings.HasPrefix(w, o.Option):
				value = w[len(o.Option):]
			case !o.Glued && w == o.Option:
				value = next
			}
			if o.Behind != "" {
				_, value, _ = strings.Cut(value, o.Behind)
			}
			if value != "" && !yield(givenSecret{value, o.Option, o.Option}) {
				return
			}
		}
	}
}

// isAuth reports whether an option takes a user and a password: --auth user:password.
func isAuth(option string) bool {
	return option == "auth" || option == "basic_auth" || option == "basic-auth"
}

// optionValue is the value of an option, which is joined to it or the next word.
func optionValue(joined bool, value, next string) string {
	if joined {
		return strings.Trim(value, `"'`)
	}
	return next
}

// leadsToProgram reports whether the word after one may be a program's name.
func leadsToProgram(w string) bool {
	return slices.Contains(shellOperators, w) || strings.HasSuffix(w, ";") || strings.Contains(w, "=") && !strings.HasPrefix(w, "-") || slices.Contains(leaders, w)
}

// leaders are words that a program's name follows.
var leaders = strings.Fields("exec sudo env nice nohup command time then do if ! -c -lc -E -n -H")

// namesKey reports whether what a command gives to an option for a key may be no more
// than the name of one: --signing-key shop.
func namesKey(g givenSecret) bool {
	return strings.HasSuffix(strings.ToLower(g.what), "key") && len(g.value) < 20 && !strings.ContainsAny(g.value, "0123456789")
}

// optionName is what the name of an option or variable looks like.
var optionName = lazyregexp.New(`^[A-Za-z_][A-Za-z0-9_.-]*$`)
