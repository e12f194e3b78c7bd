package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ownermap/analyze/audience"
	"ownermap/cmd/ownermap/config"
	"ownermap/ingest"
	"ownermap/site"
	snapshot "ownermap/site/mail"
)

// Variables with the credentials of the SMTP server.
const (
	smtpUser     = "OWNERMAP_SMTP_USER"
	smtpPassword = "OWNERMAP_SMTP_PASSWORD"
)

// mailing holds the flags of mail.
type mailing struct {
	s                                    settings
	eml, audience, host, tls, from, link string
	port                                 int
	to                                   []string
	send, dryRun, pdf, withErrors        bool
}

func (a *app) mail() *cobra.Command {
	m := &mailing{}
	cmd := &cobra.Command{
		Use:   "mail [FILE...]",
		Short: "Write the summary as a mail, or send it",
		Long: `Writes the summary as a mail: verdict, key figures, ownership, two charts and the
next moves, with a text part. The file opens in a mail program as a draft that is
ready to send. With --send it goes to the recipients of ownermap.yaml by SMTP, one
message each, encrypted; a server that asks for patience is tried again.

Who belongs to an audience gets the report of that audience. The same report gives
the same Message-ID, so that a message that arrives twice can be told.

Credentials come from ` + smtpUser + ` and ` + smtpPassword + `.

stdout: the path of the file, or what became of each message.

` + exitCodesHelp,
		Example: `  ownermap mail --roster roster.xlsx --deals deals.xlsx
  ownermap mail --pdf --eml q3.eml
  ownermap mail --send --dry-run
  ownermap mail --send --to chief@example.com --audience leaders`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := m.s.resolve(a, args); err != nil {
				return err
			}
			return m.run(cmd.Context(), a)
		},
	}
	m.s.inputFlags(cmd)
	m.s.reportFlags(cmd)
	m.flags(cmd)
	return cmd
}

func (m *mailing) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&m.eml, "eml", "snapshot.eml", "`file` to write; with several audiences, one each with its name before the ending")
	f.BoolVar(&m.send, "send", false, "deliver by SMTP instead of writing a file")
	f.BoolVarP(&m.dryRun, "dry-run", "n", false, "with --send: say who would get what, and contact nobody")
	f.StringArrayVar(&m.to, "to", nil, "`address` to send to instead of the config's recipients; may be repeated")
	f.StringVar(&m.audience, "audience", "", "`name` of the audience whose report is mailed (default: those of the recipients, else the full report)")
	f.BoolVar(&m.pdf, "pdf", false, "attach the summary as PDF; needs Chromium")
	f.BoolVar(&m.withErrors, "with-errors", false, "send although the data has errors; the mail says so")
	f.StringVar(&m.from, "from", "", "`address` of the sender")
	f.StringVar(&m.link, "link", "", "`address` of the published site, https://host/path/")
	f.StringVar(&m.host, "host", "", "`name` of the SMTP server")
	f.IntVar(&m.port, "port", 0, "`port` of the SMTP server (default: 587, with --tls=tls 465, with --tls=none 25)")
	f.StringVar(&m.tls, "tls", "", "starttls, tls or none (default: starttls)")
	f.StringVar(&m.s.cacheDir, "cache-dir", "", "`directory` of rendered charts (default: the user's cache)")
	f.BoolVar(&m.s.noCache, "no-cache", false, "render every chart anew")
}

// batch is one audience's message and who gets it.
type batch struct {
	who     config.Audience
	to      []*mail.Address
	message *snapshot.Message
}

func (m *mailing) run(ctx context.Context, a *app) error {
	batches, err := m.plan()
	if err == nil {
		err = m.checkServer()
	}
	if err != nil {
		return err
	}
	var who []config.Audience
	for _, b := range batches {
		who = append(who, b.who)
	}
	if err := a.needKey(who); err != nil {
		return err
	}
	ds, err := a.readBoth(ctx, &m.s)
	if err != nil {
		return err
	}
	for i := range batches {
		if err := m.compose(ctx, a, &batches[i], ds); err != nil {
			return err
		}
	}
	found := judge(ds, m.s.strict)
	if !m.send {
		if err := m.write(a, batches); err != nil {
			return err
		}
		return found
	}
	if found != nil && !m.withErrors {
		return dataError(fmt.Errorf("nothing was sent: %w", found), "`ownermap check` lists them; --with-errors sends all the same, and the mail says so")
	}
	return m.deliver(ctx, a, batches)
}

