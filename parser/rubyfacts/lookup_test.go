package rubyfacts

import (
	"slices"
	"strings"
	"testing"
)

func TestFindInstance(t *testing.T) {
	tests := []struct {
		class, method string
		owner         string // "": there is none
		want          Method
	}{
		{"String", "strip", "String", Method{}},
		{"String", "strrip", "", Method{}},
		{"String", "%", "String", Method{Arity: 1, Min: 1, Max: 1}},
		{"String", "split", "String", Method{Arity: -1, Min: -1, Max: -1}},
		{"String", "blank?", "String", Method{}},
		{"String", "nil?", "Kernel", Method{}},
		{"Integer", "seconds", "Numeric", Method{}},
		{"Numeric", "minutes", "Numeric", Method{}},
		{"Float", "megabytes", "Numeric", Method{}},
		{"Integer", "sec", "", Method{}},
		{"Fixnum", "times", "Integer", Method{}},
		{"Hash", "reverse_merge", "Hash", Method{Arity: 1, Min: 1, Max: 1}},
		{"Hash", "symbolize_keys", "Hash", Method{}},
		{"Object", "puts", "Kernel", Method{Private: true, Arity: -1, Min: -1, Max: -1}},
		{"Object", "pp", "Kernel", Method{Private: true, Arity: -1, Min: 0, Max: -1}},
		{"Object", "gem", "Kernel", Method{Private: true, Arity: -2, Min: 1, Max: -1}},
		{"Object", "facts_gem", "", Method{}},
		{"Object", "to_json", "", Method{}},
		{"Object", "try", "ActiveSupport::Tryable", Method{Arity: -1, Min: 0, Max: -1, Keywords: true}},
		{"NilClass", "try", "NilClass", Method{Arity: -1, Min: 0, Max: -1}},
		{"Object", "instance_exec", "BasicObject", Method{Arity: -1, Min: -1, Max: -1}},
		{"Object", "clone", "Kernel", Method{Arity: -1, Keywords: true}},
		{"BasicObject", "puts", "", Method{}},
		{"Complex", "positive?", "", Method{}}, // Numeric's, taken away
		{"Bluepill::ProcessProxy", "checks", "Bluepill::ProcessProxy", Method{Arity: -2, Min: 1, Max: 2}},
		{"Bluepill::AppProxy", "process", "Bluepill::AppProxy", Method{Arity: 1, Min: 1, Max: 1}},
		{"Bluepill::Process", "dump_watches", "", Method{}},
		{"NoSuchClass", "to_s", "", Method{}},
	}
	for _, tt := range tests {
		m, owner, ok := FindInstance(tt.class, tt.method)
		if ok {
			tt.want.Name = tt.method
		}
		if owner != tt.owner || ok != (tt.owner != "") || m != tt.want {
			t.Errorf("%s#%s: %+v of %q, %v; want %+v of %q", tt.class, tt.method, m, owner, ok, tt.want, tt.owner)
		}
	}
}

func TestFindSingleton(t *testing.T) {
	tests := []struct {
		class, method string
		ok, private   bool
	}{
		{"File", "join", true, false},
		{"File", "exist?", true, false},
		{"File", "exists?", true, false}, // gone in 3.2
		{"File", "popen", true, false},   // IO's
		{"File", "exits?", false, false},
		{"Dir", "exists?", true, false},
		{"String", "new", true, false},
		{"Integer", "new", false, false},
		{"Symbol", "new", false, false},
		{"Struct", "new", true, false},
		{"Kernel", "puts", true, false},
		{"Kernel", "new", false, false},
		{"Time", "now", true, false},
		{"Time", "parse", true, false},
		{"Process", "clock_gettime", true, false},
		{"FileUtils", "mkdir_p", true, false},
		{"Shellwords", "escape", true, false},
		{"Bluepill", "application", true, false},
		{"Bluepill::Process", "new", true, false},
		{"Bluepill", "puts", true, true},
		{"ENV", "fetch", true, false},
		{"ENV", "map", true, false}, // Enumerable's
		{"ENV", "fecth", false, false},
		{"main", "include", true, true},
		{"main", "puts", true, true},
		{"main", "define_method", true, true},
	}
	for _, tt := range tests {
		m, ok := FindSingleton(tt.class, tt.method)
		if ok != tt.ok || m.Private != tt.private {
			t.Errorf("%s.%s: %+v, %v", tt.class, tt.method, m, ok)
		}
	}
}

