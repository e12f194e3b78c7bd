package site

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ownermap/analyze"
	"ownermap/analyze/audience"
)

// sentenceParts are the texts in the code of package analyze that reach a reader:
// those of the rules, and the formats of warnings.
func sentenceParts(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	files, err := filepath.Glob("../analyze/*.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	fset := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		take := func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil && strings.Contains(strings.TrimSpace(s), " ") {
					out[s] = fset.Position(lit.Pos()).String()
				}
			}
			_, tag := n.(*ast.Field)
			return !tag
		}
		rules := strings.HasPrefix(filepath.Base(name), "rules_")
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && !rules {
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "warn" {
					ast.Inspect(call.Args[0], take)
				}
			}
			return true
		})
		if rules {
			ast.Inspect(file, func(n ast.Node) bool { _, imp := n.(*ast.ImportSpec); return !imp && take(n) })
		}
	}
	return out
}

// inBook says whether a text is an entry, or a piece of one: pieces are texts that the code puts together with others: each stands whole in
// one of the book's entries.
func inBook(p *phrasebook, text string) bool {
	if _, ok := p.exact[text]; ok {
		return true
	}
	text = strings.TrimSpace(text)
	for whole := range p.exact {
		if strings.Contains(whole, text) {
			return true
		}
	}
	return slices.ContainsFunc(p.patterns, func(x pattern) bool { return strings.Contains(x.format, text) })
}

func TestEverySentenceOfTheAnalysisHasAGermanOne(t *testing.T) {
	parts := sentenceParts(t)
	if len(parts) < 250 {
		t.Fatalf("only %d texts found", len(parts))
	}
	for text, where := range parts {
		if verb := formatVerb.ReplaceAllString(text, ""); strings.ContainsAny(verb, "abcdefghijklmnopqrstuvwxyz") && !inBook(germanReport(), text) {
			t.Errorf("%s: no German for %q", where, text)
		}
	}
}

func TestWhatAnAudienceIsNotGivenIsSaidInGermanToo(t *testing.T) {
	for _, who := range []audience.Audience{audience.Leadership, audience.Anonymous} {
		ds := ordinary()
		res, err := audience.Redact(ds, options(), audience.Options{Audience: who, Key: []byte("a key of many bytes")})
		if err != nil {
			t.Fatal(err)
		}
		b := newBook(res.Report, res.Dataset, "de")
		for _, text := range slices.Concat(res.Report.Withheld, res.Report.Warnings) {
			if b.say(text) == text {
				t.Errorf("no German for %q", text)
			}
		}
		for _, f := range res.Report.Findings {
			for _, text := range []string{f.Title, f.Text, f.Action} {
				if said := b.say(text); englishWords.MatchString(said) || strings.Contains(said, "withheld") {
					t.Errorf("%s: %q", f.Rule, said)
				}
			}
		}
	}
}

func TestAPhraseTakesWhatItsVerbsStoodFor(t *testing.T) {
	for text, want := range map[string]string{
		"The records name nobody for activation on 31 of 60 partners (52%).":                             "Für activation nennen die Daten bei 31 von 60 Partnern (52\u00a0%) niemanden.",
		"Generalists hold 56.5% of the FTE with a known class: Ana Lima and Jörg Weiß.":                  "Generalistische Stellen halten 56,5\u00a0% der VZÄ mit bekannter Einordnung: Ana Lima und Jörg Weiß.",
		"Generalists hold 56% of the FTE with a known class: A, B, C, D and 3 more.":                     "Generalistische Stellen halten 56\u00a0% der VZÄ mit bekannter Einordnung: A, B, C, D und 3 weitere.",
		"Move activation from Ana Lima to Jörg Weiß, who already does more of it.":                       "activation von Ana Lima an Jörg Weiß geben: Dort geschieht schon mehr davon.",
		"Name one owner for activation in the roster, first in EMEA (5 of the 6 where nobody is named).": "Auf der Personalliste eine Person für activation benennen, zuerst in EMEA (5 der 6, wo niemand genannt ist).",
		"Name one owner for activation in the roster.":                                                   "Auf der Personalliste eine Person für activation benennen.",
		"Close Date is 1899-12-30, which is before 1900":                                                 "Close Date ist 1899-12-30, das liegt vor 1900",
		"Smith and Sons":                                   "Smith and Sons",
		"a sentence that no rule says":                     "a sentence that no rule says",
		"exact spelling, 100 % of values fit, 97 % filled": "genaue Schreibweise, 100 % der Werte passen, 97 % gefüllt",
	} {
		if got := germanReport().say(text); got != want {
			t.Errorf("%q\n says %q\n want %q", text, got, want)
		}
	}
}

func TestEveryPhraseUsesItsVerbs(t *testing.T) {
	for _, p := range germanReport().patterns {
		for i := range p.verbs {
			if !strings.Contains(p.words, "{"+strconv.Itoa(i+1)) {
				t.Errorf("%q leaves out what verb %d of %q stands for", p.words, i+1, p.format)
			}
		}
		for _, m := range slot.FindAllStringSubmatch(p.words, -1) {
			if n, _ := strconv.Atoi(m[1]); n > len(p.verbs) {
				t.Errorf("%q asks for {%d}, and %q has %d verbs", p.words, n, p.format, len(p.verbs))
			}
		}
	}
}

// englishWords are words that stand in nearly every English sentence and in no German one.
var englishWords = regexp.MustCompile(`(?i)\b(the|of|with|without|are|has|have|from|than|every|who|which|needs?)\b`)

func TestAGermanReportHasNoEnglishSentence(t *testing.T) {
	ds := ordinary()
	b := newBook(analyze.Run(ds, analyze.Options{}), ds, "de")
	said := 0
	check := func(what, text string) {
		if said++; englishWords.MatchString(b.say(text)) {
			t.Errorf("%s: %q", what, b.say(text))
		}
	}
	for _, f := range b.rep.Findings {
		for _, text := range []string{f.Title, f.Text, f.Action, f.Principle, f.WouldChange} {
			check(f.Rule, text)
		}
	}
	for _, n := range b.rep.RulesNotJudged {
		check(n.Rule, n.Reason)
	}
	for _, r := range analyze.Rules(b.rep.Thresholds) {
		for _, text := range []string{r.Title, r.Question, r.Principle, r.Condition, r.Holds, r.Move, r.Minimum, r.WouldChange} {
			check(r.ID, text)
		}
	}
	if said < 250 {
		t.Errorf("only %d sentences", said)
	}
}
