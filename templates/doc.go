// Package templates turns view values into HTML, and nothing else.
//
//  1. A view value is a plain struct: text that is formatted already, positions as shares of
//     1, links as paths from the site's root. It knows HTML, not partners, deals or stages.
//  2. Components ([Strip], [Matrix], [Table], [Chart] ...) are blocks; a [Section] is a
//     heading with blocks; a page struct names its sections and has one template and one
//     style part of its own.
//  3. [Renderer.Render] writes a page to a buffer first, so that a failed page writes nothing. Links get the prefix
//     of the page's depth, so that every page works on file:// and below any path.
//  4. [Stylesheet] and [Script] are the assets; the words of the interface are in package catalogue.
//  5. [Markdown] renders prose; its output is sanitised and free of style attributes.
//
// The package imports none of ours but its own catalogue.
package templates
