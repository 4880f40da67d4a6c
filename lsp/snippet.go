package lsp

// This file holds what is written as a whole: a pill, a process, a check.

import (
	"strings"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
)

// A snippet is a piece of a pill with places to fill in. RECV stands for the
// variable of the block; where that is typed already, the lines after the first
// have it in front.
type snippet struct{ label, detail, body string }

var pillSnippets = []snippet{
	{"application", "an application", "Bluepill.application(\"${1:user_shop}\") do |app|\n  $0\nend"},
}

var appSnippets = []snippet{
	{"process", "a process that Bluepill daemonizes", "RECV.process(\"${1:user_shop_1}\") do |process|\n" +
		"  process.start_command = \"${2:bin/shop}\"\n" +
		"  process.daemonize = true\n" +
		"  process.stdout = process.stderr = \"${3:/srv/shop/log/shop.log}\"\n" +
		"  $0\nend"},
	{"process with a pid file", "a process that daemonizes itself", "RECV.process(\"${1:user_shop_1}\") do |process|\n" +
		"  process.start_command = \"${2:bin/shop --daemon}\"\n" +
		"  process.pid_file = \"${3:/srv/shop/tmp/shop.pid}\"\n" +
		"  $0\nend"},
}

var processSnippets = []snippet{
	{"checks :mem_usage", "restart a process that uses too much memory", "RECV.checks :mem_usage, :every => ${1:30}.seconds, :below => ${2:300}.megabytes, :times => [${3:3}, ${4:5}]"},
	{"checks :cpu_usage", "restart a process that uses too much CPU", "RECV.checks :cpu_usage, :every => ${1:30}.seconds, :below => ${2:80}, :times => ${3:3}"},
	{"checks :http", "restart a process that does not answer", "RECV.checks :http, :every => ${1:30}.seconds, :url => \"${2:http://127.0.0.1:3000/}\", :times => ${3:3}"},
	{"checks :flapping", "stop monitoring a process that starts too often", "RECV.checks :flapping, :times => ${1:2}, :within => ${2:30}.seconds, :retry_in => ${3:7}.seconds"},
	{"stop sequence", "signals with delays, and a grace time that is long enough",
		"RECV.stop_signals = [:${1:quit}, 30.seconds, :term, 11.seconds, :kill]\nRECV.stop_grace_time = 60.seconds"},
	{"monitor_children", "watch the children of a process", "RECV.monitor_children do |child|\n  child.stop_command = \"${1:kill -QUIT {{PID\\}\\}}\"\n  $0\nend"},
}

// assignment is one to the receiver, which a block that is its own receiver makes
// by a call.
var assignment = lazyregexp.New(`(?m)^([a-z_]+) = `)

// snippets offers snippets for a block whose variable is called receiver. lead
// is what of them is not typed yet.
func (c *completer) snippets(typed, receiver string, list []snippet, lead string) {
	for _, s := range list {
		body := strings.ReplaceAll(s.body, "RECV.", receiver+".")
		if receiver == "" {
			body = assignment.ReplaceAllString(strings.ReplaceAll(s.body, "RECV.", ""), "$1 ")
		}
		if lead == "" {
			body = strings.TrimPrefix(body, receiver+".")
		}
		c.add(typed, offer{label: lead + s.label, detail: s.detail, kind: protocol.CompletionItemKindSnippet, insert: body, snip: true, rank: "3"})
	}
}

// statements offers what a line may begin with.
func (c *completer) statements(typed string) {
	f, ok := innermost(c.open)
	switch {
	case !ok && len(c.open) == 0:
		lead := "" // unless the name of the module is what is being typed
		if typed != "" && strings.HasPrefix("Bluepill", typed) {
			lead = "Bluepill."
		}
		c.snippets(typed, "", pillSnippets, lead)
	case !ok:
		// a helper
	case len(f.params) == 0 && f.role == ofApp:
		c.snippets(typed, "", appSnippets, "")
	case len(f.params) == 0: // the block is its own receiver, to which an assignment would be one to a variable
		for i := range pill.Attributes {
			if a := &pill.Attributes[i]; a.Kind != pill.BlockOfCode {
				c.add(typed, offer{label: a.Name, detail: a.Kind.String(), doc: attributeText(a), kind: protocol.CompletionItemKindProperty, insert: a.Name + " ", rank: "2"})
			}
		}
		c.snippets(typed, "", processSnippets, "")
	case f.role == ofApp:
		c.snippets(typed, f.params[0], appSnippets, f.params[0]+".")
	default:
		c.snippets(typed, f.params[0], processSnippets, f.params[0]+".")
	}
	if ok && len(f.params) > 0 {
		c.add(typed, offer{label: f.params[0], kind: protocol.CompletionItemKindVariable, rank: "0"})
	}
}
