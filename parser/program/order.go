package program

// This file tells what a command orders a server to do that runs, by the usual words
// of programs that control one.

import (
	"path"
	"slices"
	"strings"
)

// An Effect is what an order does to a server that runs.
type Effect uint8

// The effects.
const (
	Unsure Effect = iota
	Asks          // nothing: it only tells how the server is
	Starts        // nothing, as the server runs
	Renews        // it runs on, or runs again
	Stops
)

// An Order is what a command tells a program to do.
type Order struct {
	Name    string // the program that is told: "service"
	Word    string // what it is told: "reload"
	Service string // the service that is meant, if it controls services
	Effect  Effect
	Does    string // what it does less than to stop, as of sidekiqctl quiet; "" for most
}

// effects are the words that mean the same to all programs that control a server.
var effects = map[string]Effect{
	"status": Asks, "configtest": Asks, "stats": Asks, "is-active": Asks, "is-enabled": Asks,
	"start": Starts, "up": Starts, "once": Starts,
	"restart": Renews, "reload": Renews, "force-reload": Renews, "try-restart": Renews, "condrestart": Renews,
	"reload-or-restart": Renews, "phased-restart": Renews, "hup": Renews,
	"stop": Stops, "down": Stops, "shutdown": Stops, "halt": Stops, "force-stop": Stops, "graceful-stop": Stops,
}

var (
	// serviceFirst are programs that are told the service before the word, and wordFirst
	// those that are told it behind the word.
	serviceFirst = words("service invoke-rc.d rc-service")
	wordFirst    = words("systemctl initctl sv supervisorctl")
	// told are programs of which the word is the first argument that is no option.
	told = words("delayed_job clockworkd thin mongrel_rails passenger pumactl sidekiqctl pg_ctl apachectl apache2ctl postfix rabbitmqctl " +
		"catalina.sh neo4j activemq zkServer.sh varnishadm redis-cli")
)

// FindOrder reads a command that does nothing but to tell one program something.
func FindOrder(command []string) (o Order, ok bool) {
	u := unwrapper{words: command}
	if slices.ContainsFunc(command, joins) || !u.unwrap() || slices.Contains(u.words, Hole) {
		return o, false
	}
	file, args := u.words[0], u.words[1:]
	o.Name = path.Base(file)
	switch {
	case initScript(file) != nil:
		if len(args) != 1 {
			return o, false
		}
		o.Service, o.Word = o.Name, args[0]
	case slices.Contains(serviceFirst, o.Name):
		if len(args) < 2 || strings.HasPrefix(args[0], "-") {
			return o, false
		}
		o.Service, o.Word = args[0], args[1]
	case slices.Contains(wordFirst, o.Name):
		rest := known(o.Name).commandWords(args)
		if len(rest) != 2 {
			return o, false
		}
		o.Word, o.Service = rest[0], rest[1]
	case o.Name == "nginx":
		o.Word, o.Effect = nginxOrder(args)
		return o, o.Effect != Unsure
	case slices.Contains(told, o.Name) && (installed(file) || o.Name == "delayed_job"):
		rest := known(o.Name).commandWords(args)
		if len(rest) == 0 {
			return o, false
		}
		o.Word = rest[0]
		if c := known(o.Name).Commands; c != nil && c.Lesser[o.Word] != "" {
			o.Does = c.Lesser[o.Word]
			return o, true
		}
	default:
		return o, false
	}
	o.Service = serviceName(o.Service)
	o.Effect = effects[o.Word]
	return o, o.Effect != Unsure
}

// nginxOrder reads what nginx is told to signal its master.
func nginxOrder(args []string) (word string, e Effect) {
	for i, w := range args {
		switch {
		case w == "-t" || w == "-T":
			return w, Asks
		case w != "-s" || i+1 == len(args):
		case args[i+1] == "reload" || args[i+1] == "reopen":
			return args[i+1], Renews
		case args[i+1] == "stop" || args[i+1] == "quit":
			return args[i+1], Stops
		}
	}
	return "", Unsure
}

// serviceName is the name of a service without what systemd and runit add to it; ""
// if not all of it is known.
func serviceName(name string) string {
	if strings.Contains(name, Hole) {
		return ""
	}
	return strings.TrimSuffix(path.Base(strings.TrimSuffix(name, "/")), ".service")
}

// SameService reports whether two names may be those of one service, which some
// systems have two for: redis and redis-server, mysql and mariadb.
func SameService(a, b string) bool {
	return a == "" || b == "" || plainService(a) == plainService(b) || hasInstance(a, b) || hasInstance(b, a)
}

// hasInstance reports whether one service is an instance of the other: postgresql@15-main.
func hasInstance(a, b string) bool { return strings.HasPrefix(b, a+"@") }

func plainService(name string) string {
	if program, ok := serviceNames[name]; ok {
		name = program
	}
	if p := named(name); p != nil {
		name = p.Names[0]
	}
	return strings.TrimSuffix(strings.TrimSuffix(name, "-server"), "d")
}
