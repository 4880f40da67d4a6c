package program

import (
	"slices"
	"strings"
	"testing"
)

// TestRead reads commands whose words have no quotes but those around the
// scripts of shells.
func TestRead(t *testing.T) {
	for _, tt := range []struct {
		command string
		mode    Mode
		by      string
	}{
		{"unicorn -c config/unicorn.rb", Foreground, ""},
		{"bundle exec unicorn_rails -Dc config/unicorn.rb -E production", Background, "-Dc"},
		{"unicorn -c config/unicorn.rb --daemonize config.ru", Background, "--daemonize"},
		{"\uFFFC -c /etc/nginx/nginx.conf", Background, ""}, // which program it is, its configuration tells
		{"\uFFFC -c /etc/shop/shop.conf", Undecided, ""},
		{"unicorn -E -D", Foreground, ""}, // -D is the environment
		{"unicorn --new-option -c x", Undecided, ""},
		{"/home/shop/.rvm/bin/shop_unicorn --daemonize", Background, "--daemonize"},
		{"/home/shop/.rvm/bin/shop_bundle exec rackup -D -P x.pid", Background, "-D"},
		{"thin start -R config.ru", Foreground, "start"},
		{"thin start -C config/thin.yml", Foreground, "start"},
		{"thin start -p 3000 -s 3", Background, "-s"},
		{"thin start --servers=2", Background, "--servers=2"},
		{"rake ts:start NODETACH=true", Foreground, "NODETACH=true"},
		{"env NODETACH=true rake ts:start", Foreground, "NODETACH=true"},
		{"rake ts:start NODETACH=yes", Background, ""},
		{"env " + Hole + " A=1 rake ts:start", Undecided, ""}, // NODETACH may be set
		{"rake1.9.1 resque:work", Foreground, ""},
		{"php-fpm8.2 -D", Background, "-D"},
		{"unicorn_1.9.1 -D", Background, "-D"},
		{"twistd -noy shop.tac", Foreground, "-noy"},
		{"twistd -on -y shop.tac", Foreground, "-on"},
		{"snmpd -fLo", Foreground, "-fLo"},
		{"snmpd -Lf /var/log/snmpd.log", Background, ""},
		{"carbon-cache.py --debug start", Foreground, "--debug"},
		{"carbon-cache.py start", Background, "start"},
		{"honcho start", Foreground, "start"},
		{"rpush start -f -e production", Foreground, "-f"},
		{"rpush start -e production", Background, "start"},
		{"puppet agent --server shop", Background, "agent"},
		{"puppet agent --onetime", Undecided, ""},
		{"puppet apply shop.pp", Undecided, ""},
		{"freeswitch -nc -nonat", Background, "-nc"},
		{"kamailio -f /etc/kamailio.cfg -DD", Foreground, "-DD"},
		{"ssh -f -N -L 1:a:2 db", Background, "-f"},
		{"ssh -fNL 1:a:2 db", Background, "-fNL"},
		{"ssh -o ExitOnForwardFailure=yes -N -L 1:a:2 db", Foreground, "-N"},
		{"ssh -oBatchMode=yes -N db", Foreground, "-N"},
		{"ssh db tail -f x.log", Undecided, ""},
		{"ssh db bin/shop -N", Undecided, ""},
		{"screen -dmS shop bin/shop -D", Background, "-dmS"},
		{"screen -DmS shop bin/shop", Foreground, "-DmS"},
		{"screen -S shop bin/shop", Undecided, ""},
		{"tmux new-session -d -s shop bin/shop", Background, "-d"},
		{"tmux new -s shop bin/shop -d", Undecided, "new"},
		{"start-stop-daemon --start --background --exec /bin/shop", Background, "--background"},
		{"start-stop-daemon --start --exec /bin/shop -- --background", Undecided, "--start"},
		{"docker run -d --name shop nginx", Background, "-d"},
		{"docker run -dit nginx", Background, "-dit"},
		{"docker run --rm nginx -d", Foreground, "run"},
		{"docker run --unlisted nginx -d", Undecided, ""},
		{"docker run " + Hole + " nginx -d", Undecided, ""},
		{"docker start shop", Background, "start"},
		{"docker start -a shop", Undecided, ""},
		{"docker ps", Undecided, ""},
		{"docker compose up -d", Background, "-d"},
		{"docker-compose up", Foreground, "up"},
		{"docker-compose run shop", Undecided, ""},
		{"monit -c /etc/monitrc -d 60", Background, "-d"},
		{"monit -c /etc/monitrc", Undecided, ""},
		{"monit -I", Foreground, "-I"},
		{"systemd-run --unit=shop bin/shop --scope", Background, ""},
		{"systemd-run --scope bin/shop", Foreground, "--scope"},
		{"thin stop", Undecided, ""},
		{"thin -d start", Background, "-d"},
		{"rails server -d", Background, "-d"},
		{"rails runner -d", Undecided, ""},
		{"bin/rails s", Foreground, "s"},
		{"ruby script/delayed_job -n 5 start", Background, "start"},
		{"script/delayed_job run", Foreground, "run"},
		{"script/delayed_job stop", Undecided, ""},
		{"QUEUE=* rake environment resque:work", Foreground, ""},
		{"rake resque:work QUEUE=* BACKGROUND=yes", Background, "BACKGROUND=yes"},
		{"rake -f Rakefile ts:start", Background, ""},
		{"rake shop:work", Undecided, ""},
		{"rake jobs:work " + Hole, Foreground, ""},
		{"rake resque:work " + Hole, Undecided, ""}, // BACKGROUND may be set
		{"rake " + Hole + " jobs:work", Undecided, ""},
		{"cd /srv/shop && exec bundle exec puma -p 3000", Foreground, ""},
		{"bin/shop; sleep 5", Foreground, ""},
		{"sleep 5 | cat", Undecided, ""},
		{"sleep 5 > x.log 2>&1", Foreground, ""},
		{"sh -c 'cd /srv && exec sleep 5 >> log/x.log 2>&1'", Foreground, ""},
		{"su - shop -c 'memcached -d -u shop'", Background, "-d"},
		{"sh -c 'sleep 5 &'", Undecided, ""},
		{"bash -l -c 'a | sleep 5'", Foreground, ""},
		{"sh -c 'a | nc -v localhost \uFFFC;' x", Foreground, ""},
		{"sh -c 'sleep 5 | a; b'", Undecided, ""},
		{"sh -c 'a | memcached -d'", Undecided, ""},
		{"sh -c 'a || sleep 5'", Undecided, ""},
		{"sh -c 'cd /srv && (A=1 rake resque:work >> x.log)'", Foreground, ""},
		{"sh -c 'a; (b && (sleep 5 2>&1)) >> x.log 2>&1 ;'", Foreground, ""},
		{"sh -c '(cd /srv; memcached -d)'", Background, "-d"},
		{"sh -c '(sleep 5 &)'", Undecided, ""},
		{"sh -c '(sleep 5&)'", Undecided, ""},
		{"sh -c 'sleep 5& '", Undecided, ""},
		{"sh -c '(a) && (sleep 5)'", Undecided, ""},
		{"sh -c 'a | (sleep 5)'", Undecided, ""},
		{"sh -c 'a $(sleep 5)'", Undecided, ""},
		{"bash -o pipefail -lc 'sleep 5'", Foreground, ""},
		{"bash run -c 'sleep 5'", Undecided, ""},
		{"su shop -s /bin/bash -c 'sleep 5'", Foreground, ""},
		{"su shop -s /usr/bin/perl -c 'sleep 5'", Undecided, ""},
		{"su -lc 'sleep 5' shop", Foreground, ""},
		{"su - shop --command=memcached", Foreground, ""},
		{"runuser -l shop -c 'sleep 5'", Foreground, ""},
		{"runuser -u shop -- sleep 5", Foreground, ""},
		{"runuser sleep", Undecided, ""}, // a user
		{"setpriv --reuid=shop --init-groups sleep 5", Foreground, ""},
		{"chpst -u shop sh -c 'sleep 5'", Foreground, ""},
		{"java \uFFFC -jar shop.jar", Foreground, ""},
		{"java -jar shop.jar --daemon", Undecided, ""},
		{"sudo -u shop -E env A=1 nice -n 5 nohup node app.js", Foreground, ""},
		{"sudo -b sleep 5", Undecided, ""},
		{"chpst -u shop redis-server", Foreground, ""},
		{"redis-server --daemonize yes", Background, "--daemonize"},
		{"redis-server --daemonize yes --daemonize no", Foreground, "--daemonize"},
		{"uwsgi -d /var/log/daemon.log", Background, "-d"},
		{"redis-server /etc/redis.conf --daemonize no", Foreground, "--daemonize"},
		{"nginx -g 'daemon off;'", Foreground, "daemon off;"},
		{"nginx -c /etc/nginx.conf", Background, ""},
		{"nginx -g 'user www; daemon off;'", Undecided, ""},
		{"nginx -s stop", Undecided, ""},
		{"chef-client", Undecided, ""},
		{"chef-client -i 1800 -s 20", Foreground, "-i"},
		{"chef-client --interval=1800", Foreground, "--interval=1800"},
		{"chef-client -i 1800 -d", Background, "-d"},
		{"nc -v localhost 8080", Foreground, ""},
		{"nc -z localhost 8080", Undecided, ""},
		{"node forever start app.js", Undecided, ""},
		{"service nginx", Undecided, ""},
		{"java -Xmx1g -jar shop.jar", Foreground, ""},
		{"java -jar shop.jar --daemon", Undecided, ""},
		{"/etc/init.d/nginx start", Background, "start"},
		{"/etc/init.d/nginx stop", Undecided, ""},
		{"service nginx start", Background, "start"},
		{"systemctl start nginx", Background, "start"},
		{"systemctl load nginx", Undecided, ""},
		{"sv up shop", Background, "up"},
		{"sv once shop", Background, "once"},
		{"initctl up shop", Undecided, ""},
		{"launchctl bootstrap system shop.plist", Background, "bootstrap"},
		{"launchctl restart shop", Undecided, ""},
		{"pm2 resurrect", Background, "resurrect"},
		{"forever resurrect", Undecided, ""},
		{"rabbitmqctl -n rabbit start_app", Background, "start_app"},
		{"rabbitmqctl start", Undecided, ""},
		{"postfix start", Background, "start"},
		{"sidekiq -d -L x.log", Background, "-d"},
		{"sidekiq -e " + Hole + " -L " + Hole + "/x.log", Foreground, ""},
		{"sidekiq " + Hole, Undecided, ""},
		{Hole + "/bin/unicorn -D", Background, "-D"},
		{Hole + "unicorn -D", Undecided, ""},
		{Hole + " unicorn -D", Undecided, ""},
		{Hole + " jobs:work", Undecided, ""}, // who runs it is not known
		{"env " + Hole + " unicorn -D", Undecided, ""},
		{"env " + Hole + " A=1 bundle exec unicorn -D", Background, "-D"}, // what stands before a variable is one
		{"env " + Hole + " A=1 rake resque:work", Undecided, ""},          // BACKGROUND may be set
		{"memcached -vd", Background, "-vd"},
		{"rabbitmq-server -detached", Background, "-detached"},
		{"celery multi start w1", Background, "multi"},
		{"celery -A shop worker", Foreground, "worker"},
		{"pg_ctl -D /data start", Background, "start"},
		{"flock -n x.lock memcached -d", Background, "-d"},
		{"flock x.lock -c 'memcached -d'", Background, "-d"},
		{"timeout -s INT 1h memcached -d", Background, "-d"},
		{"timeout memcached", Undecided, ""},
		{"setsid -w memcached -d", Background, "-d"},
		{"setsid -f sleep 5", Undecided, ""},
		{"xvfb-run -a -s '-screen 0 800x600x24' sleep 5", Foreground, ""},
		{"rvm 2.1.5@shop do bundle exec unicorn -D", Background, "-D"},
		{"rvm use 2.1.5", Undecided, ""},
		{"rvm-exec 2.1.5 unicorn -D", Background, "-D"},
		{"rvm-shell '2.1.5@shop' -c 'bundle exec unicorn -D -c x.rb'", Background, "-D"},
		{"rvm-shell -c 'bundle exec unicorn -D'", Background, "-D"},
		{"rvm-shell 2.1.5 unicorn -D", Undecided, ""},
		{"bin/cron", Undecided, ""},
		{"ruby bin/cron", Undecided, ""},
		{"sh bin/cron", Undecided, ""},
		{"/srv/shop/script/cron", Undecided, ""},
		{"bundle exec ruby script/named", Undecided, ""},
		{"ruby bin/searchd", Undecided, ""},
		{"ruby script/nginx", Undecided, ""},
		{"bundle exec bin/searchd", Undecided, ""},
		{"cron", Background, ""},
		{"/usr/sbin/named", Background, ""},
		{"/opt/csw/sbin/sshd", Background, ""},
		{"bundle exec searchd", Background, ""},
		{"chruby-exec 2.2 -- unicorn -D", Background, "-D"},
		{"bundle exec dotenv -f .env,.env.production unicorn -D", Background, "-D"},
		{"dotenv rake resque:work", Undecided, ""}, // BACKGROUND may be set
		{"newrelic-admin run-program gunicorn -D", Background, "-D"},
		{"chrt -f 10 memcached -d", Background, "-d"},
		{"setlock -n x.lock memcached -d", Background, "-d"},
		{"softlimit -m 1000000 memcached -d", Background, "-d"},
		{"python app.py", Undecided, ""},
		{"", Undecided, ""},
	} {
		run, _ := Read(split(tt.command))
		if run.Mode != tt.mode || run.By != tt.by {
			t.Errorf("%s: mode %d by %q; should be %d by %q", tt.command, run.Mode, run.By, tt.mode, tt.by)
		}
	}
}

