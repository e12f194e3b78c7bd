package name

import (
	"strings"
	"testing"
	"time"
)

func TestHugeCellsAreReadInLinearTime(t *testing.T) {
	for _, unit := range []string{"a", "(", "()", "\"", " and ", "a b ", "ag ", "b v ", "@", "a@b.c ", "é", "[x]", ";", "jr ", "ẖ", "ﷺ"} {
		s := strings.Repeat(unit, 40_000/len(unit))
		for what, f := range map[string]func(){"Fold": func() { Fold(s) }, "Person": func() { Person(s).Forms() }, "Split": func() { Split(s) }, "Company": func() { Company(s) }, "Nobody": func() { Nobody(s) }} {
			if start := time.Now(); func() time.Duration { f(); return time.Since(start) }() > 2*time.Second {
				t.Errorf("%s of %q repeated takes %s", what, unit, time.Since(start))
			}
		}
	}
}
