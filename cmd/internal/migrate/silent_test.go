package migrate

import (
	"slices"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/pill"
)

// settings has a line of a pill for everything that a process can be told, and
// one for every option of a check. Each value is not what it is without it.
var settings = map[string]string{
	"start_command":           `process.start_command = "/bin/other"`,
	"stop_command":            `process.stop_command = "/bin/stop {{PID}}"`,
	"restart_command":         `process.restart_command = "/bin/again {{PID}}"`,
	"pre_start_command":       `process.pre_start_command = "/bin/before"`,
	"pid_file":                `process.pid_file = "/srv/p.pid"`,
	"pid_command":             `process.pid_command = "pgrep p"`,
	"daemonize":               `process.daemonize = false`,
	"working_dir":             `process.working_dir = "/srv"`,
	"environment":             `process.environment = { "A" => "1" }`,
	"stdout":                  `process.stdout = "/srv/out"`,
	"stderr":                  `process.stderr = "/srv/err"`,
	"stdin":                   `process.stdin = "/srv/in"`,
	"uid":                     `process.uid = "deploy"`,
	"gid":                     `process.gid = "deploy"`,
	"supplementary_groups":    `process.supplementary_groups = ["adm"]`,
	"start_grace_time":        `process.start_grace_time = 20`,
	"stop_grace_time":         `process.stop_grace_time = 20`,
	"restart_grace_time":      `process.restart_command = "x"; process.restart_grace_time = 20`,
	"stop_signals":            `process.stop_grace_time = 30; process.stop_signals = [:quit, 10, :kill]`,
	"auto_start":              `process.auto_start = false`,
	"group":                   `process.group = "g"`,
	"cache_actual_pid":        `process.cache_actual_pid = false`,
	"on_start_timeout":        `process.on_start_timeout = "unmonitor"`,
	"monitor_children":        `process.monitor_children { |c| c.stop_command "kill {{PID}}" }`,
	"group_start_noblock":     `process.group_start_noblock = false`,
	"group_stop_noblock":      `process.group_stop_noblock = false`,
	"group_restart_noblock":   `process.group_restart_noblock = false`,
	"group_unmonitor_noblock": `process.group_unmonitor_noblock = false`,

	"cpu_usage":      `process.checks :cpu_usage, :every => 1, :below => 50`,
	"mem_usage":      `process.checks :mem_usage, :every => 1, :below => 50`,
	"running_time":   `process.checks :running_time, :every => 1, :below => 50`,
	"file_time":      `process.checks :file_time, :every => 1, :below => 50, :filename => "/srv/x"`,
	"http":           `process.checks :http, :every => 1, :url => "http://localhost/"`,
	"zombie_process": `process.checks :zombie_process, :every => 1`,
	"always_true":    `process.checks :always_true, :every => 1`,
	"flapping":       `process.checks :flapping, :times => 2, :within => 30`,

	"cpu_usage below":            `process.checks :cpu_usage, :every => 1, :below => 51`,
	"mem_usage below":            `process.checks :mem_usage, :every => 1, :below => 51`,
	"mem_usage every":            `process.checks :mem_usage, :every => 2, :below => 50`,
	"mem_usage times":            `process.checks :mem_usage, :every => 1, :below => 50, :times => [2, 3]`,
	"mem_usage fires":            `process.checks :mem_usage, :every => 1, :below => 50, :fires => :unmonitor`,
	"mem_usage include_children": `process.checks :mem_usage, :every => 1, :below => 50, :include_children => true`,
	"running_time below":         `process.checks :running_time, :every => 1, :below => 51`,
	"file_time below":            `process.checks :file_time, :every => 1, :below => 51, :filename => "/srv/x"`,
	"file_time filename":         `process.checks :file_time, :every => 1, :below => 50, :filename => "/srv/y"`,
	"http url":                   `process.checks :http, :every => 1, :url => "http://localhost/ping"`,
	"http kind":                  `process.checks :http, :every => 1, :url => "http://localhost/", :kind => :not_found`,
	"http pattern":               `process.checks :http, :every => 1, :url => "http://localhost/", :pattern => /pong/i`,
	"http timeout":               `process.checks :http, :every => 1, :url => "http://localhost/", :timeout => 9`,
	"http open_timeout":          `process.checks :http, :every => 1, :url => "http://localhost/", :open_timeout => 9`,
	"http read_timeout":          `process.checks :http, :every => 1, :url => "http://localhost/", :read_timeout => 9`,
	"flapping times":             `process.checks :flapping, :times => 3, :within => 30`,
	"flapping within":            `process.checks :flapping, :times => 2, :within => 31`,
	"flapping retry_in":          `process.checks :flapping, :times => 2, :within => 30, :retry_in => 9`,
}