// TestFindShellText reads the same kind of commands.
func TestFindShellText(t *testing.T) {
	for command, want := range map[string]string{
		"sh -c 'a && b'":                           "a && b",
		"sh -c '(a)'":                              "a of (a)",
		"/bin/bash -lc 'a'":                        "a",
		"bash -c -e 'a' b":                         "a",
		"bash +e -O extglob -c -- 'a'":             "a",
		"sh /srv/run -c 'a'":                       "no",
		"sh -c":                                    "no",
		"env A=1 nice -n 5 sh -c 'a'":              "a",
		"A=1 sh -c 'a'":                            "no", // it runs no shell
		"chpst -u shop sh -c 'a'":                  "a, as another",
		"sudo -u shop -H sh -c 'a'":                "a, as another, which waits",
		"time sh -c 'a'":                           "a, which waits",
		"/bin/su - shop -c 'a'":                    "a, as another, which waits",
		"sudo su -s /bin/sh shop --command 'a'":    "a, as another, which waits",
		"su shop -s /sbin/nologin -c 'a'":          "no",
		"su shop -c":                               "no",
		"runuser - shop -c 'a'":                    "a, as another, which waits",
		"runuser -u shop -- bash -c 'a'":           "a, as another, which waits",
		"runuser --user=shop bin/shop -c 'a'":      "no",
		"setpriv --reuid shop --nnp sh -c 'a'":     "a, as another",
		"docker run -c 'a'":                        "no",
		"\uFFFC sh -c 'a'":                         "no",
		"\uFFFC/sh -c 'a'":                         "a",
		"su - \uFFFC -c 'cd /srv && (a >> x.log)'": "cd /srv && a >> x.log of cd /srv && (a >> x.log), as another, which waits",
	} {
		given, ok := FindShellText(split(command))
		got := given.Text
		if given.Whole != given.Text {
			got += " of " + given.Whole
		}
		if given.User {
			got += ", as another"
		}
		if given.Waits {
			got += ", which waits"
		}
		if !ok {
			got = "no"
		}
		if got != want {
			t.Errorf("FindShellText(%q): %q, not %q", command, got, want)
		}
	}
}

