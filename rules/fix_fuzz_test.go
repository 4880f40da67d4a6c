package rules

import (
	"os"
	"testing"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// FuzzFix fixes any text in every way: what comes of it must parse if it did,
// load if it did, be what the edits make, and stay as it is when fixed again.
func FuzzFix(f *testing.F) {
	for _, path := range pills(f, "../testdata/golden/*.pill", "../testdata/pills/*.pill", "../testdata/cases/*.pill") {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, r := range All() {
		f.Add(r.Bad)
	}
	small := eval.Env{Limits: eval.Limits{Steps: 50_000, Bytes: 4 << 20}}
	all := ways(true)
	for _, fixer := range all {
		fixer.Read = func(src *source.File) *parser.Document { return parser.Read(src, small) }
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) <= 1<<13 {
			checkFixed(t, "user_shop.pill", text, all)
		}
	})
}
