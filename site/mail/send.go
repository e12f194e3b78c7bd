package mail

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/textproto"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// Security says how a connection is encrypted.
type Security string

// Ways of encrypting. The zero value is StartTLS; both it and TLS refuse a server
// that does not encrypt or whose certificate does not hold.
const (
	StartTLS Security = "starttls" // begins in the clear; port 587
	TLS      Security = "tls"      // encrypted from the first byte; port 465
	None     Security = "none"     // in the clear, for a relay on the same machine; port 25
)

// Server is where mails are handed over.
type Server struct {
	Host           string
	Port           int // 0 for the usual one of the security
	Security       Security
	User, Password string      // "" for a server that asks for neither
	TLS            *tls.Config // nil checks the certificate with the system's authorities
	Timeout        time.Duration
}

// Address is host:port.
func (s Server) Address() string { return net.JoinHostPort(s.Host, fmt.Sprint(s.port())) }

func (s Server) port() int {
	usual := 587
	switch s.Security {
	case TLS:
		usual = 465
	case None:
		usual = 25
	}
	return cmp.Or(s.Port, usual)
}

// Letter is one message for one recipient.
type Letter struct {
	To      *mail.Address
	Content []byte // as Message.Bytes writes it
}

// Outcome is what became of a letter. Err is nil where the server took it.
type Outcome struct {
	To    *mail.Address
	Tries int
	Err   error
}

// Retry says how often a letter is tried while a server asks for patience or a
// connection breaks, and how long to wait before each further round. The zero
// value is DefaultRetry.
type Retry struct {
	Rounds int
	Wait   func(round int) time.Duration // of the round that comes, from 1; nil for DefaultWait
}

// DefaultRounds is how often a letter is tried.
const DefaultRounds = 5

// DefaultWait is 5, 15, 45 and 135 seconds: a server that turns strangers away
// for a minute or two is waited for.
func DefaultWait(round int) time.Duration {
	d := 5 * time.Second
	for range round - 1 {
		d *= 3
	}
	return d
}

// Send hands the letters over, in their order, and gives the outcome of each. A
// letter that the server refuses for good is not tried again and does not stop
// the others; a server that cannot be used at all stops all. After the context's end
// the rest has its error.
func Send(ctx context.Context, s Server, from *mail.Address, letters []Letter, retry Retry) []Outcome {
	if retry.Rounds <= 0 {
		retry.Rounds = DefaultRounds
	}
	if retry.Wait == nil {
		retry.Wait = DefaultWait
	}
	out := make([]Outcome, len(letters))
	var open []int
	ascii := isASCII(from.Address)
	for i, l := range letters {
		out[i].To, ascii = l.To, ascii && isASCII(l.To.Address)
		open = append(open, i)
	}
	for round := range retry.Rounds {
		if round > 0 && !sleep(ctx, retry.Wait(round)) {
			break
		}
		d := &delivery{server: s, from: from, ascii: ascii}
		open = d.round(ctx, letters, out, open)
		d.close()
		if len(open) == 0 {
			break
		}
	}
	for _, i := range open {
		if ctx.Err() != nil {
			out[i].Err = ctx.Err()
		}
	}
	return out
}

func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// delivery is one connection, opened when it is needed.
type delivery struct {
	server Server
	from   *mail.Address
	ascii  bool // no address needs SMTPUTF8
	client *smtp.Client
	conn   net.Conn
	stop   func() bool
}

// round tries the open letters once and gives those to try again.
func (d *delivery) round(ctx context.Context, letters []Letter, out []Outcome, open []int) []int {
	var again []int
	for n, i := range open {
		if ctx.Err() != nil {
			return append(again, open[n:]...)
		}
		out[i].Tries++
		err := d.connect(ctx)
		if err != nil && !temporary(err) {
			for _, j := range open[n:] {
				out[j].Err = err
			}
			return again
		}
		if err == nil {
			err = d.hand(letters[i])
		}
		if out[i].Err = err; err != nil {
			if temporary(err) {
				again = append(again, i)
			}
			d.recover(err)
		}
	}
	return again
}

// hand carries out one transaction.
func (d *delivery) hand(l Letter) error {
	if err := d.client.UpdateDeadline(d.timeout()); err != nil {
		return err
	}
	if err := d.client.Mail("<" + d.from.Address + ">"); err != nil {
		return d.refused(err)
	}
	if err := d.client.Rcpt("<" + l.To.Address + ">"); err != nil {
		return err
	}
	w, err := d.client.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(l.Content); err != nil {
		return err
	}
	return w.Close()
}

// refused says why a server does not take mail from the sender.
func (d *delivery) refused(err error) error {
	said := fmt.Errorf("%s: sender %s: %w", d.server.Address(), d.from.Address, err)
	if d.server.User == "" && !temporary(err) && strings.Contains(strings.ToLower(err.Error()), "authenticat") {
		return &Error{said, "set OWNERMAP_SMTP_USER and OWNERMAP_SMTP_PASSWORD"}
	}
	return said
}

