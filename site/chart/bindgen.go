package chart

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// bindgen stands in for the JavaScript that wasm-bindgen puts around resvg: values that
// the module may not hold itself live in a table here and the module knows their handles.
// The functions are those that resvg-wasm 2.6.2 imports, by their mangled names.
type bindgen struct {
	module api.Module
	heap   []any
	spare  []uint32 // handles to use again
}

// Values of JavaScript that the module makes and passes around, beside strings and []byte.
type (
	jsUndefined struct{}
	jsError     struct{ text string }
	jsBuffer    struct{}                    // the module's memory
	jsView      struct{ from, size uint32 } // a part of it
	jsArray     struct{ items []any }
	jsIterator  struct {
		array *jsArray
		next  int
	}
	jsResult struct { // of an iterator
		value any
		done  bool
	}
)

// reserved are the handles below which wasm-bindgen keeps constants of its own.
const reserved = 132

func newBindgen(ctx context.Context, rt wazero.Runtime, wasm []byte) (*bindgen, error) {
	g := &bindgen{heap: make([]any, reserved)}
	for i := range g.heap {
		g.heap[i] = jsUndefined{}
	}
	host := rt.NewHostModuleBuilder("wbg")
	for name, f := range g.imports() {
		host = host.NewFunctionBuilder().WithFunc(f).Export(name)
	}
	if _, err := host.Instantiate(ctx); err != nil {
		return nil, err
	}
	module, err := rt.Instantiate(ctx, wasm)
	if err != nil {
		return nil, err
	}
	g.module = module
	return g, nil
}

// add gives a value a handle.
func (g *bindgen) add(v any) uint64 {
	if n := len(g.spare); n > 0 {
		h := g.spare[n-1]
		g.spare = g.spare[:n-1]
		g.heap[h] = v
		return uint64(h)
	}
	g.heap = append(g.heap, v)
	return uint64(len(g.heap) - 1)
}

func (g *bindgen) get(h uint32) any {
	if int(h) >= len(g.heap) {
		return jsUndefined{}
	}
	return g.heap[h]
}

// take gives the value of a handle and drops the handle.
func (g *bindgen) take(h uint32) any {
	v := g.get(h)
	if h >= reserved && int(h) < len(g.heap) {
		g.heap[h] = nil
		g.spare = append(g.spare, h)
	}
	return v
}

// call runs an exported function that gives at most one value.
func (g *bindgen) call(ctx context.Context, name string, args ...uint64) (uint64, error) {
	f := g.module.ExportedFunction(name)
	if f == nil {
		return 0, fmt.Errorf("the renderer has no function %s", name)
	}
	out, err := f.Call(ctx, args...)
	if err != nil || len(out) == 0 {
		return 0, err
	}
	return out[0], nil
}

// tryCall runs a function that gives a value or throws: it writes the value, the error and
// whether it threw to a place on the module's stack.
func (g *bindgen) tryCall(ctx context.Context, name string, args ...uint64) (uint64, error) {
	place, err := g.call(ctx, "__wbindgen_add_to_stack_pointer", api.EncodeI32(-16))
	if err != nil {
		return 0, err
	}
	if _, err := g.call(ctx, name, append([]uint64{place}, args...)...); err != nil {
		return 0, err
	}
	raw, ok := g.module.Memory().Read(uint32(place), 12)
	if !ok {
		return 0, errors.New("the renderer's stack is damaged")
	}
	value, thrown := uint64(binary.LittleEndian.Uint32(raw)), binary.LittleEndian.Uint32(raw[4:])
	threw := binary.LittleEndian.Uint32(raw[8:]) != 0
	if _, err := g.call(ctx, "__wbindgen_add_to_stack_pointer", 16); err != nil {
		return 0, err
	}
	if threw {
		return 0, g.thrown(thrown)
	}
	return value, nil
}

func (g *bindgen) thrown(h uint32) error {
	switch v := g.take(h).(type) {
	case jsError:
		return errors.New(v.text)
	case string:
		return errors.New(v)
	}
	return errors.New("the renderer failed without a reason")
}

// free releases what the module allocated; a module that fails in this is not used again.
func (g *bindgen) free(ctx context.Context, name string, ptr uint64) {
	_, _ = g.call(ctx, name, ptr)
}

// newString copies a text into the module's memory, which takes it over.
func (g *bindgen) newString(ctx context.Context, s string) (ptr, size uint32, err error) {
	p, err := g.call(ctx, "__wbindgen_malloc", uint64(len(s)), 1)
	if err != nil {
		return 0, 0, err
	}
	if !g.module.Memory().Write(uint32(p), []byte(s)) {
		return 0, 0, errors.New("the renderer's memory is damaged")
	}
	return uint32(p), uint32(len(s)), nil
}

