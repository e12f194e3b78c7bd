package mail

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"image/png"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"ownermap/analyze"
	"ownermap/ingest"
	"ownermap/site"
)

// samples is the dataset of the sample workbooks, read once.
var samples = sync.OnceValues(func() (*ingest.Dataset, error) {
	dir := filepath.Join("..", "..", "cmd", "ownermap", "samples")
	return ingest.Load(context.Background(), ingest.Options{Sources: []ingest.Source{
		{Kind: ingest.KindRoster, Path: filepath.Join(dir, "roster.xlsx")},
		{Kind: ingest.KindDeals, Path: filepath.Join(dir, "deals.xlsx")},
		{Kind: ingest.KindPartners, Path: filepath.Join(dir, "partners.xlsx")},
		{Kind: ingest.KindRates, Path: filepath.Join(dir, "deals.xlsx#Rates")}}})
})

var pictureCache string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "ownermap-mail-")
	if err != nil {
		panic(err)
	}
	pictureCache = dir
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// told is a snapshot of the samples under a title.
func told(t *testing.T, title string) *site.Snapshot {
	t.Helper()
	ds, err := samples()
	if err != nil {
		t.Fatal(err)
	}
	opts := analyze.Default()
	if title != "" {
		opts.Title = title
	}
	return site.NewSnapshot(analyze.Run(ds, opts), ds, "")
}

func composed(t *testing.T, title string) *Message {
	t.Helper()
	m, err := Compose(t.Context(), told(t, title), Options{Link: "https://intranet.example/partners", CacheDir: pictureCache})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// entity is a MIME part with its body decoded.
type entity struct {
	kind  string
	cid   string
	body  []byte
	parts []entity
}

// parsed reads a message back with the standard library.
func parsed(t *testing.T, content []byte) (mail.Header, entity) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return m.Header, read(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), "", m.Body)
}

func read(t *testing.T, contentType, encoding, cid string, body io.Reader) entity {
	t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatalf("%q: %v", contentType, err)
	}
	e := entity{kind: kind, cid: strings.Trim(cid, "<>")}
	if strings.HasPrefix(kind, "multipart/") {
		r := multipart.NewReader(body, params["boundary"])
		for {
			p, err := r.NextRawPart()
			if err == io.EOF {
				return e
			}
			if err != nil {
				t.Fatal(err)
			}
			e.parts = append(e.parts, read(t, p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p.Header.Get("Content-ID"), p))
		}
	}
	switch encoding {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	default:
		t.Fatalf("%s is encoded as %q", kind, encoding)
	}
	if e.body, err = io.ReadAll(body); err != nil {
		t.Fatal(err)
	}
	return e
}

