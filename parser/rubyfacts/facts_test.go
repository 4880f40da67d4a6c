package rubyfacts

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

// headings returns the names of all sections in the order they have in facts.txt.
func headings() []string {
	var names []string
	for h := range lines(facts, "= ") {
		names = append(names, h)
	}
	return names
}

func TestEverySectionIsFound(t *testing.T) {
	names := headings()
	if len(names) < 500 || !slices.IsSorted(names) {
		t.Fatalf("%d sections, sorted: %v", len(names), slices.IsSorted(names))
	}
	for _, n := range names {
		text, ok := section(n)
		if !ok || !strings.HasPrefix(text, "\n") || strings.Contains(text, "\n= ") {
			t.Errorf("section %q: %v, %.40q", n, ok, text)
		}
		for _, near := range []string{n + "0", n[:len(n)-1]} {
			if _, ok := section(near); ok != slices.Contains(names, near) {
				t.Errorf("section %q: %v", near, ok)
			}
		}
	}
}

func TestEveryAncestorIsKnown(t *testing.T) {
	for _, n := range headings() {
		c, ok := classAt(n)
		if !ok {
			continue
		}
		for _, a := range append(slices.Clone(c.Ancestors), c.Superclass) {
			if _, ok := classAt(a); !ok && a != "" && !strings.Contains(n, "@") {
				t.Errorf("%s: nothing about %s", n, a)
			}
		}
	}
}

func TestEveryMethodLineIsComplete(t *testing.T) {
	for _, n := range headings() {
		c, ok := classAt(n)
		if !ok {
			continue
		}
		for _, sign := range []string{"#", "."} {
			names, _ := c.names(sign)
			for _, name := range names {
				m, found, _ := c.find(sign, name)
				if !found || m.Min < -1 || m.Max < -1 || m.Max >= 0 && m.Max < m.Min {
					t.Errorf("%s%s%s: %v %+v", n, sign, name, found, m)
				}
			}
		}
	}
}

func BenchmarkColdLookup(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		starts = sync.OnceValue(findStarts) // as in a process that has just started
		known.Clear()
		lookups()
	}
}

func BenchmarkWarmLookup(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		lookups()
	}
}

// lookups is more than what the evaluation of an ordinary pill asks for.
func lookups() {
	for _, l := range [][2]string{
		{"String", "strip"}, {"String", "blank?"}, {"String", "strrip"}, {"Integer", "seconds"}, {"Integer", "megabytes"},
		{"Hash", "reverse_merge"}, {"Array", "each_with_index"}, {"Bluepill::ProcessProxy", "checks"},
		{"Bluepill::AppProxy", "proces"}, {"Object", "puts"},
	} {
		FindInstance(l[0], l[1])
	}
	for _, l := range [][2]string{{"File", "join"}, {"File", "exist?"}, {"Bluepill", "application"}, {"ENV", "fetch"}, {"main", "include"}} {
		FindSingleton(l[0], l[1])
	}
	Constant("Object", "RAILS_ROOT")
	Constant("Bluepill::ProcessConditions", "MemUsage")
	GlobalVar("$stdout")
	Feature("yaml")
	FeatureAdds("yaml")
}
