package rules

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// longPill is a pill of many applications, those of the examples that load, so
// that several rules are at work on it at a time.
func longPill() string {
	var text strings.Builder
	for n := 0; text.Len() < 2*longText; n++ {
		for i, r := range All() {
			if r.Manifest || r.exampleName(r.Bad) != exampleFile {
				continue
			}
			doc := read(exampleFile, r.Bad)
			if c := doc.Config; c.Error == nil && len(c.Apps) == 1 && c.Exhausted.IsZero() && len(c.Unread) == 0 {
				text.WriteString(strings.ReplaceAll(r.Bad, "shop", fmt.Sprintf("shop%d_%d", n, i)))
			}
		}
	}
	return text.String()
}

// TestTogetherAsAlone has rules run one after the other, and several at a time.
func TestTogetherAsAlone(t *testing.T) {
	text := longPill()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := Check(read(exampleFile, text), Options{})
	if len(want) < 100 {
		t.Fatalf("there are only %d findings", len(want))
	}
	for _, workers := range []int{2, 3, 8} {
		runtime.GOMAXPROCS(workers)
		doc := read(exampleFile, text)
		got := Check(doc, Options{})
		if len(got) != len(want) {
			t.Fatalf("%d at a time find %d, not %d", workers, len(got), len(want))
		}
		for i := range want {
			if got[i].Span.String() != want[i].Span.String() || got[i].Rule != want[i].Rule || got[i].Message != want[i].Message ||
				got[i].Severity != want[i].Severity || len(got[i].Fixes) != len(want[i].Fixes) || len(got[i].Related) != len(want[i].Related) {
				t.Fatalf("%d at a time: %s %s, not %s %s", workers, got[i].Span, got[i].Message, want[i].Span, want[i].Message)
			}
		}
		if again := Check(doc, Options{}); !reflect.DeepEqual(got, again) {
			t.Fatalf("%d at a time find something else the second time", workers)
		}
	}
}

// TestPanicOfARule has a rule panic that runs beside others: whoever called must
// be able to recover.
func TestPanicOfARule(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	c := &checking{Document: read(exampleFile, strings.Repeat("# a comment\n", longText))}
	var list []*Rule
	for i := range 20 {
		list = append(list, &Rule{Name: fmt.Sprint(i), Check: func(*Pass) {
			if i == 7 {
				panic("a mistake of ours")
			}
		}})
	}
	defer func() {
		if r := recover(); r != "a mistake of ours" {
			t.Errorf("got %v", r)
		}
	}()
	c.run(list)
	t.Error("nothing is told of the panic")
}
