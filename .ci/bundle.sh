#!/bin/sh
# Builds what the charts need from npm into site/chart/dist, which is ignored by git and
# embedded by Go: ssr.js for rendering at build time, charts.js for the page, resvg.wasm for
# the pictures of a mail, and the licences of what they contain. Needs npm and Go; running ownermap needs neither.
set -eu
cd "$(dirname "$0")/.."
out=site/chart/dist
npm ci --include=dev --ignore-scripts --no-audit --no-fund --loglevel=error

bundle() {
  go tool esbuild --bundle --minify --format=iife --target=es2017 --charset=utf8 \
    --define:process.env.NODE_ENV='"production"' --legal-comments=none --log-level=warning \
    "--banner:js=/* Contains Apache ECharts and others; their licences are in licences.txt. */" \
    "--outfile=$out/$1" "site/chart/js/$1"
}
bundle ssr.js
bundle charts.js
cp node_modules/@resvg/resvg-wasm/index_bg.wasm "$out/resvg.wasm"

go mod download codeberg.org/go-fonts/liberation # a fresh module cache has no folder of it yet
fonts=$(go list -m -f '{{.Dir}}' codeberg.org/go-fonts/liberation)
text() {
  printf '\n==== %s ====\n\n' "$1"
  cat "$2"
}
{
  echo "The scripts and pictures of this report are made with the following works."
  for f in echarts/LICENSE echarts/NOTICE echarts/licenses/LICENSE-d3 zrender/LICENSE tslib/LICENSE.txt; do
    text "$f" "node_modules/$f"
  done
  text "Liberation fonts" "$fonts/LICENSE-SIL"
  text "resvg, in resvg-wasm 2.6.2; source at https://github.com/thx/resvg-js and https://github.com/linebender/resvg" .ci/MPL-2.0.txt
} >"$out/licences.txt"
