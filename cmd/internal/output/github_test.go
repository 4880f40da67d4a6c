package output

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A workflowCommand is what a runner of GitHub Actions reads from a line.
type workflowCommand struct {
	name       string
	properties map[string]string
	data       string
}

// parseCommand reads a line as the runner does, and demands that nothing in it
// is left to chance: every property is one of an annotation's, once, and no
// character is in it that had to be escaped.
func parseCommand(line string) (c workflowCommand, err error) {
	m := regexp.MustCompile(`^::(error|warning|notice) ([^:\r\n]*)::([^\r\n]*)$`).FindStringSubmatch(line)
	if m == nil {
		return c, fmt.Errorf("no command: %q", line)
	}
	if bad := regexp.MustCompile(`%(2[^5CD]|0[^AD]|[^023]|3[^A]|.?$)`).FindString(strings.ReplaceAll(m[2]+" "+m[3], "%2C", "%25")); bad != "" {
		return c, fmt.Errorf("%q in %q is not escaped", bad, line)
	}
	c = workflowCommand{m[1], map[string]string{}, unescapeCommand(m[3])}
	for _, pair := range strings.Split(m[2], ",") {
		key, value, ok := strings.Cut(pair, "=")
		if _, twice := c.properties[key]; !ok || twice || !slices.Contains([]string{"file", "line", "endLine", "col", "endColumn", "title"}, key) {
			return c, fmt.Errorf("property %q in %q", pair, line)
		}
		c.properties[key] = unescapeCommand(value)
	}
	return c, nil
}

func unescapeCommand(s string) string {
	return strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",").Replace(s)
}

func TestGitHub(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(written("github", sample(), Settings{}), "\n"), "\n")
	var got []workflowCommand
	for _, line := range lines {
		c, err := parseCommand(line)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, c)
	}
	for i, want := range map[int]workflowCommand{
		0: {"error", map[string]string{"file": "pills/été shop.pill", "line": "2", "endLine": "3", "title": "duplicate-pid-file"}, ""},
		4: {"notice", map[string]string{"file": "jobs,a:b.pill", "line": "1", "endLine": "1", "col": "5", "endColumn": "6", "title": "naming-prefix"}, "told"},
		7: {"error", map[string]string{"file": "gone,\n.pill", "title": "not read"}, `no such "file" or <folder>`},
	} {
		if got[i].name != want.name || fmt.Sprint(got[i].properties) != fmt.Sprint(want.properties) || want.data != "" && got[i].data != want.data {
			t.Errorf("got %+v, want %+v", got[i], want)
		}
	}
	if text := got[0].data; !strings.Contains(text, "100%, a: ␛[31m") || !strings.Contains(text, "\njobs,a:b.pill:1:1: it's") {
		t.Errorf("text %q", text)
	}
}
