package editors_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

// TestVim has somebody look through a pill and put it right in Vim, with ALE.
func TestVim(t *testing.T) {
	t.Parallel()
	home, env := editortest.Home(t)
	editortest.Copy(t, "nvim", filepath.Join(home, ".vim/pack/pilllint/start/pilllint"))
	// Debian has ALE as a package to be asked for.
	editortest.Write(t, filepath.Join(home, ".vimrc"), "packadd! ale\nfiletype plugin indent on\nsyntax on\n"+block(t, "README.md", "Vim", "vim"))
	dir, file := editortest.Pills(t), filepath.Join(t.TempDir(), "report.json")
	editortest.Write(t, filepath.Join(dir, "other.rb"), "puts 1\n")
	ruby := editortest.Findings(t, dir, "user_mailman.rb")
	script := filepath.Join(editortest.Root(t), "editors/testdata/vim/pill.vim")
	out := editortest.Run(t, dir, append(env, "REPORT="+file), "vim", "--not-a-term", "-T", "dumb", "-n", "-i", "NONE", "-S", script)
	var got struct {
		visit
		Filetype, Block, Indentexpr string
		Ruby                        []string
		Other                       string
	}
	readReport(t, file, out, &got)
	got.check(t, dir)
	if got.Filetype != "pill" || got.Block != "pillBlock" || got.Indentexpr == "" {
		t.Errorf("the type of the file is %q, the colour of a block %q, indentation %q", got.Filetype, got.Block, got.Indentexpr)
	}
	slices.Sort(got.Ruby)
	slices.Sort(ruby)
	if !slices.Equal(got.Ruby, ruby) {
		t.Errorf("findings in Ruby:\n%q\nthe command line has\n%q", got.Ruby, ruby)
	}
	if got.Other != "" {
		t.Errorf("the server runs in %s for what is no pill", got.Other)
	}
}
