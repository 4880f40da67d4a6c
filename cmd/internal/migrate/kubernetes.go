package migrate

// This file makes Deployments for Kubernetes, as far as it has a place for what a pill says.

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// Kubernetes makes a file of Deployments for each application, and one of
// Secrets if it has any. Which image has the programs is not known: it is called
// like the application.
func Kubernetes(plans []*Plan) (files []File, refused []Refusal) {
	report := &report{Title: "From Bluepill to Kubernetes", Target: "Kubernetes",
		Keeps: []string{"start_command", "pre_start_command", "daemonize", "environment", "working_dir", "auto_start", "group", "stop_command", "stop_signals"},
		Install: "Say which image has the programs: it is called like the application here, which `images:` of a kustomization, or an editor, changes.\n\n" +
			"```sh\nkubectl apply -f .\n```\n\n" +
			"In a container the process has the id 1, to which the kernel gives no signal that the program does not handle itself. `PATH` is the\nimage's, unless the pill sets it. Keep the Secrets out of the repository."}
	used := map[string]bool{}
	for _, p := range plans {
		refused = append(refused, p.Refused...)
		for _, a := range p.Apps {
			app := dnsName(a.Name, used)
			var objects, secrets []kubeObject
			for _, s := range a.Services {
				if why := notForKubernetes(s); why != "" {
					refused = append(refused, Refusal{At: s.At, Process: s.Name, Unwritten: true, Why: why, process: s.process})
					continue
				}
				k := &kubernetes{Service: s, app: app, name: dnsName(s.Name, used)}
				objects = append(objects, k.deployment())
				if len(k.secrets) > 0 {
					secrets = append(secrets, k.secret())
				}
				report.add(a, s, k.name, k.notes)
			}
			if len(objects) > 0 {
				files = append(files, File{Path: app + ".yaml", Mode: 0o644, Text: header(pathOf(a.At)) + documents(objects)})
			}
			if len(secrets) > 0 {
				files = append(files, File{Path: app + "-secrets.yaml", Mode: 0o600, Text: header(pathOf(a.At)) + documents(secrets)})
			}
		}
	}
	files = append(files, File{Path: "README.md", Mode: 0o644, Text: report.text(refused)})
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, refused
}

// documents writes several objects as one file.
func documents(objects []kubeObject) string {
	var b strings.Builder
	for _, o := range objects {
		b.WriteString("---\n")
		// The encoder of YAML writes some texts so that it cannot read them itself;
		// what comes by way of JSON has quotes to keep.
		data, err := json.Marshal(o)
		text := unprintable.ReplaceAllStringFunc(string(data), func(c string) string { return fmt.Sprintf(`\u%04x`, []rune(c)[0]) })
		var n yaml.Node
		err = cmp.Or(err, yaml.Unmarshal([]byte(text), &n))
		plainStyle(&n)
		e := yaml.NewEncoder(&b)
		e.SetIndent(2)
		if err = cmp.Or(err, e.Encode(&n)); err != nil {
			panic(err) // there are but texts and numbers in it
		}
	}
	return b.String()
}

// unprintable is what JSON has as it is, and YAML does not.
var unprintable = lazyregexp.New(`[\x{7f}-\x{9f}\x{fffe}\x{ffff}]`)

// plainStyle takes brackets and quotes away, but for those of texts that not all
// readers of YAML would take otherwise.
func plainStyle(n *yaml.Node) {
	quoted := n.Kind == yaml.ScalarNode && n.Style != 0 &&
		(oldYAML.MatchString(n.Value) || strings.ContainsFunc(n.Value, func(r rune) bool { return !unicode.IsPrint(r) }))
	if !quoted {
		n.Style = 0
	}
	for _, child := range n.Content {
		plainStyle(child)
	}
}

// oldYAML are words that YAML 1.1, which Kubernetes reads, has for truth values and
// numbers, where the encoder does not always think of them.
var oldYAML = lazyregexp.New(`^(?i:y|n|yes|no|on|off)$|^[-+.]?[0-9][0-9_:.,a-fA-FxXoO+-]*$`)

// notForKubernetes returns why there cannot be a Deployment of a service; "" if
// there can.
func notForKubernetes(s *Service) string {
	if s.Forks {
		return "it puts itself in the background, which ends its container"
	}
	all := slices.Concat([]string{s.Dir}, s.Start.Words)
	for _, c := range []*Command{s.PreStart, s.Stop.Command} {
		if c != nil {
			all = append(all, c.Words...)
		}
	}
	for _, v := range s.Env {
		all = append(all, v.Name, v.Value)
		if v.Secret && !kubernetesVariable.MatchString(v.Name) {
			return fmt.Sprintf("Kubernetes takes no variable %q, which is secret", v.Name)
		}
	}
	for _, text := range all {
		if !utf8.ValidString(text) {
			return fmt.Sprintf("Kubernetes only takes text, which %q is not", text)
		}
	}
	return ""
}

var notDNS = lazyregexp.New(`[^a-z0-9]+`)

// dnsName makes a name that Kubernetes takes for objects, and no other has:
// lower case letters, digits and hyphens.
func dnsName(name string, used map[string]bool) string {
	base := strings.Trim(notDNS.ReplaceAllString(strings.ToLower(name), "-"), "-")
	if base = strings.TrimRight(base[:min(len(base), 50)], "-"); base == "" || base[0] <= '9' {
		base = "p" + base
	}
	free := base
	for n := 2; used[free]; n++ {
		free = fmt.Sprintf("%s-%d", base, n)
	}
	used[free] = true
	return free
}

