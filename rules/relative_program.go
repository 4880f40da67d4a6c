package rules

// This file finds what a command looks for in the folder that it runs in,
// which is / for a process without working_dir.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/program"
)

// rootFolders are folders of / that a path without a slash at its beginning may
// well mean.
var rootFolders = strings.Fields("bin boot data dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var app apps")

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
	if len(words) > 1 && program.InterpreterNamed(words[0]).RunsScript() {
		return script(words[1])
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

// script is the script that an interpreter is given, if it is looked for in /.
func script(word string) (string, string) {
	first, _, nested := strings.Cut(word, "/")
	switch {
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
