package pill

// This file declares processes as Bluepill's ProcessFactory does: default pid
// file, block, validation, in that order.

import "github.com/pilllint/pilllint/parser/eval"

// usualAttributes is how many attributes a process has room for at first.
const usualAttributes = 16

// These are the keys that each process has.
var (
	pidFileKey eval.Value = eval.Sym("pid_file")
	groupKey   eval.Value = eval.Sym("group")
	blockKey   eval.Value = eval.Sym("child_process_block")
	appKeys               = symbols(appAttributes)
)

func symbols(names []string) (list []eval.Value) {
	for _, name := range names {
		list = append(list, eval.Sym(name))
	}
	return list
}

// process is AppProxy#process(name, &block).
func (b *builder) process(c *eval.Call) eval.Value {
	a := appOf(c.Self)
	p := &Process{
		Decl: b.decl(c), App: a, Name: c.Args[0], NameSpan: b.argumentSpan(c, 0),
		Attributes: eval.NewHashFor(usualAttributes), Group: eval.Nil{}, watches: eval.NewHash(),
	}
	b.in.Fresh(p.Attributes)
	b.in.Fresh(p.watches)
	if c.Block != nil {
		p.Block, p.BlockFile = c.Block.Node, c.Block.File
	}
	for i, name := range appAttributes {
		p.Attributes.Set(appKeys[i], appAttribute(a, name))
	}
	for _, s := range a.Settings {
		inherited := *s
		inherited.Inherited = true
		p.record(&inherited)
	}
	pid, defaultKey := b.defaultPidFile(p)
	p.Attributes.Set(pidFileKey, pid)
	p.object = b.proxy(p)
	b.current = p
	b.runBlock(c.Block, p.object)
	p.made = true
	p.ended()

	block, _ := p.Attributes.Delete(blockKey)
	monitor, _ := p.Attributes.Sym("monitor_children")
	b.in.GoOn(func() { b.validate(p, pid, defaultKey) })
	b.forgetRefused(p)
	b.buildWatches(p)
	p.Open = p.object.Open
	p.Group, _ = p.Attributes.Delete(groupKey)
	if p.Group == nil {
		p.Group = eval.Nil{}
	}
	if monitor != nil {
		truth, known := eval.Truthy(monitor)
		u, chosen := monitor.(*eval.Unknown)
		switch {
		case truth && known:
			p.MonitorChildren = true
			b.child(p, block)
		case chosen && u.Unset && len(u.Choices) == 1:
			b.maybeChild(p, u, block)
		}
	}
	if truth, _ := eval.Truthy(p.Group); truth {
		p.Group = b.toText(p.Group)
	}
	a.Processes = append(a.Processes, p)
	b.current = nil
	return eval.Nil{}
}

// at notes what is being done with a process, for what is raised meanwhile.
func (b *builder) at(s Stage) {
	if s.Process != nil {
		s.Way = s.Process.way
	}
	b.in.Context = s
}

func orNil(v eval.Value) eval.Value {
	if v == nil {
		return eval.Nil{}
	}
	return v
}
