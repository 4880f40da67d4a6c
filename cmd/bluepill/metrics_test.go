//go:build linux

package main

import (
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/pilllint/pilllint/supervisor"
)

// TestMetrics has Prometheus read the metrics of processes with odd names, and
// look at them as promtool does.
func TestMetrics(t *testing.T) {
	t.Parallel()
	p := newPlace(t, `
Bluepill.application("odd", log_file: "$DIR/bp.log") do |app|
  ["plain", "with space", "wörker", 'back\\slash "quoted"'].each do |name|
    app.process(name) do |process|
      process.start_command = "sleep 1000"
      process.daemonize = true
      process.start_grace_time = 0
      process.group = "g" if name == "plain"
    end
  end
  app.process("idle") do |process|
    process.start_command = "sleep 1000"
    process.daemonize = true
    process.auto_start = false
  end
end
`)
	p.run("load", p.pill)
	p.await("odd", 30*time.Second, func(list []supervisor.ProcessStatus) bool {
		up := 0
		for _, s := range list {
			if isUp(s) {
				up++
			}
		}
		return up == 4
	})
	text := p.run("metrics")
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	names := map[string]float64{}
	for _, m := range families["bluepill_process_up"].GetMetric() {
		for _, l := range m.GetLabel() {
			if l.GetName() == "process" {
				names[l.GetValue()] = m.GetGauge().GetValue()
			}
		}
	}
	for name, up := range map[string]float64{"plain": 1, "with space": 1, "wörker": 1, `back\slash "quoted"`: 1, "idle": 0} {
		if got, ok := names[name]; !ok || got != up {
			t.Errorf("%s is %v in %v", name, got, names)
		}
	}
	problems, err := promlint.New(strings.NewReader(text)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		t.Errorf("%s: %s", problem.Metric, problem.Text)
	}
}
