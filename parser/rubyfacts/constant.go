package rubyfacts

import "strings"

// Constant returns the kind of one of the module's own constants: "class", "module", "value", or "autoload" for one
// that loads a feature when first used. The top-level ones are Object's. Private constants are not known. Source:
// Module#constants(false).
func Constant(module, name string) (kind string, ok bool) {
	return ConstantAfter(nil, module, name)
}

// ConstantAfter is Constant in a process that has required the given features.
func ConstantAfter(features []string, module, name string) (kind string, ok bool) {
	p := process(features)
	a := asked.ask(question{p.key(), ':', module, name}, func() answer {
		what, ok := p.constant(module, name)
		return answer{owner: what, ok: ok}
	})
	kind, _, _ = strings.Cut(a.owner, " ")
	return kind, a.ok
}

// ConstantDetail returns what else is known about the constant: the class of a "value" ("Array" for ARGV), the real
// name of a "class" or "module" the constant is only another name of, the feature of an "autoload"; or "".
func ConstantDetail(module, name string) string {
	what, _ := process(nil).constant(module, name)
	_, detail, _ := strings.Cut(what, " ")
	return detail
}

// constant returns all that is known about the constant: its kind and, after a space, the detail.
func (p process) constant(module, name string) (string, bool) {
	for _, part := range p.parts(p.realName(module)) {
		if what, ok := line(part.text, ":"+name+" "); ok {
			return what, true
		}
	}
	return "", false
}

// Constants returns the names of the module's own constants, sorted. Source: as for Constant.
func Constants(module string) []string {
	c, ok := Class(module)
	if !ok {
		return nil
	}
	return c.constants()
}

func (c *ClassInfo) constants() []string {
	var names []string
	for l := range lines(c.text, ":") {
		name, _, _ := strings.Cut(l, " ")
		names = append(names, name)
	}
	return names
}

// GlobalVar tells whether Ruby or a loaded library defines the global variable ("$stdout", "$1"). Source: Kernel's
// global_variables, and the numbered ones, which that lists only after a match.
func GlobalVar(name string) bool {
	digits, ok := strings.CutPrefix(name, "$")
	if ok && digits != "" && digits[0] != '0' && strings.Trim(digits, "0123456789") == "" {
		return true
	}
	text, _ := section("%globals")
	return strings.Contains(text, "\n"+name+"\n")
}
