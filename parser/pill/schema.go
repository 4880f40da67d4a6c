package pill

// This file is the one table of what a pill can say: every attribute, every
// check and its options, every application option. Evaluation, rules, hover,
// completion and documentation all read it; no second list of these names may
// exist.

import "slices"

// A Kind is what type of value an attribute or option takes.
type Kind uint8

// The kinds of value.
const (
	Text        Kind = iota + 1 // a String
	Command                     // a String that is split into words and run without a shell
	Path                        // a String that names a file
	Flag                        // anything; all but nil and false count as true
	Seconds                     // a number of seconds, or a Duration
	Bytes                       // a number of bytes
	Number                      // any number
	Table                       // a Hash
	Texts                       // an Array of Strings
	Signals                     // an Array of signals and delays
	Events                      // an event's name, or an Array of them
	Event                       // an event's name
	Times                       // an Integer, or an Array of two
	URL                         // a String that is an http or https URL
	Pattern                     // a Regexp
	Status                      // a status code, or the name of a response class
	Name                        // a String or Symbol
	BlockOfCode                 // a block
)

var kindNames = map[Kind]string{
	Text: "String", Command: "String (a command)", Path: "String (a path)", Flag: "true or false",
	Seconds: "seconds", Bytes: "bytes", Number: "number", Table: "Hash", Texts: "Array of Strings",
	Signals: "Array of signals and delays", Events: "event or Array of events", Event: "event",
	Times: "Integer, or [hits, checks]", URL: "String (a URL)", Pattern: "Regexp",
	Status: "status code or response class", Name: "String or Symbol", BlockOfCode: "block",
}

// String says what values of the kind look like.
func (k Kind) String() string { return kindNames[k] }

// An Attribute is something that can be set on a process, on an application,
// or given as an option.
type Attribute struct {
	Name    string
	Kind    Kind
	Default string // as Ruby would write it; "" for none
	Since   string // the version of Bluepill that brought it; "" for always
	Doc     string // one paragraph

	App   bool // can be set on the application too, as a default
	Child bool // has to be set in a monitor_children block
}

// A CheckKind is a condition or trigger that checks can name.
type CheckKind struct {
	Name    string
	Class   string // the Ruby class, under Bluepill
	Trigger bool
	Since   string // the version of Bluepill that brought it; "" for always
	Doc     string
	Options []Attribute // beside those that every condition takes
}

