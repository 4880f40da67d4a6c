// Sbom prints what a Go binary is made of, as CycloneDX. The go command leaves
// the list in the binary, so it is that of the very file that is shipped.
package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"strings"

	"github.com/CycloneDX/cyclonedx-go"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: sbom BINARY")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func run(path string) error {
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return err
	}
	main := component(cyclonedx.ComponentTypeApplication, info.Main.Path, info.Main.Version, "")
	bom := cyclonedx.NewBOM()
	bom.Metadata = &cyclonedx.Metadata{Component: &main}
	goVersion := strings.TrimPrefix(info.GoVersion, "go")
	parts := []cyclonedx.Component{component(cyclonedx.ComponentTypeLibrary, "std", goVersion, "")}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		parts = append(parts, component(cyclonedx.ComponentTypeLibrary, m.Path, m.Version, m.Sum))
	}
	bom.Components = &parts
	var names []string
	for _, p := range parts {
		names = append(names, p.BOMRef)
	}
	bom.Dependencies = &[]cyclonedx.Dependency{{Ref: main.BOMRef, Dependencies: &names}}
	e := cyclonedx.NewBOMEncoder(os.Stdout, cyclonedx.BOMFileFormatJSON)
	return e.SetPretty(true).Encode(bom)
}

// component returns a module; its sum is the go command's own hash of it.
func component(kind cyclonedx.ComponentType, path, version, sum string) cyclonedx.Component {
	purl := "pkg:golang/" + path + "@" + version
	c := cyclonedx.Component{BOMRef: purl, Type: kind, Name: path, Version: version, PackageURL: purl}
	if sum != "" {
		c.Properties = &[]cyclonedx.Property{{Name: "go:sum", Value: sum}}
	}
	return c
}
