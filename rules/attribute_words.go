package rules

// This file knows what attributes are called elsewhere: by god, monit, eye,
// supervisor and systemd, by other versions, and by those who go by memory.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/pill"
)

// attributeWords are other words for Bluepill's attributes.
var attributeWords = map[string]string{
	"command": "start_command", "cmd": "start_command", "start": "start_command", "start_cmd": "start_command",
	"exec": "start_command", "exec_start": "start_command", "run": "start_command", "run_command": "start_command",
	"program": "start_command", "script": "start_command",
	"stop": "stop_command", "stop_cmd": "stop_command", "exec_stop": "stop_command", "term_command": "stop_command", "kill_command": "stop_command",
	"restart": "restart_command", "restart_cmd": "restart_command", "reload": "restart_command", "reload_command": "restart_command",
	"exec_reload": "restart_command",
	"pre_start":   "pre_start_command", "before_start": "pre_start_command", "prestart_command": "pre_start_command",
	"pidfile": "pid_file", "pid": "pid_file", "pid_path": "pid_file", "pid_file_path": "pid_file",
	"daemon": "daemonize", "daemonized": "daemonize", "deamon": "daemonize", "background": "daemonize", "detach": "daemonize",
	"dir": "working_dir", "cwd": "working_dir", "chdir": "working_dir", "directory": "working_dir", "work_dir": "working_dir",
	"workdir": "working_dir", "working_directory": "working_dir", "working_path": "working_dir", "root": "working_dir", "app_root": "working_dir",
	"app_dir": "working_dir", "rails_root": "working_dir", "root_dir": "working_dir", "run_dir": "working_dir", "current_dir": "working_dir",
	"env": "environment", "envs": "environment", "env_vars": "environment", "environment_variables": "environment",
	"log": "stdout", "log_file": "stdout", "logfile": "stdout", "log_path": "stdout", "output": "stdout", "stdall": "stdout",
	"out_log": "stdout", "stdout_log": "stdout", "stdout_logfile": "stdout", "stdout_path": "stdout", "standard_output": "stdout",
	"err_log": "stderr", "error_log": "stderr", "err_log_file": "stderr", "stderr_log": "stderr", "stderr_logfile": "stderr", "stderr_path": "stderr",
	"standard_error": "stderr",
	"user":           "uid", "username": "uid", "user_name": "uid", "owner": "uid", "run_as": "uid", "setuid": "uid",
	"group_id": "gid", "setgid": "gid", "groups": "supplementary_groups",
	"start_grace": "start_grace_time", "start_timeout": "start_grace_time", "start_grace_period": "start_grace_time", "startsecs": "start_grace_time",
	"stop_grace": "stop_grace_time", "stop_timeout": "stop_grace_time", "stop_grace_period": "stop_grace_time", "kill_timeout": "stop_grace_time",
	"stopwaitsecs": "stop_grace_time", "graceful_timeout": "stop_grace_time",
	"restart_grace": "restart_grace_time", "restart_timeout": "restart_grace_time", "restart_grace_period": "restart_grace_time",
	"autostart": "auto_start", "stop_signal": "stop_signals", "stopsignal": "stop_signals", "kill_signal": "stop_signals",
	"stop_sequence": "stop_signals", "signals": "stop_signals",
	"check": "checks", "monitor_child": "monitor_children", "watch_children": "monitor_children",
}

// attributeAdvice says what to do where Bluepill has no attribute for what a
// word asks.
var attributeAdvice = adviceFor(map[string][]string{
	"each check has its own :every":                                  {"interval", "every", "frequency", "check_interval", "poll_interval"},
	"Bluepill always restarts a process that has ended":              {"autorestart", "auto_restart", "respawn", "keepalive", "keep_alive", "restart_on_failure"},
	"checks :flapping handles a process that starts too often":       {"startretries", "start_retries", "max_restarts", "restart_limit", "respawn_limit", "startlimit_burst"},
	"checks :mem_usage restarts a process that uses too much memory": {"memory_limit", "mem_limit", "max_memory", "max_mem", "memory_max"},
	"checks :cpu_usage restarts a process that uses too much CPU":    {"cpu_limit", "max_cpu", "cpu_quota"},
	"the command must set it: sh -c 'umask 022 && exec …'":           {"umask"},
	"the command must set it, as in nice -n 10 …":                    {"nice", "niceness"},
	"the command must set it: sh -c 'ulimit -n 4096 && exec …'":      {"ulimit", "rlimit", "limits", "rlimit_nofile", "limit_nofile"},
	"declare one process for each in a loop":                         {"numprocs", "num_procs", "process_count", "instances"},
	"give stdout and stderr the same path":                           {"redirect_stderr", "merge_output"},
	"it is an option of Bluepill.application":                        {"base_dir", "foreground"},
	"environment is a Hash; Bluepill reads no file":                  {"env_file", "environment_file", "envfile"},
	"all processes start at once, in no order":                       {"depends_on", "depend_on", "start_after", "wait_for"},
	"Bluepill sends no notifications":                                {"notify", "contact", "alert", "email"},
	"the only hook is pre_start_command, which runs before the start": {
		"post_start", "post_start_command", "after_start", "pre_stop", "pre_stop_command", "before_stop", "post_stop", "post_stop_command", "after_stop",
	},
	"Bluepill has only checks, which look at a process that is up": {"start_if", "restart_if", "stop_if", "transition", "behavior", "lifecycle"},
	"group is a group of processes; gid is the Unix group":         {"group_name"},
})

func adviceFor(words map[string][]string) map[string]string {
	advice := map[string]string{}
	for text, list := range words {
		for _, w := range list {
			advice[w] = text
		}
	}
	for _, c := range pill.Checks {
		advice[c.Name] = "a check is written checks :" + c.Name + " and its options"
	}
	return advice
}

// likelyAttribute is the attribute that was most likely meant by a word; "" if
// none is near.
func likelyAttribute(name string) string {
	if w, ok := attributeWords[name]; ok {
		return w
	}
	if _, ok := attributeAdvice[name]; ok {
		return ""
	}
	if rest, ok := strings.CutPrefix(name, "process_"); ok {
		if _, known := pill.FindAttribute(rest); known {
			return rest
		}
		if w, ok := attributeWords[rest]; ok {
			return w
		}
	}
	return pill.Suggest(name, append(pill.Names(pill.Attributes), "checks"))
}
