package ruby

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"math/rand"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// call is one question to the judge: an operation of testdata/judge.rb with its
// arguments, and what this package answers.
type call struct {
	op   string
	args []string
	got  string
}

// limited is the answer of a call that a limit of this package ended, or that
// it does not support; Ruby's answer is then not compared.
const limited = "limited"

// older is the answer of a Ruby that is too old to judge a call; see judge.rb.
const older = "ok:older"

func ok(s string) string { return "ok:" + s }

// answerOf writes a result and its error the way the judge does.
func answerOf(class, s string, err error) string {
	var limit *LimitError
	var unsupported *UnsupportedError
	var format *FormatError
	var uri *URIError
	switch {
	case err == nil:
		return ok(s)
	case errors.As(err, &limit), errors.As(err, &unsupported):
		return limited
	case errors.As(err, &format):
		class = format.Class
	case errors.As(err, &uri):
		class = uri.Class
	}
	return "err:" + class + ":" + err.Error()
}

func listOf(parts []string) string {
	return strconv.Itoa(len(parts)) + "\x1e" + strings.Join(parts, "\x1e")
}

// judge asks Ruby all the calls at once and compares.
func judge(t *testing.T, calls []call) {
	t.Helper()
	var in bytes.Buffer
	for _, c := range calls {
		for i, s := range append([]string{c.op}, c.args...) {
			if i > 0 {
				in.WriteByte(' ')
			}
			// The letter keeps an empty argument visible.
			in.WriteString("b" + base64.StdEncoding.EncodeToString([]byte(s)))
		}
		in.WriteByte('\n')
	}
	cmd := exec.Command("ruby", "-Ku", "testdata/judge.rb")
	cmd.Env = append(cmd.Environ(), "LC_ALL=C.UTF-8")
	cmd.Stdin = &in
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("ruby: %v\n%s", err, stderr.String())
	}
	lines := strings.Split(strings.TrimRight(string(out), "\n"), "\n")
	if len(lines) != len(calls) {
		t.Fatalf("ruby answered %d of %d calls\n%s", len(lines), len(calls), stderr.String())
	}
	failed, skipped := 0, 0
	for i, c := range calls {
		want, err := base64.StdEncoding.DecodeString(lines[i])
		if err != nil {
			t.Fatal(err)
		}
		if c.got == limited || string(want) == older {
			skipped++
			continue
		}
		if string(want) != c.got {
			if failed++; failed <= 25 {
				t.Errorf("%s %q\n got %q\nwant %q", c.op, c.args, c.got, want)
			}
		}
	}
	t.Logf("%d calls, %d beyond this package, %d differ", len(calls), skipped, failed)
}

// source makes the random inputs; its seed is fixed.
type source struct{ *rand.Rand }

func newSource() source { return source{rand.New(rand.NewSource(20240601))} }

// text returns up to n characters out of an alphabet given as words, which lets
// the parts that matter be frequent.
func (r source) text(n int, alphabet ...string) string {
	var b strings.Builder
	for range r.Intn(n + 1) {
		b.WriteString(alphabet[r.Intn(len(alphabet))])
	}
	return b.String()
}

func letters(s string) []string { return strings.Split(s, "") }

var oddStrings = []string{
	"", " ", "a", "é", "日本", "\x00", "a\nb", "a\n", "\n", "\t x \v", "😀", "e\u0301", "\u00a0x\u00a0", "İ", "ß", "ŉx", "ǆ", "ǅ", "K", "ſ", "ﬁ",
	"\u200b", "\u2028", "\ue000", "\u0378", "\U000e0001", "\x7f", "\x1b[0m", "#{x}", "#$x", "#@x", "# x", "#", "\"q\"", "\\", "\xff", "a\xc3", "\xed\xa0\x80", "\a\b\f\r", "\u0085",
}

func (r source) strings(n int, alphabet ...string) []string {
	out := append([]string(nil), oddStrings...)
	for range n {
		out = append(out, r.text(12, alphabet...))
	}
	return out
}

