package verify

// This file says what a Record means for the pill: which of its promises was
// broken, and where it stands.

import (
	"fmt"
	"strconv"
	"time"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/supervisor"
)

// A promise is what findings of a kind are like.
type promise struct {
	severity    diag.Severity
	consequence diag.Consequence
	message     string   // of the process, and of what was seen
	places      []string // the attributes at which it stands, best first
}

var promises = map[FactKind]promise{
	NotUp:       {diag.Error, diag.Process, "process %q does not come up: %s", []string{"start_command"}},
	NotStable:   {diag.Error, diag.Process, "process %q does not stay up: %s", []string{"start_command"}},
	Copies:      {diag.Error, diag.Process, "process %q runs more than once: %s", []string{"pid_file", "start_command"}},
	NotLogged:   {diag.Warning, diag.Process, "the output of process %q is not in its log: %s", []string{"stdout", "stderr"}},
	NotAdopted:  {diag.Error, diag.Process, "process %q is not found again when the daemon was killed: %s", []string{"pid_file", "pid_command", "start_command"}},
	CheckMute:   {diag.Warning, diag.Process, "a check of process %q does not fire: %s", nil},
	CheckLoop:   {diag.Error, diag.Process, "a check of process %q fires for no reason: %s", nil},
	CheckUndone: {diag.Warning, diag.Process, "what a check of process %q fires does not last: %s", nil},
	NotBack:     {diag.Error, diag.Process, "process %q does not come back from a restart: %s", []string{"restart_command", "stop_signals", "stop_command", "start_command"}},
	NotGone:     {diag.Error, diag.Process, "process %q is not stopped as the pill says: %s", []string{"stop_command", "stop_signals", "stop_grace_time"}},
	LeftBehind:  {diag.Warning, diag.Process, "process %q leaves something behind when it is stopped: %s", []string{"stop_command", "stop_signals", "start_command"}},
	Blocked:     {diag.Error, diag.Daemon, "the daemon of application %q does nothing else: %s", nil},
	DaemonDied:  {diag.Error, diag.Daemon, "the daemon of application %q does not run: %s", nil},
}

// judge turns facts into findings.
func judge(c *pill.Config, plans []*supervisor.Plan, r *Record) (found []diag.Diagnostic) {
	for _, f := range r.Facts {
		if f.Kind == Blocked && r.Lag > maxLag {
			continue // everything had to wait
		}
		p := promises[f.Kind]
		d := diag.Diagnostic{Rule: diag.VerifyPrefix + string(f.Kind), Severity: p.severity, Consequence: p.consequence}
		name := displayName(f.Process)
		if f.Process == "" {
			name = f.App
		}
		d.Message = fmt.Sprintf(p.message, name, f.Text)
		d.Span = placeOf(c, plans, f, p.places)
		found = append(found, d)
	}
	return found
}

// placeOf is where in the pill a fact stands. The plans are in the pill's order.
func placeOf(c *pill.Config, plans []*supervisor.Plan, f Fact, attributes []string) source.Span {
	for i, plan := range plans {
		if plan.App != f.App {
			continue
		}
		for k, spec := range plan.Specs {
			if spec.FullName() == f.Process {
				return placeIn(c.Apps[i].Processes[k], f, attributes)
			}
		}
		return c.Apps[i].Head
	}
	return c.File.Source.Span(0, 0)
}

func placeIn(p *pill.Process, f Fact, attributes []string) source.Span {
	if span, ok := checkPlace(p, f.Check); ok {
		return span
	}
	for _, name := range attributes {
		if s := p.Last(name); s != nil {
			if !s.ValueSpan.IsZero() {
				return s.ValueSpan
			}
			return s.Span
		}
	}
	return p.Head
}

// checkPlace is where the last check of a name is declared, which is the one
// that counts.
func checkPlace(p *pill.Process, name string) (span source.Span, ok bool) {
	if name == "" {
		return span, false
	}
	for _, of := range []*pill.Process{p, p.Child} {
		if of == nil {
			continue
		}
		for _, c := range of.Checks {
			switch n := c.Name.(type) {
			case eval.Sym:
				if string(n) == name {
					span, ok = c.Head, true
				}
			case *eval.Str:
				if n.S == name {
					span, ok = c.Head, true
				}
			}
		}
	}
	return span, ok
}

// seconds is a time in words.
func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Round(100*time.Millisecond).Seconds(), 'f', -1, 64) + " s"
}
