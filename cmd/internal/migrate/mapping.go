package migrate

// A Mapping is what becomes of something that a pill can say.
type Mapping struct {
	What    string // an attribute, a check, an option of a check ("every"), or an option of the application
	Becomes string // in a unit; "" if nothing does
	Changes string // what is not as it was; "" if all is
}

// Mappings lists what becomes of everything that a pill can say under systemd.
func Mappings() []Mapping {
	return []Mapping{
		{"start_command", "`ExecStart=`, `Type=exec`", "options that put a program in the background are taken out; where that is not possible it is `Type=forking`"},
		{"stop_command", "`ExecStop=`, or `KillSignal=` if it only sends a signal", "a process that does not heed it is killed in the end"},
		{"restart_command", "`ExecReload=`", "a restart is a stop and a start; without the attribute, too, the old process ends first"},
		{"pre_start_command", "`ExecStartPre=-`", ""},
		{"pid_file", "`PIDFile=` if the program forks, or replaces itself on USR2; written by `ExecStartPost=` if a command of the process reads it", "otherwise there is none"},
		{"pid_command", "", "the process id is not asked for"},
		{"daemonize", "`Type=exec`, `Type=simple` before systemd 240", "without it, a program that is not known to stay in the foreground is `Type=forking`"},
		{"working_dir", "`WorkingDirectory=`, `PWD`", "a relative one is made absolute, as Bluepill means it"},
		{"environment", "`Environment=`; `EnvironmentFile=` for passwords and keys; env(1) for what systemd does not take", "the environment of the shell that loads the pill is not handed on"},
		{"stdout", "`StandardOutput=append:`, a shell's redirection before systemd 240; rules for logrotate; made for its user by tmpfiles.d", "it counts without daemonize too; what goes to no file is in the journal"},
		{"stderr", "`StandardError=append:`, a shell's redirection before systemd 240", "as for stdout"},
		{"stdin", "`StandardInput=file:`, a shell's redirection before systemd 236", "as for stdout"},
		{"uid", "`User=`; `User=root` without it", "without gid, the group is the user's own, not root's"},
		{"gid", "`Group=`", ""},
		{"supplementary_groups", "`SupplementaryGroups=`", "the user's own groups stay"},
		{"start_grace_time", "`TimeoutStartSec=` if the program forks, 90 seconds at least; when its checks begin", ""},
		{"stop_grace_time", "`TimeoutStopSec=` of a stop_command", "with signals, it is their delays that count"},
		{"restart_grace_time", "how long checks leave the process alone after a reload", ""},
		{"stop_signals", "`KillSignal=` and `TimeoutStopSec=` for one signal; a script in `ExecStop=` for more, which keeps the delays to a few hundredths of a second", "a process that is still there after a sequence without kill is killed 90 seconds later"},
		{"auto_start", "not in the `Wants=` of the target", ""},
		{"group", "a target of its own", ""},
		{"cache_actual_pid", "", "a program that replaces itself by a new process is followed if it has a `PIDFile=`"},
		{"on_start_timeout", "", "a start that takes too long is tried again"},
		{"monitor_children", "", "children are not checked one by one"},
		{"group_start_noblock", "`After=` the process before, if it is false", ""},
		{"group_stop_noblock", "", "groups stop side by side"},
		{"group_restart_noblock", "", "groups restart side by side"},
		{"group_unmonitor_noblock", "", "there is no unmonitor"},

		{"checks :cpu_usage", "a timer and a script that reloads or restarts", ""},
		{"checks :mem_usage", "a timer and a script that reloads or restarts", ""},
		{"checks :running_time", "`RuntimeMaxSec=` if one look is enough and there is no restart_command; else a timer and a script", ""},
		{"checks :file_time", "a timer and a script that reloads or restarts", ""},
		{"checks :http", "a timer and a script that asks by curl", "certificates are not checked, as before; a pattern that is Ruby's only is left out"},
		{"checks :zombie_process", "", "systemd reaps all that it starts"},
		{"checks :always_true", "", "it never fails"},
		{"checks :flapping", "`StartLimitIntervalSec=`, `StartLimitBurst=`", "starts by hand count, and restarts come sooner; one that Bluepill can never notice is left out"},

		{"every", "`OnUnitActiveSec=`", ""},
		{"times", "the script remembers the last looks", ""},
		{"fires", "restart, or reload if there is a restart_command", "stop is a restart, as under Bluepill; unmonitor only ends the check"},
		{"include_children", "the script adds all descendants up", ""},
		{"below", "the script compares", ""},
		{"filename", "the script looks at it", ""},
		{"url", "the script asks for it", ""},
		{"kind", "the script compares the status", ""},
		{"pattern", "the script searches the answer by grep -P", "as for the check"},
		{"timeout", "of curl", ""},
		{"open_timeout", "of curl: `--connect-timeout`", ""},
		{"read_timeout", "of curl: with open_timeout, `--max-time`", ""},
		{"within", "`StartLimitIntervalSec=`", ""},
		{"retry_in", "a unit in `OnFailure=` that waits and starts the process again", ""},

		{"log_file", "", "Bluepill's own log has no successor but the journal"},
		{"base_dir", "", "it is not needed"},
		{"foreground", "", "it is not needed"},
		{"kill_timeout", "", "it is not needed"},
	}
}
