package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"
)

// ErrNoChromium means that no Chromium was found to print with.
var ErrNoChromium = errors.New("no Chromium or Chrome was found")

// browsers are the names under which a Chromium is installed.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// Print makes a PDF of a page of a built site with the Chromium that is
// installed, or the one at path. Its dates are those of the day, so that equal pages
// give equal bytes under one version of Chromium.
func Print(ctx context.Context, path, page string, day time.Time) ([]byte, error) {
	for i := 0; path == "" && i < len(browsers); i++ {
		path, _ = exec.LookPath(browsers[i])
	}
	if path == "" {
		return nil, ErrNoChromium
	}
	page, err := filepath.Abs(page)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "ownermap-pdf-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "summary.pdf")
	args := []string{"--headless", "--disable-gpu", "--no-first-run", "--user-data-dir=" + filepath.Join(dir, "profile"),
		"--no-pdf-header-footer", "--print-to-pdf=" + file}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // Chromium does not start as root with it
	}
	var talk bytes.Buffer
	cmd := exec.CommandContext(ctx, path, append(args, (&url.URL{Scheme: "file", Path: page}).String())...)
	cmd.Stderr, cmd.WaitDelay = &talk, 5*time.Second
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%s: %w: %s", path, err, bytes.TrimSpace(lastLine(talk.Bytes())))
	}
	pdf, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%s wrote no PDF: %w", path, err)
	}
	return redate(pdf, day), nil
}

func lastLine(b []byte) []byte {
	b = bytes.TrimSpace(b)
	return b[bytes.LastIndexByte(b, '\n')+1:]
}

var pdfDate = regexp.MustCompile(`/(CreationDate|ModDate) ?\(D:[0-9]{14}`)

// redate replaces the dates of a PDF by others of the same length.
func redate(pdf []byte, day time.Time) []byte {
	if day.IsZero() {
		return pdf
	}
	digits := day.UTC().Format("20060102150405")
	return pdfDate.ReplaceAllFunc(pdf, func(m []byte) []byte {
		return append(m[:len(m)-len(digits):len(m)-len(digits)], digits...)
	})
}
