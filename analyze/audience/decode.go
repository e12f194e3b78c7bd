package audience

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Limits of what one file may unfold to.
const (
	maxDepth = 4
	maxPart  = 256 << 20
)

// ErrOpaque is returned for a file whose text a scan cannot read.
var ErrOpaque = errors.New("its text cannot be read by a scan")

// file reads one file by its bytes: an archive part by part, a mail part by
// part, everything else as text in each of its decoded forms.
func (c *scan) file(name string, content []byte, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("%s: nested more than %d deep", name, maxDepth)
	}
	switch {
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return c.archive(name, content, depth)
	case bytes.HasPrefix(content, []byte{0x1f, 0x8b}):
		return c.packed(name, content, depth)
	case bytes.HasPrefix(content, []byte("%PDF-")):
		return fmt.Errorf("%s: %w", name, ErrOpaque)
	case strings.EqualFold(path.Ext(name), ".eml"):
		return c.mail(name, content, depth)
	}
	text := string(content)
	for _, view := range views(text) {
		c.text(name, view)
	}
	return c.dataURLs(name, text, depth)
}

func (c *scan) archive(name string, content []byte, depth int) error {
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, f := range r.File {
		part := name + "!" + f.Name
		c.text(part+" (its name)", f.Name)
		body, err := f.Open()
		if err != nil {
			return fmt.Errorf("%s: %w", part, err)
		}
		err = c.stream(part, body, depth)
		body.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *scan) packed(name string, content []byte, depth int) error {
	r, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return c.stream(strings.TrimSuffix(name, ".gz"), r, depth)
}

func (c *scan) stream(name string, r io.Reader, depth int) error {
	b, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", name, err)
	case len(b) > maxPart:
		return fmt.Errorf("%s: more than %d MB", name, maxPart>>20)
	}
	return c.file(name, b, depth+1)
}

// mail reads a message: its raw bytes, its headers, each part decoded.
func (c *scan) mail(name string, content []byte, depth int) error {
	c.text(name, string(content))
	m, err := mail.ReadMessage(bytes.NewReader(content))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return c.entity(name, map[string][]string(m.Header), m.Body, depth)
}

func (c *scan) entity(name string, header map[string][]string, body io.Reader, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("%s: nested more than %d deep", name, maxDepth)
	}
	words := new(mime.WordDecoder)
	for _, list := range header {
		for _, v := range list {
			if text, err := words.DecodeHeader(v); err == nil {
				c.text(name, text)
			}
		}
	}
	get := func(k string) string { return strings.Join(header[k], " ") }
	kind, params, err := mime.ParseMediaType(get("Content-Type"))
	if err != nil {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") {
		return c.parts(name, multipart.NewReader(body, params["boundary"]), depth)
	}
	switch strings.ToLower(strings.TrimSpace(get("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	part := name + "!" + kind
	if kind == "message/rfc822" {
		part += ".eml"
	}
	return c.stream(part, body, depth)
}

func (c *scan) parts(name string, r *multipart.Reader, depth int) error {
	for {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := c.entity(name, map[string][]string(p.Header), p, depth+1); err != nil {
			return err
		}
	}
}

var dataURL = regexp.MustCompile(`data:[a-zA-Z0-9/+.-]*;base64,([A-Za-z0-9+/]+=*)`)

func (c *scan) dataURLs(name, text string, depth int) error {
	for _, m := range dataURL.FindAllStringSubmatch(text, -1) {
		if b, err := base64.StdEncoding.DecodeString(m[1]); err == nil {
			if err := c.file(name+"!data", b, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

var tag = regexp.MustCompile(`<[^>]*>`)

// views are the readings of a text: as it stands, without tags, and with the
// escapes of HTML or XML, of JSON or scripts, and of URLs undone, also one in
// another. Equal readings are listed once.
func views(text string) []string {
	out := []string{text}
	add := func(v string) {
		for _, have := range out {
			if have == v {
				return
			}
		}
		out = append(out, v)
	}
	if strings.Contains(text, "<") {
		add(html.UnescapeString(tag.ReplaceAllString(text, " ")))
	}
	if strings.Contains(text, "&") {
		add(html.UnescapeString(text))
	}
	for _, v := range out {
		if strings.Contains(v, `\`) {
			plain := unescape(v)
			add(plain)
			if strings.Contains(plain, "&") {
				add(html.UnescapeString(plain))
			}
			if strings.Contains(plain, "<") {
				add(html.UnescapeString(tag.ReplaceAllString(plain, " ")))
			}
		}
	}
	for _, v := range out {
		if strings.Contains(v, "%") {
			add(percent(v))
		}
	}
	return out
}

var escape = regexp.MustCompile(`\\(?:u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*|x[0-9a-fA-F]{2}|.)`)

// unescape undoes the backslashes of JSON and scripts.
func unescape(text string) string {
	return escape.ReplaceAllStringFunc(text, func(m string) string {
		switch m[1] {
		case 'u':
			if len(m) < 6 {
				return " "
			}
			var units []uint16
			for _, hex := range strings.Split(m, `\u`)[1:] {
				n, _ := strconv.ParseUint(hex, 16, 16)
				units = append(units, uint16(n))
			}
			return string(utf16.Decode(units))
		case 'x':
			if n, err := strconv.ParseUint(m[2:], 16, 8); err == nil {
				return string(rune(n))
			}
			return " "
		case 'n', 't', 'r', 'b', 'f', 'v':
			return " "
		}
		return m[1:]
	})
}

var percents = regexp.MustCompile(`(?:%[0-9a-fA-F]{2})+`)

// percent undoes the escapes of URLs, where they are such.
func percent(text string) string {
	return percents.ReplaceAllStringFunc(text, func(m string) string {
		if v, err := url.PathUnescape(m); err == nil {
			return v
		}
		return m
	})
}
