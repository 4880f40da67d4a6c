package main

// These tests ask the shells themselves, which .ci/deps installs.

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// completionOf writes the script for a shell into a file of that name.
func completionOf(t *testing.T, shell, name string) string {
	t.Helper()
	code, out, errs := lint("completion", shell)
	if code != exitClean {
		t.Fatal(errs)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(out), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// said runs a command in a folder with the file user_shop.pill, and returns
// what it prints.
func said(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(cmd.Dir, "user_shop.pill"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// completed is what is made of lines that end where Tab is pressed. Each has
// one way to go on, to the same line in all shells.
var completed = map[string]string{
	"pilllint comp":                              "pilllint completion",
	"pilllint explain pill-rai":                  "pilllint explain pill-raises",
	"pilllint --prof":                            "pilllint --profile",
	"pilllint --profile blu":                     "pilllint --profile bluepill",
	"pilllint check --fail-level wa":             "pilllint check --fail-level warning",
	"pilllint explain --format mark":             "pilllint explain --format markdown",
	"pilllint completion fi":                     "pilllint completion fish",
	"pilllint help expl":                         "pilllint help explain",
	"pilllint --select pill-rai":                 "pilllint --select pill-raises",
	"pilllint fix --ignore missing-log,pill-rai": "pilllint fix --ignore missing-log,pill-raises",
	"pilllint --select load,conven":              "pilllint --select load,convention",
	"pilllint user_":                             "pilllint user_shop.pill",
	"pilllint model user_":                       "pilllint model user_shop.pill",
}

// lastWord is where the word at the cursor begins.
func lastWord(line string) int { return strings.LastIndexByte(line, ' ') + 1 }

func TestBashCompletion(t *testing.T) {
	script := completionOf(t, "bash", "pilllint")
	// Readline itself does not run without a terminal: this is what it does.
	const tab = `source "$1"
COMP_WORDS=($2) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
[[ $(complete -p pilllint) == "complete -o default -F _pilllint pilllint" ]] || exit 1
_pilllint
[[ ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
printf '%s\n' "${COMPREPLY[@]}"`
	for line, want := range completed {
		got := said(t, "bash", "--norc", "-c", tab, "bash", script, line)
		if want := want[lastWord(line):]; strings.TrimSpace(got) != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
	// Readline takes = for a word of its own.
	if got := said(t, "bash", "--norc", "-c", tab, "bash", script, "pilllint --fail-level = wa"); got != "warning\n" {
		t.Errorf("after =: got %q", got)
	}
	if got := strings.Fields(said(t, "bash", "--norc", "-c", tab, "bash", script, "pilllint check --fail-level =")); len(got) != len(failLevelFlag().choices) {
		t.Errorf("at =: got %q", got)
	}
}

func TestFishCompletion(t *testing.T) {
	script := completionOf(t, "fish", "pilllint.fish")
	for line, want := range completed {
		out := said(t, "fish", "--no-config", "-c", `source $argv[1]; complete -C $argv[2]`, script, line)
		var words []string
		for row := range strings.Lines(out) {
			word, _, _ := strings.Cut(strings.TrimSpace(row), "\t")
			words = append(words, word)
		}
		// Fish offers what has the letters anywhere after what begins with them.
		if want := want[lastWord(line):]; !slices.Contains(words[:min(1, len(words))], want) {
			t.Errorf("%q: got %q, want %q", line, words, want)
		}
	}
}

func TestZshCompletion(t *testing.T) {
	// An interactive zsh on a terminal of its own; ^X prints the line, and
	// empties it.
	const tab = `zmodload zsh/zpty
zpty -b z zsh -f -i
zpty -w z "PS1=; KEYTIMEOUT=1; unsetopt beep prompt_sp; stty cols 500; autoload -Uz compinit; $1; show() { print -r -- \"<<\$BUFFER>>\"; BUFFER= }; zle -N show; bindkey '^X' show; print REA''DY"
zpty -r z answer '*READY*'
for line in "${@[2,-1]}"; do
	zpty -n -w z "$line"$'\t\x18'
	zpty -r z answer '*>>*'
	print -r -- "$answer"
done`
	lines := slices.Sorted(maps.Keys(completed))
	for _, setup := range []string{
		"compinit -u -D; source " + completionOf(t, "zsh", "sourced"),
		"fpath=(" + filepath.Dir(completionOf(t, "zsh", "_pilllint")) + " $fpath); compinit -u -D",
	} {
		answers := strings.Split(said(t, "zsh", append([]string{"-f", "-c", tab, "zsh", setup}, lines...)...), "<<")
		if len(answers) != len(lines)+1 {
			t.Fatalf("%q", answers)
		}
		for i, line := range lines {
			got, _, _ := strings.Cut(answers[i+1], ">>")
			// Zsh takes away what may follow when something else does.
			if want := completed[line]; strings.TrimRight(got, " =,") != want {
				t.Errorf("%q: got %q, want %q", line, got, want)
			}
		}
	}
}
