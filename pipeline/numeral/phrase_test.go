package numeral_test

import (
	"strings"
	"testing"

	"enricher/pipeline/numeral"
)

// TestPhrase adds up numbers of several words; "-" stands for what is no
// number.
func TestPhrase(t *testing.T) {
	for _, tt := range []struct{ words, lang, want string }{
		{"two", "en", "2"},
		{"twenty five", "en", "25"},
		{"two hundred fifty", "en", "250"},
		{"two hundred fifty thousand", "en", "250000"},
		{"one million two hundred thousand three", "en", "1200003"},
		{"nineteen hundred", "en", "1900"},
		{"hundred", "en", "100"},
		{"two dozen", "en", "24"},
		{"nineteen eighty", "en", "-"},
		{"three four", "en", "-"},
		{"twenty thirty", "en", "-"},
		{"two thousand three million", "en", "-"},
		{"thousand thousand", "en", "-"},
		{"", "en", "-"},
		{"zwei Millionen dreihunderttausend", "de", "2300000"},
		{"drei Milliarden zwei Millionen fünf", "de", "3002000005"},
	} {
		var p numeral.Phrase
		ok := true
		for _, w := range strings.Fields(tt.words) {
			if s, scale := numeral.Magnitude(w, tt.lang); scale {
				ok = ok && p.Scale(s.Value)
			} else {
				n, known := numeral.Cardinal(w, tt.lang)
				ok = ok && known && p.Number(numeral.Int(n))
			}
		}
		got := "-"
		if v, known := p.Value(); ok && known {
			got = v.String()
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.words, got, tt.want)
		}
	}
}