// text reads a string of the module. A host function can only fail by a panic, which wazero
// turns into the error of the call.
func (g *bindgen) text(ptr, size uint32) string {
	raw, ok := g.module.Memory().Read(ptr, size)
	if !ok {
		panic(errors.New("the renderer named a text outside its memory"))
	}
	return string(raw)
}

// bytes gives the content of a byte array or a view.
func (g *bindgen) bytes(v any) []byte {
	switch v := v.(type) {
	case []byte:
		return v
	case jsView:
		if raw, ok := g.module.Memory().Read(v.from, v.size); ok {
			return raw
		}
	}
	panic(fmt.Errorf("the renderer passed %T where bytes belong", v))
}

// imports are the functions of JavaScript that the module calls.
func (g *bindgen) imports() map[string]any {
	u32 := func(v any) uint32 { return uint32(g.add(v)) }
	return map[string]any{
		"__wbindgen_throw":              func(ptr, size uint32) { panic(errors.New(g.text(ptr, size))) },
		"__wbg_new_28c511d9baebfa89":    func(ptr, size uint32) uint32 { return u32(jsError{g.text(ptr, size)}) },
		"__wbindgen_string_new":         func(ptr, size uint32) uint32 { return u32(g.text(ptr, size)) },
		"__wbindgen_string_get":         g.stringGet,
		"__wbindgen_object_drop_ref":    func(h uint32) { g.take(h) },
		"__wbindgen_memory":             func() uint32 { return u32(jsBuffer{}) },
		"__wbg_buffer_12d079cc21e14bdb": func(uint32) uint32 { return u32(jsBuffer{}) },
		"__wbg_new_63b92bc8671ed464":    func(h uint32) uint32 { return u32(g.newBytes(g.get(h))) },
		"__wbg_set_a47bac70306a19a7":    g.set,
		"__wbg_length_c20a40f15020d68a": func(h uint32) uint32 { return uint32(len(g.bytes(g.get(h)))) },
		"__wbg_values_839f3396d5aac002": func(h uint32) uint32 { return u32(&jsIterator{array: g.array(h)}) },
		"__wbg_next_196c84450b364254":   func(h uint32) uint32 { return u32(g.next(h)) },
		"__wbg_new_16b304a2cfa7ff4a":    func() uint32 { return u32(&jsArray{}) },
		"__wbg_push_a5b05aedc7234f9f":   g.push,
		"__wbg_done_298b57d23c0fc80c":   func(h uint32) uint32 { return boolean(g.result(h).done) },
		"__wbg_value_d93c65011f51a456":  func(h uint32) uint32 { return u32(g.result(h).value) },
		"__wbg_newwithbyteoffsetandlength_aa4a17c33a06e5cb": func(_, from, size uint32) uint32 {
			return u32(jsView{from, size})
		},
		"__wbg_instanceof_Uint8Array_2b3bbecd033d19f6": func(h uint32) uint32 {
			_, is := g.get(h).([]byte)
			return boolean(is)
		},
	}
}

func boolean(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// newBytes is new Uint8Array(x): all of the memory, or a copy of other bytes.
func (g *bindgen) newBytes(v any) any {
	if _, ok := v.(jsBuffer); ok {
		return jsView{0, g.module.Memory().Size()}
	}
	return append([]byte(nil), g.bytes(v)...)
}

// set copies bytes into a view at an offset.
func (g *bindgen) set(target, source, offset uint32) {
	view, ok := g.get(target).(jsView)
	if !ok || !g.module.Memory().Write(view.from+offset, g.bytes(g.get(source))) {
		panic(errors.New("the renderer wrote outside its memory"))
	}
}

// stringGet writes pointer and length of a string to place, or zeros for another value.
func (g *bindgen) stringGet(ctx context.Context, place, h uint32) {
	var ptr, size uint32
	if s, ok := g.get(h).(string); ok {
		var err error
		if ptr, size, err = g.newString(ctx, s); err != nil {
			panic(err)
		}
	}
	memory := g.module.Memory()
	if !memory.WriteUint32Le(place, ptr) || !memory.WriteUint32Le(place+4, size) {
		panic(errors.New("the renderer named a place outside its memory"))
	}
}

func (g *bindgen) array(h uint32) *jsArray {
	if a, ok := g.get(h).(*jsArray); ok {
		return a
	}
	return &jsArray{}
}

func (g *bindgen) push(array, value uint32) uint32 {
	a := g.array(array)
	a.items = append(a.items, g.get(value))
	return uint32(len(a.items))
}

func (g *bindgen) next(h uint32) jsResult {
	it, ok := g.get(h).(*jsIterator)
	if !ok || it.next >= len(it.array.items) {
		return jsResult{jsUndefined{}, true}
	}
	it.next++
	return jsResult{it.array.items[it.next-1], false}
}

func (g *bindgen) result(h uint32) jsResult {
	r, ok := g.get(h).(jsResult)
	return jsResult{r.value, r.done || !ok}
}
