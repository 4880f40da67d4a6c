package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
)

var logOfBluepill = &Rule{
	Name:        "log-of-bluepill",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"unwritable-pid-file", "missing-log"},
	Title:       "a process of another user logs into Bluepill's own log",
	Since:       "0.1",
	Text: "Bluepill opens the application's `log_file` when the pill is loaded, as root, and makes it if it is not there; then only\n" +
		"root can write to it. A process with `daemonize = true` opens `stdout` and `stderr` after it has become the user of\n" +
		"`uid`: it may not write to that file, so that it never starts, and no log says why.\n\n" +
		"Give the process a log of its own. Where somebody makes the file for the user before Bluepill is loaded, both\n" +
		"write into it.\n\n" +
		"If only the end of both paths is known, or the application has a `base_dir` of its own, as those have that root does\n" +
		"not load, the finding is an info.",
	Bad: `Bluepill.application("user_shop", :log_file => "/srv/shop/log/bluepill.log") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.uid = process.gid = "shop"
    process.stdout = process.stderr = "/srv/shop/log/bluepill.log"
  end
end
`,
	Good: `Bluepill.application("user_shop", :log_file => "/srv/shop/log/bluepill.log") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.uid = process.gid = "shop"
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			as, ok := p.runsAs(proc)
			if !ok || !daemonized(proc) {
				continue
			}
			log := proc.App.Option("log_file").Any()
			for s := range live(proc) {
				if s.Name != "stdout" && s.Name != "stderr" || !proc.Surely(s.Maybe) {
					continue
				}
				certain, same := samePath(log, s.Value)
				if !same {
					continue
				}
				f := p.settingFinding(proc, s, valueSpan(s), "root has made this file as Bluepill's own log, so that %s cannot open it, and the process never starts%s", as.user, as.condition()).
					Related(as.place, "run as this user").Related(p.optionPlace(proc.App, "log_file"), "Bluepill's log")
				if !certain || !as.known || !as.surely || runByUser(proc.App) {
					f.Severity(diag.Info)
				}
				f.Done(p)
			}
		}
	},
}

// samePath reports whether two values are the same path, and whether that is
// certain: of two of which the beginning is not known, one thing may stand for both.
func samePath(a, b eval.Value) (certain, same bool) {
	if s, ok := a.(*eval.Str); ok {
		t, ok := b.(*eval.Str)
		return true, ok && s.Lost == nil && t.Lost == nil && s.S != "" && s.S[0] == '/' && cleanPath(s.S) == cleanPath(t.S) && s.S != "/dev/null"
	}
	u, ok := a.(*eval.Unknown)
	v, also := b.(*eval.Unknown)
	return false, ok && also && u.Type == eval.TString && v.Type == eval.TString && len(u.Pieces) > 1 && u.Pieces[len(u.Pieces)-1] != "" &&
		slices.Equal(u.Pieces, v.Pieces) && slices.EqualFunc(u.Causes, v.Causes, func(c, d eval.Cause) bool {
		return c.Reason == d.Reason && c.Name == d.Name && (c.Reason <= eval.Template || c.Span == d.Span)
	})
}
