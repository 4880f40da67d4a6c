package manifest

// This file tells Cloud 66's manifests from other files.

import (
	"path/filepath"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
)

// Folder is where Cloud 66 looks for a manifest, in the root of a repository.
const Folder = ".cloud66"

// IsYAML reports whether a file that somebody names is read as a manifest.
func IsYAML(path string) bool {
	return strings.HasSuffix(path, ".yml") || strings.HasSuffix(path, ".yaml")
}

// IsName reports whether a file is called as Cloud 66's manifest is. Others have
// manifests of that name, too; see MayBe.
func IsName(path string) bool {
	switch filepath.Base(path) {
	case "manifest.yml", "manifest.yaml":
		return true
	}
	return false
}

// yamlKey is a key at the start of a line.
var yamlKey = lazyregexp.New(`(?m)^[ \t]*(?:- +)?["']?([A-Za-z][\w -]*?)["']?[ \t]*:`)

// MayBe reports whether a file of that name is Cloud 66's: by its folder, or by
// what it speaks of. This is a section of processes, even if it is misspelt, or a
// component with its configuration or servers.
func MayBe(path, text string) bool {
	if filepath.Base(filepath.Dir(path)) == Folder || strings.Contains(text, Section) {
		return true
	}
	above := ""
	for _, m := range yamlKey.FindAllStringSubmatch(text, -1) {
		key := m[1]
		if looksLike(key) || key == RestartOnDeploy || components[above] && partOfComponent[key] {
			return true
		}
		above = key
	}
	return false
}

// partOfComponent are the keys that Cloud 66 has below a component.
var partOfComponent = map[string]bool{"configuration": true, "server": true, "servers": true}

// components are what Cloud 66's manifests have beside the section of an
// environment; a section does not belong into them.
var components = map[string]bool{
	"rails": true, "rack": true, "sinatra": true, "padrino": true, "node": true, "docker": true, "static": true, "nginx": true,
	"mysql": true, "postgresql": true, "postgis": true, "redis": true, "mongodb": true, "memcached": true, "elasticsearch": true,
	"rabbitmq": true, "glusterfs": true, "gateway": true, "gateways": true, "load_balancer": true, "configuration": true,
}

// looksLike reports whether a key can only be meant for the section.
func looksLike(key string) bool {
	plain := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(key))
	const meant = "procfilemetadata"
	return key != Section && (plain == meant || pill.Suggest(plain, []string{meant}) != "")
}
