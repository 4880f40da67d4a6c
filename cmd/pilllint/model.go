package main

import (
	"errors"
	"fmt"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/output"
)

// model prints what pills declare.
func model(p *program) int {
	lines := p.options.format == "jsonl"
	switch {
	case len(p.args) == 0:
		return p.usageError(errors.New("no file given"))
	case len(p.args) > 1 && !lines:
		return p.usageError(errors.New("several files need --format jsonl"))
	}
	if err := p.contradiction(); err != nil {
		return p.usageError(err)
	}
	configs, _ := p.configs()
	for _, path := range p.args {
		if _, problems := configs(p.abs(p.name(input.File{Path: path}))); len(problems) > 0 {
			p.complainOf(problems)
			return exitUsage
		}
	}
	code := exitClean
	each(len(p.args), func(i int) modelled { return p.modelFile(p.args[i], configs, lines) }, func(_ int, m modelled) {
		if m.failed != nil {
			p.complain("%s", m.failed)
			code = exitUnread
			return
		}
		_, _ = p.stdout.Write(m.text)
	})
	return code
}

// A modelled is what came of one file.
type modelled struct {
	text   []byte
	failed *input.Failure
}

func (p *program) modelFile(path string, configs configFinder, lines bool) (m modelled) {
	f := input.File{Path: path, Named: true}
	defer p.survive(f, func(failed *input.Failure) { m = modelled{failed: failed} })
	src, failed := p.pill(f)
	if failed != nil {
		return modelled{failed: failed}
	}
	name := src.Path
	config, _ := configs(p.abs(name))
	doc := src.read(config.Assume(p.env(src.File)))
	dump, err := doc.Config.MarshalJSON()
	if err != nil {
		return modelled{failed: &input.Failure{Path: name, Message: fmt.Sprintf("cannot be written as JSON: %s", err)}}
	}
	if lines {
		return modelled{text: output.ModelLine(path, dump)}
	}
	return modelled{text: output.Model(dump)}
}
