package migrate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclparse"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/pilllint/pilllint/parser/source"
)

// hostilePlans have hostile strings wherever a pill has strings: an application
// for each, with a process of which all is made of it.
func hostilePlans() []*Plan {
	p := &Plan{Source: "hostile.pill"}
	for i, v := range hostile() {
		if len(v) > 1000 {
			continue // scripts have it: TestLauncherKeepsBytes
		}
		at := source.NewFile("a"+v+".pill", "x\n").Span(0, 1)
		app := &App{Name: "app" + v, At: at, Notes: []Note{{What: "log_file", Line: 1, Text: "x" + v}}}
		words := Command{Words: []string{"/bin/x" + v, v}, Text: v}
		s := &Service{
			App: app, Name: v + "p" + fmt.Sprint(i), Group: v, At: at, Start: words, PreStart: &words, Reload: &Reload{Command: words}, Dir: "/srv/" + v,
			PidFile: "/run/" + fmt.Sprint(i) + v, Env: []Var{{Name: "A" + v, Value: v}, {Name: "B", Value: v, Secret: true}}, GID: v, User: v, Groups: []string{v},
			Stdout: "/srv/" + v + ".out", Stderr: "/srv/" + v + ".err", Stdin: "/srv/" + v, AutoStart: true, Stop: Stop{Command: &words, Steps: []Step{{Signal: "term"}}, Timeout: 5},
			Lines: map[string]int{"uid": 1},
		}
		check := func(kind string) Check {
			return Check{Kind: kind, At: at, Every: 10, Hits: 1, Of: 1, Below: "5", File: "/srv/" + v, HTTP: &HTTP{URL: "http://localhost:3000/?" + v, Status: "2??", Open: 5, Read: 5, Pattern: v}}
		}
		s.Checks = []Check{check("file_time"), check("http")}
		app.Services = []*Service{s}
		odd := *s
		odd.Name, odd.Checks = "host"+v+fmt.Sprint(i), []Check{check("http")}
		odd.PidFile += ".2"
		odd.Checks[0].HTTP.URL = "http://h" + v + "/"
		app.Services = append(app.Services, &odd)
		p.Apps = append(p.Apps, app)
	}
	return []*Plan{p}
}

// run runs a tool that judges what was written.
func run(t *testing.T, dir string, words ...string) string {
	t.Helper()
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = dir
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		said := complaints.String() + out.String()
		t.Fatalf("%s: %v\n%s", words[0], err, said[max(0, len(said)-2000):])
	}
	return out.String()
}

// TestHostileSupervisord has Supervisor's own parser read names and users.
func TestHostileSupervisord(t *testing.T) {
	all := hostilePlans()
	files, refused := Supervisord(all, "")
	dir := t.TempDir()
	conf := "[supervisord]\n[supervisorctl]\n"
	want := map[string]bool{}
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".conf") {
			conf += f.Text
		}
		if strings.HasPrefix(f.Path, "etc/pilllint/run/") {
			want["/"+f.Path] = true
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "conf"), []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	out := run(t, dir, "/usr/bin/python3", "-c", `
import json, supervisor.options as o
users = []
o.name_to_uid = lambda name: users.append(name)
options = o.ServerOptions()
options.realize(["-c", "conf", "-n"])
programs = [p for g in options.process_group_configs for p in g.process_configs]
print(json.dumps({"commands": [p.command for p in programs], "users": users}))`)
	var got struct{ Commands, Users []string }
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	for _, c := range got.Commands {
		if !want[c] {
			t.Errorf("Supervisor runs %q", c)
		}
		delete(want, c)
	}
	for c := range want {
		t.Errorf("Supervisor does not run %s", c)
	}
	for _, p := range all {
		for _, a := range p.Apps {
			if user := a.Services[0].User; user != "" && !slices.Contains(got.Users, user) && !slices.ContainsFunc(refused, func(r Refusal) bool { return r.At == a.At }) {
				t.Errorf("the user %q is lost", user)
			}
		}
	}
}

