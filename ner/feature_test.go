package ner

import "testing"

func TestNormal(t *testing.T) {
	for word, want := range map[string]string{
		"Straße": "Strasse", "GROẞ": "GROSS", "1’234": "0'000", "„": `"`, "«": `"`, "''": `"`, "``": `"`,
		"–": "-", "…": "...", "O’Neill": "O'Neill", "Köln": "Köln", "\xff": "\uFFFD", "Fuß\u00adball": "Fussball",
	} {
		if got := string(normal(nil, word)); got != want {
			t.Errorf("normal(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	words, _ := newVocabulary([]byte("Kerry\nbesuch\nKonflikt\nNATO\nled\n"))
	for _, c := range []struct {
		word  string
		index int32
		how   byte
	}{
		{"Kerry", 0, 255}, {"KERRY", 0, foundTitle}, {"Besuch", 1, foundLower}, {"BESUCH", 1, foundLower}, {"NATO", 3, 255},
		{"Ukraine-Konflikt", 2, foundLast}, {"Nato-led", 4, foundLast}, {"Xyz", -1, foundNot}, {"Nord-", -1, foundNot}, {"-", -1, foundNot},
	} {
		if i, how := find(&words, []byte(c.word)); i != c.index || how != c.how {
			t.Errorf("find(%s) = %d, %d, want %d, %d", c.word, i, how, c.index, c.how)
		}
	}
}

// A word's features stay what the shipped weights were trained with; change
// featureVersion with them.
func TestFeaturesAreFixed(t *testing.T) {
	const want = 0xfb7d856c
	var sum uint32
	for _, w := range []string{"", "a", "Zürich", "US-Aussenminister", "00.000", "NATO's", "\uFFFD"} {
		for _, k := range features(nil, []byte(w)) {
			sum = sum*31 + k
		}
	}
	if sum != want {
		t.Errorf("features' checksum is %#x, want %#x", sum, want)
	}
}

func BenchmarkFeatures(b *testing.B) {
	var dst []uint32
	w := []byte("Aussenminister")
	b.ReportAllocs()
	for b.Loop() {
		dst = features(dst[:0], w)
	}
}
