package main

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// pagePolicy is the policy that every page of a site carries.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"

// liveSite serves a site whose open pages reload when it changes. The policy
// lets a page connect to nothing, so news comes as a script that the server
// holds back until there is some.
type liveSite struct {
	dir string

	mu      sync.Mutex
	version int
	failed  error
	news    chan struct{} // closed at the next version
}

func newLiveSite(dir string) *liveSite { return &liveSite{dir: dir, news: make(chan struct{})} }

// update wakes the open pages; err is why there is no new site.
func (l *liveSite) update(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.version++
	l.failed = err
	close(l.news)
	l.news = make(chan struct{})
}

func (l *liveSite) state() (version int, failed error, news <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.version, l.failed, l.news
}

const (
	scriptPath = "/_preview/live.js"
	newsPath   = "/_preview/news.js"
	// patience is how long a page waits for news before it asks again.
	patience = 25 * time.Second
)

func (l *liveSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !isLoopback(r.Host) {
		http.Error(w, "the preview answers to this machine only", http.StatusForbidden)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	version, failed, _ := l.state()
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "GET only", http.StatusMethodNotAllowed)
	case r.URL.Path == scriptPath:
		h.Set("Content-Type", "text/javascript; charset=utf-8")
		fmt.Fprintf(w, liveScript, newsPath)
	case r.URL.Path == newsPath:
		l.tell(w, r)
	case version == 0:
		writePage(w, http.StatusOK, version, "Building", "The first build is under way.", "This page reloads when it is done.")
	case failed != nil:
		hint := ""
		var e *exitError
		if errors.As(failed, &e) {
			hint = e.hint
		}
		writePage(w, http.StatusOK, version, "The report could not be built", failed.Error(), hint)
	default:
		l.file(w, r, version)
	}
}

// isLoopback refuses the names that another site could give this address.
func isLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// liveScript asks for news and runs what it gets.
const liveScript = `(() => {
  const me = document.currentScript, version = new URL(me.src).searchParams.get('v');
  const ask = () => {
    const s = document.createElement('script');
    s.src = '%s?v=' + version + '&t=' + performance.now();
    s.onload = () => { s.remove(); ask(); };
    s.onerror = () => { s.remove(); setTimeout(ask, 1000); };
    document.head.append(s);
  };
  addEventListener('load', () => setTimeout(ask, 0));
})();
`

// tell answers when there is a newer version than the page's, or after a while
// with nothing.
func (l *liveSite) tell(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	version, _, news := l.state()
	if r.URL.Query().Get("v") == strconv.Itoa(version) {
		select {
		case <-news:
		case <-r.Context().Done():
			return
		case <-time.After(patience):
			fmt.Fprintln(w, "// no news")
			return
		}
	}
	fmt.Fprintln(w, "location.reload();")
}

// file serves one file of the site; a page gets the script added.
func (l *liveSite) file(w http.ResponseWriter, r *http.Request, version int) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	root, err := os.OpenRoot(l.dir)
	if err != nil {
		writePage(w, http.StatusInternalServerError, version, "There is no site", err.Error(), "")
		return
	}
	defer root.Close()
	body, err := root.ReadFile(filepath.FromSlash(name))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if strings.HasSuffix(name, ".html") {
		body = bytes.Replace(body, []byte("</head>"), []byte(scriptTag(version)+"</head>"), 1)
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
}

func scriptTag(version int) string {
	return fmt.Sprintf(`<script src="%s?v=%d" defer></script>`, scriptPath, version)
}

// writePage writes a page of the preview's own.
func writePage(w http.ResponseWriter, status, version int, title, message, hint string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%[1]s</title>%[2]s</head>\n"+
		"<body><h1>%[1]s</h1>\n<p>%[3]s</p>\n<p>%[4]s</p>\n</body></html>\n",
		html.EscapeString(title), scriptTag(version), html.EscapeString(printable(message)), html.EscapeString(printable(hint)))
}
