package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what scripts compare with")

func TestMain(m *testing.M) {
	testscript.Main(tidied{m}, map[string]func(){"ownermap": main})
}

// tidied ends the browser and removes the folder that the tests of one run share.
type tidied struct{ *testing.M }

func (m tidied) Run() int {
	code := m.M.Run()
	closeBrowser()
	os.RemoveAll(shared())
	return code
}

// shared is the folder that all tests of one run share, made when it is first asked for.
var shared = sync.OnceValue(func() string {
	dir, err := os.MkdirTemp("", "ownermap-test-")
	if err != nil {
		panic(err)
	}
	return dir
})

// sharedDir makes a folder in the shared one.
func sharedDir(name string) (string, error) {
	dir := filepath.Join(shared(), name)
	return dir, os.MkdirAll(dir, 0o755)
}

func TestCommandsKeepTheirWord(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               sandbox,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"code": code, "smtp": smtpServer},
	})
}

// sandbox gives a script a home of its own; rendered charts are shared.
func sandbox(env *testscript.Env) error {
	env.Setenv("HOME", env.WorkDir+"/home")
	caches, err := sharedDir("caches")
	env.Setenv("XDG_CACHE_HOME", caches)
	return err
}

// code runs a program and compares its exit code: code 3 ownermap check.
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N program [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d\n%s", got, want, ts.ReadFile("stderr"))
	}
}
