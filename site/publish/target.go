package publish

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/azureblob" // azblob://
	"gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/gcsblob" // gs://
	_ "gocloud.dev/blob/s3blob"  // s3://
)

// Object is a file at a target. MD5 is of the stored bytes, nil where the
// target does not tell.
type Object struct {
	Size int64
	MD5  []byte
}

// Header is what a web server should say of a file, where a target keeps it.
type Header struct {
	ContentType, ContentEncoding, CacheControl string
}

// Target is a place to publish to. Names are slash paths below its root. A
// missing file is fs.ErrNotExist, an existing one fs.ErrExist.
type Target interface {
	// Name is the target as the user wrote it, without secrets.
	Name() string
	// List lists every file below the root.
	List(ctx context.Context) (map[string]Object, error)
	// Stat looks at one file.
	Stat(ctx context.Context, name string) (Object, error)
	// Read returns a file's stored bytes.
	Read(ctx context.Context, name string) ([]byte, error)
	// Write replaces a file; readers see the old bytes or the new, never a part.
	Write(ctx context.Context, name string, body []byte, h Header) error
	// Create writes a file that must not exist yet.
	Create(ctx context.Context, name string, body []byte) error
	// Copy duplicates a file within the target.
	Copy(ctx context.Context, dst, src string) error
	// Delete removes a file.
	Delete(ctx context.Context, name string) error
	// Temporary reports whether the same request may succeed later.
	Temporary(err error) bool
	// Close ends the connection.
	Close() error
}

// bucketHint is for a store that cannot be used.
const bucketHint = "check the bucket's name, its region and the credentials in the environment"

// Open opens a target: a folder, or a URL with scheme file, s3, gs, azblob or
// sftp. Credentials come from the environment, as each service's own tools read
// them; for sftp see OpenSFTP. For an S3-compatible server give
// `s3://bucket/prefix?endpoint=http://host:port&use_path_style=true&region=...`.
func Open(ctx context.Context, target string) (Target, error) {
	scheme, _, isURL := strings.Cut(target, "://")
	if !isURL {
		return openDir(target, target)
	}
	u, err := url.Parse(target)
	if err != nil {
		return nil, &Error{Message: fmt.Sprintf("%q is not a target", target), Hint: "give a folder or a URL such as s3://bucket/prefix", Err: err}
	}
	switch scheme {
	case "file":
		return openDir(target, filepath.FromSlash(u.Path))
	case "sftp":
		return OpenSFTP(ctx, u)
	case "s3", "gs", "azblob":
		return openBucket(ctx, u)
	}
	return nil, &Error{Message: fmt.Sprintf("no way to publish to %s://", scheme),
		Hint: "known are a folder, file://, s3://, gs://, azblob:// and sftp://"}
}

func openDir(name, dir string) (Target, error) {
	b, err := fileblob.OpenBucket(dir, &fileblob.Options{CreateDir: true, NoTempDir: true, Metadata: fileblob.MetadataDontWrite})
	if err != nil {
		return nil, &Error{Message: fmt.Sprintf("cannot publish to %s", name), Hint: "the folder must be writable", Err: err}
	}
	return &bucket{name: name, b: b, dir: true}, nil
}

func openBucket(ctx context.Context, u *url.URL) (Target, error) {
	prefix := strings.Trim(u.Path, "/")
	bare := *u
	bare.Path = ""
	if q := bare.Query(); u.Scheme == "s3" {
		for _, key := range []string{"request_checksum_calculation", "response_checksum_validation"} {
			if !q.Has(key) { // compatible servers lack the newer checksums; Content-MD5 guards every upload
				q.Set(key, "when_required")
			}
		}
		bare.RawQuery = q.Encode()
	}
	b, err := blob.OpenBucket(ctx, bare.String())
	if err != nil {
		return nil, &Error{Message: fmt.Sprintf("cannot open %s", u.Redacted()), Hint: bucketHint, Err: err}
	}
	if prefix != "" {
		b = blob.PrefixedBucket(b, prefix+"/")
	}
	shown := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	return &bucket{name: shown.String(), b: b}, nil
}
