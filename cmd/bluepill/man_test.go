//go:build linux

package main

// This file writes the manual page dist/bluepill.8 from the tables, and checks
// that it is up to date. The program itself has no use for it.

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pilllint/pilllint/cmd/internal/mdoc"
)

const manualPath = "dist/bluepill.8"

// manual returns the page.
func manual(date string) string {
	var b strings.Builder
	p := &program{name: "bluepill", root: true}
	b.WriteString(".Dd " + date + "\n" + manualBegin)
	for _, added := range []bool{false, true} {
		b.WriteString(".Ss " + map[bool]string{false: "Bluepill's commands", true: "Added commands"}[added] + "\n.Bl -tag -width Ds\n")
		for _, c := range commands() {
			if c.added == added {
				b.WriteString(".It Cm " + c.name + manualArgs(c.args) + "\n" + mdoc.Filled(c.text))
			}
		}
		b.WriteString(".El\n")
	}
	b.WriteString(manualOptions)
	for _, added := range []bool{false, true} {
		b.WriteString(".Ss " + map[bool]string{false: "Bluepill's options", true: "Added options"}[added] + "\n.Bl -tag -width Ds\n")
		for _, f := range p.flags() {
			if f.added == added {
				b.WriteString(manualFlag(f))
			}
		}
		b.WriteString(".El\n")
	}
	b.WriteString(manualPlaces + ".Bl -tag -width Ds\n")
	for _, s := range exitStatuses {
		fmt.Fprintf(&b, ".It %d\n%s", s.code, mdoc.Filled(sentence(s.means)))
	}
	b.WriteString(".El\n" + manualEnd)
	return b.String()
}

// manualArgs is what follows a command.
func manualArgs(args string) string {
	switch name := strings.Trim(args, "[]"); {
	case args == "":
		return ""
	case name != args:
		return " Op Ar " + name
	}
	return " Ar " + args
}

func manualFlag(f *rubyFlag) string {
	var b strings.Builder
	b.WriteString(".It ")
	if f.short != "" {
		b.WriteString("Fl " + f.short + " , ")
	}
	b.WriteString("Fl \\-" + mdoc.Escape(f.long))
	for _, form := range f.forms()[1:] {
		b.WriteString(" , Fl \\-" + mdoc.Escape(form.long))
	}
	if f.arg != "" {
		b.WriteString(" Ar " + f.arg)
	}
	text := f.text
	if f.most > 0 {
		text += fmt.Sprintf(" At most %d.", f.most)
	}
	if len(f.units) > 0 {
		var list []string
		for _, u := range f.units[1:] {
			list = append(list, u.letter+" ("+u.means+")")
		}
		text += " A whole number of " + f.units[0].means + ", or with one of " + strings.Join(list, ", ") + "."
	}
	if f.preset != "" {
		text += " Default: " + f.preset + "."
	}
	return b.String() + "\n" + mdoc.Filled(text)
}

func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] + "." }

const manualBegin = `.Dt BLUEPILL 8
.Os
.Sh NAME
.Nm bluepill ,
.Nm bluepilld
.Nd keep the processes of pills running
.Sh SYNOPSIS
.Nm bluepill
.Op Ar app
.Ar command
.Op Ar TARGET
.Op Ar options
.Nm bluepill
.Cm load | check | diff
.Ar CONFIG_FILE
.Op Ar options
.Sh DESCRIPTION
.Nm bluepill
starts the processes that a pill declares, watches them, and starts them again
when they end or when a check fails.
It replaces the command of Bluepill 0.1.3 and needs no Ruby: pills, commands,
states, texts and exit codes are the same, unless a code of Bluepill's hides a
failure.
Pills are read without running Ruby.
A pill with a value that cannot be known that way is refused.
.Pp
.Cm load
starts a daemon for each application of a pill.
The other commands ask that daemon.
If the daemon ends, its processes go on, and the next
.Cm load
takes them over.
.Nm bluepilld
is the daemon without what reads pills, which needs less memory.
.Cm load
starts it if it is in the same folder as
.Nm bluepill .
Otherwise
.Nm bluepill
itself becomes the daemon.
Nobody has to call
.Nm bluepilld .
.Pp
The name of the application
.Ar app
is needed if several run.
A link to
.Nm bluepill
that has the name of a running application stands for it.
.Ar TARGET
is the name of a group, of a process in any group, or
.Ar group : Ns Ar process .
Without it, a command is for all processes of the application.
.Pp
Root's pills, and the base directory, must belong to root or to who runs
.Xr sudo 8 ,
and nobody else may be able to write them or the folders above.
.Sh COMMANDS
`

