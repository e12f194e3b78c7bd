package chart

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"github.com/tetratelabs/wazero"
)

// Limits of a picture: those of a mail are far below.
const (
	maxSVG     = 8 << 20 // bytes
	maxDensity = 8
)

// Rasterise draws SVGs of [Render] as PNGs on white, with density pixels for each px (2 for
// screens of high density). Text is set in Liberation Sans, so that the bytes do not depend on the fonts of
// the machine. With a cacheDir the pictures and the compiled renderer are kept there. The error is
// [ErrNoBundle] where the program has no renderer, the context's where that ended, else it tells which picture failed.
func Rasterise(ctx context.Context, svgs [][]byte, density float64, cacheDir string) ([][]byte, error) {
	wasm, err := distFile("resvg.wasm")
	if err != nil {
		return nil, err
	}
	if density <= 0 || density > maxDensity {
		return nil, fmt.Errorf("chart pictures: a density of %g is not between 0 and %d", density, maxDensity)
	}
	r := raster{wasm: wasm, density: density, dir: cacheDir, cache: diskCache{dir: cacheDir, ext: ".png"}}
	defer r.close()
	out := make([][]byte, len(svgs))
	for i, svg := range svgs {
		if out[i], err = r.png(ctx, svg); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return nil, fmt.Errorf("chart picture %d: %w", i+1, err)
		}
	}
	return out, nil
}

// raster draws with one instance of resvg, which starts with the first picture that is not in
// the cache.
type raster struct {
	wasm    []byte
	density float64
	dir     string
	cache   diskCache
	runtime wazero.Runtime
	glue    *bindgen
}

func (r *raster) close() {
	if r.runtime != nil {
		// The context of the work may have ended; freeing memory has no error to tell.
		_ = r.runtime.Close(context.Background())
	}
}

func (r *raster) png(ctx context.Context, svg []byte) ([]byte, error) {
	if len(svg) > maxSVG {
		return nil, fmt.Errorf("%d bytes of SVG are over the limit of %d", len(svg), maxSVG)
	}
	key := r.key(svg)
	if png, ok := r.cache.get(key); ok {
		return png, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if r.glue == nil {
		if err := r.start(ctx); err != nil {
			return nil, fmt.Errorf("start of the renderer: %w", err)
		}
	}
	png, err := r.draw(ctx, svg)
	if err != nil {
		return nil, err
	}
	return png, r.cache.put(key, png)
}

// fontsVersion changes with the fonts or the options below.
const fontsVersion = "1"

func (r *raster) key(svg []byte) string {
	h := sha256.New()
	wasm := sha256.Sum256(r.wasm)
	fmt.Fprintf(h, "png %s %x %g ", fontsVersion, wasm, r.density)
	h.Write(svg)
	return hex.EncodeToString(h.Sum(nil))
}

// start compiles resvg, or takes it from the compilation cache, and instantiates it.
func (r *raster) start(ctx context.Context) error {
	// Ending a picture midway costs a check in every loop, and one takes well under a second.
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(4096) // 256 MiB
	if r.dir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(r.dir, "wasm"))
		if err != nil {
			return fmt.Errorf("chart cache: %w", err)
		}
		config = config.WithCompilationCache(cache)
	}
	r.runtime = wazero.NewRuntimeWithConfig(ctx, config)
	glue, err := newBindgen(ctx, r.runtime, r.wasm)
	if err != nil {
		return err
	}
	r.glue = glue
	return nil
}

// draw runs one picture through resvg: parse, render, encode.
func (r *raster) draw(ctx context.Context, svg []byte) ([]byte, error) {
	options, err := json.Marshal(map[string]any{
		"background": page,
		"fitTo":      map[string]any{"mode": "zoom", "value": r.density},
		"font":       map[string]any{"loadSystemFonts": false, "defaultFontFamily": "Liberation Sans", "sansSerifFamily": "Liberation Sans"},
	})
	if err != nil {
		return nil, err
	}
	g := r.glue
	ptr, size, err := g.newString(ctx, string(options))
	if err != nil {
		return nil, err
	}
	fonts := &jsArray{items: []any{liberationsansregular.TTF, liberationsansbold.TTF}}
	tree, err := g.tryCall(ctx, "resvg_new", g.add(string(svg)), uint64(ptr), uint64(size), g.add(fonts))
	if err != nil {
		return nil, err
	}
	defer g.free(ctx, "__wbg_resvg_free", tree)
	image, err := g.tryCall(ctx, "resvg_render", tree)
	if err != nil {
		return nil, err
	}
	defer g.free(ctx, "__wbg_renderedimage_free", image)
	handle, err := g.tryCall(ctx, "renderedimage_asPng", image)
	if err != nil {
		return nil, err
	}
	png, ok := g.take(uint32(handle)).([]byte)
	if !ok {
		return nil, fmt.Errorf("the renderer gave no picture")
	}
	return png, nil
}
