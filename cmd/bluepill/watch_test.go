//go:build linux

package main

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/pilllint/pilllint/supervisor"
)

// TestScreen draws screens of all sizes, with names that would do harm. No line
// is longer than the screen, and there are not more than it has.
func TestScreen(t *testing.T) {
	now := time.Unix(1_000_000_000, 0)
	s := &screen{app: "evil\x1b[2J", graphs: map[string]*graph{}}
	var list []supervisor.ProcessStatus
	for _, name := range []string{"plain", "a\x1b]0;title\x07b", "line\nbreak", "wörker 日本", strings.Repeat("long", 50), "\xff"} {
		list = append(list, supervisor.ProcessStatus{
			Name: name, State: "up", Pid: 1234567, Uptime: 100_000, Memory: 1 << 40,
			Events: []supervisor.Happening{{Want: supervisor.Start, Reason: "because\x1b[31m\n", Unix: 1_000_000_000}},
		})
	}
	for i := range 30 {
		for j := range list {
			list[j].Used += float64(i%3) * 50
		}
		s.take(list, now.Add(time.Duration(i)*time.Second))
		s.chosen = i % 8
	}
	for _, size := range [][2]int{{200, 50}, {80, 24}, {40, 10}, {1, 1}, {20, 3}, {0, 0}} {
		text := s.draw(size[0], size[1])
		for _, bad := range []string{"\x1b[2J", "\x1b]", "\x07", "\nbreak"} {
			if strings.Contains(text, bad) {
				t.Errorf("%v: %q is on the screen", size, bad)
			}
		}
		lines := strings.Split(strings.TrimSuffix(strings.TrimPrefix(text, "\x1b[H"), "\x1b[J"), "\r\n")
		if len(lines) > max(size[1], 1) {
			t.Errorf("%v: there are %d lines", size, len(lines))
		}
		for _, l := range lines {
			if !utf8.ValidString(l) {
				t.Errorf("%v: %q is no text", size, l)
			}
			plain := strings.TrimSuffix(l, "\x1b[0m\x1b[K")
			if got := cut(plain, size[0]); got != plain {
				t.Errorf("%v: %q is too long", size, plain)
			}
		}
	}
	if got := spark([]float64{0, 5, 10}, 1); !strings.HasSuffix(got, "▁▅█") || utf8.RuneCountInString(got) != samples {
		t.Errorf("the graph is %q", got)
	}
}
