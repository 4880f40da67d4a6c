package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var duplicateApplicationName = &Rule{
	Name:        "duplicate-application-name",
	Severity:    diag.Warning,
	Consequence: diag.Daemon,
	Related:     []string{"two-applications", "duplicate-process-name"},
	Title:       "two applications have the same name",
	Since:       "0.1",
	Text: "Each application has one daemon, which is known by the application's name. Loading a pill ends a running daemon of\n" +
		"that name: the processes that it supervised keep running, unsupervised. So you cannot spread the processes of an\n" +
		"application over several calls of `Bluepill.application`, nor over several files. Within one file it is worse, as\n" +
		"Bluepill only reaches the second application when the first one is told to quit.\n\n" +
		"Declare all processes in one block, or give each file's application its own name. Across files the finding is a\n" +
		"warning in a folder whose pills are all loaded, such as `autoload`, if the two applications have no process in common.\n" +
		"Otherwise it is an info, as the files may be versions of one pill. The rule does not compare files in different\n" +
		"folders.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_web") do |process|
    process.start_command = "bin/web"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/web.log"
  end
end

Bluepill.application("user_shop") do |app|
  app.process("user_shop_jobs") do |process|
    process.start_command = "bin/jobs"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/jobs.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_web") do |process|
    process.start_command = "bin/web"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/web.log"
  end

  app.process("user_shop_jobs") do |process|
    process.start_command = "bin/jobs"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/jobs.log"
  end
end
`,
	Check: func(p *Pass) {
		first := map[string]*pill.Application{}
		for _, app := range p.Config.Apps {
			name, ok := app.NameText()
			if !ok || len(app.Maybe) > 0 || app.Repeated {
				continue
			}
			if other := first[name]; other == nil {
				first[name] = app
			} else {
				p.Finding(app.NameSpan, "there is another application %q: this one does not start until that one is told to quit", name).
					Related(other.NameSpan, "the other one").Done(p)
			}
		}
	},
	CheckFiles: func(p *FilesPass) {
		seen := map[string][]sighting[struct{}]{}
		for app := range p.Apps {
			key := app.file.folder() + "\x00" + app.BaseDir + "\x00" + app.Name
			other, near := nearest(seen[key], app, func(sighting[struct{}]) bool { return true })
			if near == together && !app.disjoint(other.app) {
				near = related
			}
			if near != unrelated {
				p.Finding(app.Span, "%s has an application %q too: loading one of the files ends the daemon of the other", other.app.file.Path, app.Name).
					Severity(near.severity(diag.Warning)).Related(other.app.Span, "the other one").Done(p)
			}
			sight(seen, key, app, struct{}{})
		}
	},
}

// disjoint reports whether two applications certainly have no process in
// common.
func (a *AppFacts) disjoint(b *AppFacts) bool {
	if !a.Whole || !b.Whole {
		return false
	}
	return !slices.ContainsFunc(a.Processes, func(p ProcessFacts) bool {
		return slices.ContainsFunc(b.Processes, func(q ProcessFacts) bool { return p.Name == q.Name })
	})
}
