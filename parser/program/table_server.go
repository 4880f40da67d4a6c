package program

// This file is the table of web servers and of what keeps data.

// serverPrograms serve requests, or pass them on.
var serverPrograms = []Program{
	{Names: words("nginx openresty tengine"), Means: map[string]string{"usr1": "makes nginx reopen its logs", "usr2": "makes nginx start a second master at most", "winch": "ends nginx's workers"}, Renews: words("hup"), Finish: words("quit winch"), Mode: Background, Master: true, Fore: []string{"daemon off;", "daemon off"}, Config: words("-c"), Reads: true, Values: words("-p -e"), Flags: []string{"-g", "-q", "daemon on;"}, Ends: words("-s -t -T -v -V -h -?"), Commands: &Commands{Lacks: tried, Does: "fails"}},
	{Names: words("httpd apache2"), Renews: words("hup usr1"), Blunt: words("quit"), Settings: words("-f"), Finish: words("winch"), Mode: Background, Master: true, Fore: words("-DFOREGROUND -X -DNO_DETACH FOREGROUND NO_DETACH"), Flags: words("-D start"), Values: words("-f -d -C -c -e -E -k"), Ends: words("-t -S -M -v -V -l -L -h stop graceful-stop")},
	{Names: words("lighttpd"), Settings: words("-f"), Means: map[string]string{"hup": "makes lighttpd reopen its logs"}, Finish: words("int"), Mode: Background, Fore: words("-D"), Values: words("-f -m"), Ends: words("-t -tt -p -v -V -h -1")},
	{Names: words("haproxy"), Means: map[string]string{"hup": "makes HAProxy log the state of its servers"}, Finish: words("usr1"), Silent: true, Mode: Foreground, Back: words("-D"), Fore: words("-db -Ws"), Config: words("-f"), Values: words("-p -n -N -m -L -C"), Flags: words("-q -V -d"), Ends: words("-c -v -vv")},
	{Names: words("varnishd"), Mode: Background, Fore: words("-F -d"), PidFile: words("-P"), Values: words("-a -b -f -h -i -j -l -M -n -N -p -r -S -s -T -t -u -g -w -I"), Ends: words("-C -V -?")},
	{Names: words("squid squid3"), Settings: words("-f"), Mode: Background, Fore: words("-N"), Values: words("-f -a -d -l -n -s -u"), Flags: words("-C -D -F -R -S -X -Y"), Ends: words("-k -z -v -h")},
	{Names: words("php-fpm php5-fpm php7-fpm"), Means: map[string]string{"usr1": "makes PHP-FPM reopen its logs"}, Renews: words("usr2"), Finish: words("quit"), Mode: Background, Master: true, Back: words("-D --daemonize"), Fore: words("-F --nodaemonize"), Reads: true, Config: words("-y --fpm-config"), Values: words("-c -d -p --prefix -g --pid"), Flags: words("-n -R"), Ends: words("-t -v -i -m -h")},
	{Names: words("spawn-fcgi"), Silent: true, Mode: Background, Fore: words("-n"), PidFile: words("-P"), Values: words("-f -d -a -p -s -C -c -F -u -g -b -M -U -G"), Flags: words("-S")},
	{Names: words("gunicorn gunicorn_django gunicorn_paster"), Means: map[string]string{"usr1": "makes Gunicorn reopen its logs", "ttin": "adds a worker to Gunicorn", "ttou": "takes a worker from Gunicorn"}, Renews: words("hup usr2"), Harsh: words("quit"), App: true, Mode: Foreground, Master: true, Upgrade: "usr2", Back: words("-D --daemon"), Config: words("-c --config --paste --paster"), Reads: true, Any: true, PidFile: words("-p --pid"),
		Values: words("-b --bind -k --worker-class -w --workers -t --timeout -u --user -g --group -n --name -e --env --log-file --error-logfile --access-logfile --log-level --chdir -m --umask --backlog --threads --max-requests")},
	{Names: words("uwsgi"), Means: map[string]string{"usr1": "makes uWSGI print its statistics", "usr2": "makes uWSGI print what its workers do"}, Blunt: words("quit int"), Mode: Foreground, Back: words("-d --daemonize --daemonize2"), Told: true, Config: words("--ini --yaml --xml --json -x -y -j --emperor"), Arg: true, Any: true, PidFile: words("--pidfile"), Values: words("-s --socket --http --http-socket -w --module -H --home --chdir -p --processes -l --listen --uid --gid")},
	{Names: words("twistd"), Mode: Background, Fore: words("-n --nodaemon"), PidFile: words("--pidfile"), Any: true, Values: words("-l --logfile -y --python -f --file -u --uid -g --gid -r --reactor")},
	{Names: words("stunnel stunnel4"), Mode: Undecided},
	{Names: words("pgbouncer"), Mode: Foreground, Back: words("-d --daemon"), Values: words("-u --user"), Flags: words("-v --verbose -q --quiet -R --reboot"), Ends: words("-V --version -h --help")},
	{Names: words("pgpool"), Mode: Background, Fore: words("-n --dont-detach"), Values: words("-f --config-file -a --hba-file -F --pcp-file -k"), Flags: words("-d --debug -C --clear-oidmaps -x -D --discard-status"), Ends: words("stop reload -h -v")},
}

