package ner

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestHeadlines(t *testing.T) {
	s := []Sentence{{Words: []string{"Police", "arrest", "Max", "Muster", "of", "Straßburg", "."}, chunks: []chunk{{2, 4, 0}, {5, 6, 3}}}}
	seen := make(map[string]bool)
	random := rand.NewPCG(1, 1)
	for range 50 {
		for _, c := range headlines(s, "en", 1, random) {
			if !slices.Equal(c.chunks, s[0].chunks) {
				t.Fatalf("mentions moved: %v", c.chunks)
			}
			seen[strings.Join(c.Words, " ")] = true
		}
	}
	for _, want := range []string{"POLICE ARREST MAX MUSTER OF STRASSBURG", "Police Arrest Max Muster of Straßburg", "Police arrest Max Muster of Straßburg"} {
		if !seen[want] {
			t.Errorf("no copy %q in %v", want, seen)
		}
	}
	if s[0].Words[6] != "." || s[0].Words[1] != "arrest" {
		t.Error("the original was changed")
	}
	if n := len(headlines(s, "en", 0, random)); n != 0 {
		t.Errorf("%d copies of no share", n)
	}
}
