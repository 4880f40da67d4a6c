package migrate

import (
	"fmt"
	"math"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/pill"
)

// sequences is a pill with what the golden ones do not have.
const sequences = `
Bluepill.application("user_sequences") do |app|
  [[:term, 31, :kill], [:quit, 30, :term, 11, :kill], [:usr1, 10, :hup, 20, :int], [:ttin, 0, :quit, 10, :kill]].each_with_index do |signals, i|
    app.process("user_sequence_#{i}") do |process|
      process.start_command = "sleep 1000"
      process.daemonize = true
      process.stop_signals = signals
      process.stop_grace_time = 60
      process.uid = "games"
      process.stdout = "/srv/sequences/#{i}.log"
      process.stderr = "/srv/sequences/#{i}.err"
    end
  end
  app.process("user_commands") do |process|
    process.start_command = "sh -c 'exec sleep $0' 1000"
    process.daemonize = true
    process.pre_start_command = "before '%n $HOME'"
    process.restart_command = "again {{PID}} 'a;b'"
    process.stop_command = "enough {{PID}} \"x y\""
    process.environment = { "TOKEN" => "a$b%c\"d", "odd.name" => "1", "PLAIN" => "é" }
    process.working_dir = "/srv/%i and so on"
    process.uid = "nobody"
    process.gid = "games"
    process.supplementary_groups = ["adm"]
    process.stdin = "/etc/passwd"
  end
end
`

// scaled is a delay as the test has it, which would take too long otherwise.
func scaled(seconds int) int {
	if seconds == 0 {
		return 0
	}
	return max(1, int(math.Round(float64(seconds)/scale)))
}

// A stand is a service of which a stand-in runs.
type stand struct {
	*Service
	id, unit string
	start    []string // the words that it was to run
	steps    []Step   // what it has to be sent, as the pill has it
	round    int      // of the stop that was in time
}

// end is the signal at which the stand-in ends; - if it has to be killed.
func (s *stand) end() string {
	if last := s.steps[len(s.steps)-1]; last.Signal != "kill" {
		return last.Signal
	}
	return "-"
}

// due reads from the pill, rather than from the plan, what a process is sent.
func due(s *Service) (steps []Step) {
	stop := s.process.Stop()
	if _, name, ok := pill.KillSignal(stop.Command); ok && stop.Means == pill.ByStopCommand {
		return []Step{{Signal: name}}
	}
	for i, step := range stop.Steps {
		if step.Sender == pill.SentByCommand {
			return []Step{{Signal: "term"}}
		}
		if step.Sender == pill.SentByJournal {
			continue
		}
		if i > 0 {
			steps[len(steps)-1].Wait = scaled(step.At - stop.Steps[i-1].At)
		}
		steps = append(steps, Step{Signal: step.Signal})
	}
	return steps
}

// standIn puts stand-ins in the place of a plan's programs. Checks and flapping
// are left out: they would restart them, or give them up.
func standIn(p *Plan, stands []*stand) []*stand {
	for _, a := range p.Apps {
		for _, s := range a.Services {
			st := &stand{Service: s, id: fmt.Sprintf("s%d", len(stands)), start: s.Start.Words, steps: due(s)}
			words := slices.Concat([]string{"/standin", "run", st.id, st.end()}, s.Start.Words)
			if s.Forks {
				words = slices.Concat([]string{"/standin", "fork", s.PidFile}, words[2:])
			}
			s.Start.Words = words
			note := func(c *Command, word string) {
				if c != nil {
					c.Words = slices.Concat([]string{"/standin", "note", st.id, word}, c.Words)
				}
			}
			note(s.PreStart, "before")
			note(s.Stop.Command, "stop")
			if s.Reload != nil && s.Reload.Signal == "" {
				note(&s.Reload.Command, "reload")
			}
			for i := range s.Stop.Steps {
				s.Stop.Steps[i].Wait = scaled(s.Stop.Steps[i].Wait)
			}
			s.Checks, s.Flapping = nil, nil
			stands = append(stands, st)
		}
	}
	return stands
}

// setting is what the stand-ins need to be there: users, groups and folders.
func setting(t *testing.T, stands []*stand) (files []File, dirs []string) {
	passwd, group := read(t, "/etc/passwd"), read(t, "/etc/group")
	has := func(file, name string) bool { return strings.Contains("\n"+file, "\n"+name+":") }
	id := 3000
	for _, s := range stands {
		if id++; s.User != "" && !has(passwd, s.User) {
			passwd += fmt.Sprintf("%s:x:%d:%d::/:/bin/sh\n", s.User, id, id)
			group += fmt.Sprintf("%s:x:%d:\n", s.User, id)
		}
		for _, g := range slices.Concat([]string{s.GID}, s.Groups) {
			if id++; g != "" && !has(group, g) {
				group += fmt.Sprintf("%s:x:%d:\n", g, id)
			}
		}
		dirs = append(dirs, s.Dir)
		for _, f := range []string{s.Stdout, s.Stderr, s.PidFile} {
			if f != "" {
				dirs = append(dirs, path.Dir(f))
			}
		}
	}
	return []File{{Path: "etc/passwd", Mode: 0o644, Text: passwd}, {Path: "etc/group", Mode: 0o644, Text: group}}, dirs
}

