package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
)

var misreadArgument = &Rule{
	Name:        "misread-argument",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a program takes an argument for something else",
	Since:       "0.1",
	Text: "`unicorn -e production` evaluates `production` as Ruby code, which raises a `NameError`: the environment is `-E`. The\n" +
		"same goes for `unicorn_rails`, `rainbows` and `rackup`, while `-e` is the environment for `thin`, `puma` and `rails`.\n\n" +
		"An interpreter reads whatever file it is given as its own language: `ruby watch.sh` ends at once with `no Ruby script\n" +
		"found in input`. Give the file to the interpreter that its name speaks of, or run it by itself.\n\n" +
		"Options of the Java machine have one dash, and no space before a size: `-Xmx512m`. With `--Xmx512m` or `-Xmx 512m`,\n" +
		"`java` does not start. `elasticsearch --Xmx 4g` makes it a setting of Elasticsearch, or an error, and the heap stays as it\n" +
		"is; set `ES_HEAP_SIZE` or `ES_JAVA_OPTS` in the environment, as its version wants.\n\n" +
		"`node --max-old-space-size 512 app.js` does not start either: the size stands behind `=`.\n\n" +
		"`bash -c bundle exec rake` runs `bundle` without arguments: a shell takes its command from a single word. Put quotes\n" +
		"around all of it.\n\n" +
		"Servers have different options: `puma` has no `-D` and no `-E`, and `unicorn` no number of workers. `gunicorn -p` is the\n" +
		"pid file, and `redis-server` wants its configuration first. The rule knows some of what is taken for another program's.\n\n" +
		"Text from a web page or a word processor may have a no-break space, a long dash or quotes of print in it. To Bluepill these\n" +
		"are letters like any others, so `unicorn –D` has no option. A backslash at the end of a line of text in single quotes does\n" +
		"not continue it: it becomes an argument. And `\"unicorn\" + \"-c unicorn.rb\"` runs a program `unicorn-c`.\n\n" +
		"Some values keep a program from starting: `sidekiq -c config.yml`, as `-c` is a number and the configuration is `-C`,\n" +
		"`puma -b 0.0.0.0:9000` without `tcp://`, `java -Xmx2gb` instead of `-Xmx2g`, a `-Xms` above `-Xmx`, and `mongod --fork` or\n" +
		"`sidekiq -d` without a log. `npm run` and `start-stop-daemon` take options for their own that do not stand behind `--`.\n\n" +
		"`rake resque:work COUNT=4` is one worker: `COUNT` is for `resque:workers`. It is an info.\n\n" +
		"`delayed_job -n 4 run` is one worker, as is `--pool=mail:4 run`: `run` starts the first in the foreground and comes back\n" +
		"when that has ended. Declare a process for each worker, or use `start`, which puts them in the background.\n\n" +
		"`delayed_job -e production` runs in development: since version 1.8.3, the option does no more than to print that it has\n" +
		"no effect. Set `RAILS_ENV` in `environment`. This is an info, as the daemon may have the variable from whoever loads the\n" +
		"pill.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec unicorn -c config/unicorn.rb -e production"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/unicorn.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec unicorn -c config/unicorn.rb -E production"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/unicorn.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			p.typed(c)
			p.gluedText(c)
			words, ok := c.words()
			if !ok {
				continue
			}
			p.codeForEnvironment(c)
			p.codeOfInterpreter(c, words)
			p.optionOfNpm(c, words)
			p.optionOfStarter(c, words)
			p.sizeOfNode(c, words)
			p.unquotedText(c, words)
			p.wordsOfWrappers(c, words)
			p.listsWithSpaces(c, words)
			p.startOfServer(c)
			words = programWords(words)
			if len(words) < 2 {
				continue
			}
			name := path.Base(words[0])
			if theirs, own := languageReadBy(name), languageOf(words[1]); theirs != "" && own != "" && own != theirs {
				p.settingFinding(c.process, c.setting, c.wordPlace(words[1]), "%s reads this as %s, and by its name it is %s", name, theirs, own).Done(p)
			}
		}
		for c, run := range p.runs {
			misspeltOfJava(run, func(word, text string) {
				f := p.settingFinding(c.process, c.setting, c.wordPlace(word), "%s", text)
				if span, once := c.literalWord(word); once && run.Name == "java" {
					right := "-" + strings.TrimLeft(strings.ReplaceAll(word, " ", ""), "-")
					f.Fix(replaceFix("Write "+right, span, right))
				}
				f.Done(p)
			})
			if word := ignoredWorkers(run); word != "" {
				p.settingFinding(c.process, c.setting, c.wordPlace(word), "delayed_job run is one worker, whatever %q asks for", word).Done(p)
			}
			p.ignoredEnvironment(c, run)
			p.misreadOption(c, run)
			p.refusedValues(c, run)
			p.countOfWorker(c, run)
			p.portTwice(c, run)
		}
	},
}

