package lsp

// This file offers the files and folders that a path may go on with, as they are
// on the machine of the editor. A pill that is no file of it gets none: its paths
// mean another machine.

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/syntax"
)

// maxPaths is how many files of a folder are offered at most.
const maxPaths = 500

// paths offers what a path that is typed up to the caret may go on with. One that
// is relative is so to dir; "" if that is not known.
func (c *completer) paths(typed, dir string) {
	if c.folder() == "" {
		return
	}
	slash := strings.LastIndexByte(typed, '/') + 1
	parent, ok := c.known(typed[:slash])
	begun := typed[slash:]
	switch {
	case !ok || strings.ContainsAny(begun, "#{}"):
		return
	case !filepath.IsAbs(parent) && dir == "":
		return
	case !filepath.IsAbs(parent):
		parent = filepath.Join(dir, parent)
	}
	entries, err := os.ReadDir(parent)
	if err != nil {
		return
	}
	offered := 0
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") && !strings.HasPrefix(begun, ".") || !strings.HasPrefix(name, begun) || offered == maxPaths {
			continue
		}
		offered++
		o := offer{label: name, kind: protocol.CompletionItemKindFile}
		if info, err := os.Stat(filepath.Join(parent, name)); err == nil && info.IsDir() {
			o = offer{label: name + "/", kind: protocol.CompletionItemKindFolder}
		}
		c.add(begun, o)
	}
}

// folder returns the folder of the pill; "" if it is no file.
func (c *completer) folder() string {
	if c.text == nil || c.text.shot.Path == "" {
		return ""
	}
	return filepath.Dir(c.text.shot.Path)
}

// workingDir returns the folder that the commands of the process around the caret
// run in; "" if that is not known.
func (c *completer) workingDir() (dir string) {
	if c.text == nil {
		return ""
	}
	at := c.then()
	for p := range c.text.Processes {
		if p.Block != nil && p.BlockFile == c.text.Syntax && holds(p.Block.Pos, at) {
			dir, _ = p.Attr("working_dir").Text()
		}
	}
	return dir
}

var holeInText = lazyregexp.New(`#\{\s*([A-Za-z_]\w*)\s*\}`)

// known returns a text with the values of the names that are put into it; ok is
// false if one is not known.
func (c *completer) known(typed string) (text string, ok bool) {
	ok = true
	text = holeInText.ReplaceAllStringFunc(typed, func(hole string) string {
		value, is := c.valueOfName(holeInText.FindStringSubmatch(hole)[1])
		ok = ok && is
		return value
	})
	return text, ok && !strings.Contains(text, "#{")
}

// valueOfName returns the text that a variable or constant held in the last good
// version, where it can be seen from the caret; of several the last.
func (c *completer) valueOfName(name string) (text string, ok bool) {
	if c.text == nil {
		return "", false
	}
	at := c.then()
	var nodes []syntax.Node
	for _, m := range mentions(c.text.Syntax) {
		if m.text == name && m.node != nil && (m.kind == constName || m.kind == localName && visible(m, at)) {
			nodes = append(nodes, m.node)
		}
	}
	c.text.watch(func(n syntax.Node, v eval.Value) {
		if slices.Contains(nodes, n) {
			if s, is := textOf(v); is {
				text, ok = s, true
			}
		}
	})
	return text, ok
}
