package migrate

// This file makes job files for Nomad.

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Nomad makes a job of each application, with a group for each process, and the
// scripts that it runs, which are to be on each client. searchPath is as for
// Supervisord.
func Nomad(plans []*Plan, searchPath string) (files []File, refused []Refusal) {
	searchPath = orDefault(searchPath, usualPath)
	report := &report{Title: "From Bluepill to Nomad", Target: "Nomad", Keeps: append(slices.Clone(launched), "uid", "stop_command", "stop_signals"),
		Install: leavingFirst(plans) + "On each client, whose driver `raw_exec` has to be enabled:\n\n```sh\nsudo cp -R --preserve=mode etc /\n```\n\n" +
			"and then `nomad job run FILE` for each job. Scripts with mode 0700 hold passwords or keys: give each to its process's user, by chown."}
	jobs, used, services := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, p := range plans {
		refused = append(refused, p.Refused...)
		for _, a := range p.Apps {
			job := &hcl{}
			job.open("job", plainName(a.Name, jobs))
			name := job.name
			job.set("type", "service")
			n := 0
			for _, s := range a.Services {
				why := ""
				switch {
				case s.Forks:
					why = "it puts itself in the background, which Nomad cannot have"
				case s.User != "" && !plainUser.MatchString(s.User):
					why = fmt.Sprintf("Nomad cannot be told the user %q", s.User)
				}
				if why != "" {
					refused = append(refused, Refusal{At: s.At, Process: s.Name, Unwritten: true, Why: why, process: s.process})
					continue
				}
				n++
				w := nomad{Service: s, hcl: job, name: plainName(s.Name, used), service: dnsName(s.Name, services)}
				w.group()
				script := launcher(s, searchPath)
				script.Path = "etc/pilllint/run/" + w.name
				files = append(files, script)
				report.add(a, s, w.name, w.notes)
			}
			job.close()
			if n > 0 {
				files = append(files, File{Path: name + ".nomad.hcl", Mode: 0o644, Text: header(pathOf(a.At)) + "\n" + job.String()})
			}
		}
	}
	files = append(files, File{Path: "README.md", Mode: 0o644, Text: report.text(refused)})
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, refused
}

// An hcl is text in HashiCorp's language.
type hcl struct {
	strings.Builder
	name  string // of the last block that was opened
	depth int
}

func (h *hcl) line(text string) { h.WriteString(strings.Repeat("  ", h.depth) + text + "\n") }

// open begins a block; labels are its names.
func (h *hcl) open(kind string, labels ...string) {
	for _, l := range labels {
		kind += " " + hclQuote(l)
		h.name = l
	}
	h.line(kind + " {")
	h.depth++
}

func (h *hcl) close() {
	h.depth--
	h.line("}")
}

// set writes an attribute: a text or a number.
func (h *hcl) set(key string, value any) {
	text, ok := value.(string)
	if ok {
		text = hclQuote(text)
	} else {
		text = fmt.Sprint(value)
	}
	h.line(key + " = " + text)
}

// hclQuote writes a text in which ${ and %{ mean nothing.
func hclQuote(s string) string {
	s = strings.NewReplacer("${", "$${", "%{", "%%{").Replace(s)
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s) + `"`
}

// A nomad is a group of a job that is being written.
type nomad struct {
	*Service
	*hcl
	name    string
	service string // the name of what checks ask
	notes   []Note
}

func (w *nomad) tell(loss bool, what, format string, args ...any) {
	w.notes = append(w.notes, Note{What: what, Line: w.Service.line(what), Text: fmt.Sprintf(format, args...), Loss: loss})
}

func (w *nomad) group() {
	w.WriteByte('\n')
	w.hcl.line("# line " + strconv.Itoa(w.At.Line()))
	w.open("group", w.name)
	if !w.AutoStart {
		w.set("count", 0)
		w.tell(false, "auto_start", "its count is 0: scale it to start it")
	}
	w.restart()
	w.checks()
	w.open("task", w.name)
	w.set("driver", "raw_exec")
	if w.User != "" {
		w.set("user", w.User)
	}
	signal, wait := firstSignal(w.Service)
	w.set("kill_signal", "SIG"+signal)
	w.set("kill_timeout", seconds(wait))
	w.stopNotes(wait)
	w.open("config")
	w.set("command", "/etc/pilllint/run/"+w.name)
	w.close()
	w.close()
	w.close()
}

