package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// ManifestName is the file that lists what a build wrote: only files that it
// lists are ever removed from a site's folder.
const ManifestName = "ownermap-manifest.json"

// Manifest lists the files of a site by path (slashes) with their SHA-256.
type Manifest struct {
	Schema string            `json:"schema"`
	Files  map[string]string `json:"files"`
}

// ReadManifest reads the manifest of a folder; a folder without one has none of
// our files.
func ReadManifest(dir string) (*Manifest, error) {
	b, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return &Manifest{}, nil
	}
	if err != nil {
		return nil, err
	}
	m := &Manifest{}
	if err := json.Unmarshal(b, m); err != nil {
		return nil, fmt.Errorf("%s: not a manifest that this program wrote: %w", filepath.Join(dir, ManifestName), err)
	}
	return m, nil
}

// tree is a site under construction in a fresh folder beside its place. Files
// may be put from several goroutines.
type tree struct {
	out, dir string

	mu    sync.Mutex
	files map[string]string // path -> SHA-256
	dirs  map[string]bool
	bytes int64
}

// newTree makes the fresh folder. A symbolic link as out is followed.
func newTree(out string) (*tree, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return nil, err
	}
	if real, err := filepath.EvalSymlinks(out); err == nil {
		out = real
	}
	if st, err := os.Stat(out); err == nil && !st.IsDir() {
		return nil, fmt.Errorf("%s: is a file, not a folder", out)
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o777); err != nil {
		return nil, err
	}
	dir, err := freshDir(out, "new")
	if err != nil {
		return nil, err
	}
	return &tree{out: out, dir: dir, files: map[string]string{}, dirs: map[string]bool{}}, nil
}

// freshDir makes a hidden folder beside out that did not exist.
func freshDir(out, what string) (string, error) {
	for i := 0; ; i++ {
		dir := filepath.Join(filepath.Dir(out), fmt.Sprintf(".%s.%s%d", filepath.Base(out), what, i))
		err := os.Mkdir(dir, 0o777)
		if err == nil || !errors.Is(err, fs.ErrExist) || i > 1000 {
			return dir, err
		}
	}
}

// put writes one file of the site.
func (t *tree) put(name string, content []byte) error {
	if !fs.ValidPath(name) {
		return fmt.Errorf("site: %q is not a path of the site", name)
	}
	sum := sha256.Sum256(content)
	t.mu.Lock()
	_, twice := t.files[name]
	t.files[name] = hex.EncodeToString(sum[:])
	t.bytes += int64(len(content))
	parent := path.Dir(name)
	known := t.dirs[parent]
	t.dirs[parent] = true
	t.mu.Unlock()
	if twice {
		return fmt.Errorf("site: %s was written twice", name)
	}
	full := filepath.Join(t.dir, filepath.FromSlash(name))
	if !known || parent == "." {
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			return err
		}
	}
	err := os.WriteFile(full, content, 0o666)
	if errors.Is(err, fs.ErrNotExist) { // another goroutine is about to make the folder
		if err = os.MkdirAll(filepath.Dir(full), 0o777); err == nil {
			err = os.WriteFile(full, content, 0o666)
		}
	}
	return err
}

// abandon removes the fresh folder; the last site stays as it was.
func (t *tree) abandon() { os.RemoveAll(t.dir) }

// swap puts the fresh folder in its place. Files in the old one that no
// manifest lists are carried over; where one stands in the way of a file of
// the site, nothing is changed and an error names it.
func (t *tree) swap() error {
	if _, err := os.Stat(t.out); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(t.dir, t.out)
	}
	old, err := ReadManifest(t.out)
	if err != nil {
		return err
	}
	foreign, err := foreignIn(t.out, old)
	if err != nil {
		return err
	}
	if err := t.conflict(foreign); err != nil {
		return err
	}
	return t.exchange(foreign)
}

func (t *tree) putManifest() error {
	b, err := json.MarshalIndent(Manifest{Schema: "ownermap.manifest/1", Files: t.files}, "", " ")
	if err != nil {
		return err
	}
	return t.put(ManifestName, append(b, '\n'))
}

// conflict names the first foreign file that stands where the site needs one.
func (t *tree) conflict(foreign []string) error {
	for _, f := range foreign {
		if _, ours := t.files[f]; ours || t.dirs[f] {
			return fmt.Errorf("%s: is not a file that this program wrote and stands in the way of the site; remove it or choose another folder",
				filepath.Join(t.out, filepath.FromSlash(f)))
		}
	}
	return nil
}

// exchange renames old away and new into place, moves the foreign entries over
// and then removes what is left of the old site. A step that fails is undone.
func (t *tree) exchange(foreign []string) error {
	aside, err := freshDir(t.out, "old")
	if err != nil {
		return err
	}
	if err := os.Remove(aside); err != nil {
		return err
	}
	if err := os.Rename(t.out, aside); err != nil {
		return fmt.Errorf("the last site could not be moved aside: %w", err)
	}
	if err := os.Rename(t.dir, t.out); err != nil {
		return errors.Join(err, os.Rename(aside, t.out))
	}
	for i, f := range foreign {
		if err := move(aside, t.out, f); err != nil {
			return errors.Join(err, t.undo(aside, foreign[:i]))
		}
	}
	return os.RemoveAll(aside)
}

func (t *tree) undo(aside string, moved []string) error {
	var errs []error
	for _, f := range moved {
		errs = append(errs, move(t.out, aside, f))
	}
	errs = append(errs, os.Rename(t.out, t.dir), os.Rename(aside, t.out))
	return errors.Join(errs...)
}

func move(from, to, name string) error {
	name = filepath.FromSlash(name)
	if err := os.MkdirAll(filepath.Dir(filepath.Join(to, name)), 0o777); err != nil {
		return err
	}
	return os.Rename(filepath.Join(from, name), filepath.Join(to, name))
}

// foreignIn lists what in dir the manifest does not: a folder without any of
// our files stands for all that is in it. Sorted.
func foreignIn(dir string, m *Manifest) ([]string, error) {
	ours := map[string]bool{ManifestName: len(m.Files) > 0}
	for f := range m.Files {
		for ; f != "."; f = path.Dir(f) {
			ours[f] = true
		}
	}
	var out []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || p == dir {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		if name := filepath.ToSlash(rel); !ours[name] {
			out = append(out, name)
			if d.IsDir() {
				return filepath.SkipDir
			}
		}
		return nil
	})
	slices.SortFunc(out, strings.Compare)
	return out, err
}