const manualOptions = `.Sh OPTIONS
Options may stand anywhere before
.Fl \- .
Bluepill's can be shortened:
.Fl \-no\-p
is
.Fl \-no\-privileged .
The added ones have to be written in full.
`

const manualPlaces = `.Sh ENVIRONMENT
.Bl -tag -width Ds
.It Ev BLUEPILL_BASE_DIR
The base directory, unless
.Fl c
names one.
.Cm load
sets it for the pill.
.It Ev HOME
The base directory of users other than root is
.Pa .bluepill
in this folder.
.It Ev POSIXLY_CORRECT
If it is set and not empty, options end at the first argument that is none.
.It Ev SUDO_UID
The user who is trusted as root is; set by
.Xr sudo 8 .
.It Ev BLUEPILL_PROCESS
Is set for each process, and says whose it is.
Do not change it.
.El
.Pp
Pills can read the environment of
.Cm load ,
and the daemon and its processes get it too.
.Sh FILES
The base directory is
.Pa /var/run/bluepill
for root and
.Pa ~/.bluepill
for others.
A pill may name another one as
.Va base_dir .
In it are:
.Bl -tag -width Ds
.It Pa socks/APP.sock
The control socket, for the daemon's user and root.
.It Pa pids/APP.pid
The daemon's pid.
.It Pa pids/APP/NAME.pid
The pid of a process, unless the pill sets
.Va pid_file .
.It Pa state/APP
What the next daemon has to know.
.It Pa state/APP.lock
The lock that a daemon holds.
.El
.Pp
Packages install:
.Bl -tag -width Ds
.It Pa /usr/lib/systemd/system/bluepill@.service
A unit for systemd: bluepill@NAME loads
.Pa /etc/bluepill/NAME.pill ,
whose application has to be called NAME.
.It Pa /etc/logrotate.d/bluepill
Rules for
.Xr logrotate 8 .
.It Pa /usr/share/doc/pilllint\-bluepill/README.md
All that Bluepill does otherwise.
.El
.Pp
The daemon logs to the file that the pill names as
.Va log_file ,
or else to syslog as local6.
.Sh EXIT STATUS
`

const manualEnd = `.Pp
Bluepill exits with 0 if there is no such file or target, a start fails, or the
daemon cannot begin.
.Pp
A pill that calls
.Ql exit
ends
.Cm load
with that code.
.Nm bluepilld
exits with 2 if it is called by hand.
.Sh SIGNALS
The daemon knows these signals:
.Bl -tag -width "TERM, INT"
.It Dv TERM , INT
It ends.
Its processes go on.
.Cm quit
sends TERM, and
.Cm load
sends INT to the daemon that it replaces.
.It Dv HUP
It opens its log anew, as is needed after the file has been moved.
.El
.Pp
Whatever else ends the daemon, KILL too, leaves the processes running.
The next daemon then goes on where this one was: with stops, restarts and grace
times.
.Sh EXAMPLES
Start a pill, and look at it:
.Bd -literal -offset indent
bluepill load /etc/bluepill/shop.pill
bluepill shop status
.Ed
.Pp
Restart a group of processes, or one of them:
.Bd -literal -offset indent
bluepill shop restart workers
bluepill shop restart workers:mail
.Ed
.Pp
See what a new version of the pill would change, and load it:
.Bd -literal -offset indent
bluepill diff /etc/bluepill/shop.pill
bluepill shop reload
.Ed
.Pp
Rotate the log and what processes write:
.Bd -literal -offset indent
bluepill load \-\-rotate\-size 10M \-\-rotate\-keep 5 /etc/bluepill/shop.pill
.Ed
.Pp
Run without root:
.Bd -literal -offset indent
bluepill \-\-no\-privileged load shop.pill
.Ed
.Pp
Start it at boot with systemd:
.Bd -literal -offset indent
systemctl enable \-\-now bluepill@shop
.Ed
.Sh SEE ALSO
.Xr pilllint 1 ,
.Xr systemctl 1 ,
.Xr logrotate 8
.Pp
.Lk https://github.com/pilllint/pilllint
`

