package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"gocloud.dev/blob/memblob"

	"github.com/klauspost/compress/gzip"
)

// aSite makes a site of files given as name, content, name, content ...
func aSite(pairs ...string) Site {
	s := Site{Files: map[string]string{}}
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		sum := sha256.Sum256([]byte(pairs[i+1]))
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
		s.Files[pairs[i]] = hex.EncodeToString(sum[:])
	}
	s.FS = m
	return s
}

func spring() Site {
	return aSite("index.html", "spring front", "load.html", "spring load", "app.0123456789abcdef.css", "spring style", "data/report.json", `{"q":1}`)
}

func summer() Site {
	return aSite("index.html", "summer front", "load.html", "summer load", "app.fedcba9876543210.css", "summer style", "data/report.json", `{"q":1}`, "people/ana.html", "ana")
}

func inMemory() Target { return &bucket{name: "mem://test", b: memblob.OpenBucket(nil)} }

func quick() Options {
	return Options{Owner: "here:1", Parallel: 4, Sleep: func(ctx context.Context, d time.Duration) error {
		if d >= 10*time.Second { // the renewal of the lock
			<-ctx.Done()
		}
		return ctx.Err()
	}}
}

// published reads back what a reader could see: our own working files left out,
// gzip undone.
func published(t *testing.T, target Target) map[string]string {
	t.Helper()
	all, err := target.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for name := range all {
		if internal(name) {
			continue
		}
		b, err := target.Read(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if z, err := gzip.NewReader(bytes.NewReader(b)); err == nil {
			if b, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		out[name] = string(b)
	}
	return out
}

func contents(s Site) map[string]string {
	out := map[string]string{}
	for name := range s.Files {
		b, _ := fs.ReadFile(s.FS, name)
		out[name] = string(b)
	}
	return out
}

func mustPublish(t *testing.T, target Target, s Site, o Options) *Plan {
	t.Helper()
	p, err := Publish(t.Context(), target, s, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(contents(s), published(t, target)); d != "" {
		t.Fatalf("readers see another site (-want +got):\n%s", d)
	}
	return p
}

func actions(p *Plan) map[string]Action {
	out := map[string]Action{}
	for _, s := range p.Steps {
		out[s.Name] = s.Action
	}
	return out
}

// eachTarget runs a test against every kind of target there is.
func eachTarget(t *testing.T, test func(t *testing.T, open func() Target)) {
	t.Run("memory", func(t *testing.T) { m := inMemory(); test(t, func() Target { return m }) })
	t.Run("folder", func(t *testing.T) {
		dir := t.TempDir()
		test(t, func() Target { return mustOpen(t, dir) })
	})
	t.Run("sftp", func(t *testing.T) {
		url := startSFTP(t)
		test(t, func() Target { return mustOpen(t, url) })
	})
	t.Run("s3", func(t *testing.T) {
		url := startS3(t)
		test(t, func() Target { return mustOpen(t, url) })
	})
}

func mustOpen(t *testing.T, target string) Target {
	t.Helper()
	x, err := Open(t.Context(), target)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestPublishingBringsTheSiteAndOnlyWhatChanged(t *testing.T) {
	eachTarget(t, func(t *testing.T, open func() Target) {
		target := open()
		mustPublish(t, target, spring(), quick())
		p := mustPublish(t, target, spring(), quick())
		if !p.Empty() {
			t.Errorf("the second time the plan should be empty: %v", p.Steps)
		}
		p = mustPublish(t, target, summer(), quick())
		want := map[string]Action{"index.html": Changed, "load.html": Changed, "app.fedcba9876543210.css": New,
			"app.0123456789abcdef.css": Deleted, "data/report.json": Same, "people/ana.html": New}
		if d := cmp.Diff(want, actions(p)); d != "" {
			t.Error(d)
		}
		if _, err := Rollback(t.Context(), target, quick(), nil); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(contents(spring()), published(t, target)); d != "" {
			t.Errorf("rolled back to another site:\n%s", d)
		}
		if _, err := Rollback(t.Context(), target, quick(), nil); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(contents(summer()), published(t, target)); d != "" {
			t.Errorf("the rollback could not be rolled back:\n%s", d)
		}
		left, _ := target.List(t.Context())
		if _, locked := left[lockName]; locked {
			t.Error("the lock was left behind")
		}
	})
}

func TestCompressedFilesSayThatTheyAre(t *testing.T) {
	eachTarget(t, func(t *testing.T, open func() Target) {
		target := open()
		o := quick()
		o.Gzip = true
		mustPublish(t, target, spring(), o)
		if p := mustPublish(t, target, spring(), o); !p.Empty() {
			t.Error("compressed files should compare equal to themselves")
		}
		if p := mustPublish(t, target, spring(), quick()); actions(p)["index.html"] != Changed {
			t.Error("turning compression off should send the text again")
		}
	})
}

func TestAssetsComeBeforePagesAndTheFrontPageLast(t *testing.T) {
	r := &recorder{Target: inMemory()}
	o := quick()
	mustPublish(t, r, spring(), o)
	at := func(name string) int { return slices.Index(r.writes, name) }
	if !(at("app.0123456789abcdef.css") < at("load.html") && at("load.html") < at("index.html") && at("index.html") < at(ManifestName)) {
		t.Errorf("written in the order %v", r.writes)
	}
}

func TestForeignFilesAreNeitherDeletedNorOverwritten(t *testing.T) {
	target := inMemory()
	if err := target.Write(t.Context(), "notes.txt", []byte("mine"), Header{}); err != nil {
		t.Fatal(err)
	}
	if _, err := Publish(t.Context(), target, spring(), quick(), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := Publish(t.Context(), target, aSite("index.html", "x"), quick(), nil); err != nil {
		t.Fatal(err)
	}
	if got := published(t, target); got["notes.txt"] != "mine" || len(got) != 2 {
		t.Errorf("the target holds %v", got)
	}
	_, err := Publish(t.Context(), target, aSite("notes.txt", "ours"), quick(), nil)
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Hint, "--adopt") {
		t.Errorf("overwriting a foreign file gave %v", err)
	}
}

func TestAPlanThatDeletesTooMuchIsRefused(t *testing.T) {
	target := inMemory()
	mustPublish(t, target, spring(), quick())
	o := quick()
	o.MaxDeletes = 1
	_, err := Publish(t.Context(), target, aSite("index.html", "x"), o, nil)
	if err == nil || !strings.Contains(err.Error(), "deletes 3 files, more than 1") {
		t.Errorf("got %v", err)
	}
	if d := cmp.Diff(contents(spring()), published(t, target)); d != "" {
		t.Errorf("a refused plan changed the site:\n%s", d)
	}
}

func TestArchivedQuartersAreLeftAlone(t *testing.T) {
	target := inMemory()
	mustPublish(t, target, aSite("index.html", "a", "archive/2026-Q1/index.html", "as it was"), quick())
	p, err := Publish(t.Context(), target, aSite("index.html", "b", "archive/2026-Q1/index.html", "rewritten"), quick(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if actions(p)["archive/2026-Q1/index.html"] != Kept {
		t.Error(p.Steps)
	}
	if _, err = Publish(t.Context(), target, aSite("index.html", "c"), quick(), nil); err != nil {
		t.Fatal(err)
	}
	if got := published(t, target)["archive/2026-Q1/index.html"]; got != "as it was" {
		t.Errorf("the archive says %q", got)
	}
}

func TestASecondPublisherWaitsAndThenGivesUp(t *testing.T) {
	target := inMemory()
	o := quick()
	unlock, err := lock(t.Context(), target, o.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	o.LockWait = -1
	_, err = Publish(t.Context(), target, spring(), o, nil)
	if err == nil || !strings.Contains(err.Error(), "here:1 is publishing there") {
		t.Errorf("got %v", err)
	}
	o.Alive = func(string) (bool, bool) { return false, true }
	mustPublish(t, target, spring(), o)
	unlock()
}

// faulty fails a request of one kind, the nth time and as often as it says.
type faulty struct {
	Target
	mu    sync.Mutex
	on    func(op, name string) error
	calls []string
}

func (f *faulty) hit(op, name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, op+" "+name)
	return f.on(op, name)
}

func (f *faulty) Write(ctx context.Context, name string, body []byte, h Header) error {
	if err := f.hit("write", name); err != nil {
		return err
	}
	return f.Target.Write(ctx, name, body, h)
}

func (f *faulty) Delete(ctx context.Context, name string) error {
	if err := f.hit("delete", name); err != nil {
		return err
	}
	return f.Target.Delete(ctx, name)
}

func (f *faulty) Copy(ctx context.Context, dst, src string) error {
	if err := f.hit("copy", src); err != nil {
		return err
	}
	return f.Target.Copy(ctx, dst, src)
}

type recorder struct {
	Target
	mu     sync.Mutex
	writes []string
}

func (r *recorder) Write(ctx context.Context, name string, body []byte, h Header) error {
	r.mu.Lock()
	r.writes = append(r.writes, name)
	r.mu.Unlock()
	return r.Target.Write(ctx, name, body, h)
}

// Whatever request fails for good, every page that readers can open finds its
// stylesheet, and the next run completes the site.
func TestWhereverAPublicationDiesReadersSeeAWholeSiteAndTheNextRunCompletesIt(t *testing.T) {
	for n := range 24 {
		inner := inMemory()
		mustPublish(t, inner, spring(), quick())
		count := 0
		dead := errors.New("the connection is gone")
		f := &faulty{Target: inner, on: func(op, name string) error {
			if count++; count > n {
				return dead
			}
			return nil
		}}
		o := quick()
		o.Parallel, o.Tries = 1, 1
		_, err := Publish(t.Context(), f, summer(), o, nil)
		finished := err == nil
		if err != nil && !errors.Is(err, dead) {
			t.Fatal(err)
		}
		if !finished {
			if _, err := inner.Read(t.Context(), lockName); err == nil { // the process died with the lock
				o.BreakLock = true
			}
			wholeFor(t, n, published(t, inner))
			if n%2 == 1 {
				o := quick()
				o.BreakLock = true
				if _, err := Rollback(t.Context(), inner, o, nil); err == nil {
					if d := cmp.Diff(contents(spring()), published(t, inner)); d != "" {
						t.Fatalf("dead after %d requests: the rollback gave\n%s", n, d)
					}
				}
			}
		}
		o = quick()
		o.BreakLock = true
		mustPublish(t, inner, summer(), o)
	}
}

// wholeFor checks that each page is the old or the new one and has its style.
func wholeFor(t *testing.T, n int, site map[string]string) {
	t.Helper()
	style := map[string]string{"spring": "app.0123456789abcdef.css", "summer": "app.fedcba9876543210.css"}
	for _, page := range []string{"index.html", "load.html"} {
		season, _, _ := strings.Cut(site[page], " ")
		if site[style[season]] == "" && page == "index.html" {
			t.Errorf("dead after %d requests: %s is of %q without its style in %v", n, page, season, slices.Sorted(maps.Keys(site)))
		}
	}
}

func TestARequestThatFailsForAWhileIsTriedAgain(t *testing.T) {
	failures := map[string]int{}
	f := &faulty{Target: inMemory(), on: func(op, name string) error {
		if failures[name]++; failures[name] <= 2 {
			return fmt.Errorf("503 slow down")
		}
		return nil
	}}
	mustPublish(t, f, spring(), quick())
}

func TestAFullDiskIsNotTriedAgain(t *testing.T) {
	tries := 0
	f := &faulty{Target: inMemory(), on: func(op, name string) error {
		if name == "load.html" {
			tries++
			return &fs.PathError{Op: "write", Path: name, Err: syscall.ENOSPC}
		}
		return nil
	}}
	_, err := Publish(t.Context(), f, spring(), quick(), nil)
	if !errors.Is(err, syscall.ENOSPC) || tries != 1 {
		t.Errorf("tried %d times: %v", tries, err)
	}
}

func TestASecondRunSendsOnlyWhatTheFirstDidNot(t *testing.T) {
	inner := inMemory()
	f := &faulty{Target: inner, on: func(op, name string) error {
		if name == "index.html" {
			return syscall.ENOSPC
		}
		return nil
	}}
	if _, err := Publish(t.Context(), f, spring(), quick(), nil); err == nil {
		t.Fatal("should have failed")
	}
	p := mustPublish(t, inner, spring(), quick())
	if !p.Resume || actions(p)["load.html"] != Same || actions(p)["index.html"] != New {
		t.Errorf("resume=%v, %v", p.Resume, p.Steps)
	}
}

func TestHeaders(t *testing.T) {
	for name, want := range map[string]Header{
		"app.0123456789abcdef.css": {"text/css; charset=utf-8", "gzip", "public, max-age=31536000, immutable"},
		"people/ana.html":          {"text/html; charset=utf-8", "gzip", "public, max-age=60"},
		"data/report.xlsx":         {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "", "public, max-age=60"},
	} {
		if got := headerOf(name, true); got != want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestATargetThatCannotBeIsRefusedWithAHint(t *testing.T) {
	for _, target := range []string{"ftp://host/x", "sftp://u:secret@host/x"} {
		_, err := Open(t.Context(), target)
		var e *Error
		if !errors.As(err, &e) || e.Hint == "" || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: got %v", target, err)
		}
	}
}
