package chart

import (
	"context"
	"flag"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"testing"
)

var sheetDir = flag.String("sheet", "", "write every sample chart into an HTML page in this directory, to look at")

// sheetPage shows charts on one page, in light or dark, under the policy that the site sets.
var sheetPage = template.Must(template.New("").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Charts</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:">
<link rel="stylesheet" href="sheet.css">
<script src="errors.js"></script>
<body class="{{.Theme}}">
{{range .Charts}}<figure aria-label="{{.Title}}"><figcaption>{{.Title}}</figcaption>
<div class="plot" data-chart role="img" aria-label="{{.Title}}"><div class="wide">{{.Wide}}</div><div class="narrow">{{.Narrow}}</div></div>
<script type="application/json" class="option">{{.Live}}</script></figure>
{{end}}{{if .Script}}<script src="{{.Script}}"></script>{{end}}
</body></html>`))

const sheetCSS = `
body{margin:24px;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;width:1420px}
figure{margin:0 0 40px}figcaption{font:24px Georgia,serif;margin-bottom:12px}
.plot{display:flex;gap:32px;align-items:flex-start}.wide{flex:none;width:1056px}
.narrow{flex:none;width:328px;outline:1px dotted #ccc}
svg{display:block;font-family:'Liberation Sans',Arial}.visually-hidden{position:absolute;clip-path:inset(50%)}
.is-live>svg{display:none}
body.dark{background:#12161A;color:#E9ECEF}
`

var darkHex = map[string]string{
	page: "#12161A", surface: "#1A1F25", ink: "#E9ECEF", ink2: "#B4BBC4", ink3: "#929BA6", rule: "#2A3138", rule2: "#47505A",
	accent: "#62B7CF", accentSoft: "#1B333C", warning: "#E3AC4B", critical: "#E56C52", shared: "#307086", direct: "#848D98",
	unknown: "#2A3038", more[0]: "#18272E", more[1]: "#1F3D48", more[2]: "#2B5D6D", more[3]: "#4793A9",
}

func darkCSS() (css string) {
	for _, hex := range Colours() {
		if dark := darkHex[hex]; dark != "" {
			css += fmt.Sprintf(".dark svg [fill=%q]{fill:%s}.dark svg [stroke=%q]{stroke:%s}\n", hex, dark, hex, dark)
		}
	}
	return css
}

// writeSheet writes light.html, dark.html and live.html (with the script) for charts.
func writeSheet(dir string, charts []Chart, svgs []SVG) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	name, script, err := Script()
	if err != nil {
		return err
	}
	for file, text := range map[string]string{
		"sheet.css": sheetCSS + darkCSS(), name: string(script),
		"errors.js": "var errors=[];addEventListener('error',e=>errors.push(String(e.message)));" +
			"addEventListener('securitypolicyviolation',e=>errors.push(e.violatedDirective+' '+e.blockedURI+' '+e.sample+' '+e.sourceFile+':'+e.lineNumber));",
	} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
			return err
		}
	}
	type view struct {
		Title        string
		Wide, Narrow template.HTML
		Live         template.JS
	}
	var views []view
	for i, c := range charts {
		live, err := c.Live()
		if err != nil {
			return err
		}
		views = append(views, view{c.ID + ": " + c.Title, template.HTML(svgs[i].Wide), template.HTML(svgs[i].Narrow), template.JS(live)})
	}
	for _, v := range []struct{ file, theme, script string }{
		{"light.html", "light", ""}, {"dark.html", "dark", ""}, {"live.html", "light", name}, {"live-dark.html", "dark", name},
	} {
		f, err := os.Create(filepath.Join(dir, v.file))
		if err != nil {
			return err
		}
		err = sheetPage.Execute(f, map[string]any{"Theme": v.theme, "Script": v.script, "Charts": views})
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func TestContactSheetOfAllCharts(t *testing.T) {
	if *sheetDir == "" {
		t.Skip("only with -sheet DIR")
	}
	charts, err := samples()
	if err != nil {
		t.Fatal(err)
	}
	svgs, err := Render(context.Background(), charts, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := writeSheet(*sheetDir, charts, svgs); err != nil {
		t.Fatal(err)
	}
}
