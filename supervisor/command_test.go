package supervisor

import (
	"slices"
	"strings"
	"testing"
)

// TestArguments compares with what Ruby's Shellwords and exec make of a command.
func TestArguments(t *testing.T) {
	for _, test := range []struct{ command, want string }{
		{"sleep 100", "sleep|100"},
		{"sleep 100 > x.log 2>&1", "sleep|100|>|x.log|2>&1"},
		{`sh -c "cd /tmp && exec prog > x.log"`, "sh|-c|cd /tmp && exec prog > x.log"},
		{"$HOME/x", "/bin/sh|-c|$HOME/x"},
		{"~/x", "/bin/sh|-c|~/x"},
		{"$HOME/x arg", "$HOME/x|arg"},
		{`"/dir/my prog.sh"`, "/dir/my|prog.sh"},
		{`"/dir/my prog.sh" arg`, "/dir/my prog.sh|arg"},
		{"A=1", "/bin/sh|-c|A=1"},
		{"exit", "/bin/sh|-c|exit"},
		{"prog\n arg", "prog|arg"},
		{"", "error: wrong number of arguments (given 0, expected 1+)"},
		{`sleep "100`, `error: Unmatched quote: "sleep \"100"`},
	} {
		words, err := arguments(test.command)
		got := strings.Join(words, "|")
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != test.want {
			t.Errorf("%q: got %q, want %q", test.command, got, test.want)
		}
	}
}

func TestResponseNames(t *testing.T) {
	for code, want := range map[int]string{200: "OK", 404: "NotFound", 203: "NonAuthoritativeInformation", 500: "InternalServerError", 999: ""} {
		if got := statusName(code); got != want {
			t.Errorf("%d: got %q, want %q", code, got, want)
		}
	}
	for code, want := range map[int]string{200: "OK", 299: "Success", 350: "Redirection", 418: "ClientError", 520: "ServerError", 999: "UnknownResponse"} {
		if got := responseName(code); got != want {
			t.Errorf("an answer with %d: got %q, want %q", code, got, want)
		}
	}
	for _, test := range []struct {
		code int
		kind string
		want bool
	}{{204, "success", true}, {302, "success", false}, {404, "not_found", true}, {404, "404", true}, {200, "ok", true}, {503, "server_error", true}} {
		if got := isKind(test.code, test.kind); got != test.want {
			t.Errorf("%d is %s: got %v", test.code, test.kind, got)
		}
	}
	if !slices.Contains(responseClasses, "success") {
		t.Error("success is no class")
	}
}
