package ner

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"enricher/ner/token"
)

func TestReadDocuments(t *testing.T) {
	const file = "\ufeff" + `{"id":"a","lang":"de","published":null,"text":"Die Universität Zürich lehrt Schweizer.","entities":[
		{"start":31,"end":40,"label":"LOC","form":"derived"},
		{"start":17,"end":24,"text":"Zürich","label":"LOC","form":"name","inner":true},
		{"start":4,"end":24,"label":"ORG"}],"roles":[]}` + "\n\n" + `{"text":"x","entities":[]}` + "\r\n"
	got, err := ReadDocuments(strings.NewReader(strings.ReplaceAll(file, "\n\t\t", "")))
	if err != nil {
		t.Fatal(err)
	}
	want := []Document{
		{ID: "a", Lang: "de", Text: "Die Universität Zürich lehrt Schweizer.",
			Outer: []Mention{
				{Span: token.Span{Start: 4, End: 24}, Label: "ORG", Form: "name"},
				{Span: token.Span{Start: 31, End: 40}, Label: "LOC", Form: "derived"},
			},
			Inner: []Mention{{Span: token.Span{Start: 17, End: 24}, Label: "LOC", Form: "name"}}},
		{Text: "x"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestReadDocumentsErrors(t *testing.T) {
	entity := func(fields string) string {
		return `{"text":"In Zürich.","entities":[{"start":3,"end":10,"label":"LOC"},{` + fields + `}]}`
	}
	for line, want := range map[string]string{
		`{"text":"a","entities":[]`:     "not JSON",
		`[]`:                            "the line is of the wrong type",
		`{"text":"a","entities":[]} {}`: "not JSON",
		`{"text":3,"entities":[]}`:      "text is of the wrong type: want string, not number",
		`{"entities":[]}`:               "text is missing or empty",
		`{"text":"a"}`:                  "entities are missing",
		"{\"text\":\"M\xfcller\",\"entities\":[]}":               "not UTF-8",
		entity(`"start":0.5,"end":2,"label":"LOC"`):              "entities.start is of the wrong type",
		entity(`"end":2,"label":"LOC"`):                          "entities[1].start is missing",
		entity(`"start":0,"label":"LOC"`):                        "entities[1].end is missing",
		entity(`"start":-1,"end":2,"label":"LOC"`):               "entities[1].start is -1, outside of the text's 11 bytes",
		entity(`"start":0,"end":12,"label":"LOC"`):               "entities[1].end is 12, outside",
		entity(`"start":5,"end":10,"label":"LOC"`):               "entities[1].start is 5, inside of a character",
		entity(`"start":3,"end":5,"label":"LOC"`):                "entities[1].end is 5, inside of a character",
		entity(`"start":2,"end":2,"label":"LOC"`):                "entities[1].end is 2, not after start 2",
		entity(`"start":0,"end":2,"label":"GPE"`):                `entities[1].label "GPE" is unknown`,
		entity(`"start":0,"end":2`):                              `entities[1].label "" is unknown`,
		entity(`"start":0,"end":2,"label":"LOC","form":"deriv"`): `entities[1].form "deriv" is unknown`,
		entity(`"start":0,"end":2,"label":"LOC","text":"Ir"`):    `entities[1].text is "Ir", but "In" stands at [0, 2)`,
		entity(`"start":0,"end":4,"label":"LOC"`):                "entities: outer mentions [0, 4) and [3, 10) overlap",
	} {
		file := `{"text":"ok","entities":[]}` + "\n\n" + line + "\n"
		if _, err := ReadDocuments(strings.NewReader(file)); err == nil || !strings.HasPrefix(err.Error(), "line 3: "+want) {
			t.Errorf("%s\ngives %v\nwant  %q", line, err, want)
		}
	}
}

// The project's own corpora hold the same mentions in both layouts.
func TestCorporaAgree(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		joined := Join(readSentences(t, "../testdata/eval/"+lang+".conll"), 1)
		documents := readDocuments(t, "../testdata/eval/"+lang+".jsonl")
		if len(joined) != len(documents) {
			t.Fatalf("%s: %d documents in columns, %d in JSON lines", lang, len(joined), len(documents))
		}
		for i := range documents {
			if got, want := surfaces(&joined[i]), surfaces(&documents[i]); !slices.Equal(got, want) {
				t.Errorf("%s: document %s has\n%v in columns,\n%v in JSON lines", lang, documents[i].ID, got, want)
			}
		}
	}
}

func surfaces(d *Document) []string {
	var s []string
	for _, layer := range [][]Mention{d.Outer, d.Inner} {
		for _, m := range layer {
			s = append(s, fmt.Sprintf("%s/%s/%s", d.Text[m.Start:m.End], m.Label, m.Form))
		}
	}
	return s
}

func readSentences(t *testing.T, name string) []Sentence {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := ReadColumns(f)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

func readDocuments(t *testing.T, name string) []Document {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := ReadDocuments(f)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return d
}

func TestJoin(t *testing.T) {
	sentence := func(words string) Sentence { return Sentence{Words: strings.Fields(words)} }
	for words, want := range map[string]string{
		`" Nein " , sagte er .`:              `"Nein", sagte er.`,
		`Er rief : " Halt ! " und " Los . "`: `Er rief: "Halt!" und "Los."`,
		`the firm 's ( small ) office ...`:   `the firm's (small) office...`,
		`$ 30 or 5 % , they do n't`:          `$30 or 5%, they don't`,
		"`` Yes '' he said":                  "``Yes'' he said",
		`Bern / Genf - « eins » ; [ zwei ]`:  `Bern / Genf - «eins »; [zwei]`,
		`“ I 'm here , ” she 'd say …`:       `“I'm here,” she'd say…`,
		`. a`:                                `. a`,
		`..., b`:                             `..., b`,
	} {
		if got := Join([]Sentence{sentence(words)}, 1)[0].Text; got != want {
			t.Errorf("%s\ngives %s\nwant  %s", words, got, want)
		}
	}

	five := []Sentence{sentence(`a "`), sentence("b"), sentence(`c " d`), sentence("e"), sentence("f")}
	texts := func(per int) (texts []string) {
		for _, d := range Join(five, per) {
			texts = append(texts, d.ID+" "+d.Text)
		}
		return texts
	}
	if got, want := texts(2), []string{"1 a \"\nb", "2 c \"d\ne", "3 f"}; !slices.Equal(got, want) {
		t.Errorf("two by two: %q, want %q", got, want)
	}
	five[3].Doc, five[4].Doc = 1, 2
	if got, want := texts(2), []string{"1 a \"\nb\nc \"d", "2 e", "3 f"}; !slices.Equal(got, want) {
		t.Errorf("the corpus's documents: %q, want %q", got, want)
	}
}

func TestDocumentTokens(t *testing.T) {
	d := Join([]Sentence{{Words: []string{"New York", "'s", "fine."}, chunks: []chunk{{0, 1, 3}}}, {Words: []string{"Yes"}}}, 2)[0]
	doc := d.Tokens("en")
	if doc.Lang != "en" || len(doc.Tokens) != 4 || doc.Word(0) != "New York" || doc.Word(2) != "fine." || len(doc.Sentences) != 2 {
		t.Errorf("own tokens: %+v", doc)
	}
	if m := d.Outer[0]; doc.Span(m.First, m.Last) != m.Span || d.Text[m.Start:m.End] != "New York" {
		t.Errorf("mention %+v", m)
	}
	d = Document{Text: "Eine Zeile\nNoch eine.\n"}
	if doc := d.Tokens("de"); len(doc.Tokens) != 5 || len(doc.Sentences) != 2 {
		t.Errorf("cut by us: %+v", doc)
	}
}

// Every mention that is read stands in its text, on characters' borders.
func FuzzReadDocuments(f *testing.F) {
	f.Add([]byte(`{"text":"In Zürich.","entities":[{"start":3,"end":10,"text":"Zürich","label":"LOC","form":"name"}]}`))
	f.Add([]byte(`{"text":"\ud800 x","entities":[{"start":0,"end":3,"label":"MISC","inner":true}]}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		documents, err := ReadDocuments(bytes.NewReader(file))
		if err != nil {
			return
		}
		for i := range documents {
			checkSpans(t, &documents[i])
		}
	})
}

// Sentences joined to text keep their words and mentions, whatever the words.
func FuzzJoin(f *testing.F) {
	f.Add([]byte("# doc 1\n\"\tO\tO\nNew York\tB-LOC\tO\n's\tI-LOC\tB-PER\n\"\tO\tO\n\n\n# doc 2\n«\tB-MISC\tO\n"), 2)
	f.Fuzz(func(t *testing.T, file []byte, per int) {
		sentences, err := ReadColumns(bytes.NewReader(file))
		if err != nil || per < 1 {
			return
		}
		next := 0
		for _, d := range Join(sentences, per) {
			checkSpans(t, &d)
			doc := d.Tokens("de")
			for _, s := range doc.Sentences {
				want := sentences[next]
				next++
				if s.Last-s.First != len(want.Words) {
					t.Fatalf("%d tokens for %q", s.Last-s.First, want.Words)
				}
				for i, w := range want.Words {
					if got := doc.Word(s.First + i); got != w {
						t.Fatalf("word %q became %q", w, got)
					}
				}
				for _, c := range want.chunks {
					m := d.Outer[0]
					d.Outer = d.Outer[1:]
					if m.First != s.First+c.first || m.Last != s.First+c.last || doc.Span(m.First, m.Last) != m.Span {
						t.Fatalf("chunk %v became %+v", c, m)
					}
				}
			}
		}
		if next != len(sentences) {
			t.Fatalf("%d of %d sentences", next, len(sentences))
		}
	})
}

func checkSpans(t *testing.T, d *Document) {
	t.Helper()
	end := 0
	for _, m := range d.Outer {
		if m.Start < end {
			t.Fatalf("%v overlaps the mention before", m.Span)
		}
		end = m.End
	}
	for _, m := range slices.Concat(d.Outer, d.Inner) {
		if m.Start < 0 || m.End <= m.Start || m.End > len(d.Text) || strings.ToValidUTF8(d.Text[m.Start:m.End], "") != d.Text[m.Start:m.End] {
			t.Fatalf("span %v in %d bytes", m.Span, len(d.Text))
		}
		if _, ok := parseLabel(m.Label); !ok {
			t.Fatalf("label %q", m.Label)
		}
	}
}
