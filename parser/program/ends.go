package program

// This file knows commands that do something once, and end.

import (
	"path"
	"slices"
	"strings"
)

// endingTasks are tasks of rake, which Rails takes, too.
var endingTasks = words(`jobs:workoff jobs:clear db:create db:drop db:migrate db:rollback db:seed db:setup db:reset db:prepare db:schema:load
	assets:precompile assets:clean assets:clobber tmp:clear tmp:cache:clear log:clear
	ts:index ts:configure thinking_sphinx:index thinking_sphinx:configure sunspot:reindex sunspot:solr:reindex`)

// endingWords are the words by which other programs are told to do something once.
var endingWords = map[string][]string{
	"artisan":  words("schedule:run migrate db:seed cache:clear config:cache config:clear route:cache view:cache optimize queue:restart queue:flush"),
	"bundle":   words("install update package check clean"),
	"composer": words("install update dump-autoload"),
	"npm":      words("install ci"),
	"yarn":     words("install"),
	"pip":      words("install"), "pip3": words("install"),
	"manage.py": words("migrate syncdb collectstatic"),
}

// endingOptions have a program that lasts otherwise end when it has done its work.
var endingOptions = map[string][]string{
	"queue:work": words("--once --stop-when-empty"),
	"whenever":   words("-i -w --update-crontab --write-crontab"),
}

// FindEnding returns what a command runs, if that certainly ends by itself: "rake
// db:migrate"; and the word that says so. They are "" otherwise.
func FindEnding(command []string) (what, word string) {
	rest, ok := From(command, func(name string) bool {
		i := InterpreterNamed(name)
		return endingWords[name] != nil && name != "bundle" || withoutVersion(name) == "rake" || name == "rails" || name == "whenever" || i != nil && (i.Name == "php" || i.Name == "python")
	})
	if !ok {
		// It is none of these that Bundler runs, but may be Bundler itself.
		if rest, ok = From(command, func(name string) bool { return name == "bundle" }); !ok {
			return "", ""
		}
	}
	if i := InterpreterNamed(rest[0]); i != nil {
		main, is := i.Main(rest[1:])
		if !is || !main.Certain {
			return "", ""
		}
		rest = append([]string{main.Word}, main.Rest...)
	}
	name, args := path.Base(rest[0]), rest[1:]
	if slices.ContainsFunc(args, func(w string) bool { return strings.HasPrefix(w, Hole) || joins(w) && !strings.Contains(w, "[") }) {
		return "", ""
	}
	switch {
	case name == "rails": // which takes no task behind another command
		word = append(args, "")[0]
		ok = slices.Contains(endingTasks, strings.SplitN(word, "[", 2)[0])
	case withoutVersion(name) == "rake":
		name, word = "rake", lastTask(args)
		ok = slices.Contains(endingTasks, strings.SplitN(word, "[", 2)[0])
	case endingOptions[name] != nil:
		word, ok = optionOf(args, endingOptions[name])
	default:
		word = append(args, "")[0]
		if ok = slices.Contains(endingWords[name], word); !ok && name == "artisan" {
			var option string
			option, ok = optionOf(args, endingOptions[word])
			name, word = name+" "+word, option
		}
	}
	if !ok {
		return "", ""
	}
	return name + " " + word, word
}

// lastTask is the last of the tasks that rake is asked for.
func lastTask(args []string) (task string) {
	for i := 0; i < len(args); i++ {
		switch w := args[i]; {
		case slices.Contains(rakeValues, w):
			i++
		case !strings.HasPrefix(w, "-") && !isAssignment(w):
			task = w
		}
	}
	return task
}

// optionOf returns the first of some options among arguments.
func optionOf(args, options []string) (option string, ok bool) {
	for _, w := range args {
		if name, _, _ := strings.Cut(w, "="); slices.Contains(options, name) {
			return w, true
		}
	}
	return "", false
}
