package rubyfacts

import (
	"slices"
	"strings"
	"sync"
)

// ClassInfo is a class, a module or one of the objects main, ENV and ARGF.
type ClassInfo struct {
	Name       string // the real one: Thread::Mutex for Mutex
	Superclass string // of a class; "" for a module and for BasicObject
	Kind       string // "class", "module" or "object"
	// Ancestors are those of Module#ancestors, in that order, the module itself included; of an object those of its
	// class. Of a partial one, those it gains; if some are prepended, "." follows them.
	Ancestors []string
	// Extended are the modules mixed into the singleton class, in the order they are asked. "." stands for the
	// singleton class itself; without it, that one comes first.
	Extended []string
	// Partial tells that this is what a feature adds to a module that exists without it: Ancestors, Extended and the
	// methods and constants are only the added ones, Superclass and Kind are not said.
	Partial bool

	text string
}

// known holds the *ClassInfo that were asked for, by section name.
var known sync.Map

// Class returns the class or module with the given full name ("Net::HTTP"; no leading "::"), or the object: "main",
// "ENV", "ARGF". Constants that are another name for a class (Mutex, Fixnum) lead to the class. Source: all modules
// with a name in the process, by ObjectSpace.
func Class(name string) (*ClassInfo, bool) {
	return process(nil).class(name)
}

// ClassFrom returns what requiring the feature adds to a module: all of it if the feature defines the module, else
// only the methods, constants and ancestors it gained. Source: the difference between before and after in a process of
// its own; FeatureInfo.Known tells whether that was looked at.
func ClassFrom(feature, name string) (*ClassInfo, bool) {
	return added(feature, process{feature}.realName(name))
}

// added is ClassFrom for a real name.
func added(feature, name string) (*ClassInfo, bool) {
	at, ok := addition(featureName(feature), name)
	if !ok {
		return nil, false
	}
	return classAt(at)
}

// classAt returns the class in the given section.
func classAt(name string) (*ClassInfo, bool) {
	if c, ok := known.Load(name); ok {
		return c.(*ClassInfo), true
	}
	text, ok := section(name)
	if !ok || strings.HasPrefix(name, "%") {
		return nil, false
	}
	c := &ClassInfo{Kind: "module", text: text}
	c.Name, _, _ = strings.Cut(name, "@")
	ancestors, complete := line(text, "^ ")
	if !complete {
		ancestors, _ = line(text, "+ ")
		c.Kind, c.Partial = "", true
	}
	if up, ok := line(text, "< "); ok {
		c.Kind, c.Superclass = "class", up
	}
	if c.Superclass == "?" {
		c.Kind, c.Superclass = "object", ""
	}
	c.Ancestors = strings.Fields(ancestors)
	extended, _ := line(text, "& ")
	c.Extended = strings.Fields(extended)
	at, _ := known.LoadOrStore(name, c)
	return at.(*ClassInfo), true
}

// Instance returns the instance method that the module itself defines or changes the visibility of. Source:
// Module#instance_methods(false) and the like for private and protected ones.
func (c *ClassInfo) Instance(name string) (Method, bool) {
	m, found, _ := c.find("#", name)
	return m, found
}

// Singleton returns the method that the module's or object's own singleton class defines. Source: as for Instance.
func (c *ClassInfo) Singleton(name string) (Method, bool) {
	m, found, _ := c.find(".", name)
	return m, found
}

// find returns the method; gone if it was taken away, so that no ancestor's counts.
func (c *ClassInfo) find(sign, name string) (m Method, found, gone bool) {
	text, ok := line(c.text, sign+name+" ")
	if !ok {
		return Method{}, false, false
	}
	if text == undefined {
		return Method{}, false, true
	}
	return parseMethod(name, text), true, false
}

// names returns the names of the methods with the sign, and of those taken away.
func (c *ClassInfo) names(sign string) (names, gone []string) {
	for l := range lines(c.text, sign) {
		name, what, ok := strings.Cut(l, " ")
		if !ok {
			continue
		}
		if what == undefined {
			gone = append(gone, name)
		} else {
			names = append(names, name)
		}
	}
	return names, gone
}

// MethodNames returns the names of all methods that an instance of the class has, private and inherited ones included,
// sorted; for main, ENV and ARGF those of the object.
func MethodNames(className string) []string {
	c, ok := Class(className)
	if !ok {
		return nil
	}
	seen := map[string]bool{} // true: it has it, false: it was taken away
	add := func(m *ClassInfo, sign string) {
		names, gone := m.names(sign)
		for _, n := range names {
			if _, ok := seen[n]; !ok {
				seen[n] = true
			}
		}
		for _, n := range gone {
			if _, ok := seen[n]; !ok {
				seen[n] = false
			}
		}
	}
	if c.Kind == "object" {
		add(c, ".")
		for _, name := range c.Extended {
			if m, ok := classAt(name); ok {
				add(m, "#")
			}
		}
	}
	for _, name := range c.Ancestors {
		if m, ok := classAt(name); ok {
			add(m, "#")
		}
	}
	var all []string
	for n, has := range seen {
		if has {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return all
}
