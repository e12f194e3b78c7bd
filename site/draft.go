package site

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"ownermap/templates"
)

// Draft is a finished site beside its place. Swap or Abandon ends it.
type Draft struct {
	tree     *tree
	book     *book
	warnings []string
	writing  *writing
}

// Files lists the paths of the site's files in order, its manifest included.
func (d *Draft) Files() []string { return slices.Sorted(maps.Keys(d.tree.files)) }

// FS gives the files as they will stand.
func (d *Draft) FS() fs.FS { return os.DirFS(d.tree.dir) }

// Swap puts the site in its place. Where that cannot be done the last site stays
// as it was, and the draft is gone.
func (d *Draft) Swap() (*Result, error) {
	if err := d.tree.swap(); err != nil {
		d.Abandon()
		return nil, fmt.Errorf("site: %w", err)
	}
	return &Result{Files: len(d.tree.files), Bytes: d.tree.bytes, Index: filepath.Join(d.tree.out, "index.html"), Warnings: d.warnings}, nil
}

// Abandon removes the draft; the last site stays as it was.
func (d *Draft) Abandon() { d.tree.abandon() }

// Vocabulary is the text of the site that does not come from the data: scripts
// and styles, the words of the interface, and the messages of the pages as they
// stand before names and figures are put in.
func (d *Draft) Vocabulary() ([]string, error) {
	var out []string
	for _, name := range d.Files() {
		if ok, _ := filepath.Match("assets/*", name); !ok {
			continue
		}
		content, err := fs.ReadFile(d.FS(), name)
		if err != nil {
			return nil, err
		}
		out = append(out, string(content))
	}
	words, err := templates.Vocabulary(d.book.words.tag.String())
	if err != nil {
		return nil, err
	}
	return slices.Concat(out, words, d.book.words.said()), nil
}
