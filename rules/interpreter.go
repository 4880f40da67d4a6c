package rules

// This file knows the options of interpreters which those take only before the
// script, and finds where that stands.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
)

// An interpreter is a program that runs another, which gets all that follows it.
type interpreter struct {
	name    string
	names   []string // that it goes by, without a version
	values  []string // its options whose value is the next word
	module  []string // those that name what it runs by their value
	code    []string // those with which it runs no script
	suffix  string   // how the names of its scripts end
	options []ownOption
}

// An ownOption is an option that next to no script takes for itself.
type ownOption struct {
	pattern  *lazyregexp.Regexp
	value    *lazyregexp.Regexp // the next word, if that has to be of a kind
	suffixed bool               // only behind a script whose name says that it is one
	severity diag.Severity
	follows  string
}

var ownOptions = []interpreter{
	{name: "node", names: strings.Fields("node nodejs"), suffix: ".js",
		values: strings.Fields("-r --require --import --loader --experimental-loader -C --conditions --title --icu-data-dir --openssl-config"),
		code:   strings.Fields("-e --eval -p --print -pe -c --check -i --interactive -v --version -h --help --run --test inspect debug"),
		options: []ownOption{
			{pattern: lazyregexp.New(`^--(max|min|initial)[-_](old|semi|new|heap|executable)[-_]?(space[-_]|generation[-_])?size(=.*)?$|^--stack[-_]size(=.*)?$`), severity: diag.Warning},
			{pattern: lazyregexp.New(`^--(expose[-_](gc|internals)|inspect(-brk|-port|-wait)?(=.*)?|debug-brk(=.*)?|harmony([-_][a-z_-]+)?|es[-_]staging|` +
				`trace[-_](warnings|deprecation|uncaught|exit|gc|gc[-_]verbose|opt|deopt|sync-io|sigint|events-enabled|event-categories)|` +
				`(no|throw)-deprecation|no-warnings|prof|perf[-_]basic[-_]prof|optimize[-_]for[-_]size|gc[-_](interval|global)(=.*)?|always[-_]compact|` +
				`nouse[-_]idle[-_]notification|max[-_]lazy|abort[-_]on[-_]uncaught[-_]exception|unhandled-rejections=.*|enable-source-maps|heapsnapshot-signal=.*|` +
				`max-http-header-size=.*|openssl-legacy-provider|preserve-symlinks(-main)?|tls-(min|max)-v1\.[0-3]|tls-cipher-list=.*|experimental-[a-z-]+)$`), severity: diag.Info},
		}},
	{name: "ruby", names: strings.Fields("ruby jruby"), suffix: ".rb",
		values: strings.Fields("-I -r -C -E --encoding --external-encoding --internal-encoding"),
		module: strings.Fields("-S"),
		code:   strings.Fields("-e -c -v --version -h --help --copyright"),
		options: []ownOption{
			{pattern: lazyregexp.New(`^-J-X(m[xsn]|ss|X:).*$`), severity: diag.Warning},
			{pattern: lazyregexp.New(`^(--[yrm]?jit(-[a-z-]+=.*)?|--(disable|enable)[=-](gems?|rubyopt|did_you_mean|frozen[-_]string[-_]literal|[yrm]?jit)|-W:(no-)?[a-z]+|-rbundler/setup|-rubygems|-J-.*)$`), severity: diag.Info},
			{pattern: lazyregexp.New(`^(-I.*|-W[0-2]|-rrubygems)$`), suffixed: true, severity: diag.Info},
		}},
	{name: "python", names: strings.Fields("python pypy"), suffix: ".py",
		values: strings.Fields("-W -X --check-hash-based-pycs"),
		module: strings.Fields("-m"),
		code:   strings.Fields("-c -V --version -h --help"),
		options: []ownOption{
			{pattern: lazyregexp.New(`^-u$`), value: lazyregexp.New(`^(-.*)?$`), severity: diag.Info, follows: "the output stays buffered"},
			{pattern: lazyregexp.New(`^-OO$`), severity: diag.Info},
			{pattern: lazyregexp.New(`^-X$`), value: lazyregexp.New(`^(dev|utf8|faulthandler|tracemalloc|importtime|frozen_modules)(=.*)?$`), severity: diag.Info},
			{pattern: lazyregexp.New(`^-W$`), value: lazyregexp.New(`^(ignore|error|default|always|module|once)(:.*)?$`), severity: diag.Info},
		}},
	{name: "php", names: strings.Fields("php php-cli"), suffix: ".php",
		values: strings.Fields("-c -d -z -t -S --php-ini --define --zend-extension --docroot"),
		module: strings.Fields("-f --file"),
		code:   strings.Fields("-r --run -B -R -E -F -a -i -l -m -s -v -w -h --version --help -S --server"),
		options: []ownOption{
			{pattern: lazyregexp.New(`^(-d|--define)$`), value: phpSetting, severity: diag.Info},
			{pattern: lazyregexp.New(`^-d(memory_limit|max_execution_time|display_errors|error_reporting|error_log|log_errors|date\.timezone|(opcache|xdebug)\.\w+)=.*$`), severity: diag.Info},
		}},
	{name: "java", names: strings.Fields("java"), options: []ownOption{
		{pattern: lazyregexp.New(`^--?(Xm[xsn]|Xss)([0-9]+[kKmMgG]?)?(` + program.Hole + `.*)?$|^--?XX:\S+$|^-(server|client)$`), severity: diag.Warning},
		{pattern: lazyregexp.New(`^-D[A-Za-z][A-Za-z0-9_.]*=`), severity: diag.Info, follows: "it sets no property"},
	}},
}