// storePrograms keep data, find it, or queue it.
var storePrograms = []Program{
	{Names: words("memcached"), Means: map[string]string{"hup": "has memcached go on as before"}, Port: words("-p --port"), Blunt: words("quit int"), Childless: true, Silent: true, Mode: Foreground, Back: words("-d --daemon"), PidFile: words("-P --pidfile"), Values: words("-p -s -U -l -u -m -c -f -n -t -D -b -B -I -o -a -R --port --listen --user --memory-limit --conn-limit --threads"), Flags: words("-v -vv -vvv -M -r -k -L -C -S -F"), Ends: words("-h -i -V")},
	{Names: words("redis-server redis-sentinel"), Port: words("--port"), Means: map[string]string{"hup": "is ignored by Redis"}, Unhandled: words("quit"), Blunt: words("int"), Mode: Foreground, Back: words("--daemonize"), Told: true, Arg: true, Any: true, PidFile: words("--pidfile"), Values: words("--port --bind --dir --logfile --dbfilename --requirepass --maxmemory --loglevel --appendonly --save --slaveof --unixsocket --databases"), Ends: words("-v -h --version --help --test-memory")},
	{Names: words("mongod mongos"), Means: map[string]string{"usr1": "makes MongoDB begin another log"}, Port: words("--port"), Mode: Foreground, Back: words("--fork"), Config: words("-f --config"), Any: true, PidFile: words("--pidfilepath"), Values: words("--dbpath --logpath --port --bind_ip --replSet --configdb --oplogSize"), Ends: words("--shutdown --repair --version -h --help")},
	{Names: words("mysqld_safe"), Settings: words("--defaults-file"), Mode: Foreground, Any: true, PidFile: words("--pid-file")},
	{Names: words("mysqld"), Settings: words("--defaults-file"), Means: map[string]string{"hup": "makes MySQL reload its tables and begin its logs anew"}, Blunt: words("quit"), Mode: Foreground, Back: words("--daemonize -D"), Any: true, PidFile: words("--pid-file"), Ends: words("--initialize --initialize-insecure --bootstrap --help --version")},
	{Names: words("postgres postmaster"), Settings: words("-D -c"), Blunt: words("quit int"), Mode: Foreground, Any: true, Values: words("-D -B -c -d -h -i -k -l -N -o -p"), Ends: words("--single --version --help -V -?")},
	{Names: words("searchd"), Settings: words("-c --config"), Mode: Background, Fore: words("--nodetach --console"), Means: map[string]string{"usr1": "makes searchd reopen its logs", "hup": "makes searchd look for new indexes"}, Values: words("-c --config -p --port -l --listen -i --index"), Flags: words("--pidfile --iostats --cpustats --safetrace --replay-flags"), Ends: words("--stop --stopwait --status -h --help -?")},
	{Names: words("elasticsearch"), Means: byJava("Elasticsearch"), MayEnd: words("usr1 usr2"), Mode: Undecided, Back: words("-d --daemonize"), Fore: words("-f"), Any: true, PidFile: words("-p --pidfile")},
	{Names: words("solr"), Mode: Background, Words: words("start"), Fore: words("-f -foreground --foreground"), Any: true, Ends: words("stop status -h -help"), Launches: true},
	{Names: words("beanstalkd"), Means: map[string]string{"usr1": "makes beanstalkd take no more jobs"}, Silent: true, Mode: Foreground, Back: words("-d"), Values: words("-b -f -l -p -u -z -s -w"), Flags: words("-F -c -n -V"), Ends: words("-h -v")},
	{Names: words("starling"), Mode: Foreground, Back: words("-d --daemonize"), Config: words("-f --config"), PidFile: words("-P --pid"), Values: words("-h --host -p --port -q --queue_path -L --log -l --log_level -u --user -g --group -t --timeout"), Ends: words("--help -v")},
	{Names: words("rabbitmq-server"), Mode: Foreground, Back: words("-detached")},
	{Names: words("couchdb"), Mode: Foreground, Back: words("-b"), PidFile: words("-p"), Values: words("-a -A -o -e -r"), Flags: words("-n -i -R"), Ends: words("-d -k -s -h -V -c")},
	{Names: words("gearmand"), Mode: Foreground, Back: words("-d --daemon"), Any: true, PidFile: words("-P --pid-file"), Values: words("-l --log-file -p --port -L --listen -q --queue-type -t --threads -u --user -j -R"), Ends: words("-h --help -V --version")},
	{Names: words("cassandra"), Mode: Background, Fore: words("-f"), PidFile: words("-p"), Values: words("-D -R"), Ends: words("-h -v")},
	{Names: words("kafka-server-start kafka-server-start.sh zookeeper-server-start zookeeper-server-start.sh"), Means: byJava("the server"), MayEnd: words("usr1 usr2"), Mode: Foreground, Back: words("-daemon"), Any: true},
	{Names: words("zkServer.sh"), Mode: Background, Words: words("start restart"), Fore: words("start-foreground"), Ends: words("stop status"), Launches: true},
	{Names: words("neo4j activemq"), Mode: Background, Words: words("start restart"), Fore: words("console"), Ends: words("stop status"), Launches: true},
	// A program in Go that does not handle QUIT writes down where it is, and ends.
	{Names: words("nsqd nsqlookupd nsqadmin etcd influxd prometheus"), Mode: Foreground, Unhandled: words("quit usr1 usr2"), Any: true},
	{Names: words("statsd logstash"), Mode: Foreground, Any: true},
}
