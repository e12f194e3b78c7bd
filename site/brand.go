package site

import (
	"bytes"
	"fmt"
	"net/http"

	"ownermap/templates"
)

// Brand is how a site shows whose it is. The zero value is the plain look.
type Brand struct {
	Logo   []byte // a picture: PNG, JPEG, GIF, WebP or SVG, at most 1 MB
	Accent string // "#RRGGBB", in place of petrol; refused where it cannot be read
	Footer string // a sentence under every page
}

// biggestLogo is in bytes; every page shows the logo.
const biggestLogo = 1 << 20

// brand writes logo, icon and theme, and puts them into the frame.
func (w *writing) brand(site *templates.Site) error {
	b := w.opts.Brand
	if b.Footer != "" {
		site.Footer = append(templates.Rich{templates.Name(clip(b.Footer, 300)), {Text: " "}}, site.Footer...)
	}
	if b.Accent != "" {
		css, err := templates.Theme(b.Accent)
		if err != nil {
			return err
		}
		site.Theme = hashedName("assets/theme", css, ".css")
		if err := w.tree.put(site.Theme, css); err != nil {
			return err
		}
	}
	icon := templates.Icon(b.Accent)
	site.Icon = hashedName("assets/icon", icon, ".svg")
	if err := w.tree.put(site.Icon, icon); err != nil {
		return err
	}
	if len(b.Logo) == 0 {
		return nil
	}
	ext, err := logoKind(b.Logo)
	if err != nil {
		return err
	}
	site.Logo = hashedName("assets/logo", b.Logo, ext)
	return w.tree.put(site.Logo, b.Logo)
}

// logoKind tells a picture by its bytes.
func logoKind(content []byte) (ext string, err error) {
	if len(content) > biggestLogo {
		return "", fmt.Errorf("brand logo: has %d kB; at most %d kB fit on every page", len(content)>>10, biggestLogo>>10)
	}
	switch kind := http.DetectContentType(content); kind {
	case "image/png":
		return ".png", nil
	case "image/jpeg":
		return ".jpg", nil
	case "image/gif":
		return ".gif", nil
	case "image/webp":
		return ".webp", nil
	}
	if head := content[:min(len(content), 1024)]; bytes.Contains(head, []byte("<svg")) {
		return ".svg", nil
	}
	return "", fmt.Errorf("brand logo: is not a PNG, JPEG, GIF, WebP or SVG picture")
}
