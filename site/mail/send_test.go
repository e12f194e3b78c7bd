package mail

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// certificate is a self-signed one for localhost, and the client's trust in it.
func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, &tls.Config{RootCAs: pool}
}

// post is a server that answers as its script says and keeps what it took.
type post struct {
	mu     sync.Mutex
	user   string                           // wanted credentials; "" for none
	rcpt   func(to string, visit int) error // answer to RCPT
	data   func(to string, visit int) error // answer after DATA
	cut    func(to string, visit int) bool  // break the connection in the middle of DATA
	visits map[string]int                   // by recipient
	taken  map[string][]byte
	conns  int
}

func (p *post) NewSession(c *smtp.Conn) (smtp.Session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.conns++
	return &call{post: p, conn: c}, nil
}

// call is one connection.
type call struct {
	*post
	conn   *smtp.Conn
	authed bool
	to     string
}

func (c *call) AuthMechanisms() []string {
	if c.user == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (c *call) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != c.user || password != "right" {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "credentials do not match"}
		}
		c.authed = true
		return nil
	}), nil
}

func (c *call) Mail(string, *smtp.MailOptions) error {
	if c.user != "" && !c.authed {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (c *call) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.to = to
	c.visits[to]++
	if c.rcpt != nil {
		return c.rcpt(to, c.visits[to])
	}
	return nil
}

func (c *call) Data(r io.Reader) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cut != nil && c.cut(c.to, c.visits[c.to]) {
		c.conn.Conn().Close()
		return errors.New("cut")
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if c.data != nil {
		if err := c.data(c.to, c.visits[c.to]); err != nil {
			return err
		}
	}
	c.taken[c.to] = b
	return nil
}

func (c *call) Reset()        {}
func (c *call) Logout() error { return nil }

// opened starts a server on loopback and says how to reach it.
func opened(t *testing.T, p *post, how Security) Server {
	t.Helper()
	p.visits, p.taken = map[string]int{}, map[string][]byte{}
	s := smtp.NewServer(p)
	s.Domain, s.ErrorLog = "localhost", quiet{}
	own, trust := certificate(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	switch how {
	case TLS:
		l = tls.NewListener(l, own)
	case StartTLS:
		s.TLSConfig = own
	}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return Server{Host: "localhost", Port: port, Security: how, TLS: trust, Timeout: 5 * time.Second}
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

var sender = &mail.Address{Name: "Partner office", Address: "office@example.com"}

// letters writes a short message to each address.
func letters(to ...string) []Letter {
	var out []Letter
	for _, a := range to {
		out = append(out, Letter{To: &mail.Address{Address: a}, Content: []byte("Subject: a\r\n\r\n.a line that begins with a dot\r\n")})
	}
	return out
}

// soon tries three rounds without waiting.
var soon = Retry{Rounds: 3, Wait: func(int) time.Duration { return 0 }}

func TestLettersArriveOverBothKindsOfEncryption(t *testing.T) {
	for _, how := range []Security{StartTLS, TLS} {
		p := &post{user: "office"}
		s := opened(t, p, how)
		s.User, s.Password = "office", "right"
		list := letters("a@example.com", "b@example.com")
		for _, o := range Send(t.Context(), s, sender, list, soon) {
			if o.Err != nil || o.Tries != 1 {
				t.Errorf("%s, %s: %v after %d tries", how, o.To.Address, o.Err, o.Tries)
			}
		}
		if got := string(p.taken["b@example.com"]); got != string(list[1].Content) {
			t.Errorf("%s: the server took %q", how, got)
		}
		if how == TLS && p.conns != 1 { // with STARTTLS the session begins anew
			t.Errorf("%d connections for two letters", p.conns)
		}
	}
}

func busy(code int) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 2, 0}, Message: "as the script says"}
}

func TestAServerThatAsksForPatienceIsTriedAgain(t *testing.T) {
	p := &post{
		rcpt: func(to string, visit int) error {
			if to == "grey@example.com" && visit == 1 {
				return busy(451)
			}
			return nil
		},
		data: func(to string, visit int) error {
			if to == "slow@example.com" && visit < 3 {
				return busy(452)
			}
			return nil
		},
	}
	s := opened(t, p, StartTLS)
	var waits []int
	retry := Retry{Rounds: 5, Wait: func(round int) time.Duration { waits = append(waits, round); return 0 }}
	out := Send(t.Context(), s, sender, letters("grey@example.com", "slow@example.com", "quick@example.com"), retry)
	for i, want := range []int{2, 3, 1} {
		if out[i].Err != nil || out[i].Tries != want {
			t.Errorf("%s: %v after %d tries, want %d", out[i].To.Address, out[i].Err, out[i].Tries, want)
		}
	}
	if len(waits) != 2 {
		t.Errorf("waited %v", waits)
	}
}

