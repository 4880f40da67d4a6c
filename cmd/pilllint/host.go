package main

import (
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/hostenv"
)

// env returns what a pill of that path may see of the world.
func (p *program) env(path string) eval.Env {
	if !p.options.hostEnv {
		return eval.Env{}
	}
	return hostenv.New(path)
}
