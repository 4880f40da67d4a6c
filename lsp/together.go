package lsp

// This file compares all pills with each other.

import (
	"maps"
	"sync"

	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// A comparison is what comes of the pills of a view together. It is worked out when
// somebody asks, and taken from an earlier one if what was typed since matters to
// no other file: there may be thousands.
type comparison struct {
	once  sync.Once
	disk  map[string]*diskPill
	open  map[uri.URI]compared
	given settings
	found map[*source.File][]diag.Diagnostic
	about map[*source.File]bool // which files findings are in, or lead to

	mu   sync.Mutex
	done bool
	last *comparison // the newest that was worked out before; nil once this one is
}

// A compared is an open document.
type compared struct {
	source *source.File
	facts  *rules.Facts // nil if it says nothing
}

// next returns the comparison for the view after this one's.
func (c *comparison) next() *comparison {
	if c == nil {
		return &comparison{}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		return &comparison{last: c}
	}
	return &comparison{last: c.last}
}

// together returns the findings that come of pills together, by the files they are
// in. Pills that are open count as the editor has them.
func (v *View) together() map[*source.File][]diag.Diagnostic {
	v.comparison.once.Do(func() { v.comparison.work(v) })
	return v.comparison.found
}

func (c *comparison) work(v *View) {
	c.mu.Lock()
	last := c.last
	c.mu.Unlock()
	if v.several() {
		c.disk, c.given, c.open = v.disk, v.settings, map[uri.URI]compared{}
		for u, s := range v.docs {
			var facts *rules.Facts
			if !s.ground.excluded {
				facts = s.facts()
			}
			c.open[u] = compared{s.Source, facts}
		}
		if last != nil && c.follows(last) {
			c.found, c.about = last.found, last.about
		} else {
			c.compare(v)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done, c.last = true, nil
}

// several reports whether there is anything to compare: what is known of a single
// pill need not be gathered.
func (v *View) several() bool {
	n := len(v.docs)
	for _, d := range v.disk {
		if n > 1 {
			break
		}
		if v.docs[d.uri] == nil && d.facts != nil {
			n++
		}
	}
	return n > 1
}

// follows reports whether a comparison comes to what an earlier one did.
func (c *comparison) follows(last *comparison) bool {
	if c.given != last.given || len(c.open) != len(last.open) || !maps.Equal(c.disk, last.disk) {
		return false
	}
	for u, now := range c.open {
		was, ok := last.open[u]
		if !ok || now.facts != was.facts && (last.about[was.source] || !now.facts.Alike(was.facts)) {
			return false
		}
	}
	return true
}

func (c *comparison) compare(v *View) {
	var facts []*rules.Facts
	for _, d := range c.disk {
		if _, open := c.open[d.uri]; !open && d.facts != nil {
			facts = append(facts, d.facts)
		}
	}
	for _, o := range c.open {
		facts = append(facts, o.facts)
	}
	c.found, c.about = map[*source.File][]diag.Diagnostic{}, map[*source.File]bool{}
	for _, d := range rules.CheckTogether(facts, v.ruleOptions(nil)) {
		c.found[d.Span.File] = append(c.found[d.Span.File], d)
		c.about[d.Span.File] = true
		for _, r := range d.Related {
			c.about[r.Span.File] = true
		}
	}
}
