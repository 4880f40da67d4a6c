package rules

import "github.com/pilllint/pilllint/parser/diag"

var sidekiqStopSignals = &Rule{
	Name:        "sidekiq-stop-signals",
	Severity:    diag.Info,
	Consequence: diag.Convention,
	Related:     []string{"graceful-stop-overruled"},
	Convention:  true,
	Title:       "Sidekiq gets QUIT first, like other programs",
	Since:       "0.1",
	Text: "On Cloud 66's servers, `quit, 30, term, 11, kill` stops every program but Sidekiq, which stops with `term, 31, kill`.\n" +
		"Sidekiq does not handle QUIT: the signal ends it, whatever its jobs are doing. On TERM it finishes them first, up to\n" +
		"its own timeout.\n\n" +
		"The rule checks only pills in which a name begins with `cloud66_` or `user_`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec sidekiq -e production"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/user_shop_1.log"
    process.restart_command = "kill -TERM {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:quit, 30.seconds, :term, 11.seconds, :kill]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec sidekiq -e production"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/user_shop_1.log"
    process.restart_command = "kill -TERM {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:term, 31.seconds, :kill]
  end
end
`,
	Check: func(p *Pass) {
		if !p.followsConvention() {
			return
		}
		for c, run := range p.runs {
			if run.Name != "sidekiq" || !c.starts() {
				continue
			}
			s, ok := stopSequence(c.process)
			if !ok || len(s.elems) == 0 || !c.process.Attr("stop_command").Unset() {
				continue
			}
			if first, known := s.signal(0); known && first == "quit" {
				p.settingFinding(c.process, s.setting, s.setting.NameSpan, "QUIT ends Sidekiq before it finishes its jobs; Cloud 66 stops it with TERM, 31 seconds and KILL").
					Related(s.origin(), "the sequence is written here").Done(p)
			}
		}
	},
}
