//go:build linux

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/supervisor"
)

// A program is one run of the command.
type program struct {
	options
	args    []string // what stands after its name
	name    string   // what it was called as
	root    bool
	reloads bool // each application keeps its options
	stdout  io.Writer
	stderr  io.Writer
}

// errs prints lines to standard error and returns the exit code.
func (p *program) fail(code int, format string, args ...any) int {
	fmt.Fprintf(p.stderr, format+"\n", args...)
	return code
}

// run runs the command with the arguments after its name.
func (p *program) run(args []string) int {
	if len(args) == 0 {
		fmt.Fprint(p.stdout, p.usage())
		return exitOK
	}
	p.args = args
	args, err := p.parse(args)
	switch {
	case err != nil:
		return p.fail(exitFailed, "%s", err)
	case p.help:
		fmt.Fprint(p.stdout, p.usage())
		return exitOK
	case p.version:
		fmt.Fprintf(p.stdout, "bluepill, version %s\n", version)
		return exitOK
	case len(args) > 0 && args[0] == "complete" && slices.Contains(p.args, "--"): // else it may be an application
		return p.complete(args[1:])
	case p.privileged && !p.root:
		return p.fail(exitNotRoot, "You must run bluepill as root or use --no-privileged option.")
	}
	return p.choose(args)
}

// choose finds out which application and command are meant, as Bluepill does.
func (p *program) choose(args []string) int {
	first := func() string {
		if len(args) == 0 {
			return ""
		}
		return args[0]
	}
	running := p.running()
	app := ""
	base := filepath.Base(p.name)
	switch info, err := os.Lstat(p.name); {
	case slices.Contains(running, base) && err == nil && info.Mode()&os.ModeSymlink != 0:
		app = base // called by a link that is named after the application
	case slices.Contains(running, first()) && first() != "":
		app, args = args[0], args[1:]
	case needsDaemon(first()):
		switch len(running) {
		case 0:
			return p.fail(exitNoDaemon, "Error: There are no running bluepill daemons.\nTo start a bluepill daemon, use: bluepill load <config file>")
		case 1:
			app = running[0]
		default:
			p.fail(0, "You must specify an application name to run that command. Here's the list of running applications:")
			for i, name := range running {
				p.fail(0, "  %d. %s", i+1, name)
			}
			return p.fail(exitFailed, "Usage: bluepill [app] cmd [options]")
		}
	}
	target := ""
	if len(args) > 1 {
		target = args[1]
	}
	switch c := find(first()); {
	case c != nil && c.file && len(args) < 2:
		return p.fail(exitFailed, "You must specify a config file to %s", c.name)
	case c != nil:
		return c.run(p, app, target)
	case len(args) == 0 && app == "":
		return p.fail(exitFailed, "You must specify a command\nUsage: bluepill [app] cmd [options]")
	case len(args) == 0:
		return p.fail(exitFailed, "You must specify a command for application %s\nUsage: bluepill [app] cmd [options]", app)
	}
	return p.fail(exitFailed, "Unknown command `%s` (or application `%s` has not been loaded yet)", args[0], args[0])
}

// needsDaemon reports whether something is a command that a daemon is asked by.
func needsDaemon(name string) bool {
	c := find(name)
	return c != nil && !c.file
}

// running lists the applications whose daemons run. What daemons that were
// killed have left behind is removed.
func (p *program) running() []string {
	socks, _ := filepath.Glob(filepath.Join(p.baseDir, "socks", "*.sock"))
	var apps []string
	for _, path := range socks {
		app := strings.TrimSuffix(filepath.Base(path), ".sock")
		if _, alive := p.daemonOf(app); alive {
			apps = append(apps, app)
			continue
		}
		supervisor.RemoveLeftovers(p.baseDir, app)
	}
	return apps
}

// daemonOf finds the daemon of an application: ours answers, and Ruby's is
// known by its pid file and title.
func (p *program) daemonOf(app string) (pid int, alive bool) { return daemonIn(p.baseDir, app) }

