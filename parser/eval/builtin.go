package eval

import "maps"

// This file holds the tables of the methods that are written in Go. One file
// for each class, named after it, fills in its table.

// instanceTables are the methods of Ruby's classes and modules, by class.
var instanceTables map[string]table

// singletonTables are the methods that are called on the classes themselves.
var singletonTables map[string]table

// An impl is how a table file writes a method: what it takes, and what it does.
type impl struct {
	min, max int // arguments; max -1: any number
	fn       func(*Call) Value
	flags    flags
}

// flags say how a method gets on with unknown values.
type flags uint8

const (
	// unknowns: it sees to unknown arguments itself. Without it, a call with
	// one comes to an Unknown.
	unknowns flags = 1 << iota
	// mutates: it changes its receiver, which is lost if an argument is unknown.
	mutates
	// private: it can be called only without a receiver.
	private
)

// methods makes a table.
func methods(impls map[string]impl) table {
	t := make(table, len(impls))
	made := make([]Method, 0, len(impls)) // in one piece, as every start of the program waits for it
	for name, m := range impls {
		made = append(made, Method{
			Name: name, Go: m.fn, Min: m.min, Max: m.max,
			Unknowns: m.flags&unknowns != 0, Mutates: m.flags&mutates != 0, Private: m.flags&private != 0,
		})
		t[name] = &made[len(made)-1]
	}
	return t
}

// and returns a table that has the methods of both.
func (t table) and(other table) table {
	maps.Copy(t, other)
	return t
}

// with returns a table that has the methods of t and, for each pair, a second
// name for one.
func (t table) with(aliases ...string) table {
	for i := 0; i < len(aliases); i += 2 {
		t[aliases[i]] = t[aliases[i+1]]
	}
	return t
}

func init() {
	instanceTables = map[string]table{
		"Comparable": comparableMethods,
		"Enumerable": enumerableMethods, "Exception": exceptionMethods, "NameError": nameErrorMethods,
		"SystemExit": systemExitMethods, "NilClass": nilMethods, "TrueClass": trueMethods, "FalseClass": falseMethods,
		"String": stringMethods, "Symbol": symbolMethods, "Integer": integerMethods, "Float": floatMethods,
		"Numeric": numericMethods, "Array": arrayMethods, "Hash": hashMethods, "Range": rangeMethods,
		"Regexp": regexpMethods, "MatchData": matchMethods, "Proc": procMethods, "Method": boundMethods,
		"Time": timeMethods, "ActiveSupport::Duration": durationMethods, "Struct": structMethods,
		"Enumerator": enumeratorMethods, "Set": setMethods,
	}
	singletonTables = map[string]table{
		"Array": arrayClass, "Hash": hashClass, "String": stringClass, "Regexp": regexpClass, "Proc": procClass,
		"Struct": structClass, "Time": timeClass, "File": fileClass, "IO": ioClass, "Dir": dirClass,
		"FileUtils": fileUtilsModule, "Process": processModule, "Math": mathModule,
		"YAML": yamlModule, "Psych": yamlModule, "Shellwords": shellwordsModule, "Range": rangeClass,
		"Exception": exceptionClass, "Signal": signalModule, "Socket": socketClass, "Etc": etcModule,
		"ActiveSupport::Duration": durationClass, "ActiveSupport::Inflector": inflectorModule,
		"URI": uriModule, "Integer": integerClass, "Float": floatClass, "Symbol": symbolClass, "Random": randomClass,
		"ERB": erbClass, "RbConfig": rbConfigModule, "Set": setClass,
	}
}

// A Table is methods of the host's, shared by all evaluations.
type Table struct{ methods table }

// A HostMethod is a Go method of the host's, which sees to unknown arguments
// itself.
type HostMethod struct {
	Min, Max int // how many arguments it takes; Max -1: any number
	Go       func(*Call) Value
}

// NewTable makes a table of methods.
func NewTable(methods map[string]HostMethod) Table {
	t := Table{make(table, len(methods))}
	for name, m := range methods {
		t.methods[name] = &Method{Name: name, Go: m.Go, Min: m.Min, Max: m.Max, Unknowns: true}
	}
	return t
}

// Use gives instances of a class the methods of a table, in place of those that
// the evaluator has for it.
func (c *Class) Use(t Table) { c.builtin = t.methods }

// UseSingleton gives the class itself the methods of a table.
func (c *Class) UseSingleton(t Table) { c.Meta().builtin = t.methods }
