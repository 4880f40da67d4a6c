package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/migrate"
	"github.com/pilllint/pilllint/cmd/internal/output"
)

// A migrationTarget is something that pills can be turned into.
type migrationTarget struct {
	name string
	make func(*program, []*migrate.Plan) ([]migrate.File, []migrate.Refusal)
}

func migrationTargets() []migrationTarget {
	return []migrationTarget{
		{"systemd", func(p *program, plans []*migrate.Plan) ([]migrate.File, []migrate.Refusal) {
			o := migrate.SystemdOptions{User: p.options.userUnits, Cloud66: p.options.cloud66, Path: p.searchPath()}
			o.Version, _ = strconv.Atoi(p.options.targetVersion) // it was looked at when it was read
			return migrate.Systemd(plans, o)
		}},
		{"supervisord", func(p *program, plans []*migrate.Plan) ([]migrate.File, []migrate.Refusal) {
			return migrate.Supervisord(plans, p.searchPath())
		}},
		{"procfile", func(p *program, plans []*migrate.Plan) ([]migrate.File, []migrate.Refusal) {
			return migrate.Procfile(plans, p.searchPath())
		}},
		{"cloud66", func(p *program, plans []*migrate.Plan) ([]migrate.File, []migrate.Refusal) {
			return migrate.Cloud66(plans, p.searchPath())
		}},
		{"monit", func(p *program, plans []*migrate.Plan) ([]migrate.File, []migrate.Refusal) {
			return migrate.Monit(plans, p.searchPath())
		}},
		{"nomad", func(p *program, plans []*migrate.Plan) ([]migrate.File, []migrate.Refusal) {
			return migrate.Nomad(plans, p.searchPath())
		}},
		{"kubernetes", func(_ *program, plans []*migrate.Plan) ([]migrate.File, []migrate.Refusal) {
			return migrate.Kubernetes(plans)
		}},
	}
}

// searchPath returns the PATH of processes that have none of their own, if this
// machine is to tell.
func (p *program) searchPath() string {
	if !p.options.hostEnv {
		return ""
	}
	return os.Getenv("PATH")
}

func migrationNames() (names []string) {
	for _, t := range migrationTargets() {
		names = append(names, t.name)
	}
	return names
}

// migratePills writes what runs the processes of pills elsewhere.
func migratePills(p *program) int {
	targets := migrationTargets()
	i := -1
	if len(p.args) > 0 {
		i = slices.IndexFunc(targets, func(t migrationTarget) bool { return t.name == p.args[0] })
	}
	switch {
	case i < 0:
		return p.usageError(errors.New("the first argument must be what to migrate to: " + oneOf(migrationNames())))
	case len(p.args) < 2:
		return p.usageError(errors.New("no path given; use . for the current folder, or - for standard input"))
	case p.options.outputFolder == "":
		return p.usageError(errors.New("-o FOLDER is missing: where to write, or what to compare with --diff and --check"))
	}
	for _, flag := range []string{"target-version", "user-units", "cloud66"} {
		if p.given(flag) && p.args[0] != "systemd" {
			return p.usageError(fmt.Errorf("--%s is only for systemd", flag))
		}
	}
	if err := p.contradiction(); err != nil {
		return p.usageError(err)
	}
	t, ok := p.targets(p.args[1:])
	if !ok {
		return exitUsage
	}
	plans, failed := p.plans(t)
	files, refused := targets[i].make(p, plans)
	changed, unwritten := p.deliver(files)
	for _, f := range slices.Concat(failed, unwritten) {
		p.complain("%s", f)
	}
	for _, r := range refused {
		p.complain("%s", r)
	}
	p.tellOfMigration(plans, refused, files)
	switch {
	case len(failed)+len(unwritten) > 0:
		return exitUnread
	case len(refused) > 0, changed:
		return exitFindings
	}
	return exitClean
}

// plans reads the pills of a run.
func (p *program) plans(t *targets) (plans []*migrate.Plan, failed []*input.Failure) {
	type read struct {
		plan   *migrate.Plan
		failed *input.Failure
	}
	failed = slices.Clone(t.failed)
	pills := make([]int, len(t.excluded)) // how many each path came to
	each(len(t.files), func(i int) (r read) {
		f := t.files[i]
		defer p.survive(f.File, func(failed *input.Failure) { r = read{failed: failed} })
		src, failed := p.pill(f.File)
		if src == nil {
			return read{failed: failed}
		}
		doc := src.read(f.config.Assume(p.env(src.File)))
		return read{plan: migrate.Read(src.Path, doc.Config)}
	}, func(i int, r read) {
		if r.plan != nil || r.failed != nil {
			pills[t.files[i].Root]++
		}
		if r.failed != nil {
			failed = append(failed, r.failed)
		} else if r.plan != nil {
			plans = append(plans, r.plan)
		}
	})
	return plans, append(failed, t.empty(pills)...)
}

// deliver writes files below the output folder, or with --diff and --check only
// compares; changed says that something would be written.
func (p *program) deliver(files []migrate.File) (changed bool, failed []*input.Failure) {
	for _, f := range files {
		path := filepath.Join(p.options.outputFolder, filepath.FromSlash(f.Path))
		was, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = append(failed, &input.Failure{Path: path, Message: "cannot be read: " + cause(err).Error()})
			continue
		}
		same := err == nil && string(was) == f.Text
		switch {
		case p.options.diff:
			if !same {
				_, _ = p.stdout.Write(output.Diff(path, string(was), f.Text))
			}
			changed = changed || !same
		case p.options.check:
			if !same {
				p.complain("%s is not up to date", path)
			}
			changed = changed || !same
		default:
			if err := writeMigrated(path, f); err != nil {
				failed = append(failed, &input.Failure{Path: path, Message: "cannot be written: " + cause(err).Error()})
			}
		}
	}
	return changed, failed
}

// writeMigrated writes one file, whose mode never is more than it should be.
func writeMigrated(path string, f migrate.File) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return input.Replace(path, func(to *os.File) error {
		if err := to.Chmod(f.Mode); err != nil {
			return err
		}
		_, err := to.WriteString(f.Text)
		return err
	})
}

// tellOfMigration says what it came to.
func (p *program) tellOfMigration(plans []*migrate.Plan, refused []migrate.Refusal, files []migrate.File) {
	if p.options.quiet {
		return
	}
	processes, losses := 0, 0
	for _, plan := range plans {
		for _, a := range plan.Apps {
			processes += len(a.Services)
		}
	}
	for _, r := range refused {
		if r.Unwritten {
			processes--
		}
	}
	for _, f := range files {
		if f.Path == "README.md" {
			losses = strings.Count(f.Text, migrate.LossMark)
		}
	}
	verb, w := "migrated", p.stdout
	if p.options.diff || p.options.check {
		verb, w = "would migrate", p.stderr
	}
	fmt.Fprintf(w, "%s %s to %s in %s", verb, count(processes, "process", "processes"), count(len(files), "file", "files"), p.options.outputFolder)
	if losses > 0 {
		fmt.Fprintf(w, "; %s in README.md", count(losses, "loss is told of", "losses are told of"))
	}
	if len(refused) > 0 {
		fmt.Fprintf(w, "; %d left out", len(refused))
	}
	fmt.Fprintln(w)
}

func count(n int, one, more string) string {
	if n == 1 {
		more = one
	}
	return strconv.Itoa(n) + " " + more
}