// recover makes the connection fit for the next letter, or drops it.
func (d *delivery) recover(err error) {
	var reply *textproto.Error
	if d.client == nil || errors.As(err, &reply) && reply.Code != 421 && d.client.Reset() == nil {
		return
	}
	d.drop()
}

func (d *delivery) timeout() time.Duration { return cmp.Or(d.server.Timeout, 30*time.Second) }

// connect opens the connection where there is none.
func (d *delivery) connect(ctx context.Context) error {
	if d.client != nil {
		return nil
	}
	c, err := gomail.NewClient(d.server.Host, d.options(ctx)...)
	if err != nil {
		return err
	}
	if d.client, err = c.DialToSMTPClientWithContext(ctx); err != nil {
		d.drop()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return d.explain(err)
	}
	return nil
}

// options are those of go-mail's client. Only it speaks of encryption and
// credentials; the letters are written as they are.
func (d *delivery) options(ctx context.Context) []gomail.Option {
	s := d.server
	policy := gomail.TLSMandatory
	if s.Security == None || s.Security == TLS {
		policy = gomail.NoTLS
	}
	list := []gomail.Option{gomail.WithPort(s.port()), gomail.WithTLSPolicy(policy), gomail.WithTLSConfig(d.config()), gomail.WithTimeout(d.timeout()),
		gomail.WithDialContextFunc(func(dial context.Context, network, address string) (net.Conn, error) {
			return d.dial(ctx, dial, network, address)
		})}
	if d.ascii {
		list = append(list, gomail.WithoutSMTPUTF8())
	}
	if s.User != "" {
		list = append(list, gomail.WithUsername(s.User), gomail.WithPassword(s.Password),
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256PLUS, gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin, gomail.SMTPAuthCramMD5))
	}
	return list
}

func (d *delivery) config() *tls.Config {
	c := &tls.Config{}
	if d.server.TLS != nil {
		c = d.server.TLS.Clone()
	}
	c.ServerName = cmp.Or(c.ServerName, d.server.Host)
	c.MinVersion = max(c.MinVersion, tls.VersionTLS12)
	return c
}

// dial connects, encrypted for TLS, and closes the connection when ctx ends.
func (d *delivery) dial(ctx, dial context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(dial, network, address)
	if err != nil {
		return nil, err
	}
	if d.server.Security == TLS {
		enc := tls.Client(conn, d.config())
		if err := enc.HandshakeContext(dial); err != nil {
			conn.Close()
			return nil, err
		}
		conn = enc
	}
	d.conn, d.stop = conn, context.AfterFunc(ctx, func() { conn.Close() })
	return conn, nil
}

// drop closes the connection without a word.
func (d *delivery) drop() {
	if d.conn != nil {
		d.stop()
		d.conn.Close()
	}
	d.client, d.conn = nil, nil
}

// close takes leave of the server. What was handed over has been taken by then.
func (d *delivery) close() {
	if d.client != nil {
		_ = d.client.Quit()
	}
	d.drop()
}

// Error is a server that cannot be used, with what to do about it.
type Error struct {
	Err  error
	Hint string
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// explain says what a failed connection means.
func (d *delivery) explain(err error) error {
	var reply *textproto.Error
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	where := d.server.Address()
	switch {
	case strings.Contains(err.Error(), "STARTTLS"):
		return &Error{fmt.Errorf("%s: the server does not offer encryption (STARTTLS)", where),
			"nothing was sent; ask for a port with TLS, or set tls: none for a relay on this machine"}
	case errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &invalid):
		return &Error{fmt.Errorf("%s: the server's certificate does not hold: %w", where, err), "check the host's name; SSL_CERT_FILE may name a file with further authorities"}
	case errors.As(err, &reply) && reply.Code >= 500 && strings.Contains(err.Error(), "AUTH"):
		return &Error{fmt.Errorf("%s: the server does not accept the credentials: %w", where, reply), "check OWNERMAP_SMTP_USER and OWNERMAP_SMTP_PASSWORD"}
	case d.server.User != "" && (strings.Contains(err.Error(), "SMTP AUTH") || strings.Contains(err.Error(), "SMTP Auth") || errors.Is(err, smtp.ErrUnencrypted)) && reply == nil:
		return &Error{fmt.Errorf("%s: the server cannot be given credentials: %w", where, err), "unset OWNERMAP_SMTP_USER for a server that asks for none"}
	}
	return fmt.Errorf("%s: %w", where, err)
}

// temporary reports whether a later try may succeed: the server says so with a
// reply of 400 to 499, or the connection broke.
func temporary(err error) bool {
	var final *Error
	var reply *textproto.Error
	var unknown *net.DNSError
	switch {
	case errors.As(err, &final), errors.Is(err, context.Canceled):
		return false
	case errors.As(err, &unknown) && unknown.IsNotFound:
		return false
	case errors.As(err, &reply):
		return reply.Code < 500
	}
	return true
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}
