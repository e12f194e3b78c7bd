#!/bin/sh
# Builds what the charts need from npm into site/chart/dist, which is ignored by git and
# embedded by Go: ssr.js for rendering at build time, charts.js for the page, and the licences
# of what they contain. Needs npm and Go; running ownermap needs neither.
set -eu
cd "$(dirname "$0")/.."
out=site/chart/dist
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

bundle() {
  go tool esbuild --bundle --minify --format=iife --target=es2017 --charset=utf8 \
    --define:process.env.NODE_ENV='"production"' --legal-comments=none --log-level=warning \
    "--banner:js=/* Contains Apache ECharts and others; their licences are in licences.txt. */" \
    "--outfile=$out/$1" "site/chart/js/$1"
}
bundle ssr.js
bundle charts.js

{
  echo "The scripts and pictures of this report contain the following works."
  for f in node_modules/echarts/LICENSE node_modules/echarts/NOTICE node_modules/echarts/licenses/* \
    node_modules/zrender/LICENSE node_modules/tslib/LICENSE.txt; do
    printf '\n==== %s ====\n\n' "${f#node_modules/}"
    cat "$f"
  done
} >"$out/licences.txt"
