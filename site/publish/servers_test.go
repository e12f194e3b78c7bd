package publish

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gocloud.dev/blob"

	"ownermap/site/internal/loopback"
)

// startS3 starts an S3 server over a folder and returns a target in it.
func startS3(t *testing.T) string {
	t.Helper()
	port := loopback.FreePort(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "tester")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "only-for-tests")
	cmd := exec.Command(loopback.Program(t, "versitygw", "make test installs it into bin/tools"), "--port", fmt.Sprintf("127.0.0.1:%d", port),
		"--access", "tester", "--secret", "only-for-tests", "posix", "--nometa", t.TempDir())
	loopback.Start(t, port, cmd)
	query := fmt.Sprintf("?endpoint=http://127.0.0.1:%d&use_path_style=true&region=us-east-1", port)
	makeBucket(t, port)
	return "s3://site/q3" + query
}

// makeBucket creates the bucket "site" as an operator would.
func makeBucket(t *testing.T, port int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	b, err := blob.OpenBucket(ctx, fmt.Sprintf("s3://site?endpoint=http://127.0.0.1:%d&use_path_style=true&region=us-east-1", port))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	createS3Bucket(ctx, t, b, "site")
}

// startSFTP starts OpenSSH's server for one key and returns a target on it.
func startSFTP(t *testing.T) string {
	t.Helper()
	sshd, keygen := loopback.Program(t, "sshd", "install the package openssh-server"), loopback.Program(t, "ssh-keygen", "install the package openssh-client")
	dir, site, port := t.TempDir(), t.TempDir(), loopback.FreePort(t)
	for _, key := range []string{"host", "user"} {
		if out, err := exec.Command(keygen, "-q", "-t", "ed25519", "-N", "", "-f", filepath.Join(dir, key)).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	conf := fmt.Sprintf("Port %d\nListenAddress 127.0.0.1\nHostKey %s/host\nAuthorizedKeysFile %s/user.pub\nStrictModes no\nUsePAM no\nPidFile none\nPasswordAuthentication no\nSubsystem sftp internal-sftp\nMaxStartups 100\n", port, dir, dir)
	if err := os.WriteFile(filepath.Join(dir, "conf"), []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 {
		_ = os.MkdirAll("/run/sshd", 0o755)
	}
	loopback.Start(t, port, exec.Command(sshd, "-D", "-e", "-f", filepath.Join(dir, "conf")))
	pub, err := os.ReadFile(filepath.Join(dir, "host.pub"))
	if err != nil {
		t.Fatal(err)
	}
	known := fmt.Sprintf("[127.0.0.1]:%d %s", port, strings.TrimSpace(string(pub)))
	if err := os.WriteFile(filepath.Join(dir, "known"), []byte(known+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("OWNERMAP_SFTP_KEY", filepath.Join(dir, "user"))
	t.Setenv("OWNERMAP_SFTP_KNOWN_HOSTS", filepath.Join(dir, "known"))
	t.Setenv("SSH_AUTH_SOCK", "")
	user := os.Getenv("USER")
	if user == "" || os.Getuid() == 0 {
		user = "root"
	}
	u := url.URL{Scheme: "sftp", User: url.User(user), Host: fmt.Sprintf("127.0.0.1:%d", port), Path: site}
	return u.String()
}
