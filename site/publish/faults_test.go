package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"ownermap/site/internal/loopback"
)

// cutter passes connections on to a server and cuts every one of them once a
// number of bytes has gone through, as often as it is told.
func cutter(t *testing.T, to string, after int64, times int32) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	var cuts atomic.Int32
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", to)
			if err != nil {
				in.Close()
				continue
			}
			go func() {
				defer in.Close()
				defer out.Close()
				go func() { _, _ = io.Copy(in, out); in.Close() }()
				n, _ := io.CopyN(out, in, after)
				if n == after && cuts.Add(1) <= times {
					return
				}
				_, _ = io.Copy(out, in)
			}()
		}
	}()
	return l.Addr().String()
}

// through replaces the host of a target by that of a cutter.
func through(t *testing.T, target, host string, after int64, times int32) string {
	t.Helper()
	return strings.Replace(target, host, cutter(t, host, after, times), 1)
}

func big() Site {
	s := []string{"index.html", "front", "app.0123456789abcdef.css", "style"}
	for i := range 40 {
		s = append(s, fmt.Sprintf("people/p%02d.html", i), strings.Repeat(fmt.Sprint("row ", i), 4000))
	}
	return aSite(s...)
}

func TestAnObjectStoreThatCutsConnectionsIsTriedAgain(t *testing.T) {
	target := startS3(t)
	u, _ := url.Parse(target)
	e, _ := url.Parse(u.Query().Get("endpoint"))
	mustPublish(t, mustOpen(t, through(t, target, e.Host, 60_000, 5)), big(), quick())
}

func TestAnSFTPConnectionCutHalfwayLeavesTheOldSiteAndTheNextRunCompletesTheNew(t *testing.T) {
	target := startSFTP(t)
	u, _ := url.Parse(target)
	old := aSite("index.html", "old front", "app.ffffffffffffffff.css", "old style")
	mustPublish(t, mustOpen(t, target), old, quick())
	host := cutter(t, u.Host, 200_000, 1)
	known := readFile(t, os.Getenv("OWNERMAP_SFTP_KNOWN_HOSTS"))
	_, port, _ := net.SplitHostPort(host)
	writeFile(t, os.Getenv("OWNERMAP_SFTP_KNOWN_HOSTS"), known+strings.Replace(known, ":"+u.Port(), ":"+port, 1))
	_, err := Publish(t.Context(), mustOpen(t, strings.Replace(target, u.Host, host, 1)), big(), quick(), nil)
	if err == nil {
		t.Fatal("the connection should have been cut")
	}
	direct := mustOpen(t, target)
	seen := published(t, direct)
	if seen["index.html"] != "old front" || seen["app.ffffffffffffffff.css"] != "old style" {
		t.Errorf("readers see %q", seen["index.html"])
	}
	o := quick()
	o.Alive = func(string) (bool, bool) { return false, true }
	mustPublish(t, direct, big(), o)
}

func TestWrongCredentialsAreReportedAtOnce(t *testing.T) {
	target := startS3(t)
	t.Setenv("AWS_SECRET_ACCESS_KEY", "wrong")
	o := quick()
	slept, sleep := 0, o.Sleep
	o.Sleep = func(ctx context.Context, d time.Duration) error { slept++; return sleep(ctx, d) }
	var e *Error
	_, err := Publish(t.Context(), mustOpen(t, target), spring(), o, nil)
	if !errors.As(err, &e) || e.Hint == "" || slept > 0 {
		t.Errorf("got %v", err)
	}
	target = startSFTP(t)
	other := exec.Command(loopback.Program(t, "ssh-keygen", "install openssh-client"), "-q", "-t", "ed25519", "-N", "", "-f", t.TempDir()+"/k")
	if out, err := other.CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
	t.Setenv("OWNERMAP_SFTP_KEY", other.Args[len(other.Args)-1])
	if _, err := Open(t.Context(), target); !errors.As(err, &e) || e.Hint == "" {
		t.Errorf("got %v", err)
	}
}

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	dir := os.Getenv("OWNERMAP_TEST_PUBLISH_TO")
	if dir == "" {
		os.Exit(m.Run())
	}
	t, err := openDir(dir, dir)
	if err != nil {
		panic(err)
	}
	o := Options{Owner: "here:2", Parallel: 1, Progress: func(done, total int, name string) {
		if name == os.Getenv("OWNERMAP_TEST_DIE_AFTER") {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}}
	_, err = Publish(context.Background(), t, summer(), o, nil)
	fmt.Println("not killed:", err)
	os.Exit(1)
}

func TestAProcessKilledBetweenAssetsAndIndexLeavesAWholeSite(t *testing.T) {
	for _, last := range []string{"app.fedcba9876543210.css", "people/ana.html", "index.html"} {
		dir := t.TempDir()
		target := mustOpen(t, dir)
		mustPublish(t, target, spring(), quick())
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "OWNERMAP_TEST_PUBLISH_TO="+dir, "OWNERMAP_TEST_DIE_AFTER="+last)
		if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("%v: %s", err, out)
		}
		wholeFor(t, 0, published(t, target))
		o := quick()
		o.Alive = func(owner string) (bool, bool) { return owner != "here:2", true }
		mustPublish(t, target, summer(), o)
	}
}

func TestAFullDiskLeavesTheOldSite(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=256k"); err != nil {
		t.Logf("no small disk can be mounted here (%v): the fault is injected by TestAFullDiskIsNotTriedAgain alone", err)
		return
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, 0) })
	target := mustOpen(t, dir)
	mustPublish(t, target, spring(), quick())
	_, err := Publish(t.Context(), target, big(), quick(), nil)
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("got %v", err)
	}
	if got := published(t, target); got["index.html"] != "spring front" || got["app.0123456789abcdef.css"] == "" {
		t.Error("the old front page or its style is gone")
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
