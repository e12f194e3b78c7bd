package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/crypto/ssh/knownhosts"
)

// OpenSFTP connects to sftp://user@host:port/folder. It logs in with the key in
// OWNERMAP_SFTP_KEY (a file; its passphrase in OWNERMAP_SFTP_PASSPHRASE), the
// agent at SSH_AUTH_SOCK or the password in OWNERMAP_SFTP_PASSWORD, and checks
// the host against OWNERMAP_SFTP_KNOWN_HOSTS, else ~/.ssh/known_hosts. A
// password in the URL is refused.
func OpenSFTP(ctx context.Context, u *url.URL) (Target, error) {
	if _, has := u.User.Password(); has {
		return nil, &Error{Message: "the target holds a password", Hint: "put it in OWNERMAP_SFTP_PASSWORD"}
	}
	name := (&url.URL{Scheme: "sftp", Host: u.Host, Path: u.Path}).String()
	conf, err := sshConfig(u)
	if err != nil {
		return nil, err
	}
	addr := u.Host
	if u.Port() == "" {
		addr = net.JoinHostPort(u.Hostname(), "22")
	}
	conn, err := (&net.Dialer{Timeout: 20 * time.Second}).DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, &Error{Message: "cannot reach " + name, Hint: "check host and port", Err: err}
	}
	c, chans, reqs, err := ssh.NewClientConn(conn, addr, conf)
	if err != nil {
		conn.Close()
		return nil, &Error{Message: "cannot log in to " + name, Err: err,
			Hint: "check the user, the key or password in the environment, and the host's entry in known_hosts"}
	}
	client := ssh.NewClient(c, chans, reqs)
	files, err := sftp.NewClient(client, sftp.UseConcurrentWrites(true))
	if err != nil {
		client.Close()
		return nil, &Error{Message: name + " offers no SFTP", Err: err}
	}
	root := strings.TrimPrefix(u.Path, "/~/") // below the login folder
	t := &sftpTarget{name: name, root: root, ssh: client, c: files}
	if err := files.MkdirAll(root); err != nil {
		t.Close()
		return nil, &Error{Message: "cannot publish to " + name, Hint: "the folder must be writable", Err: err}
	}
	return t, nil
}

func sshConfig(u *url.URL) (*ssh.ClientConfig, error) {
	hosts := os.Getenv("OWNERMAP_SFTP_KNOWN_HOSTS")
	if hosts == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, err
		}
		hosts = filepath.Join(home, ".ssh", "known_hosts")
	}
	check, err := knownhosts.New(hosts)
	if err != nil {
		return nil, &Error{Message: "no list of known hosts", Err: err,
			Hint: "write the server's key with ssh-keyscan to " + hosts + " after checking it"}
	}
	conf := &ssh.ClientConfig{User: u.User.Username(), HostKeyCallback: check, Timeout: 20 * time.Second}
	if key := os.Getenv("OWNERMAP_SFTP_KEY"); key != "" {
		signer, err := readKey(key)
		if err != nil {
			return nil, &Error{Message: "cannot use the key in OWNERMAP_SFTP_KEY", Err: err}
		}
		conf.Auth = append(conf.Auth, ssh.PublicKeys(signer))
	}
	if sock := os.Getenv("SSH_AUTH_SOCK"); sock != "" {
		if conn, err := net.Dial("unix", sock); err == nil {
			conf.Auth = append(conf.Auth, ssh.PublicKeysCallback(agent.NewClient(conn).Signers))
		}
	}
	if pw := os.Getenv("OWNERMAP_SFTP_PASSWORD"); pw != "" {
		conf.Auth = append(conf.Auth, ssh.Password(pw))
	}
	if len(conf.Auth) == 0 {
		return nil, &Error{Message: "no credentials for " + u.Host, Hint: "set OWNERMAP_SFTP_KEY or OWNERMAP_SFTP_PASSWORD, or run an ssh-agent"}
	}
	return conf, nil
}

