package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"ownermap/site"
)

// pagePolicy is the policy that every page of a site carries.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"

var scriptsEnd = []byte("</head>")

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

func (l *liveSite) state() (version int, news <-chan struct{}, failed error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.version, l.news, l.failed
}

const (
	scriptPath = "/_preview/live-" // then the page's version and .js
	newsPath   = "/_preview/news.js"
	stylePath  = "/_preview/style.css"
	// scriptTag goes to the end of a page's head.
	scriptTag = `<script src="%s" defer></script></head>`
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
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "GET only", http.StatusMethodNotAllowed)
		return
	}
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, scriptPath):
		h.Set("Content-Type", "text/javascript; charset=utf-8")
		fmt.Fprintf(w, liveScript, newsPath)
	case path == stylePath:
		sendStyle(w)
	case path == newsPath:
		l.tell(w, r)
	default:
		l.page(w, r)
	}
}

func sendStyle(w http.ResponseWriter) {
	style, err := site.Stylesheet()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write(style) // a reader that left is no error
}

// page serves a file of the site, or says why there is none.
func (l *liveSite) page(w http.ResponseWriter, r *http.Request) {
	version, _, failed := l.state()
	switch {
	case version == 0:
		notice(w, version, "The report is being built.", "This page reloads when it is done.", "")
	case failed != nil:
		hint := ""
		var e *exitError
		if errors.As(failed, &e) {
			hint = e.hint
		}
		notice(w, version, "The report could not be built.", failed.Error(), hint)
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
  const me = document.currentScript, version = /live-(\d+)\.js/.exec(me.src)[1];
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
	version, news, _ := l.state()
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
		notice(w, version, "There is no site.", err.Error(), "")
		return
	}
	defer root.Close()
	body, err := root.ReadFile(filepath.FromSlash(name))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if strings.HasSuffix(name, ".html") {
		body = bytes.Replace(body, scriptsEnd, fmt.Appendf(nil, scriptTag, "/"+scriptAt(version)), 1)
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
}

// scriptAt is the script's address, from the root, in a page of that version.
func scriptAt(version int) string { return fmt.Sprintf("%s%d.js", scriptPath[1:], version) }

// notice writes a page of the preview's own.
func notice(w http.ResponseWriter, version int, title, message, hint string) {
	var page bytes.Buffer
	err := site.WriteNotice(&page, site.Notice{
		Title: title, Message: printable(message), Hint: printable(hint), Style: strings.TrimPrefix(stylePath, "/"), Script: scriptAt(version),
	})
	if err != nil {
		http.Error(w, title+": "+message, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = page.WriteTo(w) // a reader that left is no error
}
