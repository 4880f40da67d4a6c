package rules

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var manifestDisagrees = &Rule{
	Name:        "manifest-disagrees",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a pill and the manifest of its repository stop or reload a process differently",
	Related:     []string{"invalid-stop-sequence"},
	Since:       "0.1",
	Text: "The process `user_shop` of a pill, or `user_shop_1` and so on, is `shop` in the Procfile and the manifest;\n" +
		"`cloud66_web_server` is `web` or `custom_web`. Which of the two files applies depends on the server: the pill where\n" +
		"Bluepill runs, the manifest where systemd does. A process that needs its time to finish a job gets it on one server,\n" +
		"and is killed on the other.\n\n" +
		"The rule compares the sequence of signals and delays, and the signal of a `restart_command` that is a `kill`. It does\n" +
		"not compare processes with a `stop_command`, nor pills outside the repository, which is the folder of the manifest or\n" +
		"of its `.cloud66`. If environments differ, it is enough to agree with one of them. In the example, the manifest,\n" +
		"`.cloud66/manifest.yml`, has `quit, 30, kill` for the process `shop`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stop_signals = [:term, 5.seconds, :kill]
    process.stop_grace_time = 10.seconds
    process.restart_command = "kill -USR2 {{PID}}"
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stop_signals = [:quit, 30.seconds, :kill]
    process.stop_grace_time = 45.seconds
    process.restart_command = "kill -USR2 {{PID}}"
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Example: Options{Beside: func(path string) ([]byte, error) {
		if path != filepath.Join(manifest.Folder, "manifest.yml") {
			return nil, fs.ErrNotExist
		}
		return []byte("production:\n  procfile_metadata:\n    shop:\n      stop_sequence: quit, 30, kill\n"), nil
	}},
	CheckFiles: func(p *FilesPass) {
		for _, m := range p.Files {
			if len(m.manifest) == 0 || m.spare {
				continue
			}
			for _, f := range p.Files {
				if f.spare || len(f.Apps) == 0 || !inRepository(m.Path, f.Path) {
					continue
				}
				for i := range f.Apps {
					for j := range f.Apps[i].Processes {
						p.compareManifest(m.manifest, &f.Apps[i].Processes[j])
					}
				}
			}
		}
	},
}

// inRepository reports whether a pill stands in the folder that a manifest is
// about.
func inRepository(manifestPath, path string) bool {
	root := filepath.Dir(manifestPath)
	if filepath.Base(root) == manifest.Folder {
		root = filepath.Dir(root)
	}
	rel, err := filepath.Rel(root, path)
	return err == nil && filepath.IsLocal(rel)
}

// manifestFacts are what a manifest says of one process in one environment. Only
// what is right is among them.
type manifestFacts struct {
	process  string
	sequence manifestFact // with signals in lower case, as in "quit, 30, kill"
	restart  manifestFact
}

// A manifestFact is a value as it is compared, and its place; zero if there is
// none.
type manifestFact struct {
	text string
	span source.Span
}

// gatherManifest returns the facts of a manifest.
func gatherManifest(doc *parser.Document, o Options) *Facts {
	facts := &Facts{Path: doc.Source.Path, spare: isSpare(doc.Source.Path), source: doc.Source, options: o, ignores: readIgnores(doc)}
	for _, env := range doc.Manifest.Environments {
		for _, proc := range env.Processes {
			m := manifestFacts{process: proc.Key.Text}
			if e := proc.Setting(manifest.StopSequence); e != nil {
				m.sequence = manifestFact{manifest.Sequence(e.Value), e.Value.Span}
			}
			if e := proc.Setting(manifest.RestartSignal); e != nil && proc.Web() && manifest.IsSignal(e.Value.Text) {
				m.restart = manifestFact{strings.ToLower(e.Value.Text), e.Value.Span}
			}
			if proc.Later == nil && (m.sequence.text != "" || m.restart.text != "") {
				facts.manifest = append(facts.manifest, m)
			}
		}
	}
	return facts
}

