//go:build linux

package main

// This file tells of processes in more ways than Bluepill does.

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

func (p *program) writeJSON(v any) {
	e := json.NewEncoder(p.stdout)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	e.Encode(v)
}

func (p *program) statusJSON(app, target string) int {
	r, code := p.call(app, supervisor.ListCommand, target)
	if code != 0 {
		return code
	}
	if r.Processes == nil {
		r.Processes = []supervisor.ProcessStatus{}
	}
	p.writeJSON(map[string]any{"application": app, "processes": r.Processes})
	if !r.Known {
		return exitFailed
	}
	return exitOK
}

// events lists what has happened, oldest first.
func (p *program) events(app, target string) int {
	r, code := p.call(app, supervisor.EventsCommand, target)
	if code != 0 {
		return code
	}
	if p.json {
		p.writeJSON(append([]supervisor.Occurrence{}, r.Events...))
	} else {
		for _, o := range r.Events {
			fmt.Fprintf(p.stdout, "%s %s\n", time.Unix(o.Unix, 0).Format("2006-01-02 15:04:05"), o)
		}
	}
	if !r.Known {
		return exitFailed
	}
	return exitOK
}

func fullName(s supervisor.ProcessStatus) string {
	if s.Group == "" {
		return s.Name
	}
	return s.Group + ":" + s.Name
}

// metrics writes what Prometheus reads.
func (p *program) metrics(app string) int {
	r, code := p.call(app, supervisor.ListCommand, "")
	if code != 0 {
		return code
	}
	for _, m := range []struct {
		name, kind, help string
		value            func(supervisor.ProcessStatus) (float64, bool)
	}{
		{"bluepill_process_up", "gauge", "Whether the process runs.", func(s supervisor.ProcessStatus) (float64, bool) {
			if s.Pid > 0 {
				return 1, true
			}
			return 0, true
		}},
		{"bluepill_process_monitored", "gauge", "Whether the process is started again when it ends.", func(s supervisor.ProcessStatus) (float64, bool) {
			if s.State != "unmonitored" {
				return 1, true
			}
			return 0, true
		}},
		{"bluepill_process_uptime_seconds", "gauge", "How long the process has been running.", func(s supervisor.ProcessStatus) (float64, bool) { return s.Uptime, s.Pid > 0 }},
		{"bluepill_process_resident_memory_bytes", "gauge", "Resident memory of the process.", func(s supervisor.ProcessStatus) (float64, bool) { return float64(s.Memory), s.Pid > 0 }},
		{"bluepill_process_cpu_seconds_total", "counter", "CPU time that the process has used.", func(s supervisor.ProcessStatus) (float64, bool) { return s.Used, s.Pid > 0 }},
		{"bluepill_process_cpu_ratio", "gauge", "CPU usage over the life of the process, of one core.", func(s supervisor.ProcessStatus) (float64, bool) { return s.CPU / 100, s.Pid > 0 }},
	} {
		fmt.Fprintf(p.stdout, "# HELP %s %s\n# TYPE %s %s\n", m.name, m.help, m.name, m.kind)
		for _, s := range r.Processes {
			if v, ok := m.value(s); ok {
				fmt.Fprintf(p.stdout, "%s{application=%s,group=%s,process=%s} %s\n", m.name, label(app), label(s.Group), label(s.Name), strconv.FormatFloat(v, 'g', -1, 64))
			}
		}
	}
	return exitOK
}

// label is a value of a label, as Prometheus wants it.
func label(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(strings.ToValidUTF8(s, "?")) + `"`
}
