package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"ownermap/cmd/ownermap/config"
	"ownermap/site"
	"ownermap/site/publish"
)

// publishing holds the flags of publish.
type publishing struct {
	s                                   settings
	dryRun, rollback, gzip, adopt, lock bool
	maxDeletes, parallel                int
	lockWait                            time.Duration
}

func (a *app) publish() *cobra.Command {
	p := &publishing{}
	cmd := &cobra.Command{
		Use:   "publish [TARGET]",
		Short: "Bring a built site to where people read it: plan, then apply",
		Long: `Compares the site with the target and carries out the difference: assets first,
then pages, index.html and the manifest last, so that readers see the old site
or the new one. Only files that an earlier publication wrote are deleted.
Archived quarters are left alone. A publication that was interrupted is completed
by the next one.

TARGET is a folder, a URL (file://, s3://, gs://, azblob://, sftp://) or the name
of a target in ownermap.yaml; with one target there, it may be left out.
Credentials come from the environment: those of each service's own tools, for
sftp OWNERMAP_SFTP_KEY or OWNERMAP_SFTP_PASSWORD.

stdout: the plan, one file a line, then its sums.

` + exitCodesHelp,
		Example: `  ownermap publish /srv/www/partners --dry-run
  ownermap publish 's3://reports/partners?region=eu-central-1'
  ownermap publish 's3://reports/q3?endpoint=https://minio.example&use_path_style=true&region=us-east-1'
  ownermap publish sftp://deploy@host.example/srv/www/partners
  ownermap publish intranet
  ownermap publish intranet --rollback`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			err := p.run(cmd.Context(), a, args)
			if err == nil || isCode(err) {
				return err
			}
			return deliveryError(err)
		},
	}
	f := cmd.Flags()
	p.s.set = f
	f.StringVar(&p.s.config, "config", "", "config `file` (default ownermap.yaml, where there is one)")
	f.StringVar(&p.s.profile, "profile", "", "a second config over the first: a `file`, or NAME for ownermap.NAME.yaml")
	f.StringVar(&p.s.out, "out", "ownermap-site", "`directory` of the built site")
	f.BoolVarP(&p.dryRun, "dry-run", "n", false, "print the plan and change nothing")
	f.BoolVar(&p.rollback, "rollback", false, "bring back the site before the last publication")
	f.BoolVar(&p.gzip, "gzip", false, "store text compressed, with Content-Encoding: gzip")
	f.BoolVar(&p.adopt, "adopt", false, "take over files at the target that are in the way")
	f.IntVar(&p.maxDeletes, "max-deletes", publish.DefaultMaxDeletes, "refuse a plan that deletes more files; 0 refuses every deletion")
	f.IntVar(&p.parallel, "parallel", 16, "uploads at a time")
	f.BoolVar(&p.lock, "break-lock", false, "publish although somebody else holds the target's lock")
	f.DurationVar(&p.lockWait, "lock-wait", time.Minute, "how long to wait for another publisher")
	return cmd
}

// deliveryError is a publication or a mail that failed.
func deliveryError(err error) error {
	var e *publish.Error
	hint := ""
	if errors.As(err, &e) {
		hint = e.Hint
	}
	return &exitError{exitDelivery, err, hint}
}

func (p *publishing) run(ctx context.Context, a *app, args []string) error {
	if err := p.s.fromEnv(a.env); err != nil {
		return err
	}
	if err := p.s.loadConfig(); err != nil {
		return err
	}
	to, err := p.target(args)
	if err != nil {
		return err
	}
	if err := p.siteOf(to); err != nil {
		return err
	}
	target, err := publish.Open(ctx, to.Target)
	if err != nil {
		return err
	}
	defer target.Close()
	o := p.options(a, to)
	if p.rollback {
		plan, err := publish.Rollback(ctx, target, o, p.confirm(a, "roll back"))
		return p.outcome(a, plan, err)
	}
	m, err := site.ReadManifest(p.s.out)
	if err != nil {
		return err
	}
	if len(m.Files) == 0 {
		return usageError(fmt.Errorf("%s holds no site", p.s.out), "build one with `ownermap build`, or name its directory with --out")
	}
	s := publish.Site{FS: os.DirFS(p.s.out), Files: m.Files}
	if p.dryRun {
		plan, err := publish.MakePlan(ctx, target, s, o)
		if err == nil {
			err = printPlan(a.out, plan)
		}
		return err
	}
	plan, err := publish.Publish(ctx, target, s, o, p.confirm(a, "publish"))
	return p.outcome(a, plan, err)
}

// errDryRun ends a dry run after its plan.
var errDryRun = errors.New("dry run")

