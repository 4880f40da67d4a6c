package ruby

// This file asks Ruby about regular expressions.

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

func groupText(m *Match) string {
	if m == nil {
		return "nil"
	}
	var out []string
	for _, g := range m.Groups {
		if g.Set {
			out = append(out, fmt.Sprintf("%d-%d", g.Start, g.End))
		} else {
			out = append(out, "x")
		}
	}
	return strings.Join(out, ",")
}

func optionsOf(s string) Options {
	return Options{IgnoreCase: strings.Contains(s, "i"), Extended: strings.Contains(s, "x"), Multiline: strings.Contains(s, "m")}
}

func matchCalls(pattern, opts, s string) []call {
	re, err := Compile(pattern, optionsOf(opts))
	if err != nil {
		return []call{{"match", []string{pattern, opts, s}, answerOf("RegexpError", "", err)}}
	}
	m, err := re.Match(s, 0)
	first := call{"match", []string{pattern, opts, s}, answerOf("ArgumentError", groupText(m), err)}
	all, err := re.MatchAll(s, -1)
	var texts []string
	for _, m := range all {
		texts = append(texts, groupText(m))
	}
	return []call{first, {"scan", []string{pattern, opts, s}, answerOf("ArgumentError", listOf(texts), err)}}
}

func TestJudgeRegexp(t *testing.T) {
	r := newSource()
	var calls []call
	subjects := []string{"", "a", "abc", "aab", "a\nb", "a\n", "\n\n", "foo.bar@baz.com", "日本語 text", "ÀÉ àé", "12:34:56", "key = value # c", "aaaa", "K k ſ s", "\r\n", "a-b_c d", "[x]", "été\nÉTÉ", "\u00a0 \t", "xyzzy", "abab"}
	patterns := []string{"[", "(", ")", "\\", "*a", "+", "a{2}{3}", "[]", "[]a]", "[b-a]", "(?z)", "(?<", "(?<>a)", "(?<1a>x)", "\\k<foo>", "\\1", "(a)\\2", "(?<a>x)\\1", "a{100001}", "a{3,1}", "\\x", "\\xZ", "\\u12", "\\u{110000}", "\\u{}", "[[:foo:]]", "[a", "[a-", "[[a]", "(?", "(?:", "a(?#", "\\g<x>", "\\c", "\\C-", "[a-\\d]", "(?(1)a|b)", "(a)(?(1)a|b|c)", "\\xff", "\\400", "(?i", "(?i-", "\\h+", "\\H+", "a{,3}", "a{,}", "a{}", "{", "{1}", "a|*", "(*)", "^*", "\\b*", "(?=a)*", "[&&]", "[a&&]", "a++", "a?+", "a*+a", "a{1,2}+", "\\Qa", "\\y", "\\8", "\\08", "(a)\\k<-1>", "\\k<1>", "(?<a>)\\k<1>", "[\\", "[^]", "[^]a]", "a**", "a{2}?", "(?<é>x)", "(?'a'x)", "(?P<a>x)",
		"^", "$", "^a", "b$", "\\A", "\\z", "\\Z", "^$", ".", ".*", "a.b", "\\bb", "\\B", "\\w+", "\\W+", "\\d+", "\\s+", "\\S+", "[[:alpha:]]+", "[[:^alpha:]]+", "[[:space:]]", "[[:upper:]]", "[[:punct:]]", "\\p{L}+", "\\p{^L}+", "\\P{L}+", "\\p{Alpha}", "\\p{Hiragana}", "\\p{Han}+", "\\p{Lu}", "\\R", "a\\Kb", "(a)\\K(b)", "(?<x>a)(?<y>b)?", "(a)|(b)", "(?<x>a)|(?<x>b)", "(a)(?<x>b)", "(?:a)(b)", "(a)\\1", "(?<x>.)\\k<x>", "(?>a+)b", "(?>a+)a", "(?=b)", "(?!a).", "(?<=a)b", "(?<!a)b", "(?i)A", "a(?i)B|C", "(?i:A)b", "(?-i:a)B", "(?x: a b )c", "(?m:.)", "(?mix)a . c", "a # b", "[a-c&&b-d]+", "[a-z&&[^aeiou]]+", "[^a-c]+", "[a[bc]]+", "[\\w-]+", "[a-]+", "[-a]+", "[\\]]", "[\\n]", "\\n", "\\t", "\\e", "\\x61", "\\u0061", "\\u{61 62}", "\\u{61 62}+", "\\xE6\\x97\\xA5", "[\\xE6\\x97\\xA5]", "日", "é", "[é]+", "[à-é]", "\\141", "\\cA", "\\/", "/", "\\.", "\\-", "\\#", "a|b|", "|a", "()", "(|a)+", "(a*)*", "(a*)+", "(a|b)*?c", "a{2}", "a{2,}", "a{1,2}", "a{,2}", "a+?", "a??", "a*?b", "(?<k>\\w+)\\s*=\\s*(?<v>\\w+)", "\\A(\\d+):(\\d+)", "([ab])(?:c|$)", "\\Ga", "(?a)\\w+", "(?u)\\w+", "(?a:[[:alpha:]]+)", "(?d)\\w", "k", "[k]", "[^k]", "s", "(?<n>a)\\g<n>", "(?<n>a|b)\\g<n>", "(a)\\g<1>", "(?<n>a\\g<n>?b)", "(a)?(?(1)b|c)", "a(?#comment)b", "[[:word:]]+", "[[:alnum:]-]+", "[.-]", "[+-]", "[a\\-z]", "[z\\-a]", "x{0}", "(x{0})", "\\\\", "[\\\\]", "[\\b]", "[\\s\\d]+", "[^\\s]+", "\\w+@\\w+\\.com", "(?:(?:a))", "((a)(b)?)+", "^.*$", "(?m)^.*$", "\\n$", "\\s*$", "(?<=\\n)", "(?<!^)a", "[\\h]+", "[^\\H]+", "[\\p{L}]+", "[\\p{^L}]+", "[^[:space:]]+", "a\\z|\\Ab", "[a-c-e]+", "[--a]+", "[a&&b&&c]", "[a-c[x-z]&&[b-y]]+", "\\Z", "\\z", "(^)*", "a{0,0}b", "(?:a|ab)(?:c|bcd)", "(?i)é", "(?i)[à-é]+", "(?i)ſ", "\\p{Alnum}+", "\\p{Space}", "\\p{Greek}", "\\p{Letter}", "\\p{lower}+", "\\p{Upper}+", "(?i)\\p{Lower}+", "(?i)[^a]", "(?<=a*)b", "(?<=ab|c)d", "(?<=(?:ab|c))d", "(?<=(?:ab|cd))e", "(?<!a?)b", "(?<=a{2})b", "(?<=a{1,2})b", "(?<!(a))b", "(?<!(?<n>a))b", "(?<n>x)|(?<!(a))b", "(?<=\\R)a", "(?<=(a))b", "(?<=a|b*)c", "(?<=\\z)a", "(?<!a\\Z)b", "(?<=^|a)b", "(?<=\\Aab|(?:c))d", "(?<=(a|b))c", "[]\\]", "[^]\\]a]", "{", "}", "]", "a]", "a}", "a{", "a{x}", "a{1", "a,b"}
	for _, p := range patterns {
		for _, s := range subjects {
			for _, o := range []string{"", "i", "m", "x"} {
				if (o == "i" || o == "x") && r.Intn(3) > 0 {
					continue
				}
				calls = append(calls, matchCalls(p, o, s)...)
			}
		}
	}
	for range 1500 {
		p := r.text(7, "a", "b", "c", ".", "*", "+", "?", "|", "(", ")", "(?:", "[", "]", "^", "$", "\\b", "\\w", "\\s", "{2}", "{1,}", "-", "[ab]", "[^a]", "(a|b)", "(?=", "(?!", "(?<n>", "\\1", "\\n")
		calls = append(calls, matchCalls(p, "", r.text(10, letters("aabbcc \n-")...))...)
	}
	for _, s := range append(r.strings(100, letters("a.*+?[](){}|^$\\-# \n\té/'\"")...), "a-b", "a b") {
		if strings.ToValidUTF8(s, "") == s {
			calls = append(calls, call{"quote", []string{s}, ok(Quote(s))})
		}
	}
	for _, p := range []string{",", "", " ", "\\s+", "(,)", "(a)|b", "[,;]", "x*", "(?=b)", "\\n", "^", "$", "(b)?"} {
		for _, s := range []string{"a,b,c", ",a,,b,,", "", " a  b ", "abc", "a1b", "日本語", "a\nb\n", "bab", ",", "xaxxb"} {
			for _, n := range []int{0, -1, 1, 2, 3} {
				re, err := Compile(p, Options{})
				if err != nil {
					t.Fatal(err)
				}
				parts, err := re.Split(s, n)
				calls = append(calls, call{"rsplit", []string{p, s, strconv.Itoa(n)}, answerOf("", listOf(parts), err)})
			}
		}
	}
	for _, p := range []string{"b", "(b)(c)?", "(?<n>b)", "(?<n>b)|(?<n>c)", "x*"} {
		re, err := Compile(p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, repl := range append(valid(r.strings(40, "\\", "0", "1", "2", "&", "`", "'", "k<n>", "a", "\\\\")), "\\1", "\\0", "\\&", "\\k", "\\k<", "[\\1]", "\\", "\\\\1", "\\9", "\\z", "\\`|\\'") {
			const s = "abcd"
			m, err := re.Match(s, 0)
			if err != nil || m == nil {
				t.Fatal(p, err)
			}
			g := m.Groups[0]
			got := ok(s[:g.Start] + ExpandReplacement(repl, s, m) + s[g.End:])
			if strings.Contains(repl, "\\k<") && (!strings.Contains(p, "<n>") || !strings.Contains(repl, "<n>")) {
				got = limited // Ruby raises
			}
			calls = append(calls, call{"sub", []string{p, s, repl}, got})
		}
	}
	for name, set := range posixSets() {
		var list []string
		for c := rune(0); c <= 0x2fff; c++ {
			if set.contains(c) {
				list = append(list, strconv.Itoa(int(c)))
			}
		}
		calls = append(calls, call{"posix", []string{name}, ok(listOf(list))})
	}
	judge(t, calls)
}
