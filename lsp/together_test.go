package lsp

import (
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// TestComparedAgain types in pills that are compared with each other: what matters
// to others, what does not, and what moves the places that findings lead to.
func TestComparedAgain(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}})
	const other uri.URI = "file:///w/user_zoo.pill"
	c.open(shop, good)
	c.want(shop, 1)
	c.open(other, strings.ReplaceAll(good, "user_shop", "user_zoo"))
	c.want(other, 1)

	// Nothing that the other pill hangs on, more than once.
	c.change(shop, 2, at(3, 0, 3, 0, "    # é\n"))
	c.want(shop, 2)
	c.change(shop, 3, at(3, 0, 4, 0, ""))
	c.want(shop, 3)
	// Now both have one pid file.
	c.change(other, 2, at(3, 0, 3, 0, "    process.pid_file = '/run/x.pid'\n"))
	c.want(other, 2)
	c.change(shop, 4, at(3, 0, 3, 0, "    process.pid_file = '/run/x.pid'\n"))
	c.want(shop, 4)
	c.eventually(other, 2, "3:23 duplicate-pid-file")
	// The place that the finding leads to moves, and then the finding.
	c.change(shop, 5, at(0, 0, 0, 0, "# 名\n"))
	c.await("the finding to lead to another line", func() bool {
		p := c.latest[other]
		return len(p.Diagnostics) == 1 && p.Diagnostics[0].RelatedInformation[0].Location == protocol.Location{URI: shop, Range: protocol.Range{
			Start: protocol.Position{Line: 4, Character: 23}, End: protocol.Position{Line: 4, Character: 35},
		}}
	})
	c.change(other, 3, at(0, 0, 0, 0, "# 😀\n"))
	c.want(other, 3, "4:23 duplicate-pid-file")
	// It is hidden by a comment, shown again, and gone.
	c.change(other, 4, at(4, 39, 4, 39, " # pilllint:ignore duplicate-pid-file -- both are one"))
	c.want(other, 4)
	c.change(shop, 6, at(0, 0, 0, 0, "# 名\n"))
	c.awaitFindings(shop, 6)
	c.change(other, 5, at(4, 35, 4, 200, ""))
	c.want(other, 5, "4:23 duplicate-pid-file")
	c.change(shop, 7, at(5, 24, 5, 24, "y"))
	c.awaitFindings(shop, 7)
	c.eventually(other, 5)
	// A pill that is broken says nothing, and then what it said.
	c.change(shop, 8, at(5, 24, 5, 25, "\"'\""))
	c.awaitFindings(shop, 8)
	c.change(shop, 9, at(5, 24, 5, 27, ""))
	c.awaitFindings(shop, 9)
	c.eventually(other, 5, "4:23 duplicate-pid-file")
	c.close(shop)
	c.awaitFindings(shop, noVersion)
	c.eventually(other, 5)
	c.forget()
}

// TestLoadedByAnother has a file open that defines what a pill uses, and loads it.
func TestLoadedByAnother(t *testing.T) {
	c := dial(t, dialing{folders: []string{"/w"}})
	const other uri.URI = "file:///w/production.rb"
	c.open(other, "ROOT = '/srv/shop'\nrequire_relative 'user_shop'\n")
	c.want(other, 1)
	const pill uri.URI = "file:///w/user_shop.rb"
	c.open(pill, strings.Replace(good, `"/srv/shop/`, `"#{ROOT}/`, 1))
	c.want(pill, 1)
	// What the other no longer defines, it misses at once.
	c.change(other, 2, at(0, 0, 0, 4, "BASE"))
	c.want(other, 2)
	c.eventually(pill, 1, "4:41 undefined-name")
	c.change(other, 3, at(0, 0, 0, 4, "ROOT"))
	c.want(other, 3)
	c.eventually(pill, 1)
	c.change(pill, 2, at(0, 0, 0, 0, "puts BASE\n"))
	c.eventually(pill, 2, "0:5 undefined-name")
	c.change(other, 4, at(0, 0, 0, 4, "BASE"))
	c.want(other, 4)
	c.eventually(pill, 2, "5:41 undefined-name")
}