// rounds is the script. The first round does everything; what was late on a busy
// machine is stopped once more in others, of which the test decides.
const rounds = `
started() { # started N: each has told of as many starts
	while read -r id unit how; do
		until [ "$(cat /out/now/$id.start 2>/dev/null | wc -l)" -ge $1 ]; do sleep 0.05; done
	done
}
stop() {
	cut -d ' ' -f 2 | xargs -r -d '\n' systemctl stop
}
ended() {
	while read -r id unit how; do
		systemctl show -p ExecMainExitTimestampMonotonic,Result,ActiveState "$unit" >/out/now/$id.end
	done
}
mkdir -m 777 /out/now
systemd-tmpfiles --create $(cd /etc/tmpfiles.d && ls)
xargs -r -d '\n' systemctl start </targets
grep ' by-hand' /stands | cut -d ' ' -f 2 | xargs -r -d '\n' systemctl start
started 1 </stands
mkdir -m 777 /out/restart
grep -v ' reload' /stands >/restarted
cut -d ' ' -f 2 /restarted | xargs -r -d '\n' systemctl restart
started 2 </restarted
while read -r id unit how; do # what it has told of until here is kept apart
	cp /out/now/$id.* /out/restart
	rm -f /out/now/$id.note /out/now/$id.signal
	tail -n 1 /out/restart/$id.start >/out/now/$id.start
done </restarted
while read -r id unit how; do kill -9 "$(systemctl show -p MainPID --value "$unit")"; done </stands
started 2 </stands
grep ' reload' /stands | cut -d ' ' -f 2 | xargs -r -d '\n' systemctl reload
grep ' reload' /stands | while read -r id unit how; do
	until [ -s /out/now/$id.signal ] || grep -q '"reload"' /out/now/$id.note; do sleep 0.05; done
	systemctl show -p MainPID --value "$unit" >/out/now/$id.pid
done
while read -r file; do stat -c '%n %U %a' "$file"; cat "$file"; done </logs >/out/logs
while read -r id unit how; do journalctl -o cat -u "$unit" >/out/now/$id.journal; done </stands
stop </stands
ended </stands
ps -eo args= | grep '^/standin' >/out/left
systemctl list-units --failed --plain --no-legend >/out/failed
for n in 1 2 3 4 5 6; do
	mv /out/now /out/$n
	touch /out/done.$n
	until [ -e /out/again.$n ]; do sleep 0.05; done
	[ -s /out/again.$n ] || break
	mkdir -m 777 /out/now
	cut -d ' ' -f 2 /out/again.$n | xargs -r -d '\n' systemctl start
	started 1 </out/again.$n
	stop </out/again.$n
	ended </out/again.$n
done`

// TestGoldenBooted runs the units of all golden pills in one systemd, with
// stand-ins for their programs: they start as what the pill says, log, restart,
// come back when they crash, reload, and stop by their sequence.
func TestGoldenBooted(t *testing.T) {
	all := append(plans(t, "golden", "pills", "lives"), plan(t, "sequences.pill", sequences))
	n, stands := bootStandIns(t, all, SystemdOptions{}, func(f []File) []File { return f }, "")
	n.checkLives(stands)
}

// bootStandIns runs the units of plans with stand-ins for their programs, and
// compares all that these tell with the pills. install puts the files where they
// belong, and a script prepares the rest.
func bootStandIns(t *testing.T, all []*Plan, o SystemdOptions, install func([]File) []File, prepare string) (*nest, []*stand) {
	var stands []*stand
	for _, p := range all {
		stands = standIn(p, stands)
	}
	w, refused := newSystemd(all, o)
	for _, r := range refused {
		if r.Unwritten {
			t.Error(r)
		}
	}
	var lines, targets, logs []string
	for _, s := range stands {
		s.unit = w.units[s.Service] + ".service"
		line := s.id + " " + s.unit
		if !s.AutoStart {
			line += " by-hand"
		}
		if s.Reload != nil {
			line += " reload"
		}
		lines = append(lines, line)
		targets = append(targets, w.targetName(s.App)+".target")
		for _, f := range []string{s.Stdout, s.Stderr} {
			if f != "" && !slices.Contains(logs, f) {
				logs = append(logs, f)
			}
		}
	}
	files, dirs := setting(t, stands)
	files = slices.Concat(install(w.files), files, []File{standinProgram(t), lineFile("stands", lines), lineFile("targets", slices.Compact(targets)), lineFile("logs", logs), lineFile("dirs", dirs)})
	n := boot(t, files, "xargs -d '\\n' mkdir -p </dirs\n"+prepare+rounds)
	n.text("done.1")
	for _, s := range stands {
		n.checkStart(s)
		n.checkRestart(s)
	}
	n.checkLogs(stands)
	if left := n.text("left"); left != "" {
		t.Errorf("processes are left:\n%s", left)
	}
	if failed := n.text("failed"); strings.Contains(failed, "user_") {
		t.Errorf("units have failed:\n%s", failed)
	}
	n.checkStops(stands, lines)
	n.end()
	return n, stands
}