func readKey(file string) (ssh.Signer, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if pass := os.Getenv("OWNERMAP_SFTP_PASSPHRASE"); pass != "" {
		return ssh.ParsePrivateKeyWithPassphrase(b, []byte(pass))
	}
	return ssh.ParsePrivateKey(b)
}

// sftpTarget writes beside the file and renames over it, which OpenSSH's server
// does in one step.
type sftpTarget struct {
	name, root string
	ssh        *ssh.Client
	c          *sftp.Client
	made       sync.Map // folders known to exist
	temps      atomic.Int64
}

func (t *sftpTarget) Name() string { return t.name }

func (t *sftpTarget) Close() error { return errors.Join(t.c.Close(), t.ssh.Close()) }

func (t *sftpTarget) at(name string) string { return path.Join(t.root, name) }

// Temporary is true for what the connection may get over; a lost connection
// stays lost, and a full disk or a refusal is reported as a plain failure.
func (t *sftpTarget) Temporary(err error) bool {
	return errors.Is(err, errMismatch)
}

func (t *sftpTarget) List(ctx context.Context) (map[string]Object, error) {
	out := map[string]Object{}
	w := t.c.Walk(t.root)
	for w.Step() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := w.Err(); err != nil {
			return nil, err
		}
		if w.Stat().Mode().IsRegular() {
			name := strings.TrimPrefix(strings.TrimPrefix(w.Path(), path.Clean(t.root)), "/")
			out[name] = Object{Size: w.Stat().Size()}
		}
	}
	return out, nil
}

func (t *sftpTarget) Stat(_ context.Context, name string) (Object, error) {
	st, err := t.c.Stat(t.at(name))
	if err != nil {
		return Object{}, err
	}
	return Object{Size: st.Size()}, nil
}

func (t *sftpTarget) Read(_ context.Context, name string) ([]byte, error) {
	f, err := t.c.Open(t.at(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func (t *sftpTarget) mkdir(name string) error {
	dir := path.Dir(t.at(name))
	if _, ok := t.made.Load(dir); ok {
		return nil
	}
	if err := t.c.MkdirAll(dir); err != nil {
		return err
	}
	t.made.Store(dir, true)
	return nil
}

func (t *sftpTarget) Write(_ context.Context, name string, body []byte, _ Header) error {
	if err := t.mkdir(name); err != nil {
		return err
	}
	temp := t.at(uploadPrefix + fmt.Sprintf("%d-%d", os.Getpid(), t.temps.Add(1)))
	if err := t.mkdir(stateDir + "x"); err != nil {
		return err
	}
	if err := t.fill(temp, body, os.O_WRONLY|os.O_CREATE|os.O_TRUNC); err != nil {
		_ = t.c.Remove(temp)
		return err
	}
	if err := t.c.PosixRename(temp, t.at(name)); err != nil {
		_ = t.c.Remove(temp)
		return err
	}
	return nil
}

func (t *sftpTarget) fill(file string, body []byte, flags int) error {
	f, err := t.c.OpenFile(file, flags)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	return errors.Join(err, f.Close())
}

func (t *sftpTarget) Create(_ context.Context, name string, body []byte) error {
	if err := t.mkdir(name); err != nil {
		return err
	}
	err := t.fill(t.at(name), body, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, e := t.c.Stat(t.at(name)); e == nil { // the protocol has no code for "exists"
		return errors.Join(fs.ErrExist, err)
	}
	return err
}

func (t *sftpTarget) Copy(ctx context.Context, dst, src string) error {
	if err := t.mkdir(dst); err != nil {
		return err
	}
	if err := t.c.Link(t.at(src), t.at(dst)); err == nil {
		return nil // Write replaces by rename, so a link keeps the old bytes
	}
	body, err := t.Read(ctx, src)
	if err != nil {
		return err
	}
	return t.Write(ctx, dst, body, Header{})
}

func (t *sftpTarget) Delete(_ context.Context, name string) error {
	err := t.c.Remove(t.at(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
