package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// job is one file to read, with what the source says of it.
type job struct {
	kind  Kind // "" where the sheets tell
	path  string
	file  string // as positions name it
	sheet string // "" for every sheet of the kind
	also  []Kind // kinds that other sheets of the file may have beside its own
	asOf  Date
	size  int64
}

// expand turns sources into files: globs in name order, sources in their own.
func expand(sources []Source) ([]job, error) {
	var jobs []job
	for _, s := range sources {
		paths, sheet, err := resolve(s.Path)
		if err != nil {
			return nil, err
		}
		for _, p := range paths {
			j := job{kind: s.Kind, path: p, sheet: sheet, asOf: s.AsOf}
			if st, err := os.Stat(p); err == nil {
				j.size = st.Size()
			}
			jobs = append(jobs, j)
		}
	}
	if len(jobs) == 0 {
		return nil, &InputError{Message: "no input was given", Hint: "name a roster and a deals export: --roster FILE --deals FILE"}
	}
	nameFiles(jobs)
	takeAlong(jobs)
	return jobs, nil
}

// optional are the kinds that a report can do without. Where no source gives one,
// it is taken from the other sheets of the workbooks that are read.
var optional = []Kind{KindPartners, KindRates}

// takeAlong lets the first reading of each whole workbook take the sheets of the
// optional kinds that no source gives.
func takeAlong(jobs []job) {
	missing := slices.DeleteFunc(slices.Clone(optional), func(k Kind) bool {
		return slices.ContainsFunc(jobs, func(j job) bool { return j.kind == k })
	})
	seen := map[string]bool{}
	for i := range jobs {
		j := &jobs[i]
		if path := filepath.Clean(j.path); j.kind != "" && j.sheet == "" && !seen[path] {
			j.also, seen[path] = missing, true
		}
	}
}

// resolve takes a sheet off the path and expands a glob. A file that exists under the
// whole name is that file, whatever its name contains.
func resolve(path string) (paths []string, sheet string, err error) {
	if _, err := os.Stat(path); err == nil {
		return []string{path}, "", nil
	}
	if i := strings.LastIndexByte(path, '#'); i > 0 {
		path, sheet = path[:i], path[i+1:]
	}
	if !strings.ContainsAny(path, "*?[") {
		return []string{path}, sheet, nil
	}
	if _, err := os.Stat(path); err == nil {
		return []string{path}, sheet, nil
	}
	paths, err = filepath.Glob(path)
	if err != nil {
		return nil, "", &InputError{Message: fmt.Sprintf("%q is not a pattern that can be read", path), Hint: "use * and ? for parts of a name, as in exports/deals-*.xlsx"}
	}
	paths = slices.DeleteFunc(paths, func(p string) bool {
		base := filepath.Base(p)
		return strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".")
	})
	if len(paths) == 0 {
		return nil, "", &InputError{Message: fmt.Sprintf("no file matches %q", path), Hint: "check the folder and the pattern; relative paths start at the current folder"}
	}
	slices.Sort(paths)
	return paths, sheet, nil
}

// nameFiles gives each job the name that positions show: the file's own name, or its
// path where two files share one.
func nameFiles(jobs []job) {
	paths := map[string]map[string]bool{}
	for _, j := range jobs {
		base := filepath.Base(j.path)
		if paths[base] == nil {
			paths[base] = map[string]bool{}
		}
		paths[base][filepath.Clean(j.path)] = true
	}
	for i := range jobs {
		base := filepath.Base(jobs[i].path)
		jobs[i].file = base
		if len(paths[base]) > 1 {
			jobs[i].file = filepath.ToSlash(filepath.Clean(jobs[i].path))
		}
	}
}

// hashFile is the SHA-256 of a file in hexadecimal.
func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.CopyBuffer(h, f, make([]byte, 1<<18)); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