// kubernetesVariable is what every Kubernetes takes as the name of a variable.
var kubernetesVariable = lazyregexp.New(`^[-._a-zA-Z][-._a-zA-Z0-9]*$`)

// literal writes a text that Kubernetes would look for $(VARIABLES) in.
func literal(s string) string { return strings.ReplaceAll(s, "$", "$$") }

// A kubernetes is a Deployment that is being written.
type kubernetes struct {
	*Service
	app, name string
	secrets   []Var
	notes     []Note
}

func (k *kubernetes) tell(what, format string, args ...any) {
	k.notes = append(k.notes, Note{What: what, Line: k.line(what), Text: fmt.Sprintf(format, args...)})
}

func (k *kubernetes) lost(what, format string, args ...any) {
	k.tell(what, format, args...)
	k.notes[len(k.notes)-1].Loss = true
}

func (k *kubernetes) secret() kubeObject {
	data := map[string]string{}
	for _, v := range k.secrets {
		data[v.Name] = v.Value
	}
	return kubeObject{APIVersion: "v1", Kind: "Secret", Metadata: k.meta(), StringData: data}
}

func (k *kubernetes) meta() kubeMeta {
	labels := map[string]string{"app.kubernetes.io/name": k.name, "app.kubernetes.io/part-of": k.app}
	if k.Group != "" {
		labels["app.kubernetes.io/component"] = dnsName(k.Group, map[string]bool{})
	}
	return kubeMeta{Name: k.name, Labels: labels}
}

func (k *kubernetes) deployment() kubeObject {
	replicas := 1
	if !k.AutoStart {
		replicas = 0
		k.tell("auto_start", "it has no replicas: scale it to start it")
	}
	meta := k.meta()
	grace := k.stop()
	pod := kubePod{TerminationGracePeriodSeconds: grace.seconds}
	c := kubeContainer{Name: k.name, Image: k.app, WorkingDir: k.Dir}
	c.Env, c.Command = k.environment()
	if k.PreStart != nil {
		before := c
		before.Name = "before"
		before.Command = slices.Concat([]string{"/bin/sh", "-c", `"$$@" || :`, "sh"}, c.Command, literals(k.PreStart.Words))
		pod.InitContainers = []kubeContainer{before}
		k.tell("pre_start_command", "it runs before each pod is started, not before each start in it")
	}
	c.Command = slices.Concat(c.Command, literals(k.Start.Words))
	if grace.before != nil {
		c.Lifecycle = &kubeLifecycle{PreStop: kubeHandler{Exec: kubeExec{Command: grace.before}}}
	}
	k.checks(&c)
	k.place()
	pod.Containers = []kubeContainer{c}
	return kubeObject{APIVersion: "apps/v1", Kind: "Deployment", Metadata: meta, Spec: &kubeDeployment{
		Replicas: replicas,
		Selector: kubeSelector{MatchLabels: map[string]string{"app.kubernetes.io/name": k.name}},
		Strategy: kubeStrategy{Type: "Recreate"}, // one process, not two for a while
		Template: kubeTemplate{Metadata: kubeMeta{Labels: meta.Labels}, Spec: pod},
	}}
}

func literals(words []string) (list []string) {
	for _, w := range words {
		list = append(list, literal(w))
	}
	return list
}

// environment returns the variables, and what sets those whose names Kubernetes
// does not take.
func (k *kubernetes) environment() (env []kubeVar, odd []string) {
	for _, v := range k.Env {
		switch {
		case v.Secret:
			k.secrets = append(k.secrets, v)
			env = append(env, kubeVar{Name: v.Name, ValueFrom: &kubeVarFrom{SecretKeyRef: kubeKey{Name: k.name, Key: v.Name}}})
		case kubernetesVariable.MatchString(v.Name):
			env = append(env, kubeVar{Name: v.Name, Value: literal(v.Value)})
		default:
			odd = append(odd, literal(v.Name+"="+v.Value))
		}
	}
	if len(odd) > 0 {
		odd = slices.Concat([]string{"/usr/bin/env"}, odd)
	}
	return env, odd
}

// place tells what the image and the cluster have to see to.
func (k *kubernetes) place() {
	if k.User != "" {
		k.lost("uid", "Kubernetes wants a number: set runAsUser to what %s is in the image", k.User)
	}
	if k.GID != "" {
		k.lost("gid", "Kubernetes wants a number: set runAsGroup to what %s is in the image", k.GID)
	}
	if len(k.Groups) > 0 {
		k.lost("supplementary_groups", "Kubernetes wants numbers: set supplementalGroups")
	}
	for _, what := range []string{"stdout", "stderr"} {
		if k.Lines[what] > 0 {
			k.tell(what, "it goes to the container's log: kubectl logs")
		}
	}
	if k.Reload != nil && k.Reload.Signal != "" {
		k.lost("restart_command", "there is no reload; the command for one is kubectl exec deploy/%s -- kill -s %s 1", k.name, strings.ToUpper(k.Reload.Signal))
	} else if k.Reload != nil {
		k.lost("restart_command", "there is no reload; a restart starts a new pod")
	}
}
