package publish

import (
	"bytes"
	"crypto/md5"
	"path"
	"regexp"
	"strings"

	"github.com/klauspost/compress/gzip"
)

func sumMD5(b []byte) []byte { s := md5.Sum(b); return s[:] }

// contentTypes are the types a site holds; a static host must not guess them.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".csv": "text/csv; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
	".md": "text/plain; charset=utf-8", ".yaml": "text/plain; charset=utf-8", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
	".webp": "image/webp", ".ico": "image/x-icon", ".pdf": "application/pdf",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".eml": "message/rfc822",
}

var hashed = regexp.MustCompile(`\.[0-9a-f]{8,64}\.`)

// headerOf says what the web server should answer with: names that carry a
// hash never change and may be kept for a year, pages a minute.
func headerOf(name string, compress bool) Header {
	h := Header{ContentType: contentTypes[strings.ToLower(path.Ext(name))], CacheControl: "public, max-age=60"}
	if h.ContentType == "" {
		h.ContentType = "application/octet-stream"
	}
	if hashed.MatchString(path.Base(name)) {
		h.CacheControl = "public, max-age=31536000, immutable"
	}
	if compress && compressible(h.ContentType) {
		h.ContentEncoding = "gzip"
	}
	return h
}

func compressible(contentType string) bool {
	return strings.HasPrefix(contentType, "text/") || contentType == "application/json" || contentType == "image/svg+xml"
}

// stored is what is written to the target for a file: the bytes, compressed
// where the header says so. The same input gives the same bytes.
func stored(body []byte, h Header) ([]byte, error) {
	if h.ContentEncoding != "gzip" {
		return body, nil
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.DefaultCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// phase orders uploads: assets and data, pages, the front page.
func phase(name string) int {
	switch {
	case name == "index.html":
		return 2
	case path.Ext(name) == ".html":
		return 1
	}
	return 0
}

// archived reports whether a file belongs to a quarter that is kept as it was.
func archived(name string) bool {
	return strings.HasPrefix(name, "archive/") && strings.Count(name, "/") > 1
}
