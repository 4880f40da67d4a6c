package migrate

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclparse"
)

// A jobFile is what Nomad's documentation has of a job, as far as it is written:
// what is not in it is an error.
type jobFile struct {
	Job struct {
		Name   string `hcl:"name,label"`
		Type   string `hcl:"type"`
		Groups []struct {
			Name    string `hcl:"name,label"`
			Count   *int   `hcl:"count"`
			Restart struct {
				Attempts int    `hcl:"attempts"`
				Interval string `hcl:"interval"`
				Delay    string `hcl:"delay"`
				Mode     string `hcl:"mode"`
			} `hcl:"restart,block"`
			Reschedule *struct {
				Attempts  int  `hcl:"attempts"`
				Unlimited bool `hcl:"unlimited"`
			} `hcl:"reschedule,block"`
			Network *struct {
				Port struct {
					Label  string `hcl:"label,label"`
					Static int    `hcl:"static"`
				} `hcl:"port,block"`
			} `hcl:"network,block"`
			Service *struct {
				Provider string `hcl:"provider"`
				Name     string `hcl:"name"`
				Port     string `hcl:"port"`
				Check    struct {
					Type          string `hcl:"type"`
					Protocol      string `hcl:"protocol"`
					Path          string `hcl:"path"`
					Interval      string `hcl:"interval"`
					Timeout       string `hcl:"timeout"`
					TLSSkipVerify bool   `hcl:"tls_skip_verify,optional"`
					Restart       struct {
						Limit int    `hcl:"limit"`
						Grace string `hcl:"grace"`
					} `hcl:"check_restart,block"`
				} `hcl:"check,block"`
			} `hcl:"service,block"`
			Task struct {
				Name        string `hcl:"name,label"`
				Driver      string `hcl:"driver"`
				User        string `hcl:"user,optional"`
				KillSignal  string `hcl:"kill_signal"`
				KillTimeout string `hcl:"kill_timeout"`
				Config      struct {
					Command string `hcl:"command"`
				} `hcl:"config,block"`
			} `hcl:"task,block"`
		} `hcl:"group,block"`
	} `hcl:"job,block"`
}

func duration(t *testing.T, text string) time.Duration {
	t.Helper()
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Error(err)
	}
	return d
}

// TestNomad reads the jobs of all pills, and demands what Nomad demands of them.
func TestNomad(t *testing.T) {
	all := append(plans(t, "pills", "golden", "cases"), plan(t, "sequences.pill", sequences))
	files, _ := Nomad(all, "")
	groups := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".hcl") {
			continue
		}
		parsed, diags := hclparse.NewParser().ParseHCL([]byte(f.Text), f.Path)
		if diags.HasErrors() {
			t.Error(diags)
			continue
		}
		var job jobFile
		if diags := gohcl.DecodeBody(parsed.Body, nil, &job); diags.HasErrors() {
			t.Error(diags)
		}
		names := map[string]bool{}
		for _, g := range job.Job.Groups {
			groups++
			r := g.Restart
			interval := duration(t, r.Interval)
			if interval < 5*time.Second || time.Duration(r.Attempts)*duration(t, r.Delay) > interval || r.Attempts < 1 {
				t.Errorf("%s: Nomad does not take %+v", g.Name, r)
			}
			if names[g.Name] || !strings.HasSuffix(g.Task.Config.Command, "/"+g.Name) || duration(t, g.Task.KillTimeout) < time.Second {
				t.Errorf("%s: %+v", f.Path, g)
			}
			names[g.Name] = true
			if s := g.Service; s != nil && (g.Network == nil || g.Network.Port.Static < 1 || duration(t, s.Check.Interval) < time.Second || !strings.HasPrefix(s.Check.Path, "/")) {
				t.Errorf("%s: %+v", g.Name, s)
			}
		}
	}
	if groups < 100 {
		t.Errorf("%d groups are few", groups)
	}
}

// TestHCLQuote reads hostile strings back.
func TestHCLQuote(t *testing.T) {
	for _, v := range hostile() {
		h := &hcl{}
		h.set("a", v)
		parsed, diags := hclparse.NewParser().ParseHCL([]byte(h.String()), "x.hcl")
		if diags.HasErrors() {
			if utf8.ValidString(v) { // what is no text is nowhere in a job
				t.Errorf("%q: %v", v, diags)
			}
			continue
		}
		var got struct {
			A string `hcl:"a"`
		}
		if diags := gohcl.DecodeBody(parsed.Body, nil, &got); diags.HasErrors() || got.A != v && !strings.Contains(v, "\xff") && v != "e\u0301" { // which HCL composes; nothing of it is written
			t.Errorf("%q becomes %q: %v", v, got.A, diags)
		}
	}
}

// TestNomadReads has Nomad's own parser read the jobs of all pills.
func TestNomadReads(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "nomad")
	build := exec.Command("go", "build", "-C", "testdata/nomad", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=readonly")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	files, _ := Nomad(append(plans(t, "pills", "golden", "cases"), plan(t, "sequences.pill", sequences)), "")
	var jobs []string
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".nomad.hcl") || !utf8.ValidString(f.Text) {
			continue
		}
		path := filepath.Join(dir, strconv.Itoa(len(jobs))+".hcl") // whatever the pill is called
		if err := os.WriteFile(path, []byte(f.Text), 0o666); err != nil {
			t.Fatal(err)
		}
		jobs = append(jobs, path)
	}
	if out, err := exec.Command(program, jobs...).CombinedOutput(); err != nil || len(jobs) < 100 {
		t.Errorf("of %d jobs, Nomad refuses some: %v\n%s", len(jobs), err, out)
	}
}
