package pill_test

import (
	"encoding/json"
	"testing"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// TestDumpEnds writes values that hold themselves, or the same part very often.
func TestDumpEnds(t *testing.T) {
	for _, text := range []string{
		"a = [1]; a << a; p.x = a", "h = {}; h[:h] = h; p.environment = h", "a = [1]; 60.times { a = [a, a] }; p.x = a",
		"p.x = lambda { |x| x }", "p.x = BasicObject.new", "class Odd; def inspect; raise 'no'; end; end; p.x = Odd.new",
	} {
		whole := "Bluepill.application('x') { |app| app.process('a') { |p| p.start_command = 'c'; " + text + " } }"
		config := pill.Build(syntax.Parse(source.NewFile("a.pill", whole)), eval.Env{})
		raw, err := json.Marshal(config)
		if err != nil || len(raw) > 20<<20 {
			t.Errorf("%s: %d bytes, %v", text, len(raw), err)
		}
		for p := range config.Processes {
			_ = pill.Inspect(p.Attr("x").Any())
		}
	}
}
