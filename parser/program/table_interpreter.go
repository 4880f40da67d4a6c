package program

// This file is the table of interpreters, with the options that they take only
// before the script.

import "github.com/pilllint/pilllint/parser/lazyregexp"

var interpreters = []Interpreter{
	{Name: "node", names: words("node nodejs"), Language: "JavaScript", suffix: ".js",
		values: words("-r --require --import --loader --experimental-loader -C --conditions --title --icu-data-dir --openssl-config"),
		code:   words("-e --eval -p --print -pe -c --check -i --interactive -v --version -h --help --run --test inspect debug"),
		options: []ownOption{
			{pattern: lazyregexp.New(`^--(max|min|initial)[-_](old|semi|new|heap|executable)[-_]?(space[-_]|generation[-_])?size(=.*)?$|^--stack[-_]size(=.*)?$`), certain: true},
			{pattern: lazyregexp.New(`^--(expose[-_](gc|internals)|inspect(-brk|-port|-wait)?(=.*)?|debug-brk(=.*)?|harmony([-_][a-z_-]+)?|es[-_]staging|` +
				`trace[-_](warnings|deprecation|uncaught|exit|gc|gc[-_]verbose|opt|deopt|sync-io|sigint|events-enabled|event-categories)|` +
				`(no|throw)-deprecation|no-warnings|prof|perf[-_]basic[-_]prof|optimize[-_]for[-_]size|gc[-_](interval|global)(=.*)?|always[-_]compact|` +
				`nouse[-_]idle[-_]notification|max[-_]lazy|abort[-_]on[-_]uncaught[-_]exception|unhandled-rejections=.*|enable-source-maps|heapsnapshot-signal=.*|` +
				`max-http-header-size=.*|openssl-legacy-provider|preserve-symlinks(-main)?|tls-(min|max)-v1\.[0-3]|tls-cipher-list=.*|experimental-[a-z-]+)$`)},
		}},
	{Name: "ruby", names: words("ruby jruby"), Language: "Ruby", suffix: ".rb",
		values: words("-I -r -C -E --encoding --external-encoding --internal-encoding -J-cp -J-classpath"),
		module: words("-S"),
		code:   words("-e -c -v --version -h --help --copyright"),
		options: []ownOption{
			{pattern: lazyregexp.New(`^-J-X(m[xsn]|ss|X:).*$`), certain: true},
			{pattern: lazyregexp.New(`^(--[yrm]?jit(-[a-z-]+=.*)?|--(disable|enable)[=-](gems?|rubyopt|did_you_mean|frozen[-_]string[-_]literal|[yrm]?jit)|-W:(no-)?[a-z]+|-rbundler/setup|-rubygems|-J-.*)$`)},
			{pattern: lazyregexp.New(`^(-I.*|-W[0-2]|-rrubygems)$`), suffixed: true},
		}},
	{Name: "python", names: words("python pypy"), Language: "Python", suffix: ".py",
		values: words("-W -X --check-hash-based-pycs"),
		module: words("-m"),
		code:   words("-c -V --version -h --help"),
		options: []ownOption{
			{pattern: lazyregexp.New(`^-u$`), value: lazyregexp.New(`^(-.*)?$`), follows: "the output stays buffered"},
			{pattern: lazyregexp.New(`^-OO$`)},
			{pattern: lazyregexp.New(`^-X$`), value: lazyregexp.New(`^(dev|utf8|faulthandler|tracemalloc|importtime|frozen_modules)(=.*)?$`)},
			{pattern: lazyregexp.New(`^-W$`), value: lazyregexp.New(`^(ignore|error|default|always|module|once)(:.*)?$`)},
		}},
	{Name: "php", names: words("php php-cli"), Language: "PHP", suffix: ".php",
		values: words("-c -d -z -t -S --php-ini --define --zend-extension --docroot"),
		module: words("-f --file"),
		code:   words("-r --run -B -R -E -F -a -i -l -m -s -v -w -h --version --help -S --server"),
		options: []ownOption{
			{pattern: lazyregexp.New(`^(-d|--define)$`), value: phpSetting},
			{pattern: lazyregexp.New(`^-d(memory_limit|max_execution_time|display_errors|error_reporting|error_log|log_errors|date\.timezone|(opcache|xdebug)\.\w+)=.*$`)},
		}},
	{Name: "perl", names: words("perl"), suffix: ".pl", values: words("-I"), code: words("-e -E -c -v -V -h")},
	{Name: "java", names: words("java"), options: []ownOption{
		{pattern: lazyregexp.New(`^--?(Xm[xsn]|Xss)([0-9]+[kKmMgG]?)?(` + Hole + `.*)?$|^--?XX:\S+$|^-(server|client)$`), certain: true},
		{pattern: lazyregexp.New(`^-D[A-Za-z][A-Za-z0-9_.]*=`), follows: "it sets no property"},
	}},
}

var phpSetting = lazyregexp.New(`^(memory_limit|max_execution_time|display_errors|error_reporting|error_log|log_errors|date\.timezone|(opcache|xdebug)\.\w+)=`)
