package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
)

var misspelledUser = &Rule{
	Name:        "misspelled-user",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "the name of a user or group is misspelled",
	Since:       "0.1",
	Text: "If no user or group has the name, the process can never start: Bluepill tries again and again, and with `daemonize` no\n" +
		"log says why.\n\n" +
		"The rule reports a name that is one letter away from a user that systems or well-known programs create, such as\n" +
		"`www-data` or `nobody`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.uid = "www-data"
    process.gid = "ww-data"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.uid = "www-data"
    process.gid = "www-data"
  end
end
`,
	Check: func(p *Pass) {
		reported := map[*eval.Str]bool{} // an application's is every process's
		for proc := range p.Processes {
			for s := range p.settings(proc) {
				text, ok := s.Value.(*eval.Str)
				if !ok || text.Lost != nil || s.Name != "uid" && s.Name != "gid" || reported[text] {
					continue
				}
				if meant := misspelled(text.S); meant != "" {
					reported[text] = true
					p.settingFinding(proc, s, valueSpan(s), "the %s %q looks misspelled; did you mean %q?", userOrGroup[s.Name], text.S, meant).Done(p)
				}
			}
		}
	},
}

var userOrGroup = map[string]string{"uid": "user", "gid": "group"}

// usualUsers are users and groups of distributions and well-known programs.
var usualUsers = strings.Fields("www-data nobody nogroup nginx apache postgres mysql redis rabbitmq mongodb memcache memcached couchdb elasticsearch ubuntu vagrant")

// misspelled returns the usual name that another is one slip away from: a
// letter left out, added, replaced, or two that changed places. One that only
// goes on where the other ends is no slip.
func misspelled(name string) string {
	if slices.Contains(usualUsers, name) {
		return ""
	}
	for _, usual := range usualUsers {
		if !strings.HasPrefix(usual, name) && !strings.HasPrefix(name, usual) && oneSlip(name, usual) {
			return usual
		}
	}
	return ""
}

func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 1:
		return a[i:] == b[i+1:]
	case 0:
		swapped := i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		return swapped || i < len(a) && a[i+1:] == b[i+1:]
	}
	return false
}
