package migrate

// This file makes a plan of what a pill declares.

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// Read makes the plan of a pill.
func Read(path string, c *pill.Config) *Plan {
	plan := &Plan{Source: path}
	refuse := func(at source.Span, why string) {
		plan.Refused = append(plan.Refused, Refusal{At: at, Why: why})
	}
	switch {
	case c.Error != nil:
		refuse(c.Error.Span, "Bluepill does not load it: "+c.Error.Message)
		return plan
	case len(c.Notes) > 0 && c.Notes[0].Name == "syntax":
		refuse(c.Notes[0].Span, "its Ruby could not be read")
		return plan
	case !c.Exhausted.IsZero():
		refuse(c.Exhausted, "reading it takes too much work or memory here")
		return plan
	}
	for i, a := range c.Apps {
		name, ok := a.NameText()
		switch {
		case !ok:
			refuse(a.NameSpan, "the name of the application is not known"+causes(a.Name))
			continue
		case !a.Certain():
			refuse(a.Head, fmt.Sprintf("it is not known whether application %q is declared%s", name, because(&a.Decl)))
			continue
		}
		app := &App{Name: name, At: a.Head}
		app.readOptions(a, i)
		for _, p := range a.Processes {
			s, at, why := readService(app, p)
			if why != "" {
				name, _ := p.NameText()
				plan.Refused = append(plan.Refused, Refusal{At: at, Process: cmp.Or(name, "?"), Why: why, process: p})
				continue
			}
			app.Services = append(app.Services, s)
		}
		plan.Apps = append(plan.Apps, app)
	}
	return plan
}

// readOptions notes what becomes of the options of an application.
func (a *App) readOptions(app *pill.Application, index int) {
	note := func(what, text string, loss bool) {
		if !app.Option(what).Unset() {
			a.Notes = append(a.Notes, Note{What: what, Line: app.Head.Line(), Text: text, Loss: loss})
		}
	}
	note("log_file", "Bluepill's own log has no successor: what happens to processes is told by who runs them from now on", false)
	note("base_dir", "it is not needed: there are no sockets, journals and pid files of Bluepill's", false)
	note("foreground", "there is no daemon to keep in the foreground", false)
	note("kill_timeout", "there is no daemon that a re-load would have to kill", false)
	if index > 0 {
		a.Notes = append(a.Notes, Note{What: "application", Line: app.Head.Line(),
			Text: "Bluepill only comes to this application when the one before it in the file is told to quit; from now on it runs beside it"})
	}
}

// A reader reads one process. The first thing that cannot be taken over ends up
// in why.
type reader struct {
	*Service
	at  source.Span
	why string
}

// readService reads a process; why says why it cannot be, and at where.
func readService(app *App, p *pill.Process) (s *Service, at source.Span, why string) {
	r := reader{Service: &Service{App: app, At: p.Head, Lines: map[string]int{}, process: p}}
	name := ""
	if eval.Deep(p.Name) == nil {
		name = toText(p.Name)
	}
	switch {
	case eval.Deep(p.Name) != nil:
		r.refuse(p.NameSpan, "its name is not known%s", causes(p.Name))
	case name == "":
		r.refuse(p.NameSpan, "it has no name")
	case !p.Certain():
		r.refuse(p.Head, "it is not known whether, or how often, it is declared%s", because(&p.Decl))
	case p.ChildError != nil:
		r.refuse(p.ChildError.Span, "Bluepill ends when it sees its first child: %s", p.ChildError.Message)
	}
	if r.why != "" {
		return nil, r.at, r.why
	}
	r.Name = name
	for _, s := range p.Settings {
		if n := s.Span.Line(); n > 0 {
			r.Lines[s.Name] = n
		}
	}
	for _, c := range p.Checks {
		if k, ok := c.Kind(); ok {
			r.Lines["checks :"+k.Name] = c.Head.Line()
		}
	}
	r.readPlace()
	r.readGrace()
	r.readStart()
	r.readStop()
	r.readReload()
	r.keepPidFile()
	r.readChecks()
	r.readRest()
	return r.Service, r.at, r.why
}

func (r *reader) refuse(at source.Span, format string, args ...any) {
	if r.why == "" {
		r.at, r.why = at, fmt.Sprintf(format, args...)
	}
}

// attr returns an attribute that is set, and known; one that is not known is a
// reason to refuse.
func (r *reader) attr(name string) (eval.Value, bool) {
	a := r.process.Attr(name)
	v, ok := a.Value()
	if !ok {
		if !a.Unset() {
			r.refuse(r.place(name), "its %s is not known%s", name, causes(a.Any()))
		}
		return nil, false
	}
	return v, !eval.IsNil(v)
}

