package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ownermap/site"
)

func (a *app) preview() *cobra.Command {
	var s settings
	var port int
	cmd := &cobra.Command{
		Use:   "preview [FILE...]",
		Short: "Build, serve on this machine, rebuild on change",
		Long: `Builds the site into a temporary folder, serves it on the loopback interface
under the policy that the pages carry, and rebuilds when an input, the config, a
scenario or a commentary changes. Open pages reload by themselves; what went wrong is shown on the page.
Ctrl-C ends it.

stdout: the address.`,
		Example: `  ownermap preview --roster roster.xlsx --deals deals.xlsx
  ownermap preview --demo --port 0`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := s.resolve(a, args); err != nil {
				return err
			}
			return a.runPreview(cmd.Context(), &s, port)
		},
	}
	s.inputFlags(cmd)
	s.reportFlags(cmd)
	s.siteFlags(cmd, "")
	cmd.Flags().Lookup("out").Usage = "`directory` of the site (default: a temporary one)"
	cmd.Flags().IntVar(&port, "port", 8026, "`port` on 127.0.0.1; 0 takes a free one")
	return cmd
}

// runPreview serves until the context ends.
func (a *app) runPreview(ctx context.Context, s *settings, port int) error {
	if !s.set.Changed("out") {
		dir, err := os.MkdirTemp("", "ownermap-preview-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		s.out = filepath.Join(dir, "site")
	}
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return usageError(err, "give another --port, or 0 for a free one")
	}
	live := newLiveSite(s.out)
	server := &http.Server{Handler: live, ReadHeaderTimeout: 5 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	defer server.Close()

	changed, err := watchFiles(ctx, s.watched())
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "http://%s/\n", l.Addr())
	var draft *site.Draft // what stands in the folder; nil where a build failed
	var names []string
	for {
		draft = a.rebuild(ctx, s, live, draft, names)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-served:
			return err
		case names = <-changed:
			a.talk.note("%s changed", strings.Join(names, ", "))
		}
	}
}

// rebuild builds once and tells the open pages how it went. Where only commentary
// changed, its pages are written anew and the rest stays.
func (a *app) rebuild(ctx context.Context, s *settings, live *liveSite, draft *site.Draft, changed []string) *site.Draft {
	began := time.Now()
	next := *s
	err := next.configure()
	words := draft != nil && !slices.ContainsFunc(changed, func(name string) bool { return !concerns(next.commentaryFiles(), name) })
	switch {
	case err != nil:
		draft = nil
	case words:
		var warnings []string
		if warnings, err = draft.Reword(ctx, next.comments); err != nil {
			draft = nil
		}
		for _, w := range warnings {
			a.talk.warn(w, "")
		}
	default:
		next.out = s.out
		draft, err = a.buildQuietly(ctx, &next)
	}
	if ctx.Err() != nil {
		return nil
	}
	live.update(err)
	if err != nil {
		a.talk.fail(err)
		return draft
	}
	a.talk.note("built in %d ms", time.Since(began).Milliseconds())
	return draft
}

// buildQuietly reads the inputs and writes the site. Errors in the data are on its
// data page.
func (a *app) buildQuietly(ctx context.Context, s *settings) (*site.Draft, error) {
	ds, err := a.readBoth(ctx, s)
	if err != nil {
		return nil, err
	}
	rep, err := s.report(ds)
	if err != nil {
		return nil, err
	}
	draft, err := a.write(ctx, s, rep, ds)
	if err != nil {
		return nil, err
	}
	if err := judgeReport(ds, rep.Issues, false); err != nil {
		var e *exitError
		if errors.As(err, &e) {
			a.talk.warn(e.Error(), "see data.html")
		}
	}
	return draft, nil
}
