package ruby

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// inflection is one rule: what it matches, and what that becomes.
type inflection struct {
	pattern     string
	replacement string
}

// pluralRules, singularRules, irregulars and uncountables are the facts of the
// inflections that ActiveSupport 6.1 loads for English. A later rule goes
// before an earlier one. The sharp s stands beside ss because Onigmo takes the
// two for equal when case is ignored.
var pluralRules = []inflection{
	{`$`, "s"},
	{`s$`, "s"},
	{`^(ax|test)is$`, "${1}es"},
	{`(octop|vir)us$`, "${1}i"},
	{`(octop|vir)i$`, "${1}i"},
	{`(alias|status)$`, "${1}es"},
	{`(bu)s$`, "${1}ses"},
	{`(buffal|tomat)o$`, "${1}oes"},
	{`([ti])um$`, "${1}a"},
	{`([ti])a$`, "${1}a"},
	{`sis$`, "ses"},
	{`(?:([^f])fe|([lr])f)$`, "${1}${2}ves"},
	{`(hive)$`, "${1}s"},
	{`([^aeiouy]|qu)y$`, "${1}ies"},
	{`(x|ch|ss|ß|sh)$`, "${1}es"},
	{`(matr|vert|ind)(?:ix|ex)$`, "${1}ices"},
	{`^(m|l)ouse$`, "${1}ice"},
	{`^(m|l)ice$`, "${1}ice"},
	{`^(ox)$`, "${1}en"},
	{`^(oxen)$`, "${1}"},
	{`(quiz)$`, "${1}zes"},
}

var singularRules = []inflection{
	{`s$`, ""},
	{`(ss)$`, "${1}"},
	{`(n)ews$`, "${1}ews"},
	{`([ti])a$`, "${1}um"},
	{`((a)naly|(b)a|(d)iagno|(p)arenthe|(p)rogno|(s)ynop|(t)he)(sis|ses)$`, "${1}sis"},
	{`(^analy)(sis|ses)$`, "${1}sis"},
	{`([^f])ves$`, "${1}fe"},
	{`(hive)s$`, "${1}"},
	{`(tive)s$`, "${1}"},
	{`([lr])ves$`, "${1}f"},
	{`([^aeiouy]|qu)ies$`, "${1}y"},
	{`(s)eries$`, "${1}eries"},
	{`(m)ovies$`, "${1}ovie"},
	{`(x|ch|ss|ß|sh)es$`, "${1}"},
	{`^(m|l)ice$`, "${1}ouse"},
	{`(bus)(es)?$`, "${1}"},
	{`(o)es$`, "${1}"},
	{`(shoe)s$`, "${1}"},
	{`(cris|test)(is|es)$`, "${1}is"},
	{`^(a)x[ie]s$`, "${1}xis"},
	{`(octop|vir)(us|i)$`, "${1}us"},
	{`(alias|status)(es)?$`, "${1}"},
	{`^(ox)en`, "${1}"},
	{`(vert|ind)ices$`, "${1}ex"},
	{`(matr)ices$`, "${1}ix"},
	{`(quiz)zes$`, "${1}"},
	{`(database)s$`, "${1}"},
}

var irregulars = [][2]string{
	{"person", "people"}, {"man", "men"}, {"child", "children"},
	{"sex", "sexes"}, {"move", "moves"}, {"zombie", "zombies"},
}

var uncountables = []string{
	"equipment", "information", "rice", "money", "species", "series", "fish", "sheep", "jeans", "police",
}

// inflectionRule is a compiled inflection.
type inflectionRule struct {
	re          *regexp.Regexp
	replacement string
}

// inflector holds the compiled rules in the order they are tried.
type inflector struct {
	plurals, singulars []inflectionRule
	uncountable        *regexp.Regexp
}

