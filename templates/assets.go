package templates

import (
	"bytes"
	"embed"
	"io/fs"
)

//go:embed css/*.css js/*.js
var assets embed.FS

// Stylesheet is all style parts in the order of their names. The caller names the file by
// its hash.
func Stylesheet() ([]byte, error) { return concat("css/*.css") }

// Script is the page's script: tables, search, frames. It has no imports, and is the same
// file with and without the chart bundle.
func Script() ([]byte, error) { return assets.ReadFile("js/app.js") }

// concat joins embedded files in the order of their names.
func concat(pattern string) ([]byte, error) {
	names, err := fs.Glob(assets, pattern)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, name := range names {
		b, err := assets.ReadFile(name)
		if err != nil {
			return nil, err
		}
		out.Write(b)
	}
	return out.Bytes(), nil
}