// plan says who gets which audience's report, and takes the config's values
// where no flag was given.
func (m *mailing) plan() ([]batch, error) {
	c, given := m.s.base.Mail, func(flag string) bool { return m.s.set.Changed(flag) }
	fill(&m.host, c.Host, given("host"))
	fill(&m.port, c.Port, given("port"))
	fill(&m.tls, c.TLS, given("tls"))
	fill(&m.from, c.From, given("from"))
	list, err := m.s.audiences()
	if err != nil {
		return nil, err
	}
	chosen, err := m.chosen(list)
	if err != nil {
		return nil, err
	}
	if len(m.to) > 0 || len(c.Recipients) == 0 {
		b := batch{who: m.linked(chosen, true)}
		for _, text := range m.to {
			to, err := mail.ParseAddress(text)
			if err != nil {
				return nil, usageError(fmt.Errorf("--to %s: not an address: %w", text, err), "")
			}
			b.to = append(b.to, to)
		}
		if m.send && len(b.to) == 0 {
			return nil, usageError(errors.New("--send: no recipients"), "give --to ADDRESS, or name them under `mail: recipients:` in ownermap.yaml")
		}
		return []batch{b}, nil
	}
	return m.recipients(list)
}

// recipients groups those of the config by audience.
func (m *mailing) recipients(list []config.Audience) ([]batch, error) {
	var out []batch
	full := usual(list)
	for _, who := range list {
		b := batch{who: m.linked(who, m.audience != "")}
		for _, r := range m.s.base.Mail.Recipients {
			if cmp.Or(r.Audience, full.Name) != who.Name {
				continue
			}
			to, err := mail.ParseAddress(r.To)
			if err != nil {
				return nil, usageError(err, "")
			}
			b.to = append(b.to, to)
		}
		if len(b.to) > 0 && (m.audience == "" || m.audience == who.Name) {
			out = append(out, b)
		}
	}
	if len(out) == 0 {
		return nil, usageError(fmt.Errorf("--audience %s: no recipient belongs to it", m.audience), "give --to ADDRESS, or see `mail: recipients:` in ownermap.yaml")
	}
	return out, nil
}

// chosen is the audience of --audience, else the usual one.
func (m *mailing) chosen(list []config.Audience) (config.Audience, error) {
	names := make([]string, len(list))
	for i, w := range list {
		names[i] = w.Name
	}
	if m.audience != "" {
		if i := slices.Index(names, m.audience); i >= 0 {
			return list[i], nil
		}
		return config.Audience{}, usageError(fmt.Errorf("--audience %s: not in the config", m.audience), "known: "+strings.Join(names, ", "))
	}
	return usual(list), nil
}

// usual is the first full audience, else the first.
func usual(list []config.Audience) config.Audience {
	return list[max(0, slices.IndexFunc(list, func(w config.Audience) bool { return w.Audience == string(audience.Full) }))]
}

// linked gives an audience the address of its site. Only the full one falls
// back on that of the mail, so that nobody is led to more than they may see.
func (m *mailing) linked(who config.Audience, chosen bool) config.Audience {
	full := who.Audience == string(audience.Full)
	if m.link != "" && (full || chosen) {
		who.Link = m.link
	}
	if full {
		who.Link = cmp.Or(who.Link, m.s.base.Mail.Link)
	}
	return who
}

// checkServer refuses a delivery that cannot begin.
func (m *mailing) checkServer() error {
	if m.from != "" {
		if _, err := mail.ParseAddress(m.from); err != nil {
			return usageError(fmt.Errorf("--from %s: not an address: %w", m.from, err), "")
		}
	}
	switch {
	case !slices.Contains([]string{"", "starttls", "tls", "none"}, m.tls):
		return usageError(fmt.Errorf("--tls %s: not a way to encrypt", m.tls), "give starttls, tls or none")
	case m.dryRun && !m.send:
		return usageError(errors.New("--dry-run is of --send"), "without --send nothing is delivered")
	case m.send && m.from == "":
		return usageError(errors.New("--send: no sender"), "give --from ADDRESS, or `mail: from:` in ownermap.yaml")
	case m.send && m.host == "":
		return usageError(errors.New("--send: no server"), "give --host NAME, or `mail: host:` in ownermap.yaml")
	}
	return nil
}

// compose makes the message of one audience, and searches it for what the
// audience may not see.
func (m *mailing) compose(ctx context.Context, a *app, b *batch, ds *ingest.Dataset) error {
	opts, err := m.s.analysis()
	if err != nil {
		return err
	}
	res, err := audience.Redact(ds, opts, audience.Options{Audience: audience.Audience(b.who.Audience), Key: a.key()})
	if err != nil {
		return err
	}
	told := site.NewSnapshot(res.Report, res.Dataset, m.s.locale)
	b.message, err = snapshot.Compose(ctx, told, snapshot.Options{Link: b.who.Link, CacheDir: m.s.cacheDir, Workers: m.s.workers})
	if err != nil {
		return err
	}
	for _, w := range b.message.Warnings {
		a.talk.warn(w, "")
	}
	if err := a.searchMail(b, told, res, productWords(opts, res.Report)); err != nil {
		return err
	}
	if m.pdf {
		return m.attach(ctx, a, b, ds)
	}
	return nil
}

