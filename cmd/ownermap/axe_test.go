package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeRun gives what axe-core finds serious or critical. Themes differ in colours
// only, so in the dark only the rules about colours run.
const axeRun = `axe.run(document, {resultTypes: ['violations'], preload: false, %s}).then(r => r.violations
  .filter(v => v.impact === 'serious' || v.impact === 'critical')
  .flatMap(v => v.nodes.slice(0, 3).map(n => v.impact + ' ' + v.id + ' at ' + n.target + ': ' + n.html.slice(0, 160) + ' ' + (n.any[0] ? n.any[0].message : ''))))`

func axeWith(rules string) string { return fmt.Sprintf(axeRun, rules) }

// TestPagesAreAccessible runs axe-core over one page of each kind, in light and dark.
func TestPagesAreAccessible(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join(repoRoot, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatalf("%v: run npm ci --ignore-scripts first", err)
	}
	dir := demoSite(t)
	tab := openBrowser(t).tab(t, desktop, fileURL(dir))
	for _, p := range kinds(parseSite(t, dir)) {
		var charts []shownChart
		var light, dark []string
		complain(t, p.path, tab.visit(t, p.fileURL(dir), media("", "light"), eval(liveCharts, &charts),
			chromedp.Evaluate[chromedp.Void](`scrollTo(0, 0)`), chromedp.Evaluate[chromedp.Void](string(axe)),
			eval(axeWith(`runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}`), &light),
			media("", "dark"), eval(axeWith(`runOnly: ['color-contrast', 'link-in-text-block']`), &dark)))
		complain(t, p.path+" in light", light)
		complain(t, p.path+" in dark", dark)
	}
}