var inflections = sync.OnceValue(func() *inflector {
	plurals := append([]inflection(nil), pluralRules...)
	singulars := append([]inflection(nil), singularRules...)
	for _, pair := range irregulars {
		one, many := pair[0], pair[1]
		// The first letter is kept as it is written, whatever its case.
		oneRe, manyRe := "("+one[:1]+")"+one[1:]+"$", "("+many[:1]+")"+many[1:]+"$"
		plurals = append(plurals, inflection{oneRe, "${1}" + many[1:]}, inflection{manyRe, "${1}" + many[1:]})
		singulars = append(singulars, inflection{oneRe, "${1}" + one[1:]}, inflection{manyRe, "${1}" + one[1:]})
	}
	return &inflector{
		plurals:     compileInflections(plurals),
		singulars:   compileInflections(singulars),
		uncountable: regexp.MustCompile(`(?i)(?:` + strings.Join(uncountables, "|") + `)\n?\z`),
	}
})

func compileInflections(rules []inflection) []inflectionRule {
	out := make([]inflectionRule, 0, len(rules))
	for i := len(rules) - 1; i >= 0; i-- {
		out = append(out, inflectionRule{regexp.MustCompile(`(?mi)` + rules[i].pattern), rules[i].replacement})
	}
	return out
}

func (in *inflector) apply(word string, rules []inflectionRule) string {
	if word == "" || in.isUncountable(word) {
		return word
	}
	for _, rule := range rules {
		loc := rule.re.FindStringSubmatchIndex(word)
		if loc == nil {
			continue
		}
		mid := rule.re.ExpandString(nil, rule.replacement, word, loc)
		return word[:loc[0]] + string(mid) + word[loc[1]:]
	}
	return word
}

// isUncountable tells whether the word ends in an uncountable one that begins
// at a word boundary.
func (in *inflector) isUncountable(word string) bool {
	loc := in.uncountable.FindStringIndex(word)
	if loc == nil {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(word[:loc[0]])
	return loc[0] == 0 || !isWordRune(before)
}

// isWordRune is the notion of a word character that Ruby's \b has.
func isWordRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || unicode.Is(unicode.Pc, r)
}

// isASCIIWord is the notion of a word character that Ruby's \w has.
func isASCIIWord(r rune) bool {
	return r == '_' || r < utf8.RuneSelf && (isASCIIAlpha(byte(r)) || isASCIIDigit(byte(r)))
}

// Pluralize returns String#pluralize of ActiveSupport's default rules.
func Pluralize(word string) string {
	in := inflections()
	return in.apply(word, in.plurals)
}

// Singularize returns String#singularize of ActiveSupport's default rules.
func Singularize(word string) string {
	in := inflections()
	return in.apply(word, in.singulars)
}

// Camelize returns String#camelize: "active_model/errors" becomes
// "ActiveModel::Errors".
func Camelize(term string) string {
	n := 0
	if start := firstLineStart(term, func(c byte) bool { return true }); start == 0 {
		for n < len(term) && (term[n] >= 'a' && term[n] <= 'z' || isASCIIDigit(term[n])) {
			n++
		}
	}
	return camelizeRest(Capitalize(term[:n]) + term[n:])
}

// CamelizeLower returns String#camelize(:lower): as Camelize, but the first
// letter is in lower case.
func CamelizeLower(term string) string {
	at := firstLineStart(term, func(c byte) bool { return isASCIIWord(rune(c)) })
	if at >= 0 {
		term = term[:at] + strings.ToLower(term[at:at+1]) + term[at+1:]
	}
	return camelizeRest(term)
}

// firstLineStart returns the first position where a line begins with a
// character that is asked for, or -1.
func firstLineStart(s string, ok func(byte) bool) int {
	for i := 0; i < len(s); i++ {
		if (i == 0 || s[i-1] == '\n') && ok(s[i]) {
			return i
		}
	}
	return -1
}

// camelizeRest capitalizes what follows an underscore, which goes, or a slash,
// which becomes two colons.
func camelizeRest(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		c := s[i]
		if c != '_' && c != '/' {
			b.WriteByte(c)
			i++
			continue
		}
		i++
		start := i
		for i < len(s) && (isASCIIAlpha(s[i]) || isASCIIDigit(s[i])) {
			i++
		}
		if c == '/' {
			b.WriteString("::")
		}
		b.WriteString(Capitalize(s[start:i]))
	}
	return b.String()
}