func split(command string) (list []string) {
	for i, part := range strings.Split(command, "'") {
		if i%2 == 1 {
			list = append(list, part)
			continue
		}
		list = append(list, strings.Fields(part)...)
	}
	return list
}

// TestName tells which program it is where it is not known how it runs.
func TestName(t *testing.T) {
	for command, want := range map[string]string{
		"rake environment resque:work " + Hole:   "resque:work",
		"rake " + Hole + " resque:work":          "",
		Hole + " environment resque:work":        "resque:work", // which only rake can do
		Hole + " " + Hole + " QUEUE=* jobs:work": "jobs:work",
		Hole + " exec rake resque:workers":       "resque:workers",
		Hole + " --host shop resque:work":        "",
		Hole + " exec rake jobs:clear":           "",
		Hole + "/run resque:work":                "",
	} {
		if run, _ := Read(split(command)); run.Program != nil && run.Name != want || run.Program == nil && want != "" {
			t.Errorf("%s: %q, should be %q", command, run.Name, want)
		}
	}
}

func TestWithout(t *testing.T) {
	for command, want := range map[string]string{
		"unicorn -Dc x":                    "-c",
		"unicorn -D -c x":                  "",
		"unicorn --daemonize":              "",
		"memcached -vd":                    "-v",
		"script/delayed_job start":         "no",
		"rake resque:work BACKGROUND=true": "no",
	} {
		run, _ := Read(split(command))
		got, ok := run.Without()
		if !ok {
			got = "no"
		}
		if got != want {
			t.Errorf("%s: %q is left, should be %q", command, got, want)
		}
	}
}

