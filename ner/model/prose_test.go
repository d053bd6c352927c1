package model

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jdkato/prose/v2"

	"enricher/ner"
)

// A surface is a name as its text writes it, in which prose, whose entities
// have no offsets, can be compared: white space is one blank.
type surface struct{ text, label string }

func surfaceOf(text, label string) surface {
	return surface{strings.Join(strings.Fields(text), " "), label}
}

// A namer finds the persons and places of a text, in any order.
type namer func(text string) []surface

// ours is the English tagger, which finds more: what is not asked for is left out.
func ours(tb testing.TB) namer {
	m, err := English()
	if err != nil {
		tb.Fatal(err)
	}
	return func(text string) []surface {
		var found []surface
		for _, x := range m.Mentions(split(text, "en")) {
			if isCommon(&x) {
				found = append(found, surfaceOf(text[x.Start:x.End], x.Label))
			}
		}
		return found
	}
}

// isCommon reports whether both taggers name things of the mention's kind.
func isCommon(m *ner.Mention) bool {
	return m.Form == "name" && (m.Label == "PER" || m.Label == "LOC")
}

// theirs is prose's recogniser, its model loaded once. Its labels are PERSON
// and GPE.
func theirs(tb testing.TB) namer {
	first, err := prose.NewDocument("A text.")
	if err != nil {
		tb.Fatal(err)
	}
	labels := map[string]string{"PERSON": "PER", "GPE": "LOC"}
	return func(text string) []surface {
		doc, err := prose.NewDocument(text, prose.UsingModel(first.Model), prose.WithSegmentation(false))
		if err != nil {
			tb.Fatal(err)
		}
		var found []surface
		for _, e := range doc.Entities() {
			if l := labels[e.Label]; l != "" {
				found = append(found, surfaceOf(e.Text, l))
			}
		}
		return found
	}
}

// compare counts the surfaces that a namer finds in the documents, each as
// often as it stands there. What is annotated as a word derived from a name
// (Russian) is neither asked for nor wrong.
func compare(documents []ner.Document, name namer) (c ner.Count) {
	for _, d := range documents {
		left := make(map[surface]int)
		derived := make(map[string]bool)
		for i := range d.Outer {
			x := &d.Outer[i]
			if s := surfaceOf(d.Text[x.Start:x.End], x.Label); isCommon(x) {
				left[s]++
				c.Gold++
			} else if x.Form != "name" {
				derived[s.text] = true
			}
		}
		for _, s := range name(d.Text) {
			switch {
			case left[s] > 0:
				left[s]--
				c.Right++
			case derived[s.text]:
				continue
			}
			c.Found++
		}
	}
	return c
}

// sets are what is there to compare on: the project's own and, where
// ENRICHER_SHARED names the folder with the corpora, those that are for
// scoring.
func sets(tb testing.TB) map[string][]ner.Document {
	all := map[string][]ner.Document{"eval": readDocuments(tb, "../../testdata/eval/en.jsonl")}
	if shared := os.Getenv("ENRICHER_SHARED"); shared != "" {
		all["gold-en"] = readDocuments(tb, filepath.Join(shared, "corpora/gold/en.jsonl.gz"))
		name := filepath.Join(shared, "corpora/ner/en/worldwide.scoring-only.conll.gz")
		s, err := ner.ReadColumns(open(tb, name))
		if err != nil {
			tb.Fatalf("%s: %v", name, err)
		}
		all["worldwide"] = ner.Join(s, 25)
	}
	return all
}

func TestBetterThanProse(t *testing.T) {
	documents := sets(t)["eval"]
	we, they := compare(documents, ours(t)), compare(documents, theirs(t))
	t.Logf("enricher F1 %.1f %+v, prose F1 %.1f %+v", we.F1(), we, they.F1(), they)
	if we.Gold < 50 {
		t.Errorf("%d names are too few to compare", we.Gold)
	}
	if we.F1() < they.F1()+10 {
		t.Errorf("F1 %.1f on persons and places, prose reaches %.1f", we.F1(), they.F1())
	}
}

// BenchmarkProse compares with prose's recogniser on persons and places, in
// F1 and in tokens a second; both cut the text into tokens themselves, and the
// tokens are counted by package token for both.
func BenchmarkProse(b *testing.B) {
	all := sets(b)
	for _, set := range slices.Sorted(maps.Keys(all)) {
		documents, tokens := all[set], 0
		for _, d := range documents {
			tokens += len(split(d.Text, "en").Tokens)
		}
		for _, c := range []struct {
			name string
			make func(testing.TB) namer
		}{{"enricher", ours}, {"prose", theirs}} {
			b.Run(set+"/"+c.name, func(b *testing.B) {
				name := c.make(b)
				var count ner.Count
				for b.Loop() {
					count = compare(documents, name)
				}
				b.ReportMetric(float64(tokens*b.N)/b.Elapsed().Seconds(), "tokens/s")
				b.ReportMetric(count.F1(), "F1")
				b.ReportMetric(count.Precision(), "P")
				b.ReportMetric(count.Recall(), "R")
			})
		}
	}
}