// targets are the ways out.
var targets = map[string]func([]*Plan) ([]File, []Refusal){
	"systemd":     func(p []*Plan) ([]File, []Refusal) { return Systemd(p, SystemdOptions{}) },
	"supervisord": func(p []*Plan) ([]File, []Refusal) { return Supervisord(p, "") },
	"procfile":    func(p []*Plan) ([]File, []Refusal) { return Procfile(p, "") },
	"cloud66":     func(p []*Plan) ([]File, []Refusal) { return Cloud66(p, "") },
	"kubernetes":  Kubernetes,
	"monit":       func(p []*Plan) ([]File, []Refusal) { return Monit(p, "") },
	"nomad":       func(p []*Plan) ([]File, []Refusal) { return Nomad(p, "") },
}

// TestNothingIsSilent sets everything that can be set, one at a time: each must
// be seen in what is written, be it in a unit or as a note.
func TestNothingIsSilent(t *testing.T) {
	for name, target := range targets {
		t.Run(name, func(t *testing.T) { nothingIsSilent(t, target) })
	}
}

func nothingIsSilent(t *testing.T, target func([]*Plan) ([]File, []Refusal)) {
	result := func(options, line string) string {
		p := plan(t, "x.pill", `Bluepill.application("x"`+options+`) do |app|
  app.process("x") do |process|
    process.start_command = "/bin/x"
    process.daemonize = true
    `+line+`
  end
end
`)
		for _, r := range p.Refused {
			t.Error(r)
		}
		files, _ := target([]*Plan{p})
		var b strings.Builder
		for _, f := range files {
			b.WriteString(f.Path + "\n" + f.Text)
		}
		return b.String()
	}
	without := result("", "")
	differs := func(name, base string) {
		line, ok := settings[name]
		if !ok {
			t.Errorf("there is no line for %s", name)
		} else if result("", line) == base {
			t.Errorf("%s is silent: %s", name, line)
		}
	}
	for _, a := range pill.Attributes {
		differs(a.Name, without)
	}
	for _, c := range pill.Checks {
		differs(c.Name, without)
		for _, o := range c.Options {
			lost := LossMark + "`checks :" + c.Name // all of it
			if c.Name != "always_true" && !strings.Contains(result("", settings[c.Name]), lost) {
				differs(c.Name+" "+o.Name, result("", settings[c.Name]))
			}
		}
	}
	for _, o := range pill.ConditionOptions {
		if base := result("", settings["mem_usage"]); !strings.Contains(base, LossMark+"`checks :mem_usage") {
			differs("mem_usage "+o.Name, base)
		}
	}
	for option, value := range map[string]string{"log_file": `"/srv/log"`, "base_dir": `"/srv/base"`, "foreground": "true", "kill_timeout": "20"} {
		if result(", :"+option+" => "+value, "") == without {
			t.Errorf("the option %s is silent", option)
		}
	}
	for _, o := range pill.AppOptions {
		if !strings.Contains("log_file base_dir foreground kill_timeout", o.Name) {
			t.Errorf("the option %s is not tried", o.Name)
		}
	}
}

// TestLost has every target without a place for something say that it is lost, and
// no other.
func TestLost(t *testing.T) {
	for _, tt := range []struct{ what, line, kept string }{
		{"restart_command", `process.restart_command = "kill -USR2 {{PID}}"`, "systemd monit"},
		{"restart_command", `process.restart_command = "/bin/again"`, "systemd monit"},
		{"uid", `process.uid = "deploy"`, "systemd monit nomad supervisord"},
		{"gid", `process.gid = "deploy"`, "systemd monit"},
		{"supplementary_groups", `process.supplementary_groups = ["adm"]`, "systemd monit"},
		{"group", `process.group = "g"`, "systemd monit kubernetes"},
		{"auto_start", `process.auto_start = false`, "systemd monit nomad supervisord kubernetes"},
		{"stop_command", `process.stop_command = "/bin/stop {{PID}}"`, "systemd monit kubernetes"},
		{"stop_signals", `process.stop_grace_time = 90; process.stop_signals = [:quit, 30, :term, 11, :kill]`, "systemd monit kubernetes cloud66"},
		{"stop_signals", `process.stop_grace_time = 90; process.stop_signals = [:term, 31, :kill]`, "systemd monit kubernetes cloud66 supervisord nomad"},
		{"pre_start_command", `process.pre_start_command = "/bin/before"`, "systemd monit kubernetes cloud66 supervisord nomad procfile"},
		{"environment", `process.environment = { "A" => "1" }`, "systemd monit kubernetes cloud66 supervisord nomad procfile"},
		{"monitor_children", settings["monitor_children"], ""},
	} {
		p := plan(t, "x.pill", `Bluepill.application("x") do |app|
  app.process("x") do |process|
    process.start_command = "/bin/x"
    process.daemonize = true
    `+tt.line+`
  end
end
`)
		for name, target := range targets {
			files, _ := target([]*Plan{p})
			i := slices.IndexFunc(files, func(f File) bool { return f.Path == "README.md" })
			lost := strings.Contains(files[i].Text, LossMark+"`"+tt.what+"`")
			if lost == slices.Contains(strings.Fields(tt.kept), name) {
				t.Errorf("%s: that %s is lost is told: %t", name, tt.line, lost)
			}
		}
	}
}
