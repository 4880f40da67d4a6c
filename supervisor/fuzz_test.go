package supervisor

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// FuzzRequest demands that nothing but a command of the closed set is ever taken
// for a request, whatever comes over the socket.
func FuzzRequest(f *testing.F) {
	for _, s := range []string{`{"command":"status"}`, `{"command":"stop","target":"a:b"}`, `{"command":"system","target":"x"}`, `{}`, `null`, `[`, `{"command":"status"}{`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		r, err := parseRequest(line)
		if err == nil && (!slices.Contains(commands, r.Command) || len(r.Target) > maxRequest) {
			t.Errorf("%q was taken for %+v", line, r)
		}
	})
}

// FuzzRecall takes up a memory that may be damaged.
func FuzzRecall(f *testing.F) {
	f.Add([]byte(`{"state":3,"proc":{"Pid":7,"Start":8}}`))
	f.Add([]byte(`{"state":0,"proc":{"Pid":7,"Start":8},"ending":{"step":1,"at":5,"until":9,"then":"start"}}`))
	f.Add([]byte(`{"state":2,"proc":{"Pid":0,"Start":0},"phase":2,"settled":7,"flaps":{"starts":[1,2],"retry":9}}`))
	f.Fuzz(func(t *testing.T, memory []byte) {
		m := NewMachine(&Spec{
			Name: "web", Start: "x", Daemonize: true, StopSignals: []Signalling{{0, "quit"}, {time.Second, "kill"}},
			Flapping: &FlappingSpec{Times: 2, Within: time.Second, RetryIn: time.Second},
		})
		now := Now{At: time.Hour}
		if _, err := m.Recall(now, memory, func(p Ident) Ident { return p }, false); err != nil {
			return
		}
		for range 3 {
			m.Step(now, Tick{})
			m.Step(now, Exited{Proc: m.Proc})
			m.Step(now, Asked{Stop})
			m.Step(now, Found{})
			now.At += time.Minute
		}
		if m.State != Unmonitored {
			t.Errorf("it was stopped and is %s", m.State)
		}
	})
}

// TestJournal demands that what is written is what is read, and that a file that
// was cut off still tells of what is whole.
func TestJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	names := []string{":a", "g:b", ":c"}
	j, err := openJournal(path, header{Boot: "boot"}, names, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := j.save(record{Name: name, Mark: "m" + name, Memory: json.RawMessage(`{"state":3}`)}); err != nil {
			t.Fatal(err)
		}
	}
	h, records := readJournal(path)
	if b := records["g:b"]; h.Boot != "boot" || len(records) != 3 || b.Mark != "mg:b" || string(b.Memory) != `{"state":3}` {
		t.Errorf("read %+v, %+v", h, records)
	}
	for _, more := range []int{-1, 0, 1} { // around the longest line that has room
		r := record{Name: "g:b"}
		text := strings.Repeat("x", slotSize-1+more-len(r.line())-len(`,"memory":""`))
		r.Memory = json.RawMessage(`"` + text + `"`)
		if err := j.save(r); err != nil {
			t.Fatal(err)
		}
		_, records := readJournal(path)
		if _, ok := records["g:b"]; ok != (more <= 0) || len(records) < 2 {
			t.Errorf("a line of %d bytes: %d records", slotSize-1+more, len(records))
		}
	}
	if err := os.Truncate(path, 2*slotSize+20); err != nil {
		t.Fatal(err)
	}
	if _, records = readJournal(path); len(records) != 1 || records[":a"].Mark != "m:a" {
		t.Errorf("of a cut file: %+v", records)
	}
}
