package main

import (
	"runtime/debug"
	"strings"
	"testing"
)

func TestBuild(t *testing.T) {
	settings := func(modified string) []debug.BuildSetting {
		return []debug.BuildSetting{
			{Key: "vcs.revision", Value: "0123456789abcdef0123"}, {Key: "vcs.time", Value: "2026-11-22T18:22:01Z"}, {Key: "vcs.modified", Value: modified},
		}
	}
	for _, c := range []struct {
		name string
		info *debug.BuildInfo
		want string
	}{
		{"nothing known", nil, "pilllint (unknown) (go1"},
		{"no repository", &debug.BuildInfo{}, "pilllint (devel) (go1"},
		{"installed", &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}}, "pilllint v1.2.3 (go1"},
		{
			"a tag", &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}, Settings: settings("false")},
			"pilllint v1.2.3 (commit 0123456789ab of 2026-11-22, go1",
		},
		{
			"changed", &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3+dirty"}, Settings: settings("true")},
			"pilllint v1.2.3+dirty (commit 0123456789ab and changes of 2026-11-22, go1",
		},
	} {
		if got := buildOf(c.info).String(); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: got %q, want %q…", c.name, got, c.want)
		}
	}
}
