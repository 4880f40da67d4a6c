package plan

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"

	"github.com/pilllint/pilllint/supervisor"
)

var update = flag.Bool("update", false, "rewrite the list of what is refused")

func build(path, text string) *pill.Config {
	env := eval.Env{
		Getenv: func(string) (string, bool) { return "", false }, Environ: func() []string { return nil },
		Home: "/root", Dir: "/", Path: path, Root: true, Hostname: "host", Now: func() time.Time { return time.Unix(1e9, 0) },
	}
	return pill.Build(syntax.Parse(source.NewFile(filepath.Base(path), text)), env)
}

// TestRefused makes plans of all the pills that were run with the real Bluepill.
// testdata/refused.txt lists those which that one loads and we refuse, and why:
// there, the daemon dies of them or worse.
func TestRefused(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/cases/*.pill")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases: ", err)
	}
	var refused strings.Builder
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var real struct{ Error any }
		data, err := os.ReadFile(strings.TrimSuffix(path, ".pill") + ".json")
		if err == nil {
			err = json.Unmarshal(data, &real)
		}
		if err != nil {
			t.Fatal(err)
		}
		_, found := New(build(path, string(text)), "/var/run/bluepill")
		switch {
		case real.Error != nil && len(found) == 0:
			t.Errorf("%s: the real Bluepill refuses it: %v", path, real.Error)
		case real.Error == nil:
			for _, d := range found {
				fmt.Fprintf(&refused, "%s: %s\n", d.Span, d.Message)
			}
		}
	}
	const golden = "../../testdata/refused.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(refused.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || string(want) != refused.String() {
		t.Errorf("what is refused has changed (%v); -update rewrites it:\n%s", err, refused.String())
	}
}

// TestPlan reads everything that a process can be told.
func TestPlan(t *testing.T) {
	plans, found := New(build("x.pill", `
Bluepill.application("shop", log_file: "/var/log/shop.log", kill_timeout: 4) do |app|
  app.working_dir = "/srv"
  app.process("web") do |p|
    p.start_command = "bin/web -d"
    p.stop_signals = [:quit, 30.seconds, :term, 5, :kill]
    p.stop_grace_time = 1.minute
    p.start_grace_time = "10"
    p.environment = { "A" => 1, :B => nil }
    p.uid = "www"
    p.group = :front
    p.cache_actual_pid = false
    p.auto_start = false
    p.group_restart_noblock = false
    p.checks :mem_usage, every: 1.5, below: 1.megabyte, times: [3, 5]
    p.checks :flapping, times: 2, within: 30.seconds, retry_in: 7
    p.checks :http, every: 10, url: "http://localhost/", pattern: /ok/i, timeout: 3
    p.monitor_children do |c|
      c.stop_command = "kill {{PID}}"
    end
  end
end
`), "/base")
	if len(found) > 0 {
		t.Fatal(found)
	}
	mb := float64(1 << 20)
	want := &supervisor.Plan{
		App: "shop", Pill: "x.pill", BaseDir: "/base", LogFile: "/var/log/shop.log", KillTimeout: 2 * time.Second,
		Specs: []*supervisor.Spec{{
			Name: "web", Group: "front", Grouped: true, Start: "bin/web -d", PidFile: "/var/run/bluepill/pids/shop/web.pid", OwnPidFile: true,
			FollowPid: true, Dir: "/srv", Env: [][2]string{{"A", "1"}, {"B", ""}}, User: "www",
			StartGrace: 10 * time.Second, StopGrace: time.Minute, RestartGrace: 3 * time.Second, OnStartTimeout: supervisor.Start,
			StopSignals: []supervisor.Signalling{{Signal: "quit"}, {After: 30 * time.Second, Signal: "term"}, {After: 5 * time.Second, Signal: "kill"}},
			Serial:      []supervisor.Want{supervisor.Restart},
			Flapping:    &supervisor.FlappingSpec{Times: 2, Within: 30 * time.Second, RetryIn: 7 * time.Second},
		}},
	}
	s := plans[0].Specs[0]
	if len(s.Checks) != 2 || s.Children == nil || s.Children.Stop != "kill {{PID}}" {
		t.Fatalf("checks %v, children %+v", s.Checks, s.Children)
	}
	if got, want := *s.Checks[0], (supervisor.CheckSpec{Name: "mem_usage", Kind: "mem_usage", Every: 2 * time.Second, Hits: 3, Of: 5, Fires: []supervisor.Want{supervisor.Restart}, Below: &mb}); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if h := s.Checks[1].HTTP; h.URL != "http://localhost/" || h.Pattern.Source != "ok" || !h.Pattern.Options.IgnoreCase || h.ReadTimeout != 3*time.Second {
		t.Errorf("got %+v", h)
	}
	s.Checks, s.Children = nil, nil
	if !reflect.DeepEqual(plans[0], want) {
		t.Errorf("got  %+v\nwant %+v", s, want.Specs[0])
	}
}
