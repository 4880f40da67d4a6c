package main

import (
	"github.com/pilllint/pilllint/parser/erb"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/hostenv"
)

// env returns what a pill of that path may see of the world.
func (p *program) env(path string) eval.Env {
	if !p.options.hostEnv {
		return eval.Env{}
	}
	env := hostenv.New(path)
	if erb.Is(path) {
		env.Path = "" // what it makes stands elsewhere
	}
	return env
}
