package program

// This file is the table of what systems and languages run, and of what
// starts other programs.

// systemPrograms are a system's own services, interpreters, and tools.
var systemPrograms = []Program{
	{Names: words("sshd"), Service: true, Mode: Background, Fore: words("-D -d"), Values: words("-f -p -o -h -b -C -c -E -g -k -u"), Flags: words("-4 -6 -e -q"), Ends: words("-t -T")},
	{Names: words("cron"), Service: true, Mode: Background, Fore: words("-f"), Values: words("-L -x"), Flags: words("-l -n")},
	{Names: words("crond"), Service: true, Mode: Background, Fore: words("-n -f"), Flags: words("-s -i -P -p"), Values: words("-m -x")},
	{Names: words("dnsmasq"), Means: map[string]string{"usr1": "makes dnsmasq log its statistics", "usr2": "makes dnsmasq reopen its log"}, Mode: Background, Fore: words("-k --keep-in-foreground -d --no-daemon"), Any: true, PidFile: words("-x"), Ends: words("--test -v --version -w --help")},
	{Names: words("named"), Service: true, Mode: Background, Fore: words("-f -g"), Values: words("-c -d -m -n -p -t -u -x -S -D"), Flags: words("-4 -6 -s"), Ends: words("-v -V")},
	{Names: words("ntpd"), Service: true, Mode: Background, Fore: words("-n --nofork"), PidFile: words("-p --pidfile"), Values: words("-c -u -l -i -f -k -s -t"), Flags: words("-g -4 -6 -N -x -L"), Ends: words("-q --quit")},
	{Names: words("rsyslogd"), Service: true, Mode: Background, Fore: words("-n"), PidFile: words("-i"), Values: words("-f -u -N -c"), Flags: words("-4 -6")},
	{Names: words("collectd"), Mode: Background, Fore: words("-f"), PidFile: words("-P"), Values: words("-C"), Ends: words("-t -T -h")},
	{Names: words("keepalived"), Mode: Background, Fore: words("-n --dont-fork"), PidFile: words("-p --pid"), Values: words("-f --use-file -S -r -c"), Flags: words("-P -C -D -d -l -V -I")},
	{Names: words("snmpd"), Service: true, Mode: Background, Fore: words("-f"), Values: words("-L"), PidFile: words("-p"), Any: true},
	{Names: words("puppet"), Mode: Background, Words: words("agent master"), Back: words("-D --daemonize"), Fore: words("--no-daemonize -t --test"), Reads: true, Any: true, PidFile: words("--pidfile"), Ends: words("--onetime -o -V --version -h --help")},
	// With -v or -d, Exim may stay in the foreground.
	{Names: words("exim exim4"), Mode: Undecided, Back: words("-bd"), Fore: words("-bdf -v -d -dd -d+all"), Any: true, PidFile: words("-oP"), Values: words("-C -oX"), Ends: words("-bp -bV -bt -bP -bh -bs -bS")},
	{Names: words("vpnc"), Mode: Background, Fore: words("--no-detach"), Arg: true, Reads: true, Any: true, PidFile: words("--pid-file"), Ends: words("--help --long-help --version --print-config")},
	{Names: words("xinetd"), Service: true, Mode: Background, Fore: words("-dontfork -d"), PidFile: words("-pidfile"), Values: words("-f -filelog -syslog -limit -logprocs -cc"), Flags: words("-stayalive -inetd_compat -inetd_ipv6"), Ends: words("-version")},
	{Names: words("monit"), Mode: Undecided, Back: words("-d"), Told: true, Fore: words("-I"), Values: words("-c -g -l -p -s"), Flags: words("-v -vv -B"), Ends: words("-t -V -h -H start stop restart monitor unmonitor reload status summary report quit validate procmatch")},
	{Names: words("fluentd td-agent"), Settings: words("-c --config"), Mode: Foreground, Back: words("-d --daemon"), Told: true, Any: true, Values: words("-p --plugin -I -r -l --log -i --inline-config -o -u --user -g --group"), Ends: words("-s --setup --dry-run --version -h --help")},
	{Names: words("circusd"), Silent: true, PidConfig: true, Mode: Foreground, Back: words("--daemon"), PidFile: words("--pidfile"), Any: true, Values: words("--log-level --log-output --logger-config"), Ends: words("--version -h --help")},
	{Names: words("airflow"), Mode: Foreground, Words: words("webserver scheduler"), Back: words("-D --daemon"), PidFile: words("--pid"), Any: true, Values: words("-p --port -w --workers -k --workerclass -t --worker_timeout -hn --hostname -l --log-file --stdout --stderr"), Ends: words("-h --help version")},
	{Names: words("nutcracker"), Silent: true, Mode: Foreground, Back: words("-d --daemonize"), PidFile: words("-p --pid-file"), Values: words("-c --conf-file -o --output -s --stats-port -a --stats-addr -i --stats-interval -m --mbuf-size -v --verbose"), Ends: words("-t --test-conf -h --help -V --version -D --describe-stats")},
	{Names: words("rsync"), Mode: Undecided, Back: words("--daemon"), Fore: words("--no-detach"), Any: true, Values: words("--config --port --address")},
	{Names: words("proftpd"), Mode: Background, Fore: words("-n --nodaemon"), Config: words("-c --config"), Reads: true, Values: words("-d --debug -p --persistent"), Ends: words("-t --configtest -v --version -l --list -V --settings -h --help -vv")},
	{Names: words("nrsysmond"), Silent: true, Mode: Background, Fore: words("-f"), PidFile: words("-p"), PidConfig: true, Values: words("-c -l -d -t -n")},
	{Names: words("supervisord"), Renews: words("hup"), Master: true, Folder: words("-d --directory"), Means: map[string]string{"usr2": "makes Supervisor reopen its logs"}, Mode: Background, Fore: words("-n --nodaemon"), Config: words("-c --configuration"), Reads: true, PidFile: words("-j --pidfile"), Values: words("-d --directory -l --logfile -e --loglevel -u --user -m --umask -q -i -y -z"), Flags: words("-k -s -t"), Ends: words("-v -h --version --help")},
	{Names: words("openvpn"), Means: map[string]string{"usr2": "makes OpenVPN log its statistics"}, Folder: words("--cd"), Mode: Foreground, Back: words("--daemon"), Config: words("--config"), Arg: true, Any: true, PidFile: words("--writepid"), Values: words("--cd --log --log-append --dev --remote --proto")},
	{Names: words("s3fs"), Mode: Background, Fore: words("-f -d"), Values: words("-o"), Flags: words("-s")},
	// ssh stays without a command, unless a configuration shares its connection in the background.
	{Names: words("ssh"), Operands: 2, Silent: true, Mode: Undecided, Back: words("-f"), Lasts: words("-N"), Reads: true, Values: words("-B -b -c -D -E -e -F -I -i -J -L -l -m -o -p -R -S -W -w"), Flags: words("-4 -6 -A -a -C -g -K -k -M -n -q -s -T -t -v -X -x -Y -y"), Ends: words("-G -V -O -Q")},
	{Names: words("autossh"), Silent: true, PidVariable: "AUTOSSH_PIDFILE", Mode: Foreground, Back: words("-f"), Any: true, Values: words("-M -L -R -D -i -o -p -l -e -F")},
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
	{Names: words("forever"), PidFile: words("--pidFile"), Mode: Undecided, Back: words("start restart"), Any: true, Launches: true, Ends: words("stop stopall list")},
	{Names: words("pm2"), Mode: Undecided, Back: words("start restart startOrRestart startOrReload startOrGracefulReload resurrect"), Fore: words("--no-daemon"), Any: true, Launches: true, Ends: words("stop delete kill list"), Commands: &Commands{Needs: words("stop restart reload delete"), What: "process"}},
	{Names: words("screen"), Operands: 1, Silent: true, Mode: Undecided, Back: words("-dm -md -dmS -dmLS"), Fore: words("-Dm -mD -DmS"), Values: words("-S -c -e -h -p -s -T -t"), Flags: words("-L -a -A -O -U -i -l -q"), Launches: true},
	{Names: words("tmux"), Operands: 2, Silent: true, Mode: Undecided, Words: words("new new-session"), Back: words("-d"), Values: words("-L -S -c -e -F -f -n -s -t -x -y"), Flags: words("-A -2 -u -v -P"), Launches: true},
	{Names: words("start-stop-daemon"), Operands: 1, Mode: Undecided, Words: words("-S --start"), Back: words("-b --background"), PidFile: words("-p --pidfile"), Values: words("-x --exec -n --name -u --user -g --group -c --chuid -s --signal -a --startas -r --chroot -d --chdir -N --nicelevel -P --procsched -I --iosched -k --umask -O --output -R --retry"), Flags: words("-C --no-close -m --make-pidfile -o --oknodo -q --quiet -v --verbose"), Ends: words("-K --stop -T --status -H --help -V --version -t --test"), Launches: true},
	{Names: words("daemonize"), Operands: 1, Silent: true, Mode: Background, PidFile: words("-p"), Values: words("-c -e -o -E -l -u"), Flags: words("-a -v"), Launches: true},
	{Names: words("systemd-run"), Operands: 1, Silent: true, Mode: Background, Fore: words("--scope --wait -P --pipe -t --pty -S --shell"), Values: words("-p --property -u --unit --description --slice -E --setenv -M --machine -H --host --uid --gid --nice --working-directory --service-type"), Flags: words("--user --system -r --remain-after-exit -q --quiet -G --collect -d --same-dir --no-block --no-ask-password --send-sighup"), Launches: true},
	{Names: words("docker podman"), Operands: 2, Mode: Foreground, Words: words("run"), Back: words("-d --detach start"), Fore: words("-a --attach"),
		Values: words("-e --env --env-file -v --volume --mount --name -p --publish --expose --network --net --link -h --hostname -u --user -w --workdir -m --memory --cpus --cpu-shares -c --entrypoint --restart -l --label --log-driver --log-opt --ulimit --add-host --dns --device --cap-add --cap-drop --volumes-from --pid --ipc --shm-size --stop-timeout --stop-signal --tmpfs --cidfile --platform --pull --runtime --gpus --security-opt --memory-swap --cpuset-cpus --ip"),
		Flags:  words("-i --interactive -t --tty --rm --init --privileged -P --publish-all --read-only -q --quiet --sig-proxy"), Launches: true},
	{Names: words("docker-compose"), Mode: Foreground, Words: words("up"), Back: words("-d --detach start restart"), Values: words("-f --file -p --project-name --env-file --scale -t --timeout"), Any: true, Ends: words("run exec stop down rm pull build ps logs"), Launches: true},
	{Names: words("startup.sh"), Mode: Background, Launches: true},
	{Names: words("catalina.sh"), Mode: Undecided, Silent: true, PidVariable: "CATALINA_PID", PidConfig: true, Back: words("start"), Fore: words("run"), Launches: true, Ends: words("stop version")},
	{Names: words("mongrel_cluster_ctl"), Mode: Undecided, Back: words("start restart"), Any: true, Launches: true, Ends: words("stop status")},
}

// script is any script in one of init's folders.
var script = Program{Mode: Undecided, Back: words("start restart"), Launches: true, Ends: words("stop status reload")}
