package ner

import (
	"slices"
	"strings"
	"testing"
)

func TestReadColumns(t *testing.T) {
	const file = "# a corpus\n# doc 1\nAnna\tB-PER\tO\nMuster\tI-PER\tO\n#\tO\tO\n\n\nBern\tB-LOC\nSwiss\tB-LOCderiv\r\nEU-led\tB-ORGpart\n"
	got, err := ReadColumns(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 {
		t.Fatalf("%d sentences, want 2", len(got))
	}
	if w := strings.Join(got[0].Words, " "); w != "Anna Muster #" {
		t.Errorf("words %q", w)
	}
	if want := []chunk{{0, 2, 0}}; !slices.Equal(got[0].chunks, want) {
		t.Errorf("chunks %v, want %v", got[0].chunks, want)
	}
	if want := []chunk{{0, 1, 3}, {1, 2, 4}, {2, 3, 8}}; !slices.Equal(got[1].chunks, want) {
		t.Errorf("chunks %v, want %v", got[1].chunks, want)
	}
}

func TestReadColumnsErrors(t *testing.T) {
	for file, want := range map[string]string{
		"a\tO\nb O\n":            "line 2: no tab",
		"a\tO\nb\tI-PER\n":       "line 2: I-PER does not continue",
		"a\tB-PER\nb\tI-ORG\n":   "line 2: I-ORG does not continue",
		"a\tB-GPE\n":             `line 1: label "B-GPE"`,
		"a\tPER\n":               `line 1: label "PER"`,
		"a\tE-PER\n":             `line 1: label "E-PER"`,
		"a\tB-PER\n\nb\tI-PER\n": "line 3: I-PER does not continue",
	} {
		if _, err := ReadColumns(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", file, err, want)
		}
	}
}

func TestGuideline(t *testing.T) {
	s := Sentence{Words: []string{"Japanese", "band", "The", "Who"}, chunks: []chunk{{0, 1, 9}, {2, 4, 6}}}
	full := Guideline{}.allowed(&s)
	if want := []tagSet{one(tagOf(9, unit)), one(0), one(tagOf(6, begin)), one(tagOf(6, last))}; !slices.Equal(full, want) {
		t.Errorf("full guideline: %v, want %v", full, want)
	}
	names := Guideline{NoForms: true}.allowed(&s)
	if !names[0].has(tagOf(9, unit)) || !names[0].has(tagOf(4, unit)) || names[0].has(0) {
		t.Error("a one-word MISC may be a derived word")
	}
	if !names[1].has(0) || !names[1].has(tagOf(5, unit)) || names[1].has(tagOf(3, unit)) {
		t.Error("a word outside may be derived or a part, but no name")
	}
	if names[2] != full[2] {
		t.Error("a longer name is what it is")
	}
	if !(Guideline{NoMisc: true}).allowed(&s)[1].has(tagOf(9, unit)) {
		t.Error("a word outside may be MISC")
	}
}
