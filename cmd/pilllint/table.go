package main

// This file is the table of subcommands and flags.

import (
	"slices"

	"github.com/pilllint/pilllint/cmd/internal/output"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/rules"
)

// options are the values of all flags.
type options struct {
	format        string   // of a command that writes one thing
	formats       []string // of findings: FORMAT or FORMAT=FILE
	outputFile    string
	color         string
	profile       string
	failLevel     string
	stdinFilename string
	config        string
	selected      string // lists, with commas between
	ignored       string
	maxWarnings   string
	baseline      string
	writeBaseline string
	noBaseline    bool
	noConfig      bool
	forceExclude  bool
	statistics    bool
	watch         bool
	schema        bool
	hostEnv       bool
	quiet         bool
	fix           bool
	diff          bool
	check         bool
	outputFolder  string
	targetVersion string
	userUnits     bool
	cloud66       bool
	workingDir    string
	standIn       bool
	speed         string
	timeline      bool
	network       bool
	noSandbox     bool
	asBluepill    bool
	unsafe        bool
	stdio         bool
	help          bool
	version       bool

	given map[string]bool // the flags that were given
}

// flagAlone is the value of a flag that may have one and was given without.
const flagAlone = "\x00"

// A flagSpec is one option of some commands.
type flagSpec struct {
	name    string
	short   string // one letter, or none
	value   string // what its value is called; empty if it has none
	choices []string
	check   func(string) error // what else is demanded of the value
	joined  bool               // it may be given several times, as if with commas between
	alone   bool               // it may be given without its value
	preset  string             // the default
	usage   string
	text    func(*options) *string   // where its value goes
	list    func(*options) *[]string // where its values go, if it may be repeated
	truth   func(*options) *bool     // for one without a value
}

// A command is one subcommand.
type command struct {
	name    string
	args    string
	words   func() []string // what its arguments may be, if they are no files
	summary string
	text    string
	flags   []flagSpec
	run     func(*program) int
}

