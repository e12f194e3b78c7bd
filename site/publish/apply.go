package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Publish makes a plan, calls confirm with it (nil accepts every plan) and
// applies it under the target's lock. It returns the plan that was applied.
func Publish(ctx context.Context, t Target, s Site, o Options, confirm func(*Plan) error) (*Plan, error) {
	o = o.withDefaults()
	unlock, err := lock(ctx, t, o)
	if err != nil {
		return nil, err
	}
	defer unlock()
	p, err := MakePlan(ctx, t, s, o)
	if err != nil {
		return nil, err
	}
	if err := p.guard(o); err != nil {
		return p, err
	}
	if confirm != nil {
		if err := confirm(p); err != nil {
			return p, err
		}
	}
	if p.Empty() {
		return p, nil
	}
	return p, p.apply(ctx, t, o, func(_ context.Context, name string) ([]byte, Header, error) { return load(s, o, name) })
}

// guard refuses a plan that deletes more than was allowed.
func (p *Plan) guard(o Options) error {
	n, _ := p.Count(Deleted)
	if n <= o.MaxDeletes {
		return nil
	}
	return &Error{Message: fmt.Sprintf("%s: the plan deletes %d files, more than %d", p.Target, n, o.MaxDeletes),
		Hint: fmt.Sprintf("look at the plan with --dry-run; to go on give --max-deletes %d", n)}
}

// source gives a file's stored bytes.
type source func(ctx context.Context, name string) ([]byte, Header, error)

