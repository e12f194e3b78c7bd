package templates

import (
	"io/fs"

	"ownermap/templates/catalogue"
)

// Vocabulary is the text that pages have apart from their values: the templates as they stand and
// every message of the language's catalogue. A search for names in finished pages needs it, as what is
// written here cannot be told from data.
func Vocabulary(lang string) ([]string, error) {
	words, err := catalogue.New(lang)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, key := range words.Keys() {
		text, err := words.Lookup(key)
		if err != nil {
			return nil, err
		}
		out = append(out, key, text)
	}
	names, err := fs.Glob(sources, "html/*.html")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		src, err := sources.ReadFile(name)
		if err != nil {
			return nil, err
		}
		out = append(out, string(src))
	}
	return out, nil
}