func TestArguments(t *testing.T) {
	for command, want := range map[string]string{
		"thin start -P a.pid -d":             "a.pid",
		"thin start --pid=a.pid -d":          "a.pid",
		"thin start -d -Pa.pid":              "a.pid",
		"thin start -e -P a.pid":             "", // -P is the environment
		"mongrel_rails start -P a -d -P b":   "b",
		"unicorn -P a.pid":                   "",
		"mongod --fork --pidfilepath=/x.pid": "/x.pid",
	} {
		run, _ := Read(split(command))
		if got, _ := run.PidFileArgument(); got != want {
			t.Errorf("%s: the pid file is %q, should be %q", command, got, want)
		}
	}
}

// TestTable holds the tables together: no name and no option stands twice.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range slices.Concat(table, clientPrograms) {
		for _, name := range p.Names {
			if seen[name] {
				t.Errorf("%s stands in the tables twice", name)
			}
			seen[name] = true
		}
		options := slices.Concat(p.Back, p.Fore, p.Ends, p.Words, p.Values, p.Code, p.Flags, p.Config, p.PidFile)
		slices.Sort(options)
		for i, o := range options {
			if i > 0 && options[i-1] == o && !slices.Contains(p.Words, o) {
				t.Errorf("%s: %s is listed twice", p.Names[0], o)
			}
		}
	}
}

