package supervisor

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestChronicleRoom fills a chronicle beyond its room: the oldest go first, and
// what is left stays in order.
func TestChronicleRoom(t *testing.T) {
	var c chronicle
	for i := range maxOccurrences + 7 {
		c.add(Occurrence{Process: fmt.Sprint("p", i%2), Pid: i})
	}
	all := c.of(func(string) bool { return true })
	if len(all) != maxOccurrences {
		t.Fatalf("%d are remembered, want %d", len(all), maxOccurrences)
	}
	for i, o := range all {
		if o.Pid != i+7 {
			t.Fatalf("number %d is %d, want %d", i, o.Pid, i+7)
		}
	}
	if odd := c.of(func(name string) bool { return name == "p1" }); len(odd) != maxOccurrences/2 {
		t.Errorf("%d are of p1, want %d", len(odd), maxOccurrences/2)
	}
}

// TestChronicle tells what is remembered of a life.
func TestChronicle(t *testing.T) {
	now := Now{At: 1000 * time.Second, Wall: time.Unix(1_000_000_000, 0)}
	m := NewMachine(&Spec{Name: "p", Group: "g", Start: "run", Daemonize: true, StopSignals: []Signalling{{Signal: "sigquit"}}, StopGrace: time.Second})
	var c chronicle
	c.remember("g:p", []Happening{{Stop, "later \n", 20}})
	c.remember("g:q", []Happening{{Start, "sooner", 10}})
	c.sort()
	step := func(ev Event) {
		from := m.State
		actions := m.Step(now, ev)
		c.take(m.spec.ShortName(), now.Wall, m, ev, from, actions)
		now.At += 2 * time.Second
	}
	step(Began{})
	step(Found{})
	step(Asked{Start})
	step(Found{})
	step(Spawned{Proc: Ident{Pid: 7, Start: 1}})
	step(Tick{})
	step(Exited{Proc: Ident{Pid: 7, Start: 1}, Status: "exit 1"})
	step(Found{})
	step(Tick{})
	step(Found{})
	step(Spawned{Err: "no such program"})
	step(Tick{})
	step(Found{Proc: Ident{Pid: 8, Start: 2}})
	step(Asked{Stop})
	step(Exited{Proc: Ident{Pid: 8, Start: 2}, Status: "SIGQUIT"})
	var got []string
	for _, o := range c.of(func(string) bool { return true }) {
		got = append(got, o.String())
	}
	want := []string{
		"g:q start - sooner",
		"g:p stop - later",
		"g:p start - user initiated",
		"g:p started (pid 7)",
		"g:p up (pid 7)",
		"g:p ended - exit 1 (pid 7)",
		"g:p down",
		"g:p failed - no such program",
		"g:p up (pid 8)",
		"g:p stop - user initiated",
		"g:p signal - QUIT (pid 8)",
		"g:p unmonitored (pid 8)",
		"g:p ended - SIGQUIT (pid 8)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
