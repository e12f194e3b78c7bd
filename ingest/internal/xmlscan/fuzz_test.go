package xmlscan_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/iotest"
)

func FuzzScanner(f *testing.F) {
	for _, s := range []string{
		`<?xml version="1.0"?><a x="1"><b y='2'/>t&amp;<![CDATA[c]]><!-- d --></a>`,
		`<x:a xmlns:x="u"><y:b/></x:a>`,
		"<a><b x=\"1><c/></a>",
		"\xff\xfe<\x00a\x00/\x00>\x00",
		`<?xml version="1.0" encoding="windows-1252"?><a/>`,
		`<!DOCTYPE a><a/>`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		whole := tokens(bytes.NewReader(data), 1<<12)
		if bytewise := tokens(iotest.OneByteReader(bytes.NewReader(data)), 1<<12); whole != bytewise {
			t.Errorf("%s\nbyte by byte %s", whole, bytewise)
		}
		if n := strings.Count(whole, " "); n > 20*len(data)+20 {
			t.Errorf("%d tokens of %d bytes", n, len(data))
		}
	})
}