// stopFact is the sequence that a process of a pill is stopped with, as a
// manifest has it; zero if it is stopped otherwise, or that is not known.
func stopFact(proc *pill.Process) (f manifestFact) {
	stop := proc.Stop()
	if stop.Means != pill.ByStopSignals && stop.Means != pill.ByDefault || stop.Cut {
		return f
	}
	var words []string
	at := 0
	for _, step := range stop.Steps {
		if step.Sender != pill.SentBySetting {
			continue
		}
		if step.At < 0 || step.Signal == "" {
			return f
		}
		if len(words) > 0 {
			words = append(words, strconv.Itoa(step.At-at))
		}
		words, at = append(words, step.Signal), step.At
	}
	f = manifestFact{strings.Join(words, ", "), proc.NameSpan}
	if set := proc.Last("stop_signals"); set != nil && stop.Means == pill.ByStopSignals {
		f.span = valueSpan(set)
	}
	return f
}

// reloadFact is the signal that a process of a pill is restarted with; zero if it
// is restarted otherwise.
func reloadFact(proc *pill.Process) (f manifestFact) {
	if kill, ok := killOf(proc, "restart_command"); ok {
		f = manifestFact{kill.signal, valueSpan(kill.setting)}
	}
	return f
}

// graceFact is what a process of a pill has for stop_grace_time, in seconds, and
// its place if it is written out.
func graceFact(proc *pill.Process) (f graceTime) {
	f.seconds = proc.Stop().Grace
	if set := proc.Last("stop_grace_time"); set != nil && isLiteralNumber(set) {
		f.span = set.ValueSpan
	}
	return f
}

// A graceTime is a stop_grace_time.
type graceTime struct {
	seconds int
	span    source.Span
}

var instance = lazyregexp.New(`[-_]?\d+$`)

// procfileNamesOf returns what a process of a pill is called in a Procfile.
func procfileNamesOf(name string) []string {
	if name == "cloud66_web_server" {
		return []string{"web", "custom_web"}
	}
	name = strings.TrimPrefix(name, "user_")
	return []string{name, instance.ReplaceAllString(name, "")}
}

// compareManifest compares a process with what a manifest says of it.
func (p *FilesPass) compareManifest(facts []manifestFacts, proc *ProcessFacts) {
	names := procfileNamesOf(proc.Name)
	p.compareFacts("stopped by", proc.stop, proc.grace, facts, names, func(m manifestFacts) manifestFact { return m.sequence })
	p.compareFacts("reloaded by", proc.reload, graceTime{}, facts, names, func(m manifestFacts) manifestFact { return m.restart })
}

func (p *FilesPass) compareFacts(verb string, own manifestFact, grace graceTime, facts []manifestFacts, names []string, of func(manifestFacts) manifestFact) {
	var others []manifestFact
	for _, m := range facts {
		if f := of(m); f.text != "" && slices.Contains(names, m.process) {
			others = append(others, f)
		}
	}
	agrees := func(f manifestFact) bool { return f.text == own.text }
	if own.text == "" || len(others) == 0 || slices.ContainsFunc(others, agrees) {
		return
	}
	other := others[0]
	p.Finding(own.span, "this is %s %s, but by %s in the manifest %s", verb, own.text, other.text, other.span.File.Path).
		Related(other.span, "the manifest").Fix(takeOver(own, grace, other)).Done(p)
	for _, other := range others {
		p.Finding(other.span, "this is %s %s, but by %s in the pill %s", verb, other.text, own.text, own.span.File.Path).
			Related(own.span, "the pill").Fix(replaceFix("Use the pill's value", other.span, own.text)).Done(p)
	}
}

// takeOver writes the sequence of a manifest into a pill that has one of its own,
// and the time that it needs.
func takeOver(own manifestFact, grace graceTime, other manifestFact) diag.Fix {
	if !strings.HasPrefix(own.span.Text(), "[") {
		return diag.Fix{}
	}
	text, sum := rubySteps(other.text)
	fix := replaceFix("Use the manifest's value", own.span, "["+text+"]")
	if grace.seconds <= sum {
		if grace.span.IsZero() {
			return diag.Fix{}
		}
		fix.Edits = append(fix.Edits, source.Edit{Span: grace.span, New: strconv.Itoa(roomFor(sum)) + ".seconds"})
	}
	return fix
}

// rubySteps writes a sequence of a manifest as the elements of an Array, and adds
// its delays up.
func rubySteps(sequence string) (text string, sum int) {
	var words []string
	for i, word := range strings.Split(sequence, ", ") {
		if i%2 == 0 {
			words = append(words, ":"+word)
			continue
		}
		n, _ := strconv.Atoi(word)
		words, sum = append(words, word+".seconds"), sum+n
	}
	return strings.Join(words, ", "), sum
}