func TestClass(t *testing.T) {
	tests := []struct {
		name, real, super, kind string
	}{
		{"String", "String", "Object", "class"},
		{"BasicObject", "BasicObject", "", "class"},
		{"Comparable", "Comparable", "", "module"},
		{"Fixnum", "Integer", "Numeric", "class"},
		{"Mutex", "Thread::Mutex", "Object", "class"},
		{"Net::HTTPSuccess", "Net::HTTPSuccess", "Net::HTTPResponse", "class"},
		{"Net::HTTP::Get", "Net::HTTP::Get", "Net::HTTPRequest", "class"},
		{"Errno::ENOENT", "Errno::ENOENT", "SystemCallError", "class"},
		{"Timeout::Error", "Timeout::Error", "RuntimeError", "class"},
		{"Bluepill::ProcessConditions::MemUsage", "Bluepill::ProcessConditions::MemUsage", "Bluepill::ProcessConditions::ProcessCondition", "class"},
		{"ActiveSupport::Duration", "ActiveSupport::Duration", "Object", "class"},
		{"main", "main", "", "object"},
		{"Date", "Date", "Object", "class"}, // ActiveSupport loads it
		{"Pathname", "", "", ""},
		{"Gem::Specification", "", "", ""},
		{"%globals", "", "", ""},
		{"", "", "", ""},
	}
	for _, tt := range tests {
		c, ok := Class(tt.name)
		if !ok {
			c = &ClassInfo{}
		}
		if c.Name != tt.real || c.Superclass != tt.super || c.Kind != tt.kind {
			t.Errorf("%s: %+v, %v", tt.name, c, ok)
		}
	}
	if c, _ := Class("String"); !slices.Contains(c.Ancestors, "Comparable") || c.Ancestors[0] != "String" {
		t.Errorf("ancestors of String: %v", c.Ancestors)
	}
}

func TestConstant(t *testing.T) {
	tests := []struct {
		module, name, kind, detail string
	}{
		{"Object", "String", "class", ""},
		{"Object", "Fixnum", "class", "Integer"},
		{"Object", "Kernel", "module", ""},
		{"Object", "ARGV", "value", "Array"},
		{"Object", "RUBY_VERSION", "value", "String"},
		{"Object", "RAILS_ROOT", "", ""},
		{"Object", "FactsGenerator", "", ""},
		{"Object", "Dump", "", ""},
		{"Object", "JSON", "", ""},
		{"Object", "Tempfile", "", ""},
		{"Object", "Gem", "module", ""},
		{"File", "SEPARATOR", "value", "String"},
		{"Float", "INFINITY", "value", "Float"},
		{"Process", "CLOCK_MONOTONIC", "value", "Integer"},
		{"Errno", "EACCES", "class", ""},
		{"Net", "HTTPSuccess", "class", ""},
		{"Net", "HTTPNotFound", "class", ""},
		{"Bluepill::ProcessConditions", "MemUsage", "class", ""},
		{"Bluepill::ProcessConditions", "MemoryUsage", "", ""},
		{"Bluepill::Triggers", "Flapping", "class", ""},
		{"Bluepill", "Version", "module", ""},
		{"ActiveSupport", "JSON", "autoload", "active_support/json"},
	}
	for _, tt := range tests {
		kind, ok := Constant(tt.module, tt.name)
		if kind != tt.kind || ok != (kind != "") || ConstantDetail(tt.module, tt.name) != tt.detail {
			t.Errorf("%s::%s: %q %q, %v", tt.module, tt.name, kind, ConstantDetail(tt.module, tt.name), ok)
		}
	}
	for _, name := range []string{"YAML", "JSON", "Psych"} {
		if kind, ok := ConstantAfter([]string{"yaml"}, "Object", name); ok != (name != "JSON") || ok && kind != "module" {
			t.Errorf("after yaml, %s: %q, %v", name, kind, ok)
		}
	}
	if all := Constants("Bluepill::ProcessConditions"); len(all) != 8 {
		t.Errorf("checks: %v", all)
	}
	if all := Constants("NoSuchModule"); all != nil {
		t.Errorf("constants of nothing: %v", all)
	}
}