// commands lists the subcommands, in the order of the help text.
func commands() []*command {
	return []*command{
		{
			name: "check", args: "PATH...", summary: "find mistakes in pills (the default command)",
			text: "Reads pills and reports mistakes. In a folder, it searches for *.pill, *.pill.erb and *.pill.j2,\n" +
				"for *.rb, *.erb and *.j2 that call Bluepill.application, and for Cloud 66's manifest.yml.\n" +
				"It skips files that git ignores, hidden folders other than .cloud66, node_modules and\n" +
				"vendor/bundle. It always reads a file that you name: *.yml as a manifest, *.erb and *.j2\n" +
				"(*.jinja, *.jinja2) as templates, without running them. The path - means standard input.\n" +
				"Flags take precedence over the nearest .pilllint.yml, in the folder of a pill or above.",
			flags: slices.Concat([]flagSpec{findingsFormatFlag(), outputFileFlag(), colorFlag(), failLevelFlag(), maxWarningsFlag(), selectFlag(), ignoreFlag(), profileFlag()},
				configFlags(), baselineFlags(),
				[]flagSpec{writeBaselineFlag(), forceExcludeFlag(), fixFlag(), diffFlag(), unsafeFlag(), hostEnvFlag(), statisticsFlag(), watchFlag(), quietFlag(), stdinFlag(), helpFlag(), versionFlag()}),
			run: check,
		},
		{
			name: "fix", args: "PATH...", summary: "fix what can be fixed",
			text: "Changes pills where a finding has a fix. A safe fix keeps what Bluepill does, or repairs\n" +
				"what can never work and can mean only one thing. The others need --unsafe and a review.\n" +
				"pilllint makes no fix that breaks the syntax or causes a new error, and, unless\n" +
				"--no-baseline is given, none for findings in a baseline. Paths are as for check. With the\n" +
				"path -, it reads standard input and writes standard output.",
			flags: slices.Concat([]flagSpec{diffFlag(), unsafeFlag(), selectFlag(), ignoreFlag(), profileFlag()}, configFlags(), baselineFlags(),
				[]flagSpec{forceExcludeFlag(), hostEnvFlag(), quietFlag(), stdinFlag(), helpFlag()}),
			run: fix,
		},
		{
			name: "explain", args: "RULE", words: ruleNames, summary: "print the documentation of a rule",
			text: "Prints what a rule finds, why it matters, a wrong and a right example, the fixes that it\n" +
				"offers, and related rules.",
			flags: []flagSpec{formatFlag("text", "markdown", "json"), colorFlag(), helpFlag()},
			run:   explain,
		},
		{
			name: "rules", summary: "list the rules",
			text:  "Lists the rules with their severities and consequences.",
			flags: []flagSpec{formatFlag("text", "json"), colorFlag(), helpFlag()},
			run:   listRules,
		},
		{
			name: "model", args: "FILE...", summary: "print what a pill declares, as JSON",
			text: "Prints the applications, processes and checks that Bluepill would hold after loading\n" +
				"the pill, or the error with which it would refuse it. Unknown values are printed as\n" +
				"{\"unknown\": [...]} with the reasons. Several files need --format jsonl, which prints\n" +
				"one line for each, {\"file\": NAME, \"dump\": {...}}.",
			flags: slices.Concat([]flagSpec{formatFlag("json", "jsonl"), hostEnvFlag()}, configFlags(), []flagSpec{stdinFlag(), helpFlag()}),
			run:   model,
		},
		migrateCommand(),
		importCommand(),
		verifyCommand(),
		{
			name: "config", args: "[PATH]", summary: "print the configuration of a file or folder",
			text: "Prints the values that apply to a pill, or to the pills of a folder (default: the\n" +
				"current one), and where each comes from: a line of the configuration file that the\n" +
				"first line names, a flag, or the default.",
			flags: slices.Concat([]flagSpec{formatFlag("text", "json"), schemaFlag()}, configFlags(), []flagSpec{profileFlag(), failLevelFlag(), helpFlag()}),
			run:   showConfig,
		},
		{
			name: "init", args: "[FOLDER]", summary: "write a .pilllint.yml to start with",
			text: "Writes a .pilllint.yml that lists all settings, commented out, into a\n" +
				"folder (default: the current one). It never replaces an existing file.",
			flags: []flagSpec{helpFlag()},
			run:   initConfig,
		},
		{
			name: "lsp", summary: "run the language server for an editor",
			text: "Speaks the Language Server Protocol on standard input and output. Editors start it. It\n" +
				"logs problems to standard error. It exits with status 0 if the editor shut it down,\n" +
				"and with 1 otherwise.",
			flags: []flagSpec{stdioFlag(), helpFlag()},
			run:   serve,
		},
		{
			name: "completion", args: "SHELL", words: shellNames, summary: "print a script that completes arguments in a shell",
			text: "Prints a script for bash, zsh or fish. To enable it:\n\n" +
				"  bash  source <(pilllint completion bash), and the same line in ~/.bashrc\n" +
				"  zsh   source <(pilllint completion zsh), and the same line in ~/.zshrc after compinit\n" +
				"  fish  pilllint completion fish > ~/.config/fish/completions/pilllint.fish",
			flags: []flagSpec{helpFlag()},
			run:   printCompletion,
		},
		{
			name: "man", summary: "print the manual page",
			text:  "Prints the manual page in mdoc: pilllint man | man -l -",
			flags: []flagSpec{helpFlag()},
			run:   printMan,
		},
		{
			name: "version", summary: "print the version",
			text:  "Prints the version, the commit and the version of Go that it was built with.",
			flags: []flagSpec{formatFlag("text", "json"), helpFlag()},
			run:   printVersion,
		},
		{name: "help", args: "[COMMAND]", words: commandNames, summary: "print how to use pilllint, or a subcommand", flags: []flagSpec{helpFlag()}, run: printHelp},
	}
}

