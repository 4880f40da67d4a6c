package rules

import (
	"math"
	"strconv"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/syntax"
)

var startGraceValue = &Rule{
	Name:        "start-grace-value",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"grace-time-value"},
	Title:       "start_grace_time does not count as it is written",
	Since:       "0.1",
	Text: "Bluepill counts grace times in whole seconds and drops the fraction: 0.5 is none, 1.9 is one second. With none, with\n" +
		"`nil` or with a negative number, Bluepill looks at the process in the next second, when the program may not have\n" +
		"written its pid file yet. Without `daemonize`, 0 and `nil` also mean that nothing limits how long the start command\n" +
		"may take, and the whole daemon waits for it.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.start_grace_time = 1.5
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.start_grace_time = 2
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			for s := range live(proc) {
				if s.Name == "start_grace_time" {
					p.startGrace(proc, s)
				}
			}
		}
	},
}

func (p *Pass) startGrace(proc *pill.Process, s *pill.Setting) {
	grace, ok := pill.NumberOf(s.Value)
	if _, isNil := s.ValueNode.(*syntax.Nil); isNil && eval.IsNil(s.Value) {
		grace, ok = 0, true
	}
	if !ok {
		return
	}
	whole := math.Trunc(grace)
	var f *Finding
	switch {
	case grace == 0 && unbackgrounded(proc):
		f = p.settingFinding(proc, s, valueSpan(s), "without start_grace_time nothing limits how long the start command may take, and the whole daemon waits for it")
	case grace <= 0:
		f = p.settingFinding(proc, s, valueSpan(s), "with this start_grace_time, Bluepill looks at the process in the next second")
	case grace != whole:
		f = p.settingFinding(proc, s, valueSpan(s), "only whole seconds count: this start_grace_time of %s is %s",
			strconv.FormatFloat(grace, 'f', -1, 64), countOf(int(whole), "second"))
	default:
		return
	}
	f.Done(p)
}
