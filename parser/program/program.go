// Package program knows well-known programs: which of them stay in the
// foreground, which put themselves in the background, and the options by which
// they do either.
//
// Only facts that hold for every version in use are in the table. Where an
// option, a configuration file or a value that is not known could decide, Read
// says Undecided. Nothing here is about pills; it is for whatever has to know
// how a command behaves.
package program

import (
	"path"
	"strings"
)

// Hole stands in a word for text that is not known. A word that is nothing
// but a Hole may be any number of words.
const Hole = "\uFFFC"

// A Mode is where a command leaves its program.
type Mode uint8

// The modes.
const (
	Undecided  Mode = iota // it cannot be told
	Foreground             // the command lasts as long as the program
	Background             // the command ends, and the program goes on without it
)

// A Program is how one program, or several that are alike, behave.
type Program struct {
	Names []string // of the executable, or of rake's task
	Mode  Mode     // how it runs without any of the options below

	Back []string // options and words that put it in the background
	Fore []string // options and words that keep it in the foreground
	Told bool     // those of Back take a value: --daemonize yes
	// Stays are options with a value that have it last, in the foreground unless
	// something else decides: --interval 1800.
	Stays []string
	// Lasts are options without a value that have it last in the same way: ssh -N.
	Lasts []string
	// Spawns are options with a value by which it starts several servers in the
	// background, and ends: thin -s 3.
	Spawns []string
	Ends   []string // options and words with which it does something else, and ends
	// Operands is how many words that are no options it takes for itself, if more than
	// that belongs to what it runs: two of ssh HOST COMMAND.
	Operands int

	Words  []string // one of these has to be there; the first argument that is none leaves it undecided
	Values []string // options that take a value and change nothing
	Code   []string // the same, with a value that is text of a program
	Flags  []string // options that take none and change nothing
	Any    bool     // options that are not listed change nothing, unless they look like it
	Config []string // options that name a file that may decide
	// Settings are options that name a file, too, or a folder with one, which may name
	// its log but decides nothing else here.
	Settings []string
	// Plain is set if hardly anybody's configuration puts it in the background, though it may.
	Plain   bool
	Arg     bool     // so may a file that is its argument
	Reads   bool     // so may a file that it finds by itself
	PidFile []string // options that name its pid file, and take a value

	Silent      bool     // it writes a pid file only if it is told to
	PidVariable string   // an environment variable that names it
	PidDefault  string   // how the path of the file ends that it writes if it is told none
	PidAlways   bool     // it writes that file in the foreground, too
	Directives  []string // options whose value is a text like its configuration, which may name it: pid FILE;
	PidConfig   bool     // by a configuration that names one, too, and that decides nothing else here

	// Service is set for those of a system whose names are everyday words, or that nobody
	// keeps in an application; Compiled for what no interpreter can run.
	Service, Compiled bool

	Mute     bool // it prints nothing, but for wrong usage
	Launches bool // it starts another program, and ends
	Cleans   bool // what it starts gets next to nothing of the environment that it has itself
	Master   bool // it only looks after the processes that do the work, which it forks
	Single   bool // one thread does all of its work, or all that a process does which it forks
	Forks    bool // it forks a process for each job, which it waits for
	// Parent programs start others once, and wait for them: they start none again, and
	// pass on no signal.
	Parent bool
	// Childless programs do their work in their own process, or in threads of it.
	// Servers that thin starts in a cluster daemonize themselves away from it.
	Childless bool
	Finish    []string // the signals by which it finishes its work, which TERM cuts short
	// Blunt are signals of those by which others finish their work, by which it ends no
	// more gently than by TERM.
	Blunt []string
	// Harsh are signals by which it ends at once, where TERM asks it to finish its work.
	Harsh []string
	// Renews are signals by which it restarts, or reads its configuration anew, and goes on.
	Renews []string
	// With one of TermRenews among its options, TERM makes it restart and go on, unless one
	// of TermEnds is there, too.
	TermRenews, TermEnds []string
	// Unhandled are signals by which people stop or restart it, and that it does not
	// handle, so that they end it in the middle of its work.
	Unhandled []string
	// Means are signals that people take for a restart or an end, and what it does by
	// them instead, to follow the signal's name: "makes nginx reopen its logs".
	Means map[string]string
	// MayEnd are signals of Means that end it all the same, in some versions.
	MayEnd []string
	// Unscripted is the same, of a program that runs a script, or code of others, which may handle the signal.
	Unscripted map[string]string
	// App programs load the application of the folder that they run in.
	App    bool
	Files  []string // options that name another file that it reads
	File   bool     // its first argument is one
	Folder []string // options that name the folder that it runs in
	// Needed is what it looks for in the folder that it is started in, unless it is told
	// another by an argument, or by one of the options Instead.
	Needed  string
	Instead []string
	// Workers are options by which it forks processes that do the work, if their value is
	// not 0.
	Workers []string
	Masters []string // options by which it only looks after processes that do the work
	// NoVariables is set if NAME=value among its arguments is one like any other, and
	// sets no variable as with rake and make.
	NoVariables bool
	// Script is set if its configuration is a script that it runs itself, in Ruby.
	Script bool
	// OwnLog is set if it writes a log of its own, with most of what it has to say, if
	// nothing tells it to.
	OwnLog bool
	// Refuses are options of other programs that people give to it, and with which no
	// version of it starts.
	Refuses []string
	Upgrade string // the signal by which it starts its successor, a child with a process ID of its own
	// Suspicious is set if it does not start when its pid file names a process that
	// runs, even if that is itself.
	Suspicious bool
	Variable   string   // an environment variable that puts it in the background
	KeptBy     string   // NAME=value, by which it stays in the foreground
	Port       []string // options that name the port on which alone it listens then
	PortFirst  bool     // its first argument does

	Commands *Commands      // the words by which it is told what to do; nil for none
	Secrets  []SecretOption // the options by which it is given a password
	Hides    bool           // it overwrites a password among its arguments
}

