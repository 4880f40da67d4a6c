package rules

import "testing"

func TestParseVersion(t *testing.T) {
	for text, want := range map[string]Version{
		"0.0.45": {0, 0, 45}, "2.2": {2, 2}, "3": {3}, "2.2.10": {2, 2, 10}, "2.0.0-p648": {2, 0, 0}, "1.9.3p551": {1, 9, 3}, "3.4.0.1": {3, 4, 0},
	} {
		if got, err := ParseVersion(text); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", ".", "0", "0.0.0", "2.", "2.x", "v2.2", "ruby", "-1", "2.2.p1", "99999999999"} {
		if got, err := ParseVersion(text); err == nil {
			t.Errorf("%q is %v; it is no version", text, got)
		}
	}
}

func TestVersionOrder(t *testing.T) {
	list := []Version{{0, 0, 45}, {0, 0, 61}, {0, 1, 3}, {1, 9, 3}, {2, 2}, {2, 2, 1}, {3, 2}}
	for i, v := range list {
		for k, w := range list {
			if got := v.Before(w); got != (i < k) {
				t.Errorf("%v before %v: %v", v, w, got)
			}
		}
	}
}

func TestVersionText(t *testing.T) {
	for want, v := range map[string]Version{"0.0.45": {0, 0, 45}, "0.1.0": {0, 1}, "3.2": {3, 2}, "2.2.10": {2, 2, 10}} {
		if got := v.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestFrom leaves out what an older Bluepill did not do.
func TestFrom(t *testing.T) {
	text := `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") { |process| process.start_command = "cd /srv/shop && FOO=1 bin/shop > /srv/log"; process.pid_file = "/srv/pid" }
end
`
	doc := read(exampleFile, text)
	count := func(v Version) int { return len(Check(doc, Options{Versions: Versions{Bluepill: v}})) }
	if n := count(shellwordsVersion); n == 0 {
		t.Error("there should be findings for 0.0.45")
	}
	if n := count(Version{0, 0, 44}); n != 0 {
		t.Errorf("%d findings for 0.0.44, which runs commands by a shell", n)
	}
}
