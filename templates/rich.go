package templates

// Span is a run of text in a sentence. All of it is escaped; a span cannot carry markup.
type Span struct {
	Text   string
	Strong bool   // a figure or key word, weight 600
	Name   bool   // text from the data, isolated so that its direction cannot leak
	Href   string // path from the site's root, "#id" or a full address; "" for none
}

// Rich is a sentence of spans. Spaces between spans are part of their text.
type Rich []Span

// Text is a sentence without emphasis, nil for "".
func Text(s string) Rich {
	if s == "" {
		return nil
	}
	return Rich{{Text: s}}
}

// Bold is a figure or key word.
func Bold(s string) Span { return Span{Text: s, Strong: true} }

// Name is text from the data: a person, a company, a file.
func Name(s string) Span { return Span{Text: s, Name: true} }

// To is a link; text from the data is safe in it.
func To(text, href string) Span { return Span{Text: text, Href: href, Name: true} }

// String is the sentence without emphasis and links.
func (r Rich) String() string {
	var s string
	for _, span := range r {
		s += span.Text
	}
	return s
}

// Link is an evidence link: words that say what it opens.
type Link struct {
	Text string
	Href string
	CSV  string // id of the table it downloads: the script then saves the rows as they are shown
}

// Severity is a judgement with a shape, a word and a colour.
type Severity string

// Severities, worst first. Good is shown as "Holds".
const (
	Critical Severity = "critical" // filled diamond
	Warning  Severity = "warning"  // filled triangle
	Notice   Severity = "notice"   // hollow square
	Good     Severity = "good"     // filled circle
)
