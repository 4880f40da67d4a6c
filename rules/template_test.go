package rules

import "testing"

// TestJinjaFixes does the same in a template of Jinja2, in which no fix may write what begins
// a tag.
func TestJinjaFixes(t *testing.T) {
	for _, c := range []struct {
		name  string
		rule  *Rule
		body  string
		fixes bool
	}{
		{"text", cdInCommand, "process.start_command = \"cd /srv; bin/shop\"\nend", true},
		{"touches a tag", cdInCommand, "process.start_command = \"cd {{ root }}; bin/shop\"\nend", false},
		{"touches a literal", cdInCommand, "process.start_command = \"cd {{ '/srv' }}; bin/shop\"\nend", false},
		{"within an arm", cdInCommand, "{% if a %}\nprocess.start_command = \"cd /srv; bin/shop\"\n{% endif %}\nend", true},
		{"moves text", appAttributeAfterProcess, "process.start_command = \"bin/shop\"\nend\napp.uid = \"shop\"", true},
		{"crosses a tag", appAttributeAfterProcess, "process.start_command = \"bin/shop\"\nend\n{# a note #}\napp.uid = \"shop\"", false},
		{"writes a tag", pidPlaceholder, "process.start_command = \"bin/shop\"\nprocess.stop_command = \"kill %PID%\"\nend", false},
		{"is of a tag", pidPlaceholder, "process.start_command = \"bin/shop\"\nprocess.stop_command = \"kill {{PID}}\"\nend", true},
	} {
		text := "Bluepill.application(\"user_shop\") do |app|\n  app.process(\"user_shop\") do |process|\n" + c.body + "\nend\n"
		ds := ofRule(Check(read(exampleFile+".j2", text), Options{}), c.rule.Name)
		if len(ds) != 1 {
			t.Errorf("%s: %d findings", c.name, len(ds))
			continue
		}
		if got := len(ds[0].Fixes) > 0; got != c.fixes {
			t.Errorf("%s: fixes: %v", c.name, ds[0].Fixes)
		}
	}
}

// TestTemplateFixes offers fixes in a template only where its text is written
// as it stands.
func TestTemplateFixes(t *testing.T) {
	for _, c := range []struct {
		name  string
		rule  *Rule
		body  string
		fixes bool
	}{
		{"text", cdInCommand, "process.start_command = \"cd /srv; bin/shop\"\nend", true},
		{"touches a tag", cdInCommand, "process.start_command = \"cd <%= @root %>; bin/shop\"\nend", false},
		{"within an arm", cdInCommand, "<% if @a %>\nprocess.start_command = \"cd /srv; bin/shop\"\n<% end %>\nend", true},
		{"moves text", appAttributeAfterProcess, "process.start_command = \"bin/shop\"\nend\napp.uid = \"shop\"", true},
	} {
		text := "Bluepill.application(\"user_shop\") do |app|\n  app.process(\"user_shop\") do |process|\n" + c.body + "\nend\n"
		ds := ofRule(Check(read(exampleFile+".erb", text), Options{}), c.rule.Name)
		if len(ds) != 1 {
			t.Errorf("%s: %d findings", c.name, len(ds))
			continue
		}
		if got := len(ds[0].Fixes) > 0; got != c.fixes {
			t.Errorf("%s: fixes: %v", c.name, ds[0].Fixes)
		}
	}
}
