package ingest

import (
	"context"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"ownermap/ingest/table"
)

// Source names one input: a file, a glob, or `file.xlsx#Sheet`. An empty Kind
// means that the sheets tell by their columns.
type Source struct {
	Kind Kind
	Path string
	AsOf Date // rosters: the day this structure holds for
}

// Options are the choices of a reading. The zero value with Sources set works.
type Options struct {
	Sources   []Source
	Columns   map[Kind]map[string]string // field -> header, where the guess is wrong
	Values    Values
	Stages    []Stage                 // nil: DefaultStages
	Aliases   map[string]string       // a name as it stands -> the name on the roster
	AsOf      Date                    // the day of which the current rosters tell; zero: the latest day of the deals
	Encoding  string                  // of text files; "" detects
	Limits    table.Limits            // of what is taken from a file; zero fields: table.DefaultLimits
	DateOrder string                  // "", "dmy", "mdy", "ymd": settles a column that cannot decide
	Decimal   string                  // "", ".", ",": likewise
	Workers   int                     // 0: one per CPU; the result does not depend on it
	Progress  func(done, total int64) // bytes; may be nil; called from one goroutine at a time
}

// Values are extra words, beside the built-in ones: word -> canonical value.
type Values struct {
	Sourcing map[string]string // -> sourced, influenced, direct, unknown
	Status   map[string]string // -> open, won, lost
	Role     map[string]string // -> a RoleClass
	Stage    map[string]string // -> a Stage.ID
}

// Load reads every source and joins the records. The error is for a file that
// cannot be used at all, an *InputError, or for the disk; what is wrong in the
// data is in Dataset.Issues.
func Load(ctx context.Context, opts Options) (*Dataset, error) {
	jobs, err := expand(opts.Sources)
	if err != nil {
		return nil, err
	}
	if opts.Stages == nil {
		opts.Stages = DefaultStages()
	}
	defer loading()()
	s := newSession(&opts, jobs)
	parts, err := s.readAll(ctx, jobs)
	if err != nil {
		return nil, err
	}
	return combine(s, parts), nil
}

// session is what the readers of one Load share; all of it is safe for concurrent use.
type session struct {
	opts  *Options
	words *words
	named namedTable
	free  chan struct{} // one token for each worker that reads a file or a further sheet
	mu    sync.Mutex
	done  int64 // bytes
	total int64
}

func newSession(opts *Options, jobs []job) *session {
	s := &session{opts: opts, words: newWords(opts), free: make(chan struct{}, workers(opts))}
	for _, j := range jobs {
		s.total += j.size
	}
	return s
}

func workers(opts *Options) int {
	if opts.Workers > 0 {
		return opts.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// readAll reads the files side by side. Parts come in the order of the jobs, and
// the first job's error wins, so neither depends on the number of workers.
func (s *session) readAll(ctx context.Context, jobs []job) ([]*part, error) {
	results, errs := make([][]*part, len(jobs)), make([]error, len(jobs))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(cap(s.free))
	for i := range jobs {
		g.Go(func() error {
			s.free <- struct{}{}
			defer func() { <-s.free }()
			if errs[i] = ctx.Err(); errs[i] == nil {
				results[i], errs[i] = s.readFile(ctx, &jobs[i])
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	var parts []*part
	type reading struct {
		kind        Kind
		path, sheet string
		asOf        Date
	}
	seen := map[reading]*part{}
	for i := range jobs {
		if errs[i] != nil {
			return nil, errs[i]
		}
		for _, p := range results[i] {
			k := reading{p.input.Kind, filepath.Clean(jobs[i].path), p.input.Place.Sheet, jobs[i].asOf}
			if first := seen[k]; first != nil {
				first.input.Notes = append(first.input.Notes, "the sheet was given more than once and read once")
				continue
			}
			seen[k] = p
			parts = append(parts, p)
		}
	}
	return parts, nil
}

// advance reports progress: bytes more of a file are done.
func (s *session) advance(bytes int64) {
	if s.opts.Progress == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done += bytes
	s.opts.Progress(min(s.done, s.total), s.total)
}
