package rubyfacts

import (
	"strconv"
	"strings"
)

// Method is what reflection tells about a method: Method#arity, Method#parameters and its visibility.
type Method struct {
	Name               string
	Private, Protected bool
	Arity              int // as Method#arity has it
	// Min and Max count the positional arguments, Max -1 is no limit. Both are -1 when unknown: a method written in C
	// that counts its arguments itself.
	Min, Max int
	// Keywords tells that the method takes keywords, so that keywords in a call are not one more positional argument;
	// Mandatory, that it doesn't work without some.
	Keywords, Mandatory bool
}

// undefined is how facts.txt says that a method of an ancestor was taken away.
const undefined = "!"

// parseMethod reads the part of a method's line after the name: "1..2k private".
func parseMethod(name, text string) Method {
	args, visibility, _ := strings.Cut(text, " ")
	m := Method{Name: name, Private: visibility == "private", Protected: visibility == "protected"}
	if args == "?" {
		m.Arity, m.Min, m.Max = -1, -1, -1
		return m
	}
	switch args[len(args)-1] {
	case 'K':
		m.Mandatory = true
		fallthrough
	case 'k':
		m.Keywords = true
		args = args[:len(args)-1]
	}
	low, high, isRange := strings.Cut(args, "..")
	m.Min = count(low)
	m.Max = m.Min
	if isRange {
		m.Max = count(high)
	}
	// Ruby counts all keywords as one more argument, mandatory if any of them is
	m.Arity = m.Min
	if m.Mandatory {
		m.Arity++
	}
	if m.Max != m.Min || m.Keywords && !m.Mandatory {
		m.Arity = -m.Arity - 1
	}
	return m
}

// count reads a number of arguments; -1, no limit, if there is none.
func count(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}
