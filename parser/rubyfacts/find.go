package rubyfacts

import (
	"slices"
	"strings"
)

// FindInstance returns the method that an instance of the class answers to and the ancestor that owns it.
func FindInstance(className, method string) (m Method, owner string, ok bool) {
	return FindInstanceAfter(nil, className, method)
}

// FindInstanceAfter is FindInstance in a process that has required the given features. Only what FeatureInfo.Known
// features add is known.
func FindInstanceAfter(features []string, className, method string) (m Method, owner string, ok bool) {
	p := process(features)
	a := asked.ask(question{p.key(), '#', className, method}, func() answer {
		c, ok := p.class(className)
		if !ok {
			return answer{}
		}
		m, owner, ok := p.instance(c.Ancestors, method)
		return answer{m, owner, ok}
	})
	return a.method, a.owner, a.ok
}

// FindSingleton returns the method that the class, module or object itself answers to: one of its singleton class, of
// a module mixed into that, of its superclasses' singleton classes, or an instance method of what it is an instance of
// (Class, Module, Object, Kernel, BasicObject; for main, ENV and ARGF their class).
func FindSingleton(className, method string) (Method, bool) {
	return FindSingletonAfter(nil, className, method)
}

// FindSingletonAfter is FindSingleton in a process that has required the given features.
func FindSingletonAfter(features []string, className, method string) (Method, bool) {
	p := process(features)
	a := asked.ask(question{p.key(), '.', className, method}, func() answer {
		m, ok := p.findSingleton(className, method)
		return answer{method: m, ok: ok}
	})
	return a.method, a.ok
}

func (p process) findSingleton(className, method string) (Method, bool) {
	c, ok := p.class(className)
	if !ok {
		return Method{}, false
	}
	for up := c; up != nil; up, _ = p.class(up.Superclass) {
		for _, part := range p.parts(up.Name) {
			if m, found, gone := p.singleton(part, method); found || gone {
				return m, found
			}
		}
	}
	m, _, ok := p.instance(p.instanceOf(c), method)
	return m, ok
}

// process is the one in which these features were required besides what Bluepill loads.
type process []string

// class returns the class as Bluepill's process has it or as the first of the features defines it.
func (p process) class(name string) (*ClassInfo, bool) {
	for {
		if c, ok := classAt(name); ok {
			return c, true
		}
		for _, f := range p {
			if c, ok := added(f, name); ok {
				return c, true
			}
		}
		other := p.realName(name)
		if other == name {
			return nil, false
		}
		name = other
	}
}

// realName follows constants that are another name of a class or module.
func (p process) realName(name string) string {
	if _, ok := classAt(name); ok {
		return name
	}
	module, last := "Object", name
	if i := strings.LastIndex(name, "::"); i >= 0 {
		module, last = p.realName(name[:i]), name[i+len("::"):]
	}
	what, _ := p.constant(module, last)
	kind, other, _ := strings.Cut(what, " ")
	switch {
	case kind != "class" && kind != "module":
		return name
	case other != "":
		return other
	case module == "Object":
		return last
	}
	return module + "::" + last
}

// parts returns all that is said about a module: first what the features add, the last one required before the others,
// then what there was.
func (p process) parts(name string) []*ClassInfo {
	var all []*ClassInfo
	for _, f := range slices.Backward(p) {
		if c, ok := added(f, name); ok {
			all = append(all, c)
		}
	}
	if c, ok := classAt(name); ok {
		all = append(all, c)
	}
	return all
}

// instance asks the modules in turn for the instance method, each with what features prepended to it and mixed into it.
func (p process) instance(modules []string, method string) (m Method, owner string, ok bool) {
	for _, name := range modules {
		parts := p.parts(name)
		var before, after []string
		for _, part := range parts {
			if !part.Partial {
				continue
			}
			dot := slices.Index(part.Ancestors, ".") + 1
			before = append(before, part.Ancestors[:max(dot-1, 0)]...)
			after = append(after, part.Ancestors[dot:]...)
		}
		if m, owner, ok := p.instance(before, method); ok {
			return m, owner, true
		}
		for _, part := range parts {
			if m, found, gone := part.find("#", method); found || gone {
				if found {
					owner = name
				}
				return m, owner, found
			}
		}
		if m, owner, ok := p.instance(after, method); ok {
			return m, owner, true
		}
	}
	return Method{}, "", false
}

// singleton looks at the singleton class of c and at what is mixed into it.
func (p process) singleton(c *ClassInfo, method string) (m Method, found, gone bool) {
	order := c.Extended
	if !slices.Contains(order, ".") {
		order = append([]string{"."}, order...)
	}
	for _, name := range order {
		if name == "." {
			if m, found, gone = c.find(".", method); found || gone {
				return m, found, gone
			}
			continue
		}
		if m, _, found = p.instance([]string{name}, method); found {
			return m, true, false
		}
	}
	return Method{}, false, false
}

// instanceOf returns the ancestors of what the module or object is an instance of.
func (p process) instanceOf(c *ClassInfo) []string {
	of := "Class"
	switch c.Kind {
	case "object":
		return c.Ancestors
	case "module":
		of = "Module"
	}
	class, _ := classAt(of)
	return class.Ancestors
}
