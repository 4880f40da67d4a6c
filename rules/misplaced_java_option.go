package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
)

var misplacedJavaOption = &Rule{
	Name:        "misplaced-java-option",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "an option of Java stands behind what it runs",
	Since:       "0.1",
	Text: "`java` reads its own options up to the jar or the class that it runs. It gives all that follows to the program, so\n" +
		"`-Xmx512m` there limits nothing, and `-Dconfig=…` sets no property. Put the options before `-jar`, or before the class.\n\n" +
		"A program may understand `-D` itself, so that is an info.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "java -jar /srv/shop/shop.jar -Xmx512m"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "java -Xmx512m -jar /srv/shop/shop.jar"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for c, run := range p.runs {
			if run.Name != "java" {
				continue
			}
			main, what := slices.Index(run.Args, "-jar")+1, "jar"
			if main == 0 {
				at, ok := javaMain(run.Args)
				if !ok || javaSize.MatchString(run.Args[at]) {
					continue
				}
				main, what = at, "class"
			}
			if main >= len(run.Args) || starter.MatchString(run.Args[main]) {
				continue
			}
			for _, w := range run.Args[main+1:] {
				switch {
				case machineOption.MatchString(w):
					p.settingFinding(c.process, c.setting, c.wordPlace(w), "java gives %q, which follows the %s, to the program: it is no option of java there", w, what).Done(p)
				case property.MatchString(w):
					p.settingFinding(c.process, c.setting, c.wordPlace(w), "java gives %q, which follows the %s, to the program: it sets no property", w, what).Severity(diag.Info).Done(p)
				}
			}
		}
	},
}

var (
	machineOption = lazyregexp.New(`^--?(Xm[xsn][0-9]+[kKmMgG]?|Xss[0-9]+[kKmMgG]?|XX:\S+)$|^-(server|client)$`)
	// starter is what takes such options, and starts a Java of its own, as Jetty does.
	starter  = lazyregexp.New(`start\.jar$|\.start\.Main$|(?i)launcher|wrapper`)
	property = lazyregexp.New(`^-D[A-Za-z][A-Za-z0-9_.]*=`)
)
