package rules

// This file finds, for unwritable-pid-file and unwritable-log, folders that the pill
// makes as root for the files of processes that run as somebody else.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/syntax"
)

// makers are methods that make a folder, of FileUtils and of Dir.
var makers = strings.Fields("mkdir_p mkpath makedirs mkdir")

// madeFolders judges FileUtils.mkdir_p(PIDS) where a pid file is in PIDS. A folder
// that is there already stays as it is, so this is never certain.
func (p *Pass) madeFolders(message string, names ...string) {
	if !p.calls(makers...) || strings.Contains(p.Source.Text, "chown") || strings.Contains(p.Source.Text, "chmod") {
		return
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		call, ok := n.(*syntax.Call)
		if !ok || len(call.Args) != 1 || !isConst(call.Recv, "Dir") && !isConst(call.Recv, "FileUtils") || !slices.Contains(makers, call.Name) {
			return true
		}
		for proc := range p.Processes {
			as, ok := p.runsAs(proc)
			if !ok {
				continue
			}
			s := p.writtenInto(proc, call.Args[0], names)
			if s == nil {
				continue
			}
			p.Finding(p.Syntax.Span(call), message, as.user, as.condition()).
				Related(valueSpan(s), "the file").Related(as.place, "run as this user").Severity(diag.Info).Done(p)
			break
		}
		return true
	})
}

// writtenInto returns the first of some settings that is a file which a process
// writes right into a folder as its user; nil if there is none.
func (p *Pass) writtenInto(proc *pill.Process, folder syntax.Node, names []string) *pill.Setting {
	for _, name := range names {
		s := proc.Last(name)
		if s != nil && s.File == p.Syntax && p.inFolder(s, folder) && (daemonized(proc) || name == "pid_file" && p.writesAsUser(proc)) {
			return s
		}
	}
	return nil
}

// inFolder reports whether a setting is a file that stands directly in a folder,
// as far as both are written: the same constant, or the same path.
func (p *Pass) inFolder(s *pill.Setting, folder syntax.Node) bool {
	if text, ok := folder.(*syntax.Str); ok {
		in, known := folderOf(s)
		return known && path.IsAbs(in.name) && in.name == path.Clean(text.Value)
	}
	named, ok := folder.(*syntax.Const)
	if !ok {
		return false
	}
	in, ok := folderNode(s.ValueNode).(*syntax.Const)
	return ok && p.Syntax.Span(in).Text() == p.Syntax.Span(named).Text()
}

// folderNode is the expression for the folder in File.join(folder, "x.pid"),
// "#{folder}/x.pid" and folder + "/x.pid"; nil if it is none of these.
func folderNode(n syntax.Node) syntax.Node {
	file := func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Str:
			return strings.LastIndexByte(n.Value, '/') <= 0
		case *syntax.DStr:
			for i, part := range n.Parts {
				if s, ok := part.(*syntax.Str); ok && strings.LastIndexByte(s.Value, '/') > 0 || ok && i > 0 && strings.HasPrefix(s.Value, "/") {
					return false
				}
			}
			return true
		}
		return false
	}
	switch n := n.(type) {
	case *syntax.Call:
		switch {
		case n.Name == "join" && isConst(n.Recv, "File") && len(n.Args) == 2 && file(n.Args[1]):
			return n.Args[0]
		case n.Name == "+" && len(n.Args) == 1 && file(n.Args[0]):
			return n.Recv
		}
	case *syntax.DStr:
		if len(n.Parts) < 2 {
			return nil
		}
		for i, part := range n.Parts[1:] {
			s, ok := part.(*syntax.Str)
			if i == 0 && (!ok || !strings.HasPrefix(s.Value, "/")) || ok && strings.LastIndexByte(s.Value, '/') > 0 || ok && i > 0 && strings.Contains(s.Value, "/") {
				return nil
			}
		}
		return onlyStatement(n.Parts[0])
	}
	return nil
}
