package publish

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
)

// Action is what happens to one file.
type Action string

// Actions of a plan. Kept files are archived quarters that a publication leaves alone.
const (
	New     Action = "new"
	Changed Action = "changed"
	Same    Action = "same"
	Kept    Action = "kept"
	Deleted Action = "delete"
)

// Step is one file of a plan. Bytes is the size of what is sent, or of what is
// deleted.
type Step struct {
	Name   string
	Action Action
	Reason string
	Bytes  int64
}

// Plan is what a publication would do, in the order in which it would.
type Plan struct {
	Target string
	Steps  []Step
	Resume bool // an earlier publication did not finish

	before, after *manifest
	there         map[string]Object
}

// Count returns how many files an action touches, and their bytes.
func (p *Plan) Count(a Action) (files int, bytes int64) {
	for _, s := range p.Steps {
		if s.Action == a {
			files++
			bytes += s.Bytes
		}
	}
	return files, bytes
}

// Empty reports whether the target already holds the site.
func (p *Plan) Empty() bool {
	return !p.Resume && !slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Action != Same && s.Action != Kept })
}

// manifest is ownermap-manifest.json as it stands at a target.
type manifest struct {
	Schema string            `json:"schema"`
	Gzip   bool              `json:"gzip,omitempty"`
	Files  map[string]string `json:"files"`
}

func (m *manifest) encode() ([]byte, error) {
	m.Schema = "ownermap.manifest/1"
	return json.MarshalIndent(m, "", " ")
}

// readManifest reads a manifest at the target; a missing one is nil.
func readManifest(ctx context.Context, t Target, o Options, name string) (*manifest, error) {
	var body []byte
	err := retry(ctx, o, t, func() (err error) { body, err = t.Read(ctx, name); return err })
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, errorAt(t, "reading", name, err)
	}
	m := &manifest{}
	if err := json.Unmarshal(body, m); err != nil {
		return nil, &Error{Message: fmt.Sprintf("%s: %s is damaged", t.Name(), name), Err: err,
			Hint: "delete that file at the target and publish with --adopt to write it anew"}
	}
	return m, nil
}

// MakePlan compares the site with the target. Nothing is changed.
func MakePlan(ctx context.Context, t Target, s Site, o Options) (*Plan, error) {
	o = o.withDefaults()
	p := &Plan{Target: t.Name()}
	var err error
	if p.before, err = readManifest(ctx, t, o, ManifestName); err != nil {
		return nil, err
	}
	pending, err := readManifest(ctx, t, o, pendingName)
	if err != nil {
		return nil, err
	}
	err = retry(ctx, o, t, func() (err error) { p.there, err = t.List(ctx); return err })
	if err != nil {
		return nil, errorAt(t, "listing", "", err)
	}
	known := map[string]string{}
	if p.before == nil {
		p.before = &manifest{}
	}
	maps.Copy(known, p.before.Files)
	if pending != nil {
		p.Resume = true
		for name := range pending.Files {
			if _, ok := known[name]; !ok {
				known[name] = ""
			}
		}
	}
	p.after = &manifest{Gzip: o.Gzip, Files: map[string]string{}}
	return p, p.fill(ctx, t, s, o, known)
}

// fill decides every file. known maps our files at the target to their hash, ""
// for those of an unfinished publication.
func (p *Plan) fill(ctx context.Context, t Target, s Site, o Options, known map[string]string) error {
	for name, sum := range s.Files {
		step, err := p.decide(t, s, o, known, name, sum)
		if err != nil {
			return err
		}
		if p.Resume && (step.Action == New || step.Action == Changed) {
			if done, err := p.arrived(ctx, t, s, o, name); err != nil {
				return err
			} else if done {
				step.Action, step.Reason = Same, "sent by the publication that did not finish"
			}
		}
		if step.Action == Kept {
			sum = known[name]
		}
		p.after.Files[name] = sum
		p.Steps = append(p.Steps, step)
	}
	for name := range known {
		if _, ok := s.Files[name]; ok {
			continue
		}
		if archived(name) {
			p.after.Files[name] = known[name]
			p.Steps = append(p.Steps, Step{Name: name, Action: Kept, Reason: "an archived quarter"})
			continue
		}
		if at, ok := p.there[name]; ok {
			p.Steps = append(p.Steps, Step{Name: name, Action: Deleted, Reason: "no longer part of the site", Bytes: at.Size})
		}
	}
	slices.SortFunc(p.Steps, func(a, b Step) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.Name, b.Name))
	})
	return nil
}

// order puts deletions behind everything that is sent.
func order(s Step) int {
	if s.Action == Deleted {
		return 3
	}
	return phase(s.Name)
}

func (p *Plan) decide(t Target, s Site, o Options, known map[string]string, name, sum string) (Step, error) {
	if internal(name) {
		return Step{}, &Error{Message: fmt.Sprintf("the site has a file %s, a name that publishing keeps for itself", name)}
	}
	info, err := fs.Stat(s.FS, name)
	if err != nil {
		return Step{}, &Error{Message: "the site is not whole", Hint: "build it again", Err: err}
	}
	step := Step{Name: name, Bytes: info.Size()}
	was, ours := known[name]
	_, exists := p.there[name]
	switch {
	case !ours && !exists:
		step.Action, step.Reason = New, "not at the target"
	case !ours && !o.Adopt:
		return Step{}, &Error{Message: fmt.Sprintf("%s: %s is there already and is not ours", t.Name(), name),
			Hint: "publish to an empty place, or give --adopt to overwrite it"}
	case !ours:
		step.Action, step.Reason = Changed, "taken over"
	case archived(name) && was != "" && exists:
		step.Action, step.Reason = Kept, "an archived quarter"
	case !exists:
		step.Action, step.Reason = New, "missing at the target"
	case was != sum:
		step.Action, step.Reason = Changed, "other content"
	case p.before.Gzip != o.Gzip && compressible(headerOf(name, true).ContentType):
		step.Action, step.Reason = Changed, "other compression"
	default:
		step.Action, step.Reason = Same, "same content"
	}
	return step, nil
}

// arrived reports whether the bytes at the target are already those of the site.
func (p *Plan) arrived(ctx context.Context, t Target, s Site, o Options, name string) (bool, error) {
	at, ok := p.there[name]
	if !ok {
		return false, nil
	}
	body, _, err := load(s, o, name)
	if err != nil {
		return false, err
	}
	if int64(len(body)) != at.Size {
		return false, nil
	}
	if at.MD5 != nil {
		return string(at.MD5) == string(sumMD5(body)), nil
	}
	got, err := t.Read(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return string(got) == string(body), errorAt(t, "reading", name, err)
}

// load reads a file of the site as it is stored at the target.
func load(s Site, o Options, name string) ([]byte, Header, error) {
	body, err := fs.ReadFile(s.FS, name)
	if err != nil {
		return nil, Header{}, err
	}
	h := headerOf(name, o.Gzip)
	body, err = stored(body, h)
	return body, h, err
}
