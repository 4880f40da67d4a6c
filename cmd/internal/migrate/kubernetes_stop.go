package migrate

// This file writes how a pod is stopped, and when its process counts as sick.

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A grace is how a pod is stopped: a command first, if any, then TERM, and KILL
// so many seconds after the command was started.
type grace struct {
	before  []string
	seconds int
}

// stop returns how the process is stopped. Kubernetes sends TERM and KILL; a
// command sends what comes before.
func (k *kubernetes) stop() (g grace) {
	if c := k.Service.Stop.Command; c != nil {
		for _, w := range c.Words { // in which no variables are looked for
			g.before = append(g.before, strings.ReplaceAll(w, pidPlaceholder, "1"))
		}
		g.seconds = max(k.Service.Stop.Timeout, 1)
		k.tell("stop_command", "TERM comes as soon as it has returned, and KILL %d seconds after it was started", g.seconds)
		return g
	}
	steps := slices.Clone(k.Service.Stop.Steps)
	if last := &steps[len(steps)-1]; last.Signal != "kill" {
		last.Wait = k.Service.Stop.Timeout
		steps = append(steps, Step{Signal: "kill"})
	}
	steps = steps[:len(steps)-1] // KILL is the end of the grace period
	for _, s := range steps {
		g.seconds += s.Wait
	}
	g.seconds = max(g.seconds, 1)
	if n := len(steps); n > 0 && steps[n-1].Signal == "term" {
		steps = steps[:n-1] // so is TERM what comes after the command
	} else if n > 0 {
		k.tell(cmp.Or(k.stopSetting(), "stop_signals"), "Kubernetes sends TERM too, just before KILL")
	}
	var script []string
	for _, s := range steps {
		if s.Signal != "0" {
			script = append(script, "kill -s "+strings.ToUpper(s.Signal)+" 1")
		}
		script = append(script, "sleep "+strconv.Itoa(s.Wait))
	}
	if len(script) > 0 {
		g.before = []string{"/bin/sh", "-c", strings.Join(script, "; ")}
	}
	return g
}

// stopSetting is the attribute that says how the process is stopped; "" if none
// does.
func (s *Service) stopSetting() string {
	for _, name := range []string{"stop_command", "stop_signals"} {
		if s.Lines[name] > 0 {
			return name
		}
	}
	return ""
}

// checks writes a probe and limits, which is what Kubernetes has for checks.
func (k *kubernetes) checks(c *kubeContainer) {
	for _, check := range k.Checks {
		what := "checks :" + check.Kind
		limit, _ := strconv.ParseFloat(check.Below, 64)
		switch {
		case check.Does == Ignore:
			k.lost(what, "Kubernetes has no check that only tells of something")
		case check.Kind == "http" && c.LivenessProbe == nil:
			c.LivenessProbe = k.httpProbe(check)
		case check.Kind == "file_time" && c.LivenessProbe == nil:
			const old = `test $$(($$(date +%s) - $$(stat -c %Y -- "$$1"))) -lt "$$2"`
			c.LivenessProbe = k.probe(check, kubeProbe{Exec: &kubeExec{Command: []string{"/bin/sh", "-c", old, "sh", literal(check.File), strconv.Itoa(int(limit))}}})
			k.tell(what, "the probe runs in the container, which needs sh and stat")
		case check.Kind == "http", check.Kind == "file_time":
			k.lost(what, "there is one livenessProbe only")
		case check.Kind == "mem_usage" && limit >= 1:
			limits(c)["memory"] = strconv.Itoa(int(limit))
			k.lost(what, "it is a limit: whoever reaches it is killed at once, and all processes of the container count")
		case check.Kind == "cpu_usage" && limit >= 1:
			limits(c)["cpu"] = strconv.Itoa(int(limit*10)) + "m"
			k.lost(what, "it is a limit: the process gets no more, and is not restarted")
		default:
			k.lost(what, "Kubernetes has no place for it")
		}
	}
	if k.Flapping != nil {
		k.lost("checks :flapping", "Kubernetes waits longer and longer between starts, up to five minutes, and never gives up")
	}
}

func limits(c *kubeContainer) map[string]string {
	if c.Resources == nil {
		c.Resources = &kubeResources{Limits: map[string]string{}}
	}
	return c.Resources.Limits
}

func (k *kubernetes) probe(c Check, p kubeProbe) *kubeProbe {
	if c.Hits != c.Of {
		k.tell("checks :"+c.Kind, "it takes %d failures in a row, rather than of the last %d", c.Hits, c.Of)
	}
	if k.Lines["start_grace_time"] > 0 {
		k.tell("start_grace_time", "it is how long the probe waits at first")
	}
	p.InitialDelaySeconds, p.PeriodSeconds, p.FailureThreshold = k.Grace.Start, c.Every, c.Hits
	return &p
}

// httpProbe asks for a URL in the pod, or wherever it is.
func (k *kubernetes) httpProbe(c Check) *kubeProbe {
	const what = "checks :http"
	u, err := url.Parse(c.HTTP.URL)
	if err != nil || u.Hostname() == "" {
		k.lost(what, "its URL is not one that Kubernetes takes")
		return nil
	}
	get := kubeHTTP{Path: cmp.Or(u.RequestURI(), "/"), Scheme: strings.ToUpper(u.Scheme), Port: 80}
	if u.Scheme == "https" {
		get.Port = 443
	}
	if n, err := strconv.ParseUint(u.Port(), 10, 16); err == nil {
		get.Port = int(n)
	}
	if h := u.Hostname(); !slices.Contains([]string{"localhost", "127.0.0.1", "::1", "0.0.0.0"}, h) {
		get.Host = h
	} else {
		k.tell(what, "the program has to listen on the pod's own address, not only on %s", h)
	}
	if c.HTTP.Status == "2??" {
		k.tell(what, "an answer of 3xx counts as well")
	} else {
		k.lost(what, "any answer of 2xx or 3xx counts, and no other")
	}
	if c.HTTP.Pattern != "" {
		k.lost(what, "the text of the answer is not looked at")
	}
	p := k.probe(c, kubeProbe{HTTPGet: &get})
	p.TimeoutSeconds = c.HTTP.Open + c.HTTP.Read
	if c.HTTP.Open != c.HTTP.Read {
		k.tell(what, "connecting and reading may take %d seconds together", p.TimeoutSeconds)
	}
	return p
}