func valid(list []string) []string {
	var out []string
	for _, s := range list {
		if strings.ToValidUTF8(s, "") == s {
			out = append(out, s)
		}
	}
	return out
}

func TestJudgeFloat(t *testing.T) {
	r := newSource()
	var calls []call
	floats := []float64{0, math.Copysign(0, -1), 1, -1, 1e15, 1e16, 123456789012345680, 1e17, 1e-4, 1e-5, 0.00012345, 1e100, 5e-324, math.MaxFloat64, math.NaN(), math.Inf(1), math.Inf(-1), 0.1, 2.5, 3.5, -2.5, 0.285, 1.005, 2.675, 25, 35, 250, -25, 1e20, 9999999999999998, 0.5, 1.5, 5.015, 1.15}
	for range 300 {
		floats = append(floats, math.Float64frombits(r.Uint64()), float64(r.Intn(2000000)-1000000)/1000, r.NormFloat64()*math.Pow(10, float64(r.Intn(40)-20)))
	}
	for _, f := range floats {
		bits := strconv.FormatUint(math.Float64bits(f), 16)
		calls = append(calls, call{"float", []string{bits}, ok(FormatFloat(f))})
		if math.IsNaN(f) || math.IsInf(f, 0) {
			continue
		}
		for _, d := range []int{0, 1, 2, 3, 7, -1, -2, 15, 16, r.Intn(30) - 8} {
			got := FormatFloat(RoundHalfUp(f, d))
			if got == "-0.0" && d <= 0 {
				got = "0.0" // Ruby's integer has no sign there
			}
			calls = append(calls, call{"round", []string{bits, strconv.Itoa(d)}, ok(got)})
		}
	}
	judge(t, calls)
}

func TestJudgeInspect(t *testing.T) {
	r := newSource()
	var calls []call
	for _, s := range r.strings(200, "a", "#", "{", "$", "@", "\"", "\\", "\n", "\x01", "é", "\xe3", "\x81", "😀", "\u200e", "\u0600", "\u0e3f", "\t", "\x7f", "\u0080") {
		calls = append(calls, call{"inspect", []string{s}, ok(InspectString(s))})
	}
	for c := rune(0); c < 0x3000; c++ {
		if c == 0x2000 {
			continue
		}
		calls = append(calls, call{"inspect", []string{string(c)}, ok(InspectString(string(c)))})
	}
	for _, s := range append(valid(r.strings(200, letters("aZ_09?!=@$[]+-*<>é ~%&|^/.:`")...)),
		"a?", "a!", "a=", "A", "A?", "A=", "a?=", "@a", "@@a", "@", "@@", "$a", "$", "$1", "$12", "$-w", "$-", "$_", "$!", "$~", "$01", "@1", "@a=", "$a=", "@a?", "[]", "[]=", "[]?", "+", "+@", "-@", "!", "!@", "~@", "!=", "=~", "==", "===", "=", "<=>", "<=", "**", "***", "`", "&&", "||", "..", "nil", "class", "a b", "a-b", "1a", "é", "é?", "日本=", "a=b", "_", "9", "::", "a::b", "?", "!a=", "[a=", "1=", "1==", "@=", "@@=", "@1=", "$$=", "$01=", "[]==", " =", "\x01=", "a b=", "é b=", "]=", ".a=", "~a=", "!=a", "<a=", "=a=", "!a", "=>", "->", "!~", "\u00a0", "a\u2028", "😀", "[]=a") {
		calls = append(calls, call{"symbol", []string{s}, ok(InspectSymbol(s))})
	}
	for _, s := range []string{"", "a", "a/b", `a\/b`, `\\/`, "a\nb", "a\tb", "é", "a\x01b", "/", "//", `\n`, "\u200b", "日本/", "\u0080"} {
		for _, o := range []string{"", "i", "x", "m", "xim"} {
			calls = append(calls, call{"regexp_inspect", []string{s, o}, ok(InspectRegexp(s, o))})
		}
	}
	judge(t, calls)
}