func TestARefusalForGoodIsOfOneRecipient(t *testing.T) {
	p := &post{rcpt: func(to string, _ int) error {
		if to == "gone@example.com" {
			return busy(550)
		}
		return nil
	}}
	out := Send(t.Context(), opened(t, p, StartTLS), sender, letters("gone@example.com", "here@example.com"), soon)
	if out[0].Err == nil || out[0].Tries != 1 || !strings.Contains(out[0].Err.Error(), "550") {
		t.Errorf("gone: %v after %d tries", out[0].Err, out[0].Tries)
	}
	if out[1].Err != nil || p.taken["here@example.com"] == nil {
		t.Errorf("here: %v", out[1].Err)
	}
}

func TestACutConnectionIsOpenedAgain(t *testing.T) {
	p := &post{cut: func(_ string, visit int) bool { return visit == 1 }}
	out := Send(t.Context(), opened(t, p, StartTLS), sender, letters("a@example.com", "b@example.com"), soon)
	for _, o := range out {
		if o.Err != nil || o.Tries != 2 {
			t.Errorf("%s: %v after %d tries", o.To.Address, o.Err, o.Tries)
		}
	}
}

func TestPatienceEnds(t *testing.T) {
	p := &post{rcpt: func(string, int) error { return busy(450) }}
	out := Send(t.Context(), opened(t, p, StartTLS), sender, letters("a@example.com"), soon)
	if out[0].Err == nil || out[0].Tries != 3 {
		t.Errorf("%v after %d tries", out[0].Err, out[0].Tries)
	}
}

// failsWith sends one letter that no server should take.
func failsWith(t *testing.T, s Server, want string) {
	t.Helper()
	out := Send(t.Context(), s, sender, letters("a@example.com", "b@example.com"), soon)
	var e *Error
	for _, o := range out {
		if o.Err == nil || !strings.Contains(o.Err.Error(), want) {
			t.Errorf("%v, want %q", o.Err, want)
		}
		if !errors.As(o.Err, &e) || e.Hint == "" {
			t.Errorf("%v has no hint", o.Err)
		}
	}
	if out[0].Tries != 1 || out[1].Tries != 0 {
		t.Errorf("%d and %d tries", out[0].Tries, out[1].Tries)
	}
}

func TestWrongCredentialsStopAll(t *testing.T) {
	s := opened(t, &post{user: "office"}, StartTLS)
	s.User, s.Password = "office", "wrong"
	failsWith(t, s, "does not accept the credentials")
}

func TestAServerWithoutEncryptionGetsNothing(t *testing.T) {
	p := &post{}
	s := opened(t, p, None)
	s.Security = StartTLS
	failsWith(t, s, "does not offer encryption")
	if len(p.visits) != 0 {
		t.Error("a recipient was named in the clear")
	}
	s.Security = None
	if out := Send(t.Context(), s, sender, letters("a@example.com"), soon); out[0].Err != nil {
		t.Errorf("asked for none: %v", out[0].Err)
	}
}

func TestACertificateThatDoesNotHoldStopsAll(t *testing.T) {
	for _, how := range []Security{StartTLS, TLS} {
		s := opened(t, &post{}, how)
		s.TLS = nil
		failsWith(t, s, "certificate does not hold")
		s = opened(t, &post{}, how)
		s.Host = "127.0.0.1" // not in the certificate
		failsWith(t, s, "certificate does not hold")
	}
}

func TestCredentialsForAServerThatAsksForNoneStopAll(t *testing.T) {
	s := opened(t, &post{}, StartTLS)
	s.User, s.Password = "office", "right"
	failsWith(t, s, "cannot be given credentials")
}

func TestNoServerIsTriedAgain(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	out := Send(t.Context(), Server{Host: "localhost", Port: port}, sender, letters("a@example.com"), soon)
	if out[0].Err == nil || out[0].Tries != 3 {
		t.Errorf("%v after %d tries", out[0].Err, out[0].Tries)
	}
}

func TestAnInterruptionEndsTheWaiting(t *testing.T) {
	p := &post{rcpt: func(string, int) error { return busy(450) }}
	ctx, stop := context.WithCancel(t.Context())
	retry := Retry{Rounds: 3, Wait: func(int) time.Duration { stop(); return time.Hour }}
	out := Send(ctx, opened(t, p, StartTLS), sender, letters("a@example.com", "b@example.com"), retry)
	for _, o := range out {
		if !errors.Is(o.Err, context.Canceled) {
			t.Errorf("%s: %v", o.To.Address, o.Err)
		}
	}
}

func TestAServerThatSaysNothingIsLeft(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s := Server{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Timeout: 200 * time.Millisecond}
	began := time.Now()
	out := Send(t.Context(), s, sender, letters("a@example.com"), Retry{Rounds: 1})
	if out[0].Err == nil || time.Since(began) > 3*time.Second {
		t.Errorf("%v after %v", out[0].Err, time.Since(began))
	}
}
