package rules

import "testing"

// A templateFix is a body of a process in a template, and whether the one finding of a
// rule has a fix there.
type templateFix struct {
	name  string
	rule  *Rule
	body  string
	fixes bool
}

// TestTemplateFixes offers fixes in a template only where its text is written
// as it stands.
func TestTemplateFixes(t *testing.T) {
	checkTemplateFixes(t, ".erb", []templateFix{
		{"text", cdInCommand, "process.start_command = \"cd /srv; bin/shop\"\nend", true},
		{"touches a tag", cdInCommand, "process.start_command = \"cd <%= @root %>; bin/shop\"\nend", false},
		{"within an arm", cdInCommand, "<% if @a %>\nprocess.start_command = \"cd /srv; bin/shop\"\n<% end %>\nend", true},
		{"moves text", appAttributeAfterProcess, "process.start_command = \"bin/shop\"\nend\napp.uid = \"shop\"", true},
	})
}

// TestJinjaFixes does the same in a template of Jinja2, in which no fix may write what begins
// a tag.
func TestJinjaFixes(t *testing.T) {
	checkTemplateFixes(t, ".j2", []templateFix{
		{"text", cdInCommand, "process.start_command = \"cd /srv; bin/shop\"\nend", true},
		{"touches a tag", cdInCommand, "process.start_command = \"cd {{ root }}; bin/shop\"\nend", false},
		{"touches a literal", cdInCommand, "process.start_command = \"cd {{ '/srv' }}; bin/shop\"\nend", false},
		{"within an arm", cdInCommand, "{% if a %}\nprocess.start_command = \"cd /srv; bin/shop\"\n{% endif %}\nend", true},
		{"moves text", appAttributeAfterProcess, "process.start_command = \"bin/shop\"\nend\napp.uid = \"shop\"", true},
		{"crosses a tag", appAttributeAfterProcess, "process.start_command = \"bin/shop\"\nend\n{# a note #}\napp.uid = \"shop\"", false},
		{"writes a tag", pidPlaceholder, "process.start_command = \"bin/shop\"\nprocess.stop_command = \"kill %PID%\"\nend", false},
		{"is of a tag", pidPlaceholder, "process.start_command = \"bin/shop\"\nprocess.stop_command = \"kill {{PID}}\"\nend", true},
	})
}

func checkTemplateFixes(t *testing.T, extension string, cases []templateFix) {
	for _, c := range cases {
		text := "Bluepill.application(\"user_shop\") do |app|\n  app.process(\"user_shop\") do |process|\n" + c.body + "\nend\n"
		ds := ofRule(Check(read(exampleFile+extension, text), Options{}), c.rule.Name)
		if len(ds) != 1 {
			t.Errorf("%s: %d findings", c.name, len(ds))
			continue
		}
		if got := len(ds[0].Fixes) > 0; got != c.fixes {
			t.Errorf("%s: fixes: %v", c.name, ds[0].Fixes)
		}
	}
}
