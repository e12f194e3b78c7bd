package site

import (
	"os"
	"path/filepath"
	"testing"

	"ownermap/analyze"
)

func TestOtherWordsGiveTheSiteThatIsBuiltWithThem(t *testing.T) {
	ds := ordinary()
	words := func(summary, stage string) []Commentary {
		var list []Commentary
		for name, text := range map[string]string{"a.md": summary, "b.md": stage} {
			if text != "" {
				list = append(list, Commentary{Name: name, Source: []byte(text)})
			}
		}
		return list
	}
	onStage := "---\npage: stages/activation\n---\n"
	dir := filepath.Join(t.TempDir(), "site")
	d, err := Prepare(t.Context(), analyze.Run(ds, options()), ds, Options{Out: dir, CacheDir: pictures, Comments: words("Old words.", "")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Swap(); err != nil {
		t.Fatal(err)
	}
	for _, now := range [][]Commentary{words("New words.", onStage+"On a stage."), words("", onStage+"Again."), words("Last words, with {{ figure \"stages.cosell.stated_owners\" }}.", "")} {
		if warnings, err := d.Reword(t.Context(), now); err != nil || len(warnings) > 0 {
			t.Fatalf("%v %v", warnings, err)
		}
		want := built(t, ordinary(), Options{CacheDir: pictures, Comments: now})
		for name, content := range want {
			got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
			if err != nil || string(got) != content {
				t.Errorf("%s is not that of a site built with the words: %v", name, err)
			}
		}
		if got := len(d.Files()); got != len(want) {
			t.Errorf("%d files, %d in a site built with the words", got, len(want))
		}
	}
}

func TestWordsThatCannotBeReadAreAnError(t *testing.T) {
	ds := ordinary()
	d, err := Prepare(t.Context(), analyze.Run(ds, options()), ds, Options{Out: filepath.Join(t.TempDir(), "site"), CacheDir: pictures})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Swap(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Reword(t.Context(), []Commentary{{Name: "a.md", Source: []byte("---\npage: ownership\n")}}); err == nil {
		t.Error("front matter without an end was read")
	}
}
