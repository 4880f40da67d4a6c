package rubyfacts

import (
	"slices"
	"strings"
)

// FeatureInfo is what is known about a feature, a name given to require.
type FeatureInfo struct {
	Stdlib bool   // comes with Ruby itself, gems installed with it included
	Loaded bool   // Bluepill loads it, requiring it again adds nothing
	Gem    string // of Bluepill and what it depends on, the gem it belongs to
	Known  bool   // what it adds was looked at: FeatureAdds and ClassFrom tell
}

// featureName is the feature without the suffix that require doesn't need.
func featureName(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, ".rb"), ".so")
}

// Feature returns the feature that require finds by that name in a Ruby with nothing but Bluepill installed. Source:
// the files below Ruby's library folders, of its gems, and of Bluepill and the gems it depends on.
func Feature(name string) (FeatureInfo, bool) {
	text, _ := section("%features")
	what, ok := line(text, featureName(name)+" ")
	if !ok {
		return FeatureInfo{}, false
	}
	var f FeatureInfo
	words := strings.Fields(what)
	for i, w := range words {
		switch w {
		case "stdlib":
			f.Stdlib = true
		case "gem":
			f.Gem = words[i+1]
		case "loaded":
			f.Loaded = true
		case "known":
			f.Known = true
		}
	}
	return f, true
}

// addition returns the name of the section with what the feature adds to the module.
func addition(feature, module string) (string, bool) {
	list, ok := section("%feature " + feature)
	if !ok {
		return "", false
	}
	same, ok := line(list, module+"@")
	if !ok {
		return "", false
	}
	if same != "" {
		feature = same // it adds the same, and is written once
	}
	return module + "@" + feature, true
}

// FeatureAdds returns what requiring the feature adds to the modules there were before: constants by their full name,
// methods as "String#to_date" and "Time.parse". ClassFrom tells about the modules that it defines itself. Source: as
// for ClassFrom.
func FeatureAdds(name string) (constants, methods []string) {
	list, _ := section("%feature " + featureName(name))
	for l := range strings.SplitSeq(strings.Trim(list, "\n"), "\n") {
		module, _, _ := strings.Cut(l, "@")
		c, ok := added(name, module)
		if !ok || !c.Partial {
			continue
		}
		prefix := module + "::"
		if module == "Object" {
			prefix = ""
		}
		for _, n := range c.constants() {
			constants = append(constants, prefix+n)
		}
		names, _ := c.names(".")
		for _, n := range names {
			methods = append(methods, module+"."+n)
		}
		names, _ = c.names("#")
		for _, gained := range c.Ancestors {
			if mixedIn, ok := added(name, gained); ok {
				more, _ := mixedIn.names("#")
				names = append(names, more...)
			}
		}
		for _, n := range names {
			methods = append(methods, module+"#"+n)
		}
	}
	slices.Sort(constants)
	slices.Sort(methods)
	return constants, slices.Compact(methods)
}

// FeatureGlobals returns the global variables that requiring the feature defines. Source: as for ClassFrom.
func FeatureGlobals(name string) []string {
	at, ok := addition(featureName(name), "%globals")
	if !ok {
		return nil
	}
	text, _ := section(at)
	return strings.Fields(text)
}