func TestJudgeNumber(t *testing.T) {
	r := newSource()
	var calls []call
	texts := append(valid(r.strings(400, letters("0011279afxXbBoOdD__..eE+- pP\n")...)),
		"0", "00", "0_8", "08", "010", "0x", "0xg", "0x_1", "0b2", "0b1", "0o17", "0o8", "0d9", "-0x1A", "+5", "+-5", "- 5", "1__2", "_1", "1_", "1_000", " 12 ", "\n12\t", "12abc", "zz", "0_x1", "0x1_f", "1e5", "1e", "1e+", "1.", ".5", "-.5", "1._5", "1_.5", "1.5_", "1.5e1_0", "1e400", "-1e400", "1e-400", "0x1p3", "0x1.8p1", "0x.8", "0x1.", "0xap-1", "1.2.3", "Infinity", "NaN", "1,000", "12\x00", "\x0012", "0x1_0", "0x1p", "1e5.5", "1d", "123456789012345678901234567890", "0b", "0_", "0__1", "00_1", "0x0_1", "0b0_1", "0_b1", "1 2", " ", "+", "-", "0.1e1", "5e-324", "00.5", "0_0.5", "1_2.3_4", "1__2.3", "1.2__3", "0x1A", "0x1A.8", "-0", "-0.0", "+0x1p3", "0x-1", "0x 1", "1e1__0", "1e_1")
	for _, s := range texts {
		for _, base := range []int{0, 2, 8, 10, 16, 36} {
			calls = append(calls, call{"to_i", []string{s, strconv.Itoa(base)}, ok(ParseIntPrefix(s, base).String())})
			n, err := ParseInteger(s, base)
			text := ""
			if err == nil {
				text = n.String()
			}
			calls = append(calls, call{"integer", []string{s, strconv.Itoa(base)}, answerOf("ArgumentError", text, err)})
		}
		calls = append(calls, call{"to_f", []string{s}, ok(FormatFloat(ParseFloatPrefix(s)))})
		f, err := ParseFloat(s)
		calls = append(calls, call{"kfloat", []string{s}, answerOf("ArgumentError", FormatFloat(f), err)})
	}
	judge(t, calls)
}

func TestJudgeInflect(t *testing.T) {
	r := newSource()
	var calls []call
	words := []string{"person", "people", "man", "woman", "human", "child", "sex", "move", "zombie", "ox", "oxen", "quiz", "mouse", "mice", "louse", "matrix", "vertex", "index", "indices", "bus", "buses", "alias", "status", "statuses", "octopus", "virus", "axis", "axes", "test", "testis", "crisis", "crises", "datum", "data", "news", "analysis", "analyses", "diagnosis", "basis", "thesis", "wife", "half", "halves", "wolf", "hive", "archive", "archives", "query", "day", "box", "church", "class", "dish", "tomato", "buffalo", "shoe", "shoes", "hero", "heroes", "database", "databases", "movie", "movies", "series", "species", "equipment", "rice", "price", "fish", "jeans", "police", "Police", "ice", "mice\n", "my_mouse", "house", "Person", "CHILD", "salesperson", "sheep", "goldfish", "gold-fish", "é", "café", "ss", "s", "S", "process", "Process", "address", "photo", "tive", "actives", "knives", "lives", "leaf", "safe", "chef", "stimuli", "cactus", "money\n", "ActiveModel", "ActiveModel::Errors", "SSLError", "HTMLParser", "active_model/errors", "employee_salary_id", "author_id", "_id", "__a_b", "man from the boondocks", "x-men: the last stand", "TheManWithoutAPast", "raiders_of_the_lost_ark", "string_ending_with_id", "o'reilly", "l’été", "schema.posts", "a.b.c", "calculus_field", "posts", "postgres", "Donald E. Knuth", "^très|Jolie-- ", "_x_", "a/b_c/d", "/a", "a/", "a//b", "::A", "A::", "A1B2", "a1_b2", "fooBar", "foo bar", "foo-bar", "2x", "É_cole", "ÉcoleNormale", "æther Œuvre ß", "e\u0301te\u0301", "日本", "a\nb", "a\n_b", "ABC", "ABc", "aBC", "A", "aB", "(a)", "it's", "x (y)", "a`b", "ID", "userID", "user_id_id", "Ünder_scoRe"}
	for range 300 {
		words = append(words, r.text(8, letters("aeiouystfxABCS_/:-.1 é'")...), r.text(2, "a", "b", "qu", "o")+r.text(3, "s", "es", "f", "fe", "y", "ies", "x", "um", "a", "us", "i", "ix", "ex", "ch", "man", "ves", "sis", "ses", "ice", "news", "o"))
	}
	fns := map[string]func(string) string{"camelize": Camelize, "camelize_lower": CamelizeLower, "underscore": Underscore, "dasherize": Dasherize, "humanize": Humanize, "titleize": Titleize, "pluralize": Pluralize, "singularize": Singularize, "demodulize": Demodulize, "deconstantize": Deconstantize, "tableize": Tableize, "classify": Classify, "parameterize": Parameterize}
	for _, w := range words {
		for op, fn := range fns {
			calls = append(calls, call{op, []string{w}, ok(fn(w))})
		}
	}
	for n := -125; n < 330; n++ {
		calls = append(calls, call{"ordinalize", []string{strconv.Itoa(n)}, ok(Ordinalize(n))})
	}
	judge(t, calls)
}

