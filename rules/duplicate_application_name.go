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
	Text: "There is one daemon for each application, known by the application's name. Loading a pill ends the daemon of that name\n" +
		"that runs already: what it supervised goes on running, and nothing supervises it any more. So the processes of an\n" +
		"application cannot be spread over several calls of `Bluepill.application`, nor over several files. Within a file it is\n" +
		"worse, as the second is only met when the first one is told to quit.\n\n" +
		"Declare all processes in one block, or give each file's application a name of its own. Across files it is a warning in\n" +
		"a folder whose pills are all loaded, such as `autoload`, if the two have no process in common, and an info in others\n" +
		"and where they have, as the files may be versions of one pill. Files in different folders are not compared.",
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
				p.Finding(app.NameSpan, "there is another application %q: this one is not started before that one is told to quit", name).
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
