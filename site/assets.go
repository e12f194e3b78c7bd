package site

// assets are the files that every page loads, by path from the site's root.
type assets struct {
	style   string
	scripts []string
	live    bool // the chart bundle is there
}
