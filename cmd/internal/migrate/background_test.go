package migrate

import (
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/ruby"
)

// TestStayInForeground takes daemonization out of commands, as the checklists
// for leaving Bluepill tell people to do by hand.
func TestStayInForeground(t *testing.T) {
	for command, want := range map[string]string{
		"unicorn -D -c x.rb":                         "unicorn -c x.rb",
		"unicorn -Dc x.rb":                           "unicorn -c x.rb",
		"bundle exec unicorn -c x.rb --daemonize -D": "bundle exec unicorn -c x.rb",
		"thin start -d -p 3000":                      "thin start -p 3000",
		"puma -d -C x.rb":                            "puma -C x.rb",
		"bundle exec sidekiq -d -L x.log":            "bundle exec sidekiq -L x.log",
		"script/delayed_job start":                   "script/delayed_job run",
		"rake resque:work BACKGROUND=yes":            "rake resque:work",
		"env BACKGROUND=yes rake resque:work":        "env rake resque:work",
		"memcached -vd -u nobody":                    "memcached -v -u nobody",
		`sh -c "cd /srv && exec unicorn -D -c x.rb"`: "sh -c cd /srv && exec unicorn -c x.rb",
		"unicorn -c x.rb":                            "unicorn -c x.rb",
		"nginx -c x":                                 "background",
		"redis-server x --daemonize yes --port 1":    "redis-server x --port 1",
		"/etc/init.d/nginx start":                    "background",
		"script/unheard_of -d":                       "script/unheard_of -d",
	} {
		words, err := ruby.Shellsplit(command)
		if err != nil {
			t.Fatal(err)
		}
		s := stayInForeground(words)
		got := strings.Join(s.words, " ")
		if s.mode == program.Background {
			got = "background"
		}
		if got != want {
			t.Errorf("%s: %q, should be %q", command, got, want)
		}
	}
}

// TestShell tells which single words exec gives to a shell.
func TestShell(t *testing.T) {
	for word, want := range map[string]bool{
		"sleep": false, "/bin/sleep": false, "$HOME/x": true, "~/x": true, "A=1": true, "/a=b": false, "a*": true, "exit": true, "times": true, "a;b": true,
		"a b": true, "a%b": false, "a#b": true, "é": false,
	} {
		if got := forShell(word); got != want {
			t.Errorf("%q: %v, should be %v", word, got, want)
		}
	}
}

// TestOwnPidFile migrates a program that forks without a pid_file: Bluepill's own
// file, whose place depends on the machine, is written by nobody.
func TestOwnPidFile(t *testing.T) {
	p := plan(t, "user_nginx.pill", `
Bluepill.application("user_nginx") do |app|
  app.process("user_nginx") do |process|
    process.start_command = "nginx"
  end
end
`)
	if len(p.Refused) > 0 || len(p.Apps) != 1 || len(p.Apps[0].Services) != 1 {
		t.Fatalf("%v is refused", p.Refused)
	}
	if s := p.Apps[0].Services[0]; !s.Forks || s.PidFile != "" {
		t.Errorf("it forks: %v, with the pid file %q", s.Forks, s.PidFile)
	}
}
