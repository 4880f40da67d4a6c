package main

import (
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// TestUnitForEditors shows the unit that migrate writes, or why there is none.
func TestUnitForEditors(t *testing.T) {
	src := source.NewFile("shop.pill", `Bluepill.application("shop") do |app|
  app.process("web") { |process| process.start_command = "/bin/web" }
  app.process("mail") { |process| process.start_command = ENV["MAIL"] }
end
`)
	doc := parser.Read(src, eval.Env{})
	processes := doc.Config.Apps[0].Processes
	u, err := unit(src.Path, doc.Config, processes[0])
	if err != nil || u.Name != "shop-web.service" || !strings.Contains(u.Text, "\nExecStart=/bin/web\n") {
		t.Errorf("got %v, %v", u, err)
	}
	if u, err := unit(src.Path, doc.Config, processes[1]); err == nil || !strings.Contains(err.Error(), "start_command is not known") {
		t.Errorf("got %v, %v", u, err)
	}
}
