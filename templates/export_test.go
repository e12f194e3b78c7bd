package templates

// RenderBlock renders one component as it stands on a page at the site's root.
func (r *Renderer) RenderBlock(b Block) (string, error) {
	set, err := r.set("")
	if err != nil {
		return "", err
	}
	html, err := execute(set, "block-"+b.block(), b)
	return string(html), err
}

// NameOf is the name of a component's template.
func NameOf(b Block) string { return b.block() }

// Sources are the templates as they are embedded.
var Sources = sources
