package chart

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
)

// obj is a part of an option.
type obj = map[string]any

// echart is a chart of go-echarts.
type echart interface {
	Validate()
	JSON() map[string]any
}

// draft is an option in the making: the plain JSON of a go-echarts chart, patched.
type draft struct {
	option obj
	height int
	err    error
}

// newDraft takes the option of a go-echarts chart. Its defaults that the design does not want
// (palette, legend, toolbox) go, as they would reach the page with every chart.
func newDraft(c echart, height int) *draft {
	d := &draft{height: height}
	c.Validate()
	raw, err := json.Marshal(c.JSON())
	if err == nil {
		err = json.Unmarshal(raw, &d.option)
	}
	if err != nil {
		return &draft{option: obj{}, err: fmt.Errorf("go-echarts: %w", err)}
	}
	for _, key := range []string{"legend", "toolbox", "color", "title", "dataset"} {
		delete(d.option, key)
	}
	merge(d.option, obj{
		"animation": false, "useUTC": true, "backgroundColor": none,
		"textStyle": obj{"fontFamily": fontFamily, "fontSize": 12, "color": ink3},
		"tooltip": obj{
			"show": true, "renderMode": "richText", "transitionDuration": 0, "confine": true,
			"formatter": named("tip", nil), "backgroundColor": surface, "borderColor": rule2, "borderWidth": 1,
			"padding": []int{6, 10}, "shadowBlur": 0, "shadowColor": none, "extraCssText": "",
			"textStyle":   obj{"color": ink, "fontSize": 13, "fontFamily": fontFamily, "lineHeight": 18},
			"axisPointer": obj{"type": "none"},
		},
	})
	return d
}

// named is a function of js/formatters.js.
func named(name string, args obj) obj {
	f := obj{"$fn": name}
	if args != nil {
		f["args"] = args
	}
	return f
}

// merge puts patch into dst; objects join, everything else replaces.
func merge(dst, patch obj) {
	for key, value := range patch {
		if sub, ok := value.(obj); ok {
			if old, ok := dst[key].(obj); ok {
				merge(old, sub)
				continue
			}
		}
		dst[key] = value
	}
}

// set merges a patch into the option.
func (d *draft) set(patch obj) *draft {
	merge(d.option, patch)
	return d
}

// series merges a patch into the i-th series.
func (d *draft) series(i int, patch obj) *draft {
	list, _ := d.option["series"].([]any)
	if i >= len(list) {
		d.err = fmt.Errorf("no series %d", i)
		return d
	}
	s, _ := list[i].(obj)
	merge(s, obj{"emphasis": obj{"disabled": true}, "animation": false})
	merge(s, patch)
	return d
}

// item merges a patch into the j-th datum of the i-th series.
func (d *draft) item(i, j int, patch obj) *draft {
	list, _ := d.option["series"].([]any)
	if i < len(list) {
		s, _ := list[i].(obj)
		if data, _ := s["data"].([]any); j < len(data) {
			if it, ok := data[j].(obj); ok {
				merge(it, patch)
				return d
			}
		}
	}
	d.err = fmt.Errorf("no datum %d in series %d", j, i)
	return d
}

// grid sets the plot's margins in px.
func (d *draft) grid(top, right, bottom, left int) *draft {
	d.option["grid"] = gridAt(top, right, bottom, left)
	return d
}

func gridAt(top, right, bottom, left int) obj {
	return obj{"top": top, "right": right, "bottom": bottom, "left": left, "outerBoundsMode": "none"}
}

// text adds a line of text above the plot, at px from the left and the top.
func (d *draft) text(left, top int, rich richText) *draft {
	if rich.text == "" {
		return d
	}
	list, _ := d.option["title"].([]any)
	d.option["title"] = append(list, obj{
		"text": rich.text, "left": left, "top": top, "padding": 0, "itemGap": 0,
		"textStyle": obj{"rich": rich.styles, "fontFamily": fontFamily, "fontSize": 12, "fontWeight": "normal", "color": ink2, "lineHeight": 16},
	})
	return d
}

// picture finishes the draft.
func (d *draft) picture(s size) (Picture, error) {
	if d.err != nil {
		return Picture{}, d.err
	}
	var buf bytes.Buffer
	if err := json.NewEncoder(&buf).Encode(d.option); err != nil {
		return Picture{}, err
	}
	return Picture{Width: s.width, Height: d.height, Option: bytes.TrimSpace(buf.Bytes())}, nil
}

// finite gives the value of a datum for go-echarts: nil where it is absent or no number.
func finite(v *float64) any {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return nil
	}
	return *v
}

// present collects the values that are there, for a scale.
func present(lists ...[]*float64) (out []float64) {
	for _, list := range lists {
		for _, v := range list {
			if v != nil {
				out = append(out, *v)
			}
		}
	}
	return out
}

// overlap joins the series of several go-echarts charts into the first one's axes.
func overlap(first interface {
	echart
	Overlap(...charts.Overlaper)
}, rest ...charts.Overlaper) echart {
	first.Overlap(rest...)
	return first
}