// text returns an attribute that is a String.
func (r *reader) text(name string) string {
	v, ok := r.attr(name)
	if !ok {
		return ""
	}
	s, isText := v.(*eval.Str)
	if !isText {
		r.refuse(r.place(name), "its %s is no String, so Bluepill can never start it", name)
		return ""
	}
	return r.withoutNUL(name, s.S)
}

// path returns an attribute that is a String or a Pathname.
func (r *reader) path(name string) string {
	v, ok := r.attr(name)
	if o, isObject := v.(*eval.Object); ok && isObject {
		if p, isPath := o.Host.(eval.Pathname); isPath {
			return r.withoutNUL(name, string(p))
		}
	}
	return r.text(name)
}

func (r *reader) withoutNUL(name, text string) string {
	if strings.Contains(text, "\x00") {
		r.refuse(r.place(name), "there is a NUL in its %s, so Bluepill can never start it", name)
		return ""
	}
	return text
}

// truth returns an attribute of which only the truth counts.
func (r *reader) truth(name string) bool {
	truth, known := r.process.Attr(name).True()
	if !known {
		r.refuse(r.place(name), "its %s is not known%s", name, causes(r.process.Attr(name).Any()))
	}
	return truth
}

// seconds returns an attribute in whole seconds, as Bluepill cuts it.
func (r *reader) seconds(name string, preset int) int {
	v, ok := r.attr(name)
	if !ok {
		return preset
	}
	n, ok := pill.NumberOf(v)
	if text, isText := v.(*eval.Str); isText {
		n, ok = leadingNumber(text.S), true
	}
	if ok && n >= 0 && n < 1<<31 {
		return int(n)
	}
	r.lose(name, "its value means nothing; %d seconds are used", preset)
	return preset
}

// leadingNumber is Ruby's to_i of a text.
func leadingNumber(text string) float64 {
	text = strings.TrimSpace(text)
	n, _ := strconv.Atoi(text[:len(text)-len(strings.TrimLeft(text, "0123456789"))])
	return float64(n)
}

// place is where an attribute is set.
func (r *reader) place(name string) source.Span {
	if s := r.process.Last(name); s != nil && !s.Span.IsZero() {
		return s.Span
	}
	return r.process.Head
}

// readPlace reads as whom and where the process runs.
func (r *reader) readPlace() {
	r.Dir = r.path("working_dir")
	if r.Dir != "" && !strings.HasPrefix(r.Dir, "/") {
		r.note("working_dir", "it is relative, which to Bluepill means relative to /; it is written so")
		r.Dir = "/" + r.Dir
	}
	r.User, r.GID = r.text("uid"), r.text("gid")
	if r.User != "" && r.GID == "" {
		r.note("uid", "Bluepill leaves the process in root's group, as no gid is set; from now on it has the user's own")
	}
	if v, ok := r.attr("supplementary_groups"); ok {
		r.readGroups(v)
	}
	if v, ok := r.attr("environment"); ok {
		r.readEnvironment(v)
	}
	switch group := r.process.Group; {
	case eval.Deep(group) != nil:
		r.refuse(r.place("group"), "its group is not known%s", causes(group))
	case !eval.IsNil(group):
		r.Group = toText(group)
	}
	v, ok := r.attr("auto_start")
	r.AutoStart = !ok || v != eval.Value(eval.Bool(false))
	if !r.AutoStart {
		r.note("auto_start", "nothing starts it with the others; start it by hand")
	}
}

func (r *reader) readGroups(v eval.Value) {
	list, ok := v.(*eval.Array)
	if !ok {
		r.refuse(r.place("supplementary_groups"), "its supplementary_groups are no Array, so Bluepill can never start it")
		return
	}
	for _, e := range list.Elems {
		s, ok := e.(*eval.Str)
		if !ok {
			r.refuse(r.place("supplementary_groups"), "one of its supplementary_groups is no String, so Bluepill can never start it")
			return
		}
		r.Groups = append(r.Groups, s.S)
	}
	if len(r.Groups) > 0 {
		r.note("supplementary_groups", "Bluepill gives it these groups and no others; from now on it has those of its user too")
	}
}

// readEnvironment reads variables, whose names and values Bluepill turns into
// text.
func (r *reader) readEnvironment(v eval.Value) {
	h, ok := v.(*eval.Hash)
	if !ok {
		r.refuse(r.place("environment"), "its environment is no Hash, so Bluepill can never start it")
		return
	}
	for k, v := range h.Each {
		e := Var{Name: toText(k), Value: toText(v)}
		if e.Name == "" || strings.ContainsAny(e.Name, "=\x00") || strings.Contains(e.Value, "\x00") {
			r.refuse(r.place("environment"), "its environment has a variable %q that no process can have, so Bluepill can never start it", e.Name)
			return
		}
		e.Secret = rules.IsSecret(e.Name, e.Value)
		if i := slices.IndexFunc(r.Env, func(v Var) bool { return v.Name == e.Name }); i >= 0 {
			r.Env[i] = e // a Symbol and a String of the same letters
			continue
		}
		r.Env = append(r.Env, e)
	}
}

