package templates

import (
	"bytes"
	"embed"
	"html"
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

// Icon is a small SVG picture for the browser's tab: three stages' bars in the accent,
// "#RRGGBB", or in petrol where it is "". Without one a browser asks the host for its own,
// outside the site's path.
func Icon(accent string) []byte {
	if accent == "" {
		accent = "#0B5D75"
	}
	return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="` + html.EscapeString(accent) + `" d="M1 2h14v3H1zm0 4.5h9v3H1zM1 11h5v3H1z"/></svg>`)
}

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
