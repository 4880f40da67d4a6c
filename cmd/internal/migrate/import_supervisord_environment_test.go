package migrate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
)

// TestSupervisorVars has the real Supervisor read the same texts, those that a
// person would write and those that nobody would.
func TestSupervisorVars(t *testing.T) {
	list := []string{
		``, ` `, `A=1`, `A="1"`, `A='1',B="2"`, `A=1,B=2,`, `A=1;B=2`, `A=1 B=2`, `A=1,,B=2`, `,A=1`, `A`, `A=`, `A=,B=2`, `A==1`, `A=b=c`, `A="b=c"`,
		`URL=postgres://u:p@host/db`, `URL="postgres://u:p@host/db"`, `A="x`, `A='x"`, `A=x"y`, `A=x'y',B=1`, `"A"=1`, `A.B=1`, `1A=2`, `A-B=c`, `A B=1`,
		"A=1,\nB=2", "A=1\n,B=2", "A=1\nB=2", `A=1 # no`, "A=1#,B=2\n,C=3", `A=é`, `é=1`, `A="é"`, `A=$HOME`, `A="$HOME"`, `A=a b`, `A=""`, `A=''`,
		`A=1,A=2`, `A="a""b"`, `A="a",B`, `A=~/x`, `A=*`, `A=a\,b`, `A="a\"b"`, `A=(x),B=x:y`, `A=x,=y`, `=`, `=,=`, `A=%`, `A=""",B=1`,
	}
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"A", "B1", "=", "=", ",", `"`, `'`, "#", " ", "\n", "x", "/", "@", "$", "é", `\`, ":", ";"}
	for range 3000 {
		var b strings.Builder
		for range 1 + random.IntN(9) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		list = append(list, b.String())
	}
	in, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/usr/bin/python3", "-c", `
import json, sys
from supervisor.datatypes import dict_of_key_value_pairs
def read(text):
    try: return list(dict_of_key_value_pairs(text).items())
    except ValueError: return None
print(json.dumps([read(text) for text in json.load(sys.stdin)]))`)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: .ci/deps installs Supervisor", err)
	}
	var want []*[][2]string
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	refused := 0
	for i, text := range list {
		vars, err := supervisorVars(text)
		if err != nil {
			refused++
		}
		if (err != nil) != (want[i] == nil) {
			t.Errorf("%q: got %v, supervisord reads %v", text, err, want[i])
			continue
		}
		if err != nil {
			continue
		}
		got := [][2]string{}
		for _, v := range vars {
			got = append(got, [2]string{v.Name, v.Value})
		}
		if fmt.Sprint(got) != fmt.Sprint(*want[i]) {
			t.Errorf("%q: got %q, supervisord reads %q", text, got, *want[i])
		}
	}
	if refused < 500 || len(list)-refused < 300 {
		t.Errorf("%d of %d are refused: too few of either kind", refused, len(list))
	}
}
