package ruby

import (
	"math/big"
	"reflect"
	"testing"
	"time"
)

// The expectations of this file were taken from Ruby 3.1 and ActiveSupport 6.1.

func TestStrings(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"FormatFloat", FormatFloat(1), "1.0"},
		{"FormatFloat", FormatFloat(1e20), "1.0e+20"},
		{"FormatFloat", FormatFloat(1e-5), "1.0e-05"},
		{"FormatFloat", FormatFloat(1e15), "1.0e+15"},
		{"FormatFloat", FormatFloat(RoundHalfUp(2.675, 2)), "2.68"},
		{"FormatFloat", FormatFloat(RoundHalfUp(-2.5, 0)), "-3.0"},
		{"InspectString", InspectString("a\n\"#{x}\x00é\xff"), `"a\n\"\#{x}\u0000é\xFF"`},
		{"InspectSymbol", InspectSymbol("a b"), `:"a b"`},
		{"InspectSymbol", InspectSymbol("[]="), `:[]=`},
		{"InspectSymbol", InspectSymbol("a?"), `:a?`},
		{"InspectRegexp", InspectRegexp("a/b", "xi"), `/a\/b/ix`},
		{"ParseIntPrefix", ParseIntPrefix(" -1_000x", 10).String(), "-1000"},
		{"ParseIntPrefix", ParseIntPrefix("0x1f", 16).String(), "31"},
		{"FormatFloat", FormatFloat(ParseFloatPrefix("1.5e3x")), "1500.0"},
		{"Quote", Quote("a.b-c d\n"), `a\.b\-c\ d\n`},
		{"Camelize", Camelize("active_model/errors"), "ActiveModel::Errors"},
		{"CamelizeLower", CamelizeLower("active_model"), "activeModel"},
		{"Underscore", Underscore("SSLError::Inner"), "ssl_error/inner"},
		{"Dasherize", Dasherize("a_b"), "a-b"},
		{"Humanize", Humanize("employee_salary_id"), "Employee salary"},
		{"Titleize", Titleize("x-men: the last stand"), "X Men: The Last Stand"},
		{"Pluralize", Pluralize("person"), "people"},
		{"Pluralize", Pluralize("status"), "statuses"},
		{"Singularize", Singularize("indices"), "index"},
		{"Singularize", Singularize("sheep"), "sheep"},
		{"Demodulize", Demodulize("A::B"), "B"},
		{"Deconstantize", Deconstantize("A::B::C"), "A::B"},
		{"Tableize", Tableize("RawScaledScorer"), "raw_scaled_scorers"},
		{"Classify", Classify("schema.posts"), "Post"},
		{"Parameterize", Parameterize("^très|Jolie-- "), "tres-jolie"},
		{"Ordinalize", Ordinalize(112), "112th"},
		{"Shellescape", Shellescape("a b'\n"), `a\ b\'` + "'\n'"},
		{"Shelljoin", Shelljoin([]string{"a", "", "b c"}), `a '' b\ c`},
		{"EncodeWWWFormComponent", EncodeWWWFormComponent("a b*~é"), "a+b*%7E%C3%A9"},
		{"CGIEscape", CGIEscape("a b*~é"), "a+b%2A~%C3%A9"},
		{"Join", Join("a/", "/b", "c"), "a/b/c"},
		{"Dirname", Dirname("/a/b/c", 2), "/a"},
		{"Dirname", Dirname("a", 1), "."},
		{"Basename", Basename("/a/b.rb", ".*"), "b"},
		{"Basename", Basename("/a/b.rb/", ".rb"), "b"},
		{"Extname", Extname(".a.rb"), ".rb"},
		{"Extname", Extname("a."), "."},
		{"CleanAbs", CleanAbs("/a/./b//../c/"), "/a/c"},
		{"Strftime", Strftime(time.Unix(1700000000, 5e6).UTC(), "%F %-d %3N %:z %^a %10Y"), "2023-11-14 14 005 +00:00 TUE 0000002023"},
		{"Succ", Succ("az"), "ba"},
		{"Succ", Succ("Zz9"), "AAa0"},
		{"Succ", Succ("1.9.9"), "2.0.0"},
		{"Tr", Tr("hello", "a-y", "b-z"), "ifmmp"},
		{"Tr", Tr("hello", "^l", "*"), "**ll*"},
		{"TrS", TrS("hello", "l", "r"), "hero"},
		{"Delete", Delete("hello", "a-k", "^e"), "ello"},
		{"Squeeze", Squeeze("aaabb", "a"), "abb"},
		{"Capitalize", Capitalize("éCOLE"), "École"},
		{"Swapcase", Swapcase("aBß"), "AbSS"},
		{"Upcase", Upcase("straße"), "STRASSE"},
		{"Downcase", Downcase("ÀB"), "àb"},
		{"Strip", Strip("\x00 a\t\x00"), "a"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
	if n := Count("hello", "lo"); n != 3 {
		t.Errorf("Count: %d", n)
	}
}

