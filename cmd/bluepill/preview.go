//go:build linux

package main

// This file tells what a load would do.

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// preview tells what a load would do, and reports whether that is anything.
func (p *program) preview(plan *supervisor.Plan) (differ bool) {
	var old supervisor.Response
	r, err := supervisor.Call(plan.BaseDir, plan.App, supervisor.Request{Command: supervisor.PlanCommand}, 5*time.Second)
	running := map[string]supervisor.ProcessStatus{}
	specs := map[string]*supervisor.Spec{}
	if err == nil && r.Plan != nil {
		fmt.Fprintf(p.stdout, "application %s: is running, would be loaded again\n", plan.App)
		old = r
		for _, s := range r.Processes {
			running[s.Group+":"+s.Name] = s
		}
		for _, s := range r.Plan.Specs {
			specs[s.FullName()] = s
		}
	} else {
		fmt.Fprintf(p.stdout, "application %s: would be loaded\n", plan.App)
		differ = true
	}
	for _, s := range plan.Specs {
		before, known := specs[s.FullName()]
		changes := []string{}
		if known {
			changes = changed(before, s)
		}
		differ = differ || !known || len(changes) > 0
		p.previewOne(plan, s, running[s.FullName()], changes)
	}
	if old.Plan == nil {
		return differ
	}
	for _, s := range old.Plan.Specs {
		if slices.ContainsFunc(plan.Specs, func(n *supervisor.Spec) bool { return n.FullName() == s.FullName() }) {
			continue
		}
		differ = true
		if pid := running[s.FullName()].Pid; pid > 0 {
			fmt.Fprintf(p.stdout, "  leave %s (pid:%d) running without supervision\n", s.ShortName(), pid)
		} else {
			fmt.Fprintf(p.stdout, "  forget %s\n", s.ShortName())
		}
	}
	return differ
}

// previewOne tells what becomes of a process that the pill has.
func (p *program) previewOne(plan *supervisor.Plan, s *supervisor.Spec, status supervisor.ProcessStatus, changes []string) {
	pid := status.Pid
	if pid == 0 {
		pid = supervisor.Running(plan, s)
	}
	name := s.ShortName()
	switch {
	case pid > 0:
		fmt.Fprintf(p.stdout, "  keep %s (pid:%d)\n", name, pid)
	case s.AutoStart:
		fmt.Fprintf(p.stdout, "  start %s: %s\n", name, s.Start)
	default:
		fmt.Fprintf(p.stdout, "  leave %s unmonitored\n", name)
	}
	for _, c := range changes {
		fmt.Fprintf(p.stdout, "    %s\n", c)
	}
	if pid > 0 && slices.ContainsFunc(changes, func(c string) bool { return slices.Contains(atStart, strings.SplitN(c, ":", 2)[0]) }) {
		fmt.Fprintf(p.stdout, "    takes effect with: bluepill %s restart %s\n", plan.App, name)
	}
}

// atStart are the attributes that only matter when a process is started.
var atStart = []string{
	"start_command", "pre_start_command", "daemonize", "working_dir", "environment", "stdin", "stdout", "stderr", "uid", "gid", "supplementary_groups",
}

// attribute is what a pill calls a field of a Spec.
func attribute(field string) string {
	if name, ok := attributes[field]; ok {
		return name
	}
	return strings.ToLower(field)
}

var attributes = map[string]string{
	"Start": "start_command", "Stop": "stop_command", "Restart": "restart_command", "PreStart": "pre_start_command", "PidCommand": "pid_command",
	"PidFile": "pid_file", "FollowPid": "cache_actual_pid", "AutoStart": "auto_start", "Dir": "working_dir", "Env": "environment", "User": "uid",
	"UserGroup": "gid", "Supplementary": "supplementary_groups", "StartGrace": "start_grace_time", "StopGrace": "stop_grace_time",
	"RestartGrace": "restart_grace_time", "StopSignals": "stop_signals", "OnStartTimeout": "on_start_timeout", "Children": "monitor_children",
}

// changed lists the fields in which two Specs differ.
func changed(before, after *supervisor.Spec) []string {
	old, now := fields(before), fields(after)
	names := slices.Sorted(maps.Keys(old))
	for name := range now {
		if _, ok := old[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	list := []string{}
	for _, name := range names {
		if a, b := string(old[name]), string(now[name]); a != b {
			list = append(list, fmt.Sprintf("%s: %s => %s", attribute(name), orNone(a), orNone(b)))
		}
	}
	return list
}

func fields(s *supervisor.Spec) (m map[string]json.RawMessage) {
	data, err := json.Marshal(s)
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err != nil {
		return nil
	}
	return m
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
