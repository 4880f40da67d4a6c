package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var unwritablePidFile = &Rule{
	Name:        "unwritable-pid-file",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a process's user may not be able to write the pid file",
	Since:       "0.1",
	Related:     []string{"shared-folder", "uid-without-group"},
	Text: "With `daemonize = true`, the process writes the pid file after it has become the user of `uid`. In `/run`, `/var/run`\n" +
		"and other system folders, only root can create files: Bluepill logs `Errno::EACCES - Permission denied` and starts the\n" +
		"process again every four seconds. A file created beforehand helps until the first stop, which deletes it.\n\n" +
		"Without `daemonize`, the start command runs as that user too, and so does the program that has to write the pid file. In\n" +
		"`/run` and `/var/run` that is an info, as a program may be set up to change its user, or the file be made for it.\n\n" +
		"Bluepill makes its own folders, `/var/run/bluepill` and the `pids` of a `base_dir` that is called bluepill, as root too;\n" +
		"there the finding is an info, as something else may have made them before. It is an info, too, if only the folder of the\n" +
		"pid file is known, as in `/var/run/#{name}.pid`, or if a condition decides whether `uid` is set.\n\n" +
		"`FileUtils.mkdir_p` in a pill makes a folder as root, too, unless it is there already, and a process of another user\n" +
		"cannot write its pid file into that. `FileUtils.chown` gives it to the user. That is an info as well.\n\n" +
		"Of the folders in `base_dir/pids`, Bluepill makes only that of the application itself. In that of another application, the\n" +
		"pid file can be written only if one of that name has run; that is an info, too.\n\n" +
		"Give the process's user a folder of its own, below `/run` or in the application, or leave `pid_file` out: everybody\n" +
		"can write to the default folder.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.uid = process.gid = "shop"
    process.pid_file = "/var/run/shop.pid"
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.uid = process.gid = "shop"
    process.pid_file = "/var/run/shop/shop.pid"
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		p.madeFolders("if root makes the folder here, %s cannot write the pid file into it%s", "pid_file")
		p.foreignFolders()
		for proc := range p.Processes {
			s := proc.Last("pid_file")
			if s == nil || !proc.Surely(s.Maybe) {
				continue
			}
			as, ok := p.runsAs(proc)
			folder, known := folderOf(s)
			bluepills := slices.Contains(bluepillsFolders, folder.name) || ofOwnBase(proc, folder.name)
			if !ok || !known || !bluepills && !slices.Contains(rootsFolders, folder.name) {
				continue
			}
			running := slices.Contains(runFolders, folder.name)
			var f *Finding
			switch {
			case !daemonized(proc):
				if !as.known || !as.surely || !running || !p.writesAsUser(proc) {
					continue
				}
				f = p.settingFinding(proc, s, valueSpan(s), "only root can create files in %s, but the command that has to write the pid file runs as %s", folder.name, as.user).
					Severity(diag.Info)
			case !folder.whole:
				if !running && !bluepills {
					continue
				}
				f = p.settingFinding(proc, s, valueSpan(s), "only root can create files in %s: a pid file right in it cannot be written as %s%s", folder.name, as.user, as.condition()).
					Severity(diag.Info)
			default:
				f = p.settingFinding(proc, s, valueSpan(s), "only root can create files in %s, but the pid file is written as %s%s", folder.name, as.user, as.condition())
				if bluepills || !as.known || !as.surely {
					f.Severity(diag.Info)
				}
			}
			f.Related(as.place, "run as this user").Done(p)
		}
	},
}

// writesAsUser reports whether what a process runs without daemonize, and has to
// write the pid file itself, stays the user of uid as far as the command tells.
func (p *Pass) writesAsUser(proc *pill.Process) bool {
	if !certainlyUnset(proc, "daemonize") || !certainlyUnset(proc, "pid_command") {
		return false
	}
	c := p.startOf(proc)
	if c == nil {
		return false
	}
	if _, service := c.startsService(); service {
		return false
	}
	words, ok := c.words()
	return ok && !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(userChangers, path.Base(w)) })
}

// userChangers are commands that run others as somebody else, as root may be.
var userChangers = strings.Fields("sudo su doas runuser setpriv gosu pkexec start-stop-daemon")

// runFolders are those for pid files of the system.
var runFolders = strings.Fields("/run /var/run")

// bluepillsFolders are those that Bluepill makes as root, unless something else
// did before. Only those below the last one are for everybody.
var bluepillsFolders = strings.Fields("/run/bluepill /var/run/bluepill /run/bluepill/pids /var/run/bluepill/pids")

// ofOwnBase reports whether a folder is the pids of a base directory that the pill
// names and that is Bluepill's alone, by its name. A pids in a folder of the
// application may be one of its own, made before.
func ofOwnBase(proc *pill.Process, folder string) bool {
	base, known := proc.App.Option("base_dir").Text()
	base = path.Clean(base)
	return known && strings.Contains(path.Base(base), "bluepill") && (folder == base || folder == path.Join(base, "pids"))
}

// rootsFolders are those in which only root makes files, on every system.
var rootsFolders = strings.Fields("/ /bin /etc /home /root /run /sbin /usr /var /var/lib /var/run")