func TestJudgeShellwords(t *testing.T) {
	r := newSource()
	var calls []call
	for _, s := range append(valid(r.strings(800, "a", "b", " ", "'", "\"", "\\", "\n", "\t", "$", "`", "é", "#")), "a 'b c' \"d e\"", `a\ b`, "''", `""`, "a''b", "'", "\"", "a \\", "  a  ", "a\\\nb", "\"a\\\nb\"", "\"a\\nb\"", "\"\\$\\`\\\\\\\"\"", "a'b", "\v\f", "a\u00a0b") {
		words, err := Shellsplit(s)
		calls = append(calls, call{"shellsplit", []string{s}, answerOf("ArgumentError", listOf(words), err)},
			call{"shellescape", []string{s}, ok(Shellescape(s))})
	}
	judge(t, calls)
}

func partText(p Part) string {
	if !p.Set {
		return "nil"
	}
	return "<" + p.Text + ">"
}

func uriCall(s string) call {
	u, err := ParseURI(s)
	text := ""
	if err == nil {
		port := "nil"
		if u.Port >= 0 {
			port = fmt.Sprintf("<%d>", u.Port)
		}
		text = strings.Join([]string{partText(u.Scheme), partText(u.Userinfo), partText(u.Host), port, partText(u.Path), partText(u.Query), partText(u.Fragment), partText(u.Opaque)}, " ")
	}
	return call{"uri", []string{s}, answerOf("", text, err)}
}

