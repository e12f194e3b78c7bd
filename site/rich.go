package site

import (
	"fmt"
	"strings"

	"ownermap/templates"
)

// rich is s with spans: arguments that are a templates.Span or Rich keep their
// emphasis and links, all others are plain text.
func (f *format) rich(message string, args ...any) templates.Rich {
	if t, ok := f.words.text[message]; ok {
		message = t
	}
	f.words.used.add(message)
	var out templates.Rich
	next := 0
	for len(message) > 0 {
		i := strings.IndexByte(message, '%')
		if i < 0 {
			return appendText(out, message)
		}
		out = appendText(out, message[:i])
		message = message[i+1:]
		switch {
		case strings.HasPrefix(message, "%"):
			out = appendText(out, "%")
			message = message[1:]
		case strings.HasPrefix(message, "["): // %[2]s, for languages that order otherwise
			end := strings.IndexByte(message, ']')
			fmt.Sscanf(message[1:end], "%d", &next)
			next--
			out = appendArg(out, args, next)
			next++
			message = message[end+2:]
		case strings.HasPrefix(message, ".0s"): // a count that this language does not write
			next++
			message = message[3:]
		default:
			out = appendArg(out, args, next)
			next++
			message = message[1:]
		}
	}
	return out
}

func appendArg(out templates.Rich, args []any, i int) templates.Rich {
	if i < 0 || i >= len(args) {
		return out
	}
	switch a := args[i].(type) {
	case templates.Span:
		return append(out, a)
	case templates.Rich:
		return append(out, a...)
	default:
		return appendText(out, fmt.Sprint(a))
	}
}

func appendText(out templates.Rich, s string) templates.Rich {
	if s == "" {
		return out
	}
	return append(out, templates.Span{Text: s})
}

// sentences joins sentences with a space between.
func sentences(parts ...templates.Rich) templates.Rich {
	var out templates.Rich
	for _, p := range parts {
		if len(p) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, templates.Span{Text: " "})
		}
		out = append(out, p...)
	}
	return out
}

// richList joins spans as list joins words.
func (f *format) richList(items []templates.Rich, most int) templates.Rich {
	rest := 0
	if len(items) > most {
		rest, items = len(items)-most, items[:most]
	}
	var head templates.Rich
	last := templates.Rich(nil)
	for i, item := range items {
		if i == len(items)-1 && rest == 0 {
			last = item
			break
		}
		if i > 0 {
			head = append(head, templates.Span{Text: ", "})
		}
		head = append(head, item...)
	}
	switch {
	case rest > 0:
		return f.rich("%s and %s more", head, f.count(rest))
	case head == nil:
		return last
	}
	return f.rich("%s and %s", head, last)
}