func daemonIn(base, app string) (pid int, alive bool) {
	if r, err := supervisor.Call(base, app, supervisor.Request{Command: supervisor.InfoCommand}, 5*time.Second); err == nil {
		return r.Pid, true
	} else if !errors.Is(err, supervisor.ErrNotRunning) {
		return supervisor.DaemonPid(base, app)
	}
	return supervisor.DaemonPid(base, app)
}

// status prints the status in one of its forms.
func (p *program) status(app, target string) int {
	switch {
	case p.watchIt:
		return p.watch(app)
	case p.json:
		return p.statusJSON(app, target)
	}
	r, code := p.call(app, supervisor.StatusCommand, target)
	if code != 0 {
		return code
	}
	fmt.Fprint(p.stdout, r.Text)
	if !r.Known {
		return exitFailed
	}
	return exitOK
}

// send has a daemon do something to processes.
func (p *program) send(app, command, target string) int {
	r, code := p.call(app, command, target)
	if code != 0 {
		return code
	}
	if len(r.Affected) == 0 {
		fmt.Fprintln(p.stdout, "No processes effected")
	} else {
		fmt.Fprintf(p.stdout, "Sent %s to:\n", command)
		for _, name := range r.Affected {
			fmt.Fprintf(p.stdout, "  %s\n", name)
		}
	}
	for _, f := range r.Failed {
		p.fail(0, "%s", f)
	}
	if !r.Known || len(r.Failed) > 0 {
		return exitFailed
	}
	return exitOK
}

// call sends a request, and tells of what went wrong.
func (p *program) call(app, command, target string) (supervisor.Response, int) {
	// Bluepill waits for five minutes, whatever -t says; a start_command may
	// take as long as it likes.
	r, err := supervisor.Call(p.baseDir, app, supervisor.Request{Command: command, Target: target}, 5*time.Minute)
	switch {
	case errors.Is(err, supervisor.ErrNotRunning):
		return r, p.fail(exitFailed, "Connection Refused: Server is not running")
	case errors.Is(err, supervisor.ErrForeign):
		return r, p.fail(exitFailed, "The running version of your daemon seems to be out of date.\nTo replace it, use: bluepill load <config file>")
	case err != nil:
		return r, p.fail(exitFailed, "Socket Timeout: Server may not be responding: %s", err)
	case r.Error != "":
		return r, p.fail(exitServer, "Received error from server:\n%s", r.Error)
	}
	return r, 0
}

// quit ends a daemon; its processes go on.
func (p *program) quit(app string) int {
	pid, alive := p.daemonOf(app)
	if !alive {
		fmt.Fprintf(p.stdout, "bluepilld[%d] not running\n", pid)
		return exitFailed
	}
	fmt.Fprintf(p.stdout, "Killing bluepilld[%d]\n", pid)
	if !supervisor.EndDaemon(p.baseDir, app, pid, syscall.SIGTERM, 5*time.Second) {
		return p.fail(exitFailed, "bluepilld[%d] didn't die", pid)
	}
	return exitOK
}

// log follows the log, by tail and grep.
func (p *program) log(app, target string) int {
	r, code := p.call(app, supervisor.LogCommand, "")
	if code != 0 {
		return code
	}
	path := r.LogFile
	if strings.TrimSpace(path) == "" {
		path = p.logFile
	}
	pattern := app
	if target != "" {
		pattern += ":" + target
	}
	line := fmt.Sprintf("tail -n 100 -f %s | grep -E %s", ruby.Shellescape(path), ruby.Shellescape(`\[.*`+ruby.Quote(pattern)+`.*`))
	fmt.Fprintf(p.stdout, "Tailing log for %s...\n", target)
	if err := syscall.Exec("/bin/sh", []string{"sh", "-c", line}, os.Environ()); err != nil {
		return p.fail(exitFailed, "%s", err)
	}
	return exitOK
}
