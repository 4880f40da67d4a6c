package rules

// This file finds, for misread-argument, workers that delayed_job is asked for and
// does not start.

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/program"
)

// ignoredWorkers returns how delayed_job is told to have several workers where it
// runs one in the foreground, and never comes to the others; "" if it is not.
func ignoredWorkers(run program.Run) string {
	if run.Name != "delayed_job" || run.By != "run" {
		return ""
	}
	pools, first := 0, ""
	for i, w := range run.Args {
		pool, is := strings.CutPrefix(w, "--pool=")
		if w == "--pool" && i+1 < len(run.Args) {
			pool, is = run.Args[i+1], true
			w += " " + pool
		}
		if strings.Contains(pool, program.Hole) {
			return ""
		}
		if is {
			_, count, counted := strings.Cut(pool, ":")
			if n, err := strconv.Atoi(count); counted && err == nil {
				pools += n
			} else {
				pools++
			}
			if first == "" || pools > 1 {
				first = w
			}
			if pools > 1 {
				return first
			}
		}
	}
	if first != "" {
		return "" // -n does not count then
	}
	names := []string{"-n", "--number_of_workers", "--number-of-workers"}
	count, _ := run.Argument(names...)
	if n, err := strconv.Atoi(count); err != nil || n < 2 {
		return ""
	}
	for i, w := range run.Args {
		switch {
		case slices.Contains(names, w) && i+1 < len(run.Args) && run.Args[i+1] == count:
			return w + " " + count
		case w == "-n"+count, strings.HasPrefix(w, "--number") && strings.HasSuffix(w, "="+count):
			return w
		}
	}
	return ""
}

// countOfWorker reports, as an info, a number of workers that a single one of Resque is
// told.
func (p *Pass) countOfWorker(c *commandText, run program.Run) {
	if run.Name != "resque:work" {
		return
	}
	for _, v := range run.Variables {
		count, is := strings.CutPrefix(v, "COUNT=")
		if n, err := strconv.Atoi(count); is && err == nil && n > 1 {
			p.settingFinding(c.process, c.setting, c.wordPlace(v), "resque:work is one worker: COUNT is for resque:workers").Severity(diag.Info).Done(p)
		}
	}
}
