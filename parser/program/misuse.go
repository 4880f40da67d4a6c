package program

// This file knows programs by which others are told what to do, and which words
// they do not know.

import (
	"path"
	"slices"
	"strings"
)

// A client is told what to do by the first word that is no option.
type client struct {
	names  []string
	knows  []string // all words that it knows in any version; nil if lacks names what it does not
	lacks  []string // words that people try, and that no version knows
	needs  []string // words that want another behind them
	what   string   // what that other word names
	values []string // options that take a value
	does   string   // what it does by a word that it does not know: "prints its help"
}

// tried are words that people try on programs that serve and take no commands.
var tried = words("stop restart reload kill quit halt graceful")

var clients = []client{
	{names: words("resque"), knows: words("kill remove list"), needs: words("kill remove"), what: "worker", values: words("-r --redis -N --namespace"), does: "prints its help"},
	{names: words("thin"), knows: words("start stop restart config install"), values: named("thin").Values, does: "fails"},
	{
		names: words("pumactl"), does: "fails", values: words("-S --state -p --pid -P --pidfile -C --control-url -T --control-token -F --config-file -e --environment"),
		knows: words("start stop halt restart phased-restart refork reload-worker-directory reopen-log status stats info gc gc-stats thread-backtraces worker-count-up worker-count-down clear"),
	},
	{names: words("delayed_job"), knows: words("start stop restart run zap reload status"), values: named("delayed_job").Values, does: "fails"},
	{names: words("sidekiqctl"), knows: words("quiet stop status"), needs: words("quiet stop"), what: "pid file", does: "fails"},
	{names: words("passenger"), lacks: words("restart reload kill quit"), does: "prints its help"},
	{names: words("apachectl apache2ctl"), lacks: words("reload kill quit halt shutdown"), values: words("-f -d"), does: "prints its help"},
	{names: words("rabbitmqctl"), lacks: words("restart reload kill quit halt"), values: words("-n --node -t --timeout -p --vhost"), does: "fails"},
	{names: words("redis-cli"), lacks: words("stop restart reload kill halt quit exit"), values: words("-h -p -s -a -n -u --user --pass -i -r"), does: "does nothing to Redis"},
	{names: words("unicorn rainbows rackup puma"), lacks: tried, values: slices.Concat(named("unicorn").Values, named("puma").Values), does: "finds no Rack application of that name"},
	{names: words("sidekiq"), lacks: append(words("quiet"), tried...), values: named("sidekiq").Values, does: "starts another one"},
	{names: words("nginx"), lacks: tried, values: words("-c -p -e -g"), does: "fails"},
	{names: words("supervisorctl"), needs: words("stop restart signal"), what: "process", values: words("-c --configuration -s --serverurl -u --username -p --password")},
	{names: words("systemctl"), needs: words("stop restart reload try-restart kill"), what: "unit"},
	{names: words("pm2"), needs: words("stop restart reload delete"), what: "process"},
}

// A Misuse is why a command certainly does nothing of what its words ask.
type Misuse struct {
	Name string // the program
	Word string // what it is told
	Text string // what is wrong with that
}

// FindMisuse reports a command of which a well-known program makes nothing, as it
// does not know the word that it is told, or wants another.
func FindMisuse(command []string) (m Misuse, ok bool) {
	u := unwrapper{words: command}
	if slices.ContainsFunc(command, joins) || !u.unwrap() {
		return m, false
	}
	m.Name = path.Base(u.words[0])
	if m.killsNobody(u.words[1:]) {
		return m, true
	}
	at := slices.IndexFunc(clients, func(c client) bool { return slices.Contains(c.names, m.Name) })
	if at < 0 || !installed(u.words[0]) {
		return m, false
	}
	c := clients[at]
	rest := c.arguments(u.words[1:])
	switch {
	case m.Name == "nginx" && m.signal(u.words[1:]):
		return m, true
	case len(rest) == 0 || strings.Contains(rest[0], Hole):
		return m, false
	}
	m.Word = rest[0]
	switch {
	case c.knows != nil && !slices.Contains(c.knows, m.Word), slices.Contains(c.lacks, m.Word):
		m.Text = m.Name + ` has no command "` + m.Word + `", and ` + c.does
	case slices.Contains(c.needs, m.Word) && len(rest) == 1:
		m.Text = `"` + m.Name + " " + m.Word + `" names no ` + c.what + ", and fails"
	default:
		return m, false
	}
	return m, true
}

// installed reports whether a program is most likely the one that its name says, and
// no script of somebody's own: /etc/init.d/nginx, or bin/unicorn.
func installed(file string) bool {
	dir, name := path.Split(file)
	switch path.Base(dir) {
	case ".":
		return dir == ""
	case "script", "bin":
		if name == "delayed_job" {
			return true
		}
	case "init.d", "rc.d":
		return false
	}
	return strings.HasPrefix(dir, "/usr/") || strings.HasPrefix(dir, "/opt/") || dir == "/bin/" || dir == "/sbin/"
}

// joins reports whether a word may join several commands, or is a script.
func joins(w string) bool { return strings.ContainsAny(w, ";&|\n`$(){}<>") && w != "{{PID}}" }

// arguments leaves out options and their values; rest is nil if an option that is
// not listed stands before the first word, which may be its value.
func (c client) arguments(args []string) (rest []string) {
	for i := 0; i < len(args); i++ {
		switch w := args[i]; {
		case slices.Contains(c.values, w):
			i++
		case !strings.HasPrefix(w, "-"):
			rest = append(rest, w)
		case rest == nil && !strings.Contains(w, "="):
			return nil
		}
	}
	return rest
}

// signal reads what nginx is told to signal its master.
func (m *Misuse) signal(args []string) bool {
	at := slices.Index(args, "-s") + 1
	if at == 0 || at == len(args) || strings.Contains(args[at], Hole) || slices.Contains(words("stop quit reopen reload"), args[at]) {
		return false
	}
	m.Word, m.Text = args[at], `nginx has no signal "`+args[at]+`", and fails`
	return true
}

// killsNobody reports a pkill or killall that has a signal at most.
func (m *Misuse) killsNobody(args []string) bool {
	if m.Name != "pkill" && m.Name != "killall" || slices.ContainsFunc(args, func(w string) bool { return !isSignalOption(w) }) {
		return false
	}
	m.Word, m.Text = m.Name, m.Name+" is told no name, and fails"
	return true
}

// isSignalOption reports whether a word is a signal in capitals, or its number.
func isSignalOption(w string) bool {
	return len(w) > 1 && w[0] == '-' && strings.Trim(w[1:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}
