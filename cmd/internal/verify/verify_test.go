package verify

import (
	"context"
	"testing"
	"time"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/hostenv"
	"github.com/pilllint/pilllint/parser/source"
)

const healthy = `
Bluepill.application("shop", :log_file => "/srv/shop/log/bluepill.log") do |app|
  app.process("web") do |process|
    process.start_command = "bin/shop --port 3000"
    process.working_dir = "/srv/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_grace_time = 15.seconds
    process.stop_signals = [:quit, 5.seconds, :term, 5.seconds, :kill]
    process.checks :mem_usage, :every => 1.seconds, :below => 300.megabytes, :times => [3, 5]
  end
end
`

func run(t *testing.T, text string, o Options) *Result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	doc := parser.Read(source.NewFile("test.pill", text), hostenv.New("/test.pill"))
	r, err := Run(ctx, doc.Config, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestHealthy(t *testing.T) {
	r := run(t, healthy, Options{StandIn: true})
	for _, d := range r.Found {
		t.Errorf("%s: %s [%s]", d.Span, d.Message, d.Rule)
	}
	for _, l := range r.Timelines {
		for _, m := range l.Moments {
			t.Logf("%8.2f %-8s %-9s %d %s", m.At.Seconds(), m.Step, m.Kind, m.Pid, m.Text)
		}
	}
}
