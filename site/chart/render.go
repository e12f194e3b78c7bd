package chart

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand"
	"runtime"

	"github.com/dop251/goja"
	"golang.org/x/sync/errgroup"
)

// SVG is a chart's two renderings, each one <svg> element.
type SVG struct {
	Wide   []byte
	Narrow []byte
}

// Render draws charts with up to workers goroutines (0: one for each CPU); the result is in
// the order of charts and does not depend on workers. With a cacheDir pictures are kept there under
// the hash of their option and the bundle. The error is [ErrNoBundle] where the program has no
// renderer, the context's where that ended, else one that names the chart.
func Render(ctx context.Context, charts []Chart, workers int, cacheDir string) ([]SVG, error) {
	eng, err := loadEngine()
	if err != nil {
		return nil, err
	}
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	out := make([]SVG, len(charts))
	next := make(chan int)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(next)
		for i := range charts {
			select {
			case next <- i:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range min(workers, len(charts)) {
		g.Go(func() error {
			p := painter{engine: eng, cache: diskCache{dir: cacheDir, ext: ".svg"}}
			for i := range next {
				svg, err := p.chart(ctx, charts[i])
				if err != nil {
					return err
				}
				out[i] = svg
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return out, nil
}

// painter draws for one goroutine. Its runtime is started by the first picture that is not
// in the cache.
type painter struct {
	engine *engine
	cache  diskCache
	vm     *goja.Runtime
	draw   goja.Callable
}

func (p *painter) chart(ctx context.Context, c Chart) (svg SVG, err error) {
	if svg.Wide, err = p.picture(ctx, c.ID+"-w", c.Wide); err == nil {
		svg.Narrow, err = p.picture(ctx, c.ID+"-n", c.Narrow)
	}
	if err != nil {
		return svg, fmt.Errorf("chart %s: %w", c.ID, err)
	}
	return svg, nil
}

// picture draws one picture; prefix begins the ids in it.
func (p *painter) picture(ctx context.Context, prefix string, pic Picture) ([]byte, error) {
	key := p.key(prefix, pic)
	if svg, ok := p.cache.get(key); ok {
		return svg, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if p.vm == nil {
		if err := p.start(); err != nil {
			return nil, fmt.Errorf("start of the renderer: %w", err)
		}
	}
	stop := context.AfterFunc(ctx, func() { p.vm.Interrupt(ctx.Err()) })
	raw, err := p.draw(goja.Undefined(), p.vm.ToValue(string(pic.Option)), p.vm.ToValue(pic.Width), p.vm.ToValue(pic.Height))
	if !stop() && ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	svg, err := cleanSVG(raw.String(), prefix)
	if err != nil {
		return nil, err
	}
	return svg, p.cache.put(key, svg)
}

// cleaning changes whenever cleanSVG or the runtime's surroundings write other bytes.
const cleaning = "1"

func (p *painter) key(prefix string, pic Picture) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s %s %s %d %d ", cleaning, p.engine.hash, prefix, pic.Width, pic.Height)
	h.Write(pic.Option)
	return hex.EncodeToString(h.Sum(nil))
}

// start prepares a runtime: no timers, one seed, no clock, text measured by us.
func (p *painter) start() error {
	rule, err := newRuler()
	if err != nil {
		return err
	}
	vm := goja.New()
	src := rand.New(rand.NewSource(1))
	vm.SetRandSource(src.Float64)
	for name, value := range map[string]any{
		"setTimeout":      func(goja.FunctionCall) goja.Value { return vm.ToValue(0) },
		"clearTimeout":    func(goja.FunctionCall) goja.Value { return goja.Undefined() },
		"ownermapMeasure": rule.cssWidth,
	} {
		if err := vm.Set(name, value); err != nil {
			return err
		}
	}
	if _, err := vm.RunProgram(p.engine.program); err != nil {
		return err
	}
	draw, ok := goja.AssertFunction(vm.Get("ownermapRender"))
	if !ok {
		return fmt.Errorf("the bundle has no ownermapRender")
	}
	p.vm, p.draw = vm, draw
	return nil
}
