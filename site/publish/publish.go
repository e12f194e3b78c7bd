// Package publish brings a built site to the place where people read it.
//
//  1. A Target is a place: an object store, a folder, an SFTP server.
//  2. MakePlan compares the site's manifest with the one at the target and says
//     what is new, changed, the same and to delete, and why.
//  3. Publish applies it under a lock: assets, then pages, then index.html, then
//     deletions, then the manifest, so that no reader meets a page without its
//     assets, and a run that dies leaves the old site or the new one.
//  4. What is overwritten is kept, so that Rollback can bring back the site before.
//
// Only files that a manifest lists are ever deleted. Archived quarters are
// neither changed nor deleted.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// ManifestName is the file at the target that lists what is ours.
const ManifestName = "ownermap-manifest.json"

// Names of our own working files at the target; readers never need them.
const (
	stateDir     = ".ownermap/"
	lockName     = stateDir + "lock.json"
	pendingName  = stateDir + "pending.json"
	previousName = stateDir + "previous.json"
	previousDir  = stateDir + "previous/"
	uploadPrefix = stateDir + "upload-" // a file on its way
)

// Site is what is to be published: files by path with their SHA-256.
type Site struct {
	FS    fs.FS
	Files map[string]string
}

// Options are the choices of a publication. The zero value works.
type Options struct {
	Gzip       bool                                   // store text compressed, with Content-Encoding: gzip
	Adopt      bool                                   // take over files at the target that no manifest lists
	MaxDeletes int                                    // refuse to delete more; 0 is DefaultMaxDeletes, below 0 none at all
	Parallel   int                                    // uploads at a time; 0 is 16
	Tries      int                                    // of each request; 0 is 5
	LockWait   time.Duration                          // how long to wait for another publisher; 0 is a minute
	Owner      string                                 // named in the lock, "host:pid"
	Alive      func(owner string) (alive, known bool) // tells whether a lock's owner still runs; may be nil
	Now        func() time.Time                       // nil is time.Now
	Sleep      func(context.Context, time.Duration) error
	Progress   func(done, total int, name string) // may be nil; from one goroutine at a time
	BreakLock  bool                               // take the lock from whoever holds it
}

// DefaultMaxDeletes is the most files that one publication deletes unasked.
const DefaultMaxDeletes = 256

func (o Options) withDefaults() Options {
	if o.MaxDeletes == 0 {
		o.MaxDeletes = DefaultMaxDeletes
	}
	o.MaxDeletes = max(o.MaxDeletes, 0)
	if o.Parallel <= 0 {
		o.Parallel = 16
	}
	if o.Tries <= 0 {
		o.Tries = 5
	}
	if o.LockWait == 0 {
		o.LockWait = time.Minute
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Progress == nil {
		o.Progress = func(int, int, string) {}
	}
	return o
}

// sleep waits, or returns early with the context's error.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Error is a publication that cannot go on, with what to do.
type Error struct {
	Message, Hint string
	Err           error
}

// Error writes the message, then the cause.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Message
	}
	return e.Message + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// retry runs f until it succeeds, fails for good or the tries are used up,
// waiting 0.2, 0.4, 0.8 ... seconds between.
func retry(ctx context.Context, o Options, t Target, f func() error) error {
	wait := 200 * time.Millisecond
	for try := 1; ; try++ {
		err := f()
		if err == nil || try >= o.Tries || ctx.Err() != nil || !t.Temporary(err) {
			return err
		}
		if e := o.Sleep(ctx, wait); e != nil {
			return errors.Join(err, e)
		}
		wait *= 2
	}
}

// errorAt names the file and the target in an error.
func errorAt(t Target, what, name string, err error) error {
	if err == nil {
		return nil
	}
	if _, store := t.(*bucket); store && (what == "reading" || name == lockName) { // the first request shows what is set wrongly
		return &Error{fmt.Sprintf("%s: %s %s", t.Name(), what, name), bucketHint, err}
	}
	return fmt.Errorf("%s: %s %s: %w", t.Name(), what, name, err)
}
