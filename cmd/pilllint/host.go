package main

import (
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/hostenv"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/template"
)

// env returns what a pill may see of the world.
func (p *program) env(src *source.File) eval.Env {
	if !p.options.hostEnv {
		return eval.Env{}
	}
	env := hostenv.New(src.Path)
	if template.Is(src) {
		env.Path = "" // what it makes stands elsewhere
	}
	return env
}