// Underscore returns String#underscore: "ActiveModel::Errors" becomes
// "active_model/errors".
func Underscore(word string) string {
	if !strings.Contains(word, "::") && strings.IndexFunc(word, func(r rune) bool { return r == '-' || r >= 'A' && r <= 'Z' }) < 0 {
		return word
	}
	word = strings.ReplaceAll(word, "::", "/")
	upper := func(i int) bool { return i < len(word) && word[i] >= 'A' && word[i] <= 'Z' }
	lower := func(i int) bool { return i < len(word) && word[i] >= 'a' && word[i] <= 'z' }
	var b strings.Builder
	for i := 0; i < len(word); i++ {
		b.WriteByte(word[i])
		switch {
		case upper(i) && upper(i+1) && lower(i+2):
			b.WriteByte('_')
		case (lower(i) || isASCIIDigit(word[i])) && upper(i+1):
			b.WriteByte('_')
		}
	}
	return Downcase(strings.ReplaceAll(b.String(), "-", "_"))
}

// Dasherize returns String#dasherize: underscores as dashes.
func Dasherize(word string) string { return strings.ReplaceAll(word, "_", "-") }

// Humanize returns String#humanize: "employee_salary_id" becomes
// "Employee salary".
func Humanize(word string) string {
	word = strings.TrimLeft(word, "_")
	word = strings.TrimSuffix(word, "_id")
	word = strings.ReplaceAll(word, "_", " ")
	out := []byte(word)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	if len(out) > 0 && out[0] >= 'a' && out[0] <= 'z' {
		out[0] -= 'a' - 'A'
	}
	return string(out)
}

// Titleize returns String#titleize: "man from the boondocks" becomes
// "Man From The Boondocks".
func Titleize(word string) string {
	runes := []rune(Humanize(Underscore(word)))
	for i, r := range runes {
		if r < 'a' || r > 'z' {
			continue
		}
		if i > 0 && isWordRune(runes[i-1]) {
			continue
		}
		// A letter after an apostrophe or a parenthesis inside a word stays.
		if i > 1 && strings.ContainsRune("'’`()", runes[i-1]) && isASCIIWord(runes[i-2]) {
			continue
		}
		runes[i] = unicode.ToUpper(r)
	}
	return string(runes)
}

// Demodulize returns String#demodulize: what follows the last two colons.
func Demodulize(path string) string {
	if i := strings.LastIndex(path, "::"); i >= 0 {
		return path[i+2:]
	}
	return path
}

// Deconstantize returns String#deconstantize: what is before the last two
// colons, or nothing.
func Deconstantize(path string) string {
	return path[:max(strings.LastIndex(path, "::"), 0)]
}

// Tableize returns String#tableize: "RawScaledScorer" becomes
// "raw_scaled_scorers".
func Tableize(className string) string { return Pluralize(Underscore(className)) }

// Classify returns String#classify: "schema.posts" becomes "Post".
func Classify(tableName string) string {
	// The pattern that cuts the schema off does not pass a line end.
	for start := 0; start < len(tableName); {
		end := strings.IndexByte(tableName[start:], '\n')
		if end < 0 {
			end = len(tableName) - start
		}
		if dot := strings.LastIndexByte(tableName[start:start+end], '.'); dot >= 0 {
			tableName = tableName[:start] + tableName[start+dot+1:]
			break
		}
		start += end + 1
	}
	return Camelize(Singularize(tableName))
}

// Parameterize returns String#parameterize with the default separator: ASCII
// letters, digits, dashes and underscores in lower case, and single dashes for
// everything else. Accented Latin letters lose their accents.
func Parameterize(s string) string {
	var b strings.Builder
	for _, part := range transliterateASCII(s) {
		c := part
		switch {
		case isASCIIAlpha(c) || isASCIIDigit(c) || c == '-' || c == '_':
			b.WriteByte(c)
		default:
			b.WriteByte('-')
		}
	}
	out := b.String()
	for strings.Contains(out, "--") {
		out = strings.ReplaceAll(out, "--", "-")
	}
	out = strings.TrimSuffix(strings.TrimPrefix(out, "-"), "-")
	return strings.ToLower(out)
}

// Ordinalize returns Integer#ordinalize: 1st, 2nd, 3rd, 11th.
func Ordinalize(n int) string {
	abs := n % 100
	if abs < 0 {
		abs = -abs
	}
	suffix := "th"
	if abs < 11 || abs > 13 {
		switch abs % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}
