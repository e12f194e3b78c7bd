// Package loopback runs real servers for tests: it finds their programs, which
// `make test` installs, and keeps them on 127.0.0.1 until the test ends.
package loopback

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Program is the absolute path of a server's program. A test that finds none fails
// with where it is to be had.
func Program(t testing.TB, name, where string) string {
	t.Helper()
	for _, p := range []string{name, filepath.Join("../../bin/tools", name), filepath.Join("/usr/sbin", name)} {
		if found, err := exec.LookPath(p); err == nil {
			abs, err := filepath.Abs(found)
			if err != nil {
				t.Fatal(err)
			}
			return abs
		}
	}
	t.Fatalf("%s is missing: %s", name, where)
	return ""
}

// FreePort is a TCP port on which nothing listens.
func FreePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Start runs a server until the test ends and waits for its port.
func Start(t testing.TB, port int, cmd *exec.Cmd) {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for range 200 {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			c.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b, _ := os.ReadFile(log.Name())
	t.Fatalf("%s does not answer:\n%s", cmd.Path, b)
}
