package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
)

var misplacedJavaOption = &Rule{
	Name:        "misplaced-java-option",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "an option of Java stands behind the jar",
	Since:       "0.1",
	Text: "`java` reads its own options up to `-jar`. It gives all that follows the jar to the program, so `-Xmx512m` there limits\n" +
		"nothing, and `-Dconfig=…` sets no property. Put the options before `-jar`.\n\n" +
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
			at := slices.Index(run.Args, "-jar")
			if run.Name != "java" || at < 0 || at+2 > len(run.Args) || strings.HasSuffix(run.Args[at+1], "start.jar") {
				continue // Jetty's start.jar takes them, and starts a Java of its own
			}
			for _, w := range run.Args[at+2:] {
				switch {
				case machineOption.MatchString(w):
					p.settingFinding(c.process, c.setting, c.wordPlace(w), "java gives %q, which follows the jar, to the program: it is no option of java there", w).Done(p)
				case property.MatchString(w):
					p.settingFinding(c.process, c.setting, c.wordPlace(w), "java gives %q, which follows the jar, to the program: it sets no property", w).Severity(diag.Info).Done(p)
				}
			}
		}
	},
}

var (
	machineOption = lazyregexp.New(`^-(Xm[xsn][0-9]+[kKmMgG]?|Xss[0-9]+[kKmMgG]?|XX:\S+|server|client)$`)
	property      = lazyregexp.New(`^-D[A-Za-z][A-Za-z0-9_.]*=`)
)
