// Command gallery writes the mock pages with their assets into a folder, to be looked at.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"ownermap/templates"
	"ownermap/templates/internal/mock"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gallery DIR")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

func write(dir string) error {
	r, err := templates.New("en")
	if err != nil {
		return err
	}
	style, err := templates.Stylesheet()
	if err != nil {
		return err
	}
	script, err := templates.Script()
	if err != nil {
		return err
	}
	files := map[string][]byte{"style.css": style, "app.js": script}
	for _, v := range mock.Pages() {
		var b bytes.Buffer
		if err := r.Render(&b, v); err != nil {
			return err
		}
		files[templates.PathOf(v)] = b.Bytes()
	}
	for name, b := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, b, 0o644); err != nil {
			return err
		}
	}
	return nil
}
