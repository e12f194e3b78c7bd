package templates

// Entry is one thing the search finds.
type Entry struct {
	Title string
	Href  string // path from the site's root
	Kind  string // "Person", "Partner", "Stage", "Finding", "Page"
	Text  string // further words: role, region, the sentence of a finding
}

// SearchIndex is the script that the search page loads on demand. It is a script and not
// JSON because a page opened from disk may load the one and not the other.
func SearchIndex(entries []Entry) ([]byte, error) {
	rows := make([][4]string, len(entries))
	for i, e := range entries {
		rows[i] = [4]string{e.Title, e.Href, e.Kind, e.Text}
	}
	js, err := scriptValue(rows)
	if err != nil {
		return nil, err
	}
	return []byte("window.ownermapIndex=" + string(js) + ";\n"), nil
}
