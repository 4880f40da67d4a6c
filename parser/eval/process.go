package eval

// This file holds Process, Etc, Socket and RbConfig: what a pill asks of the
// machine and of the process that it is loaded in.

var (
	processModule  table
	etcModule      table
	socketClass    table
	rbConfigModule table
)

func init() {
	processModule = methods(map[string]impl{
		"pid":           {0, 0, processNumber, 0},
		"ppid":          {0, 0, processNumber, 0},
		"uid":           {0, 0, processUser, 0},
		"euid":          {0, 0, processUser, 0},
		"gid":           {0, 0, processNumber, 0},
		"egid":          {0, 0, processNumber, 0},
		"getpgrp":       {0, 0, processNumber, 0},
		"groups":        {0, 0, func(c *Call) Value { return c.In.unknown(Outside, "Process.groups").typed(TArray) }, 0},
		"clock_gettime": {1, 2, processClock, unknowns},
		"clock_getres":  {1, 2, processClock, unknowns},
		"times":         {0, 0, processOutside, 0},
		"argv0":         {0, 0, func(c *Call) Value { return c.In.unknown(Outside, "Process.argv0").typed(TString) }, 0},
		"last_status":   {0, 0, processOutside, 0},
		"setproctitle":  {1, 1, func(c *Call) Value { return c.Args[0] }, unknowns},
	})
	for _, name := range []string{
		"kill", "spawn", "detach", "wait", "wait2", "waitpid", "waitpid2", "waitall", "daemon", "setsid", "setpgid", "setpgrp",
		"getpgid", "getsid", "getpriority", "setpriority", "getrlimit", "setrlimit", "initgroups", "uid=", "euid=", "gid=", "egid=",
	} {
		processModule[name] = &Method{Name: name, Max: -1, Unknowns: true, Go: processDo}
	}
	etcModule = methods(map[string]impl{
		"getpwnam": {1, 1, etcUser, unknowns},
		"getpwuid": {0, 1, etcOutside(Any), unknowns},
		"getgrnam": {1, 1, etcGroup, unknowns},
		"getgrgid": {0, 1, etcOutside(Any), unknowns},
		"getlogin": {0, 0, func(c *Call) Value {
			return &Unknown{Type: TString, Causes: c.In.unknown(Outside, "Etc.getlogin").Causes}
		}, 0},
		"nprocessors": {0, 0, etcOutside(TInt), 0},
		"systmpdir":   {0, 0, etcOutside(TString), 0},
		"sysconfdir":  {0, 0, etcOutside(TString), 0},
		"uname":       {0, 0, etcOutside(THash), 0},
	})
	socketClass = methods(map[string]impl{
		"gethostname":        {0, 0, socketHostname, 0},
		"gethostbyname":      {1, 1, processOutside, unknowns},
		"getaddrinfo":        {2, 7, processOutside, unknowns},
		"ip_address_list":    {0, 0, processOutside, 0},
		"getifaddrs":         {0, 0, processOutside, 0},
		"getservbyname":      {1, 2, processOutside, unknowns},
		"unix_server_socket": {1, 1, processOutside, unknowns},
	})
	rbConfigModule = methods(map[string]impl{
		"ruby":   {0, 0, func(c *Call) Value { return c.In.unknown(Outside, "RbConfig.ruby").text("/", "") }, 0},
		"expand": {1, 2, processOutside, unknowns},
	})
	singletonTables["Process"] = processModule
	singletonTables["Etc"] = etcModule
	singletonTables["Socket"] = socketClass
	singletonTables["RbConfig"] = rbConfigModule
	instanceTables["File::Constants"] = table{} // no methods, but IO and File have its constants
}

func processNumber(c *Call) Value {
	u := c.In.unknown(Outside, "Process."+c.Name).typed(TInt)
	u.Sure = true
	return u
}

func processUser(c *Call) Value {
	if c.In.Env.Root {
		return Int(0)
	}
	return processNumber(c)
}

func processClock(c *Call) Value {
	if len(c.Args) == 1 {
		return c.In.unknown(Outside, "Process.clock_gettime").typed(TFloat)
	}
	return c.In.unknown(Outside, "Process.clock_gettime").typed(TNumber)
}

// processOutside asks something that no Env answers.
func processOutside(c *Call) Value {
	c.In.mayRaise++
	return c.In.unknown(Outside, c.Name)
}

// processDo is never done.
func processDo(c *Call) Value {
	u := c.In.neverDone(c)
	if c.Block != nil {
		c.In.blockAnyTimes(c.Block, u)
	}
	return u
}

func etcOutside(t Type) func(*Call) Value {
	return func(c *Call) Value { return c.In.neverDone(c).as(t) }
}

func etcUser(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		c.In.mayRaise++
		return because(u)
	}
	name := c.text(0)
	if c.In.Env.HomeOf != nil {
		if _, ok := c.In.Env.HomeOf(name); !ok {
			c.In.Raise("ArgumentError", "can't find user for %s", name)
		}
	}
	return c.In.neverDone(c)
}

func etcGroup(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		c.In.mayRaise++
		return because(u)
	}
	c.text(0)
	return c.In.neverDone(c)
}

func socketHostname(c *Call) Value {
	if c.In.Env.Hostname != "" {
		return c.In.str(c.In.Env.Hostname)
	}
	return c.In.unknown(Outside, "hostname").typed(TString)
}

// outsideConstant is a constant of the classes that ask the outside; nil: it is
// none.
func (in *Interp) outsideConstant(path string) Value {
	if n, ok := outsideNumbers[path]; ok {
		return Int(n)
	}
	switch path {
	case "STDOUT", "STDERR", "STDIN":
		return in.stream(path)
	case "File::ALT_SEPARATOR":
		return Nil{}
	case "File::Constants::NULL":
		return &Str{S: "/dev/null", Frozen: true}
	case "RbConfig::CONFIG":
		return &Hash{Open: in.unknown(Outside, path).Causes}
	case "RbConfig::TOPDIR":
		return in.unknown(Outside, path).text("/", "")
	case "FileUtils::VERSION", "Psych::VERSION", "JSON::VERSION":
		return in.unknown(Outside, path).typed(TString)
	}
	return nil
}

// outsideNumbers are numbers that mean something to the system, as they are on
// Linux.
var outsideNumbers = map[string]int{
	"File::Constants::RDONLY": 0, "File::Constants::WRONLY": 1, "File::Constants::RDWR": 2, "File::Constants::CREAT": 64, "File::Constants::EXCL": 128, "File::Constants::TRUNC": 512,
	"File::Constants::APPEND": 1024, "File::Constants::LOCK_SH": 1, "File::Constants::LOCK_EX": 2, "File::Constants::LOCK_NB": 4, "File::Constants::LOCK_UN": 8,
	"File::Constants::FNM_NOESCAPE": 1, "File::Constants::FNM_PATHNAME": 2, "File::Constants::FNM_DOTMATCH": 4, "File::Constants::FNM_CASEFOLD": 8, "File::Constants::FNM_EXTGLOB": 16,
	"IO::SEEK_SET": 0, "IO::SEEK_CUR": 1, "IO::SEEK_END": 2,
	"Process::CLOCK_REALTIME": 0, "Process::CLOCK_MONOTONIC": 1, "Process::CLOCK_PROCESS_CPUTIME_ID": 2,
	"Process::WNOHANG": 1, "Process::WUNTRACED": 2, "Process::RLIMIT_CPU": 0, "Process::RLIMIT_CORE": 4, "Process::RLIMIT_NOFILE": 7,
}
