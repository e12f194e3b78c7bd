// Package zippart reads the parts of a zip for the formats that are zips. It
// trusts nothing: every part's length and CRC are compared with the directory
// when its reader comes to the end, and inflating is bounded.
package zippart

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"net/url"
	"path"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"

	"ownermap/ingest/table"
)

// ErrSum is the error of a part whose bytes are not those that were written.
var ErrSum = errors.New("checksum does not match")

// Archive is the directory of a zip.
type Archive struct {
	Parts []*zip.File // in directory order
	// Twice names the first part that the directory has twice, "" where none is.
	Twice string

	byName map[string]*zip.File
	limits table.Limits
}

// Open reads the directory of a zip of size bytes.
func Open(r io.ReaderAt, size int64, lim table.Limits) (*Archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, err
	}
	a := &Archive{Parts: z.File, byName: make(map[string]*zip.File, len(z.File)), limits: lim}
	for _, f := range z.File {
		key := fold(f.Name)
		if _, ok := a.byName[key]; ok && a.Twice == "" {
			a.Twice = f.Name
		} else if !ok {
			a.byName[key] = f
		}
	}
	return a, nil
}

// fold is the form in which part names are compared (ECMA-376 part 2, 6.2.2.3).
func fold(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// Find returns the part of that name, nil where there is none. Case, a leading
// slash, backslashes and percent-encoding make no difference.
func (a *Archive) Find(name string) *zip.File {
	if f := a.byName[fold(name)]; f != nil {
		return f
	}
	if plain, err := url.PathUnescape(name); err == nil {
		return a.byName[fold(plain)]
	}
	return nil
}

// Reader inflates a part. Its last error is io.EOF only where length and CRC
// are right; otherwise ErrSum, the inflater's error, or a *table.Refusal for a
// part that is too large or cannot be read by anybody without a password.
func (a *Archive) Reader(f *zip.File) (io.ReadCloser, error) {
	if f.Flags&1 != 0 {
		return nil, &table.Refusal{Message: "the zip is protected with a password", Hint: "unpack it, or save the file without a password"}
	}
	raw, err := f.OpenRaw()
	if err != nil {
		return nil, fmt.Errorf("part %s: %w", f.Name, err)
	}
	p := &part{f: f, limit: a.limits.InflatedBytes, ratio: int64(a.limits.Ratio)}
	switch f.Method {
	case zip.Store:
		p.src = io.NopCloser(raw)
	case zip.Deflate:
		p.src = inflate(raw)
	default:
		return nil, fmt.Errorf("part %s: compression method %d is not one of a spreadsheet", f.Name, f.Method)
	}
	return p, nil
}

// Bytes inflates a whole part of at most limit bytes. With ErrSum and with
// inflating errors it also returns what it could read.
func (a *Archive) Bytes(f *zip.File, limit int64) ([]byte, error) {
	r, err := a.Reader(f)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(data)) > limit {
		return nil, &table.Refusal{
			Message: fmt.Sprintf("part %s is larger than %d MB after inflating", f.Name, limit>>20),
			Hint:    "no ordinary export is like this; save the sheet you need as .csv",
		}
	}
	return data, err
}

var inflaters sync.Pool // of *inflater

// inflater is a pooled flate reader with a buffer that makes few reads of disk.
type inflater struct {
	raw *bufio.Reader
	io.ReadCloser
}

func inflate(raw io.Reader) io.ReadCloser {
	if p, ok := inflaters.Get().(*inflater); ok {
		p.raw.Reset(raw)
		if err := p.ReadCloser.(flate.Resetter).Reset(p.raw, nil); err == nil {
			return p
		}
	}
	p := &inflater{raw: bufio.NewReaderSize(raw, 64<<10)}
	p.ReadCloser = flate.NewReader(p.raw)
	return p
}

// Close gives the inflater back; it must not be used again.
func (p *inflater) Close() error {
	err := p.ReadCloser.Close()
	p.raw.Reset(nil)
	inflaters.Put(p)
	return err
}

type part struct {
	f            *zip.File
	src          io.ReadCloser
	sum          uint32
	n            int64
	limit, ratio int64
	err          error
}

// ratioFrom is the size from which the ratio is looked at: a small part may
// well hold one line a thousand times.
const ratioFrom = 64 << 20

func (p *part) Read(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.src.Read(b)
	p.n += int64(n)
	p.sum = crc32.Update(p.sum, crc32.IEEETable, b[:n])
	switch {
	case p.n > p.limit:
		err = &table.Refusal{
			Message: fmt.Sprintf("part %s inflates to more than %d MB", p.f.Name, p.limit>>20),
			Hint:    "the file is damaged or a zip bomb; if it is neither, save the sheet as .csv or raise the limit",
		}
	case p.n > ratioFrom && p.n/p.ratio > int64(p.f.CompressedSize64):
		err = &table.Refusal{
			Message: fmt.Sprintf("part %s inflates to more than %d times its size, which no export does", p.f.Name, p.ratio),
			Hint:    "the file is damaged or a zip bomb; if it is neither, save the sheet as .csv or raise the limit",
		}
	case err == io.EOF && (p.sum != p.f.CRC32 || uint64(p.n) != p.f.UncompressedSize64):
		err = ErrSum
	}
	p.err = err
	return n, err
}

func (p *part) Close() error { return p.src.Close() }
