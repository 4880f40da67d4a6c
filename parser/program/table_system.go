package program

// This file is the table of what systems and languages run, and of what
// starts other programs.

// systemPrograms are a system's own services, interpreters, and tools.
var systemPrograms = []Program{
	{Names: words("sshd"), Mode: Background, Fore: words("-D -d"), Values: words("-f -p -o -h -b -C -c -E -g -k -u"), Flags: words("-4 -6 -e -q"), Ends: words("-t -T")},
	{Names: words("cron"), Mode: Background, Fore: words("-f"), Values: words("-L -x"), Flags: words("-l -n")},
	{Names: words("crond"), Mode: Background, Fore: words("-n -f"), Flags: words("-s -i -P -p"), Values: words("-m -x")},
	{Names: words("dnsmasq"), Means: map[string]string{"usr1": "makes dnsmasq log its statistics", "usr2": "makes dnsmasq reopen its log"}, Mode: Background, Fore: words("-k --keep-in-foreground -d --no-daemon"), Any: true, PidFile: words("-x"), Ends: words("--test -v --version -w --help")},
	{Names: words("named"), Mode: Background, Fore: words("-f -g"), Values: words("-c -d -m -n -p -t -u -x -S -D"), Flags: words("-4 -6 -s"), Ends: words("-v -V")},
	{Names: words("ntpd"), Mode: Background, Fore: words("-n --nofork"), PidFile: words("-p --pidfile"), Values: words("-c -u -l -i -f -k -s -t"), Flags: words("-g -4 -6 -N -x -L"), Ends: words("-q --quit")},
	{Names: words("rsyslogd"), Mode: Background, Fore: words("-n"), PidFile: words("-i"), Values: words("-f -u -N"), Flags: words("-4 -6")},
	{Names: words("collectd"), Mode: Background, Fore: words("-f"), PidFile: words("-P"), Values: words("-C"), Ends: words("-t -T -h")},
	{Names: words("keepalived"), Mode: Background, Fore: words("-n --dont-fork"), PidFile: words("-p --pid"), Values: words("-f --use-file -S -r -c"), Flags: words("-P -C -D -d -l -V -I")},
	{Names: words("snmpd"), Mode: Background, Fore: words("-f"), PidFile: words("-p"), Any: true},
	{Names: words("nrsysmond"), Silent: true, Mode: Background, Fore: words("-f"), PidFile: words("-p"), PidConfig: true, Values: words("-c -l -d -t -n")},
	{Names: words("supervisord"), Renews: words("hup"), Master: true, Folder: words("-d --directory"), Means: map[string]string{"usr2": "makes Supervisor reopen its logs"}, Mode: Background, Fore: words("-n --nodaemon"), Config: words("-c --configuration"), Reads: true, PidFile: words("-j --pidfile"), Values: words("-d --directory -l --logfile -e --loglevel -u --user -m --umask -q -i -y -z"), Flags: words("-k -s -t"), Ends: words("-v -h --version --help")},
	{Names: words("openvpn"), Means: map[string]string{"usr2": "makes OpenVPN log its statistics"}, Folder: words("--cd"), Mode: Foreground, Back: words("--daemon"), Config: words("--config"), Arg: true, Any: true, PidFile: words("--writepid"), Values: words("--cd --log --log-append --dev --remote --proto")},
	{Names: words("s3fs"), Mode: Background, Fore: words("-f -d"), Values: words("-o"), Flags: words("-s")},
	{Names: words("autossh"), Mode: Foreground, Back: words("-f"), Any: true, Values: words("-M -L -R -D -i -o -p -l -e -F")},
	{Names: words("node nodejs coffee"), Unscripted: map[string]string{"usr1": "starts Node's debugger"}, Mode: Foreground, Any: true, Ends: words("start restart stop -v --version -h --help -e --eval -p --print -c --compile")},
	{Names: words("java"), Means: map[string]string{"quit": printsThreads}, Unscripted: map[string]string{"usr1": meansNothing("Java"), "usr2": meansNothing("Java")}, Mode: Foreground, Any: true, Ends: words("start restart stop -version")},
	{Names: words("sleep"), Mode: Foreground, Mute: true},
	{Names: words("tail"), Mode: Undecided, Fore: words("-f -F --follow"), Values: words("-n -c -s --lines --bytes --pid")},
	{Names: words("nc netcat ncat"), Mode: Foreground, Any: true, Ends: words("-z -h --help --version")},
	{Names: words("tcpdump socat"), Mode: Undecided},
}

