package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/migrate"
	"github.com/pilllint/pilllint/cmd/internal/verify"
	"github.com/pilllint/pilllint/lsp"
	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/hostenv"
	"github.com/pilllint/pilllint/parser/pill"
)

// collectLess has garbage collected seldom while few documents are open, so that a
// keystroke in a large one does not wait for it, and often while there are many: a
// server lives for days, beside much else, and is to be small.
func collectLess(documents int) {
	percent := 50
	if documents <= fewDocuments {
		percent = 400
	}
	debug.SetGCPercent(percent)
}

const fewDocuments = 10

// rest is how long nobody types who thinks about what to type next: longer than
// there is between the keys of one who writes slowly.
const rest = time.Second / 2

// serve is the language server.
func serve(p *program) int {
	if len(p.args) > 0 {
		return p.usageError(errors.New("lsp takes no arguments; editors start it"))
	}
	if isTerminal(p.stdin) {
		p.complain("waiting for an editor that speaks the Language Server Protocol; Ctrl-C ends it")
	}
	collectLess(0)
	o := lsp.Options{
		Version: thisBuild().Version,
		Log:     slog.New(slog.NewTextHandler(p.stderr, nil)),
		Find:    find,
		Near:    input.Near,
		Unit:    unit,
		Host:    hostenv.New,
		Mode:    hostenv.Mode,
		Rest:    rest,
		Opened:  collectLess,
	}
	if runtime.GOOS == "linux" { // where pills are run
		o.Verify = p.verifyProcess
	}
	return lsp.Serve(context.Background(), p.stdin, p.stdout, o)
}

// verifyProcess runs one process of a pill. Its programs are played: a look at a
// pill is no reason to run what is written there.
func (p *program) verifyProcess(ctx context.Context, doc *parser.Document, process *pill.Process, tell func(string)) (lsp.Verdict, error) {
	app, config := *process.App, *doc.Config
	app.Processes, config.Apps = []*pill.Process{process}, []*pill.Application{&app}
	tell("playing its programs in a private place")
	result, err := verify.Run(ctx, &config, verify.Options{StandIn: true})
	if err != nil {
		return lsp.Verdict{}, errors.New(explainVerify(err))
	}
	name, _ := process.NameText()
	summary := name + " does what the pill says"
	if n := len(result.Found); n > 0 {
		summary = fmt.Sprintf("%s: %s", name, count(n, "finding", "findings"))
	}
	return lsp.Verdict{Summary: summary, Text: verify.TimelineText(doc.Source.Path, result.Timelines), Found: result.Found}, nil
}

// unit returns the unit of a process, as migrate writes it.
func unit(path string, c *pill.Config, p *pill.Process) (lsp.Unit, error) {
	file, refused := migrate.Unit(path, c, p, migrate.SystemdOptions{})
	if refused != nil {
		return lsp.Unit{}, errors.New(refused.Why)
	}
	return lsp.Unit{Name: file.Path, Text: file.Text}, nil
}

// find lists the files of a folder that may be pills, as check finds them.
func find(folder string) []string {
	files, _, _ := input.Files([]string{folder})
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = f.Path
	}
	return paths
}