// TestManual: the page in dist is up to date. With -update it is written, with
// the date of today if anything else is new.
func TestManual(t *testing.T) {
	data, err := os.ReadFile(manualPath)
	if err != nil && !*update {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(data), "\n")
	date, ok := strings.CutPrefix(first, ".Dd ")
	if ok && manual(date) == string(data) {
		return
	}
	if !*update {
		t.Fatalf("%s is out of date (go test ./cmd/bluepill -run Manual -update writes it)", manualPath)
	}
	if err := os.WriteFile(manualPath, []byte(manual(time.Now().UTC().Format("January 2, 2006"))), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestManualReads: both formatters take the page without a word, and show all
// commands and flags.
func TestManualReads(t *testing.T) {
	elsewhere := regexp.MustCompile(`(?m)^.*(referenced manual not found|outdated mandoc\.db).*\n`) // which need not be here
	for _, args := range [][]string{
		{"mandoc", "-Tlint", manualPath},
		{"groff", "-mandoc", "-ww", "-z", "-Tutf8", manualPath},
	} {
		out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
		if left := elsewhere.ReplaceAll(out, nil); len(left) > 0 || len(out) == 0 && err != nil {
			t.Errorf("%s: %v\n%s", args[0], err, left)
		}
	}
	overstruck := regexp.MustCompile("(?s).\b")
	for _, args := range [][]string{
		{"mandoc", "-Tascii", manualPath},
		{"groff", "-mandoc", "-Tascii", "-P-cbou", manualPath},
	} {
		out, err := exec.Command(args[0], args[1:]...).Output()
		if err != nil {
			t.Fatal(err)
		}
		text := overstruck.ReplaceAllString(string(out), "")
		var wants []string
		for _, c := range commands() {
			wants = append(wants, strings.TrimSpace(c.name+" "+c.args))
		}
		for _, f := range (&program{}).flags() {
			for _, form := range f.forms() {
				wants = append(wants, "--"+form.long)
			}
		}
		for _, want := range wants {
			if !strings.Contains(text, "   "+want) && !strings.Contains(text, ", "+want) {
				t.Errorf("%s: %q is not there", args[0], want)
			}
		}
	}
}

// TestReadmeExits: README.md has the tables of exit codes.
func TestReadmeExits(t *testing.T) {
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var codes, differs strings.Builder
	codes.WriteString("| exit code | means |\n| --- | --- |\n")
	for _, s := range exitStatuses {
		fmt.Fprintf(&codes, "| %d | %s |\n", s.code, s.means)
	}
	differs.WriteString("| situation | Bluepill 0.1.3 | here |\n| --- | --- | --- |\n")
	for _, d := range exitDiffers {
		fmt.Fprintf(&differs, "| %s | %s%d%s |\n", d.situation, strings.TrimLeft(d.theirs+" | ", " "), d.here, d.more)
	}
	for _, table := range []string{codes.String(), differs.String()} {
		if !strings.Contains(string(data), "\n"+table+"\n") {
			t.Errorf("README.md does not have this table:\n%s", table)
		}
	}
}

// TestCompletionFiles: fish is told which commands and flags a file follows.
func TestCompletionFiles(t *testing.T) {
	data, err := os.ReadFile("dist/bluepill.fish")
	if err != nil {
		t.Fatal(err)
	}
	before := names(func(c *command) bool { return c.file })
	for _, f := range (&program{}).flags() {
		if f.path {
			before = append(before, "-"+f.short, "--"+f.long)
		}
	}
	if want := "[-1] " + strings.Join(before, " ") + "' -F\n"; !strings.Contains(string(data), want) {
		t.Errorf("bluepill.fish does not have %q", want)
	}
}
