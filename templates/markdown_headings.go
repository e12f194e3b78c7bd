package templates

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// lower moves headings under the section's own: the first level in use becomes h3, and no
// level is skipped going down.
type lower struct{}

// Transform implements parser.ASTTransformer.
func (lower) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	last, from := 2, 0
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok {
			continue
		}
		if from == 0 || h.Level < from {
			from = h.Level
		}
		h.Level = min(3+h.Level-from, last+1, 6)
		last = h.Level
	}
}
