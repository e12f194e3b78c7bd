package mail

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"
	"unicode"
)

// Envelope is what a message is given for one delivery.
type Envelope struct {
	From  *mail.Address   // nil only in a draft
	To    []*mail.Address // may be empty in a draft
	Date  time.Time       // zero for the day of the report
	Draft bool            // X-Unsent: mail programs open it ready to send
}

// ID is the Message-ID for an envelope, without its brackets: it comes from the
// content and the recipients, so that a message that arrives twice can be told.
func (m *Message) ID(e Envelope) string {
	parts := [][]byte{[]byte(m.Subject), m.HTML, m.Text}
	for _, p := range m.Pictures {
		parts = append(parts, p.PNG)
	}
	for _, a := range e.To {
		parts = append(parts, []byte(strings.ToLower(a.Address)))
	}
	domain := "ownermap.invalid"
	if e.From != nil {
		if i := strings.LastIndexByte(e.From.Address, '@'); i >= 0 {
			domain = e.From.Address[i+1:]
		}
	}
	return digest(parts...)[:40] + "@" + domain
}

// Bytes is the message as it is written to a file or to a server, with lines
// that end in CRLF.
func (m *Message) Bytes(e Envelope) ([]byte, error) {
	if e.From == nil && !e.Draft {
		return nil, fmt.Errorf("the message has no sender")
	}
	var b bytes.Buffer
	m.header(&b, e)
	var err error
	if m.PDF != nil {
		err = m.mixed(&b)
	} else {
		err = m.alternative(partHeader(&b))
	}
	return b.Bytes(), err
}

// header writes the fields of the message itself.
func (m *Message) header(b *bytes.Buffer, e Envelope) {
	if e.From != nil {
		field(b, "From", e.From.String())
	}
	if len(e.To) > 0 {
		list := make([]string, len(e.To))
		for i, a := range e.To {
			list[i] = a.String()
		}
		field(b, "To", strings.Join(list, ", "))
	}
	field(b, "Subject", mime.QEncoding.Encode("utf-8", oneLine(m.Subject)))
	date := e.Date
	if date.IsZero() {
		date = m.Day
	}
	if !date.IsZero() {
		field(b, "Date", date.Format(time.RFC1123Z))
	}
	field(b, "Message-ID", "<"+m.ID(e)+">")
	if m.lang != "" {
		field(b, "Content-Language", m.lang)
	}
	if e.Draft {
		field(b, "X-Unsent", "1")
	}
	field(b, "MIME-Version", "1.0")
}

// oneLine makes a text fit for a header: no line ends, no control characters.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
	}), " ")
}

// field writes one field, folded at spaces to lines of at most 76 characters
// where it has any.
func field(b *bytes.Buffer, name, value string) {
	line := name + ":"
	for word := range strings.SplitSeq(oneLine(value), " ") {
		if len(line)+1+len(word) > 76 && strings.TrimSpace(line) != name+":" {
			b.WriteString(line + "\r\n")
			line = ""
		}
		line += " " + word
	}
	b.WriteString(line + "\r\n")
}

// open starts an entity: it writes its header and gives where its body goes.
type open func(h textproto.MIMEHeader) (io.Writer, error)

// partHeader opens the body of the message itself.
func partHeader(b *bytes.Buffer) open {
	return func(h textproto.MIMEHeader) (io.Writer, error) {
		field(b, "Content-Type", h.Get("Content-Type"))
		b.WriteString("\r\n")
		return b, nil
	}
}

// multi writes a multipart entity whose boundary comes from the message.
func (m *Message) multi(start open, kind, suffix string, parts func(open) error) error {
	boundary := "=_" + kind + "_" + digest(m.Text, m.HTML)[:24]
	w, err := start(textproto.MIMEHeader{"Content-Type": {"multipart/" + kind + "; boundary=\"" + boundary + "\"" + suffix}})
	if err != nil {
		return err
	}
	mw := multipart.NewWriter(w)
	if err := mw.SetBoundary(boundary); err != nil {
		return err
	}
	if err := parts(mw.CreatePart); err != nil {
		return err
	}
	return mw.Close()
}

func (m *Message) mixed(b *bytes.Buffer) error {
	return m.multi(partHeader(b), "mixed", "", func(next open) error {
		if err := m.alternative(next); err != nil {
			return err
		}
		w, err := next(textproto.MIMEHeader{"Content-Type": {"application/pdf; name=\"summary.pdf\""},
			"Content-Disposition": {"attachment; filename=\"summary.pdf\""}, "Content-Transfer-Encoding": {"base64"}})
		if err != nil {
			return err
		}
		return base64Lines(w, m.PDF)
	})
}

func (m *Message) alternative(start open) error {
	return m.multi(start, "alternative", "", func(next open) error {
		if err := quoted(next, "text/plain; charset=utf-8", m.Text); err != nil {
			return err
		}
		if len(m.Pictures) == 0 {
			return quoted(next, "text/html; charset=utf-8", m.HTML)
		}
		return m.related(next)
	})
}

// related is the HTML with the pictures that it refers to.
func (m *Message) related(start open) error {
	return m.multi(start, "related", "; type=\"text/html\"", func(next open) error {
		if err := quoted(next, "text/html; charset=utf-8", m.HTML); err != nil {
			return err
		}
		for i, p := range m.Pictures {
			name := fmt.Sprintf("chart-%d.png", i+1)
			w, err := next(textproto.MIMEHeader{"Content-Type": {"image/png; name=\"" + name + "\""}, "Content-Id": {"<" + p.CID + ">"},
				"Content-Disposition": {"inline; filename=\"" + name + "\""}, "Content-Transfer-Encoding": {"base64"}})
			if err != nil {
				return err
			}
			if err := base64Lines(w, p.PNG); err != nil {
				return err
			}
		}
		return nil
	})
}

func quoted(start open, kind string, body []byte) error {
	w, err := start(textproto.MIMEHeader{"Content-Type": {kind}, "Content-Transfer-Encoding": {"quoted-printable"}})
	if err != nil {
		return err
	}
	q := quotedprintable.NewWriter(w)
	if _, err := q.Write(body); err != nil {
		return err
	}
	return q.Close()
}

// base64Lines writes base64 in lines of 76 characters.
func base64Lines(w io.Writer, content []byte) error {
	text := base64.StdEncoding.EncodeToString(content)
	for len(text) > 0 {
		n := min(76, len(text))
		if _, err := io.WriteString(w, text[:n]+"\r\n"); err != nil {
			return err
		}
		text = text[n:]
	}
	return nil
}

// Part is a piece of a message in which text can be searched.
type Part struct {
	Name    string
	Content []byte
}

// Searchable gives all text of the message as it is delivered: headers and both
// parts as a mail, and each picture as the SVG that it was drawn from, as pixels say
// nothing to a search.
func (m *Message) Searchable(e Envelope) ([]Part, error) {
	bare := *m
	bare.Pictures, bare.PDF = nil, nil
	mail, err := bare.Bytes(e)
	if err != nil {
		return nil, err
	}
	out := []Part{{"snapshot.eml", mail}}
	for i, p := range m.Pictures {
		out = append(out, Part{fmt.Sprintf("snapshot.eml!chart-%d.svg", i+1), p.SVG})
	}
	return out, nil
}