// readGrace reads how long nobody looks.
func (r *reader) readGrace() {
	const preset = 3
	r.Grace = Grace{r.seconds("start_grace_time", preset), r.seconds("stop_grace_time", preset), r.seconds("restart_grace_time", preset)}
}

// readRest reads what has no effect any more, and notes it.
func (r *reader) readRest() {
	p := r.process
	set := func(name string) bool { return p.Attr(name).Set() }
	if _, ok := r.attr("group_start_noblock"); ok {
		r.InTurn = !r.truth("group_start_noblock")
	}
	if r.InTurn {
		r.note("group_start_noblock", "a process of the group that is started along with others is started after the one before it")
	}
	for _, name := range []string{"group_stop_noblock", "group_restart_noblock"} {
		if set(name) && !r.truth(name) {
			r.lose(name, "a group is stopped and restarted side by side; do it process by process for one after the other")
		} else if set(name) {
			r.note(name, "a group is stopped and restarted side by side, as it was")
		}
	}
	if set("group_unmonitor_noblock") {
		r.lose("group_unmonitor_noblock", "there is no unmonitor: to have a process that nobody starts again, set Restart=no for a while")
	}
	if set("cache_actual_pid") && !r.truth("cache_actual_pid") && r.PidFile == "" {
		r.lose("cache_actual_pid", "a program that replaces itself by a new process, as Unicorn does on USR2, is lost sight of: restart it instead of reloading it")
	}
	if set("pid_command") {
		r.lose("pid_command", "the process id is not asked for any more: it is known for what is started in the foreground")
	}
	if r.Lines["pid_file"] > 0 && r.PidFile == "" {
		r.note("pid_file", "no pid file is needed, and none is written unless the program does so itself")
	}
	if set("on_start_timeout") {
		r.lose("on_start_timeout", "a start that takes too long is ended and tried again")
	}
	if set("start_grace_time") && !r.Forks {
		r.note("start_grace_time", "a process counts as started at once; its checks begin after this time, as they did")
	}
	if p.MonitorChildren {
		r.lose("monitor_children", "its children are not checked one by one any more: let the program see to them, or limit what all of them together may use")
	}
}

// pidFile returns the path of a pid file without its ".." parts, which systemd
// does not take; "" if it is no text, or not set by the pill.
func (r *reader) pidFile() string {
	file, ok := r.process.Attr("pid_file").Text()
	file = strings.TrimSpace(file)
	if !ok || file == "" || r.process.Last("pid_file") == nil || strings.Contains(file, "\x00") {
		return ""
	}
	if !strings.HasPrefix(file, "/") || strings.Contains(file+"/", "/../") {
		clean := path.Join("/", file)
		r.note("pid_file", "%s is written as %s, which is the same if no symbolic link is on the way", file, clean)
		file = clean
	}
	return file
}

// keepPidFile has the pid file written that Bluepill writes, if a command of the
// process reads it.
func (r *reader) keepPidFile() {
	if daemonize, _ := r.process.Attr("daemonize").True(); r.Forks || r.Follows || !daemonize {
		return
	}
	file, _ := r.process.Attr("pid_file").Text()
	file = strings.TrimSpace(file)
	if !strings.HasPrefix(file, "/") || strings.Contains(file, "\x00") {
		return
	}
	reads := func(c *Command) bool {
		return c != nil && slices.ContainsFunc(c.Words, func(w string) bool { return strings.Contains(w, file) })
	}
	if reads(r.Stop.Command) || r.Reload != nil && reads(&r.Reload.Command) || reads(r.PreStart) {
		r.PidFile = file
		r.note("pid_file", "it is written by the unit, as a command reads it")
	}
}

// toText returns what Ruby's to_s makes of a value.
func toText(v eval.Value) string {
	in, text := eval.New(eval.Env{}), ""
	_ = in.Guard(func() { text = in.ToS(v) })
	return text
}

// causes says why a value is not known: " (it depends on …)".
func causes(v eval.Value) string {
	if v == nil {
		return ""
	}
	u := eval.Deep(v)
	if u == nil {
		return ""
	}
	return dependsOn(u.Causes)
}

func because(d *pill.Decl) string { return dependsOn(slices.Concat(d.Maybe, d.Open)) }

func dependsOn(list []eval.Cause) string {
	var words []string
	for _, c := range list {
		if w := rules.DescribeCause(c); !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return ""
	}
	return ": it depends on " + strings.Join(words, ", ")
}