// TestHostileMonit has monit read its control file back.
func TestHostileMonit(t *testing.T) {
	all := hostilePlans()
	files, refused := Monit(all, "")
	dir := t.TempDir()
	write(t, dir, files)
	conf := "set daemon 10\nset idfile " + dir + "/id\n"
	for _, f := range files {
		if strings.HasPrefix(f.Path, "etc/monit/") {
			conf += strings.ReplaceAll(f.Text, `"/etc/pilllint`, `"`+dir+"/etc/pilllint")
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "monitrc"), []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	out := run(t, dir, "monit", "-vv", "-t", "-c", "monitrc")
	kept := 0
	for _, a := range all[0].Apps {
		s := a.Services[0]
		if slices.ContainsFunc(refused, func(r Refusal) bool { return r.At == s.At }) {
			continue
		}
		kept++
		for _, want := range []string{" Pid file             = " + s.PidFile + "\n", " Path                 = " + s.Checks[0].File + "\n"} {
			if !strings.Contains(out, want) {
				t.Errorf("monit does not read %q", want)
			}
		}
	}
	if kept < 300 {
		t.Errorf("%d applications are few", kept)
	}
}

// TestHostileProcfile has foreman find all processes.
func TestHostileProcfile(t *testing.T) {
	for name, target := range map[string]func([]*Plan, string) ([]File, []Refusal){"procfile": Procfile, "cloud66": Cloud66} {
		files, refused := target(hostilePlans(), "")
		dir := t.TempDir()
		write(t, dir, files)
		var want []string
		for _, f := range files {
			if script, ok := strings.CutPrefix(f.Path, "bin/"); ok {
				want = append(want, script)
				run(t, dir, "sh", "-n", f.Path)
			}
		}
		found := run(t, dir, "foreman", "check")
		if found != "valid procfile detected ("+strings.Join(want, ", ")+")\n" || len(refused) > 0 {
			list := strings.Split(strings.TrimSuffix(strings.TrimPrefix(found, "valid procfile detected ("), ")\n"), ", ")
			slices.Sort(list)
			slices.Sort(want)
			if !slices.Equal(list, want) {
				t.Errorf("%s: foreman finds %d processes of %d (%v)", name, len(list), len(want), refused)
			}
		}
	}
}

// TestHostileKubernetes demands that an API server takes everything.
func TestHostileKubernetes(t *testing.T) {
	files, refused := Kubernetes(hostilePlans())
	deployments, _ := readKubernetes(t, files)
	for _, d := range deployments {
		pod := d.Spec.Template
		wrong := validation.IsDNS1123Label(d.Name)
		for name, v := range pod.Labels {
			wrong = slices.Concat(wrong, validation.IsValidLabelValue(v), validation.IsQualifiedName(name))
		}
		for _, c := range slices.Concat(pod.Spec.InitContainers, pod.Spec.Containers) {
			for _, v := range c.Env {
				wrong = slices.Concat(wrong, validation.IsEnvVarName(v.Name))
			}
		}
		for _, w := range wrong {
			t.Errorf("%s: %s", d.Name, w)
		}
	}
	if len(deployments)+len(refused) < 2*len(hostilePlans()[0].Apps) || len(deployments) < 100 {
		t.Errorf("%d Deployments and %d refusals", len(deployments), len(refused))
	}
}

// TestHostileNomad reads all jobs.
func TestHostileNomad(t *testing.T) {
	all := hostilePlans()
	files, refused := Nomad(all, "")
	users := map[string]bool{}
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".hcl") {
			continue
		}
		parsed, diags := hclparse.NewParser().ParseHCL([]byte(f.Text), f.Path)
		if diags.HasErrors() {
			t.Errorf("%v\n%s", diags, f.Text)
			continue
		}
		var job jobFile
		if diags := gohcl.DecodeBody(parsed.Body, nil, &job); diags.HasErrors() {
			t.Error(diags)
		}
		for _, g := range job.Job.Groups {
			users[g.Task.User] = true
		}
	}
	for _, a := range all[0].Apps {
		if user := a.Services[0].User; !users[user] && !slices.ContainsFunc(refused, func(r Refusal) bool { return r.At == a.At }) {
			t.Errorf("the user %q is lost", user)
		}
	}
}