var phpSetting = lazyregexp.New(`^(memory_limit|max_execution_time|display_errors|error_reporting|error_log|log_errors|date\.timezone|(opcache|xdebug)\.\w+)=`)

// interpreterNamed finds an interpreter by the name of its program, which may have
// a version: python3.11.
func interpreterNamed(file string) *interpreter {
	name := strings.TrimRight(path.Base(file), "0123456789.")
	for i := range ownOptions {
		if slices.Contains(ownOptions[i].names, name) {
			return &ownOptions[i]
		}
	}
	return nil
}

// A scriptPlace is what an interpreter runs.
type scriptPlace struct {
	what    string // the script, the jar or the class
	heir    string // whatever of these gets the words behind it
	word    string
	rest    []string
	certain bool // it is no value that is not known, which may be an option
}

// main finds what an interpreter runs among its arguments; ok is false if there
// is nothing, it cannot be told, or that is known to take such options.
func (i *interpreter) main(args []string) (m scriptPlace, ok bool) {
	if i.name == "java" {
		return mainOfJava(args)
	}
	m = scriptPlace{what: "script", heir: "script", certain: true}
	place := func(at int) (scriptPlace, bool) {
		if at >= len(args) || starter.MatchString(args[at]) || starterScript.MatchString(args[at]) {
			return m, false
		}
		m.word, m.rest = args[at], args[at+1:]
		return m, true
	}
	for at := 0; at < len(args); at++ {
		w := args[at]
		name, _, _ := strings.Cut(w, "=")
		switch {
		case slices.Contains(i.code, name), w == "-", w == "--":
			return m, false
		case slices.Contains(i.module, w):
			return place(at + 1)
		case slices.Contains(i.values, w):
			at++
		case w == program.Hole:
			// A script that is named later has options before it.
			if slices.ContainsFunc(args[at+1:], func(w string) bool { return strings.HasSuffix(w, i.suffix) }) {
				return m, false
			}
			m.certain = false
			return place(at)
		case strings.HasPrefix(w, program.Hole) && !strings.Contains(w, "/") && !strings.HasSuffix(w, i.suffix):
			m.certain = false
			return place(at)
		case !strings.HasPrefix(w, "-"):
			return place(at)
		}
	}
	return m, false
}

// starterScript is a script that runs others, and may pass such options on.
var starterScript = lazyregexp.New(`(^|[/_.-])(mocha|pm2|forever|nodemon|supervisor|ts-node|npm|npx|yarn|gulp|grunt|jest|ava|run|cluster|spring|rspec)(\.[a-z]+)?$`)

// mainOfJava is main for java.
func mainOfJava(args []string) (m scriptPlace, ok bool) {
	m = scriptPlace{what: "jar", heir: "program", certain: true}
	main := slices.Index(args, "-jar") + 1
	if main == 0 {
		if main, ok = javaMain(args); !ok || javaSize.MatchString(args[main]) {
			return m, false
		}
		m.what = "class"
	}
	if main >= len(args) || starter.MatchString(args[main]) {
		return m, false
	}
	m.word, m.rest = args[main], args[main+1:]
	return m, true
}

// starter is what takes such options, and starts a Java of its own, as Jetty does.
var starter = lazyregexp.New(`start\.jar$|\.start\.Main$|(?i)launcher|wrapper`)

// option returns the option that the words behind a script begin with; nil for none.
func (i *interpreter) option(m scriptPlace, rest []string) *ownOption {
	for n := range i.options {
		o := i.options[n]
		if !o.pattern.MatchString(rest[0]) || o.suffixed && !strings.HasSuffix(m.word, i.suffix) {
			continue
		}
		next := ""
		if len(rest) > 1 {
			next = rest[1]
		}
		if o.value != nil && !o.value.MatchString(next) {
			continue
		}
		if o.follows == "" {
			o.follows = "it is no option of " + i.name + " there"
		}
		return &o
	}
	return nil
}
