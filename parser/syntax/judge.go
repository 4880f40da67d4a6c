package syntax

// This file tells where the grammar could not read what Ruby can.

// unread lists the outermost places that tree-sitter made no sense of, and
// those that it was not given, in a text that Ruby accepts.
func (l *lowerer) unread(blanked []Pos) {
	if len(l.file.Errors) > 0 {
		return
	}
	l.file.Unread = blanked
	for i := uint32(0); i < uint32(len(l.nodes)); i++ {
		if l.kind(i) == kError || l.nodes[i].missing != 0 {
			l.file.Unread = append(l.file.Unread, l.pos(i))
			i = l.nodes[i].next - 1
		}
	}
}