func findCommand(name string) *command {
	for _, c := range commands() {
		if c.name == name {
			return c
		}
	}
	return nil
}

func commandNames() []string {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return names
}

func formatFlag(choices ...string) flagSpec {
	return flagSpec{
		name: "format", value: "FORMAT", choices: choices, preset: choices[0], usage: "the output format",
		text: func(o *options) *string { return &o.format },
	}
}

func findingsFormatFlag() flagSpec {
	var names []string
	for _, f := range output.Formats() {
		names = append(names, f.Name)
	}
	return flagSpec{
		name: "format", value: "FORMAT[=FILE]", choices: names, preset: names[0],
		usage: "the output format, and optionally its file; may be repeated",
		list:  func(o *options) *[]string { return &o.formats },
	}
}

func outputFileFlag() flagSpec {
	return flagSpec{
		name: "output-file", value: "FILE", usage: "write the format that names no file to this file; its folder must exist",
		text: func(o *options) *string { return &o.outputFile },
	}
}

func colorFlag() flagSpec {
	return flagSpec{
		name: "color", value: "WHEN", choices: []string{"auto", "always", "never"}, preset: "auto",
		usage: "use color; auto means on terminals, unless NO_COLOR or CI is set or TERM is dumb, and everywhere if FORCE_COLOR or CLICOLOR_FORCE is set",
		text:  func(o *options) *string { return &o.color },
	}
}

func failLevelFlag() flagSpec {
	return flagSpec{
		name: "fail-level", value: "LEVEL",
		choices: []string{diag.Error.String(), diag.Warning.String(), diag.Info.String(), diag.Hint.String(), "never"},
		preset:  diag.Warning.String(),
		usage:   "exit with status 1 for findings of this severity or worse",
		text:    func(o *options) *string { return &o.failLevel },
	}
}

func hostEnvFlag() flagSpec {
	return flagSpec{
		name: "host-env", usage: "let pills see this machine: its environment variables, files, clock and name, but never run commands",
		truth: func(o *options) *bool { return &o.hostEnv },
	}
}

func profileFlag() flagSpec {
	return flagSpec{
		name: "profile", value: "NAME", choices: []string{string(rules.Cloud66), string(rules.Bluepill)}, preset: string(rules.Cloud66),
		usage: "which conventions to check; bluepill leaves out those of Cloud 66",
		text:  func(o *options) *string { return &o.profile },
	}
}

func quietFlag() flagSpec {
	return flagSpec{
		name: "quiet", short: "q", usage: "print findings only, without the summary that ends the text format",
		truth: func(o *options) *bool { return &o.quiet },
	}
}

func fixFlag() flagSpec {
	return flagSpec{
		name: "fix", usage: "make all safe fixes, then report what is left",
		truth: func(o *options) *bool { return &o.fix },
	}
}

func diffFlag() flagSpec {
	return flagSpec{
		name: "diff", usage: "print what fixes would change without changing it; exit with status 1 if there are changes",
		truth: func(o *options) *bool { return &o.diff },
	}
}

func unsafeFlag() flagSpec {
	return flagSpec{
		name: "unsafe", usage: "also make fixes that change what a pill does; review them before use",
		truth: func(o *options) *bool { return &o.unsafe },
	}
}

func stdinFlag() flagSpec {
	return flagSpec{
		name: "stdin-filename", value: "NAME", preset: "<stdin>", usage: "the file name to use for standard input",
		text: func(o *options) *string { return &o.stdinFilename },
	}
}

func stdioFlag() flagSpec {
	return flagSpec{
		name: "stdio", usage: "use standard input and output, which is the default; many editors add this flag",
		truth: func(o *options) *bool { return &o.stdio },
	}
}

func helpFlag() flagSpec {
	return flagSpec{name: "help", short: "h", usage: "print this help", truth: func(o *options) *bool { return &o.help }}
}

func versionFlag() flagSpec {
	return flagSpec{name: "version", usage: "print the version", truth: func(o *options) *bool { return &o.version }}
}