func TestJudgeURI(t *testing.T) {
	r := newSource()
	var calls []call
	uris := []string{"http://example.com", "http://example.com/", "HTTP://EXAMPLE.com:8080/a/b?c=d&e#f", "http://", "http:", "http:///x", "http://:80", "http://u:p@h:1/", "http://u@h", "http://@h", "http://u:@h", "http://:p@h", "ht tp://x", "http://a b", "http://h:", "http://h:99999999", "http://h:x", "http://[::1]:80/", "http://[::1", "http://[1:2:3:4:5:6:7:8]", "http://[v1.a]", "http://[::ffff:1.2.3.4]/", "http://1.2.3.4", "http://256.1.1.1", "mailto:a@b", "mailto:a@b?subject=x", "mailto:", "mailto:a", "mailto:?x", "mailto:a@b,c@d", "mailto:/a", "mailto://a@b", "ftp://h/a", "ftp://h/%2Fa", "ftp://h/a;type=i", "ftp:a", "ftp://h", "ftp:", "ldap://h/dc=x?cn?sub", "ldap://h/#f", "ldap:x", "ldaps://h", "file:///a/b", "file://localhost/a", "file:/a", "file:a", "file://u@h:1/x", "ws://h", "wss://h/x", "urn:isbn:123", "urn:a?b#c", "a:b", "a", "", "/a/b", "//h/p", "//h:1", "//u@h", "//", "///a", "?q", "#f", "a b", "a%20b", "a%2", "a%zz", "http://h/a%zz", "http://h/?a%zz", "http://h/?a%2", "http://h/?a b", "http://h/?<>\"'|", "http://h/#a b", "http://h/?a\nb", "http://h/\n", "http://é", "日本", "http://h/a|b", "http://h/[a]", "unix:/tmp/x.sock", "redis://h:6379/0", "postgres://u:p@h/db", "tcp://0.0.0.0:80", "1a:b", "a+b-c.d:e", "a:", "a:?q", "a:#f", "a:/b", "a://b", "a:b?c?d", "a:b c", "javascript:alert(1)", "http://h?q", "http://h#f", "http:?q", "http:#f", "x://h:0", "http://h:080", "http://h_x", "http://h/;a=b", "a//b", "a/b:c", "a:b/c", ":a", "%", "http://%41", "http://h/%41?%41#%41", "http://h/?%4", "http://h/?x%zq"}
	for _, s := range uris {
		calls = append(calls, uriCall(s))
	}
	for range 1500 {
		calls = append(calls, uriCall(r.text(9, "http", "ftp", "x", ":", "/", "//", "@", "?", "#", "a", "h", "1", "[", "]", "::1", "%", "%2F", "%zz", ".", " ", "é", "mailto", "file", "ldap", "\n", "&", "|", ";type=a")))
	}
	for _, s := range r.strings(150, letters("aZ0 *-._~%+é/\n&=")...) {
		calls = append(calls, call{"form", []string{s}, ok(EncodeWWWFormComponent(s))}, call{"cgi", []string{s}, ok(CGIEscape(s))})
	}
	for _, s := range valid(r.strings(200, "a", "%", "%41", "%e3", "%zz", "+", "%4", "é")) {
		text, err := DecodeWWWFormComponent(s)
		calls = append(calls, call{"unform", []string{s}, answerOf("ArgumentError", text, err)})
	}
	judge(t, calls)
}

func TestJudgePath(t *testing.T) {
	r := newSource()
	var calls []call
	paths := []string{"", "/", "//", "///", ".", "..", "a", "a/", "a/b", "a//b", "/a", "/a/", "//a", "/a/b/c.rb", "a.rb", ".bashrc", ".a.rb", "a.", "a.b.", "..", "..a", "...", "a..b", "a.rb/", "a.tar.gz", "~", "~/x", "~root", "~/", "./a", "../a", "a/../b", "/../a", "a/./b", "/.", "/..", "a/..", " a ", "é/日.x", ".a/b", "a.b/c", "a/.b", "a/b.", "//a//b//", ".rb", "x.rb.rb", "a ", "a.b ", "a. b", "a/...", ". .", "a b.c d", "a\x00b"}
	for range 300 {
		paths = append(paths, r.text(8, "/", "/", "a", "b", ".", "..", ".rb", "~"))
	}
	for _, p := range paths {
		if !strings.Contains(p, "\x00") {
			for n := range 4 {
				calls = append(calls, call{"dirname", []string{p, strconv.Itoa(n)}, ok(Dirname(p, n))})
			}
			for _, suffix := range []string{"", ".rb", ".*", "b", "a", ".", "a*", "/"} {
				calls = append(calls, call{"basename", []string{p, suffix}, ok(Basename(p, suffix))})
			}
			calls = append(calls, call{"extname", []string{p}, ok(Extname(p))})
			calls = append(calls, call{"join", []string{p}, ok(Join(p))})
			q, s := paths[r.Intn(40)], paths[r.Intn(40)]
			calls = append(calls, call{"join", []string{p, q}, ok(Join(p, q))}, call{"join", []string{p, q, s}, ok(Join(p, q, s))})
		}
		for _, home := range []string{"/home/me", "rel", "/home/me/", "/"} {
			if _, user := UserHome(p); user {
				continue
			}
			text, err := ExpandPath(p, "/srv/app", home)
			calls = append(calls, call{"expand_path", []string{p, "/srv/app", home}, answerOf("ArgumentError", text, err)})
		}
	}
	judge(t, calls)
}

