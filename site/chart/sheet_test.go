package chart

import (
	"flag"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var sheetDir = flag.String("sheet", "", "write every sample chart into an HTML page in this directory, to look at")

// sheetPage shows charts on one page under the policy that the site sets, in the markup of
// package templates.
var sheetPage = template.Must(template.New("").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Charts</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:">
<link rel="stylesheet" href="sheet.css">
<script src="errors.js"></script>
<body>
{{range .Charts}}<figure class="chart"><figcaption><h2>{{.Title}}</h2></figcaption>
<div class="plot" data-chart><div data-size="wide"><div class="svg" role="img" aria-label="{{.Title}}">{{.Wide}}</div></div>
<div data-size="narrow"><div class="svg" role="img" aria-label="{{.Title}}">{{.Narrow}}</div></div>
<script type="application/json">{{.Live}}</script></div></figure>
{{end}}{{if .Script}}<script src="{{.Script}}"></script>{{end}}
</body></html>`))

// sheetCSS puts both sizes side by side.
const sheetCSS = `
body { display: block; margin: 24px; width: 1420px; }
figure { margin: 0 0 40px; }
.plot { display: flex; gap: 32px; align-items: flex-start; }
.plot [data-size="wide"] { flex: none; width: 1056px; }
.plot [data-size="narrow"] { display: block; flex: none; width: 328px; outline: 1px dotted #ccc; }
`

// siteCSS is the style sheet that the site ships, which lies in another room.
func siteCSS() (css string, err error) {
	files, err := filepath.Glob("../../templates/css/*.css")
	if err == nil && len(files) == 0 {
		err = os.ErrNotExist
	}
	for _, f := range files {
		data, rerr := os.ReadFile(f)
		if rerr != nil {
			return "", rerr
		}
		css += string(data)
	}
	return css, err
}

func TestTheStyleSheetMapsEveryColour(t *testing.T) {
	css, err := siteCSS()
	if err != nil {
		t.Fatal(err)
	}
	for _, hex := range Colours() {
		if hex == fixedInk {
			continue // stays as it is in both themes
		}
		for _, attr := range []string{"fill", "stroke"} {
			if !strings.Contains(css, fmt.Sprintf("[%s=%q", attr, hex)) {
				t.Errorf("no rule for %s=%q: it would stay light in the dark", attr, hex)
			}
		}
	}
}

// writeSheet writes still.html and live.html, which has the script, for charts.
func writeSheet(dir string, charts []Chart, svgs []SVG) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	name, script, err := Script()
	if err != nil {
		return err
	}
	css, err := siteCSS()
	if err != nil {
		return err
	}
	for file, text := range map[string]string{
		"sheet.css": css + sheetCSS, name: string(script),
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
	for file, src := range map[string]string{"still.html": "", "live.html": name} {
		f, err := os.Create(filepath.Join(dir, file))
		if err != nil {
			return err
		}
		err = sheetPage.Execute(f, map[string]any{"Script": src, "Charts": views})
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
	charts, svgs := allSamples(t), allPictures(t)
	if err := writeSheet(*sheetDir, charts, svgs); err != nil {
		t.Fatal(err)
	}
}
