package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"ownermap/cmd/ownermap/config"
	"ownermap/ingest"
)

func (a *app) initConfig() *cobra.Command {
	var s settings
	var out string
	var force bool
	cmd := &cobra.Command{
		Use:   "init FILE...",
		Short: "Look at exports and write a config for them",
		Long: `Reads the files, tells by their columns what each sheet is, and writes a
commented ownermap.yaml: the inputs, each column's field with the reason and the
runner-up, and the questions that the data leaves open. ` + "`ownermap build`" + ` then
works without flags. A commentary and a scenario to begin with are put beside it,
where there are none yet: commentary/summary.md and scenarios/example.yaml.

stdout: the path of the config, what each sheet was taken for, and what else was
written.`,
		Example: `  ownermap init hr-export.xlsx crm-report.xlsx
  ownermap init exports/*.csv --file review/ownermap.yaml`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.writeConfig(cmd.Context(), &s, args, out, force)
		},
	}
	f := cmd.Flags()
	s.set = f
	f.StringVar(&s.dateOrder, "date-order", "", "settles dates that can be read two ways: dmy, mdy or ymd")
	f.StringVar(&s.decimal, "decimal", "", `settles numbers that can be read two ways: "." or ","`)
	f.StringVar(&s.encoding, "encoding", "", "encoding of text files (default: detected)")
	f.StringVar(&out, "file", configName, "write the config to this `file`")
	f.BoolVar(&force, "force", false, "replace a config that is there")
	return cmd
}

// writeConfig looks at the files and writes what it saw.
func (a *app) writeConfig(ctx context.Context, s *settings, files []string, out string, force bool) error {
	if _, err := os.Stat(out); err == nil && !force {
		return usageError(fmt.Errorf("%s: is there already", out), "--force replaces it; --file FILE writes another")
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	s.base = config.Default()
	s.files = files
	if err := s.checkWords(); err != nil {
		return err
	}
	ds, err := a.read(ctx, s)
	if err != nil {
		return err
	}
	if len(ds.Inputs) == 0 {
		return unusable(ds, "no sheet looks like a roster, deals, partners or rates", "`ownermap check FILE` says what was seen")
	}
	paths, err := relativeTo(filepath.Dir(out), files)
	if err != nil {
		return err
	}
	text := configText(s, ds, paths)
	if err := os.WriteFile(out, []byte(text), 0o644); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(a.out, out); err != nil {
		return err
	}
	if err := writeSeen(a.out, ds); err != nil {
		return err
	}
	wrote, err := writeStubs(filepath.Dir(out), ds)
	for _, path := range wrote {
		if _, err := fmt.Fprintln(a.out, path); err != nil {
			return err
		}
	}
	return err
}

// writeSeen says which sheet is what.
func writeSeen(w io.Writer, ds *ingest.Dataset) error {
	for _, in := range ds.Inputs {
		if _, err := fmt.Fprintf(w, "%s: %s, header in row %d, %s kept\n", cellText(in.Place.String()), in.Kind, in.HeaderRow, count(in.Kept, "row")); err != nil {
			return err
		}
	}
	return nil
}

// relativeTo maps the name that positions show, and the path as given, to the
// path seen from dir.
func relativeTo(dir string, files []string) (map[string]string, error) {
	from, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	paths := map[string]string{}
	for _, f := range files {
		full, err := filepath.Abs(f)
		if err != nil {
			return nil, err
		}
		rel, err := filepath.Rel(from, full)
		if err != nil {
			rel = full
		}
		rel = filepath.ToSlash(rel)
		paths[filepath.Base(f)] = rel
		paths[filepath.ToSlash(filepath.Clean(f))] = rel
	}
	return paths, nil
}
