package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/output"
	"github.com/pilllint/pilllint/cmd/internal/verify"
	"github.com/pilllint/pilllint/parser/hostenv"
	"github.com/pilllint/pilllint/rules"
)

// verifyPills runs the processes of pills and prints what becomes of them.
func verifyPills(p *program) int {
	if len(p.args) == 0 {
		return p.usageError(errors.New("no path given; use . for the current folder, or - for standard input"))
	}
	sinks, err := p.sinks()
	if err == nil {
		err = p.contradiction()
	}
	if err == nil && p.given("write-baseline") && p.options.timeline {
		err = errors.New("--write-baseline and --timeline contradict each other")
	}
	if err == nil && p.options.standIn && p.options.noSandbox {
		err = errors.New("--stand-in needs the sandbox, as it replaces programs")
	}
	if i := slices.IndexFunc(sinks, func(s sink) bool { return s.file == "" && s.format.Name != "text" && s.format.Name != "concise" }); err == nil && p.options.timeline && i >= 0 {
		err = fmt.Errorf("--timeline goes to standard output; name a file: --format %s=FILE", sinks[i].format.Name)
	}
	if err != nil {
		return p.usageError(err)
	}
	t, ok := p.targets(p.args)
	if !ok {
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	report := p.verify(ctx, t)
	if ctx.Err() != nil {
		p.complain("interrupted: not all pills were run")
		return exitUnread
	}
	report.FailLevel = p.failLevel(t)
	code := exitCode(report)
	if t.baselines.write {
		if code = t.baselines.save(); len(report.Failures) > 0 {
			code = exitUnread
		}
		return code
	}
	for _, s := range sinks {
		if err := p.write(s, report); err != nil {
			p.complain("%s", err)
			code = exitUnread
		}
	}
	return code
}

// verify runs the pills of a run.
func (p *program) verify(ctx context.Context, t *targets) *output.Report {
	report := &output.Report{}
	report.Folder, _ = os.Getwd()
	fail := func(f *input.Failure) {
		p.complain("%s", f)
		report.Failures = append(report.Failures, output.Failure{Path: f.Path, Message: f.Message})
	}
	for _, f := range t.failed {
		fail(f)
	}
	var ran []target                      // those of the report
	pills := make([]int, len(t.excluded)) // how many each path came to
	eachBy(p.verifyWorkers(), len(t.files), func(i int) verified { return p.verifyFile(ctx, t.files[i]) }, func(i int, v verified) {
		if v.file.Source != nil || v.failed != nil {
			pills[t.files[i].Root]++
		}
		if ctx.Err() != nil {
			return // that is told of once
		}
		if v.failed != nil {
			fail(v.failed)
		} else if v.file.Source != nil {
			report.Add(v.file)
			ran = append(ran, t.files[i])
			fmt.Fprint(p.stdout, v.timeline)
		}
	})
	for i, f := range report.Files {
		report.Replace(i, t.baselines.judge(ran[i], f.Found, true))
	}
	if ctx.Err() != nil {
		return report
	}
	for _, f := range t.empty(pills) {
		fail(f)
	}
	return report
}

// A verified is what came of one file: nothing if it is no pill.
type verified struct {
	file     output.File
	timeline string
	failed   *input.Failure
}

// verifyFile runs the processes of one file, on any goroutine.
func (p *program) verifyFile(ctx context.Context, t target) (v verified) {
	defer p.survive(t.File, func(failed *input.Failure) { v = verified{failed: failed} })
	if ctx.Err() != nil {
		return verified{}
	}
	src, failed := p.pill(t.File)
	if src == nil {
		return verified{failed: failed}
	}
	doc := src.read(t.config.Assume(hostenv.New(src.Path)))
	result, err := verify.Run(ctx, doc.Config, p.verifyOptions())
	if err != nil {
		return verified{failed: &input.Failure{Path: src.Path, Message: "cannot be verified: " + explainVerify(err)}}
	}
	v.file = output.File{Source: src.File, Found: rules.Unignored(doc, result.Found), Runs: runsOf(result.Timelines), Stops: slices.Collect(doc.Config.Stops)}
	if p.options.timeline {
		v.timeline = verify.TimelineText(src.Path, result.Timelines)
	}
	return v
}

// verifyWorkers is how many pills are run at a time: they wait most of the time,
// and where each is alone they are not in each other's way. Real programs may
// need the whole machine.
func (p *program) verifyWorkers() int {
	if p.options.standIn {
		return 4 * runtime.GOMAXPROCS(0)
	}
	return 1
}

// runsOf is what the page shows of timelines.
func runsOf(list []verify.Timeline) (runs []output.Run) {
	for _, t := range list {
		r := output.Run{Process: t.Name()}
		tells := slices.ContainsFunc(t.Moments, func(m verify.Moment) bool { return m.Kind == verify.Received })
		for _, m := range t.Moments {
			out := output.RunMoment{At: m.At, Step: m.Step, Words: m.String()}
			switch {
			case m.Kind == verify.Entered:
				out.State = m.Text
			case m.Kind == verify.Received, m.Kind == verify.Sent && (!tells || m.Text == "KILL"): // which nobody lives to tell
				out.Signal = m.Text
			}
			r.Moments = append(r.Moments, out)
		}
		runs = append(runs, r)
	}
	return runs
}

func (p *program) verifyOptions() verify.Options {
	speed, _ := strconv.ParseFloat(p.options.speed, 64) // it was looked at when it was read; 0 without
	return verify.Options{StandIn: p.options.standIn, Speed: speed, Host: p.options.noSandbox, Network: p.options.network, AsBluepill: p.options.asBluepill}
}

// explainVerify says what can be done where there is no sandbox.
func explainVerify(err error) string {
	if errors.Is(err, verify.ErrNoSandbox) {
		return err.Error() + "; run it as root, or use --no-sandbox if the pill may change this machine"
	}
	return err.Error()
}

func verifyCommand() *command {
	return &command{
		name: "verify", args: "PATH...", summary: "run the processes of pills in a sandbox and check what becomes of them",
		text: "Starts the processes of each pill, kills the daemon under them, makes their checks fire,\n" +
			"restarts and stops them, and reports what does not match the pill. All of this happens\n" +
			"in separate namespaces: files written there are discarded, nothing outside is reachable,\n" +
			"and nothing is left behind. With --stand-in, the programs, folders and users of the pill\n" +
			"need not exist: stand-ins take their place. Paths are as for check. Pills see this machine, as\n" +
			"with --host-env.",
		flags: slices.Concat([]flagSpec{standInFlag(), speedFlag(), timelineFlag(), networkFlag(), noSandboxFlag(), asBluepillFlag(),
			findingsFormatFlag(), outputFileFlag(), colorFlag(), failLevelFlag()},
			configFlags(), baselineFlags(), []flagSpec{writeBaselineFlag(), forceExcludeFlag(), quietFlag(), stdinFlag(), helpFlag()}),
		run: verifyPills,
	}
}

func standInFlag() flagSpec {
	return flagSpec{
		name: "stand-in", usage: "run stand-ins instead of the programs",
		truth: func(o *options) *bool { return &o.standIn },
	}
}

func speedFlag() flagSpec {
	return flagSpec{
		name: "speed", value: "N", check: isSpeed,
		usage: fmt.Sprintf("let N seconds of the pill pass in one, up to %d; the default is %g with --stand-in, or else 1", verify.MaxSpeed, verify.Options{StandIn: true}.DefaultSpeed()),
		text:  func(o *options) *string { return &o.speed },
	}
}

func isSpeed(s string) error {
	if n, err := strconv.ParseFloat(s, 64); err != nil || !(n >= 1) || n > verify.MaxSpeed || strings.ContainsAny(s, "xX_") {
		return fmt.Errorf("must be a number from 1 to %d", verify.MaxSpeed)
	}
	return nil
}

func timelineFlag() flagSpec {
	return flagSpec{
		name: "timeline", usage: "print what happened to each process, and when, before the findings",
		truth: func(o *options) *bool { return &o.timeline },
	}
}

func networkFlag() flagSpec {
	return flagSpec{
		name: "network", usage: "let processes use the network of this machine",
		truth: func(o *options) *bool { return &o.network },
	}
}

func noSandboxFlag() flagSpec {
	return flagSpec{
		name: "no-sandbox", usage: "run the processes directly on this machine, with its files and users",
		truth: func(o *options) *bool { return &o.noSandbox },
	}
}

func asBluepillFlag() flagSpec {
	return flagSpec{
		name: "as-bluepill", usage: "behave like Bluepill 0.1.3, even where the bluepill of this project does better",
		truth: func(o *options) *bool { return &o.asBluepill },
	}
}