func TestJudgeStrftime(t *testing.T) {
	r := newSource()
	var calls []call
	times := []time.Time{}
	zones := []string{"+00:00", "+09:00", "-05:30", "+05:45"}
	for _, z := range []int{0, 9 * 3600, -(5*3600 + 1800), 5*3600 + 2700} {
		for _, sec := range []int64{0, 1700000000, 951782400, 1230768000, -1, 1104537599, 1609459199, 253402300799, -62135596800, 1706745599} {
			times = append(times, time.Unix(sec, 123456789).In(time.FixedZone("", z)))
		}
	}
	zoneOf := func(t time.Time) string {
		_, off := t.Zone()
		return map[int]string{0: zones[0], 9 * 3600: zones[1], -(5*3600 + 1800): zones[2], 5*3600 + 2700: zones[3]}[off]
	}
	ask := func(tm time.Time, layout string) {
		calls = append(calls, call{"strftime", []string{layout, strconv.FormatInt(tm.Unix(), 10), strconv.Itoa(tm.Nanosecond()), zoneOf(tm)}, answerOf("ArgumentError", Strftime(tm, layout), CheckStrftime(layout))})
	}
	for _, tm := range times {
		ask(tm, "%Y %C %y %m %B %b %h %j %d %e %H %k %I %l %M %S %L %N %p %P %A %a %u %w %G %g %V %U %W %s %z %:z %::z %:::z %n %t %% %c %D %F %v %x %X %r %R %T %+ %Z|")
	}
	for _, layout := range []string{"%", "%%", "%q", "%Q", "%-", "%5", "%E", "%Ey", "%Oy", "%EY", "%Ez", "%OB", "%:", "%:d", "%::::z", "%-d", "%_d", "%^a", "%#a", "%#p", "%^p", "%#Z", "%^B", "%10Y", "%010d", "%_10d", "%-10d", "%3N", "%6N", "%12N", "%0N", "%3L", "%10a", "%010a", "%-10a", "%10z", "%_10z", "%-z", "%-:z", "%_z", "%_:z", "%10:z", "%010z", "%+", "%10F", "%^c", "%#c", "%10%", "%10n", "%_S", "%-I", "%-l", "%3y", "%_3j", "%-j", "%05e", "%0e", "%10c", "%-m/%-d", "%é", "%i", "%f", "%J", "%K", "%o", "%v", "%^v", "%20s", "%-N", "%_N", "%10P", "%^P", "%#P", "%#B", "%#b", "%#A", "%020T", "%_20T", "%-20T", "%^Z", "%10Z", "%1L", "%9L", "%E10Y", "%^#a"} {
		ask(times[1], layout)
		ask(times[13], layout)
		ask(times[22], layout)
	}
	for range 3000 {
		ask(times[r.Intn(len(times))], r.text(3, "%", "x")+"%"+r.text(4, letters("-0_^#:3512EO")...)+string("YCymBbhjdeHkIlMSLNzZAauwGgVUWsnt%cDFvxXrRTpP+"[r.Intn(45)]))
	}
	judge(t, calls)
}

