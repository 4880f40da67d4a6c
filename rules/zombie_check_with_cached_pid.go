package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var zombieCheckWithCachedPid = &Rule{
	Name:        "zombie-check-with-cached-pid",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "zombie_process without cache_actual_pid = false",
	Since:       "0.1",
	Text: "Bluepill caches the process ID once it has read it. When `:zombie_process` finds a zombie and restarts the process,\n" +
		"the cached ID is still the zombie's, so Bluepill starts one more copy of the process every two seconds. With\n" +
		"`cache_actual_pid = false`, Bluepill reads the ID again.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :zombie_process, :every => 10.seconds
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.cache_actual_pid = false
    process.checks :zombie_process, :every => 10.seconds
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			if c.kind.Name != "zombie_process" || c.process.IsChild() {
				continue
			}
			cached, known := c.process.Attr("cache_actual_pid").True()
			if !c.process.Attr("cache_actual_pid").Unset() && !(known && cached) {
				continue
			}
			f := c.finding(p, c.NameSpan, "cache_actual_pid is not false, so after a zombie Bluepill starts one copy of the process after another")
			f.Fix(c.uncache()).Done(p)
		}
	},
}

// uncache sets cache_actual_pid where it is set, or on the line above the
// start_command.
func (c liveCheck) uncache() diag.Fix {
	if s := c.process.Last("cache_actual_pid"); s != nil {
		if _, ok := s.ValueNode.(*syntax.Bool); ok {
			return replaceFix("Set cache_actual_pid to false", s.ValueSpan, "false")
		}
	}
	if s := c.process.Last("start_command"); s != nil && c.process.Attr("cache_actual_pid").Unset() {
		if edit, ok := sibling(s, "cache_actual_pid", "false"); ok {
			return diag.Fix{Title: "Set cache_actual_pid to false", Edits: []source.Edit{edit}}
		}
	}
	return diag.Fix{}
}