// confirm prints the plan before it is applied.
func (p *publishing) confirm(a *app, what string) func(*publish.Plan) error {
	return func(plan *publish.Plan) error {
		if err := printPlan(a.out, plan); err != nil {
			return err
		}
		if p.dryRun {
			return errDryRun
		}
		if !plan.Empty() {
			a.talk.note("%s: %s begins", plan.Target, what)
		}
		return nil
	}
}

func (p *publishing) outcome(a *app, plan *publish.Plan, err error) error {
	if errors.Is(err, errDryRun) {
		return nil
	}
	if err != nil {
		return err
	}
	if plan.Empty() {
		a.talk.note("%s: nothing to do", plan.Target)
	} else {
		a.talk.note("%s: done", plan.Target)
	}
	return nil
}

// target finds where to publish: a URL or folder, or a name in the config.
func (p *publishing) target(args []string) (config.Target, error) {
	list := p.s.base.Publish
	names := make([]string, len(list))
	for i, t := range list {
		names[i] = t.Name
	}
	if len(args) == 0 {
		if len(list) == 1 {
			return list[0], nil
		}
		return config.Target{}, usageError(errors.New("no target"), "give a folder, a URL or a name from `publish` in ownermap.yaml")
	}
	if i := slices.Index(names, args[0]); i >= 0 {
		return list[i], nil
	}
	if !strings.ContainsAny(args[0], `/\.`) {
		if near := config.Nearest(args[0], names); near != "" {
			return config.Target{}, usageError(fmt.Errorf("no target %q in the config", args[0]), fmt.Sprintf("did you mean %q? A folder is written ./%s", near, args[0]))
		}
		return config.Target{}, usageError(fmt.Errorf("no target %q in the config", args[0]), "a folder is written ./"+args[0])
	}
	return config.Target{Name: args[0], Target: args[0]}, nil
}

// siteOf takes the site of the target's audience, where it names one.
func (p *publishing) siteOf(to config.Target) error {
	if to.Audience == "" || p.s.set.Changed("out") {
		return nil
	}
	list, err := p.s.audiences()
	if err != nil {
		return err
	}
	for _, who := range list {
		if who.Name == to.Audience {
			p.s.out = who.Out
		}
	}
	return nil
}

func (p *publishing) options(a *app, to config.Target) publish.Options {
	o := publish.Options{Gzip: p.gzip || to.Gzip, Adopt: p.adopt, MaxDeletes: p.maxDeletes, Parallel: p.parallel,
		LockWait: p.lockWait, BreakLock: p.lock, Owner: whoAmI(), Alive: stillRuns}
	if to.MaxDeletes != 0 && !p.s.set.Changed("max-deletes") {
		o.MaxDeletes = to.MaxDeletes
	}
	if o.MaxDeletes == 0 {
		o.MaxDeletes = -1
	}
	o.Progress = func(done, total int, name string) { a.talk.progress("publishing "+name, int64(done), int64(total)) }
	return o
}

// whoAmI names this process in a lock: "host:pid".
func whoAmI() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return host + ":" + strconv.Itoa(os.Getpid())
}

// stillRuns tells of a process on this machine whether it runs; of others
// nothing is known.
func stillRuns(owner string) (alive, known bool) {
	i := strings.LastIndexByte(owner, ':')
	host, err := os.Hostname()
	if i < 0 || err != nil || owner[:i] != host {
		return false, false
	}
	pid, err := strconv.Atoi(owner[i+1:])
	if err != nil {
		return false, false
	}
	proc, err := os.FindProcess(pid)
	if err != nil {
		return false, true
	}
	return !errors.Is(proc.Signal(syscall.Signal(0)), os.ErrProcessDone), true
}

// printPlan writes what changes, one file a line, then the sums of all.
func printPlan(w io.Writer, p *publish.Plan) error {
	for _, s := range p.Steps {
		if s.Action == publish.Same || s.Action == publish.Kept {
			continue
		}
		if _, err := fmt.Fprintf(w, "%-8s %9d  %s  (%s)\n", s.Action, s.Bytes, printable(s.Name), s.Reason); err != nil {
			return err
		}
	}
	var sums []string
	for _, action := range []publish.Action{publish.New, publish.Changed, publish.Deleted, publish.Same, publish.Kept} {
		if n, bytes := p.Count(action); n > 0 {
			sums = append(sums, fmt.Sprintf("%d %s (%d bytes)", n, action, bytes))
		}
	}
	if len(sums) == 0 {
		sums = []string{"nothing"}
	}
	_, err := fmt.Fprintf(w, "%s: %s\n", printable(p.Target), strings.Join(sums, ", "))
	return err
}