// searchMail fails where a message holds a name that its audience may not see.
func (a *app) searchMail(b *batch, told *site.Snapshot, res audience.Result, words []string) error {
	if res.Report.Audience == "" {
		return nil
	}
	more, err := told.Vocabulary()
	if err != nil {
		return err
	}
	scanner := audience.NewScanner(res.Secrets, slices.Concat(words, more, b.who.Allow)...)
	parts, err := b.message.Searchable(snapshot.Envelope{Draft: true})
	if err != nil {
		return err
	}
	var hits []string
	for _, p := range parts {
		found, err := scanner.Scan(p.Name, p.Content)
		if err != nil {
			return err
		}
		for _, h := range found {
			hits = append(hits, h.String())
		}
	}
	return leak(b.who.Name, hits)
}

// attach prints the summary page of the audience's site.
func (m *mailing) attach(ctx context.Context, a *app, b *batch, ds *ingest.Dataset) error {
	dir, err := os.MkdirTemp("", "ownermap-mail-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	opts, err := m.s.analysis()
	if err != nil {
		return err
	}
	who := b.who
	who.Out = filepath.Join(dir, "site")
	one, err := a.prepareSite(ctx, &m.s, who, ds, opts)
	if err != nil {
		return err
	}
	res, err := one.draft.Swap()
	if err != nil {
		return err
	}
	b.message.PDF, err = snapshot.Print(ctx, "", res.Index, b.message.Day)
	if errors.Is(err, snapshot.ErrNoChromium) {
		return &exitError{exitFailed, fmt.Errorf("--pdf: %w", err), "install Chromium, or leave --pdf out"}
	}
	return err
}

// sender is the From of a message; nil where none is set, in drafts.
func (m *mailing) sender() *mail.Address {
	from, _ := mail.ParseAddress(m.from) // checkServer has parsed it
	return from
}

// write writes one draft an audience.
func (m *mailing) write(a *app, batches []batch) error {
	for _, b := range batches {
		content, err := b.message.Bytes(snapshot.Envelope{From: m.sender(), To: b.to, Draft: true})
		if err != nil {
			return err
		}
		name := m.eml
		if len(batches) > 1 {
			ext := filepath.Ext(name)
			name = strings.TrimSuffix(name, ext) + "-" + b.who.Name + ext
		}
		if err := os.WriteFile(name, content, 0o666); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(a.out, printable(name)); err != nil {
			return err
		}
	}
	return nil
}

// deliver sends each message to each of its recipients and prints the outcome.
func (m *mailing) deliver(ctx context.Context, a *app, batches []batch) error {
	server := snapshot.Server{Host: m.host, Port: m.port, Security: snapshot.Security(cmp.Or(m.tls, string(snapshot.StartTLS)))}
	server.User, _ = a.env(smtpUser)
	server.Password, _ = a.env(smtpPassword)
	from, failed, all := m.sender(), 0, 0
	var first error
	for _, b := range batches {
		var letters []snapshot.Letter
		var ids []string
		for _, to := range b.to {
			e := snapshot.Envelope{From: from, To: []*mail.Address{to}, Date: time.Now()}
			content, err := b.message.Bytes(e)
			if err != nil {
				return err
			}
			letters, ids = append(letters, snapshot.Letter{To: to, Content: content}), append(ids, b.message.ID(e))
		}
		if m.dryRun {
			if err := printPlanned(a.out, server, b, letters, ids); err != nil {
				return err
			}
			continue
		}
		outcomes := snapshot.Send(ctx, server, from, letters, snapshot.Retry{})
		for i, o := range outcomes {
			all++
			if err := printSent(a.out, b, o, ids[i]); err != nil {
				return err
			}
			if o.Err != nil {
				failed++
				first = cmp.Or(first, o.Err)
			}
		}
	}
	return undelivered(ctx, failed, all, first)
}

// undelivered is the error of a delivery in which some failed.
func undelivered(ctx context.Context, failed, all int, first error) error {
	switch {
	case failed == 0:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	hint := ""
	var e *snapshot.Error
	if errors.As(first, &e) {
		hint = e.Hint
	}
	return &exitError{exitDelivery, fmt.Errorf("%d of %s not delivered: %w", failed, count(all, "mail"), first), hint}
}

func printPlanned(w io.Writer, server snapshot.Server, b batch, letters []snapshot.Letter, ids []string) error {
	for i, l := range letters {
		if _, err := fmt.Fprintf(w, "would send  %s  audience %s, %d kB by %s, <%s>\n", l.To.Address, printable(b.who.Name), len(l.Content)>>10, server.Address(), ids[i]); err != nil {
			return err
		}
	}
	return nil
}

func printSent(w io.Writer, b batch, o snapshot.Outcome, id string) error {
	if o.Err != nil {
		_, err := fmt.Fprintf(w, "failed      %s  audience %s, after %s: %s\n", o.To.Address, printable(b.who.Name), count(o.Tries, "attempt"), printable(strings.ReplaceAll(o.Err.Error(), "\n", " ")))
		return err
	}
	_, err := fmt.Fprintf(w, "sent        %s  audience %s, <%s>\n", o.To.Address, printable(b.who.Name), id)
	return err
}