func TestLists(t *testing.T) {
	words, err := Shellsplit(`a 'b c' "d\"e" f\ g`)
	if err != nil {
		t.Fatal(err)
	}
	letters, complete := StringRange("y", "ab", false, 10)
	if complete && len(letters) > 0 {
		t.Errorf("StringRange: %q", letters)
	}
	digits, _ := StringRange("08", "11", true, 10)
	capped, complete := StringRange("a", "zz", false, 2)
	if complete {
		t.Error("StringRange passed its limit")
	}
	for _, c := range []struct {
		name      string
		got, want []string
	}{
		{"Shellsplit", words, []string{"a", "b c", `d"e`, "f g"}},
		{"StringRange", digits, []string{"08", "09", "10"}},
		{"StringRange", capped, []string{"a", "b"}},
		{"SplitString", SplitString(" a  b ", " ", 0), []string{"a", "b"}},
		{"SplitString", SplitString("a,b,,", ",", 0), []string{"a", "b"}},
		{"SplitString", SplitString("a,b,,", ",", -1), []string{"a", "b", "", ""}},
		{"SplitString", SplitString("abc", "", 2), []string{"a", "bc"}},
		{"Lines", Lines("a\n\nb"), []string{"a\n", "\n", "b"}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	text := func(_ any, err error) string {
		if err == nil {
			return "no error"
		}
		return err.Error()
	}
	for _, c := range []struct{ got, want string }{
		{text(ParseInteger("abc", 0)), `invalid value for Integer(): "abc"`},
		{text(ParseFloat("abc")), `invalid value for Float(): "abc"`},
		{text(Shellsplit("a 'b")), `Unmatched quote: "a 'b"`},
		{text(ParseURI("ht tp://x")), `bad URI(is not URI?): "ht tp://x"`},
		{text(ParseURI("http://é")), `URI must be ascii only "http://\u00E9"`},
		{text(Compile("[", Options{})), "premature end of char-class: /[/"},
		{text(Compile("(?<=a*)b", Options{IgnoreCase: true})), "invalid pattern in look-behind: /(?<=a*)b/i"},
		{text(Format("%d", &testArgs{})), "too few arguments"},
		{text(Format("%y", &testArgs{})), "malformed format string - %y"},
		{text(Format("%", &testArgs{})), "incomplete format specifier; use %% (double %) instead"},
		{text(Format("%<x>d", &testArgs{list: []string{"h:a=i:1"}})), "key<x> not found"},
		{text(DecodeWWWFormComponent("%zz")), "invalid %-encoding (%zz)"},
		{text(nil, CheckTr("z-a", "b")), `invalid range "z-a" in string transliteration`},
		{text(nil, CheckStrftime("%H:%")), "invalid format: %H:%"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	n, err := ParseInteger(" 0b1_01 ", 0)
	if err != nil || n.Cmp(big.NewInt(5)) != 0 {
		t.Errorf("ParseInteger: %v, %v", n, err)
	}
	f, err := ParseFloat("0x1.8p1")
	if err != nil || f != 3 {
		t.Errorf("ParseFloat: %v, %v", f, err)
	}
}

func TestRegexpOffsets(t *testing.T) {
	re, err := Compile(`(?<word>\p{L}+)\s*=\s*(?<rest>.*)$`, Options{})
	if err != nil {
		t.Fatal(err)
	}
	const s = "é: clé = 日本\nx"
	m, err := re.Match(s, 2)
	if err != nil || m == nil {
		t.Fatalf("%v, %v", m, err)
	}
	word, _ := m.Named("word")
	rest, _ := m.Named("rest")
	if s[word.Start:word.End] != "clé" || s[rest.Start:rest.End] != "日本" {
		t.Errorf("got %+v", m.Groups)
	}
	if got := ExpandReplacement(`<\k<rest>|\0>`, s, m); got != "<日本|clé = 日本>" {
		t.Errorf("got %q", got)
	}
	if got := re.Names(); !reflect.DeepEqual(got, []string{"word", "rest"}) {
		t.Errorf("names %q", got)
	}
	if m, err := re.Match(s, len(s)); m != nil || err != nil {
		t.Errorf("match at the end: %v, %v", m, err)
	}
}