// Commands are what a program can be told by its first argument that is no option.
type Commands struct {
	Knows []string // all words that it knows in any version; nil if Lacks names what it does not
	Lacks []string // words that people try, and that no version knows
	Needs []string // words that want another behind them
	What  string   // what the word names that those of Needs want
	// Without is what it does if that is not there; "" if it fails.
	Without string
	Does    string // what it does by a word that it does not know: "prints its help"
	// Kills are those words of Needs by which it kills what has not ended by TERM in
	// Patience seconds; another number may follow what they want.
	Kills    []string
	Patience int
	// Waits are words by which it stops a server and waits for its end, for Wait seconds at
	// most. WaitOptions are options that tell it another number; WaitLast is set if that is
	// the word behind what those of Needs want.
	Waits       []string
	Wait        int
	WaitOptions []string
	WaitLast    bool
	Hurries     []string // options with which it does not wait
	// Sends are words by which it sends a server of the program To a signal and returns at
	// once, unless one of the options Others has it be another server.
	Sends  map[string]string
	To     string
	Others []string
	// Lesser are words by which people want to stop a server, and what it does by them
	// that is less.
	Lesser map[string]string
}

// A SecretOption is an option by which a program is given a password.
type SecretOption struct {
	Option string
	Glued  bool   // its value follows without white space
	Behind string // what stands before the password in its value: the user and this
}

func find(name, file string) *Program {
	if p := named(name); p != nil {
		return p
	}
	if p := named(withoutVersion(name)); p != nil {
		return p
	}
	// rvm's wrappers have a prefix: /home/shop/.rvm/bin/shop_unicorn.
	if _, rest, ok := strings.Cut(name, "_"); ok && strings.Contains(file, "rvm/") {
		return named(rest)
	}
	return nil
}

// withoutVersion takes the version away that packages put behind a name: rake1.9.1.
func withoutVersion(name string) string {
	if bare := strings.TrimRight(name, "0123456789."); strings.Contains(name[len(bare):], ".") {
		return strings.TrimRight(bare, "_")
	}
	return name
}

func named(name string) *Program { return programsByName[name] }

// programsByName and clientsByName are the tables by the names of programs. Of a client, Read
// knows nothing.
var (
	programsByName = byName(table)
	clientsByName  = byName(clientPrograms)
)

// byName gives the rows of a table by their names; the first of one name counts.
func byName(rows []Program) map[string]*Program {
	index := make(map[string]*Program, 2*len(rows))
	for i := range rows {
		for _, name := range rows[i].Names {
			if index[name] == nil {
				index[name] = &rows[i]
			}
		}
	}
	return index
}

// known returns the row of a program of either table; a program of which nothing is
// known has one without anything.
func known(name string) *Program {
	for _, index := range []map[string]*Program{programsByName, clientsByName} {
		if p := index[name]; p != nil {
			return p
		}
	}
	return &Program{}
}

// SecretOptions returns the options by which a program of that name is given a password.
func SecretOptions(name string) []SecretOption { return known(name).Secrets }

// HidesSecrets reports whether a program of that name overwrites a password among its
// arguments, so that others see it only for a moment.
func HidesSecrets(name string) bool { return known(name).Hides }

// PutsInBackground reports whether a program of that name may put itself, or
// another, in the background.
func PutsInBackground(name string) bool {
	p := named(name)
	return p != nil && (len(p.Back) > 0 || p.Mode == Background || p.Launches || p.Variable != "")
}

// initScript returns what all scripts have in common that init runs.
func initScript(file string) *Program {
	if OfScripts(path.Dir(file)) {
		return &script
	}
	return nil
}

// OfScripts reports whether a folder is one of those that init's scripts are in.
func OfScripts(dir string) bool {
	switch path.Clean(dir) {
	case "/etc/init.d", "/etc/rc.d", "/etc/rc.d/init.d", "/usr/local/etc/rc.d":
		return true
	}
	return false
}

// WellKnown reports whether anything is known of a program of that name.
func WellKnown(name string) bool {
	return find(name, "") != nil || clientsByName[name] != nil || wrapperNamed(name) != nil || IsShell(name) || InterpreterNamed(name) != nil
}
