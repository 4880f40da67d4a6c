package verify

import (
	"fmt"
	"github.com/pilllint/pilllint/parser/diag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

func TestCommandsOf(t *testing.T) {
	for command, want := range map[string]string{
		"bin/shop --port 3000":                                "[[bin/shop --port 3000]]",
		"/usr/bin/env -i A=1 B=2 bin/shop x":                  "[[bin/shop x]]",
		"nohup nice -n 5 bin/shop":                            "[[bin/shop]]",
		"kill -QUIT {{PID}}":                                  "[]",
		"sh -c 'cd /srv/shop && exec bin/shop > x.log 2>&1'":  "[[/srv/shop/bin/shop]]",
		"bash -lc 'A=1 bin/a & bin/b; wait'":                  "[[bin/a] [bin/b]]",
		"sh -c 'kill -QUIT {{PID}}; sleep 10'":                "[]",
		"sh script.sh":                                        "[]",
		"setsid sudo -u shop bash -o pipefail -c 'bin/a | b'": "[[bin/a] [b]]",
		"su - shop -c 'bin/shop -d'":                          "[[bin/shop -d]]",
		"'/srv/my shop/run'":                                  "[[/srv/my shop/run]]",
		"RAILS_ENV=production bin/shop":                       "[]",
		"cd /srv/shop && bin/shop":                            "[]",
		"bin/shop 'unbalanced":                                "[]",
		"":                                                    "[]",
	} {
		if got := fmt.Sprint(commandsOf(command)); got != want {
			t.Errorf("%s: got %s, want %s", command, got, want)
		}
	}
}

func TestMakeable(t *testing.T) {
	for dir, want := range map[string]bool{
		"/srv/shop/log": true, "/home/deploy": true, "/var/run/shop": true, "/var/www/shop": true, "/usr/local/shop": true, "/shop": true,
		"/var/wwww/shop": false, "/var": false, "/usr/lib/shop": false, "/etc/shop": false, "/dev/shop": false, "/path/to/shop": false,
	} {
		if got := makeable(dir); got != want {
			t.Errorf("%s: got %v", dir, got)
		}
	}
}

func TestPartOf(t *testing.T) {
	spec := func(start string, more func(*supervisor.Spec)) *supervisor.Spec {
		s := &supervisor.Spec{Start: start, Dir: "/srv/shop", PidFile: "/run/x.pid", StopGrace: 3 * time.Second}
		if more != nil {
			more(s)
		}
		return s
	}
	for _, c := range []struct {
		spec *supervisor.Spec
		want Part
	}{
		{spec("bin/shop", func(s *supervisor.Spec) { s.Daemonize = true }), Part{}},
		{spec("bin/shop", nil), Part{Background: true, PidFile: "/run/x.pid"}},
		{spec("bundle exec rake jobs:work", nil), Part{}},
		{spec("sh -c 'cd /srv && bin/shop >x 2>&1 & echo $! >x.pid'", nil), Part{}},
		{spec("sh -c 'cd /srv && bin/shop >x 2>&1'", nil), Part{Background: true, PidFile: "/run/x.pid"}},
		{spec("sleep 2m", nil), Part{Dies: 2 * time.Minute, Sleeps: true}},
		{spec("bin/shop --daemon", nil), Part{Background: true, PidFile: "/run/x.pid"}},
		{spec("thin start -d -P tmp/thin.pid", nil), Part{Background: true, PidFile: "/srv/shop/tmp/thin.pid"}},
		{spec("memcached -d", nil), Part{Background: true}},
		{spec("memcached -d -P m.pid", nil), Part{Background: true, PidFile: "/srv/shop/m.pid"}},
		{spec("PIDFILE=x rake resque:work BACKGROUND=yes", nil), Part{}},
		{spec("env PIDFILE=/run/x.pid rake resque:work BACKGROUND=yes", nil), Part{Background: true, PidFile: "/run/x.pid"}},
		{spec("sidekiq -d", nil), Part{Background: true, PidFile: "/run/x.pid"}},
		{spec("bin/shop -d --log=/log/x", func(s *supervisor.Spec) { s.OwnPidFile = true }), Part{Background: true, Log: "/log/x"}},
		{spec("bundle exec unicorn -D", func(s *supervisor.Spec) { s.Daemonize = true }), Part{Background: true}},
		{spec("bin/shop", func(s *supervisor.Spec) { s.StopGrace, s.Daemonize = 20*time.Second, true }), Part{Lingers: 5 * time.Second, Hurried: time.Second}},
		{spec("bin/shop", func(s *supervisor.Spec) {
			s.Daemonize = true
			s.Checks = []*supervisor.CheckSpec{
				{Kind: "file_time", File: "/srv/alive"}, {Kind: "mem_usage", Children: true},
				{Kind: "http", HTTP: &supervisor.HTTP{URL: "http://localhost:3000/ping", Kind: "not_found"}},
				{Kind: "http", HTTP: &supervisor.HTTP{URL: "http://example.org/", Kind: "success"}}, // is not its own
			}
		}), Part{Touches: []string{"/srv/alive"}, Children: 1, Web: []Website{{Address: "127.0.0.1:3000", Status: 404}}}},
	} {
		if got := fmt.Sprintf("%+v", *partOf(c.spec)); got != fmt.Sprintf("%+v", c.want) {
			t.Errorf("%s: got %s, want %+v", c.spec.Start, got, c.want)
		}
	}
}

// TestDocumented demands that the page about verifying knows every finding and
// no other.
func TestDocumented(t *testing.T) {
	data, err := os.ReadFile("../../../docs/verify.md")
	if err != nil {
		t.Fatal(err)
	}
	for k := range promises {
		if !strings.Contains(string(data), "| `"+diag.VerifyPrefix+string(k)+"` |") {
			t.Errorf("docs/verify.md has nothing about %s%s", diag.VerifyPrefix, k)
		}
	}
	if n := len(diag.Verified()) - 1; n != len(promises) { // and what is not supported
		t.Errorf("%d findings have names, and there are %d", n, len(promises))
	}
	for k := range promises {
		if !diag.IsVerified(diag.VerifyPrefix + string(k)) {
			t.Errorf("the name of %s is not listed", k)
		}
	}
	if n := strings.Count(string(data), "| `"+diag.VerifyPrefix); n != len(promises) {
		t.Errorf("docs/verify.md has %d findings, and there are %d", n, len(promises))
	}
}

func TestTimelineText(t *testing.T) {
	got := TimelineText("a.pill", []Timeline{{App: "shop", Process: "web:one", Moments: []Moment{
		{At: 100 * time.Millisecond, Step: "start", Kind: Entered, Text: "starting"},
		{At: 200 * time.Millisecond, Step: "start", Kind: Made, Pid: 7},
		{At: time.Second, Step: "stop", Kind: Sent, Pid: 7, Text: "QUIT"},
		{At: 2 * time.Second, Step: "stop", Kind: Ended, Pid: 7, Text: "exit 0"},
		{At: 3 * time.Second, Step: "stop", Kind: Made, Text: "No such file"},
	}}})
	const want = `a.pill: web:one of shop
  start        0.10  starting
               0.20  started [7]
  stop         1.00  is sent QUIT [7]
               2.00  ended (exit 0) [7]
               3.00  cannot be started: No such file

`
	if got != want {
		t.Errorf("got\n%s", got)
	}
}