func draft(t *testing.T, m *Message) []byte {
	t.Helper()
	b, err := m.Bytes(Envelope{From: &mail.Address{Name: "Büro Ost", Address: "ost@example.com"}, To: []*mail.Address{{Address: "board@example.com"}}, Draft: true})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestADraftIsReadBackAsItWasMeant(t *testing.T) {
	m := composed(t, "Übersicht")
	h, root := parsed(t, draft(t, m))
	for field, want := range map[string]string{"To": "<board@example.com>", "X-Unsent": "1", "MIME-Version": "1.0", "Date": "Wed, 30 Sep 2026 12:00:00 +0000"} {
		if got := h.Get(field); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject"))
	if err != nil || subject != m.Subject || !strings.HasPrefix(subject, "Übersicht, 2026-Q3: ") {
		t.Errorf("subject %q, %v", subject, err)
	}
	if from, err := h.AddressList("From"); err != nil || from[0].Name != "Büro Ost" {
		t.Errorf("from %v, %v", from, err)
	}
	if root.kind != "multipart/alternative" || len(root.parts) != 2 || root.parts[0].kind != "text/plain" || root.parts[1].kind != "multipart/related" {
		t.Fatalf("the message is %s with %d parts", root.kind, len(root.parts))
	}
	related := root.parts[1].parts
	if got := strings.ReplaceAll(string(root.parts[0].body), "\r\n", "\n"); got != string(m.Text) {
		t.Error("the text part has changed on the way")
	}
	html := strings.ReplaceAll(string(related[0].body), "\r\n", "\n")
	if related[0].kind != "text/html" || html != string(m.HTML) {
		t.Error("the HTML part has changed on the way")
	}
	checkCIDs(t, html, related[1:])
}

// checkCIDs follows every cid: address to a picture of the size that the HTML says.
func checkCIDs(t *testing.T, html string, parts []entity) {
	t.Helper()
	pictures := map[string][]byte{}
	for _, p := range parts {
		pictures[p.cid] = p.body
	}
	refs := regexp.MustCompile(`src="cid:([^"]+)" width="552" height="([0-9]+)"`).FindAllStringSubmatch(html, -1)
	if len(refs) != 2 || len(pictures) != 2 || strings.Count(html, "<img") != 2 {
		t.Fatalf("%d references, %d pictures", len(refs), len(pictures))
	}
	for _, r := range refs {
		c, err := png.DecodeConfig(bytes.NewReader(pictures[r[1]]))
		if err != nil || c.Width != 2*552 {
			t.Errorf("%s: %d px wide, %v", r[1], c.Width, err)
		}
	}
	if i := strings.Index(html, `alt="`); !regexp.MustCompile(`^alt="[^"]*€[^"]*in 20[0-9-]+Q[1-4][^"]*"`).MatchString(html[i:]) {
		t.Errorf("the first picture's words carry no figure: %.200s", html[i:])
	}
}

func TestTheSameReportGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(draft(t, composed(t, "")), draft(t, composed(t, ""))) {
		t.Error("the bytes differ")
	}
	one, other := composed(t, ""), composed(t, "Another title")
	to := []*mail.Address{{Address: "a@example.com"}}
	switch first := one.ID(Envelope{To: to}); {
	case first != one.ID(Envelope{To: to, Date: time.Now()}):
		t.Error("a repeated send has another Message-ID")
	case first == other.ID(Envelope{To: to}):
		t.Error("another content has the same Message-ID")
	case first == one.ID(Envelope{To: []*mail.Address{{Address: "b@example.com"}}}):
		t.Error("two recipients have one Message-ID")
	}
}

// A line that ends a field and begins another must not come from data.
func TestNoTitleCanAddAHeader(t *testing.T) {
	for _, title := range []string{"Review\r\nBcc: thief@example.com", "Review\nBcc: thief@example.com\n\n<b>", "Review\rBcc: thief@example.com", "Review\u2028Bcc: thief@example.com", strings.Repeat("long ü ", 200)} {
		b, err := composed(t, title).Bytes(Envelope{From: &mail.Address{Name: "A\r\nBcc: b@example.com", Address: "a@example.com"}, To: []*mail.Address{{Name: "x\ny: z", Address: "c@example.com"}}})
		if err != nil {
			t.Fatal(err)
		}
		h, _ := parsed(t, b)
		for field := range h {
			if !strings.Contains("From To Subject Date Message-Id Content-Language Mime-Version Content-Type", field) {
				t.Errorf("title %.20q adds %q", title, field)
			}
		}
		for line := range bytes.Lines(b) {
			if len(line) > 998 || !bytes.HasSuffix(line, []byte("\r\n")) {
				t.Fatalf("title %.20q: a line of %d bytes", title, len(line))
			}
		}
	}
}

func TestTheHTMLKeepsToWhatMailProgramsRead(t *testing.T) {
	m := composed(t, `Review <script>alert(1)</script>`)
	html := string(m.HTML)
	if len(html) > MaxHTML {
		t.Errorf("%d bytes", len(html))
	}
	inline := regexp.MustCompile(`(?s)<style>.*</style>`).ReplaceAllString(html, "") // what a program without style sheets sees
	for _, never := range []string{"<script", "<svg", "flex", "grid", "max-width", "margin", "border-radius", "rem;", "var(", "ZgotmplZ", "background-image", "url("} {
		if strings.Contains(inline, never) {
			t.Errorf("the HTML has %q", never)
		}
	}
	for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(html, -1) {
		if !strings.HasPrefix(m[1], "https://intranet.example/partners/") {
			t.Errorf("a link leads to %s", m[1])
		}
	}
	for _, bar := range regexp.MustCompile(`(?s)<table role="presentation" width="100%" border="0" cellpadding="0" cellspacing="0"><tr>\n(<td width="[0-9]+%".*?)</table>`).FindAllStringSubmatch(html, -1) {
		sum := 0
		for _, w := range regexp.MustCompile(`<td width="([0-9]+)%"`).FindAllStringSubmatch(bar[1], -1) {
			n := 0
			for _, d := range w[1] {
				n = 10*n + int(d-'0')
			}
			sum += n
		}
		if sum != 100 {
			t.Errorf("a bar is %d%% wide", sum)
		}
	}
}

func TestTheTextFitsATerminal(t *testing.T) {
	text := string(composed(t, "").Text)
	for line := range strings.Lines(text) {
		if n := utf8.RuneCountInString(line); n > columns+8 && !strings.Contains(line, "https://") {
			t.Errorf("%d characters: %s", n, line)
		}
	}
	for _, want := range []string{"nobody owns activation", "Recruitment", "1. ", "https://intranet.example/partners/index.html", "Method: https://"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text part does not say %q", want)
		}
	}
	if strings.ContainsAny(text, "<>\u00a0\u2212") {
		t.Error("the text part has characters of the page")
	}
}

