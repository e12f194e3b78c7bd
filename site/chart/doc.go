// Package chart turns figures into charts: one definition, shown as a picture, as a live
// chart and in a mail.
//
//  1. A builder ([Trend], [Origins], [Load] ...) takes a small struct of plain values and gives a
//     [Chart]: its words, its data table and an ECharts option for each of two widths. The option is
//     made with go-echarts and patched where that drops zeros or lacks a setting.
//  2. An option is JSON. Every figure in it is written in Go; what must be a function in the
//     browser is a name, {"$fn": "ticks", "args": {...}}, that js/formatters.js knows.
//  3. [Render] runs ECharts in a JavaScript interpreter and gives SVG without styles, scripts or random
//     ids: the same bytes in every process and with any number of workers.
//  4. [Script] makes the pictures of a page live, from the same options ([Chart.Live]).
//
// ECharts comes from npm and is bundled by .ci/bundle.sh into the ignored folder dist, which
// is embedded. Without it the package builds, [Bundled] is false and Render gives [ErrNoBundle].
//
// The package stands beside package site, which formats and calls it; it imports none of ours.
package chart
