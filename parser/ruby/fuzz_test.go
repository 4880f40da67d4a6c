package ruby

import (
	"errors"
	"strings"
	"testing"
)

func FuzzRegexpCompile(f *testing.F) {
	for _, p := range []string{"a", "(?<x>a|b)+\\k<x>", "[a-z&&[^aeiou]]", "(?i)é", "\\p{Alpha}\\h", "a{2,3}?b*+", "^\\s*$", "(?~a)"} {
		f.Add(p, "abc\nÉ", byte(0))
	}
	f.Fuzz(func(t *testing.T, pattern, subject string, opts byte) {
		re, err := Compile(pattern, Options{IgnoreCase: opts&1 != 0, Extended: opts&2 != 0, Multiline: opts&4 != 0})
		if err != nil {
			var syntax *SyntaxError
			var unsupported *UnsupportedError
			var limit *LimitError
			if !errors.As(err, &syntax) && !errors.As(err, &unsupported) && !errors.As(err, &limit) {
				t.Fatalf("error of type %T", err)
			}
			return
		}
		m, err := re.Match(subject, 0)
		if err != nil || m == nil {
			return
		}
		for _, g := range m.Groups {
			if g.Set && (g.Start < 0 || g.End > len(subject) || g.Start > g.End) {
				t.Fatalf("group %+v of %q", g, subject)
			}
		}
		ExpandReplacement(pattern, subject, m)
		_, _ = re.Split(subject, 0)
	})
}

func FuzzFormat(f *testing.F) {
	for _, s := range []string{"%d %s", "%-05.3x", "%<a>d%{b}", "%1$*2$d", "%", "%c%p", "%+ #g"} {
		f.Add(s, "i:12", "s:abc")
	}
	f.Fuzz(func(t *testing.T, format, first, second string) {
		for _, arg := range []*string{&first, &second} {
			if len(*arg) < 2 || !strings.Contains("is", (*arg)[:1]) || (*arg)[0] == 'i' && !allDigits((*arg)[2:]) {
				*arg = "s:" + *arg
			}
		}
		s, err := Format(format, &testArgs{list: []string{first, second}})
		if err == nil && len(s) > maxFormatResult+maxFormatField+len(format)+len(first)+len(second) {
			t.Fatalf("%d bytes", len(s))
		}
		_, _ = Format(format, &testArgs{list: []string{"h:a=i:5,b=s:x"}})
	})
}

func FuzzShellsplit(f *testing.F) {
	for _, s := range []string{"a b", `'a b' "c d" e\ f`, "a'b", "\"\\$\"", "a \\\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		words, err := Shellsplit(line)
		if err != nil {
			return
		}
		// What is joined splits into the same words.
		again, err := Shellsplit(Shelljoin(words))
		if err != nil {
			t.Fatal(err)
		}
		if listOf(again) != listOf(words) {
			t.Fatalf("%q became %q", words, again)
		}
	})
}
