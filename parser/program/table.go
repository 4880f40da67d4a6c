package program

// This file is the table of programs: servers of Ruby applications and job
// runners. The others are in table_server.go and table_system.go.

import "slices"

var table = slices.Concat(rubyPrograms, jobPrograms, serverPrograms, storePrograms, systemPrograms, launchers)

// tried are words that people try on programs that serve and take no commands.
var tried = words("start stop restart reload kill quit halt graceful")

// rakeValues are the options of rake that take a value.
var rakeValues = words("-f --rakefile -I --libdir -r --require -R --rakelibdir -e -E -p -j")

// rubyPrograms serve web applications.
var rubyPrograms = []Program{
	{
		Names: words("unicorn unicorn_rails rainbows zbatery"), Needed: "a config.ru", Instead: words("-e --eval"), Refuses: words("--workers --worker --environment --pidfile -C -t"), Settings: words("-c --config-file"), NoVariables: true, Script: true, App: true,
		Renews: words("hup usr2"),
		Means:  map[string]string{"usr1": "makes Unicorn reopen its logs", "winch": "ends Unicorn's workers", "ttin": "adds a worker to Unicorn", "ttou": "takes a worker from Unicorn"},
		Single: true, Finish: words("quit winch"), Mode: Foreground, Master: true, Upgrade: "usr2", Suspicious: true, Back: words("-D --daemonize"),
		Values: words("-c --config-file -E --env -l --listen -p --port -o --host -I --include -r --require -O --path"), Code: words("-e --eval"),
		Flags: words("-d --debug -w --warn -N --no-default-middleware"), Ends: words("-h --help -v --version"),
		Commands: &Commands{Lacks: tried, Does: "finds no Rack application of that name"},
	},
	{
		Names: words("puma"), Plain: true, Workers: words("-w --workers"), Folder: words("--dir"), Needed: "a config.ru", Refuses: words("-D -E -P --daemonize"), Port: words("-p --port"), NoVariables: true, Script: true, App: true,
		Means:     map[string]string{"hup": "makes Puma reopen its logs, or ends it", "ttin": "adds a worker to Puma", "ttou": "takes a worker from Puma"},
		MayEnd:    words("hup"),
		Renews:    words("usr1 usr2"),
		Unhandled: words("quit"), Mode: Foreground, Back: words("-d --daemon"), Config: words("-C --config"), Reads: true, PidFile: words("--pidfile"),
		Values: words("-b --bind -e --environment -p --port -t --threads -w --workers -S --state -I --include --tag --control --control-url --control-token --dir --redirect-stdout --redirect-stderr"),
		Flags:  words("-q --quiet --preload --debug --prune-bundler --early-hints -v"), Ends: words("-h --help -V --version"),
		Commands: &Commands{Lacks: tried, Does: "finds no Rack application of that name"},
	},
	{
		Names: words("thin"), PidDefault: "tmp/pids/thin.pid", Folder: words("-c --chdir"), Needed: "a config.ru", Instead: words("-R --rackup -A --adapter -r --require --prefix"), Refuses: words("-E --pidfile --workers --log-file"), Port: words("-p --port"), NoVariables: true, App: true, Means: map[string]string{"usr1": "makes Thin reopen its logs, or ends it"}, MayEnd: words("usr1"), Unhandled: words("usr2"), Childless: true, Single: true, Finish: words("quit"), Mode: Foreground, Back: words("-d --daemonize"), Spawns: words("-s --servers -o --only"), Words: words("start"), Config: words("-C --config"), PidFile: words("-P --pid"),
		Values: words("-a --address -p --port -S --socket -y --swiftiply -A --adapter -R --rackup -c --chdir --stats -e --environment -l --log -u --user -g --group --tag -r --require -t --timeout --max-conns --max-persistent-conns --threadpool-size --prefix --ssl-key-file --ssl-cert-file"),
		Flags:  words("-f --force --threaded --no-epoll -D --debug -V --trace -q --quiet --ssl --ssl-disable-verify"), Ends: words("-h --help -v --version"),
		Commands: &Commands{Knows: words("start stop restart config install"), Does: "fails", Waits: words("stop"), Wait: 30, WaitOptions: words("-t --timeout"), Hurries: words("-f --force")},
	},
	{
		Names: words("mongrel_rails"), PidDefault: "log/mongrel.pid", Folder: words("-c --chdir"), Port: words("-p --port"), NoVariables: true, App: true, Single: true, Mode: Foreground, Back: words("-d --daemonize cluster::start"), Words: words("start"), Config: words("-C --config"), PidFile: words("-P --pid"),
		Values: words("-e --environment -p --port -a --address -l --log -n --num-procs -o --timeout -t --throttle -m --mime -c --chdir -r --root -S --script -G --generate --user --group --prefix"),
		Flags:  words("-B --debug"), Ends: words("-h --help --version"),
	},
	{
		Names: words("rackup"), Needed: "a config.ru", Instead: words("-e --eval -b --builder"), Port: words("-p --port"), NoVariables: true, App: true, Unhandled: words("usr2"), Silent: true, Suspicious: true, Mode: Foreground, Back: words("-D --daemonize"), PidFile: words("-P --pid"),
		Values: words("-s --server -p --port -o --host -E --env -I --include -r --require -O --option"), Code: words("-e --eval"),
		Flags: words("-d --debug -w --warn -q --quiet"), Ends: words("-h --help --version"),
		Commands: &Commands{Lacks: tried, Does: "finds no Rack application of that name"},
	},
	{
		Names: words("rails"), OwnLog: true, PidDefault: "tmp/pids/server.pid", PidAlways: true, Suspicious: true, Port: words("-p --port"), App: true, Mode: Foreground, Back: words("-d --daemon"), Words: words("server s"), PidFile: words("-P --pid"),
		Values: words("-p --port -b --binding -c --config -e --environment -u"), Flags: words("--debugger -C --dev-caching --no-dev-caching --early-hints"), Ends: words("-h --help"),
	},
	{
		Names: words("passenger"), App: true, Mode: Foreground, Back: words("-d --daemonize"), Words: words("start"), Reads: true, PidFile: words("--pid-file"),
		Values:   words("-a --address -p --port -e --environment -R --rackup -S --socket --log-file --max-pool-size --min-instances --user --nginx-version --instance-registry-dir --log-level"),
		Ends:     words("-h --help"),
		Commands: &Commands{Lacks: words("restart reload kill quit"), Does: "prints its help"},
	},
	{
		Names: words("resque-web"), PidDefault: ".vegas/resque-web/resque-web.pid", Port: words("-p --port"), Mode: Background, Fore: words("-F --foreground"), PidFile: words("-P --pid-file"),
		Values: words("-s --server -o --host -p --port -e --env --app-dir --log-file --url-file -n --namespace -r --redis -N"),
		Flags:  words("-x --no-proxy -L --no-launch -d --debug"), Ends: words("-K --kill -S --status -h --help --version"),
	},
	{
		Names: words("merb chef-server chef-server-webui"), Port: words("-p --port"), Mode: Foreground, Back: words("-d --daemonize"), Fore: words("-N --no-daemonize"), PidFile: words("-P --pid"),
		Values: words("-u --user -G --group -I --init-file -p --port -o --socket-file -s --socket -h --host -m --merb-root -a --adapter -R --rackup -l --log-level -L --log -e --environment -n --name"),
		Flags:  words("-V --verbose -D --debugger -X --mutex"), Ends: words("-k --kill -K --graceful -r --script-runner -i --irb-console -H --help -v --version"),
	},
	{Names: words("shotgun"), Port: words("-p --port"), Mode: Foreground, Values: words("-s --server -p --port -o --host -E --env -I --include -r --require -u --url -e --eval"), Flags: words("-O --browse -d --debug -w --warn")},
	{Names: words("foreman honcho"), Files: words("-f --procfile"), Folder: words("-d --root"), Needed: "a Procfile", Instead: words("-f --procfile"), Mode: Foreground, Words: words("start"), Any: true, Values: words("-f --procfile -e --env -m --formation -p --port -c --concurrency -d --root -t --timeout")},
	{Names: words("mailcatcher"), Mode: Background, Fore: words("-f --foreground"), Any: true},
}

