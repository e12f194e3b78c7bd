package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"ownermap/site"
)

// loadWords reads what the config adds to the site in words and pictures: the
// commentary, logo, accent and footer. It also checks the locale.
func (s *settings) loadWords() error {
	if _, err := language.Parse(s.locale); s.locale != "" && err != nil {
		return usageError(fmt.Errorf("locale %q: not a language", s.locale), "give one such as en-GB, en-US or de-DE")
	}
	s.brand = site.Brand{Accent: s.base.Brand.Accent, Footer: s.base.Brand.Footer}
	if logo := s.base.Brand.Logo; logo != "" {
		content, err := os.ReadFile(logo)
		if err != nil {
			return usageError(fmt.Errorf("brand logo: %w", err), "brand: logo: names a picture, relative to the config")
		}
		s.brand.Logo = content
	}
	s.comments = nil
	for _, pattern := range s.base.Commentary {
		files, err := markdownFiles(pattern)
		if err != nil {
			return usageError(fmt.Errorf("commentary: %w", err), "commentary: names Markdown files, folders or globs, relative to the config")
		}
		for _, f := range files {
			content, err := os.ReadFile(f)
			if err != nil {
				return usageError(fmt.Errorf("commentary: %w", err), "")
			}
			s.comments = append(s.comments, site.Commentary{Name: f, Source: content})
		}
	}
	return nil
}

// markdownFiles lists the files that one entry of the commentary names, sorted. A folder
// stands for the Markdown files in it; an entry without a glob must exist.
func markdownFiles(pattern string) ([]string, error) {
	if st, err := os.Stat(pattern); err == nil && st.IsDir() {
		pattern = filepath.Join(pattern, "*.md")
	} else if err != nil && !strings.ContainsAny(pattern, "*?[") {
		return nil, err
	}
	files, err := filepath.Glob(pattern)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pattern, err)
	}
	slices.Sort(files)
	return files, nil
}
