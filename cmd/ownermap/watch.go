package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// settle is how long a change must rest before it counts: programs write a file
// in several steps.
const settle = 80 * time.Millisecond

// watched lists the files that a build depends on, globs included.
func (s *settings) watched() []string {
	var list []string
	if sources, err := s.sources(); err == nil && !s.demo {
		for _, src := range sources {
			file, _, _ := strings.Cut(src.Path, "#")
			list = append(list, file)
		}
	}
	if files, err := s.configFiles(); err == nil && !s.demo {
		list = append(list, files...)
	}
	if s.base.Brand.Logo != "" {
		list = append(list, s.base.Brand.Logo)
	}
	return slices.Concat(list, s.commentaryFiles(), s.base.Scenarios)
}

// commentaryFiles are the files and globs of the commentary.
func (s *settings) commentaryFiles() (list []string) {
	for _, c := range s.base.Commentary {
		if st, err := os.Stat(c); err == nil && st.IsDir() {
			c = filepath.Join(c, "*.md")
		}
		list = append(list, c)
	}
	return list
}

// watchFiles sends the names of the files that changed, each burst once. Folders are
// watched, because programs save by putting a new file in the old one's place.
func watchFiles(ctx context.Context, files []string) (<-chan []string, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	dirs := map[string]bool{}
	for _, f := range files {
		if dir := filepath.Dir(f); !dirs[dir] && !strings.ContainsAny(dir, "*?[") {
			dirs[dir] = true
			if err := w.Add(dir); err != nil {
				w.Close()
				return nil, err
			}
		}
	}
	changed := make(chan []string)
	go func() {
		defer w.Close()
		relay(ctx, w, files, changed)
	}()
	return changed, nil
}

func relay(ctx context.Context, w *fsnotify.Watcher, files []string, changed chan<- []string) {
	var names []string
	var rested <-chan time.Time
	var out chan<- []string
	for {
		select {
		case <-ctx.Done():
			return
		case ev, ok := <-w.Events:
			if !ok {
				return
			}
			if !ev.Has(fsnotify.Chmod) && concerns(files, ev.Name) {
				if !slices.Contains(names, ev.Name) {
					names = append(names, ev.Name)
				}
				rested, out = time.After(settle), nil
			}
		case <-rested:
			rested, out = nil, changed
		case out <- names:
			names, out = nil, nil
		case _, ok := <-w.Errors:
			if !ok {
				return
			}
		}
	}
}

// concerns reports whether a changed file is one of those, or matches a glob.
func concerns(files []string, name string) bool {
	return slices.ContainsFunc(files, func(f string) bool {
		if filepath.Clean(f) == filepath.Clean(name) {
			return true
		}
		ok, err := filepath.Match(filepath.Clean(f), filepath.Clean(name))
		return err == nil && ok
	})
}