func TestGlobalVar(t *testing.T) {
	for name, want := range map[string]bool{
		"$stdout": true, "$0": true, "$PROGRAM_NAME": true, "$!": true, "$1": true, "$12": true, "$=": true, "$:": true,
		"$app_root": false, "$CHILD_STATUS": false, "$": false, "": false, "$01": false, "stdout": false,
	} {
		if got := GlobalVar(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestFeature(t *testing.T) {
	tests := []struct {
		name string
		want FeatureInfo
		ok   bool
	}{
		{"yaml", FeatureInfo{Stdlib: true, Known: true}, true},
		{"yaml.rb", FeatureInfo{Stdlib: true, Known: true}, true},
		{"rubygems", FeatureInfo{Stdlib: true, Loaded: true}, true},
		{"thread", FeatureInfo{Stdlib: true, Loaded: true}, true},
		{"date", FeatureInfo{Stdlib: true, Loaded: true}, true},
		{"net/http", FeatureInfo{Stdlib: true, Loaded: true}, true},
		{"etc.so", FeatureInfo{Stdlib: true, Loaded: true}, true},
		{"bundler/setup", FeatureInfo{Stdlib: true}, true},
		{"rake", FeatureInfo{Stdlib: true}, true},
		{"matrix", FeatureInfo{Stdlib: true, Known: true}, true},
		{"active_support/all", FeatureInfo{Gem: "activesupport", Known: true}, true},
		{"active_support/core_ext/hash", FeatureInfo{Gem: "activesupport", Loaded: true}, true},
		{"bluepill", FeatureInfo{Gem: "bluepill", Loaded: true}, true},
		{"daemons", FeatureInfo{Gem: "daemons", Loaded: true}, true},
		{"webrick", FeatureInfo{}, false}, // no longer with Ruby since 3.0
		{"xmlrpc", FeatureInfo{}, false},
		{"rails", FeatureInfo{}, false},
		{"", FeatureInfo{}, false},
	}
	for _, tt := range tests {
		if got, ok := Feature(tt.name); got != tt.want || ok != tt.ok {
			t.Errorf("%s: %+v, %v", tt.name, got, ok)
		}
	}
}

func TestFeatureAdds(t *testing.T) {
	tests := []struct {
		feature, constant, method string
	}{
		{"yaml", "YAML", "Object#to_yaml"},
		{"json", "JSON", "String#to_json"},
		{"json", "JSON", "Kernel#JSON"},
		{"pathname", "Pathname", "Kernel#Pathname"},
		{"erb", "ERB", ""},
		{"ostruct", "OpenStruct", ""},
		{"tempfile", "Tempfile", ""},
		{"tmpdir", "", "Dir.mktmpdir"},
		{"open3", "Open3", ""},
		{"benchmark", "Benchmark", ""},
		{"io/console", "", "IO#winsize"},
		{"active_support/all", "", "Integer#ordinalize"},
		{"active_support/core_ext/string", "", "String#exclude?"},
		{"net/ftp", "Net::FTP", ""},
	}
	for _, tt := range tests {
		constants, methods := FeatureAdds(tt.feature)
		if tt.constant != "" && !slices.Contains(constants, tt.constant) || tt.method != "" && !slices.Contains(methods, tt.method) {
			t.Errorf("%s: %v %v", tt.feature, constants, methods)
		}
		if slices.Contains(constants, "String") || slices.Contains(methods, "String#strip") {
			t.Errorf("%s adds what there was before", tt.feature)
		}
	}
	if constants, methods := FeatureAdds("logger"); constants != nil || methods != nil {
		t.Errorf("logger is loaded already: %v %v", constants, methods)
	}
	if got := FeatureGlobals("English"); !slices.Contains(got, "$CHILD_STATUS") {
		t.Errorf("English: %v", got)
	}
}

func TestClassFrom(t *testing.T) {
	tests := []struct {
		feature, class, method string
		instance               bool
		want                   Method
	}{
		{"pathname", "Pathname", "join", true, Method{Name: "join", Arity: -1, Max: -1}},
		{"json", "JSON", "parse", false, Method{Name: "parse", Arity: -2, Min: 1, Max: 2}},
		{"yaml", "Psych", "load_file", false, Method{Name: "load_file", Arity: -2, Min: 1, Max: 1, Keywords: true}},
		{"yaml", "YAML", "load_file", false, Method{Name: "load_file", Arity: -2, Min: 1, Max: 1, Keywords: true}},
		{"yaml", "Object", "to_yaml", true, Method{Name: "to_yaml", Arity: -1, Max: 1}},
	}
	for _, tt := range tests {
		c, ok := ClassFrom(tt.feature, tt.class)
		if !ok {
			t.Errorf("%s: nothing about %s", tt.feature, tt.class)
			continue
		}
		find := c.Singleton
		if tt.instance {
			find = c.Instance
		}
		if m, _ := find(tt.method); m != tt.want {
			t.Errorf("%s: %s %s: %+v", tt.feature, c.Name, tt.method, m)
		}
	}
	for _, no := range [][2]string{{"yaml", "Hash"}, {"logger", "Logger"}, {"nothing", "Object"}} {
		if _, ok := ClassFrom(no[0], no[1]); ok {
			t.Errorf("%s adds to %s", no[0], no[1])
		}
	}
}

func TestMethodNames(t *testing.T) {
	names := MethodNames("Integer")
	for name, want := range map[string]bool{"times": true, "seconds": true, "puts": true, "strip": false} {
		if slices.Contains(names, name) != want {
			t.Errorf("Integer#%s: not %v", name, want)
		}
	}
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Error("not sorted or not unique")
	}
	if slices.Contains(MethodNames("Complex"), "positive?") {
		t.Error("Complex#positive? was taken away")
	}
	if names := MethodNames("ENV"); !slices.Contains(names, "fetch") || !slices.Contains(names, "map") {
		t.Error("ENV: no fetch or map")
	}
	if names := MethodNames("NoSuchClass"); names != nil {
		t.Errorf("of nothing: %v", names)
	}
}

func TestFindAfter(t *testing.T) {
	tests := []struct {
		features, class, method string
		owner                   string // "": there is none
	}{
		{"", "String", "to_json", ""},
		{"json", "String", "to_json", "JSON::Ext::Generator::GeneratorMethods::String"},
		{"json", "Time", "to_json", "JSON::Ext::Generator::GeneratorMethods::Object"},
		{"json", "String", "strip", "String"},
		{"json", "String", "strrip", ""},
		{"pathname", "Pathname", "join", "Pathname"},
		{"json pathname", "Pathname", "to_s", "Pathname"},
		{"json pathname", "Pathname", "nil?", "Kernel"},
		{"json pathname", "Pathname", "joint", ""},
		{"json", "Pathname", "join", ""},
		{"active_support/all", "Range", "to_s", "ActiveSupport::RangeWithFormat"}, // prepended
		{"English", "Object", "puts", "Kernel"},
		{"no_such_feature", "Object", "puts", "Kernel"},
	}
	for _, tt := range tests {
		m, owner, ok := FindInstanceAfter(strings.Fields(tt.features), tt.class, tt.method)
		if owner != tt.owner || ok != (owner != "") {
			t.Errorf("%s: %s#%s: %+v of %q, %v", tt.features, tt.class, tt.method, m, owner, ok)
		}
	}
	for _, tt := range []struct {
		features, class, method string
		want                    bool
	}{
		{"", "Dir", "mktmpdir", false},
		{"tmpdir", "Dir", "mktmpdir", true},
		{"tmpdir", "Dir", "glob", true},
		{"yaml", "YAML", "load_file", true},
		{"yaml", "Psych", "load_flie", false},
		{"yaml", "Psych", "name", true}, // Module's
		{"tempfile", "Tempfile", "new", true},
		{"tempfile", "Tempfile", "crate", false},
	} {
		if m, ok := FindSingletonAfter(strings.Fields(tt.features), tt.class, tt.method); ok != tt.want {
			t.Errorf("%s: %s.%s: %+v, %v", tt.features, tt.class, tt.method, m, ok)
		}
	}
}
