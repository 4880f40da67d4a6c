//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/pilllint/pilllint/supervisor"
)

// version is the Bluepill whose commands and pills are understood; scripts ask
// for it.
const version = "0.1.3"

// options are the values of all flags.
type options struct {
	logFile    string
	baseDir    string
	privileged bool
	json       bool
	dryRun     bool
	watchIt    bool
	rotation   supervisor.Rotation
	pidsMax    int
	help       bool
	version    bool
}

// rootBase is the base directory of root, and userBase that of others, in their
// home, if none is given.
const (
	rootBase = "/var/run/bluepill"
	userBase = ".bluepill"
)

func defaultBase(root bool) string {
	if dir := os.Getenv("BLUEPILL_BASE_DIR"); dir != "" {
		return dir
	}
	if !root {
		return filepath.Join(os.Getenv("HOME"), userBase)
	}
	return rootBase
}

// parse takes the flags out of the arguments; they may stand anywhere.
func (p *program) parse(args []string) (rest []string, err error) {
	p.options = options{logFile: defaultLogFile, baseDir: defaultBase(p.root), privileged: true, rotation: supervisor.Rotation{Keep: defaultKept}}
	rest, err = parseFlags(p.flags(), args)
	if err != nil {
		return nil, err
	}
	if p.baseDir, err = filepath.Abs(p.baseDir); err != nil {
		return nil, err
	}
	return rest, nil
}

// count reads a number from 0 to limit.
func count(into *int, limit int) func(string) bool {
	return func(text string) bool {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > limit {
			return false
		}
		*into = n
		return true
	}
}

// amount reads a whole number above 0 with a unit.
func amount(units []unit, take func(int64)) func(string) bool {
	return func(text string) bool {
		digits := strings.TrimRightFunc(text, unicode.IsLetter)
		i := slices.IndexFunc(units, func(u unit) bool { return u.letter == text[len(digits):] })
		n, err := strconv.ParseUint(digits, 10, 31)
		if i < 0 || err != nil || n == 0 {
			return false
		}
		take(int64(n) * units[i].is)
		return true
	}
}

// usage is the text of --help, laid out as by Ruby's OptionParser. What Bluepill
// says of itself is in it.
func (p *program) usage() string {
	var b strings.Builder
	b.WriteString("Usage: bluepill [app] cmd [options]\n")
	for _, f := range p.flags() {
		head := "    "
		if f.short != "" {
			head = "-" + f.short + ", "
		}
		head += "--"
		if f.unset != nil {
			head += "[no-]"
		}
		head = strings.TrimSpace(head + f.long + " " + f.arg)
		if f.short == "" {
			head = "    " + head
		}
		for line := range strings.SplitSeq(f.usage, "\n") {
			b.WriteString(strings.TrimRight(fmt.Sprintf("    %-32s %s", head, line), " ") + "\n")
			head = ""
		}
	}
	b.WriteString("\nCommands:\n")
	for _, c := range commands() {
		head := c.name + "\t"
		if c.args != "" && !c.tacit {
			head = c.name + " " + c.args
		}
		fmt.Fprintf(&b, "    %s\t\t%s\n", head, c.usage)
	}
	b.WriteString("\nSee http://github.com/bluepill-rb/bluepill#readme\n")
	return b.String()
}
