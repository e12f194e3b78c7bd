package site

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"ownermap/templates"
)

// Reword gives the site, after Swap, other comments: the pages whose comments differ
// are written anew in their place, and nothing else is done. The warnings are those
// of the comments. After an error the site may carry some of them.
func (d *Draft) Reword(ctx context.Context, comments []Commentary) (warnings []string, err error) {
	w := d.writing
	before, asked := w.comments, maps.Clone(d.book.asked)
	now, warnings, err := d.book.commentary(comments)
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	w.ctx, w.comments, w.opts.Progress = ctx, now, nil
	w.tree = &tree{out: d.tree.out, dir: d.tree.out, files: map[string]string{}, dirs: map[string]bool{}}
	differs := map[string]bool{}
	for path := range maps.Keys(before) {
		differs[path] = !reflect.DeepEqual(before[path], now[path])
	}
	for path := range maps.Keys(now) {
		differs[path] = !reflect.DeepEqual(before[path], now[path])
	}
	if err := w.reword(differs); err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	if err := w.evidenceOf(slices.DeleteFunc(sortedKeys(d.book.asked), func(id string) bool { return asked[id] })); err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	maps.Copy(d.tree.files, w.tree.files)
	delete(d.tree.files, ManifestName)
	w.tree.files = maps.Clone(d.tree.files)
	err = w.tree.putManifest()
	d.tree.files = w.tree.files
	return warnings, err
}

// reword writes the pages of some paths.
func (w *writing) reword(paths map[string]bool) error {
	left := 0
	for _, differs := range paths {
		if differs {
			left++
		}
	}
	write := func(v templates.View) error {
		if !paths[templates.PathOf(v)] {
			return nil
		}
		left--
		return w.page(v)
	}
	for _, v := range w.main {
		if err := write(v); err != nil {
			return err
		}
	}
	w.book.put = nil // the downloads of a page are there
	for _, make := range w.detail {
		if left == 0 {
			break
		}
		if err := write(make()); err != nil {
			return err
		}
	}
	return nil
}