func TestFindMisuse(t *testing.T) {
	for command, want := range map[string]string{
		"thin -d -C config/thin.yml reload": `thin has no command "reload", and fails`,
		"thin -d -C config/thin.yml":        "",
		"thin -h reload":                    "",
		"thin -s 3 reload":                  `thin has no command "reload", and fails`,
		"unicorn_rails -D -c u.rb stop":     `unicorn_rails has no command "stop", and finds no Rack application of that name`,
		"puma -C config/puma.rb":            "",
		"pm2 stop":                          `"pm2 stop" names no process, and fails`,
		"pm2 stop shop":                     "",
		"forever stop":                      "",
		"rabbitmqctl start":                 `rabbitmqctl has no command "start", and fails`,
		"rabbitmqctl start_app":             "",
		"apachectl reload":                  `apachectl has no command "reload", and fails`,
		"apachectl graceful-stop":           "",
		"sidekiqctl shutdown a.pid":         "",
		"sidekiqctl stop":                   `"sidekiqctl stop" names no pid file, and does nothing`,
		"redis-cli exit":                    `redis-cli has no command "exit", and does nothing to Redis`,
		"redis-cli shutdown":                "",
	} {
		if m, _ := FindMisuse(split(command)); m.Text != want {
			t.Errorf("FindMisuse(%q): %q, not %q", command, m.Text, want)
		}
	}
}

