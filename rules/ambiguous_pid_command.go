package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
)

var ambiguousPidCommand = &Rule{
	Name:        "ambiguous-pid-command",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"missing-pid-file"},
	Title:       "pid_command prints more than one process ID",
	Since:       "0.1",
	Text: "`pid_command` must print exactly one process ID and nothing else. If it prints more than one line, or anything but\n" +
		"digits, Bluepill finds no process and starts one copy after another. `ps aux | grep shop` prints whole lines,\n" +
		"including one for the `grep` itself. Use `pgrep -o`, or keep the pattern from matching itself, and print no more than\n" +
		"one line: `ps aux | grep '[s]hop' | awk '{ print $2; exit }'`. Without that `exit`, a second process that matches, such\n" +
		"as a worker or an editor with a file of that name, hides both; that is an info.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --daemon"
    process.pid_command = "ps aux | grep bin/shop | awk '{ print $2 }'"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --daemon"
    process.pid_command = "ps aux | grep '[b]in/shop' | awk '{ print $2; exit }'"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			for s := range live(proc) {
				text, ok := settingText(s)
				if s.Name != "pid_command" || !ok {
					continue
				}
				if wholeLines(text) {
					p.settingFinding(proc, s, valueSpan(s), "this prints whole lines of ps, and Bluepill reads anything but digits as no process").Done(p)
					continue
				}
				if m := grepOfAll.FindStringSubmatch(text); m != nil && !selective.MatchString(text) && !strings.ContainsAny(m[1], "[^$\\|") {
					p.settingFinding(proc, s, within(s, strings.TrimSpace(m[0])), "this also finds the grep, and Bluepill reads more than one line as no process").Done(p)
				} else if stage := linePerMatch(text); stage != "" {
					p.settingFinding(proc, s, within(s, stage), "if more than one process matches, this prints a line for each, which Bluepill reads as no process").
						Severity(diag.Info).Done(p)
				}
			}
		}
	},
}

// grepOfAll looks for a pattern in the list of all processes, with their
// arguments.
var grepOfAll = lazyregexp.New(`\bps\s+(?:-?aux?w*|-ef\w*|-eaf|-Af|ax\w*)\s*\|\s*grep\s+([^|]+)`)

// selective is what may leave the grep out, or all but one line.
var selective = lazyregexp.New(`grep\s+-\w*v|\bhead\b|\btail\b|\bawk\s+'?[^'{]*/|NR|\bsed\b|!~|!=|==|sort|comm`)

// wholeLines reports whether a pipeline certainly prints nothing but lines of ps with all
// that it tells of a process.
func wholeLines(text string) bool {
	stages := pipeline(text)
	return len(stages) > 1 && listOfAll.MatchString(stages[0]) && !slices.ContainsFunc(stages[1:], func(s string) bool {
		return !plainGrep.MatchString(s) && !oneLine.MatchString(s)
	})
}

// linePerMatch returns the last stage of a pipeline that prints a process ID for each
// process that matches; "" if it may leave out all but one.
func linePerMatch(text string) string {
	stages := pipeline(text)
	n := len(stages)
	if n < 3 || !listOfAll.MatchString(stages[0]) || !onePart.MatchString(stages[n-1]) {
		return ""
	}
	if slices.ContainsFunc(stages[1:n-1], func(s string) bool { return !plainGrep.MatchString(s) }) {
		return ""
	}
	return strings.TrimSpace(stages[n-1])
}

// pipeline returns the commands of a pipeline; nil if there is more than that.
func pipeline(text string) (stages []string) {
	bare := blankQuoted(text)
	if strings.ContainsAny(bare, ";&`<>\n(") || strings.Contains(bare, "||") {
		return nil
	}
	from := 0
	for i := range len(bare) {
		if bare[i] == '|' {
			stages = append(stages, text[from:i])
			from = i + 1
		}
	}
	return append(stages, text[from:])
}

var (
	// listOfAll lists all processes, with more than their IDs.
	listOfAll = lazyregexp.New(`^\s*(?:/usr)?(?:/bin/)?ps\s+(?:-?aux?w*|-ef\w*|-eaf|-Af|ax\w*)\s*$`)
	// plainGrep prints the lines that match, and all of them.
	plainGrep = lazyregexp.New(`^\s*[ef]?grep(?:\s+-[EFPaivwx]+)*\s+(?:"[^"$]*"|'[^']*'|[^\s'"$-][^\s'"$]*)\s*$`)
	// oneLine leaves all but one line out.
	oneLine = lazyregexp.New(`^\s*(?:head|tail)\s+-(?:n\s*)?1\s*$`)
	// onePart prints the process ID of each line.
	onePart = lazyregexp.New(`^\s*(?:awk\s+(?:'\{\s*print \$2\s*;?\s*\}'|"\{\s*print \\\$2\s*;?\s*\}")|cut\s+-c\s*\d+-\d+)\s*$`)
)
