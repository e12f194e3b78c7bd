package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/rogpeppe/go-internal/testscript"
)

// smtpServer starts an SMTP server for a script: smtp [clear]. Its port is in
// $SMTP_PORT, its certificate is trusted by what the script runs, what it takes is
// written to mails/ADDRESS.eml. It wants user office with password right; it
// refuses gone@example.com for good.
func smtpServer(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 {
		ts.Fatalf("usage: smtp [clear]")
	}
	dir := ts.MkAbs("mails")
	ts.Check(os.MkdirAll(dir, 0o755))
	s := smtp.NewServer(&mailroom{dir: dir})
	s.Domain, s.ErrorLog = "localhost", log.New(io.Discard, "", 0)
	if len(args) == 0 {
		cert := ts.MkAbs("cert.pem")
		s.TLSConfig = localCertificate(ts, cert)
		ts.Setenv("SSL_CERT_FILE", cert)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv("SMTP_PORT", fmt.Sprint(l.Addr().(*net.TCPAddr).Port))
	go s.Serve(l)
	ts.Defer(func() { s.Close() })
}

func localCertificate(ts *testscript.TestScript, file string) *tls.Config {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ts.Check(err)
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	ts.Check(err)
	ts.Check(os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o644))
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

// mailroom writes what it takes to files.
type mailroom struct {
	dir string
	mu  sync.Mutex
}

func (m *mailroom) NewSession(*smtp.Conn) (smtp.Session, error) { return &sitting{room: m}, nil }

type sitting struct {
	room   *mailroom
	authed bool
	to     string
}

func (s *sitting) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *sitting) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if s.authed = user == "office" && password == "right"; !s.authed {
			return smtp.ErrAuthFailed
		}
		return nil
	}), nil
}

func (s *sitting) Mail(string, *smtp.MailOptions) error {
	if !s.authed {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (s *sitting) Rcpt(to string, _ *smtp.RcptOptions) error {
	if s.to = to; strings.HasPrefix(to, "gone@") {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "nobody here by that name"}
	}
	return nil
}

func (s *sitting) Data(r io.Reader) error {
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	return os.WriteFile(filepath.Join(s.room.dir, s.to+".eml"), content, 0o644)
}

func (s *sitting) Reset()        {}
func (s *sitting) Logout() error { return nil }