// apply carries the plan out, phase by phase; each phase is complete before the
// next begins.
func (p *Plan) apply(ctx context.Context, t Target, o Options, src source) error {
	if err := p.writeManifest(ctx, t, o, pendingName, p.after); err != nil {
		return err
	}
	var mu sync.Mutex
	done, total := 0, 0
	for _, s := range p.Steps {
		if s.Action != Same && s.Action != Kept {
			total++
		}
	}
	for ph := 0; ph <= 3; ph++ {
		g, gctx := errgroup.WithContext(ctx)
		g.SetLimit(o.Parallel)
		for _, s := range p.Steps {
			if order(s) != ph || s.Action == Same || s.Action == Kept {
				continue
			}
			g.Go(func() error {
				if err := p.do(gctx, t, o, s, src); err != nil {
					return err
				}
				mu.Lock()
				defer mu.Unlock()
				done++
				o.Progress(done, total, s.Name)
				return nil
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return p.finish(ctx, t, o)
}

// do sends or deletes one file, after keeping what stood there.
func (p *Plan) do(ctx context.Context, t Target, o Options, s Step, src source) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := p.keep(ctx, t, o, s.Name); err != nil {
		return errorAt(t, "keeping the earlier", s.Name, err)
	}
	if s.Action == Deleted {
		return errorAt(t, "deleting", s.Name, retry(ctx, o, t, func() error { return t.Delete(ctx, s.Name) }))
	}
	body, h, err := src(ctx, s.Name)
	if err != nil {
		return err
	}
	return errorAt(t, "writing", s.Name, retry(ctx, o, t, func() error {
		if err := t.Write(ctx, s.Name, body, h); err != nil {
			return err
		}
		return verify(ctx, t, s.Name, body)
	}))
}

// errMismatch is a file that does not stand at the target as it was sent.
var errMismatch = errors.New("the target does not hold what was sent")

// verify looks at a file that was just written.
func verify(ctx context.Context, t Target, name string, body []byte) error {
	at, err := t.Stat(ctx, name)
	if err != nil {
		return err
	}
	if at.Size != int64(len(body)) || at.MD5 != nil && !bytes.Equal(at.MD5, sumMD5(body)) {
		return fmt.Errorf("%w: %d bytes there, %d sent", errMismatch, at.Size, len(body))
	}
	return nil
}

// keep copies the published version of a file aside, under its hash, so that a
// rollback can bring it back. A copy that is there already is left alone: after
// an interruption the file itself may be the new one.
func (p *Plan) keep(ctx context.Context, t Target, o Options, name string) error {
	sum := p.before.Files[name]
	if sum == "" {
		return nil
	}
	aside := previousDir + sum
	if _, ok := p.there[aside]; ok {
		return nil
	}
	if _, ok := p.there[name]; !ok {
		return nil
	}
	return retry(ctx, o, t, func() error { return t.Copy(ctx, aside, name) })
}

// finish writes the manifest, keeps the one before and clears what a rollback
// no longer needs.
func (p *Plan) finish(ctx context.Context, t Target, o Options) error {
	if p.before.Files != nil {
		if err := p.writeManifest(ctx, t, o, previousName, p.before); err != nil {
			return err
		}
	}
	if err := p.writeManifest(ctx, t, o, ManifestName, p.after); err != nil {
		return err
	}
	if err := retry(ctx, o, t, func() error { return t.Delete(ctx, pendingName) }); err != nil {
		return errorAt(t, "deleting", pendingName, err)
	}
	return p.prune(ctx, t, o)
}

// prune deletes the kept versions that belong to neither site.
func (p *Plan) prune(ctx context.Context, t Target, o Options) error {
	needed := map[string]bool{}
	for _, sum := range p.before.Files {
		needed[previousDir+sum] = true
	}
	for name := range p.there {
		stray := strings.HasPrefix(name, uploadPrefix) || p.halfWritten(name)
		if !stray && (!strings.HasPrefix(name, previousDir) || needed[name]) {
			continue
		}
		if err := retry(ctx, o, t, func() error { return t.Delete(ctx, name) }); err != nil {
			return errorAt(t, "deleting", name, err)
		}
	}
	return nil
}

// unfinished is how a folder target names a file that it is still writing.
var unfinished = regexp.MustCompile(`^(.+)\.\d{15,}\.tmp$`)

// halfWritten recognises what a run that was killed left beside one of our files.
func (p *Plan) halfWritten(name string) bool {
	m := unfinished.FindStringSubmatch(name)
	if m == nil {
		return false
	}
	_, before := p.before.Files[m[1]]
	_, after := p.after.Files[m[1]]
	return before || after || internal(m[1])
}

func (p *Plan) writeManifest(ctx context.Context, t Target, o Options, name string, m *manifest) error {
	body, err := m.encode()
	if err != nil {
		return err
	}
	h := Header{ContentType: "application/json", CacheControl: "no-cache"}
	return errorAt(t, "writing", name, retry(ctx, o, t, func() error {
		if err := t.Write(ctx, name, body, h); err != nil {
			return err
		}
		return verify(ctx, t, name, body)
	}))
}

// Rollback brings back the site before the last publication, or, where the last
// one did not finish, the site that it was about to replace.
func Rollback(ctx context.Context, t Target, o Options, confirm func(*Plan) error) (*Plan, error) {
	o = o.withDefaults()
	unlock, err := lock(ctx, t, o)
	if err != nil {
		return nil, err
	}
	defer unlock()
	p, err := rollbackPlan(ctx, t, o)
	if err != nil {
		return nil, err
	}
	if confirm != nil {
		if err := confirm(p); err != nil {
			return p, err
		}
	}
	return p, p.apply(ctx, t, o, p.fromTarget(t))
}

func rollbackPlan(ctx context.Context, t Target, o Options) (*Plan, error) {
	now, err := readManifest(ctx, t, o, ManifestName)
	if err != nil {
		return nil, err
	}
	pending, err := readManifest(ctx, t, o, pendingName)
	if err != nil {
		return nil, err
	}
	goal, err := readManifest(ctx, t, o, previousName)
	if err != nil {
		return nil, err
	}
	if pending != nil && now != nil && !maps.Equal(pending.Files, now.Files) {
		now, goal = pending, now
	} else {
		pending = nil
	}
	if now == nil || goal == nil {
		return nil, &Error{Message: t.Name() + ": no earlier site to go back to", Hint: "only the site before the last publication is kept"}
	}
	p := &Plan{Target: t.Name(), before: now, after: goal, Resume: pending != nil}
	err = retry(ctx, o, t, func() (err error) { p.there, err = t.List(ctx); return err })
	if err != nil {
		return nil, errorAt(t, "listing", "", err)
	}
	return p, p.restore()
}

// restore decides every file of a rollback.
func (p *Plan) restore() error {
	for name, sum := range p.after.Files {
		aside, kept := p.there[previousDir+sum]
		at, exists := p.there[name]
		switch {
		case p.before.Files[name] == sum && exists && p.before.Gzip == p.after.Gzip:
			p.Steps = append(p.Steps, Step{Name: name, Action: Same, Reason: "same content", Bytes: at.Size})
		case kept:
			p.Steps = append(p.Steps, Step{Name: name, Action: Changed, Reason: "as it was", Bytes: aside.Size})
		case p.Resume && exists:
			p.Steps = append(p.Steps, Step{Name: name, Action: Same, Reason: "not yet replaced", Bytes: at.Size})
		default:
			return &Error{Message: fmt.Sprintf("%s: the earlier %s is no longer there", p.Target, name), Hint: "build that quarter again and publish it"}
		}
	}
	for name := range p.before.Files {
		if at, exists := p.there[name]; exists && p.after.Files[name] == "" {
			p.Steps = append(p.Steps, Step{Name: name, Action: Deleted, Reason: "not part of the earlier site", Bytes: at.Size})
		}
	}
	slices.SortFunc(p.Steps, func(a, b Step) int {
		if c := order(a) - order(b); c != 0 {
			return c
		}
		return strings.Compare(a.Name, b.Name)
	})
	if p.Resume { // what stands there now is a mixture; nothing of it is worth keeping
		p.before = &manifest{Files: map[string]string{}}
	}
	return nil
}

// fromTarget reads the kept versions; they are stored as they were sent.
func (p *Plan) fromTarget(t Target) source {
	return func(ctx context.Context, name string) ([]byte, Header, error) {
		body, err := t.Read(ctx, previousDir+p.after.Files[name])
		if errors.Is(err, fs.ErrNotExist) {
			err = &Error{Message: fmt.Sprintf("%s: the earlier %s is no longer there", t.Name(), name)}
		}
		return body, headerOf(name, p.after.Gzip), err
	}
}
