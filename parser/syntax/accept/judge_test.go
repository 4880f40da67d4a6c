package accept

// This file has Ruby itself judge texts: those of testdata, which hold one
// text a line, and mutants of the golden pills.

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// rubyVerdicts prints, for each text, "ok" or the line that Ruby names first
// and its message.
const rubyVerdicts = `
$VERBOSE = nil
$stderr.reopen(File::NULL)
STDIN.binmode
while (size = STDIN.gets)
  text = STDIN.read(size.to_i).force_encoding("UTF-8")
  begin
    RubyVM::InstructionSequence.compile(text, "F", "F", 1)
    puts "ok"
  rescue SyntaxError => e
    puts e.message.b[/\A[^\n]*?F:(\d+): ?([^\n]*)/n] ? "#$1 #$2" : "0 " + e.message.b.lines.first.to_s.chomp
  end
end
`

// judged returns Ruby's verdict on each text: the line of its first error, or
// 0, and the message.
func judged(t *testing.T, texts []string) (lines []int, messages []string) {
	t.Helper()
	var in bytes.Buffer
	for _, text := range texts {
		fmt.Fprintf(&in, "%d\n%s", len(text), text)
	}
	cmd := exec.Command("ruby", "-e", rubyVerdicts)
	cmd.Stdin = &in
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("ruby: %v", err)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(out), "\n"), "\n") {
		n, message, _ := strings.Cut(line, " ")
		number, _ := strconv.Atoi(n)
		lines, messages = append(lines, number), append(messages, message)
	}
	if len(lines) != len(texts) {
		t.Fatalf("ruby judged %d of %d texts", len(lines), len(texts))
	}
	return lines, messages
}

// disagreements counts the texts on which we and Ruby differ, and reports them.
func disagreements(t *testing.T, texts []string) (verdicts, places int) {
	t.Helper()
	lines, messages := judged(t, texts)
	for i, text := range texts {
		line, message := 0, ""
		if e := Read(text).Err; e != nil {
			line, message = e.Line, e.Message
		}
		if line == lines[i] {
			continue
		}
		if line == 0 || lines[i] == 0 {
			verdicts++
		} else {
			places++
		}
		t.Logf("%q\nruby: %d %s\nhere: %d %s", text, lines[i], messages[i], line, message)
	}
	return verdicts, places
}

var written = regexp.MustCompile(`\\(n|0|x04|xff|\\)`)

// unwritten undoes the escapes of testdata.
func unwritten(line string) string {
	return written.ReplaceAllStringFunc(line, func(s string) string {
		return map[string]string{`\n`: "\n", `\0`: "\x00", `\x04`: "\x04", `\xff`: "\xff", `\\`: `\`}[s]
	})
}

func TestRubyAgrees(t *testing.T) {
	paths, _ := filepath.Glob("testdata/*.txt")
	if len(paths) == 0 {
		t.Fatal("no texts")
	}
	var texts []string
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(string(data), "\n"), "\n") {
			texts = append(texts, unwritten(line), unwritten(line)+"\n", "x = 1\n\n"+unwritten(line)+"\n\n")
		}
	}
	if v, p := disagreements(t, texts); v+p > 0 {
		t.Errorf("of %d texts, %d verdicts and %d lines are not Ruby's", len(texts), v, p)
	}
}

func TestRubyAgreesOnMutants(t *testing.T) {
	pills, _ := filepath.Glob("../../../testdata/golden/*.pill")
	if len(pills) == 0 {
		t.Fatal("no golden pills")
	}
	random := rand.New(rand.NewPCG(1, 2))
	var texts []string
	for _, path := range pills {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for range 100 {
			texts = append(texts, mutant(string(data), random))
		}
	}
	// Ruby's own message may come from an accident of its recovery, hence some
	// leave for lines; none for verdicts.
	v, p := disagreements(t, texts)
	if v > 0 || p > len(texts)/200 {
		t.Errorf("of %d mutants, %d verdicts and %d lines are not Ruby's", len(texts), v, p)
	}
}

var words = regexp.MustCompile(`[A-Za-z_]\w*[?!]?|\d[\w.]*|\s+|[^\w\s]`)

var insertions = strings.Fields(`end do if unless while def ( ) [ ] { } " ' | , = => : :: . &. & * ** + - ? ! # ;
	begin rescue ensure else elsif case when in then return break next yield self nil not and or -> .. ... <<A <<~A
	%w( / \ @a $a @@a 1 1.5 x X :a a: "#{ ?a class module defined? alias undef super for until redo retry BEGIN _1
	<< % ^ ~ < > == || && += ||= é 08 1_ \u #{`)

// mutant returns text with one to three slips of the pen.
func mutant(text string, r *rand.Rand) string {
	for range 1 + r.IntN(3) {
		parts := words.FindAllString(text, -1)
		if r.IntN(2) == 0 {
			parts = strings.Split(text, "")
		}
		if len(parts) == 0 {
			return text
		}
		i, j := r.IntN(len(parts)), r.IntN(len(parts))
		switch r.IntN(5) {
		case 0:
			parts[i] = ""
		case 1:
			parts[i] += parts[i]
		case 2:
			parts[i] = insertions[r.IntN(len(insertions))]
		case 3:
			parts[i] = insertions[r.IntN(len(insertions))] + " " + parts[i]
		case 4:
			parts[i], parts[j] = parts[j], parts[i]
		}
		text = strings.Join(parts, "")
	}
	return text
}
