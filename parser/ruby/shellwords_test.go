package ruby

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// TestShellwords splits the lines that Ruby has split, and again what becomes of
// the words when they are joined.
func TestShellwords(t *testing.T) {
	file, err := os.Open("testdata/shellwords.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for d := json.NewDecoder(text); d.More(); n++ {
		var c struct {
			Line, Error string
			Words       []string
		}
		if err := d.Decode(&c); err != nil {
			t.Fatal(err)
		}
		words, err := Shellsplit(c.Line)
		switch {
		case c.Error != "":
			if err == nil || err.Error() != c.Error {
				t.Errorf("%q: %v, but Ruby says %s", c.Line, err, c.Error)
			}
			continue
		case err != nil || !slices.Equal(words, c.Words):
			t.Errorf("%q: %q, %v, but Ruby has %q", c.Line, words, err, c.Words)
		}
		if again, err := Shellsplit(Shelljoin(words)); err != nil || !slices.Equal(again, words) {
			t.Errorf("%q: joined and split again it is %q, %v", words, again, err)
		}
	}
	if n < 5000 {
		t.Errorf("there are only %d cases", n)
	}
}