func seconds(n int) string { return strconv.Itoa(n) + "s" }

// restart says how often the process is started again: as ever, every second or
// two, unless it flaps.
func (w *nomad) restart() {
	attempts, interval, mode := 30, 60, "delay"
	if f := w.Flapping; f != nil {
		attempts, interval = f.Times-1, max(f.Within, 5) // Nomad takes no less
		if f.Retry == 0 {
			mode = "fail"
		}
		w.tell(f.Retry > 0, "checks :flapping", "it is Nomad's restart: it is not tried again before its %d seconds are over, whatever retry_in says, or never", interval)
	}
	w.open("restart")
	w.set("attempts", attempts)
	w.set("interval", seconds(interval))
	w.set("delay", "1s")
	w.set("mode", mode)
	w.close()
	if mode == "fail" {
		w.open("reschedule")
		w.set("attempts", 0)
		w.set("unlimited", false)
		w.close()
	}
}

func (w *nomad) stopNotes(wait int) {
	if s := w.Stop; s.Command != nil {
		w.tell(true, "stop_command", "Nomad stops by a signal: TERM, and KILL after %d seconds", wait)
	} else if n := len(s.Steps); n > 2 || n == 2 && s.Steps[1].Signal != "kill" {
		w.tell(true, "stop_signals", "only the first signal is sent, and KILL after %d seconds", wait)
	}
	if what := w.stopSetting(); wait > 30 && what != "" {
		w.tell(false, what, "clients wait 30 seconds at most unless their max_kill_timeout is %d or more", wait)
	}
	if r := w.Reload; r != nil && r.Signal != "" {
		w.tell(true, "restart_command", "there is no reload; the command for one is nomad alloc signal -s SIG%s, with the allocation", strings.ToUpper(r.Signal))
	} else if r != nil {
		w.tell(true, "restart_command", "there is no reload; a restart is a stop and a start")
	}
}

// checks writes a service for the first http check that asks the process itself.
func (w *nomad) checks() {
	served := false
	for _, c := range w.Checks {
		what := "checks :" + c.Kind
		if c.HTTP == nil || c.Does == Ignore || served {
			w.tell(true, what, "Nomad has no place for it")
			continue
		}
		u, err := url.Parse(c.HTTP.URL)
		if err != nil || !slices.Contains([]string{"localhost", "127.0.0.1", "0.0.0.0"}, u.Hostname()) {
			w.tell(true, what, "Nomad only asks its own services")
			continue
		}
		if strings.ContainsFunc(u.RequestURI(), func(r rune) bool { return r > unicode.MaxASCII }) { // HCL composes characters
			w.tell(true, what, "Nomad cannot be told its url")
			continue
		}
		served = true
		w.httpCheck(c, u)
	}
}

func (w *nomad) httpCheck(c Check, u *url.URL) {
	const what = "checks :http"
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		port = map[string]uint64{"http": 80, "https": 443}[u.Scheme]
	}
	w.open("network")
	w.open("port", "http")
	w.set("static", port)
	w.close()
	w.close()
	w.open("service")
	w.set("provider", "nomad")
	w.set("name", w.service)
	w.set("port", "http")
	w.open("check")
	w.set("type", "http")
	w.set("protocol", u.Scheme)
	w.set("path", cmp.Or(u.RequestURI(), "/"))
	w.set("interval", seconds(c.Every))
	w.set("timeout", seconds(c.HTTP.Open+c.HTTP.Read))
	if u.Scheme == "https" {
		w.set("tls_skip_verify", true)
	}
	w.open("check_restart")
	w.set("limit", c.Hits)
	w.set("grace", seconds(w.Grace.Start))
	w.close()
	w.close()
	w.close()
	if w.Lines["start_grace_time"] > 0 {
		w.tell(false, "start_grace_time", "it is how long the check waits at first")
	}
	w.tell(false, what, "it is Nomad's check: connecting and reading may take %d seconds together, and the failures have to be in a row", c.HTTP.Open+c.HTTP.Read)
	if c.HTTP.Status != "2??" || c.HTTP.Pattern != "" {
		w.tell(true, what, "any answer of 2xx counts, whatever it says")
	}
}
