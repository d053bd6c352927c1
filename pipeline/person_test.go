package pipeline

import (
	"strings"
	"testing"
)

func TestSameWord(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Sergej", "Sergei", true}, {"Selenskyj", "Selenski", true}, {"Lawrow", "Lavrov", true}, {"Erdoğan", "Erdogan", true},
		{"Müller", "MÜLLER", true}, {"Meier", "Meyer", true}, {"Hofmann", "Hoffmann", true},
		{"Meier", "Maier", false}, {"Anna", "Anne", false}, {"Ann", "Anna", false}, {"", "A", false},
	} {
		if sameWord(c.a, c.b) != c.want || sameWord(c.b, c.a) != c.want {
			t.Errorf("sameWord(%q, %q) is not %v", c.a, c.b, c.want)
		}
	}
}

// TestFoldPlain: the short way gives what the long way gives.
func TestFoldPlain(t *testing.T) {
	var b [32]byte
	for _, word := range []string{"", "A", "aa", "Jyijw", "Wvw", "O'Brien", "Al-Assad", "IJsselmeer", strings.Repeat("Ab", 16)} {
		if n, ok := foldPlain(&b, word); !ok || string(b[:n]) != foldName(word) {
			t.Errorf("%q: %q, want %q", word, b[:n], foldName(word))
		}
	}
	for _, word := range []string{"Müller", strings.Repeat("Ab", 16) + "c"} {
		if _, ok := foldPlain(&b, word); ok {
			t.Errorf("%q is taken for short and plain", word)
		}
	}
}
