package ner

import (
	"slices"
	"strings"
	"testing"
)

func TestNamesakes(t *testing.T) {
	var b strings.Builder
	for range 3 {
		b.WriteString("in\tO\nBern\tB-LOC\n,\tO\nNew\tB-LOC\nYork\tI-LOC\n\n")
		b.WriteString("die\tO\nDeutsche\tB-LOCderiv\nUniversität\tO\n\n")
		b.WriteString("das\tO\nSigma\tB-ORG\nWerk\tO\n\n")
		b.WriteString("die\tO\nVereinten\tB-ORG\nNationen\tI-ORG\nund\tO\nAnna\tB-PER\nMuster\tI-PER\n\n")
		b.WriteString("der\tO\nEssen\tB-LOC\nund\tO\nEssen\tO\n\n") // as often no name
	}
	b.WriteString("in\tO\nGenf\tB-LOC\n") // too seldom
	sentences, err := ReadColumns(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	known := newNamesakes([]Corpus{{Name: "test", Sentences: sentences}})

	// o is outside; b, l, u: begin, last, unit; ? anything; a name's label in
	// brackets: it or outside; none: nothing is told.
	tests := []struct{ outer, words, want string }{
		{"ORG", "Universität Bern", "o u-LOC"},
		{"ORG", "Universität von New York", "o o b-LOC l-LOC"},
		{"MISC", "Bern Universität", "u-LOC o"},
		{"ORG", "Deutsche Universität", "u-LOCderiv o"},
		{"ORG", "Amt der Vereinten Nationen", "? o b-ORG l-ORG"},
		{"MISC", "Sigma 7", "u-ORG o"},
		{"ORG", "Sigma AG", "o ?"},                                  // its own name
		{"ORG", "Vereinten Nationen AG", "none"},                    // likewise
		{"ORG", "Universität Essen", "o ?"},                         // Essen may be food
		{"ORG", "Universität Genf", "o ?"},                          // not seen often enough
		{"LOC", "Bern West", "none"},                                // a part of Bern, or a namesake
		{"LOC", "Universität Bern", "o (LOC)"},                      // likewise
		{"LOC", "Deutsche Universität", "(LOCderiv) o"},             // may be the one name
		{"ORG", "Anna Muster Universität", "? ? o"},                 // persons are not told
		{"ORG", "New York", "o o"},                                  // no name is inside itself
		{"ORG", "Bank für Handel", "? o ?"},                         // a small letter is none
		{"ORG", "Bern Bern", "u-LOC u-LOC"},                         // both
		{"ORG", "Universität Bern und Sigma AG", "o u-LOC o o ?"},   // one is told, one is not
		{"ORG", "Universität New York Bern", "o b-LOC l-LOC u-LOC"}, // the longest first
		{"ORG", "die Vereinten Nationen in Bern", "o b-ORG l-ORG o u-LOC"},
	}
	for _, test := range tests {
		words := strings.Fields(test.words)
		outer, _ := parseLabel(test.outer)
		s := Sentence{Words: slices.Concat([]string{"vor"}, words, []string{"nach"})}
		sets := known.allowed(&s, chunk{1, 1 + len(words), outer})
		var got []string
		for _, set := range sets {
			got = append(got, spell(set))
		}
		if sets == nil {
			got = []string{"none"}
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s in %s: %s, want %s", test.words, test.outer, s, test.want)
		}
	}
}

// spell writes a set of tags as TestNamesakes has it.
func spell(set tagSet) string {
	if set == 1<<tags-1 {
		return "?"
	}
	if set == one(0) {
		return "o"
	}
	for l := range label(labels) {
		name, form := l.split()
		name += map[string]string{"derived": "deriv", "part": "part"}[form]
		if set == one(0)|l.all() {
			return "(" + name + ")"
		}
		for place, letter := range "bilu" {
			if set == one(tagOf(l, place)) {
				return string(letter) + "-" + name
			}
		}
	}
	return "several"
}

// A corpus that leaves derived words or other names unmarked says nothing of
// what stands by itself.
func TestNamesakesGuideline(t *testing.T) {
	sentences, err := ReadColumns(strings.NewReader(strings.Repeat("Swiss\tB-MISC\nBern\tB-LOC\nSigma\tO\n\n", 5)))
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range []Guideline{{NoForms: true}, {NoMisc: true}} {
		if known := newNamesakes([]Corpus{{Sentences: sentences, Guideline: g}}); len(known) > 0 {
			t.Errorf("%+v: %v", g, known)
		}
	}
}