func TestJudgeText(t *testing.T) {
	r := newSource()
	var calls []call
	texts := valid(r.strings(300, letters("abzAZ 09-_.é ß\n\t\x00")...))
	fns := map[string]func(string) string{"upcase": Upcase, "downcase": Downcase, "capitalize": Capitalize, "swapcase": Swapcase, "strip": Strip, "lstrip": Lstrip, "rstrip": Rstrip}
	for c := rune(0x80); c < 0x2200; c++ {
		s := string(c)
		calls = append(calls, call{"upcase", []string{s}, ok(Upcase(s))}, call{"downcase", []string{s}, ok(Downcase(s))}, call{"capitalize", []string{s}, ok(Capitalize(s))}, call{"swapcase", []string{s}, ok(Swapcase(s))})
	}
	for _, s := range texts {
		for op, fn := range fns {
			calls = append(calls, call{op, []string{s}, ok(fn(s))})
		}
		calls = append(calls, call{"lines", []string{s}, ok(listOf(Lines(s)))})
		for _, sep := range []string{" ", "", "-", "a", ".", "  ", "\n", "é"} {
			for _, n := range []int{0, -1, 1, 2, 3} {
				calls = append(calls, call{"split", []string{s, sep, strconv.Itoa(n)}, ok(listOf(SplitString(s, sep, n)))})
			}
		}
	}
	judge(t, calls)
}

func TestJudgeSucc(t *testing.T) {
	r := newSource()
	var calls []call
	texts := append(valid(r.strings(500, letters("azAZ09-.<> é")...)), "az", "zz", "a9", "Az", "zZ9", "1.9", "1.9.9", "a-9", "-9", "***", "<<koala>>", "1999zzz", "ZZZ9999", "9", "-", "\x7f", "~", "é", "ÿ", "日", "\u07ff", "\uffff", "\ud7ff", "aé", "éz", "zé", "1.z", "z.1", "Z-9", "-z", "あ", "ん", "٩", "ω", "\U0010ffff", "a\x7f", "\x00", "-\x7f")
	for _, s := range texts {
		calls = append(calls, call{"succ", []string{s}, ok(Succ(s))})
	}
	ends := []string{"a", "e", "z", "aa", "az", "zz", "1", "9", "10", "08", "11", "A", "Z", "é", "", "a1", "b3", "-", "001", "100", "v9", "v12", "1.0", "1.9", "ab", "日"}
	for _, lo := range ends {
		for _, hi := range ends {
			for _, x := range []string{"0", "1"} {
				list, _ := StringRange(lo, hi, x == "1", 200)
				calls = append(calls, call{"range", []string{lo, hi, x}, ok(listOf(list))})
			}
		}
	}
	judge(t, calls)
}

func TestJudgeTr(t *testing.T) {
	r := newSource()
	var calls []call
	ask := func(op, s, got string, err error, sets ...string) {
		if s == "" {
			return // there Ruby does not look at every set
		}
		calls = append(calls, call{op, append([]string{s}, sets...), answerOf("ArgumentError", got, err)})
	}
	set := func() string {
		return r.text(5, "a", "b", "z", "-", "-", "^", "\\", "é", "日", "0", "9", "a-e", "A-Z")
	}
	for range 2000 {
		s := r.text(10, letters("aabbzzeé日09-^\\")...)
		x, y := set(), set()
		one, both := CheckCharSet(x), errors.Join(CheckCharSet(x), CheckCharSet(y))
		if one != nil {
			both = one
		}
		ask("tr", s, Tr(s, x, y), CheckTr(x, y), x, y)
		ask("tr_s", s, TrS(s, x, y), CheckTr(x, y), x, y)
		ask("delete", s, Delete(s, x), one, x)
		ask("delete", s, Delete(s, x, y), both, x, y)
		ask("squeeze", s, Squeeze(s), nil)
		ask("squeeze", s, Squeeze(s, x), one, x)
		ask("squeeze", s, Squeeze(s, x, y), both, x, y)
		ask("count", s, strconv.Itoa(Count(s, x)), one, x)
		ask("count", s, strconv.Itoa(Count(s, x, y)), both, x, y)
	}
	judge(t, calls)
}
