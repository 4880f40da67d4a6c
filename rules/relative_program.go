package rules

// This file finds what a command looks for in the folder that it runs in,
// which is / for a process without working_dir.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/program"
)

// foldersOfRoot are the folders in / that every machine has.
var foldersOfRoot = strings.Fields("bin boot dev etc home lib media mnt opt proc root run sbin srv sys tmp usr var")

// rootFolders are those that a path without a slash at its beginning may well mean.
var rootFolders = append(strings.Fields("data lib64 app apps"), foldersOfRoot...)

// lookedForInRoot returns the word of a command by which something is looked
// for in /, and what that is; "" if that is not certain.
func (c *commandText) lookedForInRoot() (word, what string) {
	words, ok := c.words()
	if !ok {
		return "", ""
	}
	for len(words) > 1 && (path.Base(words[0]) == "env" || words[0] == "nohup" || assignmentWord.MatchString(words[0])) {
		if strings.HasPrefix(words[0], "BUNDLE_GEMFILE=") {
			return "", ""
		}
		words = words[1:]
	}
	if i := program.InterpreterNamed(words[0]); i != nil && len(words) > 1 {
		return scriptOf(i, words[1:])
	}
	if program.IsShell(path.Base(words[0])) {
		return scriptOfShell(words[1:])
	}
	if len(words) > 1 && words[0] == program.Hole && strings.HasSuffix(words[1], ".rb") {
		return script(words[1]) // what runs it is not known, but it is no argument like others
	}
	if strings.Contains(words[0], program.Hole) || slices.ContainsFunc(words, func(w string) bool { return w == "&&" || strings.HasSuffix(w, ";") }) {
		return "", ""
	}
	name := path.Base(words[0])
	switch {
	case (name == "bundle" || strings.HasSuffix(name, "_bundle") && strings.Contains(words[0], "rvm/")) && len(words) > 1 && words[1] == "exec":
		return words[0], "a Gemfile"
	case name == "rake" && !slices.ContainsFunc(words, isRakefile):
		return words[0], "a Rakefile"
	}
	first, _, nested := strings.Cut(words[0], "/")
	if !nested || first == "" || first[0] == '.' || first[0] == '~' || first[0] == '$' || slices.Contains(rootFolders, first) {
		return "", ""
	}
	return words[0], words[0]
}

// readInRoot is lookedForInRoot for what a well-known program reads.
func (c *commandText) readInRoot() (word, what string) {
	words, ok := c.words()
	if !ok || slices.ContainsFunc(words, func(w string) bool { return w == "&&" || w == program.Hole || strings.HasSuffix(w, ";") }) {
		return "", ""
	}
	if name := path.Base(words[0]); (name == "npm" || name == "yarn") && len(words) > 1 && (words[1] == "start" || words[1] == "run") &&
		!slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, "-") }) {
		return words[0], "a package.json"
	}
	run, ok := c.run()
	if !ok || run.Shell || run.Moved {
		return "", ""
	}
	if file, known := run.ConfigurationInFolder(); known {
		return onlyRelative(file)
	}
	at := slices.IndexFunc(words, func(w string) bool { return path.Base(w) == run.Name })
	if what := run.LooksFor(); what != "" && at >= 0 {
		return words[at], what
	}
	return "", ""
}

// onlyRelative is a file, if it is looked for in / and can hardly be meant to.
func onlyRelative(file string) (string, string) {
	first, _, nested := strings.Cut(file, "/")
	if file == "" || strings.ContainsAny(file[:1], "/-$~&|;<>") || strings.ContainsAny(file, "=:"+program.Hole) || nested && slices.Contains(dataFolders, first) {
		return "", ""
	}
	return file, file
}

// scriptOf is what an interpreter runs, if it is looked for in /.
func scriptOf(i *program.Interpreter, args []string) (string, string) {
	if i.RunsScript() {
		if word, what := script(args[0]); word != "" {
			return word, what
		}
	}
	m, ok := i.Main(args)
	if !ok || !m.Certain || i.Name == "ruby" && slices.ContainsFunc(args, func(w string) bool { return strings.HasPrefix(w, "-C") || strings.HasPrefix(w, "-S") }) {
		return "", ""
	}
	if m.What == "jar" && strings.HasSuffix(m.Word, ".jar") {
		return onlyRelative(m.Word)
	}
	if i.RunsScript() {
		return script(m.Word)
	}
	return "", ""
}

// scriptOfShell is the file of commands that a shell is given, if it is looked for in /
// alone: without a folder it may be found by PATH.
func scriptOfShell(args []string) (string, string) {
	for len(args) > 0 && slices.Contains(strings.Fields("-e -x -ex -l --login"), args[0]) {
		args = args[1:]
	}
	if len(args) == 0 || !strings.Contains(args[0], "/") {
		return "", ""
	}
	return script(args[0])
}

// script is the script that an interpreter is given, if it is looked for in /.
func script(word string) (string, string) {
	first, _, nested := strings.Cut(word, "/")
	switch {
	case (first == "." || first == "..") && nested && !strings.Contains(word, program.Hole) && !strings.HasSuffix(word, "/"), word == "artisan":
		return word, word
	case word == "" || strings.ContainsAny(word[:1], "/-$~.&|;<>") || strings.Contains(word, program.Hole):
		return "", ""
	case nested && !slices.Contains(dataFolders, first), !nested && slices.Contains(scriptSuffixes, path.Ext(word)):
		return word, word
	}
	return "", ""
}

// dataFolders are those of rootFolders in which scripts of applications lie.
var dataFolders = strings.Fields("app apps data etc home mnt opt root srv tmp usr var")

var scriptSuffixes = strings.Fields(".rb .py .js .pl .php")

func isRakefile(word string) bool {
	return strings.HasPrefix(word, "-f") || strings.HasPrefix(word, "--rakefile") || word == program.Hole || strings.HasPrefix(word, "-g") || word == "--system"
}
