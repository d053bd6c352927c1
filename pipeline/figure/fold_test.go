package figure

import (
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Größe": "größe", "ÄÖÜ": "äöü", "É": "é", "×": "×", "ẞ": "ẞ", "Ω": "Ω", "Jahr\u00adhun\u00addert": "jahrhundert", "US$": "us$", "°C": "°c", "": "", "\xc3": "\xc3", "\xc2\xad": "", "A\xff": "a\xff",
		strings.Repeat("X", maxWord+1): "",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestTable finds every word of both lexicons, and no other.
func TestTable(t *testing.T) {
	for lang, g := range grammars {
		for text, e := range g.words {
			var w folded
			w.fold(text)
			if g.table.find(&w) != e {
				t.Errorf("%s: %q is not found", lang, text)
			}
			w = folded{}
			w.fold(text + "q")
			if e := g.table.find(&w); e != g.words[text+"q"] {
				t.Errorf("%s: %qq gives %v", lang, text, e)
			}
		}
	}
}
