// Package editors_test uses pilllint in real editors, with what is shipped for
// each, or with the settings that the README tells.
package editors_test

import (
	"testing"

	"github.com/pilllint/pilllint/editors/internal/editortest"
)

func TestMain(m *testing.M) { editortest.Main(m) }
