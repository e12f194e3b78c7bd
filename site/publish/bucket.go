package publish

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// bucket is a Target over gocloud.dev/blob: object stores and folders.
type bucket struct {
	name string
	b    *blob.Bucket
	dir  bool // a folder: no MD5, no headers
}

func (t *bucket) Name() string { return t.name }

func (t *bucket) Close() error { return t.b.Close() }

// known translates the library's error codes to those of io/fs.
func known(err error) error {
	switch gcerrors.Code(err) {
	case gcerrors.OK:
		return nil
	case gcerrors.NotFound:
		return errors.Join(fs.ErrNotExist, err)
	case gcerrors.AlreadyExists, gcerrors.FailedPrecondition:
		return errors.Join(fs.ErrExist, err)
	}
	return err
}

// Temporary is false for what a second try cannot mend: permission, a wrong
// name, a full disk.
func (t *bucket) Temporary(err error) bool {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrPermission) {
		return false
	}
	switch gcerrors.Code(err) {
	case gcerrors.PermissionDenied, gcerrors.InvalidArgument, gcerrors.NotFound, gcerrors.Unimplemented, gcerrors.Canceled:
		return false
	}
	return !refusedForGood(err)
}

// refusedForGood recognises answers of S3-compatible servers to wrong
// credentials, which the library reports as unknown.
func refusedForGood(err error) bool {
	var api interface{ ErrorCode() string }
	if !errors.As(err, &api) {
		return false
	}
	switch api.ErrorCode() {
	case "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "NoSuchBucket", "InvalidBucketName", "ExpiredToken", "InvalidToken":
		return true
	}
	return false
}

func (t *bucket) List(ctx context.Context) (map[string]Object, error) {
	out := map[string]Object{}
	it := t.b.List(nil)
	for {
		o, err := it.Next(ctx)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, known(err)
		}
		if !o.IsDir {
			out[o.Key] = Object{Size: o.Size, MD5: o.MD5}
		}
	}
}

func (t *bucket) Stat(ctx context.Context, name string) (Object, error) {
	a, err := t.b.Attributes(ctx, name)
	if err != nil {
		return Object{}, known(err)
	}
	return Object{Size: a.Size, MD5: a.MD5}, nil
}

func (t *bucket) Read(ctx context.Context, name string) ([]byte, error) {
	b, err := t.b.ReadAll(ctx, name)
	return b, known(err)
}

func (t *bucket) Write(ctx context.Context, name string, body []byte, h Header) error {
	o := &blob.WriterOptions{ContentType: h.ContentType, DisableContentTypeDetection: true}
	if !t.dir {
		o.CacheControl, o.ContentEncoding = h.CacheControl, h.ContentEncoding
		sum := sumMD5(body)
		o.ContentMD5 = sum
	}
	return known(t.b.WriteAll(ctx, name, body, o))
}

func (t *bucket) Create(ctx context.Context, name string, body []byte) error {
	return known(t.b.WriteAll(ctx, name, body, &blob.WriterOptions{ContentType: "application/json", IfNotExist: true}))
}

func (t *bucket) Copy(ctx context.Context, dst, src string) error {
	return known(t.b.Copy(ctx, dst, src, nil))
}

func (t *bucket) Delete(ctx context.Context, name string) error {
	err := known(t.b.Delete(ctx, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// internal reports whether a name is our own working file.
func internal(name string) bool { return name == ManifestName || strings.HasPrefix(name, stateDir) }
