package mail

import (
	"crypto/ecdsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ownermap/site/internal/loopback"
)

// eximConf has mailboxes for the people named in a file, takes mail from whoever
// logs in over TLS, and asks the greylisted to come again until a file appears.
const eximConf = `
spool_directory = DIR/spool
log_file_path = DIR/log/%slog
pid_file_path = DIR/pid
primary_hostname = mail.example.com
qualify_domain = example.com
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = DIR/cert.pem
tls_privatekey = DIR/key.pem
auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_rcpt = rcpt
acl_smtp_data = accept
host_lookup =
smtp_receive_timeout = 30s
keep_environment =
OWNER
begin acl
rcpt:
  deny !authenticated = *
       message = log in first
  deny !local_parts = lsearch;DIR/people
       message = no such mailbox here
  defer local_parts = grey
        condition = ${if exists{DIR/known}{no}{yes}}
        message = greylisted, come again
  accept

begin routers
mailboxes:
  driver = accept
  local_parts = lsearch;DIR/people
  transport = maildir

begin transports
maildir:
  driver = appendfile
  directory = DIR/mail/$local_part_data
  create_directory
  maildir_format
  USER

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if and{{eq{$auth2}{office}}{eq{$auth3}{right}}}}
  server_set_id = $auth2
`

// startExim starts Debian's mail server with a configuration and mailboxes of its
// own. mailbox gives what lies in one, known ends the greylisting.
func startExim(t *testing.T) (s Server, mailbox func(name string) [][]byte, known func()) {
	t.Helper()
	exim := loopback.Program(t, "exim", "install the package exim4-daemon-light")
	dir, err := os.MkdirTemp("", "exim")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	port := loopback.FreePort(t)
	owner, user := "", ""
	if os.Getuid() == 0 { // it delivers nothing as root
		owner, user = "exim_user = Debian-exim\nexim_group = Debian-exim", "user = Debian-exim\n  group = Debian-exim"
	}
	own, trust := certificate(t)
	writePEM(t, dir, own)
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("people", "lead: lead\nboard: board\ngrey: grey\n")
	put("conf", strings.NewReplacer("DIR", dir, "OWNER", owner, "USER", user).Replace(eximConf))
	for _, d := range []string{"", "spool", "log", "mail"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(filepath.Join(dir, d), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	loopback.Start(t, port, exec.Command(exim, "-C", filepath.Join(dir, "conf"), "-bdf", "-oX", fmt.Sprintf("127.0.0.1.%d", port)))
	mailbox = func(name string) [][]byte { return waitForMail(t, filepath.Join(dir, "mail", name, "new")) }
	return Server{Host: "localhost", Port: port, TLS: trust, User: "office", Password: "right", Timeout: 20 * time.Second}, mailbox, func() { put("known", "") }
}

// writePEM writes the server's certificate and key as files.
func writePEM(t *testing.T, dir string, c *tls.Config) {
	t.Helper()
	key, err := x509.MarshalECPrivateKey(c.Certificates[0].PrivateKey.(*ecdsa.PrivateKey))
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string]*pem.Block{"cert.pem": {Type: "CERTIFICATE", Bytes: c.Certificates[0].Certificate[0]}, "key.pem": {Type: "EC PRIVATE KEY", Bytes: key}} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(b), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// waitForMail waits until the server has put something into the folder.
func waitForMail(t *testing.T, dir string) (mails [][]byte) {
	t.Helper()
	for range 200 {
		files, _ := os.ReadDir(dir)
		for _, f := range files {
			b, err := os.ReadFile(filepath.Join(dir, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			mails = append(mails, b)
		}
		if mails != nil {
			return mails
		}
		time.Sleep(50 * time.Millisecond)
	}
	return nil
}

func TestEximDeliversTheSnapshotToEachMailbox(t *testing.T) {
	s, mailbox, known := startExim(t)
	m := composed(t, "Übersicht")
	var list []Letter
	for _, who := range []string{"lead", "gone", "grey", "board"} {
		to := &mail.Address{Address: who + "@example.com"}
		content, err := m.Bytes(Envelope{From: sender, To: []*mail.Address{to}})
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, Letter{To: to, Content: content})
	}
	out := Send(t.Context(), s, sender, list, Retry{Rounds: 3, Wait: func(int) time.Duration { known(); return 0 }})
	for i, want := range []int{1, 1, 2, 1} {
		if out[i].Tries != want || (out[i].Err != nil) != (i == 1) {
			t.Errorf("%s: %v after %d tries, want %d", out[i].To.Address, out[i].Err, out[i].Tries, want)
		}
	}
	if err := out[1].Err; err == nil || !strings.Contains(err.Error(), "550") || !strings.Contains(err.Error(), "no such mailbox") {
		t.Errorf("the unknown recipient: %v", err)
	}
	for i, who := range []string{"lead", "", "grey", "board"} {
		if who != "" {
			deliveredWhole(t, mailbox(who), list[i].Content)
		}
	}
}

// deliveredWhole holds what lies in a mailbox against what was sent: one mail, the
// server's own header lines in front, then every byte.
func deliveredWhole(t *testing.T, box [][]byte, sent []byte) {
	t.Helper()
	if len(box) != 1 {
		t.Fatalf("%d mails in the mailbox", len(box))
	}
	want := strings.ReplaceAll(string(sent), "\r\n", "\n")
	if !strings.HasSuffix(string(box[0]), want) {
		t.Errorf("the mail is not what was sent: %d bytes of %d", len(box[0]), len(want))
	}
	got, err := mail.ReadMessage(strings.NewReader(string(box[0])))
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(got.Body); err != nil || len(body) == 0 || !strings.Contains(got.Header.Get("Received"), "with esmtpsa") {
		t.Errorf("%d bytes of body, received %q: %v", len(body), got.Header.Get("Received"), err)
	}
}

func TestEximRefusesWrongCredentialsOnce(t *testing.T) {
	s, _, _ := startExim(t)
	s.Password = "wrong"
	failsWith(t, s, "does not accept the credentials")
}
