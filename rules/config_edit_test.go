package rules

import (
	"testing"

	"github.com/pilllint/pilllint/parser/source"
)

func TestTurnOff(t *testing.T) {
	tests := []struct{ name, before, after string }{
		{"an empty file", "", "rules:\n  missing-log: off\n"},
		{"no rules", "profile: bluepill", "profile: bluepill\nrules:\n  missing-log: off\n"},
		{"others", "rules: # ours\n    convention: info\n\nprofile: bluepill\n", "rules: # ours\n    missing-log: off\n    convention: info\n\nprofile: bluepill\n"},
		{"comments before others", "rules:\n# why\n\n   convention: info\n", "rules:\n   missing-log: off\n# why\n\n   convention: info\n"},
		{"a severity", "rules:\n  missing-log: info # why\n", "rules:\n  missing-log: off # why\n"},
		{"CRLF", "rules:\r\n  convention: info\r\n", "rules:\r\n  missing-log: off\r\n  convention: info\r\n"},
		{"nothing in it", "profile: bluepill\nrules:", "profile: bluepill\nrules:\n  missing-log: off\n"},
		{"a mapping", "rules: {convention: info}\n", ""},
		{"options", "rules:\n  missing-log: {severity: info}\n", ""},
		{"broken", "rules: [", ""},
	}
	for _, test := range tests {
		c, _ := ReadConfig(source.NewFile("/w/.pilllint.yml", test.before), "/w")
		edit, ok := c.TurnOff("missing-log")
		got := ""
		if ok {
			got, _ = source.Apply(c.File, []source.Edit{edit})
		}
		if got != test.after {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.after)
		}
	}
	var none *Config
	if edit, ok := none.TurnOff("missing-log"); !ok || edit.New != "rules:\n  missing-log: off\n" {
		t.Errorf("no file: %q, %t", edit.New, ok)
	}
	if _, ok := none.TurnOff("syntax-error"); ok {
		t.Error("a syntax error is turned off")
	}
}
