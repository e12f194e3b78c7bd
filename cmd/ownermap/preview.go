package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
)

func (a *app) preview() *cobra.Command {
	var s settings
	var port int
	cmd := &cobra.Command{
		Use:   "preview [FILE...]",
		Short: "Build, serve on this machine, rebuild on change",
		Long: `Builds the site into a temporary folder, serves it on the loopback interface
under the policy that the pages carry, and rebuilds when an input or the config
changes. Open pages reload by themselves; what went wrong is shown on the page.
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
	for {
		a.rebuild(ctx, s, live)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-served:
			return err
		case name := <-changed:
			a.talk.note("%s changed", name)
		}
	}
}

// rebuild builds once and tells the open pages how it went.
func (a *app) rebuild(ctx context.Context, s *settings, live *liveSite) {
	began := time.Now()
	err := a.buildQuietly(ctx, s)
	if ctx.Err() != nil {
		return
	}
	live.update(err)
	if err != nil {
		a.talk.fail(err)
		return
	}
	a.talk.note("built in %d ms", time.Since(began).Milliseconds())
}

// buildQuietly reads the settings anew, for the config may have changed, and
// writes the site. Errors in the data are on its data page.
func (a *app) buildQuietly(ctx context.Context, s *settings) error {
	next := *s
	if err := next.configure(); err != nil {
		return err
	}
	next.out = s.out
	ds, err := a.readBoth(ctx, &next)
	if err != nil {
		return err
	}
	rep, err := next.report(ds)
	if err != nil {
		return err
	}
	if _, err := a.write(ctx, &next, rep, ds); err != nil {
		return err
	}
	if err := judgeReport(ds, rep.Issues, false); err != nil {
		var e *exitError
		if errors.As(err, &e) {
			a.talk.warn(e.Error(), "see data.html")
		}
	}
	return nil
}
