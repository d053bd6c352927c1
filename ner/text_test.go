package ner

import (
	"strings"
	"testing"
)

func TestCutLine(t *testing.T) {
	for line, want := range map[string]string{
		`Er sagte: „Nein!“`:              `Er|sagte|:|„|Nein|!|“`,
		"Kenya's U.S. envoy didn't go.":  "Kenya|'s|U.S.|envoy|did|n't|go|.",
		"Am 14. Oktober 2014.":           "Am|14.|Oktober|2014|.",
		"Nord- und Südkorea (z.B. dort)": "Nord-|und|Südkorea|(|z.B.|dort|)",
		"J. Smith — F-16":                "J.|Smith|—|F-16",
		"  ":                             "",
		"...":                            ".|.|.",
	} {
		var words []string
		cutLine([]byte(line), func(w []byte) { words = append(words, string(w)) })
		if got := strings.Join(words, "|"); got != want {
			t.Errorf("%q: got %s, want %s", line, got, want)
		}
	}
}
