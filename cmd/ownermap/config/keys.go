package config

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"ownermap/ingest"
	"ownermap/ingest/name"
)

// parse reads the text and refuses the first key that Config does not know,
// with its position and the known key that is nearest to it. Keys without a
// value are taken out: they keep their default. nil is a text without content.
func parse(file string, src []byte) (ast.Node, error) {
	return parseAs(file, src, reflect.TypeFor[Config]())
}

// parseAs is parse for a file of another type.
func parseAs(file string, src []byte, t reflect.Type) (ast.Node, error) {
	f, err := parser.ParseBytes(src, 0)
	if err != nil {
		return nil, decodeError(file, err)
	}
	if len(f.Docs) > 1 {
		return nil, &Error{File: file, Message: "holds several documents; one is wanted"}
	}
	if len(f.Docs) == 0 || f.Docs[0].Body == nil || hasNoValue(f.Docs[0].Body) {
		return nil, nil
	}
	body := f.Docs[0].Body
	return body, checkNode(file, "", body, t)
}

func hasNoValue(n ast.Node) bool {
	return n.Type() == ast.NullType || n.Type() == ast.CommentType || n.Type() == ast.CommentGroupType
}

// checkNode walks a node beside the type it is decoded into.
func checkNode(file, path string, n ast.Node, t reflect.Type) error {
	switch n := n.(type) {
	case *ast.MappingNode:
		n.Values = slices.DeleteFunc(n.Values, func(v *ast.MappingValueNode) bool { return knows(t, v) && hasNoValue(v.Value) })
		for _, v := range n.Values {
			if err := checkPair(file, path, v, t); err != nil {
				return err
			}
		}
	case *ast.MappingValueNode:
		return checkPair(file, path, n, t)
	case *ast.SequenceNode:
		if t.Kind() != reflect.Slice {
			return nil // decoding says it better
		}
		for _, v := range n.Values {
			if err := checkNode(file, path, v, t.Elem()); err != nil {
				return err
			}
		}
	case ast.ScalarNode:
		return checkDate(file, path, n, t)
	}
	return nil
}

// checkDate refuses a date that is none; goccy would lose its position.
func checkDate(file, path string, n ast.ScalarNode, t reflect.Type) error {
	if t != reflect.TypeFor[ingest.Date]() {
		return nil
	}
	if _, err := ingest.ParseDate(n.GetToken().Value); err != nil {
		at := n.GetToken().Position
		return &Error{File: file, Line: at.Line, Col: at.Column,
			Message: fmt.Sprintf("%s: %q is not a date", path, n.GetToken().Value), Hint: "write it as 2026-09-30"}
	}
	return nil
}

// knows reports whether the pair's key is one of the type's.
func knows(t reflect.Type, v *ast.MappingValueNode) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return true
	}
	_, ok := fieldsOf(t)[v.Key.GetToken().Value]
	return ok
}

func checkPair(file, path string, v *ast.MappingValueNode, t reflect.Type) error {
	if t.Kind() == reflect.Slice { // one element may stand without its list
		t = t.Elem()
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	key := v.Key.GetToken().Value
	fields := fieldsOf(t)
	ft, ok := fields[key]
	if !ok {
		at := v.Key.GetToken().Position
		return &Error{File: file, Line: at.Line, Col: at.Column,
			Message: fmt.Sprintf("unknown key %q%s", key, under(path)), Hint: suggestion(key, fields)}
	}
	return checkNode(file, strings.TrimPrefix(path+"."+key, "."), v.Value, ft)
}

func under(path string) string {
	if path == "" {
		return ""
	}
	return " under " + path
}

// fieldsOf lists a struct's YAML names.
func fieldsOf(t reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for i := range t.NumField() {
		name, rest, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if rest == "inline" {
			maps.Copy(fields, fieldsOf(t.Field(i).Type))
		}
		if name != "" && name != "-" {
			fields[name] = t.Field(i).Type
		}
	}
	return fields
}

func suggestion(key string, fields map[string]reflect.Type) string {
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	if near := Nearest(key, names); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "known keys: " + strings.Join(names, ", ")
}

// Nearest returns the name that is fewest edits away from word, the first on a
// tie; "" where even that is more than a third of the word.
func Nearest(word string, names []string) string {
	best, limit := "", len([]rune(word))/3+1
	for _, n := range names {
		if d := name.Distance(strings.ToLower(word), strings.ToLower(n), limit); d < limit || best == "" && d == limit {
			best, limit = n, d
		}
	}
	return best
}
