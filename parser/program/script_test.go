package program

import (
	"os/exec"
	"strings"
	"testing"
)

// TestScriptError compares what is said of scripts with what shells say.
func TestScriptError(t *testing.T) {
	for script, valid := range map[string]bool{
		"cd /srv && (A=1 bin/shop >> x.log 2>&1 &":          false,
		"cd /srv && (A=1 bin/shop >> x.log 2>&1 &)":         true,
		"if true; then bin/shop":                            false,
		"cd /srv && && bin/shop":                            false,
		"bin/shop &; echo $!":                               false,
		"bin/shop & echo $! > x.pid":                        true,
		"while true; bin/shop; done":                        false,
		"while true; do bin/shop; done":                     true,
		"echo 'it":                                          false,
		"case $1 in a) b;; *) c;; esac":                     true,
		"case $1 in a) b;; *) c;;":                          false,
		"cd " + Hole + " && " + Hole:                        true,
		"cd " + Hole + " && (" + Hole:                       false,
		"[ -f x ] && . x; exec bin/shop":                    true,
		"exec bin/shop >>x.log 2>&1 </dev/null & echo $! >": false,
		"{ bin/shop }":                                      false,
		"(bin/shop":                                         false,
		"bin/shop `cat x`; echo $((1 + 2)) \"${A:-b}\"":     true,
		"kill $(cat x.pid)); sleep 1":                       false,
		"":                                                  true,
	} {
		wrong := ScriptError(script)
		if (wrong == "") != valid {
			t.Errorf("ScriptError(%q) = %q", script, wrong)
		}
		for _, shell := range []string{"bash", "sh"} {
			err := exec.Command(shell, "-n", "-c", strings.ReplaceAll(script, Hole, "x")).Run()
			if (err == nil) != valid {
				t.Errorf("%s says of %q: %v", shell, script, err)
			}
		}
	}
}