// printsThreads is what QUIT does to every Java VM that is not told -Xrs.
const printsThreads = "makes Java print its threads and go on"

// meansNothing is what USR1 and USR2 do to a Java VM whose program does not ask for
// them. The VM suspends threads by USR2 itself: one that it has not sent crashed
// OpenJDK 17, and made Temurin 25 log a warning.
func meansNothing(to string) string { return "means nothing to " + to + ", or ends it" }

// byJava is what signals do to a server that runs in a Java VM and handles none of these.
func byJava(name string) map[string]string {
	return map[string]string{"quit": printsThreads, "usr1": meansNothing(name), "usr2": meansNothing(name)}
}

// launchers start something, and end: what Bluepill would have to watch is not
// the program that it starts.
var launchers = []Program{
	{Names: words("service"), Cleans: true, Mode: Undecided, Back: words("start restart"), Launches: true, Ends: words("stop status reload force-reload")},
	{Names: words("invoke-rc.d rc-service"), Mode: Undecided, Back: words("start restart"), Launches: true, Ends: words("stop status reload force-reload")},
	{Names: words("systemctl"), Cleans: true, Mode: Undecided, Back: words("start restart"), Any: true, Launches: true, Ends: words("stop status reload kill"), Commands: &Commands{Needs: words("stop restart reload try-restart kill"), What: "unit"}},
	{Names: words("initctl"), Cleans: true, Mode: Undecided, Back: words("start restart"), Any: true, Launches: true, Ends: words("stop status reload list emit")},
	// sv goes by the first letter of most of its words.
	{Names: words("sv"), Cleans: true, Mode: Undecided, Back: words("start restart up u once o force-restart"), Any: true, Launches: true, Ends: words("stop status down d exit x shutdown check reload")},
	{Names: words("launchctl"), Cleans: true, Mode: Undecided, Back: words("start load bootstrap kickstart"), Any: true, Launches: true, Ends: words("stop unload remove bootout kill list")},
	{Names: words("apachectl apache2ctl"), Mode: Undecided, Master: true, Back: words("start restart graceful"), Fore: words("-DFOREGROUND FOREGROUND"), Flags: words("-D"), Values: words("-f -d"), Words: words("start restart graceful"), Ends: words("stop graceful-stop configtest -t"), Launches: true, Commands: &Commands{Lacks: words("reload kill quit halt shutdown"), Does: "fails"}},
	{Names: words("pg_ctl pg_ctlcluster"), Mode: Undecided, Back: words("start restart"), Any: true, Ends: words("stop status reload initdb promote"), Launches: true, Values: words("-D -l -o -p -t -m --pgdata --log")},
	{Names: words("rabbitmqctl"), Mode: Undecided, Back: words("start_app"), Launches: true, Values: words("-n --node -t --timeout -p --vhost"), Ends: words("stop stop_app shutdown status reset"), Commands: &Commands{Lacks: words("start restart reload kill quit halt"), Does: "fails", Lesser: map[string]string{"stop_app": "leaves the Erlang node running"}}},
	{Names: words("postfix"), Mode: Undecided, Back: words("start"), Launches: true, Ends: words("stop status check reload")},
	{Names: words("forever"), Mode: Undecided, Back: words("start restart"), Any: true, Launches: true, Ends: words("stop stopall list")},
	{Names: words("pm2"), Mode: Undecided, Back: words("start restart startOrRestart startOrReload startOrGracefulReload resurrect"), Fore: words("--no-daemon"), Any: true, Launches: true, Ends: words("stop delete kill list"), Commands: &Commands{Needs: words("stop restart reload delete"), What: "process"}},
	{Names: words("startup.sh"), Mode: Background, Launches: true},
	{Names: words("catalina.sh"), Mode: Undecided, Back: words("start"), Fore: words("run"), Launches: true, Ends: words("stop version")},
	{Names: words("mongrel_cluster_ctl"), Mode: Undecided, Back: words("start restart"), Any: true, Launches: true, Ends: words("stop status")},
}

// script is any script in one of init's folders.
var script = Program{Mode: Undecided, Back: words("start restart"), Launches: true, Ends: words("stop status reload")}