func TestWithoutALinkNothingLeadsAnywhere(t *testing.T) {
	m, err := Compose(t.Context(), told(t, ""), Options{CacheDir: pictureCache})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(m.HTML, []byte("href")) || bytes.Contains(m.HTML, []byte("Open the report")) {
		t.Error("the HTML has a link")
	}
	for _, link := range []string{"intranet/partners", "javascript:alert(1)", "ftp://host/", "https://", "://"} {
		if _, err := Compose(t.Context(), told(t, ""), Options{Link: link}); err == nil {
			t.Errorf("%q was taken as a link", link)
		}
	}
}

func TestSearchableHoldsTheTextOfTheWholeMessage(t *testing.T) {
	m := composed(t, "")
	parts, err := m.Searchable(Envelope{Draft: true})
	if err != nil || len(parts) != 3 {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	if !bytes.Contains(parts[0].Content, []byte("nobody owns activation")) || !bytes.Contains(parts[1].Content, []byte("<text")) {
		t.Error("the parts do not hold the words")
	}
}

// Python's email package is another reader of the same standards.
func TestPythonReadsTheMessageToo(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	cmd := exec.CommandContext(t.Context(), python, "-c", `
import sys, email, email.policy
m = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
assert not list(m.defects), m.defects
print(m["subject"])
cids = set()
for p in m.walk():
    assert not p.defects, p.defects
    if not p.is_multipart():
        body = p.get_content()
    if p["content-id"]:
        cids.add(p["content-id"].strip("<>"))
html = m.get_body(("html",)).get_content()
text = m.get_body(("plain",)).get_content()
for c in cids:
    assert "cid:" + c in html
print(len(cids), "Recruitment" in text, m["date"].datetime.date())
`)
	m := composed(t, "Übersicht")
	cmd.Stdin = bytes.NewReader(draft(t, m))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if want := m.Subject + "\n2 True 2026-09-30\n"; string(out) != want {
		t.Errorf("python reads %q, want %q", out, want)
	}
}

func TestThePDFIsAttachedAndRepeats(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "index.html")
	if err := os.WriteFile(page, []byte("<!DOCTYPE html><title>a</title><p>A page."), 0o644); err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC)
	pdf, err := Print(t.Context(), "", page, day)
	if errors.Is(err, ErrNoChromium) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	again, err := Print(t.Context(), "", page, day)
	if err != nil || !bytes.Equal(pdf, again) || !bytes.HasPrefix(pdf, []byte("%PDF-")) || !bytes.Contains(pdf, []byte("D:20260630120000")) {
		t.Errorf("%d and %d bytes, %v", len(pdf), len(again), err)
	}
	m := *composed(t, "")
	m.PDF = pdf
	_, root := parsed(t, draft(t, &m))
	if root.kind != "multipart/mixed" || len(root.parts) != 2 || root.parts[1].kind != "application/pdf" || !bytes.Equal(root.parts[1].body, pdf) {
		t.Errorf("the message is %s with %d parts", root.kind, len(root.parts))
	}
}
