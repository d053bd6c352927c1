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
			for _, w := range []string{text, strings.ToUpper(text)} {
				if got := g.table.find(w); got != e && fold(w) == text {
					t.Errorf("%s: %q gives %v", lang, w, got)
				}
			}
			if e := g.table.find(text + "q"); e != g.words[text+"q"] {
				t.Errorf("%s: %qq gives %v", lang, text, e)
			}
		}
	}
}