// Attributes are what a process can be told, in the order in which people
// write them.
var Attributes = []Attribute{
	{Name: "start_command", Kind: Command, Doc: "The command that starts the process. This is the only attribute that must be set. Bluepill splits the command into words as a shell would, but runs it without a shell. Redirections, variables, `&&` and the like are passed to the program as they are, unless the whole command is a single word."},
	{Name: "stop_command", Kind: Command, Child: true, Doc: "The command that stops the process. `{{PID}}` stands for the process ID. The process then has stop_grace_time to stop. With a stop_command, Bluepill ignores stop_signals. Without either, it sends TERM."},
	{Name: "restart_command", Kind: Command, Doc: "The command that restarts the running process, such as `kill -HUP {{PID}}`. Without it, Bluepill stops the process and starts it again immediately."},
	{Name: "pre_start_command", Kind: Command, Since: "0.0.61", Doc: "A command that runs before each start. Bluepill logs its result and ignores it. There is no time limit, and everything else waits until the command ends."},
	{Name: "pid_file", Kind: Path, Default: `"<base_dir>/pids/<application>/<process>.pid"`, Doc: "The file that contains the process ID. With daemonize, Bluepill writes it. Without daemonize, the program must write it. A relative path starts at /, because the daemon runs there."},
	{Name: "pid_command", Kind: Command, Since: "0.0.50", Doc: "A shell command that prints the process ID. It replaces the pid file. Bluepill runs it each time it needs the process ID, many times a second."},
	{Name: "daemonize", Kind: Flag, Default: "false", Doc: "Whether Bluepill runs the program in the background and writes its pid file. Use true for a program that stays in the foreground, and false for a program that daemonizes itself."},
	{Name: "working_dir", Kind: Path, App: true, Default: `"/"`, Doc: "The directory that commands run in."},
	{Name: "environment", Kind: Table, App: true, Default: "{}", Doc: "Environment variables, in addition to those of the shell that loaded the pill. The Hash of a process replaces the Hash of the application; Bluepill does not merge them. Keys and values become text."},
	{Name: "stdout", Kind: Path, Default: `"/dev/null"`, Doc: "The file that standard output is appended to. It has no effect without daemonize."},
	{Name: "stderr", Kind: Path, Default: `"/dev/null"`, Doc: "The file that standard error is appended to. It has no effect without daemonize."},
	{Name: "stdin", Kind: Path, Default: `"/dev/null"`, Since: "0.0.33", Doc: "The file that standard input is read from. It has no effect without daemonize."},
	{Name: "uid", Kind: Text, App: true, Doc: "The name of the user that the process runs as. Bluepill does not find a user by a number or a symbol."},
	{Name: "gid", Kind: Text, App: true, Doc: "The name of the group that the process runs as. Bluepill does not find a group by a number or a symbol."},
	{Name: "supplementary_groups", Kind: Texts, Since: "0.0.52", Doc: "The names of additional groups of the process."},
	{Name: "start_grace_time", Kind: Seconds, Default: "3", Doc: "How long the process may take to start. Bluepill does not check the process during this time. It ignores fractions of a second."},
	{Name: "stop_grace_time", Kind: Seconds, Default: "3", Doc: "How long the process may take to stop. With stop_signals, it must be set, and must be greater than the sum of the delays."},
	{Name: "restart_grace_time", Kind: Seconds, Default: "3", Doc: "How long the process may take to restart with its restart_command."},
	{Name: "stop_signals", Kind: Signals, Since: "0.0.52", Doc: "The signals that stop the process, and the delays between them: `[:quit, 30.seconds, :term, 5.seconds, :kill]`. Signals are symbols, and delays are whole numbers. The sequence must begin and end with a signal. stop_grace_time must be set, and must be greater than the sum of the delays."},
	{Name: "auto_start", Kind: Flag, App: true, Default: "true", Since: "0.0.50", Doc: "Whether the process starts when the pill is loaded. Only false means no."},
	{Name: "group", Kind: Name, Doc: "The group that the process belongs to. Commands accept the name of a group."},
	{Name: "cache_actual_pid", Kind: Flag, Default: "true", Since: "0.0.49", Doc: "Whether Bluepill remembers the process ID after it has read it once. The check zombie_process needs false."},
	{Name: "on_start_timeout", Kind: Event, Default: `"start"`, Since: "0.0.63", Doc: "The event that follows when a start takes longer than start_grace_time. Only unmonitor has an effect then."},
	{Name: "monitor_children", Kind: BlockOfCode, Doc: "A block that says how to watch the children of the process. It must set stop_command. Without one, the daemon ends when it sees the first child."},
	{Name: "group_start_noblock", Kind: Flag, Default: "true", Since: "0.0.63", Doc: "Whether the processes of a group start at the same time when the group is started."},
	{Name: "group_stop_noblock", Kind: Flag, Default: "true", Since: "0.0.63", Doc: "Whether the processes of a group stop at the same time when the group is stopped."},
	{Name: "group_restart_noblock", Kind: Flag, Default: "true", Since: "0.0.63", Doc: "Whether the processes of a group restart at the same time when the group is restarted."},
	{Name: "group_unmonitor_noblock", Kind: Flag, Default: "true", Since: "0.0.63", Doc: "Whether the processes of a group are handled at the same time when the group is unmonitored."},
}

// AppOptions are what Bluepill.application takes beside the name.
var AppOptions = []Attribute{
	{Name: "log_file", Kind: Path, Doc: "The file that Bluepill itself logs to. Without it, Bluepill logs to syslog. The folder must exist."},
	{Name: "base_dir", Kind: Path, Default: `"/var/run/bluepill"`, Doc: "The folder for pid files, sockets and journals. The command line must use the same folder."},
	{Name: "foreground", Kind: Flag, Default: "false", Since: "0.0.37", Doc: "Whether the daemon stays in the foreground."},
	{Name: "kill_timeout", Kind: Number, Default: "10", Since: "0.0.61", Doc: "How many half seconds a reload waits for the previous daemon to end. It must be a whole number greater than 0."},
}

// ConditionOptions are what every condition takes.
var ConditionOptions = []Attribute{
	{Name: "every", Kind: Seconds, Doc: "How often the check runs, in whole seconds. It must be set: without it, the daemon dies at the second check."},
	{Name: "times", Kind: Times, Default: "[1, 1]", Doc: "How many of the last checks must have failed: 3, or [3, 5] for three of the last five."},
	{Name: "fires", Kind: Events, Default: ":restart", Doc: "What happens when the check fails: :restart, :stop, :start, :unmonitor, or several of them. :stop is not final: Bluepill starts the process again."},
	{Name: "include_children", Kind: Flag, Default: "false", Since: "0.0.61", Doc: "Whether the children of the process count too."},
}