func TestFindPatience(t *testing.T) {
	for command, want := range map[string]int{
		"sidekiqctl stop a.pid":                             10,
		"cd /srv/shop && bundle exec sidekiqctl stop a.pid": 10,
		"sidekiqctl stop a.pid 60":                          0,
		"sidekiqctl stop a.pid " + Hole:                     0,
		"sidekiqctl stop " + Hole:                           0,
		"sidekiqctl stop":                                   0,
		"sidekiqctl quiet a.pid":                            0,
		"script/sidekiqctl stop a.pid":                      0,
		"thin stop a.pid":                                   0,
	} {
		if _, got, _ := FindPatience(split(command)); got != want {
			t.Errorf("FindPatience(%q): %d, not %d", command, got, want)
		}
	}
}

func TestHidesSecrets(t *testing.T) {
	for name, want := range map[string]bool{
		"mysqlcheck": true, "mysqlimport": true, "mariadb-check": true, "ldapsearch": true, "smbclient": true, "curl": true,
		"mysqlsh": false, "redis-cli": false, "mongodump": false, "psql": false,
	} {
		if HidesSecrets(name) != want {
			t.Errorf("%s: hides a password: %v", name, !want)
		}
	}
}

// TestMainOfJRuby has options of the Java VM before the script.
func TestMainOfJRuby(t *testing.T) {
	m, ok := InterpreterNamed("jruby").Main(split("-J-cp lib/shop.jar -J-Xmx1g shop.rb -p 80"))
	if !ok || m.Word != "shop.rb" {
		t.Errorf("jruby runs %q (%v)", m.Word, ok)
	}
}

func TestFindLack(t *testing.T) {
	for command, want := range map[string]string{
		"env A=1 -p 3":                  "env -p",
		"env A=1":                       "env ",
		"/usr/bin/env -i -u B A=1 -- x": "env --",
		"nice -n 5 env A=1 -N":          "env -N",
		"nice -n 5":                     "nice ",
		"nohup":                         "nohup ",
		"-p 3":                          " -p",
		"env -S x -p":                   "none",
		"env A=1 bin/shop -p":           "none",
		"env A=" + Hole + " -p":         "none",
		"env A=1" + Hole:                "none",
		"env " + Hole + " -p":           "none",
		"nice -x":                       "none",
		"bin/shop":                      "none",
	} {
		got := "none"
		if l, ok := FindLack(strings.Fields(command)); ok {
			got = l.By + " " + l.Word
		}
		if got != want {
			t.Errorf("FindLack(%q): %q, not %q", command, got, want)
		}
	}
}

// TestUnder asks which program waits for another, and is the process that starts.
func TestUnder(t *testing.T) {
	for command, want := range map[string]string{
		"flock x.lock sleep 5":                "flock",
		"flock -F x.lock sleep 5":             "",
		"nice timeout 5 flock x.lock sleep 5": "timeout",
		"setsid sleep 5":                      "",
		"xvfb-run -a unicorn":                 "xvfb-run",
		"sudo sleep 5":                        "", // it may not
	} {
		run, ok := Read(split(command))
		if !ok || run.Under != want {
			t.Errorf("%s: under %q, want %q", command, run.Under, want)
		}
		if run.Under != "" && run.Master {
			t.Errorf("%s: a master that is not the process", command)
		}
	}
}

// TestWrapped asks what stands where a program is looked for.
func TestWrapped(t *testing.T) {
	for command, want := range map[string]string{
		"nice -n 5 A=1 bot":         "nice A=1",
		"nohup nice cd /x":          "nice cd",
		"env A=1 export B=2":        "env export",
		"sudo -u shop A=1 cd /x":    "sudo cd",
		"bundle exec A=1 bot":       "bundle A=1",
		"bot A=1":                   "",
		"sudo -i cd /x":             "",
		"rvm 2.1.5 do cd /x":        "",
		"flock x.lock -c 'cd /x'":   "",
		"padrino rake A=1 x":        "",
		"rvmsudo A=1 bundle exec x": "bundle x",
	} {
		words := split(command)
		got := ""
		if at, by, ok := Wrapped(words); ok {
			got = by + " " + words[at]
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", command, got, want)
		}
	}
}
