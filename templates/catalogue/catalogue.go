// Package catalogue holds the words of the interface, in English and German.
//
//  1. A message has a key and takes its values by fmt's verbs; those for the page's script
//     (keys under "js.") by {0}, {1}.
//  2. [New] picks the language nearest to a BCP 47 tag; English where none is near.
//  3. A key that does not exist is an error for templates, and is shown in guillemets elsewhere, so
//     that a test on any page finds it.
//
// Sentences with findings are written where the finding is made; this is only what surrounds them.
package catalogue

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

//go:embed en.json de.json
var files embed.FS

// Catalogue is the messages of one language. It is safe for concurrent use.
type Catalogue struct {
	tag      language.Tag
	messages map[string]string
}

// Languages are the tags with a complete catalogue; the first is the fallback.
func Languages() []language.Tag { return []language.Tag{language.English, language.German} }

// New reads the catalogue nearest to a BCP 47 tag such as "de-AT"; "" is English.
func New(tag string) (*Catalogue, error) {
	want := language.English
	if tag != "" {
		parsed, err := language.Parse(tag)
		if err != nil {
			return nil, fmt.Errorf("language %q: %w", tag, err)
		}
		want = parsed
	}
	_, i, _ := language.NewMatcher(Languages()).Match(want)
	near := Languages()[i]
	b, err := files.ReadFile(near.String() + ".json")
	if err != nil {
		return nil, err
	}
	c := &Catalogue{tag: near, messages: map[string]string{}}
	if err := json.Unmarshal(b, &c.messages); err != nil {
		return nil, fmt.Errorf("catalogue %s: %w", near, err)
	}
	return c, nil
}

// Lang is the catalogue's own tag, for the lang attribute.
func (c *Catalogue) Lang() string { return c.tag.String() }

// Keys are all keys in order.
func (c *Catalogue) Keys() []string {
	keys := make([]string, 0, len(c.messages))
	for k := range c.messages {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Text is the message of a key with its arguments put in by fmt's verbs, or the key in
// guillemets where there is none.
func (c *Catalogue) Text(key string, args ...any) string {
	s, err := c.Lookup(key, args...)
	if err != nil {
		return "«" + key + "»"
	}
	return s
}

// Lookup is Text that reports a missing key.
func (c *Catalogue) Lookup(key string, args ...any) (string, error) {
	m, ok := c.messages[key]
	if !ok {
		return "", fmt.Errorf("catalogue %s has no message %q", c.tag, key)
	}
	if len(args) == 0 {
		return m, nil
	}
	return fmt.Sprintf(m, args...), nil
}

// Script is the part of the catalogue that the page's script needs: the keys under
// "js.", without the prefix.
func (c *Catalogue) Script() map[string]string {
	out := map[string]string{}
	for k, m := range c.messages {
		if name, ok := strings.CutPrefix(k, "js."); ok {
			out[name] = m
		}
	}
	return out
}
