package rubyfacts

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

// judgedClasses are those whose methods a pill uses most.
const judgedClasses = "String Integer Float NilClass Symbol Array Hash Range Proc Time Kernel Comparable Enumerable"

// judge prints {class: {method: [arity, visibility]}} of all methods that instances of the classes named in ARGV have
// in a Ruby that has loaded what Bluepill loads before its own code.
const judge = `
$VERBOSE = nil
%w[thread monitor syslog timeout logger active_support active_support/inflector active_support/core_ext/hash
   active_support/core_ext/numeric active_support/duration etc shellwords fileutils socket daemons net/http uri].each { |f| require f }
methods = ARGV.to_h do |name|
  c = Object.const_get(name)
  lists = { public: c.public_instance_methods, protected: c.protected_instance_methods, private: c.private_instance_methods }
  [name, lists.flat_map { |v, ms| ms.map { |m| [m, [c.instance_method(m).arity, v]] } }.to_h]
end
print "{#{methods.map { |c, ms| "#{c.inspect}: {#{ms.map { |m, (a, v)| "#{m.to_s.inspect.gsub('\\#', '#')}: [#{a}, \"#{v}\"]" }.join(', ')}}" }.join(', ')}}"
`

// TestRubyAgrees compares the facts with the Ruby at hand, which has to be the 3.1 the facts are about.
func TestRubyAgrees(t *testing.T) {
	classes := strings.Fields(judgedClasses)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "ruby", append([]string{"-e", judge}, classes...)...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "LANG=C.UTF-8"}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("ruby with activesupport and daemons is needed: %v\n%s", err, stderr.String())
	}
	var ruby map[string]map[string][2]any
	if err := json.Unmarshal(out, &ruby); err != nil {
		t.Fatalf("%v in %.200s", err, out)
	}
	for _, class := range classes {
		names := MethodNames(class)
		if len(ruby[class]) < 2 {
			t.Errorf("%s: only %d methods in Ruby", class, len(ruby[class]))
		}
		for _, name := range names {
			if _, ok := ruby[class][name]; !ok {
				t.Errorf("%s#%s is a fact, but Ruby hasn't got it", class, name)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(ruby[class])) {
			want := ruby[class][name]
			m, owner, ok := FindInstance(class, name)
			if !ok || !slices.Contains(names, name) {
				t.Errorf("%s#%s is not a fact, but Ruby has got it", class, name)
				continue
			}
			visibility := "public"
			switch {
			case m.Private:
				visibility = "private"
			case m.Protected:
				visibility = "protected"
			}
			if float64(m.Arity) != want[0] || visibility != want[1] {
				t.Errorf("%s#%s of %s: arity %d, %s; in Ruby %v, %s", class, name, owner, m.Arity, visibility, want[0], want[1])
			}
		}
	}
}
