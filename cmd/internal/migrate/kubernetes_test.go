package migrate

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"sigs.k8s.io/yaml"

	"github.com/pilllint/pilllint/parser/source"
)

// expand is what the kubelet does to $(VARIABLES) of commands and values, where
// none is known: $$ is a dollar sign.
func expand(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		b.WriteByte(s[i])
		if s[i] == '$' && i+1 < len(s) && s[i+1] == '$' {
			i++
		} else if strings.HasPrefix(s[i:], "$(") {
			return "a variable is looked for in " + s
		}
	}
	return b.String()
}

func expandAll(list []string) (all []string) {
	for _, s := range list {
		all = append(all, expand(s))
	}
	return all
}

// readKubernetes reads what was written as strictly as an API server does.
func readKubernetes(t *testing.T, files []File) (deployments []appsv1.Deployment, secrets []corev1.Secret) {
	t.Helper()
	for _, f := range files {
		if f.Path == "README.md" {
			continue
		}
		_, body, _ := strings.Cut(f.Text, "---\n")
		for document := range strings.SplitSeq(body, "\n---\n") {
			var kind metav1.TypeMeta
			var d appsv1.Deployment
			var s corev1.Secret
			err := yaml.Unmarshal([]byte(document), &kind)
			switch {
			case err != nil:
			case kind.Kind == "Secret" && kind.APIVersion == "v1":
				err = yaml.UnmarshalStrict([]byte(document), &s)
				secrets = append(secrets, s)
			default:
				err = yaml.UnmarshalStrict([]byte(document), &d)
				deployments = append(deployments, d)
				if kind.Kind != "Deployment" || kind.APIVersion != "apps/v1" {
					t.Errorf("%s: %v", f.Path, kind)
				}
			}
			if err != nil {
				t.Errorf("%s: %v\n%s", f.Path, err, document)
			}
		}
	}
	return deployments, secrets
}

// TestKubernetes demands of the Deployments of all pills what an API server
// does.
func TestKubernetes(t *testing.T) {
	all := append(plans(t, "pills", "golden", "cases"), plan(t, "sequences.pill", sequences))
	files, _ := Kubernetes(all)
	deployments, secrets := readKubernetes(t, files)
	if len(deployments) < 100 || len(secrets) == 0 {
		t.Errorf("%d Deployments and %d Secrets are few", len(deployments), len(secrets))
	}
	names := map[string]bool{}
	for _, d := range deployments {
		pod := d.Spec.Template
		var wrong []string
		wrong = append(wrong, validation.IsDNS1123Label(d.Name)...)
		for _, v := range pod.Labels {
			wrong = append(wrong, validation.IsValidLabelValue(v)...)
		}
		for name, v := range d.Spec.Selector.MatchLabels {
			if pod.Labels[name] != v {
				wrong = append(wrong, "the selector does not select its pods")
			}
		}
		if names[d.Name] || *pod.Spec.TerminationGracePeriodSeconds < 1 {
			wrong = append(wrong, "the name is used twice, or there is no time to end")
		}
		names[d.Name] = true
		for _, c := range slices.Concat(pod.Spec.InitContainers, pod.Spec.Containers) {
			wrong = append(wrong, validation.IsDNS1123Label(c.Name)...)
			for _, v := range c.Env {
				wrong = append(wrong, validation.IsEnvVarName(v.Name)...)
			}
			if p := c.LivenessProbe; p != nil && (p.PeriodSeconds < 1 || p.FailureThreshold < 1 || p.HTTPGet != nil && len(validation.IsValidPortNum(p.HTTPGet.Port.IntValue())) > 0) {
				wrong = append(wrong, fmt.Sprint(p))
			}
			if c.Image == "" || len(c.Command) == 0 {
				wrong = append(wrong, "it runs nothing")
			}
		}
		for _, w := range wrong {
			t.Errorf("%s: %s", d.Name, w)
		}
	}
}

// TestKubernetesKeepsBytes reads hostile strings back.
func TestKubernetesKeepsBytes(t *testing.T) {
	app := &App{Name: "x", At: source.NewFile("x.pill", "x\n").Span(0, 1)}
	var words []string
	s := &Service{App: app, Name: "x", At: app.At, Stop: Stop{Steps: []Step{{Signal: "term"}}}}
	secrets := map[string]string{}
	for i, v := range hostile() {
		if utf8.ValidString(v) {
			words = append(words, v)
			s.Env = append(s.Env, Var{Name: fmt.Sprintf("V%d", i), Value: v}, Var{Name: fmt.Sprintf("S%d", i), Value: v, Secret: true})
			secrets[fmt.Sprintf("S%d", i)] = v
		}
	}
	s.Start.Words, s.PreStart, s.Stop.Command, s.Dir = words, &Command{Words: words}, &Command{Words: words}, "/srv/$(X)\n"
	app.Services = []*Service{s}
	files, refused := Kubernetes([]*Plan{{Apps: []*App{app}}})
	deployments, stored := readKubernetes(t, files)
	if len(refused) > 0 || len(deployments) != 1 || len(stored) != 1 {
		t.Fatalf("%v %d %d", refused, len(deployments), len(stored))
	}
	pod := deployments[0].Spec.Template.Spec
	c := pod.Containers[0]
	if before := expandAll(pod.InitContainers[0].Command); !slices.Equal(expandAll(c.Command), words) || !slices.Equal(before[4:], words) || before[2] != `"$@" || :` {
		t.Errorf("commands are not what they were: %q %q", c.Command, before)
	}
	if !slices.Equal(c.Lifecycle.PreStop.Exec.Command, words) || c.WorkingDir != s.Dir {
		t.Errorf("%q %q", c.Lifecycle.PreStop.Exec.Command, c.WorkingDir)
	}
	for _, v := range c.Env {
		i := slices.IndexFunc(s.Env, func(e Var) bool { return e.Name == v.Name })
		if ref := v.ValueFrom; ref == nil && expand(v.Value) != s.Env[i].Value || ref != nil && stored[0].StringData[ref.SecretKeyRef.Key] != secrets[v.Name] {
			t.Errorf("%s becomes %q", v.Name, v.Value)
		}
	}
	if again, _ := Kubernetes([]*Plan{{Apps: []*App{app}}}); !bytes.Equal([]byte(again[1].Text), []byte(files[1].Text)) {
		t.Error("the same pill does not make the same files")
	}
}

// TestKubernetesStop compares sequences with what a pod is sent.
func TestKubernetesStop(t *testing.T) {
	for signals, want := range map[string]string{
		":term, 31, :kill":            "31",
		":quit, 30, :term, 11, :kill": "41 kill -s QUIT 1; sleep 30",
		":quit, 75, :int, 15, :kill":  "90 kill -s QUIT 1; sleep 75; kill -s INT 1; sleep 15",
		":usr1, 1, :hup":              "91 kill -s USR1 1; sleep 1; kill -s HUP 1; sleep 90",
		":kill":                       "1",
	} {
		p := plan(t, "x.pill", `Bluepill.application("x") { |app| app.process("x") { |p| p.start_command = "x"; p.daemonize = true; p.stop_grace_time = 200; p.stop_signals = [`+signals+`] } }`)
		files, _ := Kubernetes([]*Plan{p})
		deployments, _ := readKubernetes(t, files)
		pod := deployments[0].Spec.Template.Spec
		got := fmt.Sprint(*pod.TerminationGracePeriodSeconds)
		if l := pod.Containers[0].Lifecycle; l != nil {
			got += " " + l.PreStop.Exec.Command[2]
		}
		if got != want {
			t.Errorf("%s becomes %q, should be %q", signals, got, want)
		}
	}
}
