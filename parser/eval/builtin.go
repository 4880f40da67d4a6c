package eval

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
	for name, m := range impls {
		t[name] = &Method{
			Name: name, Go: m.fn, Min: m.min, Max: m.max,
			Unknowns: m.flags&unknowns != 0, Mutates: m.flags&mutates != 0, Private: m.flags&private != 0,
		}
	}
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
