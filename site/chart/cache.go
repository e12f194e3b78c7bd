package chart

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
)

// diskCache keeps pictures in files named by their key. A file starts with the checksum of the
// rest, so that a cut or changed file is not used. The zero value keeps nothing.
type diskCache struct {
	dir, ext string
}

func (c diskCache) path(key string) string { return filepath.Join(c.dir, key[:2], key+c.ext) }

func checksum(data []byte) []byte {
	sum := sha256.Sum256(data)
	return []byte(hex.EncodeToString(sum[:]))
}

// get returns a picture that was put before; what cannot be read or is damaged is not there.
func (c diskCache) get(key string) ([]byte, bool) {
	if c.dir == "" {
		return nil, false
	}
	data, err := os.ReadFile(c.path(key))
	if err != nil {
		return nil, false
	}
	sum, body, ok := bytes.Cut(data, []byte("\n"))
	if !ok || !bytes.Equal(sum, checksum(body)) {
		return nil, false
	}
	return body, true
}

// put writes to a file of its own and renames it, so that another process never reads half.
func (c diskCache) put(key string, body []byte) error {
	if c.dir == "" {
		return nil
	}
	path := c.path(key)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+key+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(append(append(checksum(body), '\n'), body...))
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("chart cache: %w", err)
	}
	return nil
}
