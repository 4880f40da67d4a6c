package eval

import "testing"

// TestAssume is about values that are assumed of the outside, in a world that
// is otherwise unknown and in one that is known.
func TestAssume(t *testing.T) {
	production := "production"
	for _, known := range []bool{false, true} {
		env := Env{}
		if known {
			env = aWorld(nil)
		}
		env.Vars = map[string]*string{"RAILS_ENV": &production, "HOME": nil}
		for text, want := range map[string]string{
			`ENV["RAILS_ENV"]`:                                    `"production"`,
			`ENV.fetch("RAILS_ENV", "x")`:                         `"production"`,
			`ENV["HOME"]`:                                         `nil`,
			`ENV.fetch("HOME", "x")`:                              `"x"`,
			`ENV["RAILS_ENV"] = "test"; ENV["RAILS_ENV"]`:         `"test"`,
			`ENV.delete("RAILS_ENV"); ENV["RAILS_ENV"]`:           `nil`,
			`ENV.to_h["RAILS_ENV"]`:                               `"production"`,
			`ENV.clear; ENV["RAILS_ENV"]`:                         `nil`,
			`RAILS_ROOT`:                                          `"/srv"`,
			`::RAILS_ROOT`:                                        `"/srv"`,
			`RAILS_ROOT << "/shop"; RAILS_ROOT`:                   `"/srv/shop"`,
			`RAILS_ROOT = "/opt"; RAILS_ROOT`:                     `"/opt"`,
			`defined?(RAILS_ROOT)`:                                `"constant"`,
			`Object.const_defined?(:RAILS_ROOT)`:                  `true`,
			`module Shop; RAILS_ROOT; end`:                        `"/srv"`,
			`Settings::WORKERS`:                                   `4`,
			`class Settings; WORKERS = 2; end; Settings::WORKERS`: `2`,
			`class Settings; end; Settings::WORKERS`:              `4`,
			`begin; String::RAILS_ROOT; rescue NameError; 1; end`: `1`,
			`begin; Settings::OTHER; rescue NameError; 1; end`:    `1`,
		} {
			env.Consts = map[string]Value{"RAILS_ROOT": &Str{S: "/srv"}, "Settings::WORKERS": Int(4)}
			in := aRun(t, env, "$r = begin; "+text+"; end")
			if got := in.Inspect(in.globals["$r"]); got != want {
				t.Errorf("known %v: %s is %s, want %s", known, text, got, want)
			}
		}
	}
}
