package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var newerBluepill = &Rule{
	Name:        "newer-bluepill",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"newer-ruby", "unknown-attribute"},
	Title:       "the target version of Bluepill does not support it",
	Since:       "0.1",
	Text: "Bluepill ignores attributes and options that it does not know, and refuses a pill with a check that it does not know.\n" +
		"The rule compares what a pill uses with the version of Bluepill in the configuration, `versions: {bluepill:\n" +
		"\"0.0.60\"}`. Without that it reports nothing. For example, `pre_start_command` came with 0.0.61, `stop_signals` with\n" +
		"0.0.52, and the check `zombie_process` with 0.0.67.",
	Example: Options{Versions: Versions{Bluepill: Version{0, 0, 60}}},
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.pre_start_command = "mkdir -p /srv/shop/tmp"
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		if p.Versions.Bluepill.IsZero() {
			return
		}
		for _, app := range p.Config.Apps {
			p.newerOptions(pill.AppOptions, app.Options, func(name string) source.Span {
				span, _ := p.optionKey(app, name)
				return span
			})
		}
		for proc := range p.Trees {
			for s := range live(proc) {
				if a, ok := pill.FindAttribute(s.Name); ok && p.isNewer(a.Since) {
					p.settingFinding(proc, s, s.NameSpan, "Bluepill %s ignores %s, which came with %s", p.Versions.Bluepill, s.Name, a.Since).Done(p)
				}
			}
			for _, c := range proc.Checks {
				p.newerCheck(proc, c)
			}
		}
	},
}

// isNewer reports whether something came with a version that is newer than the
// one that pills are for; "" is as old as Bluepill.
func (p *Pass) isNewer(since string) bool {
	v, err := ParseVersion(since)
	return err == nil && p.before(v)
}

func (p *Pass) newerCheck(proc *pill.Process, c *pill.Check) {
	kind, ok := c.Kind()
	if !ok {
		return
	}
	if p.isNewer(kind.Since) {
		f := p.Finding(c.NameSpan, "Bluepill %s has no check %s, which came with %s, and refuses the pill", p.Versions.Bluepill, kind.Name, kind.Since)
		if c.Certain() && proc.Certain() && !proc.IsChild() {
			f.Severity(diag.Error)
		}
		f.Consequence(diag.Load).Done(p)
		return
	}
	if !kind.Trigger {
		p.newerOptions(pill.ConditionOptions, c.Options, func(name string) source.Span {
			if pair, ok := c.OptionPair(name); ok {
				return c.File.Span(pair.Key)
			}
			return c.NameSpan
		})
	}
}

// newerOptions reports those of the options that are given and too new.
func (p *Pass) newerOptions(all []pill.Attribute, given eval.Value, place func(name string) source.Span) {
	h, ok := given.(*eval.Hash)
	if !ok || h.Lost != nil {
		return
	}
	for _, o := range all {
		if _, set := h.Sym(o.Name); set && p.isNewer(o.Since) {
			p.Finding(place(o.Name), "Bluepill %s ignores :%s, which came with %s", p.Versions.Bluepill, o.Name, o.Since).Done(p)
		}
	}
}