// jobPrograms do work in the background of web applications.
var jobPrograms = []Program{
	{
		Names: words("sidekiq"), Childless: true, Refuses: words("-E -D --daemonize --queues --workers --log-file --pid-file"), NoVariables: true, App: true,
		Means:  map[string]string{"usr1": "makes Sidekiq take no more jobs, or ends it", "tstp": "makes Sidekiq take no more jobs", "ttin": "makes Sidekiq log what it is doing", "usr2": "makes Sidekiq reopen its log, or ends it"},
		MayEnd: words("usr1 usr2"),
		Finish: words("usr1 tstp"), Silent: true, Mode: Foreground, Back: words("-d --daemon"), Config: words("-C --config"), Plain: true, PidFile: words("-P --pidfile"),
		Values: words("-c --concurrency -e --environment -g --tag -i --index -L --logfile -q --queue -r --require -t --timeout"),
		Flags:  words("-v --verbose"), Ends: words("-h --help -V --version"),
		Commands: &Commands{Lacks: append(words("quiet"), tried...), Does: "starts another one"},
	},
	{
		Names: words("delayed_job"), OwnLog: true, NoVariables: true, App: true, Unhandled: words("quit usr1 usr2"), Single: true, Mode: Background, Words: words("start restart"), Fore: words("run"),
		Values: words("-e --environment -n --number_of_workers --number-of-workers -i --identifier -p --prefix --pid-dir --log-dir --queue --queues --sleep-delay --min-priority --max-priority --read-ahead --pool"),
		Flags:  words("-m --monitor --exit-on-complete"), Ends: words("stop status zap reload -h --help"),
		Commands: &Commands{Knows: words("start stop restart run zap reload status"), Does: "fails", Waits: words("stop"), Wait: 20, Hurries: words("--no_wait --force_kill_waittime")},
	},
	{
		Names: words("clockworkd"), NoVariables: true, Mode: Background, Words: words("start restart"), Fore: words("run"),
		Values: words("-c --clock -d --dir -i --identifier --pid-dir --log-dir"), Flags: words("-l --log -m --monitor"), Ends: words("stop status zap -h --help"),
	},
	{Names: words("clockwork"), File: true, NoVariables: true, Mode: Foreground},
	{Names: words("workling_client backgroundrb"), Mode: Background, Words: words("start restart"), Fore: words("run"), Ends: words("stop")},
	{
		Names: words("resque-pool"), PidDefault: "tmp/pids/resque-pool.pid", Suspicious: true, Files: words("-c --config"), NoVariables: true, Finish: words("quit int winch"), Mode: Foreground, Master: true, Back: words("-d --daemon"), PidFile: words("-p --pidfile"),
		Values: words("-c --config -E --environment -o --stdout -e --stderr -a --appname -l --lock"), Flags: words("-n --nosync -t --term-graceful-wait --term-graceful --term-immediate --no-pidfile -s --spawn-delay -G --hot-swap --single-process-group"),
	},
	{
		Names: words("resque-scheduler"), Means: schedulerMeans, NoVariables: true, Blunt: words("quit int"), Childless: true, Silent: true, Mode: Foreground, Back: words("-B --background"), PidFile: words("-P --pidfile"),
		Values: words("-n --app-name -E --environment -I --initializer-path -i --interval -l --logfile -F --logformat"), Flags: words("-D --dynamic-schedule -q --quiet -v --verbose"), Variable: "BACKGROUND",
	},
	{Names: words("resque:work"), Forks: true, Means: map[string]string{"usr2": "makes the worker pause", "usr1": "ends the job at hand", "cont": "makes a paused worker go on"}, Unhandled: words("hup"), Single: true, Silent: true, Mode: Foreground, Variable: "BACKGROUND", Finish: words("quit")},
	{Names: words("resque:scheduler"), Means: schedulerMeans, Blunt: words("quit int"), Childless: true, Silent: true, Mode: Foreground, Variable: "BACKGROUND"},
	{Names: words("resque:pool"), Mode: Foreground, Finish: words("quit int winch")},
	{Names: words("jobs:work"), OwnLog: true, Unhandled: words("quit hup usr1 usr2"), Blunt: words("int"), Single: true, Mode: Foreground},
	{Names: words("resque:workers"), Master: true, Parent: true, Mode: Foreground},
	{Names: words("qc:work qu:work sneakers:run backburner:work sunspot:solr:run"), Mode: Foreground},
	{Names: words("ts:start ts:restart thinking_sphinx:start thinking_sphinx:restart"), KeptBy: "NODETACH=true", Mode: Background, Launches: true},
	{Names: words("sunspot:solr:start"), Mode: Background, Launches: true},
	{Names: words("rpush"), App: true, Mode: Background, Words: words("start"), Fore: words("-f --foreground"), Reads: true, PidFile: words("-p --pid-file"), Values: words("-c --config -e --rails-env"), Ends: words("stop init push status version help")},
	{Names: words("sunspot-solr"), Mode: Background, Words: words("start"), Fore: words("run"), Any: true, Ends: words("stop")},
	{
		Names: words("shoryuken"), Finish: words("usr1"), Plain: true, Silent: true, Mode: Foreground, Back: words("-d --daemon"), Config: words("-C --config"), PidFile: words("-P --pidfile"),
		Values: words("-c --concurrency -q --queue -r --require -L --logfile"), Flags: words("-v --verbose -R --rails"),
	},
	{Names: words("backburner"), Mode: Foreground, Back: words("-d --daemonize"), PidFile: words("-P --pid"), Values: words("-q --queues -r --require -l --log -e --environment")},
	{Names: words("ar_sendmail ar_sendmail_rails"), Mode: Foreground, Back: words("-d --daemonize"), PidFile: words("-p --pidfile"), Values: words("-c --chdir -e --environment -b --batch-size --delay --max-age -t --table-name"), Ends: words("-o --once --mailq")},
	{Names: words("celery"), Harsh: words("quit"), Workers: words("-c --concurrency"), Mode: Foreground, Words: words("worker beat flower"), Back: words("-D --detach multi"), Any: true, PidFile: words("--pidfile"), Values: words("-A --app -l --loglevel -f --logfile -c --concurrency -n --hostname -Q --queues -b --broker")},
	{Names: words("celeryd celerybeat"), Harsh: words("quit"), Workers: words("-c --concurrency"), Mode: Foreground, Back: words("-D --detach"), Any: true, PidFile: words("--pidfile"), Values: words("-A --app -l --loglevel -f --logfile -c --concurrency -n --hostname -Q --queues -B")},
	{Names: words("chef-client chef-solo"), Means: map[string]string{"usr1": "makes Chef run at once"}, Mode: Undecided, Back: words("-d --daemonize"), Stays: words("-i --interval"), Config: words("-c --config"), Reads: true, PidFile: words("-P --pid"), Values: words("-s --splay -L --logfile -l --log_level -j -N -E -u -g")},
	{Names: words("chef-solr chef-expander"), Mode: Foreground, Back: words("-d --daemonize"), Config: words("-c --config"), PidFile: words("-P --pid"), Values: words("-L --logfile -l --log_level -n -i -u -g")},
	{Names: words("god"), Mode: Background, Fore: words("-D --no-daemonize"), Values: words("-c --config-file -p --port -l --log --log-level --attach"), PidFile: words("-P --pid"), Flags: words("-b --auto-bind --no-syslog --no-events --bleakhouse"), Ends: words("start stop restart monitor unmonitor remove load log status signal quit terminate check -V -h -v")},
}

// schedulerMeans is what signals do to resque-scheduler.
var schedulerMeans = map[string]string{"usr1": "makes the scheduler print its schedule", "usr2": "makes the scheduler read its schedule anew"}
