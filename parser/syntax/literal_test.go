package syntax

// This file has Ruby itself judge the values of literals.

import (
	"encoding/hex"
	"math"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// rubyValues prints the value of each expression of testdata/literals.txt on a
// line, in the notation of literalValue.
const rubyValues = `
def show(v)
  case v
  when String then "s" + v.b.unpack1("H*")
  when Symbol then ":" + v.to_s.b.unpack1("H*")
  when Integer then v.to_s
  when Float then "f" + [v].pack("G").unpack1("H*")
  when Array then "[" + v.map { |e| show(e) }.join(" ") + "]"
  when Hash then "{" + v.map { |k, e| show(k) + " " + show(e) }.join(" ") + "}"
  when Range then show(v.begin) + (v.exclude_end? ? "..." : "..") + show(v.end)
  when Regexp then "r" + v.source.b.unpack1("H*") + " " + (v.options & 7).to_s
  else v.inspect
  end
end
$stdout.binmode
$VERBOSE = nil
STDIN.binmode
STDIN.read.force_encoding("UTF-8").split("\n===\n").each do |text|
  puts show(eval(text + "\n"))
end
`

// literalValue prints what rubyValues does, from the tree.
func literalValue(n Node) string {
	switch n := n.(type) {
	case *Str:
		return "s" + hex.EncodeToString([]byte(n.Value))
	case *DStr:
		return "s" + hex.EncodeToString([]byte(joined(n.Parts)))
	case *Sym:
		return ":" + hex.EncodeToString([]byte(n.Name))
	case *DSym:
		return ":" + hex.EncodeToString([]byte(joined(n.Parts)))
	case *Int:
		return strconv.FormatInt(n.Value, 10)
	case *BigInt:
		return n.Value.String()
	case *Float:
		return "f" + leftPad(strconv.FormatUint(math.Float64bits(n.Value), 16))
	case *Nil:
		return "nil"
	case *Bool:
		return strconv.FormatBool(n.Value)
	case *Array:
		var s []string
		for _, e := range n.Elems {
			s = append(s, literalValue(e))
		}
		return "[" + strings.Join(s, " ") + "]"
	case *Hash:
		var s []string
		for _, p := range n.Pairs {
			s = append(s, literalValue(p.Key)+" "+literalValue(p.Value))
		}
		return "{" + strings.Join(s, " ") + "}"
	case *Seq:
		if len(n.List) == 1 {
			return literalValue(n.List[0])
		}
	case *Range:
		dots := ".."
		if n.Exclusive {
			dots = "..."
		}
		return literalValue(n.Low) + dots + literalValue(n.High)
	case *Regexp:
		options := 0
		for i, flag := range "ixm" {
			if strings.ContainsRune(n.Flags, flag) {
				options |= 1 << i
			}
		}
		return "r" + hex.EncodeToString([]byte(joined(n.Parts))) + " " + strconv.Itoa(options)
	case nil:
		return "nil"
	}
	return "?" + printNode(n)
}

func leftPad(s string) string { return strings.Repeat("0", 16-len(s)) + s }

// joined is the text of parts; an interpolation must hold one string or number.
func joined(parts []Node) string {
	s := ""
	for _, part := range parts {
		if seq, ok := part.(*Seq); ok && len(seq.List) == 1 {
			part = seq.List[0]
		}
		switch n := part.(type) {
		case *Str:
			s += n.Value
		case *DStr:
			s += joined(n.Parts)
		case *Int:
			s += strconv.FormatInt(n.Value, 10)
		}
	}
	return s
}

func TestLiteralValues(t *testing.T) {
	data, err := os.ReadFile("testdata/literals.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := visible.Replace(strings.TrimSuffix(string(data), "\n===\n"))
	cmd := exec.Command("ruby", "-e", rubyValues)
	cmd.Stdin = strings.NewReader(text)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("ruby: %v\n%s", err, out)
	}
	values := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	texts := strings.Split(text, "\n===\n")
	if len(values) != len(texts) {
		t.Fatalf("ruby printed %d values for %d expressions", len(values), len(texts))
	}
	for i, text := range texts {
		f := parseText(text + "\n")
		got := ""
		if len(f.Body.List) == 1 {
			got = literalValue(f.Body.List[0])
		}
		if got != values[i] {
			t.Errorf("%s\n got %s\nruby %s", text, readable(got), readable(values[i]))
		}
	}
}

// readable decodes the bytes of a lone string.
func readable(value string) string {
	if s, ok := strings.CutPrefix(value, "s"); ok {
		if b, err := hex.DecodeString(s); err == nil {
			return strconv.Quote(string(b))
		}
	}
	return value
}