// sizeOfNode reports a size that node is given as a word of its own. V8 reads its
// options by itself, without the words behind them.
func (p *Pass) sizeOfNode(c *commandText, words []string) {
	words, ok := program.From(words, isNode)
	if !ok {
		return
	}
	for i := 1; i+1 < len(words) && strings.HasPrefix(words[i], "-"); i++ {
		if nodeSize.MatchString(words[i]) && wholeNumber.MatchString(words[i+1]) {
			both := words[i] + " " + words[i+1]
			f := p.settingFinding(c.process, c.setting, c.wordPlace(both), "node takes the size behind =, and does not start with a space before it")
			if span, once := c.literalWord(both); once {
				right := words[i] + "=" + words[i+1]
				f.Fix(replaceFix("Write "+right, span, right))
			}
			f.Done(p)
			return
		}
	}
}

// unquotedText reports a command for a shell that misses its quotes.
func (p *Pass) unquotedText(c *commandText, words []string) {
	if found, ok := program.FindUnquoted(words); ok {
		p.settingFinding(c.process, c.setting, c.wordPlace(found.Text+" "+found.Next), "without quotes %s runs %q alone, and nothing reads %q and what follows", found.Shell, found.Text, found.Next).Done(p)
	}
}

// isNode reports whether a program goes by a name of node.
func isNode(name string) bool {
	i := program.InterpreterNamed(name)
	return i != nil && i.Name == "node"
}

var (
	nodeSize    = lazyregexp.New(`^--(max|min|initial)[-_](old|semi|heap)[-_](space[-_])?size$|^--stack[-_]size$`)
	wholeNumber = lazyregexp.New(`^[0-9]+$`)
)

// codeForEnvironment reports the name of an environment that a server is told to
// evaluate.
func (p *Pass) codeForEnvironment(c *commandText) {
	run, ok := c.run()
	if !ok {
		return
	}
	word, ok := run.Argument(run.Code...)
	if !ok || !slices.Contains(environments, word) {
		return
	}
	f := p.settingFinding(c.process, c.setting, c.wordPlace("-e "+word), "%s takes -e for Ruby code, and there is no %q in it: the environment is -E", run.Name, word)
	if span, once := c.literalWord("-e"); once {
		f.Fix(replaceFix("Write -E", span, "-E"))
	}
	f.Done(p)
}

// languageReadBy is as what an interpreter reads any file; "" if there is no such.
func languageReadBy(name string) string {
	if program.IsShell(name) {
		return "a shell script"
	}
	if i := program.InterpreterNamed(name); i != nil {
		return i.Language
	}
	return ""
}

// languageOf is the language that the name of a file speaks of; "" if none.
func languageOf(file string) string {
	if strings.HasPrefix(file, "-") || strings.HasSuffix(file, program.Hole) {
		return ""
	}
	return map[string]string{
		".rb": "Ruby", ".py": "Python", ".js": "JavaScript", ".php": "PHP", ".pl": "Perl", ".sh": "a shell script", ".bash": "a shell script",
	}[path.Ext(file)]
}

// programWords are the words of a command from its program on.
func programWords(words []string) []string {
	for len(words) > 1 {
		switch name := path.Base(words[0]); {
		case name == "sudo", name == "env", name == "rvmsudo", name == "bundle", name == "exec", name == "nohup", assignmentWord.MatchString(words[0]):
			words = words[1:]
		default:
			return words
		}
	}
	return words
}
