package ner

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestReadColumns(t *testing.T) {
	const file = "\ufeff# a corpus\n# doc 1\nAnna\tB-PER\tO\nMuster\tI-PER\tO\n#\tO\tO\n\n\n" +
		"Bern\tB-LOC\tO\nSwiss\tB-LOCderiv\tO\r\nEU-led\tB-ORGpart\tO\n\tO\tO\n# a remark\n" +
		"Bank\tB-ORG\tO\nof\tI-ORG\tO\nNew\tI-ORG\tB-LOC\nZealand\tI-ORG\tI-LOC\nLima\tO\tB-LOC\n"
	got, err := ReadColumns(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	want := []Sentence{
		{Words: []string{"Anna", "Muster", "#"}, chunks: []chunk{{0, 2, 0}}},
		{Words: strings.Fields("Bern Swiss EU-led Bank of New Zealand Lima"),
			chunks: []chunk{{0, 1, 3}, {1, 2, 4}, {2, 3, 8}, {3, 7, 6}}, inner: []chunk{{5, 7, 3}, {7, 8, 3}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestReadColumnsDocuments(t *testing.T) {
	for file, want := range map[string][]int{
		"a\tO\n\nb\tO\n":                          {0, 0},
		"# doc 7\na\tO\n\nb\tO\n":                 {0, 0},
		"# doc 1\n# doc 2\na\tO\n# doc 3\nb\tO\n": {0, 1},
		"a\tO\n\n# doc x\nb\tO\n\n\nc\tO\n":       {0, 1, 1},
		"# doc x\na\tO\n\n# doc x\nb\tO\n":        {0, 1},
	} {
		sentences, err := ReadColumns(strings.NewReader(file))
		if err != nil {
			t.Errorf("%q: %v", file, err)
		}
		var got []int
		for _, s := range sentences {
			got = append(got, s.Doc)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: documents %v, want %v", file, got, want)
		}
	}
}

func TestReadColumnsErrors(t *testing.T) {
	for file, want := range map[string]string{
		"a\tO\nb O\n":                         "line 2: no tab",
		"a\tO\n \n":                           "line 2: no tab",
		"a\tO\n\tB-PER\n":                     "line 2: a label without a token",
		"a\tO\nb\tI-PER\n":                    "line 2: I-PER does not continue",
		"a\tB-PER\nb\tI-ORG\n":                "line 2: I-ORG does not continue",
		"a\tB-GPE\n":                          `line 1: label "B-GPE"`,
		"a\tPER\n":                            `line 1: label "PER"`,
		"a\tE-PER\n":                          `line 1: label "E-PER"`,
		"a\t\n":                               `line 1: label ""`,
		"a\tB-PER\n\nb\tI-PER\n":              "line 3: I-PER does not continue",
		"a\tB-PER\tNE\n":                      `line 1: third column: label "NE"`,
		"a\tO\tO\nb\tB-PER\tI-LOC\n":          "line 2: third column: I-LOC does not continue",
		"# x\na\tO\tO\nb\tO\n":                "line 3: 2 columns, the lines before have 3",
		"a\tO\n\nb\tO\tO\n":                   "line 3: 3 columns, the lines before have 2",
		"a\tO\nM\xfcller\tB-PER\n":            "line 2: not UTF-8",
		"a\tO\n" + strings.Repeat("x", 1<<20): "line 2: longer than 1048576 bytes",
	} {
		if _, err := ReadColumns(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: error %v, want %q", file, err, want)
		}
	}
}

// Whatever the bytes, a sentence that was read has words and mentions inside it.
func FuzzReadColumns(f *testing.F) {
	f.Add([]byte("# doc 1\nAnna\tB-PER\tO\nMuster\tI-PER\tB-LOC\n\nBern\tB-LOC\tO\n"))
	f.Add([]byte("a\tO\r\n\r\nb\tB-MISCpart"))
	f.Fuzz(func(t *testing.T, file []byte) {
		sentences, err := ReadColumns(bytes.NewReader(file))
		if err != nil {
			return
		}
		doc := 0
		for _, s := range sentences {
			if s.Doc != doc && s.Doc != doc+1 {
				t.Fatalf("document %d after %d", s.Doc, doc)
			}
			doc = s.Doc
			if len(s.Words) == 0 || slices.Contains(s.Words, "") {
				t.Fatalf("words %q", s.Words)
			}
			for _, layer := range [][]chunk{s.chunks, s.inner} {
				end := 0
				for _, c := range layer {
					if c.first < end || c.last <= c.first || c.last > len(s.Words) || c.label >= labels {
						t.Fatalf("chunk %v after %d in %d words", c, end, len(s.Words))
					}
					end = c.last
				}
			}
		}
	})
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