// Checks are the conditions and triggers that Bluepill has.
var Checks = []CheckKind{
	{Name: "cpu_usage", Class: "ProcessConditions::CpuUsage", Doc: "Fails if the CPU usage is not below a percentage. The usage is the average since the process started, as ps shows it, not the current load.", Options: []Attribute{
		{Name: "below", Kind: Number, Doc: "Percent of one core. Without it, the daemon dies at the first check."},
	}},
	{Name: "mem_usage", Class: "ProcessConditions::MemUsage", Doc: "Fails if the resident memory is not below a size. If Bluepill cannot compare them, the check never fails.", Options: []Attribute{
		{Name: "below", Kind: Bytes, Doc: "A size in bytes, such as 300.megabytes. A bare 300 is 300 bytes."},
	}},
	{Name: "running_time", Class: "ProcessConditions::RunningTime", Since: "0.0.64", Doc: "Fails if the process has been running for too long.", Options: []Attribute{
		{Name: "below", Kind: Seconds, Doc: "The longest time that the process may run. Without it, the daemon dies at the first check."},
	}},
	{Name: "file_time", Class: "ProcessConditions::FileTime", Since: "0.0.63", Doc: "Fails if a file has not been modified for too long, or does not exist.", Options: []Attribute{
		{Name: "filename", Kind: Path, Doc: "The file. Without it, the check always fails."},
		{Name: "below", Kind: Seconds, Doc: "The longest time since the file was last modified. Without it, the daemon dies at the first check."},
	}},
	{Name: "http", Class: "ProcessConditions::Http", Since: "0.0.39", Doc: "Fails if a URL does not answer as expected. Everything else waits for the answer.", Options: []Attribute{
		{Name: "url", Kind: URL, Doc: "The URL, with http:// or https://."},
		{Name: "kind", Kind: Status, Default: ":success", Doc: "The expected response: a status code, or a class such as :success or :not_found."},
		{Name: "pattern", Kind: Pattern, Doc: "A regular expression that the body must match. A String kills the daemon at the first answer."},
		{Name: "timeout", Kind: Seconds, Default: "5", Doc: "How long to wait for the connection and the answer."},
		{Name: "open_timeout", Kind: Seconds, Default: "5", Doc: "How long to wait for the connection. It overrides timeout."},
		{Name: "read_timeout", Kind: Seconds, Default: "5", Doc: "How long to wait for the answer. It overrides timeout."},
	}},
	{Name: "zombie_process", Class: "ProcessConditions::ZombieProcess", Since: "0.0.67", Doc: "Fails if the process is a zombie. It needs cache_actual_pid = false."},
	{Name: "always_true", Class: "ProcessConditions::AlwaysTrue", Doc: "Never fails.", Options: []Attribute{
		{Name: "below", Kind: Number, Doc: "It has no effect."},
	}},
	{Name: "flapping", Class: "Triggers::Flapping", Trigger: true, Doc: "Stops monitoring a process that starts too often, and starts it again after a while.", Options: []Attribute{
		{Name: "times", Kind: Number, Default: "5", Doc: "How many starts are too many."},
		{Name: "within", Kind: Seconds, Default: "1", Doc: "The period in which the starts are counted."},
		{Name: "retry_in", Kind: Seconds, Default: "5", Doc: "How long to wait before the process is started again. 0 means never."},
	}},
}

// appAttributes are the attributes of an application, in the order in which
// Bluepill copies them to a process.
var appAttributes = []string{"working_dir", "uid", "gid", "environment", "auto_start"}

// GraceTimes are the attributes that say how long something may take, which a child
// inherits.
var GraceTimes = []string{"start_grace_time", "stop_grace_time", "restart_grace_time"}

// FindAttribute returns the attribute of a process of that name.
func FindAttribute(name string) (*Attribute, bool) { return find(Attributes, name) }

// FindAppOption returns the option of an application of that name.
func FindAppOption(name string) (*Attribute, bool) { return find(AppOptions, name) }

// FindCheck returns the condition or trigger of that name.
func FindCheck(name string) (*CheckKind, bool) {
	for i := range Checks {
		if Checks[i].Name == name {
			return &Checks[i], true
		}
	}
	return nil, false
}

// Option returns the option of that name, of the check itself or of all
// conditions.
func (c *CheckKind) Option(name string) (*Attribute, bool) {
	if a, ok := find(c.Options, name); ok {
		return a, true
	}
	if c.Trigger {
		return nil, false
	}
	return find(ConditionOptions, name)
}

// OptionNames lists the options that a check takes.
func (c *CheckKind) OptionNames() []string {
	names := Names(c.Options)
	if !c.Trigger {
		names = append(names, Names(ConditionOptions)...)
	}
	return names
}

// Names lists the names of attributes.
func Names(as []Attribute) []string {
	names := make([]string, len(as))
	for i, a := range as {
		names[i] = a.Name
	}
	return names
}

func find(as []Attribute, name string) (*Attribute, bool) {
	for i := range as {
		if as[i].Name == name {
			return &as[i], true
		}
	}
	return nil, false
}

// process events that checks may fire and on_start_timeout may name.
var eventNames = []string{"start", "stop", "restart", "unmonitor"}

// EventNames lists the events that a check may fire.
func EventNames() []string { return slices.Clone(eventNames) }
