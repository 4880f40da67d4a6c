package lazyregexp

import (
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// TestSame calls each method here and its namesake in package regexp.
func TestSame(t *testing.T) {
	values := map[reflect.Type][]reflect.Value{
		reflect.TypeFor[string]():              {reflect.ValueOf(""), reflect.ValueOf("a=1, bé=2"), reflect.ValueOf("none")},
		reflect.TypeFor[int]():                 {reflect.ValueOf(-1), reflect.ValueOf(0), reflect.ValueOf(1)},
		reflect.TypeFor[func(string) string](): {reflect.ValueOf(strings.ToUpper)},
	}
	const text = `(\pL+)=(\d)`
	ours, theirs := reflect.ValueOf(New(text)), reflect.ValueOf(regexp.MustCompile(text))
	if ours.NumMethod() < 2 {
		t.Fatal("no methods to compare")
	}
	for i := range ours.NumMethod() {
		name := ours.Type().Method(i).Name
		other := theirs.MethodByName(name)
		if !other.IsValid() || other.Type() != ours.Method(i).Type() {
			t.Errorf("package regexp has no %s of this type", name)
			continue
		}
		calls := [][]reflect.Value{nil}
		for p := range other.Type().NumIn() {
			var longer [][]reflect.Value
			for _, call := range calls {
				for _, v := range values[other.Type().In(p)] {
					longer = append(longer, append(call[:p:p], v))
				}
			}
			calls = longer
		}
		if len(calls) == 0 {
			t.Errorf("%s takes what this test has no values for", name)
		}
		for _, call := range calls {
			got, want := ours.Method(i).Call(call)[0].Interface(), other.Call(call)[0].Interface()
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s%v = %v, want %v", name, call, got, want)
			}
		}
	}
}

// TestMistake holds that a broken expression ends a test at its start, and
// elsewhere only whoever uses it.
func TestMistake(t *testing.T) {
	broken := func(f func()) (panics bool) {
		defer func() { panics = recover() != nil }()
		f()
		return
	}
	if !broken(func() { New("(") }) {
		t.Error("a test does not see a broken expression")
	}
	defer func(was bool) { inTest = was }(inTest)
	inTest = false
	var r *Regexp
	if broken(func() { r = New("(") }) {
		t.Error("New compiles what nobody uses")
	}
	if !broken(func() { r.MatchString("") }) {
		t.Error("a broken expression is used")
	}
}

func TestConcurrent(t *testing.T) {
	defer func(was bool) { inTest = was }(inTest)
	inTest = false
	r := New(`b+`)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if got := r.FindString("abbc"); got != "bb" {
				t.Errorf("FindString = %q", got)
			}
		})
	}
	wait.Wait()
}
