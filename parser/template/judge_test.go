package template

// This file asks the real ERB and the real Ruby whether an error is one.

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// judge renders templates with one value for all that they ask for, and tells
// which of the values give Ruby that can be loaded, but for methods that the
// text calls on something.
const judge = `
require "erb"; require "json"
class Any < BasicObject
  def initialize(v) = @v = v
  def to_s = @v
  def inspect = @v
  def to_str = @v
  def nil? = false
  def class = ::String
  def each(*) = yield(self, self)
  def method_missing(*) = self
  def respond_to_missing?(*) = true
end
puts JSON.generate(JSON.parse($stdin.read).map { |text|
  ['"a"', "1", "a", ":a", "/srv/a", ""].select { |v|
    any = Any.new(v)
    scope = Object.new
    scope.define_singleton_method(:method_missing) { |*| any }
    begin
      out = ERB.new(text, trim_mode: "-").result(scope.instance_eval { binding })
      Object.new.instance_eval(out)
      true
    rescue NameError => e
      !e.instance_of?(NameError)
    rescue SyntaxError, StandardError
      false
    end
  }
})
`

// TestErrors demands that no value makes a template valid that has an error.
func TestErrors(t *testing.T) {
	ruby, err := exec.LookPath("ruby")
	if err != nil {
		t.Fatal("no ruby: ", err)
	}
	var texts []string
	eachExample(t, func(table, text, want string) string {
		if filepath.Base(table) == "jinja.txt" {
			return want // which ERB takes for text
		}
		f, _ := parsed(table, text)
		if own := len(f.Own) > 0; own || len(f.Errors) > 0 && !strings.Contains(f.Errors[0].Message, `no "%>"`) {
			texts = append(texts, text)
		}
		return want
	})
	input, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(ruby, "-W0", "-e", judge)
	cmd.Stdin = strings.NewReader(string(input))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var valid [][]string
	if err := json.Unmarshal(out, &valid); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for i, text := range texts {
		if len(valid[i]) > 0 {
			t.Errorf("%s\nis said to be wrong, but is not with %q", text, valid[i])
		}
	}
}
