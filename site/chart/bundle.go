package chart

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"sync"

	"github.com/dop251/goja"
)

// ErrNoBundle means that the program was built without the chart bundle, so that charts can
// be defined but not drawn; their data tables still can be shown.
var ErrNoBundle = errors.New("built without the chart bundle: run \"make bundle\" and build again to get pictures")

//go:embed all:dist
var dist embed.FS

func distFile(name string) ([]byte, error) {
	data, err := dist.ReadFile("dist/" + name)
	if err != nil {
		return nil, ErrNoBundle
	}
	return data, nil
}

// Bundled says whether the chart bundle was built in.
func Bundled() bool {
	_, err := distFile("ssr.js")
	return err == nil
}

// Script is the browser's part: a file name that changes with the content, and the content.
// The error is [ErrNoBundle] or nil.
func Script() (name string, content []byte, err error) {
	content, err = distFile("charts.js")
	if err != nil {
		return "", nil, err
	}
	sum := sha256.Sum256(content)
	return "charts." + hex.EncodeToString(sum[:4]) + ".js", content, nil
}

// Licences is the text that has to go wherever [Script] goes. The error is [ErrNoBundle] or nil.
func Licences() ([]byte, error) { return distFile("licences.txt") }

// engine is the compiled renderer, shared by all runtimes of the process.
type engine struct {
	program *goja.Program
	hash    string // of the source, part of the cache's key
}

var loadEngine = sync.OnceValues(func() (*engine, error) {
	source, err := distFile("ssr.js")
	if err != nil {
		return nil, err
	}
	program, err := goja.Compile("ssr.js", string(source), false)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(source)
	return &engine{program: program, hash: hex.EncodeToString(sum[:])}, nil
})
