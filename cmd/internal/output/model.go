package output

// This file lays out JSON as Ruby's JSON.pretty_generate does, so that a model
// can be compared with what the real Bluepill holds, byte by byte.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Model returns a model, given as compact JSON, in Ruby's layout.
func Model(compact []byte) []byte {
	p := &pretty{in: compact}
	p.value("")
	p.out.WriteByte('\n')
	return p.out.Bytes()
}

// ModelLine returns the model of a file, given as compact JSON, in one line.
func ModelLine(file string, compact []byte) []byte {
	var b bytes.Buffer
	b.WriteString(`{"file": `)
	b.Write(encode(file))
	b.WriteString(`, "dump": `)
	b.Write(compact)
	b.WriteString("}\n")
	return b.Bytes()
}

// A pretty lays out compact JSON, which must be valid.
type pretty struct {
	in  []byte
	at  int
	out bytes.Buffer
}

func (p *pretty) value(indent string) {
	switch p.in[p.at] {
	case '{':
		p.list(indent, '}')
	case '[':
		p.list(indent, ']')
	case '"':
		p.text()
	default:
		start := p.at
		for p.at < len(p.in) && !strings.ContainsRune(",]}", rune(p.in[p.at])) {
			p.at++
		}
		p.out.Write(p.in[start:p.at])
	}
}

// list lays out an object or array. An empty array has an empty line in it.
func (p *pretty) list(indent string, end byte) {
	p.out.WriteByte(p.in[p.at])
	p.out.WriteByte('\n')
	p.at++
	empty := true
	for inner := indent + "  "; p.in[p.at] != end; empty = false {
		if p.in[p.at] == ',' {
			p.out.WriteString(",\n")
			p.at++
		}
		p.out.WriteString(inner)
		if end == '}' {
			p.text()
			p.at++ // the colon
			p.out.WriteString(": ")
		}
		p.value(inner)
	}
	if !empty || end == ']' {
		p.out.WriteByte('\n')
	}
	p.out.WriteString(indent)
	p.out.WriteByte(end)
	p.at++
}

// text writes a string with Ruby's escapes, which are fewer than Go's.
func (p *pretty) text() {
	start := p.at
	for p.at++; p.in[p.at] != '"'; p.at++ {
		if p.in[p.at] == '\\' {
			p.at++
		}
	}
	p.at++
	var s string
	if err := json.Unmarshal(p.in[start:p.at], &s); err != nil {
		panic(err) // it is no JSON
	}
	p.out.WriteByte('"')
	for _, r := range s {
		if i := strings.IndexRune("\"\\\n\r\t\f\b", r); i >= 0 {
			p.out.WriteByte('\\')
			p.out.WriteByte(`"\nrtfb`[i])
		} else if r < ' ' {
			fmt.Fprintf(&p.out, `\u%04x`, r)
		} else {
			p.out.WriteRune(r)
		}
	}
	p.out.WriteByte('"')
}
