package rules

// This file finds values and combinations of options with which a program does not
// start, for misread-argument.

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
)

// refusedValues reports those of the programs whose options are known well enough.
func (p *Pass) refusedValues(c *commandText, run program.Run) {
	switch run.Name {
	case "sidekiq":
		p.numberOfThreads(c, run)
		p.backgroundWithoutLog(c, run)
	case "shoryuken", "mongod", "mongos":
		p.backgroundWithoutLog(c, run)
	case "puma":
		p.addressOfPuma(c, run)
	case "java":
		p.sizesOfJava(c, run)
	}
}

// numberOfThreads reports what stands where Sidekiq wants a number: most often a file,
// for which the option has a capital letter.
func (p *Pass) numberOfThreads(c *commandText, run program.Run) {
	v, ok := run.Argument("-c", "--concurrency")
	if !ok || v == "" || strings.HasPrefix(v, "-") || strings.ContainsAny(v, "$`{"+program.Hole) {
		return
	}
	if _, err := strconv.ParseInt(v, 0, 64); err == nil || wholeNumber.MatchString(v) {
		return
	}
	word := v
	if slices.Contains(run.Args, "-c") {
		word = "-c " + v
	}
	f := p.settingFinding(c.process, c.setting, c.wordPlace(word), "sidekiq takes -c for the number of its threads, and does not start: its configuration is -C")
	if span, once := c.literalWord("-c"); once && strings.HasSuffix(v, ".yml") {
		f.Fix(replaceFix("Write -C", span, "-C"))
	}
	f.Done(p)
}

// backgroundWithoutLog reports programs that refuse to go into the background unless
// they know where to log.
func (p *Pass) backgroundWithoutLog(c *commandText, run program.Run) {
	if run.Mode != program.Background || slices.ContainsFunc(run.Args, func(w string) bool { return strings.Contains(w, program.Hole) }) {
		return
	}
	if _, told := run.Argument("-L", "--logfile"); told {
		return
	}
	switch {
	case run.Name == "sidekiq" || run.Name == "shoryuken":
		p.settingFinding(c.process, c.setting, c.wordPlace(run.By), "without -L, or a log in its configuration, %s does not start with %s", run.Name, run.By).
			Severity(diag.Info).Done(p)
	case !slices.ContainsFunc(run.Args, tellsLogOfMongo):
		p.settingFinding(c.process, c.setting, c.wordPlace(run.By), "without --logpath or --syslog, %s does not start with %s", run.Name, run.By).Done(p)
	}
}

// tellsLogOfMongo reports whether an option, which may be cut short, names a log or a
// configuration.
func tellsLogOfMongo(w string) bool {
	name, _, _ := strings.Cut(w, "=")
	return strings.HasPrefix(w, "-f") || slices.ContainsFunc([]string{"--logpath", "--syslog", "--config", "--systemLog"}, func(o string) bool {
		return len(name) > 2 && strings.HasPrefix(o, name) || strings.HasPrefix(name, o)
	})
}

// addressOfPuma reports addresses without a scheme.
func (p *Pass) addressOfPuma(c *commandText, run program.Run) {
	for i, w := range run.Args {
		name, v, joined := strings.Cut(w, "=")
		switch {
		case joined:
		case strings.HasPrefix(w, "-b") && len(w) > 2:
			name, v = "-b", w[2:]
		case i+1 < len(run.Args):
			v = run.Args[i+1]
		}
		if !slices.Contains(strings.Fields("-b --bind --control --control-url"), name) || v == "auto" && strings.HasPrefix(name, "--control") {
			continue
		}
		known, _, holed := strings.Cut(v, program.Hole)
		if known == "" || holed && !strings.ContainsAny(known, ":/.") || strings.ContainsAny(known[:1], "-$`{") || schemeOfPuma.MatchString(known) {
			continue
		}
		scheme := "tcp://"
		if strings.HasPrefix(known, "/") {
			scheme = "unix://"
		}
		f := p.settingFinding(c.process, c.setting, c.wordPlace(known), "puma wants %s before an address, and does not start", scheme)
		if span, once := c.literalWord(known); once && (address.MatchString(known) || scheme == "unix://") {
			f.Fix(replaceFix("Write "+scheme, span, scheme+known))
		}
		f.Done(p)
		return
	}
}

var (
	schemeOfPuma = lazyregexp.New(`^(?i:tcp|unix|ssl):`)
	address      = lazyregexp.New(`^[A-Za-z0-9.-]+:[0-9]+$`)
)

// sizesOfJava reports sizes that the Java VM cannot read, and a heap that begins larger
// than it may become.
func (p *Pass) sizesOfJava(c *commandText, run program.Run) {
	main, ok := program.JavaMain(run.Args)
	if !ok {
		return
	}
	last := map[string]string{}
	for _, w := range run.Args[:main] {
		m := sizeOfJava.FindStringSubmatch(w)
		switch {
		case strings.Contains(w, "HeapSize") || strings.Contains(w, "RAMPercentage"):
			return
		case m == nil || strings.Contains(w, program.Hole):
		case !program.JavaSize.MatchString(m[2]):
			p.settingFinding(c.process, c.setting, c.wordPlace(w), "java takes a size with one letter behind it, as in %s512m, and does not start with this one", m[1]).Done(p)
			return
		default:
			last[m[1]] = w
		}
	}
	first, most := last["-Xms"], last["-Xmx"]
	if a, b := bytesOfJava(first), bytesOfJava(most); b > 0 && a > b {
		p.settingFinding(c.process, c.setting, c.wordPlace(first), "java does not start with a heap that begins larger than %s lets it become", most).Done(p)
	}
}

// sizeOfJava is an option with a size in decimal digits.
var sizeOfJava = lazyregexp.New(`^(-Xm[xsn]|-Xss)([1-9].*)$`)

// bytesOfJava is the size that an option names; 0 if it names none, or a huge one.
func bytesOfJava(option string) int64 {
	if len(option) < 5 {
		return 0
	}
	digits := strings.TrimRight(option[4:], "kKmMgGtT")
	n, err := strconv.ParseInt(digits, 10, 32)
	if err != nil {
		return 0
	}
	unit := strings.ToLower(option[4+len(digits):])
	return n << (10 * (strings.Index("kmgt", unit) + 1) * min(len(unit), 1))
}
